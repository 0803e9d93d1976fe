"""The decoder: from luma and colour difference to a picture."""

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Context, FullScreen, Target, Texture
from liminal.tape.grid import Signal
from liminal.tape.standard import PICTURE_LINES, PICTURE_PIXELS


class Decoder:
    """Decodes frames, eight pixels at a time: each third of their 24 bytes goes to a texture of its own."""

    def __init__(self, context: Context) -> None:
        self._shader = FullScreen(context, "tape_decode.frag")
        self._thirds = Target(context, (PICTURE_PIXELS // 8, PICTURE_LINES), ["i4"] * 3, channels=2)

    def draw(self, signal: Signal, lines: Texture) -> None:
        """Decode a frame.

        `lines`: of each row, its shift to the right (samples), the turn of its hue (rad), the row that it shows (-1 for
        none), and how much colour it keeps.
        """
        self._shader.draw(self._thirds, luma=signal.luma.colours[0], colour=signal.colour.colours[0], lines=lines)

    def read(self) -> NDArray[np.uint8]:
        """Read what was drawn: uint8 (480, 720, 3), top line first."""
        thirds = [self._thirds.read(index).view(np.int64) for index in range(3)]
        return np.concatenate(thirds, axis=-1).view(np.uint8).reshape(PICTURE_LINES, PICTURE_PIXELS, 3)

    def release(self) -> None:
        """Free the program and the textures."""
        self._shader.release()
        self._thirds.release()
