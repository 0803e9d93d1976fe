"""Baking: from the cells and lamps of a window to its lightmap."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from liminal.colour import luminance
from liminal.geometry.chart import Charts
from liminal.gl import Context
from liminal.light import lattice, lightmap
from liminal.light.direct import direct_light
from liminal.light.lightmap import Lightmap
from liminal.light.sight import Viewpoint, strides
from liminal.light.texel import list_texels
from liminal.light.transport import Transport
from liminal.settings.light import LightSettings


def bake(
    context: Context,
    charts: Charts,
    reflectance: NDArray[np.float32],
    settings: LightSettings,
    viewpoints: Sequence[Viewpoint],
    limit: float,
) -> Lightmap:
    """Find the light on all that can be seen from `viewpoints` up to `limit` metres.

    The window's outermost cells must be solid. `reflectance`: (materials, 3), linear, by `Material`.
    """
    texels = list_texels(charts, strides(charts.window, viewpoints, limit))
    cells = lattice.upload(context, charts.window)
    colour = lamp_colour(settings)

    # What the lamps give, and what becomes of it between the surfaces.
    near, far = direct_light(context, cells, charts, texels, settings).T[..., None] * colour
    reflects = reflectance[texels.material]
    transport = Transport(context, cells, charts, texels, settings.rays)
    bounced = transport.bounced(reflects * (near + far), reflects, settings.bounces)
    transport.release()
    cells.release()
    return lightmap.develop(context, charts, texels, crisp=near, soft=far + bounced)


def lamp_colour(settings: LightSettings) -> NDArray[np.float32]:
    """The colour of the lamps' light: float32 (3,), linear Rec. 709, of luminance 1."""
    colour = np.array(settings.lamp_colour, np.float32)
    return colour / np.float32(luminance(colour))
