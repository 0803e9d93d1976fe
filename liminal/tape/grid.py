"""The grid on which signals are kept: eight samples a texel, a line of a field a row, field 2 above field 1.

A sample is a whole number of 16 bits, STEPS to a white, and two share a channel: samples 0 to 3 of a texel in the lower
halves of its four channels, 4 to 7 in the upper ones. Fetching is what costs most on a software driver, and a fetch of
sixteen bytes costs no more than one of four.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Context, Target
from liminal.tape.standard import FIELD_LINES, PICTURE_LINES, PICTURE_PIXELS, PIXEL_SAMPLES

STEPS = 8192  # to a white: a hundredth of an IRE; the range is -4 to 4 whites
TEXEL = 8  # samples
LEAD, PICTURE, TAIL = 3, 96, 1  # texels of a line: blank, in which filters settle; the picture; blank
TEXELS = LEAD + PICTURE + TAIL
SAMPLES = TEXELS * TEXEL
FIRST = LEAD * TEXEL  # sample at which the picture begins
MARGIN = (PICTURE * TEXEL - PICTURE_PIXELS * PIXEL_SAMPLES) / 2  # samples between that and the first pixel's edge

# Colour difference is known once for four samples: a texel holds U of sixteen samples below, V above.
PAIR = 4  # samples
COLOUR_TEXELS = TEXELS // 2

Words = NDArray[np.int32]


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


def pack(samples: NDArray[Any]) -> Words:
    """Pack samples (lines, n), n a multiple of 8, into texels (lines, n / 8, 4); what is out of range is clipped."""
    whole = np.clip(np.round(np.asarray(samples, np.float64) * STEPS), -32768, 32767).astype(np.int32)
    texels = whole.reshape(len(whole), -1, 2, 4)
    words: Words = (texels[:, :, 0] & 0xFFFF) | (texels[:, :, 1] << 16)
    return words


def unpack(words: Words) -> NDArray[np.float64]:
    """Unpack texels (lines, n, 4) into samples (lines, 8 n), in whites."""
    halves = np.stack([words << 16 >> 16, words >> 16], axis=2)
    samples: NDArray[np.float64] = halves.reshape(len(words), -1) / STEPS
    return samples


def read_luma(signal: Signal) -> NDArray[np.float64]:
    """Read luma back: (480, SAMPLES) whites; the lines of field 1, then those of field 2."""
    return unpack(signal.luma.read())


def read_colour(signal: Signal) -> NDArray[np.float64]:
    """Read colour difference back: (2, 480, SAMPLES / 4) whites, U and V."""
    words: Words = signal.colour.read()
    planes = np.stack([words << 16 >> 16, words >> 16])
    return planes.reshape(2, len(words), -1) / STEPS


def row_of(field: int, line: int) -> int:
    """The row of a line (0 to 239) of a field (0, 1)."""
    return field * FIELD_LINES + line
