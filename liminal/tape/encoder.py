"""The encoder: from a picture to luma and colour difference."""

from typing import Any

from liminal.gl import Context, FullScreen, Texture
from liminal.tape.display import Letters
from liminal.tape.grid import COLOUR_TEXELS, TEXELS, Signal


class Encoder:
    """Encodes frames of two fields."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._shaders: dict[tuple[str, bool, bool], FullScreen] = {}

    def draw(self, signal: Signal, picture: Texture, most: float = 1.0, letters: Letters | None = None) -> None:
        """Fill a signal from a picture: 720 x 480 pixels of R'G'B', top line first, the fields' lines alternating.

        A texture of integers has four pixels in a texel, as `Camcorder.draw` returns them. `most`: whites that 1
        stands for in it; a camera's pictures go beyond white. `letters` are keyed into it.
        """
        given: dict[str, Any] = {"picture": picture, "most": most}
        packed = picture.dtype == "i4"
        self._shader("luma", packed, False).draw(signal.luma, **given)
        self._shader("chroma", packed, False).draw(signal.colour, **given)
        if letters is not None:
            # Where there are letters it is encoded once more: that is little.
            for viewport in letters.viewports(TEXELS):
                self._shader("luma", packed, True).draw(signal.luma, viewport, **given, **letters.luma)
            for viewport in letters.viewports(COLOUR_TEXELS):
                self._shader("chroma", packed, True).draw(signal.colour, viewport, **given, **letters.colour)

    def _shader(self, plane: str, packed: bool, keyed: bool) -> FullScreen:
        """The program of one kind, compiled when it is first needed."""
        if (plane, packed, keyed) not in self._shaders:
            switches = {"KEYED": keyed, "PACKED": packed}
            self._shaders[plane, packed, keyed] = FullScreen(self._context, f"tape_{plane}.frag", switches)
        return self._shaders[plane, packed, keyed]

    def release(self) -> None:
        """Free the programs."""
        for shader in self._shaders.values():
            shader.release()
        self._shaders.clear()
