"""Panes: sheets of clear float glass, and walls of glass blocks; how much light they mirror and let through."""

import numpy as np
from numpy.typing import NDArray

from liminal.thing.finish import Finish, Paint

PANE_THICKNESS = 0.006  # m
# A block of 190 x 190 x 95 mm, hollow between two walls, in mortar (EN 1051-1).
BLOCK_PITCH, BLOCK_DEPTH, BLOCK_WALL = 0.2032, 0.095, 0.009  # m: from joint to joint; through it; of each wall
GLASS_INDEX = 1.52  # refractive index of soda-lime glass at 589 nm
# 1/m, linear Rec. 709: iron takes red and violet. With both faces that leaves 0.89 of the light for 6 mm and 0.87 for
# 10 mm, as makers of clear float glass state (EN 410).
GLASS_ABSORPTION = np.array([8.0, 4.0, 5.5])


def dusty_pane(dust: float) -> Paint:
    """The paint of a pane. `dust`: the reflectance of what lies on it, for light from all around."""
    return Paint(Finish.PANE, (dust, 0.98 * dust, 0.94 * dust))


def mortar(reflectance: float) -> Paint:
    """The paint of glass blocks. `reflectance`: of their joints."""
    return Paint(Finish.CLEAR_BLOCK, (reflectance, 0.98 * reflectance, 0.95 * reflectance))


def straight_through() -> NDArray[np.float64]:
    """The share of light that a clean pane lets through at normal incidence, all paths within it added up: (3,)."""
    face = ((GLASS_INDEX - 1) / (GLASS_INDEX + 1)) ** 2
    left = np.exp(-GLASS_ABSORPTION * PANE_THICKNESS)
    passed: NDArray[np.float64] = (1 - face) ** 2 * left / (1 - (face * left) ** 2)
    return passed
