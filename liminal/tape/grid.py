"""The grid on which signals are kept: eight samples a texel, a line of a field a row, field 2 above field 1.

A sample is a whole number of 16 bits, in steps of a hundredth of an IRE, and two share a channel: see `gl.packing`. A
fetch of sixteen bytes costs no more than one of four.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Context, Target
from liminal.gl.packing import STEPS, TEXEL, Words, unpack
from liminal.tape.standard import PICTURE_LINES, PICTURE_PIXELS, PIXEL_SAMPLES

LEAD, PICTURE, TAIL = 3, 96, 1  # texels of a line: blank, in which filters settle; the picture; blank
TEXELS = LEAD + PICTURE + TAIL
SAMPLES = TEXELS * TEXEL
FIRST = LEAD * TEXEL  # sample at which the picture begins
MARGIN = (PICTURE * TEXEL - PICTURE_PIXELS * PIXEL_SAMPLES) / 2  # samples between that and the first pixel's edge

# Colour difference is known once for four samples: a texel holds U of sixteen samples below, V above.
PAIR = 4  # samples
COLOUR_TEXELS = TEXELS // 2


@dataclass(frozen=True)
class Signal:
    """Luma, and the two colour differences, of one frame: two fields."""

    luma: Target
    colour: Target

    def release(self) -> None:
        """Free both."""
        self.luma.release()
        self.colour.release()


def make_signal(context: Context) -> Signal:
    """Make room for a frame."""
    return Signal(make_line_target(context, TEXELS), make_line_target(context, COLOUR_TEXELS))


def make_line_target(context: Context, texels: int) -> Target:
    """Make room for packed samples: so many texels of each line."""
    return Target(context, (texels, PICTURE_LINES), ["i4"])


def read_luma(signal: Signal) -> NDArray[np.float64]:
    """Read luma back: (480, SAMPLES) whites; the lines of field 1, then those of field 2."""
    return unpack(signal.luma.read())


def read_colour(signal: Signal) -> NDArray[np.float64]:
    """Read colour difference back: (2, 480, SAMPLES / 4) whites, U and V."""
    words: Words = signal.colour.read()
    planes = np.stack([words << 16 >> 16, words >> 16])
    return planes.reshape(2, len(words), -1) / STEPS
