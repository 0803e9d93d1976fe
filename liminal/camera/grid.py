"""The grid of the sensor: eight pixels a texel, a line of a field a row, field 2 below field 1, top lines first.

As on tape (and for the same reason: fetching is what costs) two numbers of 16 bits share a channel: pixels 0 to 3 of a
texel in the lower halves of its four channels, 4 to 7 in the upper ones.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

WIDTH, LINES = 720, 480  # pixels of a line; lines of both fields
FIELD = LINES // 2
TEXEL = 8  # pixels
TEXELS = WIDTH // TEXEL
STEPS = 8192  # to 1, for numbers of any sign


def pack(values: NDArray[Any]) -> NDArray[np.int32]:
    """Pack numbers (rows, n) between -4 and 4, n a multiple of 8, into texels (rows, n / 8, 4)."""
    whole = np.clip(np.round(np.asarray(values, np.float64) * STEPS), -32768, 32767).astype(np.int32)
    texels = whole.reshape(len(whole), -1, 2, 4)
    words: NDArray[np.int32] = (texels[:, :, 0] & 0xFFFF) | (texels[:, :, 1] << 16)
    return words
