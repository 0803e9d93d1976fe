"""The lightmap: the light of all surfaces of a window, in the atlas that its charts lay out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.geometry.chart import Charts
from liminal.gl import Context, FullScreen, Target, Texture, make_texture
from liminal.light.fold import fold
from liminal.light.texel import Texels

Light = NDArray[np.float32]  # (n, 3): linear Rec. 709, lux


@dataclass(frozen=True)
class Lightmap:
    """Irradiance on surfaces.

    `atlas`: RGBA half floats; rgb is lux, a the key of `shaders/common_light.glsl` (0 where nothing is known).
    `ambient`: (3,) lux, the average of what is known, for surfaces of which nothing is.
    """

    charts: Charts
    atlas: Target
    ambient: NDArray[np.float32]

    @property
    def texture(self) -> Texture:
        """The atlas, to be read by `common_light.glsl`."""
        return self.atlas.colours[0]

    def release(self) -> None:
        """Free the atlas."""
        self.atlas.release()


def develop(context: Context, charts: Charts, texels: Texels, crisp: Light, soft: Light) -> Lightmap:
    """Put the light of a list of texels into an atlas: `crisp` (n, 3) as it is, `soft` (n, 3) smoothed over surfaces."""
    size = (charts.width, charts.height)
    places = make_texture(context, size, 1, "i4", texels.place[..., None])
    listed = fold(context, texels.packed())
    sharp, blurred, result = (Target(context, size, ["f2"]) for _ in range(3))

    # Unfold both parts, then smooth the soft one along u, and along v while adding the crisp one.
    unfold = FullScreen(context, "bake_unfold.frag")
    for light, target in ((crisp, sharp), (soft, result)):
        entries = fold(context, light)
        unfold.draw(target, places=places, texels=listed, light=entries)
        entries.release()
    smooth = FullScreen(context, "bake_smooth.frag")
    smooth.draw(blurred, soft=result.colours[0], crisp=sharp.colours[0], places=places, axis=(1, 0), add_crisp=0.0)
    smooth.draw(result, soft=blurred.colours[0], axis=(0, 1), add_crisp=1.0)

    for used in (places, listed, sharp, blurred, unfold, smooth):
        used.release()
    ambient = (crisp + soft).mean(0) if len(soft) else np.zeros(3, np.float32)
    return Lightmap(charts, result, ambient)
