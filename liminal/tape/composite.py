"""Composite NTSC: 525 lines of 910 samples at 4 fsc, with sync and burst, in a cycle of four fields.

Samples lie on the axes of I and Q (SMPTE 244M). Here a line begins with the sample after its sync, 57 degrees of
subcarrier later; the digital active line begins at sample 125. Levels are in units of 100 IRE, 0 being blanking.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from liminal.gl.packing import TEXEL
from liminal.ntsc import BURST, FIELD_LINES, FIRST_LINES, FRAME_LINES, LINE_SAMPLES, SAMPLE_RATE, SYNC
from liminal.tape.grid import FIRST, PAIR, PICTURE

Samples = NDArray[Any]  # of floats

# Times of SMPTE 170M, in samples, rounded as in the tables of SMPTE 244M: sync 4.68 us, equalising pulses 2.30 us.
# Edges are sine-squared, of which 59 % lies between a tenth and nine tenths: 146 ns of sync, 300 ns of the burst.
MICROSECOND = SAMPLE_RATE * 1e-6
SYNC_WIDTH, EQUALISER, SERRATION = 67.0, 33.0, 67.0
EDGE, BURST_EDGE = 3.54, 0.300 / 0.5903 * MICROSECOND
ACTIVE_START, ACTIVE_END = 9.20 * MICROSECOND, LINE_SAMPLES - 1.50 * MICROSECOND
BURST_START, BURST_LENGTH = 19 * 4, 9 * 4  # nineteen cycles after sync, nine cycles

# SMPTE 244M: the phase of the subcarrier, sin for B'-Y, at the first sample of the first line of colour field I, where
# sync is at phase 0; and the first sample of its digital active line, whose 768 samples our grid contains.
FIRST_PHASE = np.deg2rad(57)
SYNC_PLACE = -57 / 90  # samples
ACTIVE_PLACE, ACTIVE_SAMPLES = 125, PICTURE * TEXEL

REACH = 4  # colour pairs to either side of a sample, for its interpolation

# Ten-bit codes (SMPTE 244M), as the upper bits of sixteen.
BLANK_CODE, WHITE_CODE, CODE_STEPS = 240, 800, 64


@dataclass(frozen=True)
class Lines:
    """The lines of a frame, field 1 and then field 2: luma (480, SAMPLES), U and V (2, 480, SAMPLES / 4), 100 IRE."""

    luma: Samples
    colour: Samples


def compose(lines: Lines, frame: int) -> Samples:
    """Encode a frame as composite video: (525, 910), from the first equalising pulse of field 1 on.

    An even frame holds colour fields I and II, an odd one III and IV.
    """
    luma, (u, v) = luma_wave(lines), colour_waves(lines)
    sine, cosine = carrier(frame)
    composite: Samples = luma + u * sine + v * cosine
    return composite


def luma_wave(lines: Lines) -> Samples:
    """Luma with its sync: (525, 910)."""
    return sync_frame() + _place(lines.luma)


def colour_waves(lines: Lines) -> Samples:
    """U and V with the burst, which is negative U: (2, 525, 910)."""
    waves = np.stack([_place(part) for part in spread_pairs(lines.colour)])
    waves[0] -= BURST * burst_frame()
    return waves


def _place(lines: Samples) -> Samples:
    """Insert the lines of both fields, (480, SAMPLES), into a frame, between the edges of blanking."""
    frame = np.zeros((FRAME_LINES, LINE_SAMPLES))
    picture = lines[:, FIRST : FIRST + ACTIVE_SAMPLES] * _active_line()
    for first, field in zip(FIRST_LINES, np.split(picture, 2), strict=True):
        frame[first : first + FIELD_LINES, ACTIVE_PLACE : ACTIVE_PLACE + ACTIVE_SAMPLES] = field
    return frame


def codes(wave: Samples) -> NDArray[np.uint16]:
    """Quantise levels to 16 bits, of which the first ten are SMPTE 244M's: blanking is 15360, white 51200."""
    steps = np.round((BLANK_CODE + (WHITE_CODE - BLANK_CODE) * wave) * CODE_STEPS)
    return np.clip(steps, 4 * CODE_STEPS, 1019 * CODE_STEPS).astype(np.uint16)


@cache
def sync_frame() -> Samples:
    """The sync of a frame, (525, 910): of each line, and three lines of serrated pulses between equalising ones."""
    time = np.arange(FRAME_LINES * LINE_SAMPLES) - SYNC_PLACE  # samples after the first line's sync
    wave = np.zeros(len(time))
    for start, width in _pulses():
        near = slice(max(int(start) - 8, 0), int(start + width) + 8)
        wave[near] += SYNC * _pulse(time[near], start, width, EDGE)
    # An edge begins before its line does: that of the next frame's first line ends this one.
    wave[-8:] += SYNC * _pulse(time[-8:], len(time), EQUALISER, EDGE)
    wave.flags.writeable = False
    return wave.reshape(FRAME_LINES, LINE_SAMPLES)


@cache
def burst_frame() -> Samples:
    """The envelope of the burst, 0 to 1: (525, 910); none in the nine lines of vertical sync."""
    frame = np.tile(
        _pulse(np.arange(LINE_SAMPLES) - SYNC_PLACE, BURST_START, BURST_LENGTH, BURST_EDGE), (FRAME_LINES, 1)
    )
    frame[0:9] = frame[263:272] = 0.0
    frame.flags.writeable = False
    return frame


def carrier(frame: int) -> tuple[Samples, Samples]:
    """The subcarriers of U and of V in a frame: (525, 910) each."""
    place = np.arange(FRAME_LINES * LINE_SAMPLES).reshape(FRAME_LINES, LINE_SAMPLES) + 2 * (frame % 2)
    phase = FIRST_PHASE + np.pi / 2 * np.arange(4)
    return np.sin(phase)[place % 4], np.cos(phase)[place % 4]


def spread_pairs(colour: Samples) -> Samples:
    """Interpolate colour pairs (..., n), each midway between four samples, to samples: (..., 4 n)."""
    distance = np.arange(PAIR) - (PAIR - 1) / 2 - PAIR * np.arange(-REACH, REACH + 1)[:, None]
    weights = np.sinc(distance / PAIR) * np.i0(4.5 * np.sqrt(np.clip(1 - (distance / (PAIR * (REACH + 1))) ** 2, 0, 1)))
    weights /= weights.sum(axis=0)
    padded = np.pad(colour, [(0, 0)] * (colour.ndim - 1) + [(REACH, REACH)])
    spread: Samples = sliding_window_view(padded, 2 * REACH + 1, axis=-1) @ weights
    return spread.reshape(*colour.shape[:-1], -1)


def _pulses() -> Iterator[tuple[float, float]]:
    """The start and width of every pulse of sync in a frame, in samples."""
    half = LINE_SAMPLES / 2
    for number in range(2 * FRAME_LINES):
        place = (
            number % FRAME_LINES
        )  # half lines from the beginning of the field: field 2 begins in the middle of a line
        if place < 18:
            yield number * half, half - SERRATION if 6 <= place < 12 else EQUALISER
        elif number % 2 == 0:
            yield number * half, SYNC_WIDTH


def _pulse(time: Samples, start: float, width: float, edge: float) -> Samples:
    """A pulse of height 1 with sine-squared edges; `width`: at half height."""
    return _step((time - start) / edge) - _step((time - start - width) / edge)


def _step(time: Samples) -> Samples:
    """A sine-squared step from 0 to 1 within one unit of time, 0.5 at time 0."""
    risen: Samples = 0.5 + 0.5 * np.sin(np.pi * np.clip(time, -0.5, 0.5))
    return risen


@cache
def _active_line() -> Samples:
    """The envelope of blanking on the digital active line: 1 in the active picture, 0 in blanking."""
    time = ACTIVE_PLACE + np.arange(ACTIVE_SAMPLES) - SYNC_PLACE
    return _pulse(time, ACTIVE_START, ACTIVE_END - ACTIVE_START, EDGE)
