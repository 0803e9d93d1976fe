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
    """Put the light of a list of texels into an atlas.

    `soft` (n, 3) is smoothed along surfaces everywhere, `crisp` (n, 3) only where texels stand for more than themselves.
    """
    size = (charts.width, charts.height)
    places = make_texture(context, size, 1, "i4", texels.place[..., None])
    listed = fold(context, texels.packed())
    unfold = FullScreen(context, "bake_unfold.frag")
    smooth = FullScreen(context, "bake_smooth.frag")
    smooth.program.set(places=places)
    unfold.program.set(places=places, texels=listed)

    def smoothed(light: Light, finest: int) -> Target:
        target, between = Target(context, size, ["f2"]), Target(context, size, ["f2"])
        entries = fold(context, light)
        unfold.draw(target, light=entries)
        smooth.draw(between, light=target.colours[0], axis=(1, 0), finest=finest)
        smooth.draw(target, light=between.colours[0], axis=(0, 1), finest=finest)
        entries.release()
        between.release()
        return target

    parts = smoothed(crisp, 2), smoothed(soft, 1)
    result = Target(context, size, ["f2"])
    total = FullScreen(context, "bake_sum.frag")
    total.draw(result, crisp=parts[0].colours[0], soft=parts[1].colours[0])

    for used in (places, listed, unfold, smooth, total, *parts):
        used.release()
    ambient = (crisp + soft).mean(0) if len(soft) else np.zeros(3, np.float32)
    return Lightmap(charts, result, ambient)
