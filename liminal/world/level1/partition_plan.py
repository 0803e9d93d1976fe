"""Partition plans: blocks that thin walls cut into stores on both sides of a corridor."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from liminal.random import Dice
from liminal.world.grid import CELL
from liminal.world.hall.hall_block import Hall
from liminal.world.prop import prop

PARTITION = 1  # cells
CORRIDOR = (12, 16)  # cells: of its width, the least and the most
FIRST_STORE = (30, 50)  # cells: of its length
STORE = (34, 60)
ENDS = 12  # cells at the end of a hall that are cleared before ways through its walls
SHORTEST = 24  # cells: stores shorter than this have no door
GAP = 8  # cells: of the way from one store into the next
DOORS = (6, 8, 10)  # cells: of their widths
HEAD = 14  # cells: of doors, gaps and windows
SILL, WINDOW = 6, 16  # cells: of a window above the floor, and its width
BESIDE = 3  # cells of wall left between a window, a door and the ends of a store


def cut_up(hall: Hall, wall: int, dice: Dice, windows: float, glazing: Dice) -> None:
    """Cut a hall into stores along a corridor, each with a way in. `wall`: cells of its own walls.

    `windows`: the share of stores that are to have one onto the corridor, which `glazing` decides.
    """
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
                width = dice.pick(DOORS)
                _open(solid, heads, np.s_[edge : edge + PARTITION, door : door + width])
                if glazing.chance(windows):
                    last = min(end, length - ENDS) - BESIDE
                    _glaze(hall, edge, (begin + BESIDE, door, door + width, last), along_rows=along_rows)


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


def _glaze(hall: Hall, edge: int, free: tuple[int, int, int, int], *, along_rows: bool) -> None:
    """Set a window into a wall at an edge, in the middle of the longer of the two stretches beside a door.

    `free`: where they begin and end along the wall: the first, and the second.
    """
    begin, door, after, end = free
    first, last = max((begin, door - BESIDE), (after + BESIDE, end), key=lambda stretch: stretch[1] - stretch[0])
    if last - first < WINDOW:
        return
    along = (first + last - WINDOW) // 2
    hole = np.s_[edge : edge + PARTITION, along : along + WINDOW]
    hole = hole[::-1] if along_rows else hole
    hall.solid[hole], hall.floor[hole], hall.ceiling[hole] = False, SILL, HEAD
    middle = edge + PARTITION / 2, along + WINDOW / 2
    x, z = hall.at(*(middle[::-1] if along_rows else middle))
    hall.props.append(prop("interior-window", x, SILL * CELL, z, 90.0 if along_rows else 0.0))


def _open(solid: NDArray[np.bool_], heads: NDArray[np.int16], hole: tuple[slice, slice]) -> None:
    solid[hole] = False
    heads[hole] = HEAD
