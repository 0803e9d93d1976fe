"""The list of texels as the baking shaders hold it."""

from dataclasses import dataclass

from liminal.gl import Context, Texture, make_texture
from liminal.light.fold import fold
from liminal.light.texel import Texels


@dataclass(frozen=True)
class Held:
    """`texels`: the list (`shaders/bake_texel.glsl`). `places`: per atlas texel, which of them stands there."""

    texels: Texture
    places: Texture

    def release(self) -> None:
        """Free the textures."""
        self.texels.release()
        self.places.release()


def upload(context: Context, texels: Texels) -> Held:
    """Upload a list of texels and its place map."""
    height, width = texels.place.shape
    return Held(
        texels=fold(context, texels.packed()),
        places=make_texture(context, (width, height), 1, "i4", texels.place[..., None]),
    )
