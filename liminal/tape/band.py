"""Bands of noise: where in each field the heads leave their tracks, lift off a crease, are dirty, or find no recording.

Everything is a loss from 0 to 1 at times within a field, counted in lines from the top of its picture.
"""

from dataclasses import dataclass
from math import exp, pi, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from liminal.random import Stream, key_of, mix
from liminal.settings.tape import TapeSettings
from liminal.tape.chance import unit, wander
from liminal.tape.standard import FIELD_RATE
from liminal.tape.transport import Motion, motion, source_frame

Loss = NDArray[np.float64]

FIELD = 262.5  # lines

# A track is 97 mm long, of which the tape, running along it at 33.35 mm/s (SP, SMPTE 32M), takes this long to pass.
CROSSING = {"sp": 2.9, "lp": 5.8, "ep": 8.7}  # s
CREASE_SLOT = 1.5  # s: at full strength, one crease begins in each
SETTLING = 0.35  # s: in which the noise of a recording that begins fades


@dataclass(frozen=True)
class Moment:
    """Which frame of the playback it is, which of the recording that shows, and what the transport does."""

    frame: int
    source: int
    motion: Motion | None = None


def moment_of(settings: TapeSettings, frame: int) -> Moment:
    """A frame of the newest generation, with what is done to the tape."""
    return Moment(frame, source_frame(settings, frame), motion(settings, frame))


def has_bands(settings: TapeSettings) -> bool:
    """Whether anything here may ever do something."""
    return bool(settings.tracking or settings.clog or settings.crease or settings.transport)


def band_loss(settings: TapeSettings, seed: int, generation: int, now: Moment, field: int, line: Loss) -> Loss:
    """Find what is lost of the carrier of field 0 or 1 of a frame, at these times (lines)."""
    key = key_of(seed, Stream.TRACKING, generation)
    number = 2 * now.frame + field
    kept = np.ones_like(line)
    if settings.tracking:
        kept *= 1 - _tracking(settings.tracking, key, number, line)
    if settings.clog and field == key & 1:
        kept *= 1 - _clog(settings.clog, key, number, line)
    if settings.crease:
        crease_key = key_of(seed, Stream.CREASE, generation)
        kept *= 1 - _creases(settings, crease_key, 2 * now.source + field, line)
    if now.motion is not None:
        kept *= 1 - _transport(now.motion, key_of(seed, Stream.TRANSPORT), number, line)
    return 1 - kept


def _hump(line: Loss, middle: float, half_width: float, edge: float = 0.35) -> Loss:
    """1 within `half_width` of the middle, falling to 0 over a share `edge` of it; goes on from field to field."""
    away = np.abs((line - middle + FIELD / 2) % FIELD - FIELD / 2)
    return np.clip((1 - away / half_width) / edge, 0, 1)


def _tracking(amount: float, key: int, number: int, line: Loss) -> Loss:
    """The heads run beside their tracks: a little is lost everywhere, and all where the error is largest."""
    time = number / FIELD_RATE
    period = 15 + 45 * unit(key, 0)  # s, in which the band drifts through the picture (estimate)
    drift = time / period * (1 if unit(key, 1) < 0.5 else -1)
    middle = FIELD * (unit(key, 2) + drift + 0.15 * float(wander(mix(key, 3), time / 2.5)[0]))
    middle += 5 * (number & 1) + 1.5 * (unit(key, 4, number) - 0.5)
    half_width = 3 + 72 * amount
    return np.maximum(0.35 * amount, min(1.0, 0.55 + amount) * _hump(line, middle, half_width, 0.7))


def _clog(amount: float, key: int, number: int, line: Loss) -> Loss:
    """Dirt on one head comes and goes; where it is worst differs from line to line."""
    time = number / FIELD_RATE
    worst = float(np.clip(2 * amount - wander(mix(key, 5), time / 1.3)[0], 0, 1))
    if worst == 0:
        return np.zeros_like(line)
    resistance = wander(mix(key, 6), line / 45 + time * 0.4)
    return np.clip((1.3 * worst - resistance) / 0.3, 0, 1)


def _creases(settings: TapeSettings, key: int, number: int, line: Loss) -> Loss:
    """Creases across the tape run through the picture in the time that the tape takes past the drum."""
    time = number / FIELD_RATE
    crossing = CROSSING[settings.speed]
    lost = np.zeros_like(line)
    slot = int(time // CREASE_SLOT)
    for begun in range(slot - int(crossing / CREASE_SLOT) - 1, slot + 1):
        if unit(key, begun, 0) >= settings.crease:
            continue
        run = (time - (begun + unit(key, begun, 1)) * CREASE_SLOT) / crossing
        if not 0 <= run <= 1:
            continue
        top = run * FIELD
        for fold in range(1 + int(3 * unit(key, begun, 2))):
            half_width = 0.6 + 2.6 * unit(key, begun, 3, fold) * (0.4 + 0.6 * settings.crease)
            depth = 0.6 + 0.4 * unit(key, begun, 4, fold)
            away = np.abs(line - top - fold * (5 + 9 * unit(key, begun, 5)))
            lost = np.maximum(lost, depth * np.clip(2 * (1 - away / half_width), 0, 1))
    return lost


def _transport(now: Motion, key: int, number: int, line: Loss) -> Loss:
    kind, elapsed = now.event.kind, now.elapsed
    key = mix(key, round(now.event.at * FIELD_RATE))
    if kind == "pause":
        # A head that does not follow the tape leaves its track once in each field.
        middle = 200 + 60 * unit(key, 0) + 2.5 * (unit(key, 1, number) - 0.5)
        return _hump(line, middle, 7 + 5 * unit(key, 2), 0.5)
    if kind in ("search", "rewind"):
        # The heads cross as many tracks as the tape is faster, and every other one has the wrong azimuth.
        bars = now.event.speed + (1 if kind == "rewind" else -1)
        spacing = FIELD / bars
        first = spacing * (unit(key, 0) + 0.021 * number + 0.06 * unit(key, 1, number))
        away = np.abs((line - first + spacing / 2) % spacing - spacing / 2)
        return np.clip(1.6 * (1 - away / max(0.16 * spacing, 5.0)), 0, 1)
    if kind == "stop":
        return np.ones_like(line)
    if kind == "record":
        # Until the servos have locked, the heads slide over the tracks.
        left = exp(-elapsed / SETTLING)
        middle = FIELD * (unit(key, 0) + elapsed / SETTLING * 0.6)
        return np.maximum(float(left > 0.92), min(1.0, 1.6 * left) * _hump(line, middle, 1 + 70 * left))
    # Eaten: the tape folds and slips, worst in the middle of it.
    strength = sqrt(sin(pi * now.progress))
    folds = wander(mix(key, number // 3), line / 9.0)
    slack = wander(mix(key, 7), line / 70.0 - elapsed * 3.1)
    return np.clip((0.88 * strength - 0.55 * folds - 0.75 * slack) / 0.3, 0, 1)
