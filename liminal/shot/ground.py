"""Where a person can walk, and how far from everything."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import map_coordinates

from liminal.shot.nearness import nearness
from liminal.world.grid import CELL
from liminal.world.walkable import STEP, standing
from liminal.world.window import Window

HEADROOM = 2.0  # m: under this, a tall person ducks
_REACH = 20  # points of the lattice: 1.52 m; clearer makes no difference

Points = NDArray[np.float64]  # (n, 2): x and z in the world, metres

_ASIDE = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])[:, None]  # (4, 1, 2)


class Ground:
    """The floor of a window as a walker sees it.

    An obstacle is a cell that is solid or too low, a ledge too high to step, or the edge of the window, beyond which
    nothing is known. Distances to obstacles, up to 1.52 m, are kept on a lattice of half a cell: on its points they are
    exact, since cells and ledges begin and end there.
    """

    def __init__(self, window: Window) -> None:
        self._window, self._origin = window, np.array(window.origin)
        height, width = window.floor.shape
        walkable = standing(window) & (window.ceiling - window.floor >= HEADROOM)

        # Lattice point [2 z + 1, 2 x + 1] is the middle of cell [z, x]; each cell takes its border along.
        obstacle = np.zeros((2 * height + 1, 2 * width + 1), bool)
        for row in range(3):
            for column in range(3):
                obstacle[row : row + 2 * height : 2, column : column + 2 * width : 2] |= ~walkable

        # A ledge is the edge between two walkable cells, with both its ends.
        ledge_x = (abs(np.diff(window.floor, axis=1)) > STEP) & walkable[:, 1:] & walkable[:, :-1]
        ledge_z = (abs(np.diff(window.floor, axis=0)) > STEP) & walkable[1:] & walkable[:-1]
        for step in range(3):
            obstacle[step : step + 2 * height : 2, 2:-2:2] |= ledge_x
            obstacle[2:-2:2, step : step + 2 * width : 2] |= ledge_z

        obstacle[[0, -1], :] = obstacle[:, [0, -1]] = True
        self._distance = nearness(obstacle, _REACH) * (CELL / 2)

    @property
    def distance(self) -> NDArray[np.float64]:
        """Metres to the nearest obstacle, at most 1.52, (2 h + 1, 2 w + 1): on the half-cell lattice, corners first."""
        return self._distance

    def clearance(self, points: Points) -> NDArray[np.float64]:
        """Return the metres from each point to the nearest obstacle, at most 1.52; at 0.3 m it is within 3 mm."""
        clear = np.empty(len(points))
        map_coordinates(self._distance, self._lattice(points), clear, order=1, mode="nearest")
        return clear

    def uphill(self, points: Points) -> Points:
        """Return the slope of the clearance along x and z at each point: away from the nearest obstacle."""
        reach = CELL / 4
        around = points + reach * _ASIDE
        right, left, ahead, back = self.clearance(around.reshape(-1, 2)).reshape(4, -1)
        return np.stack([right - left, ahead - back], axis=1) / (2 * reach)

    def floor(self, points: Points) -> NDArray[np.float64]:
        """Return the height of the floor under each point, metres."""
        x, z = self.cells(points)
        return self._window.floor[z, x].astype(np.float64)

    def depth(self, points: Points) -> NDArray[np.float64]:
        """Return the depth of the water under each point, metres; 0 where it is dry."""
        x, z = self.cells(points)
        water, floor = self._window.water[z, x], self._window.floor[z, x]
        return np.asarray(np.maximum(water - floor, 0.0), np.float64)

    def surface(self, points: Points) -> NDArray[np.uint8]:
        """Return the floor's `Material` under each point."""
        x, z = self.cells(points)
        return self._window.floor_material[z, x]

    def cells(self, points: Points) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the array indices (x, z) of the cell under each point, the nearest one for points outside."""
        height, width = self._window.floor.shape
        x = np.floor(points[:, 0] / CELL).astype(np.intp) - self._window.x0
        z = np.floor(points[:, 1] / CELL).astype(np.intp) - self._window.z0
        return x.clip(0, width - 1), z.clip(0, height - 1)

    def middles(self, x: NDArray[np.intp], z: NDArray[np.intp]) -> Points:
        """Return the world positions of the middles of cells, given their array indices."""
        return np.stack([(x + self._window.x0 + 0.5) * CELL, (z + self._window.z0 + 0.5) * CELL], axis=1)

    def _lattice(self, points: Points) -> NDArray[np.float64]:
        along = (points - self._origin) * (2 / CELL)
        return np.asarray(along.T[::-1])  # (2, n): row, column
