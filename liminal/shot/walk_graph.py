"""Walk graphs: the steps between cells that a body has room over, and the shortest ways on them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from liminal.shot.ground import Ground, Points
from liminal.world.grid import CELL
from liminal.world.walk import steps, trace

_COMFORT, _TOIL = 0.9, 3.0  # m: nearer to walls than this a way feels longer, at a wall by so many times its length
_SOMEWHERE = 0.25  # of the largest connected part: ground that leads somewhere has as many cells

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class WaysFrom:
    """The shortest ways from a cell to all that are reached.

    `cost`: m, times the toil, infinite elsewhere, (h, w). `before`: the cell before each on its way, by flat index,
    negative at the first, (h w,).
    """

    cost: Floats
    before: NDArray[np.int32]
    _middles: Points

    def to(self, cell: int) -> Points:
        """Return the middles of the cells on the way to one, by its flat index, both ends included: (k, 2)."""
        return self._middles[trace(self.before, cell)]


class WalkGraph:
    """Where one can walk. `free`: the cells that a body's middle may be over, bool (h, w)."""

    def __init__(self, ground: Ground, room: float, toil: Floats | None = None, within: Mask | None = None) -> None:
        """`room`: m that a middle keeps from everything, halfway between cells, too.

        `toil`: factor on the length of steps at each cell, (h, w); None: `wall_toil`. `within`: the only cells that
        count, bool (h, w).
        """
        self.free: Mask = (ground.distance[1::2, 1::2] >= room) & (True if within is None else within)
        self._ground, self._room, self._toil = ground, room, toil

    @cached_property
    def middles(self) -> Points:
        """The middles of all cells, m: (h w, 2)."""
        return self._ground.middles(*np.indices(self.free.shape)[::-1].reshape(2, -1))

    @cached_property
    def _steps(self) -> csr_array:
        toil = wall_toil(self._ground) if self._toil is None else self._toil
        # Halfway lies a point of the half-cell lattice: a ledge or a pillar's corner may be there.
        return steps(self.free, CELL, toil, halfway=self._ground.distance >= self._room)

    def ways(self, cell: int, limit: float = np.inf) -> WaysFrom:
        """Return the shortest ways from a cell, by its flat index, that cost up to `limit`, m."""
        cost, before = dijkstra(self._steps, directed=False, indices=cell, return_predecessors=True, limit=limit)
        return WaysFrom(cost.reshape(self.free.shape), before, self.middles)

    def nearest(self, straight: Floats) -> int:
        """Return the nearest cell to walk from, on ground that leads somewhere. `straight`: m to each, (h w,)."""
        if not self.free.any():
            return int(np.argmin(straight))
        _, part = connected_components(self._steps, directed=False)
        size = np.bincount(part)[part] * self.free.ravel()
        return int(np.argmin(np.where(size >= _SOMEWHERE * size.max(), straight, np.inf)))


def wall_toil(ground: Ground) -> Floats:
    """Return how much longer a step feels by how near to each cell walls are (h, w): 1 where there is room."""
    return 1.0 + _TOIL * np.clip(1.0 - ground.distance[1::2, 1::2] / _COMFORT, 0.0, 1.0) ** 2
