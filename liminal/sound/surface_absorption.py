"""Absorption of floors, walls, ceilings and water: the share of sound that each swallows."""

from functools import lru_cache

import numpy as np

from liminal.sound.noise import Reals
from liminal.world.material import Material

# By octaves from 125 Hz to 4 kHz (Vorlaender, 2008, "Auralization", tables in the appendix).
BANDS = (125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0)  # Hz
CARPET = np.array([0.08, 0.16, 0.34, 0.48, 0.54, 0.60])  # heavy, on felt, damp
TILES = np.array([0.34, 0.36, 0.44, 0.58, 0.66, 0.66])  # mineral fibre, old and painted over
PAPER = np.array([0.22, 0.10, 0.06, 0.05, 0.05, 0.06])  # on gypsum on studs
_CERAMIC = np.array([0.01, 0.01, 0.01, 0.02, 0.02, 0.02])  # tiles with a smooth surface
_CONCRETE = np.array([0.02, 0.03, 0.03, 0.03, 0.04, 0.07])  # rough
_TROWELLED = np.array([0.01, 0.01, 0.02, 0.02, 0.02, 0.05])  # smooth and unpainted
_BLOCKS = np.array([0.10, 0.05, 0.06, 0.07, 0.09, 0.08])  # concrete blocks, painted
_VINYL = np.array([0.02, 0.02, 0.03, 0.04, 0.04, 0.05])  # on concrete
_PLASTER = np.array([0.02, 0.02, 0.03, 0.03, 0.04, 0.05])  # on masonry
_BOARDS = np.array([0.15, 0.11, 0.10, 0.07, 0.06, 0.07])  # on joists
_PANE = np.array([0.18, 0.06, 0.04, 0.03, 0.02, 0.02])  # large panes
WATER = np.array([0.008, 0.008, 0.013, 0.015, 0.020, 0.025])  # of a swimming pool (Harris, 1991, "Handbook")
AIR = np.array([0.0, 0.0, 0.0, 0.001, 0.002, 0.006])  # 1/m, of power

_ABSORPTION = {
    Material.WALLPAPER: PAPER,
    Material.CARPET: CARPET,
    Material.CEILING_TILE: TILES,
    Material.POOL_TILE: _CERAMIC,
    Material.MOSAIC: _CERAMIC,
    Material.CREAM_TILE: _CERAMIC,
    Material.CONCRETE: _CONCRETE,
    Material.BLOCKWORK: _BLOCKS,
    Material.CONCRETE_FLOOR: _TROWELLED,
    Material.OPAL: _PANE,
    Material.VCT: _VINYL,
    Material.TERRAZZO: _CERAMIC,
    Material.PLASTER: _PLASTER,
    Material.WOOD: _BOARDS,
}
_HARD = _TROWELLED  # what is left: paint, plastic and steel, mostly in small parts


def edges(band: int) -> tuple[float, float]:
    """Return the edges of an octave by its number, Hz; the outermost reach as far as is heard."""
    low = 40.0 if band == 0 else BANDS[band] / np.sqrt(2)
    return low, 9000.0 if band == len(BANDS) - 1 else BANDS[band] * np.sqrt(2)


@lru_cache(maxsize=1)
def absorption_table() -> Reals:
    """Return the absorption of each material by octaves: (materials, BANDS)."""
    return np.array([_ABSORPTION.get(material, _HARD) for material in Material])
