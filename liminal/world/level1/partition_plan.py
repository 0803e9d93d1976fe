"""Partition plans: blocks that thin walls cut into stores on both sides of a corridor."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from liminal.random import Dice
from liminal.world.hall.hall_block import Hall

PARTITION = 1  # cells
CORRIDOR = (12, 16)  # cells: of its width, the least and the most
FIRST_STORE = (30, 50)  # cells: of its length
STORE = (34, 60)
SHORTEST = 24  # cells: stores shorter than this have no door
GAP = 8  # cells: of the way from one store into the next
DOORS = (6, 8, 10)  # cells: of their widths
HEAD = 14  # cells: of doors and gaps


def cut_up(hall: Hall, wall: int, dice: Dice) -> None:
    """Cut a hall into stores along a corridor, each with a way in. `wall`: cells of its own walls."""
    along_rows = hall.shape[0] > hall.shape[1]
    solid, heads = (hall.solid.T, hall.ceiling.T) if along_rows else (hall.solid, hall.ceiling)
    depth, length = solid.shape
    width = dice.between(*CORRIDOR)
    near = depth // 2 - width // 2
    edges = near, near + width
    for edge in edges:
        solid[edge : edge + PARTITION, wall:] = True
    ends = _stores(solid, heads, wall, (slice(wall, near), slice(near + width, depth)), dice)
    for edge in edges:
        for begin, end in pairwise([wall + 14, *ends, length]):
            if end - begin >= SHORTEST:
                door = dice.between(begin + 6, end - 16)
                _open(solid, heads, np.s_[edge : edge + PARTITION, door : door + dice.pick(DOORS)])


def _stores(
    solid: NDArray[np.bool_], heads: NDArray[np.int16], wall: int, sides: tuple[slice, slice], dice: Dice
) -> list[int]:
    """Build the walls between stores, over the rows of both sides; return the columns where these stand."""
    ends, place = [], wall + dice.between(*FIRST_STORE)
    while place < solid.shape[1] - SHORTEST:
        for side in sides:
            solid[side, place : place + PARTITION] = True
            # Stores are joined behind as well, so that a way through a block never ends in one.
            gap = dice.between(side.start + 6, max(side.start + 6, side.stop - 16))
            _open(solid, heads, np.s_[gap : gap + GAP, place : place + PARTITION])
        ends.append(place)
        place += dice.between(*STORE)
    return ends


def _open(solid: NDArray[np.bool_], heads: NDArray[np.int16], hole: tuple[slice, slice]) -> None:
    solid[hole] = False
    heads[hole] = HEAD
