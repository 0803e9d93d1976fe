"""The list of texels as the baking shaders hold it."""

from dataclasses import dataclass

from liminal.errors import LiminalError
from liminal.gl import Context, Texture, make_texture
from liminal.light.fold import fold
from liminal.light.texel import Texels


@dataclass(frozen=True)
class Held:
    """`texels`: the list (`shaders/bake_texel.glsl`). `places`: per kept texel of the atlas, which stands there.

    `pages`: where the atlas is kept (`shaders/common_page.glsl`).
    """

    texels: Texture
    places: Texture
    pages: Texture

    def release(self) -> None:
        """Free the textures."""
        for texture in (self.texels, self.places, self.pages):
            texture.release()


def upload(context: Context, texels: Texels) -> Held:
    """Upload a list of texels and its place map. Raises LiminalError when that is too high for the driver."""
    width, height = texels.pages.size
    if height > context.info.max_texture_size:
        raise LiminalError(
            f"what is in view needs light of {width * height:,} texels, and this OpenGL driver holds "
            f"{width * context.info.max_texture_size:,}; choose a smaller view.reach or light.density"
        )
    return Held(
        texels=fold(context, texels.packed()),
        places=make_texture(context, (width, height), 1, "i4", texels.place()[..., None]),
        pages=texels.pages.upload(context),
    )
