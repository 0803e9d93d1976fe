"""Walkable cells: those on which a person can stand and walk, by their heights alone."""

import numpy as np
from numpy.typing import NDArray

from liminal.world.grid import CELL
from liminal.world.window import Window

STEP = 1.5 * CELL  # m: a rise of one cell can be climbed, a rise of two cannot
_HEADROOM = 12.5 * CELL  # m: the least height of air above a walkable floor
_LEVELS = 3.5 * CELL  # m: walkable floors are within this of zero; pits are below, half walls above


def standing(window: Window) -> NDArray[np.bool_]:
    """Return the cells that a person can stand on: bool (h, w).

    Air with headroom, except the tops of half walls and window sills, and the bottoms of pits. Floors of neighbouring
    standing cells differ by at most one cell, so every path of such cells can be walked.
    """
    return (window.ceiling - window.floor > _HEADROOM) & (np.abs(window.floor) < _LEVELS)
