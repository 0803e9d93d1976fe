"""Composite NTSC as it runs down a wire: 525 lines of 910 samples at 4 fsc, sync, burst and a cycle of four fields.

Samples stand where SMPTE 244M wants them, on the axes of I and Q. Here a line begins with the sample after its sync, 57
degrees of subcarrier later; the digital active line begins at sample 125. Values count whites: 0 is blank, 1 100 IRE.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from liminal.gl.packing import TEXEL
from liminal.tape.grid import FIRST, PAIR, PICTURE
from liminal.tape.standard import BURST, FIELD_LINES, FRAME_LINES, LINE_SAMPLES, SAMPLE_RATE, SYNC

Samples = NDArray[Any]  # of floats

# Times of SMPTE 170M, in samples, rounded as the tables of SMPTE 244M have them: 4.68 us for sync, 2.30 us to equalise.
# Edges are sine-squared, of which 59 % lies between a tenth and nine tenths: 146 ns of sync, 300 ns of the burst.
MICROSECOND = SAMPLE_RATE * 1e-6
SYNC_WIDTH, EQUALISER, SERRATION = 67.0, 33.0, 67.0
EDGE, BURST_EDGE = 3.54, 0.300 / 0.5903 * MICROSECOND
ACTIVE_START, ACTIVE_END = 9.20 * MICROSECOND, LINE_SAMPLES - 1.50 * MICROSECOND
BURST_START, BURST_LENGTH = 19 * 4, 9 * 4  # nineteen cycles after sync, nine cycles

# SMPTE 244M: the phase of the subcarrier, sin for B'-Y, at the first sample of the first line of colour field I, where
# sync stands at phase 0; and where its digital active line begins, 768 samples of which our grid keeps all.
FIRST_PHASE = np.deg2rad(57)
SYNC_PLACE = -57 / 90  # samples
ACTIVE_PLACE, ACTIVE_SAMPLES = 125, PICTURE * TEXEL

# The first lines of the picture in each field, counted from 0: lines 23 and 286.
FIRST_LINES = 22, 285

REACH = 4  # pairs of colour to either side that a sample is drawn from

# Ten-bit codes (SMPTE 244M), as the upper bits of sixteen.
BLANK_CODE, WHITE_CODE, CODE_STEPS = 240, 800, 64


@dataclass(frozen=True)
class Lines:
    """The lines of a frame, field 1 and then field 2: luma (480, SAMPLES), U and V (2, 480, SAMPLES / 4), whites."""

    luma: Samples
    colour: Samples


def compose(lines: Lines, frame: int) -> Samples:
    """Put a frame on one wire: (525, 910) whites, from the first equalising pulse of field 1 onwards.

    An even frame holds colour fields I and II, an odd one III and IV.
    """
    luma, (u, v) = luma_wave(lines), colour_waves(lines)
    sine, cosine = carrier(frame)
    composite: Samples = luma + u * sine + v * cosine
    return composite


def luma_wave(lines: Lines) -> Samples:
    """Luma with its sync: (525, 910) whites."""
    return sync_frame() + _place(lines.luma)


def colour_waves(lines: Lines) -> Samples:
    """U and V, the burst being U below 0: (2, 525, 910) whites."""
    waves = np.stack([_place(part) for part in spread_pairs(lines.colour)])
    waves[0] -= BURST * burst_frame()
    return waves


def _place(lines: Samples) -> Samples:
    """Put the lines of both fields, (480, SAMPLES), where they stand in a frame, between the edges of blanking."""
    frame = np.zeros((FRAME_LINES, LINE_SAMPLES))
    picture = lines[:, FIRST : FIRST + ACTIVE_SAMPLES] * _active_line()
    for first, field in zip(FIRST_LINES, np.split(picture, 2), strict=True):
        frame[first : first + FIELD_LINES, ACTIVE_PLACE : ACTIVE_PLACE + ACTIVE_SAMPLES] = field
    return frame


def codes(wave: Samples) -> NDArray[np.uint16]:
    """Turn whites into codes: 16 bits, of which the first ten are SMPTE 244M's; blank is 15360, white 51200."""
    steps = np.round((BLANK_CODE + (WHITE_CODE - BLANK_CODE) * wave) * CODE_STEPS)
    return np.clip(steps, 4 * CODE_STEPS, 1019 * CODE_STEPS).astype(np.uint16)


@cache
def sync_frame() -> Samples:
    """The sync of a frame, (525, 910) whites: of each line, and three lines of broad pulses between equalising ones."""
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
    """How much burst there is at each place of a frame, 0 to 1: (525, 910); none in the nine lines of vertical sync."""
    frame = np.tile(
        _pulse(np.arange(LINE_SAMPLES) - SYNC_PLACE, BURST_START, BURST_LENGTH, BURST_EDGE), (FRAME_LINES, 1)
    )
    frame[0:9] = frame[263:272] = 0.0
    frame.flags.writeable = False
    return frame


def carrier(frame: int) -> tuple[Samples, Samples]:
    """The subcarrier through a frame, (525, 910) each: what carries U, and what carries V."""
    place = np.arange(FRAME_LINES * LINE_SAMPLES).reshape(FRAME_LINES, LINE_SAMPLES) + 2 * (frame % 2)
    phase = FIRST_PHASE + np.pi / 2 * np.arange(4)
    return np.sin(phase)[place % 4], np.cos(phase)[place % 4]


def spread_pairs(colour: Samples) -> Samples:
    """Draw a smooth curve through colour pairs (..., n), each in the middle of four samples: (..., 4 n)."""
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
        place = number % FRAME_LINES  # half lines since the field began: the second one begins in the middle of a line
        if place < 18:
            yield number * half, half - SERRATION if 6 <= place < 12 else EQUALISER
        elif number % 2 == 0:
            yield number * half, SYNC_WIDTH


def _pulse(time: Samples, start: float, width: float, edge: float) -> Samples:
    """A pulse of height 1 with sine-squared edges, `width` long where it is half as high."""
    return _step((time - start) / edge) - _step((time - start - width) / edge)


def _step(time: Samples) -> Samples:
    """From 0 to 1 within one unit of time, half way at 0."""
    risen: Samples = 0.5 + 0.5 * np.sin(np.pi * np.clip(time, -0.5, 0.5))
    return risen


@cache
def _active_line() -> Samples:
    """How much of each sample of the digital active line is left beside blanking."""
    time = ACTIVE_PLACE + np.arange(ACTIVE_SAMPLES) - SYNC_PLACE
    return _pulse(time, ACTIVE_START, ACTIVE_END - ACTIVE_START, EDGE)
