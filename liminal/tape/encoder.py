"""The encoder: from a picture to luma and colour difference."""

from typing import Any

from liminal.gl import FullScreen, Scope, Texture
from liminal.tape.character_generator import Letters
from liminal.tape.grid import COLOUR_TEXELS, TEXELS, Signal
from liminal.tape.shader import tape_shader


class Encoder:
    """Encodes frames of two fields."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._shaders: dict[tuple[str, bool, bool], FullScreen] = {}

    def draw(self, signal: Signal, picture: Texture, full_scale: float = 1.0, letters: Letters | None = None) -> None:
        """Encode a picture: 720 x 480 pixels of R'G'B', top line first, the fields' lines alternating.

        A texture of integers has four pixels in a texel, as `Camcorder.draw` returns them. `full_scale`: the level,
        100 IRE, of the picture's 1; a camera's pictures exceed white. `letters` are keyed in.
        """
        uniforms: dict[str, Any] = {"picture": picture, "full_scale": full_scale}
        packed = picture.format == "i4"
        self._shader("luma", packed, False).draw(signal.luma, **uniforms)
        self._shader("chroma", packed, False).draw(signal.colour, **uniforms)
        if letters is not None:
            # The small area of the letters is encoded once more.
            for viewport in letters.viewports(TEXELS):
                self._shader("luma", packed, True).draw(signal.luma, viewport, **uniforms, **letters.luma)
            for viewport in letters.viewports(COLOUR_TEXELS):
                self._shader("chroma", packed, True).draw(signal.colour, viewport, **uniforms, **letters.colour)

    def _shader(self, plane: str, packed: bool, keyed: bool) -> FullScreen:
        """The program of one kind, compiled at its first use."""
        if (plane, packed, keyed) not in self._shaders:
            switches = {"KEYED": keyed, "PACKED": packed}
            self._shaders[plane, packed, keyed] = tape_shader(self._scope, plane, switches)
        return self._shaders[plane, packed, keyed]
