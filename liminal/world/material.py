"""Materials of surfaces. The numbers are stored in files and must not change."""

from dataclasses import dataclass
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
    POOL_TILE = 8
    CONCRETE = 9
    CONCRETE_FLOOR = 10
    OPAL = 11  # luminous faces without a pattern
    PAINTED_STEEL = 12  # profiled sheet
    VCT = 13  # vinyl composition tile
    TERRAZZO = 14
    PLASTER = 15
    WOOD = 16  # strip flooring
    MOSAIC = 17  # glazed, pale blue-green
    CREAM_TILE = 18  # glazed
    BLOCKWORK = 19  # concrete blocks, painted, with a dado


ROUGH, DULL = 0.15, 0.5  # perceptual: below, coatings mirror sharply; above, only the water on them is seen to mirror


@dataclass(frozen=True)
class Description:
    """How a material looks, for all that draws, lights or exports it.

    `setting`: the key of [surface] that has its mean reflectance. `f0`: reflectance of its coating for light at normal
    incidence; 0 is matte, and then all light that comes back is in its reflectance. `roughness`: perceptual, 0 to 1:
    the square root of GGX's alpha (B. Burley, 2012, "Physically-Based Shading at Disney"). `mirrors`: pictures show
    what the coating mirrors; that of small parts would not be seen. `relief`: of the heights that its painter raises,
    the share by which light shades it; 0 where the painter has put the shade into the colour. `coat_depth`: m below the
    face, down to where its coating reaches: joints of tiles lie lower. `tiles`: glazed ones along the edge of a cell.
    """

    setting: str
    f0: float
    roughness: float
    mirrors: bool = False
    relief: float = 0.0
    coat_depth: float = 1.0
    tiles: int = 0

    @property
    def rough(self) -> bool:
        """Whether what it mirrors is blurred so much that many rays must find it."""
        return ROUGH < self.roughness < DULL


DESCRIPTIONS = {
    Material.WALLPAPER: Description("paper", 0.0, 0.9),
    Material.CARPET: Description("carpet", 0.0, 1.0),
    Material.CEILING_TILE: Description("ceiling", 0.0, 1.0),
    Material.SKIRTING: Description("skirting", 0.04, 0.5),
    Material.DIFFUSER: Description("diffuser", 0.04, 0.35),
    Material.LAMP_FRAME: Description("enamel", 0.04, 0.4),
    Material.PLASTIC: Description("plastic", 0.04, 0.4),
    Material.GRILLE: Description("grille", 0.04, 0.45),
    Material.POOL_TILE: Description(  # glaze of index 1.5
        "pool_tile", 0.04, 0.11, mirrors=True, relief=1.0, coat_depth=0.0011, tiles=1
    ),
    Material.CONCRETE: Description("concrete", 0.0, 0.9, relief=1.0),
    Material.OPAL: Description("diffuser", 0.04, 0.35),
    Material.CONCRETE_FLOOR: Description("concrete_floor", 0.04, 0.55, mirrors=True),  # trowelled and sealed
    Material.PAINTED_STEEL: Description("painted_steel", 0.04, 0.55),
    Material.VCT: Description("vct", 0.04, 0.2, mirrors=True, relief=1.0),  # waxed
    Material.TERRAZZO: Description("terrazzo", 0.04, 0.17, mirrors=True),  # ground and waxed
    Material.PLASTER: Description("plaster", 0.0, 0.95, relief=1.0),
    Material.WOOD: Description("wood", 0.04, 0.22, mirrors=True, relief=1.0),  # varnish that feet have dulled
    Material.MOSAIC: Description("mosaic", 0.04, 0.13, mirrors=True, relief=1.0, coat_depth=0.0008, tiles=3),
    Material.CREAM_TILE: Description("cream_tile", 0.04, 0.12, mirrors=True, relief=1.0, coat_depth=0.0009, tiles=2),
    Material.BLOCKWORK: Description("blockwork", 0.0, 0.8, relief=1.0),
}


def mean_reflectance(settings: SurfaceSettings) -> NDArray[np.float32]:
    """Mean reflectance of each material, linear Rec. 709: (materials, 3)."""
    return np.array([getattr(settings, DESCRIPTIONS[material].setting) for material in Material], np.float32)
