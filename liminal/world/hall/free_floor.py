"""Free floor: rectangles of a hall where something can stand, with room to pass around it."""

import numpy as np
from numpy.typing import NDArray

from liminal.random import Dice
from liminal.world.hall.hall_block import Hall


def free_floor(
    hall: Hall, ground: NDArray[np.bool_], size: tuple[int, int], clear: int, dice: Dice
) -> tuple[int, int] | None:
    """Draw a free rectangle, `size` rows and columns, and take it: its first row and column.

    `ground`: cells (h, w) that will do, for it and all around it. `clear`: how many around it are left free. None where
    there is no room for it.
    """
    blocked = ~ground | hall.solid | hall.taken
    corners = np.argwhere(_empty(blocked, (size[0] + 2 * clear, size[1] + 2 * clear)))
    if not len(corners):
        return None
    row, column = (corners[int(dice.unit() * len(corners))] + clear).tolist()
    hall.taken[row : row + size[0], column : column + size[1]] = True
    return row, column


def _empty(marked: NDArray[np.bool_], size: tuple[int, int]) -> NDArray[np.bool_]:
    """Whether a rectangle has no marked cell, by its first row and column."""
    rows, columns = size
    if marked.shape[0] < rows or marked.shape[1] < columns:
        return np.zeros((0, 0), bool)
    total = np.pad(marked, ((1, 0), (1, 0))).cumsum(0, np.int32).cumsum(1, np.int32)
    inside = total[rows:, columns:] - total[:-rows, columns:] - total[rows:, :-columns] + total[:-rows, :-columns]
    empty: NDArray[np.bool_] = inside == 0
    return empty
