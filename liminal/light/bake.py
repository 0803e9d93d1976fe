"""Baking: from the cells and lamps of a window to its lightmap."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from liminal.colour import luminance
from liminal.geometry.chart import Charts
from liminal.gl import Context
from liminal.light import held, lattice
from liminal.light.direct import direct_light
from liminal.light.lightmap import Lightmap, develop
from liminal.light.sight import UNSEEN_STRIDE, Viewpoint, strides
from liminal.light.texel import list_texels
from liminal.light.transport import Transport
from liminal.settings.light import LightSettings


def bake(
    context: Context,
    charts: Charts,
    reflectance: NDArray[np.float32],
    settings: LightSettings,
    viewpoints: Sequence[Viewpoint],
) -> Lightmap:
    """Find the light on all that can be seen from `viewpoints`.

    The window's outermost cells must be solid. `reflectance`: (materials, 3), linear, by `Material`.
    """
    stride = strides(charts.window, viewpoints)
    texels = list_texels(charts, stride)
    held_list = held.upload(context, texels)
    cells = lattice.upload(context, charts.window)
    colour = lamp_colour(settings)

    # What the lamps give, and what becomes of it between the surfaces.
    near, far = direct_light(context, cells, charts, texels, held_list, settings).T[..., None] * colour
    reflects = reflectance[texels.material]
    transport = Transport(context, cells, charts, texels, held_list, settings.rays)
    bounced = transport.bounced(reflects * (near + far), reflects, settings.bounces)
    atlas, ambient = develop(context, texels, held_list, crisp=near, soft=far + bounced)
    lightmap = Lightmap(charts, atlas, ambient, shown=(stride > 0) & (stride < UNSEEN_STRIDE))
    for used in (transport, cells, held_list):
        used.release()
    return lightmap


def lamp_colour(settings: LightSettings) -> NDArray[np.float32]:
    """The colour of the lamps' light: float32 (3,), linear Rec. 709, of luminance 1."""
    colour = np.array(settings.lamp_colour, np.float32)
    return colour / np.float32(luminance(colour))
