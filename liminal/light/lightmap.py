"""The lightmap: the light of all surfaces of a window, in the atlas that its charts lay out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.geometry.chart import Charts
from liminal.gl import Context, FullScreen, Target, Texture
from liminal.light.fold import fold
from liminal.light.held import Held
from liminal.light.sight import UNSEEN_STRIDE
from liminal.light.texel import STRIDE_SHIFT, Texels

Light = NDArray[np.float32]  # (n, 3): linear Rec. 709, lux

BLOCK = (
    128  # texels: the atlas is worked on in squares of this size, and only where something to be seen stands in them
)


@dataclass(frozen=True)
class Lightmap:
    """Irradiance on surfaces.

    `atlas`: RGBA half floats; rgb is lux, a the key of `shaders/common_light.glsl` (0 where nothing is known).
    `ambient`: (3,) lux, the average of what is known, for surfaces of which nothing is. `shown`: bool (h, w), the cells
    whose surfaces have light of their own.
    """

    charts: Charts
    atlas: Target
    ambient: NDArray[np.float32]
    shown: NDArray[np.bool_]

    @property
    def texture(self) -> Texture:
        """The atlas, to be read by `common_light.glsl`."""
        return self.atlas.colours[0]

    def release(self) -> None:
        """Free the atlas."""
        self.atlas.release()


def develop(
    context: Context, texels: Texels, held: Held, crisp: Light, soft: Light
) -> tuple[Target, NDArray[np.float32]]:
    """Put the light of a list of texels into an atlas; returns it with the average of the light, (3,) lux.

    `soft` (n, 3) is smoothed along surfaces everywhere, `crisp` (n, 3) only where texels stand for several.
    """
    height, width = texels.place.shape
    size = (width, height)
    blocks = _occupied(texels.place)
    first, second, between = (Target(context, size, ["f2"]) for _ in range(3))
    for target in (first, second, between):
        target.clear()
    unfold = FullScreen(context, "bake_unfold.frag")
    smooth = FullScreen(context, "bake_smooth.frag")
    total = FullScreen(context, "bake_sum.frag")

    def draw(shader: FullScreen, target: Target, **uniforms: object) -> None:
        for block in blocks:
            shader.draw(target, viewport=block, **uniforms)

    for light, target, finest in ((crisp, first, 2), (soft, second, 1)):
        entries = fold(context, light)
        draw(unfold, target, places=held.places, texels=held.texels, light=entries)
        draw(smooth, between, light=target.colours[0], places=held.places, axis=(1, 0), finest=finest)
        draw(smooth, target, light=between.colours[0], axis=(0, 1), finest=finest)
        entries.release()
    draw(total, between, crisp=first.colours[0], soft=second.colours[0])

    for used in (unfold, smooth, total, first, second):
        used.release()
    ambient = (crisp + soft).mean(0) if len(soft) else np.zeros(3, np.float32)
    return between, ambient


def _occupied(place: NDArray[np.int32]) -> list[tuple[int, int, int, int]]:
    """The blocks (x, y, width, height) of the atlas that hold anything to be seen."""
    height, width = place.shape
    seen = (place >= 0) & (place < UNSEEN_STRIDE.bit_length() - 1 << STRIDE_SHIFT)
    return [
        (x, y, min(BLOCK, width - x), min(BLOCK, height - y))
        for y in range(0, height, BLOCK)
        for x in range(0, width, BLOCK)
        if seen[y : y + BLOCK, x : x + BLOCK].any()
    ]
