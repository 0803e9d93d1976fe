"""The encoder: from a picture to luma and colour difference."""

from liminal.gl import Context, FullScreen, Texture
from liminal.tape.grid import Signal


class Encoder:
    """Encodes frames of two fields."""

    def __init__(self, context: Context) -> None:
        self._luma = FullScreen(context, "tape_luma.frag")
        self._chroma = FullScreen(context, "tape_chroma.frag")

    def draw(self, signal: Signal, picture: Texture, most: float = 1.0) -> None:
        """Fill a signal from a picture: 720 x 480 pixels of R'G'B', top line first, the fields' lines alternating.

        `most`: whites that 1 stands for in it; a camera's pictures go beyond white.
        """
        self._luma.draw(signal.luma, picture=picture, most=most)
        self._chroma.draw(signal.colour, picture=picture, most=most)

    def release(self) -> None:
        """Free the programs."""
        self._luma.release()
        self._chroma.release()
