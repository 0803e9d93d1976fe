"""Cover around an operator: where one is behind a wall, and how far it is from there into sight."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from liminal.shot.elastic_band import tighten
from liminal.shot.ground import Ground, Points
from liminal.shot.outlook import Outlook
from liminal.shot.route import NODE, Surroundings, window_around
from liminal.shot.walk_graph import WalkGraph
from liminal.view.pose import Pose
from liminal.world.grid import CELL

_SHOWN = 1.3  # m that one walks in sight, at the least, before one counts as out of cover

Floats = NDArray[np.float64]


class Cover:
    """The cells around a pose, as one who hides from it sees them; arrays have an element for each cell.

    `places`: (n, 2), x and z, m. `away`: m in a straight line. `walk`: m on foot, times how near walls are; inf where
    one does not get to. `outlook`: the lines of sight.
    """

    def __init__(self, world: Surroundings, pose: Pose, reach: float, farthest: float) -> None:
        """`reach`: m to each side that are known. `farthest`: m of walking, beyond which nothing is."""
        self._here = np.array([[pose.x, pose.z]])
        window = window_around(world, self._here, round(reach / CELL))
        self._ground, self.outlook = Ground(window), Outlook(window)
        graph = WalkGraph(self._ground, NODE)
        self.places = graph.middles
        self.away: Floats = np.hypot(*(self.places - self._here).T)
        self._ways = graph.ways(graph.nearest(self.away), farthest)
        self.walk: Floats = self._ways.cost.ravel()

    def way(self, cell: int) -> Points:
        """Return the way from a cell to the pose as a person would walk it, a point every 0.1 m: (k, 2)."""
        return tighten(self._ground, self._ways.to(cell)[::-1], pinned=1)

    def sees(self, places: Points) -> NDArray[np.bool_]:
        """Tell which places (n, 2) no wall hides from the pose."""
        offset = places - self._here
        depth = self.outlook.depth(self._here, np.arctan2(offset[:, 0], -offset[:, 1]))[0]
        return np.asarray(depth > np.hypot(*offset.T) - CELL / 2)

    @cached_property
    def depths(self) -> tuple[Floats, NDArray[np.intp]]:
        """How far one walks from each cell until in sight, m, and the cell where that is.

        It is 0 for places in sight, and inf where one would not stay in sight.
        """
        walked = np.flatnonzero(np.isfinite(self.walk))
        visible = np.zeros(len(self.places), bool)
        visible[walked] = self.sees(self.places[walked])
        covered, shown = np.full(len(self.places), np.inf), np.zeros(len(self.places))
        emerges = np.arange(len(self.places))
        for cell in walked[np.argsort(self.walk[walked])].tolist():
            before = int(self._ways.before[cell])
            if before < 0:
                covered[cell], shown[cell] = 0.0, np.inf if visible[cell] else 0.0
                continue
            step = float(np.hypot(*(self.places[cell] - self.places[before])))
            if visible[cell]:
                covered[cell], shown[cell] = 0.0, shown[before] + step
            elif covered[before] > 0.0 or shown[before] >= _SHOWN:
                covered[cell], emerges[cell] = covered[before] + step, emerges[before]
        return covered, emerges
