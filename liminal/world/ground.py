"""Where a person can stand and walk, read off the heights alone."""

import numpy as np
from numpy.typing import NDArray

from liminal.world.grid import CELL
from liminal.world.window import Window

STEP = 1.5 * CELL  # m: a rise of one cell is climbed, a rise of two is not
_HEADROOM = 12.5 * CELL  # m: less than this above the floor is no way for a person
_LEVELS = 3.5 * CELL  # m: floors are shaped within this of zero; beyond are pits below and half walls above


def standing(window: Window) -> NDArray[np.bool_]:
    """Return the cells that a person can stand on: bool (h, w).

    Air with headroom, but neither the top of a half wall or a window sill nor the bottom of a pit: those are seen, not
    walked. Between neighbouring standing cells the floor differs by at most one cell, so any two of one world that a
    path of such cells joins can be walked between.
    """
    return (window.ceiling - window.floor > _HEADROOM) & (np.abs(window.floor) < _LEVELS)
