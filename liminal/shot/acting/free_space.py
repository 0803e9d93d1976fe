"""The free space of a window: where a body fits between walls and things, and the ways over it."""

import math
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from liminal.motion.creature_course import CeilingAt
from liminal.motion.footprint import FloorAt
from liminal.shot.elastic_band import tighten
from liminal.shot.ground import Ground, Points
from liminal.world.grid import CELL
from liminal.world.walk import steps, trace
from liminal.world.window import Window

BODY = 0.36  # m: a body's middle keeps this far from everything, as wide as its shoulders and arms are
_COMFORT, _TOIL = 0.8, 2.0  # m: nearer to a wall than this a way seems longer, right beside it by so many times

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


class Heights(NamedTuple):
    """The heights of floor and ceiling at x and z, m; in a wall the ceiling is no higher than the floor."""

    floor_at: FloorAt
    ceiling_at: CeilingAt


@dataclass(frozen=True)
class WaysFrom:
    """The shortest ways from a cell to all that are reached: `cost` (h, w), m, infinite elsewhere."""

    cost: Floats
    _previous: NDArray[np.int32]
    _space: "FreeSpace"

    def to(self, cell: int) -> Points:
        """Return the middles of the cells on the way to one, by its flat index, both ends included: (k, 2)."""
        return self._space.middles[trace(self._previous, cell)]


class FreeSpace:
    """Where a body can go. `ground`: of the same window. `free`: cells that its middle may be over, bool (h, w)."""

    def __init__(self, window: Window, ground: Ground | None = None, within: Mask | None = None) -> None:
        """`ground`: of the window, if it is known. `within`: bool (h, w), the only cells that count."""
        self.window, self.ground = window, ground or Ground(window)
        self._clear = self.ground.distance[1::2, 1::2]
        self.free: Mask = (self._clear >= BODY) & (True if within is None else within)

    def only(self, within: Mask) -> "FreeSpace":
        """Return those of its cells that are `within`, bool (h, w)."""
        return FreeSpace(self.window, self.ground, self.free & within)

    @cached_property
    def middles(self) -> Points:
        """The middles of all cells, m: (h w, 2)."""
        rows, columns = np.indices(self.free.shape)
        return self.ground.middles(columns.ravel(), rows.ravel())

    @cached_property
    def _graph(self) -> csr_array:
        toil = 1.0 + _TOIL * np.clip(1.0 - self._clear / _COMFORT, 0.0, 1.0) ** 2
        return steps(self.free, CELL, toil, halfway=self.ground.distance >= BODY)

    def cell(self, x: float, z: float) -> int:
        """Return the flat index of the cell that holds a place, m."""
        columns, rows = self.ground.cells(np.array([[x, z]]))
        return int(rows[0] * self.free.shape[1] + columns[0])

    def ways(self, cell: int, limit: float) -> WaysFrom:
        """Return the shortest ways from a cell, by its flat index, that cost up to `limit`, m."""
        cost, previous = dijkstra(self._graph, directed=False, indices=cell, return_predecessors=True, limit=limit)
        return WaysFrom(cost.reshape(self.free.shape), previous, self)

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
