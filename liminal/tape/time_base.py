"""Time-base error: the shift of each line to the right, and the error of its hue.

Tape stretches, and the drum's speed varies. The part that the television's horizontal AFC cannot follow is visible.
"""

from functools import lru_cache
from math import exp, pi, radians, sin

import numpy as np
from numpy.typing import NDArray

from liminal.ntsc import FIELD_LINES, FIELD_OFFSET, FIELD_RATE, FRAME_LINES, SAMPLE_RATE
from liminal.random import Stream, key_of
from liminal.settings.tape import TapeSettings
from liminal.tape.head_switch import HeadSwitch, head_switch
from liminal.tape.horizontal_afc import LENGTH, impulse_error, step_error
from liminal.tape.noise import table_normals, wander
from liminal.tape.playback_frame import PlaybackFrame

Floats = NDArray[np.float64]

LINE_JITTER = 8e-9 * SAMPLE_RATE  # samples, independent from line to line, on a good deck (5 to 30 ns)
SMOOTH_JITTER = 0.13e-6 * SAMPLE_RATE  # samples, before the AFC (0.1 to 0.5 us)
SMOOTH_WIDTH = 22.0  # lines: standard deviation of its bends
MEMORY = 200  # lines before a frame on which it depends
FIELD_HUE, LINE_HUE = radians(0.9), radians(0.8)  # slow, and from line to line
HUE_LINES = 2.5  # time constant with which the colour APC follows a head switch
PULL, SCATTER = -0.7e-6 * SAMPLE_RATE, 5e-6 * SAMPLE_RATE  # samples: mean and deviation where noise is taken for sync
PICTURE_TOPS = 0, FIELD_OFFSET  # lines: of each field, from the top of field 1
SLIDE = 9e-6 * SAMPLE_RATE  # samples, by which lines swing before the servos lock to a new recording
SLACK = 16e-6 * SAMPLE_RATE  # samples, by which they swing while tape is eaten


def line_shift(jitter: float, seed: int, now: PlaybackFrame) -> Floats:
    """Find the shift of each line, in samples: (2, 240). `jitter`: relative to one generation of good VHS."""
    shift = np.zeros((2, FIELD_LINES))
    if jitter:
        white, bends = lines_of_noise(seed, now.frame)
        smooth = np.convolve(bends, _smooth_kernel(), "valid")[-FRAME_LINES:]
        whole = jitter * (LINE_JITTER * white[-FRAME_LINES:] + SMOOTH_JITTER * smooth)
        shift += np.stack([whole[first : first + FIELD_LINES] for first in PICTURE_TOPS])
    shift += _swing(seed, now)
    return shift


def add_switches(settings: TapeSettings, seed: int, frame: int, shift: Floats, hue: Floats) -> None:
    """Add the errors of the head switch at the bottom of each field, and of the last one at the top (flagging)."""
    for generation in range(settings.generations):
        for field in range(2):
            number = 2 * frame + field
            if settings.head_switch:
                switch = head_switch(seed, generation, number)
                first = int(np.ceil(switch.line))
                since = np.arange(FIELD_LINES - first)
                shift[field, first:] += settings.head_switch * switch.step * step_error()[since]
                hue[field, first:] += settings.head_switch * switch.hue * np.exp(-since / HUE_LINES)
            if settings.flagging:
                before = head_switch(seed, generation, number - 1)
                since = lines_since(before, field) + np.arange(FIELD_LINES)
                shift[field] += settings.flagging * before.step * step_error()[since.clip(0, LENGTH - 1)]


def lines_since(before: HeadSwitch, field: int) -> int:
    """Whole lines from the switch in the field before to the top line of this one, which is field 0 or 1."""
    distance = FIELD_OFFSET if field else FRAME_LINES - FIELD_OFFSET
    return distance - int(np.ceil(before.line))


def line_hue(amount: float, seed: int, frame: int) -> Floats:
    """Find the hue error of each line, rad: (2, 240). `amount`: relative to one generation of good VHS."""
    if not amount:
        return np.zeros((2, FIELD_LINES))
    number = 2 * frame + np.arange(2)[:, None]
    # A new value every half second, and another one every 60 lines.
    slow = wander(key_of(seed, Stream.TIME_BASE, 20), number / FIELD_RATE / 0.5) - 0.5
    knots = wander(key_of(seed, Stream.TIME_BASE, 21), (5 * number + np.arange(5)).astype(np.float64)) - 0.5
    return amount * (3.4 * FIELD_HUE * slow + 3.4 * LINE_HUE * knots @ _tents())


def lock_error(strength: Floats, seed: int, frame: int) -> Floats:
    """Find the shift of lines whose carrier, (2, 240) from 0 to 1, is too weak for the horizontal AFC."""
    lost = np.clip((0.55 - strength) / 0.5, 0, 1)
    torn = np.zeros_like(strength)
    # The loop takes noise for sync and follows it, which shifts the lines after it.
    follows = -impulse_error()
    for field in np.flatnonzero(lost.any(axis=1)):
        place = key_of(seed, Stream.TIME_BASE, 30, 2 * frame + int(field))
        error = lost[field] * (PULL + SCATTER * table_normals(place, FIELD_LINES))
        torn[field, 1:] = -np.convolve(error, follows[1:])[: FIELD_LINES - 1]
    return torn


def lines_of_noise(seed: int, frame: int) -> tuple[Floats, Floats]:
    """Two rows of noise for the lines of a frame and the MEMORY before it; overlapping frames agree."""
    rows = []
    for number in (frame - 1, frame):
        word = key_of(seed, Stream.TIME_BASE, 0, number)
        rows.append((table_normals(word & 0xFFFF, FRAME_LINES), table_normals(word >> 16, FRAME_LINES)))
    (white_before, bends_before), (white, bends) = rows
    return (
        np.concatenate([white_before[-MEMORY:], white]),
        np.concatenate([bends_before[-MEMORY:], bends]),
    )


@lru_cache(maxsize=1)
def _smooth_kernel() -> Floats:
    """Taps that turn white noise into the smooth jitter that the AFC leaves: (MEMORY,)."""
    bend = np.exp(-0.5 * (np.arange(-60, 61) / SMOOTH_WIDTH) ** 2)
    bend /= np.sqrt(np.square(bend).sum())
    return np.convolve(bend, impulse_error())[:MEMORY]


@lru_cache(maxsize=1)
def _tents() -> Floats:
    """Linear weights of five knots, from the top of a field to its bottom, in its lines: (5, 240)."""
    knots = np.linspace(0, FIELD_LINES, 5)
    return np.stack([np.interp(np.arange(FIELD_LINES), knots, weights) for weights in np.eye(5)])


def _swing(seed: int, now: PlaybackFrame) -> Floats:
    """The shift of lines while servos are not locked, or the tape is slack."""
    if now.transport is None or now.transport.event.kind not in ("record", "eaten"):
        return np.zeros(1)
    time = 2 * now.frame + np.arange(2)[:, None] + np.arange(FIELD_LINES) / FIELD_LINES
    swing = wander(key_of(seed, Stream.TIME_BASE, 40), time * 2.2) - 0.5
    if now.transport.event.kind == "record":
        fading = exp(-3 * now.transport.progress) * (1 - now.transport.progress)
        # Lines at the top lock last.
        hook = step_error()[18 : 18 + FIELD_LINES]
        return fading * SLIDE * (swing - 2.5 * hook)
    flutter = wander(key_of(seed, Stream.TIME_BASE, 41), time * 9.0) - 0.5
    return sin(pi * now.transport.progress) * SLACK * (swing + 0.35 * flutter)
