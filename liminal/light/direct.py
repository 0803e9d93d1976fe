"""Light straight from the lamps."""

import numpy as np
from numpy.typing import NDArray

from liminal.geometry.chart import Charts
from liminal.gl import Context, FullScreen, Target, Texture
from liminal.light import lampset
from liminal.light.fold import folded_size, unfold
from liminal.light.held import Held
from liminal.light.texel import Texels
from liminal.settings.light import LightSettings
from liminal.world.grid import CELL


def direct_light(
    context: Context, cells: Texture, charts: Charts, texels: Texels, held: Held, settings: LightSettings
) -> NDArray[np.float32]:
    """Find the irradiance of each texel from near lamps and from far ones: float32 (n, 2), lux."""
    used = np.zeros(charts.window.floor.shape, bool)
    inside = np.clip(texels.position[:, [2, 0]].astype(np.intp), 0, np.array(used.shape) - 1)
    used[inside[:, 0], inside[:, 1]] = True
    lamps = lampset.upload(context, charts.window, used, settings.near_radius)
    target = Target(context, folded_size(len(texels)), ["f4"], channels=2)

    shine = FullScreen(context, "bake_direct.frag")
    shine.program.set(cells=cells, texels=held.texels, **vars(lamps))
    shine.draw(target, near_radius=settings.near_radius / CELL, far_samples=settings.far_samples)
    irradiance: NDArray[np.float32] = unfold(target.read(), len(texels)).copy()
    for item in (lamps, target, shine):
        item.release()
    return irradiance
