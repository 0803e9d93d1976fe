"""Noise bars: where in each field mistracking, a clogged head, creases or the transport take away the carrier.

All are losses of the carrier from 0 to 1, at times within a field counted in lines from the top of its picture.
"""

from math import exp, pi, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from liminal.ntsc import FIELD_RATE, FRAME_LINES
from liminal.random import Stream, key_of, mix, unit_of
from liminal.settings.tape import TapeSettings, TapeSpeed
from liminal.tape.noise import wander
from liminal.tape.playback_frame import PlaybackFrame
from liminal.tape.transport import DRUM_PASSAGE, TransportState

Loss = NDArray[np.float64]

FIELD = FRAME_LINES / 2  # lines
CREASE_SLOT = 1.5  # s: at full strength, one crease begins in each
SETTLING = 0.35  # s: time constant with which the noise of a new recording decays


def has_noise_bars(settings: TapeSettings) -> bool:
    """Whether any setting can cause noise bars."""
    return bool(settings.tracking or settings.clog or settings.crease or settings.transport)


def noise_bar_loss(
    settings: TapeSettings, seed: int, generation: int, now: PlaybackFrame, field: int, line: Loss
) -> Loss:
    """Find the loss of the carrier in field 0 or 1 of a frame, at these times (lines)."""
    key = key_of(seed, Stream.TRACKING, generation)
    number = 2 * now.frame + field
    kept = np.ones_like(line)
    if settings.tracking:
        kept *= 1 - _tracking(settings.tracking, key, number, line)
    if settings.clog and field == key & 1:
        kept *= 1 - _clog(settings.clog, key, number, line)
    if settings.crease:
        crease_key = key_of(seed, Stream.CREASE, generation)
        kept *= 1 - _creases(settings.crease, settings.speed, crease_key, 2 * now.source + field, line)
    if now.transport is not None:
        kept *= 1 - _transport(now.transport, key_of(seed, Stream.TRANSPORT), number, line)
    return 1 - kept


def _hump(line: Loss, middle: float, half_width: float, edge: float = 0.35) -> Loss:
    """1 within `half_width` of the middle, falling to 0 over a share `edge` of it; it wraps from field to field."""
    distance = np.abs((line - middle + FIELD / 2) % FIELD - FIELD / 2)
    return np.clip((1 - distance / half_width) / edge, 0, 1)


def _tracking(amount: float, key: int, number: int, line: Loss) -> Loss:
    """Mistracking: a small loss everywhere, and a bar where the tracking error is largest."""
    time = number / FIELD_RATE
    period = 15 + 45 * _unit(key, 0)  # s, in which the bar drifts through the picture (estimate)
    drift = time / period * (1 if _unit(key, 1) < 0.5 else -1)
    middle = FIELD * (_unit(key, 2) + drift + 0.15 * float(wander(mix(key, 3), time / 2.5)[0]))
    middle += 5 * (number & 1) + 1.5 * (_unit(key, 4, number) - 0.5)
    half_width = 3 + 72 * amount
    return np.maximum(0.35 * amount, min(1.0, 0.55 + amount) * _hump(line, middle, half_width, 0.7))


def _clog(amount: float, key: int, number: int, line: Loss) -> Loss:
    """A clogged head: dirt on one head comes and goes, and its loss differs from line to line."""
    time = number / FIELD_RATE
    worst = float(np.clip(2 * amount - wander(mix(key, 5), time / 1.3)[0], 0, 1))
    if worst == 0:
        return np.zeros_like(line)
    resistance = wander(mix(key, 6), line / 45 + time * 0.4)
    return np.clip((1.3 * worst - resistance) / 0.3, 0, 1)


def _creases(amount: float, speed: TapeSpeed, key: int, number: int, line: Loss) -> Loss:
    """Creases across the tape move through the picture in the time in which the tape passes the drum."""
    time = number / FIELD_RATE
    passage = DRUM_PASSAGE[speed]
    lost = np.zeros_like(line)
    slot = int(time // CREASE_SLOT)
    for begun in range(slot - int(passage / CREASE_SLOT) - 1, slot + 1):
        if _unit(key, begun, 0) >= amount:
            continue
        run = (time - (begun + _unit(key, begun, 1)) * CREASE_SLOT) / passage
        if not 0 <= run <= 1:
            continue
        top = run * FIELD
        for fold in range(1 + int(3 * _unit(key, begun, 2))):
            half_width = 0.6 + 2.6 * _unit(key, begun, 3, fold) * (0.4 + 0.6 * amount)
            depth = 0.6 + 0.4 * _unit(key, begun, 4, fold)
            distance = np.abs(line - top - fold * (5 + 9 * _unit(key, begun, 5)))
            lost = np.maximum(lost, depth * np.clip(2 * (1 - distance / half_width), 0, 1))
    return lost


def _transport(now: TransportState, key: int, number: int, line: Loss) -> Loss:
    """Bars of a pause, a search or a rewind, and the noise of a new recording, blank tape and eaten tape."""
    kind, elapsed = now.event.kind, now.elapsed
    key = mix(key, round(now.event.at * FIELD_RATE))
    if kind == "pause":
        # Beside stationary tape a head crosses from its track to the next once in each field.
        middle = 200 + 60 * _unit(key, 0) + 2.5 * (_unit(key, 1, number) - 0.5)
        return _hump(line, middle, 7 + 5 * _unit(key, 2), 0.5)
    if kind in ("search", "rewind"):
        # The heads cross as many tracks as the speed is multiplied by, and every other one has the wrong azimuth.
        bars = now.event.speed + (1 if kind == "rewind" else -1)
        spacing = FIELD / bars
        first = spacing * (_unit(key, 0) + 0.021 * number + 0.06 * _unit(key, 1, number))
        distance = np.abs((line - first + spacing / 2) % spacing - spacing / 2)
        return np.clip(1.6 * (1 - distance / max(0.16 * spacing, 5.0)), 0, 1)
    if kind == "stop":
        return np.ones_like(line)
    if kind == "record":
        # Until the servos have locked, the heads drift across the tracks.
        left = exp(-elapsed / SETTLING)
        middle = FIELD * (_unit(key, 0) + elapsed / SETTLING * 0.6)
        return np.maximum(float(left > 0.92), min(1.0, 1.6 * left) * _hump(line, middle, 1 + 70 * left))
    # Eaten: the tape folds and slips, most in the middle of the event.
    strength = sqrt(sin(pi * now.progress))
    folds = wander(mix(key, number // 3), line / 9.0)
    slack = wander(mix(key, 7), line / 70.0 - elapsed * 3.1)
    return np.clip((0.88 * strength - 0.55 * folds - 0.75 * slack) / 0.3, 0, 1)


def _unit(*key: int) -> float:
    """A random number from [0, 1) for a key."""
    return unit_of(mix(*key))
