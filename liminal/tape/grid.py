"""The sample grid of signals: eight samples a texel, a line of a field a row, field 2 above field 1.

A sample is a 16-bit number in steps of 1/8192 of white (0.012 IRE), and two share a channel: see `gl.packing`. A fetch
of sixteen bytes costs no more than one of four.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Scope, Target
from liminal.gl.packing import STEPS, TEXEL, Words, unpack
from liminal.ntsc import PICTURE_LINES, PICTURE_PIXELS, PIXEL_SAMPLES

LEAD, PICTURE, TAIL = 3, 96, 1  # texels of a line: blanking, in which filters settle; the picture; blanking
TEXELS = LEAD + PICTURE + TAIL
SAMPLES = TEXELS * TEXEL
FIRST = LEAD * TEXEL  # sample at which the picture begins
MARGIN = (PICTURE * TEXEL - PICTURE_PIXELS * PIXEL_SAMPLES) / 2  # samples between that and the first pixel's edge

# U and V are sampled at fsc, once for four samples of luma: a texel holds four samples of U below, four of V above.
PAIR = 4  # samples
COLOUR_TEXELS = TEXELS // 2

# Cubic interpolation between samples: the straight line, less BEND times the second difference there. With 1/2 it is
# the curve of Keys (1981, a = -1/2), which takes 0.35 dB from 3 MHz sampled at 13.5 MHz; with 0.6 all frequencies up
# to 2.5 MHz stay within 0.04 dB, and 3 MHz loses 0.15.
BEND = 0.6


@dataclass(frozen=True)
class Signal:
    """Luma, and the two colour differences, of one frame: two fields."""

    luma: Target
    colour: Target


def make_signal(scope: Scope) -> Signal:
    """Allocate the targets of a frame."""
    return Signal(make_line_target(scope, TEXELS), make_line_target(scope, COLOUR_TEXELS))


def make_line_target(scope: Scope, texels: int) -> Target:
    """Allocate a target of packed samples, `texels` for each line of a frame."""
    return Target(scope, (texels, PICTURE_LINES), ["i4"])


def read_luma(signal: Signal) -> NDArray[np.float64]:
    """Read luma back: (480, SAMPLES) in units of 100 IRE; the lines of field 1, then those of field 2."""
    return unpack(signal.luma.read())


def read_colour(signal: Signal) -> NDArray[np.float64]:
    """Read colour difference back: (2, 480, SAMPLES / 4) in units of 100 IRE, U and V."""
    words: Words = signal.colour.read()
    planes = np.stack([words << 16 >> 16, words >> 16])
    return planes.reshape(2, len(words), -1) / STEPS
