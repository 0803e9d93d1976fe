"""Model instances: models from files where they stand in the world, and the room that each takes."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.settings.thing import ThingSettings
from liminal.world.grid import CELL
from liminal.world.prop import yawed

# A part of a model: a box along its own axes, from its `low` to its `high` corner (m).
PART = np.dtype([("low", np.float32, 3), ("high", np.float32, 3)])

INSET = 0.01  # m: a part may reach so far into a wall, a step or the ceiling
ON_FLOOR = 0.05  # m above the floor: parts that begin below this stand on it
SAMPLING = CELL / 4  # m between the points of a part that are looked at

Cells = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ModelInstance:
    """A model of one file that stands at (x, y, z), metres, its front looking towards the compass bearing `yaw`.

    `thing`: its file, and how that is read. `parts`: (b,) PART, which together cover it.
    """

    thing: ThingSettings
    x: float
    y: float
    z: float
    yaw: float
    parts: NDArray[np.void]

    @property
    def place(self) -> tuple[float, float, float]:
        """Where it stands: x, y and z, m."""
        return self.x, self.y, self.z

    @property
    def rotation(self) -> NDArray[np.float32]:
        """Its rotation (3, 3): the columns are the directions of its own x, y and z."""
        return yawed(self.yaw)

    @cached_property
    def _points(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Points all over the footprints of its parts, (p,): world x and z, and the part's lowest and highest y, m."""
        found = []
        for part in self.parts:
            low, high = part["low"].astype(float), part["high"].astype(float)
            inset = np.minimum(INSET, (high - low) / 2)
            along = [
                np.linspace(low[axis] + inset[axis], high[axis] - inset[axis], _count(high[axis] - low[axis]))
                for axis in (0, 2)
            ]
            x, z = (each.ravel() for each in np.meshgrid(*along))
            found.append(np.stack([x, np.full(len(x), low[1]), np.full(len(x), high[1]), z]))
        x, low_y, high_y, z = np.concatenate(found, axis=1)
        turned = self.rotation.astype(float)[[0, 2]][:, [0, 2]] @ np.stack([x, z])
        return turned[0] + self.x, turned[1] + self.z, low_y + self.y, high_y + self.y

    def reaches(self, x0: int, z0: int, width: int, height: int) -> bool:
        """Whether its area meets the cells [x0, x0 + width) x [z0, z0 + height)."""
        x, z, across, along = self.area
        return x < x0 + width and x0 < x + across and z < z0 + height and z0 < z + along

    def cells(self, x0: int, z0: int, rows: int, columns: int) -> tuple[Cells, Cells, Floats, Floats]:
        """The cells of a window that its parts stand over: row and column, and between which y (m), (c,) each.

        `x0`, `z0`: world cell of the window's corner. A cell that several parts stand over is listed for each.
        """
        x, z, low, high = self._points
        column, row = np.floor(x / CELL).astype(np.intp) - x0, np.floor(z / CELL).astype(np.intp) - z0
        within = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
        listed = np.unique(np.stack([row, column, low, high])[:, within], axis=1)
        return listed[0].astype(np.intp), listed[1].astype(np.intp), listed[2], listed[3]

    def holds(self, x: float, y: float, z: float, clear: float) -> bool:
        """Whether a point of the world, m, is in any part of it, or less than `clear` metres off."""
        local = np.array([x - self.x, y - self.y, z - self.z]) @ self.rotation
        return bool(((local > self.parts["low"] - clear) & (local < self.parts["high"] + clear)).all(1).any())

    def meets(self, low: Floats, high: Floats) -> bool:
        """Whether any part of it reaches into a box of the world from its corner `low` to `high`, (3,) m."""
        x, z, bottom, top = self._points
        across = (x > low[0]) & (x < high[0]) & (z > low[2]) & (z < high[2])
        return bool((across & (bottom < high[1]) & (top > low[1])).any())

    @cached_property
    def area(self) -> tuple[int, int, int, int]:
        """The rectangle of cells that it stands over: x0, z0, width, height."""
        x, z = (np.floor(each / CELL).astype(int) for each in self._points[:2])
        return int(x.min()), int(z.min()), int(np.ptp(x)) + 1, int(np.ptp(z)) + 1

    def check_fit(self, floor: NDArray[np.floating], ceiling: NDArray[np.floating]) -> None:
        """Make sure that it stands on one floor and in the air. Raises LiminalError that says where it does not.

        `floor`, `ceiling`: (h, w), metres, of the cells of its `area`.
        """
        x0, z0, width, height = self.area
        z, x, low, high = self.cells(x0, z0, height, width)
        under, over = floor[z, x], ceiling[z, x]
        faults = (
            ((under >= over) | (under > low + INSET), "stands in a wall or a step"),
            (over < high - INSET, "reaches through the ceiling"),
            ((low < self.y + ON_FLOOR) & (under < low - INSET - ON_FLOOR), "stands off the floor, over a drop"),
        )
        for wrong, fault in faults:
            for number in np.flatnonzero(wrong)[:1]:
                place = f"{(x[number] + x0 + 0.5) * CELL:.2f},{(z[number] + z0 + 0.5) * CELL:.2f}"
                tall = f" ({high.max() - low.min():.2f} m high)" if "ceiling" in fault else ""
                raise LiminalError(
                    f"{self.thing.file} at {self.x:g},{self.z:g} {fault} at {place}{tall}; choose another place, as "
                    "`liminal map` shows the rooms, or another scale"
                )


def _count(length: float) -> int:
    return int(np.ceil(max(length, 0.0) / SAMPLING)) + 1
