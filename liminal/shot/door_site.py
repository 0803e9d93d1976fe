"""Door sites: doorways that a door fits, and bare stretches of wall that one can hang on, in the cells of a window."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.world.grid import CELL
from liminal.world.walkable import standing
from liminal.world.window import Window

WIDE, HEAD = 6, 14  # cells: the doorway that `thing.doors.hung_door` fits
_SWING = 6  # cells before a door that its leaf sweeps
_BESIDE = 2  # cells of wall to each side of a door that hangs on one
_OVER = 16  # cells of wall that it takes upwards
_FIXED = 0.75  # m from its middle along the wall: nothing else is mounted there

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class DoorSite:
    """Where a door can be: the middle of its sill, m, and the `bearing` that it opens towards, degrees of the plan.

    `doorway`: in the middle of a wall that one can walk through; else on the face of a wall.
    """

    x: float
    z: float
    floor: float
    bearing: float
    doorway: bool


def door_sites(window: Window) -> Iterator[DoorSite]:
    """Yield the doorways of a window that a door fits, then the stretches of wall; each from every side it faces."""
    sides = [(axis, side) for axis in (0, 1) for side in (1, -1)]
    for doorway in (True, False):
        for axis, side in sides:
            yield from _along(window, axis, side, doorway)


def _along(window: Window, axis: int, side: int, doorway: bool) -> Iterator[DoorSite]:
    """Yield the sites in walls that run along x (`axis` 1) or z (0), which open towards higher cells or lower ones."""

    def turned(cells: NDArray[np.generic]) -> NDArray[np.generic]:
        cells = cells if axis == 1 else cells.T
        return cells if side > 0 else cells[::-1]

    floor, ceiling = turned(window.floor), turned(window.ceiling)
    free, solid = turned(standing(window)).astype(bool), ~turned(window.open).astype(bool)
    high = np.rint((ceiling - floor) / CELL)  # type: ignore[operator]
    rows, columns = floor.shape
    wide = WIDE if doorway else WIDE + 2 * _BESIDE
    fits = (~solid & (high == HEAD)) if doorway else solid
    for row, first in zip(*np.nonzero(_runs(fits, wide)[1 : rows - _SWING]), strict=True):
        row, last = int(row) + 1, int(first) + wide
        if doorway and not (first > 0 and last < columns and solid[row, first - 1] and solid[row, last]):
            continue
        if doorway and not free[row - 1, first:last].all():
            continue
        before = np.s_[row + 1 : row + 1 + _SWING, first:last]
        level = floor[row + 1, first]
        over = high[before] >= _OVER
        if not (free[before].all() and over.all() and (floor[before] == level).all()):
            continue
        middle = first + wide / 2
        along, across = middle * CELL, (row + (0.5 if doorway else 1.0)) * CELL
        across = across if side > 0 else rows * CELL - across
        x, z = (along, across) if axis == 1 else (across, along)
        site = DoorSite(
            window.origin[0] + x,
            window.origin[1] + z,
            float(level),
            {(1, 1): 180.0, (1, -1): 0.0, (0, 1): 90.0, (0, -1): 270.0}[axis, side],
            doorway,
        )
        if doorway or not _taken(window, site):
            yield site


def _runs(fits: Mask, wide: int) -> Mask:
    """Where a run of so many fitting cells along a row begins, (h, w - wide + 1)."""
    return np.asarray(np.lib.stride_tricks.sliding_window_view(fits, wide, axis=1).all(-1))


def _taken(window: Window, site: DoorSite) -> bool:
    """Whether anything is mounted on the wall where a door would hang."""
    away = np.hypot(window.fixtures["x"] - site.x, window.fixtures["z"] - site.z)
    return bool(((away < _FIXED) & (window.fixtures["normal"][:, 1] == 0)).any())
