"""Packing: eight numbers of 16 bits in the four channels of a texel, since fetches dominate on a software driver.

Numbers 0 to 3 lie in the lower halves of the channels, 4 to 7 in the upper ones, each as a whole number of steps. The
shaders' half is `shaders/common_packing.glsl`.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl.constants import constants

TEXEL = 8  # numbers
STEPS = 8192  # to 1: the range is -4 to 4

PACKING = constants("packing", STEPS=float(STEPS))

Words = NDArray[np.int32]


def pack(values: NDArray[Any]) -> Words:
    """Pack numbers (rows, n), n a multiple of 8, into texels (rows, n / 8, 4); numbers out of range are clipped."""
    whole = np.clip(np.round(np.asarray(values, np.float64) * STEPS), -32768, 32767).astype(np.int32)
    texels = whole.reshape(len(whole), -1, 2, 4)
    words: Words = (texels[:, :, 0] & 0xFFFF) | (texels[:, :, 1] << 16)
    return words


def unpack(words: Words) -> NDArray[np.float64]:
    """Unpack texels (rows, n, 4) into numbers (rows, 8 n)."""
    halves = np.stack([words << 16 >> 16, words >> 16], axis=2)
    values: NDArray[np.float64] = halves.reshape(len(words), -1) / STEPS
    return values
