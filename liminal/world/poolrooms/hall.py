"""A hall: the cells of one block of the plan as they are being shaped."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from liminal.world.window import DRY


@dataclass
class Hall:
    """Cells [z, x] of a block: its own walls along its first rows and columns, then air up to the walls of the next.

    `x0`, `z0`: world cell of its corner. `floor`, `ceiling`: cells above the deck. `water`: metres above it.
    `kept`: cells that nothing may be built on, as people walk there. `lamps`: LAMP rows; `props`: PROP rows.
    """

    x0: int
    z0: int
    solid: NDArray[np.bool_]
    floor: NDArray[np.int16]
    ceiling: NDArray[np.int16]
    water: NDArray[np.float32]
    kept: NDArray[np.bool_]
    lamps: list[NDArray[np.void]] = field(default_factory=list)
    props: list[NDArray[np.void]] = field(default_factory=list)

    @staticmethod
    def blank(x0: int, z0: int, rows: int, columns: int, ceiling: int) -> "Hall":
        """All air, at the level of the deck."""
        shape = rows, columns
        return Hall(
            x0,
            z0,
            np.zeros(shape, bool),
            np.zeros(shape, np.int16),
            np.full(shape, ceiling, np.int16),
            np.full(shape, DRY),
            np.zeros(shape, bool),
        )

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        rows, columns = self.floor.shape
        return rows, columns

    def fill(self, area: tuple[slice, slice], floor: int, water: float) -> None:
        """Sink an area to a floor (cells), with water up to a height (m; DRY for none), but for what is solid there."""
        air = ~self.solid[area]
        self.floor[area][air] = floor
        self.water[area][air] = water
