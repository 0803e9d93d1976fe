"""The encoder: from a picture to luma and colour difference."""

from typing import Any

from liminal.gl import Context, FullScreen, Texture
from liminal.tape.display import Letters
from liminal.tape.grid import COLOUR_TEXELS, TEXELS, Signal


class Encoder:
    """Encodes frames of two fields."""

    def __init__(self, context: Context) -> None:
        self._luma, self._chroma, self._keyed_luma, self._keyed_chroma = (
            FullScreen(context, name, {"KEYED": keyed})
            for keyed in (False, True)
            for name in ("tape_luma.frag", "tape_chroma.frag")
        )

    def draw(self, signal: Signal, picture: Texture, most: float = 1.0, letters: Letters | None = None) -> None:
        """Fill a signal from a picture: 720 x 480 pixels of R'G'B', top line first, the fields' lines alternating.

        `most`: whites that 1 stands for in it; a camera's pictures go beyond white. `letters` are keyed into it.
        """
        given: dict[str, Any] = {"picture": picture, "most": most}
        self._luma.draw(signal.luma, **given)
        self._chroma.draw(signal.colour, **given)
        if letters is not None:
            # Where there are letters it is encoded once more: that is little.
            for viewport in letters.viewports(TEXELS):
                self._keyed_luma.draw(signal.luma, viewport, **given, **letters.luma)
            for viewport in letters.viewports(COLOUR_TEXELS):
                self._keyed_chroma.draw(signal.colour, viewport, **given, **letters.colour)

    def release(self) -> None:
        """Free the programs."""
        for shader in (self._luma, self._chroma, self._keyed_luma, self._keyed_chroma):
            shader.release()
