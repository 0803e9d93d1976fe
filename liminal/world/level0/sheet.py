"""The sheet: one block's cells while it is built, with heights in whole cells."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.world.level0.border import REACH, Opening

# The state of a cell for the next wall. Odd numbers block it.
FREE = 0
WALL = 1  # solid, and others may join it
KEEP = 2  # open, and must stay so: before an opening, in a corridor, along an open border
OBSTACLE = 3  # a half wall, a pillar or a pit: others keep a distance


@dataclass(frozen=True)
class Sheet:
    """A block's cells, and one row and one column more: the borders that belong to the next blocks.

    All arrays are [z, x] and mutable; `turned` swaps the axes, so that a wall is always drawn along the first.
    """

    grid: NDArray[np.uint8]
    solid: NDArray[np.bool_]
    floor: NDArray[np.int16]  # cells
    ceiling: NDArray[np.int16]  # cells

    @classmethod
    def blank(cls, height: int, width: int, ceiling: int) -> "Sheet":
        """Return an empty sheet of `height` x `width` cells, with its ceiling at one height, cells."""
        shape = height + 1, width + 1
        return cls(
            np.zeros(shape, np.uint8),
            np.zeros(shape, bool),
            np.zeros(shape, np.int16),
            np.full(shape, ceiling, np.int16),
        )

    @property
    def turned(self) -> "Sheet":
        """The same cells with the axes swapped."""
        return Sheet(self.grid.T, self.solid.T, self.floor.T, self.ceiling.T)

    def wall(self, start: int, stop: int, line: int) -> None:
        """Build a wall one cell thick over [start, stop) along the first axis, to the ceiling."""
        self.grid[start:stop, line] = WALL
        self.solid[start:stop, line] = True

    def half_wall(self, start: int, stop: int, line: int, height: int) -> None:
        """Build a wall one cell thick that ends `height` cells above the floor."""
        self.grid[start:stop, line] = OBSTACLE
        self.floor[start:stop, line] += height

    def pillar(self, row: int, column: int, size: int) -> None:
        """Build a square pillar to the ceiling, its lowest cell at (row, column)."""
        self.grid[row : row + size, column : column + size] = OBSTACLE
        self.solid[row : row + size, column : column + size] = True

    def pierce(self, hole: Opening, line: int) -> None:
        """Cut an opening into the wall at `line`, with a lintel where there is room for one, and keep it clear."""
        rows = slice(max(0, hole.start), max(0, hole.stop))
        if rows.start >= min(rows.stop, len(self.grid)):
            return
        ground = int(self.floor[rows, line].max())
        self.solid[rows, line] = False
        self.ceiling[rows, line] = np.minimum(self.ceiling[rows, line], ground + hole.head)
        if hole.sill:
            self.grid[rows, line] = OBSTACLE
            self.floor[rows, line] = ground + hole.sill
            return
        self.grid[rows, line] = KEEP
        self.clear(hole.start - 1, hole.stop + 1, line - REACH, line + REACH + 1)

    def clear(self, start: int, stop: int, left: int, right: int) -> None:
        """Keep walls out of [start, stop) x [left, right), as far as the cells are free."""
        area = self.grid[max(0, start) : max(0, stop), max(0, left) : max(0, right)]
        area[area == FREE] = KEEP

    def blocked(self, start: int, stop: int, left: int, right: int) -> bool:
        """Tell whether there is a wall or obstacle in [start, stop) x [left, right)."""
        return bool((self.grid[max(0, start) : stop, max(0, left) : right] & 1).any())
