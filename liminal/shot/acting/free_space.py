"""The free space of a window: where a body fits between walls and things, and the ways over it."""

import math
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.motion.creature_course import CeilingAt
from liminal.motion.footprint import FloorAt
from liminal.shot.elastic_band import tighten
from liminal.shot.ground import Ground, Points
from liminal.shot.walk_graph import WalkGraph, WaysFrom
from liminal.world.grid import CELL
from liminal.world.window import Window

BODY = 0.36  # m: a body's middle keeps this far from everything, as wide as its shoulders and arms are

Mask = NDArray[np.bool_]


class Heights(NamedTuple):
    """The heights of floor and ceiling at x and z, m; in a wall the ceiling is no higher than the floor."""

    floor_at: FloorAt
    ceiling_at: CeilingAt


class FreeSpace:
    """Where a body can go. `ground`: of the same window. `free`: cells that its middle may be over, bool (h, w)."""

    def __init__(self, window: Window, ground: Ground | None = None, within: Mask | None = None) -> None:
        """`ground`: of the window, if it is known. `within`: bool (h, w), the only cells that count."""
        self.window, self.ground = window, ground or Ground(window)
        self._graph = WalkGraph(self.ground, BODY, within=within)
        self.free: Mask = self._graph.free

    def only(self, within: Mask) -> "FreeSpace":
        """Return those of its cells that are `within`, bool (h, w)."""
        return FreeSpace(self.window, self.ground, self.free & within)

    @property
    def middles(self) -> Points:
        """The middles of all cells, m: (h w, 2)."""
        return self._graph.middles

    def cell(self, x: float, z: float) -> int:
        """Return the flat index of the cell that holds a place, m."""
        columns, rows = self.ground.cells(np.array([[x, z]]))
        return int(rows[0] * self.free.shape[1] + columns[0])

    def ways(self, cell: int, limit: float) -> WaysFrom:
        """Return the shortest ways from a cell, by its flat index, that cost up to `limit`, m."""
        return self._graph.ways(cell, limit)

    def smooth(self, way: Points) -> Points:
        """Return a way as a person would walk it, with a point every 0.1 m; both its ends stay."""
        return tighten(self.ground, way, pinned=1)

    def is_free(self, places: Points, margin: float = 0.0) -> bool:
        """Whether a body's middle may be at all places of a way, (k, 2), m, nearer to walls by `margin`, m."""
        return bool((self.ground.clearance(places) >= BODY - margin).all())

    @property
    def heights(self) -> Heights:
        """The heights of floor and ceiling."""
        return heights_of(self.window)


def heights_of(window: Window) -> Heights:
    """Return the heights of a window's floor and ceiling."""
    x0, z0 = window.x0, window.z0
    rows, columns = window.floor.shape

    def at(heights: NDArray[np.float32], x: float, z: float) -> float:
        row, column = math.floor(z / CELL) - z0, math.floor(x / CELL) - x0
        return float(heights[min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)])

    return Heights(partial(at, window.floor), partial(at, window.ceiling))
