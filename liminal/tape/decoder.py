"""The decoder: from luma and colour difference to a picture."""

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Context, FullScreen, Target, Texture
from liminal.tape.grid import Signal
from liminal.tape.standard import PICTURE_LINES, PICTURE_PIXELS


class Decoder:
    """Decodes frames into planes."""

    def __init__(self, context: Context) -> None:
        self._shader = FullScreen(context, "tape_decode.frag")
        self._planes = Target(context, (PICTURE_PIXELS // 4, PICTURE_LINES), ["f1"] * 3)

    def draw(self, signal: Signal, lines: Texture) -> None:
        """Decode a frame.

        `lines`: of each row, its shift to the right (samples), the turn of its hue (rad), the row that it shows (-1 for
        none), and how much colour it keeps.
        """
        self._shader.draw(self._planes, luma=signal.luma.colours[0], colour=signal.colour.colours[0], lines=lines)

    def read(self) -> NDArray[np.uint8]:
        """Read what was drawn: uint8 (480, 720, 3), top line first."""
        planes = [self._planes.read(index).reshape(PICTURE_LINES, PICTURE_PIXELS) for index in range(3)]
        picture: NDArray[np.uint8] = np.stack(planes, axis=-1)
        return picture

    def release(self) -> None:
        """Free the program and the planes."""
        self._shader.release()
        self._planes.release()
