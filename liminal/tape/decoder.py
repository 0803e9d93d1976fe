"""The decoder: from luma and colour difference to a picture."""

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Readback, ReadbackRing, Scope, Target, Texture
from liminal.ntsc import PICTURE_LINES, PICTURE_PIXELS
from liminal.tape.grid import Signal
from liminal.tape.shader import tape_shader


class Decoder:
    """Decodes frames, eight pixels at a time: each third of their 24 bytes goes to a texture of its own."""

    def __init__(self, scope: Scope) -> None:
        self._shader = tape_shader(scope, "decode")
        self._thirds = Target(scope, (PICTURE_PIXELS // 8, PICTURE_LINES), ["i4"] * 3, channels=2)
        self._ring = ReadbackRing(scope, self._thirds)

    @property
    def ahead(self) -> int:
        """How many frames may be decoded before the first of them is waited for."""
        return self._ring.ahead

    def draw(self, signal: Signal, lines: Texture) -> Readback:
        """Decode a frame, and begin to read it. `lines`: the line table, see `tape.faults.Faults`."""
        self._shader.draw(self._thirds, luma=signal.luma.colours[0], colour=signal.colour.colours[0], lines=lines)

        return self._ring.begin()


def picture_of(thirds: Readback) -> NDArray[np.uint8]:
    """Wait for a decoded frame: uint8 (480, 720, 3), top line first."""
    words = [third.view(np.int64) for third in thirds.arrays]
    return np.concatenate(words, axis=-1).view(np.uint8).reshape(PICTURE_LINES, PICTURE_PIXELS, 3)
