"""Walkable cells: those on which a person can stand and walk, by their heights and by what stands there."""

import numpy as np
from numpy.typing import NDArray

from liminal.world.grid import CELL
from liminal.world.prop import is_underfoot, parts
from liminal.world.window import Heights, Window

STEP = 1.5 * CELL  # m: a rise of one cell can be climbed, a rise of two cannot
_HEADROOM = 12.5 * CELL  # m: the least height of air above a walkable floor
_LEVELS = 3.5 * CELL  # m: walkable floors are within this of zero; pits are below, half walls above
_OVERHEAD = 1.9  # m above the floor: one walks beneath a prop as high as this


def standing(window: Window) -> NDArray[np.bool_]:
    """Return the cells that a person can stand on: bool (h, w).

    Air with headroom, except the tops of half walls and window sills, the bottoms of pits and what props take up.
    Floors of neighbouring standing cells differ by at most one cell, so every path of such cells can be walked.
    """
    return (window.ceiling - window.floor > _HEADROOM) & (np.abs(window.floor) < _LEVELS) & ~occupied(window)


def occupied(window: Window) -> NDArray[np.bool_]:
    """Return the cells over which a prop or a model stands or lies, as far as one would walk into it: bool (h, w)."""
    return _met(window, window.floor, window.floor + _OVERHEAD)


def hidden(window: Window, height: float) -> NDArray[np.bool_]:
    """Return the cells where a prop or a model ends a level line of sight at a height, m: bool (h, w)."""
    level = np.full(window.floor.shape, height, np.float32)
    return _met(window, level, level)


def _met(window: Window, above: Heights, below: Heights) -> NDArray[np.bool_]:
    """Return the cells over which a prop or a model reaches `above` one height and begins `below` another, m."""
    taken = np.zeros(window.floor.shape, bool)
    x0, z0 = window.origin
    for lowest, highest in (box for prop in window.props if not is_underfoot(prop) for box in parts(prop)):
        low = np.floor((lowest - (x0, 0.0, z0)) / CELL).astype(int)
        high = np.ceil((highest - (x0, 0.0, z0)) / CELL).astype(int)
        at = np.s_[max(low[2], 0) : max(high[2], 0), max(low[0], 0) : max(high[0], 0)]
        taken[at] |= (below[at] > lowest[1]) & (above[at] < highest[1])
    for model in window.models:
        z, x, low, high = model.cells(window.x0, window.z0, *window.floor.shape)
        taken[z, x] |= (below[z, x] > low) & (above[z, x] < high)
    return taken
