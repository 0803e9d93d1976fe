"""Materials of surfaces. The numbers are stored in files and must not change."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from liminal.settings.surface import SurfaceSettings


class Material(IntEnum):
    """Materials; the values index the texture arrays and the reflectance table."""

    WALLPAPER = 0
    CARPET = 1
    CEILING_TILE = 2
    SKIRTING = 3
    DIFFUSER = 4
    LAMP_FRAME = 5
    PLASTIC = 6
    GRILLE = 7


def mean_reflectance(settings: SurfaceSettings) -> NDArray[np.float32]:
    """Mean reflectance of each material, linear Rec. 709: (materials, 3)."""
    colours = {
        Material.WALLPAPER: settings.paper,
        Material.CARPET: settings.carpet,
        Material.CEILING_TILE: settings.ceiling,
        Material.SKIRTING: settings.skirting,
        Material.DIFFUSER: settings.diffuser,
        Material.LAMP_FRAME: settings.enamel,
        Material.PLASTIC: settings.plastic,
        Material.GRILLE: settings.grille,
    }
    return np.array([colours[material] for material in Material], np.float32)
