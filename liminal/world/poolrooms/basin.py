"""Basins: what is sunk into a hall's floor, and what stands in it."""

import numpy as np

from liminal.random import Dice
from liminal.world.grid import CELL
from liminal.world.hall.hall_block import Hall
from liminal.world.prop import structure
from liminal.world.window import DRY

FREEBOARD = 0.05  # m: how far below the deck, or the rim, water stands
WADING = 2  # cells: depth of a floor that is walked on under water
CURB = 2  # cells: width of the step along the walls of a hall that is walked through wet
TREAD = 2  # cells
SLOT = 2  # cells between the end of a stair and the basin's wall
ROOM = 6  # cells, 0.91 m: of floor that people need around what stands there
ROUND = 0.4  # of the halls with pillars: those where they are round
STANDABLE = 3  # cells: floors further below the deck are not walked on

Area = tuple[slice, slice]


def inset(area: Area, by: int) -> Area:
    """An area less a margin on every side."""
    rows, columns = area
    return np.s_[rows.start + by : rows.stop - by, columns.start + by : columns.stop - by]


def part(area: Area, row: int, column: int, rows: int, columns: int) -> Area:
    """So many rows and columns of an area, from a row and a column of it on."""
    top, left = area[0].start + row, area[1].start + column
    return np.s_[top : top + rows, left : left + columns]


def size(area: Area) -> tuple[int, int]:
    """Rows and columns of an area."""
    return area[0].stop - area[0].start, area[1].stop - area[1].start


def flood(hall: Hall, area: Area) -> None:
    """Let the whole floor of an area lie under water to wade through, with one step down along its edges."""
    hall.fill(area, -1, -FREEBOARD)
    hall.fill(inset(area, CURB), -WADING, -FREEBOARD)


def sink(hall: Hall, area: Area, depth: int, water: float, stairs: int | None) -> None:
    """Sink a basin, `depth` cells below the deck. `water`: m above the deck, DRY for none.

    `stairs`: the side that steps lead down along: 0 first rows, 1 last rows, 2 first columns, 3 last. They leave a slot
    at either end, so that one gets onto them from their top alone.
    """
    hall.fill(area, -depth, water)
    if stairs is None:
        return
    rows, columns = area
    along_rows = slice(rows.start + SLOT, rows.stop - SLOT)
    along_columns = slice(columns.start + SLOT, columns.stop - SLOT)
    room = size(area)[stairs // 2] - ROOM
    for step in range(1, min(depth, room // TREAD)):
        near, far = (step - 1) * TREAD, step * TREAD
        treads = (
            np.s_[rows.start + near : rows.start + far, along_columns],
            np.s_[rows.stop - far : rows.stop - near, along_columns],
            np.s_[along_rows, columns.start + near : columns.start + far],
            np.s_[along_rows, columns.stop - far : columns.stop - near],
        )[stairs]
        hall.fill(treads, -step, water if -step * CELL < water else float(DRY))


def set_pillars(hall: Hall, area: Area, pitch: tuple[int, int], girth: int, share: float, dice: Dice) -> None:
    """Set pillars on a grid over an area, this share of them, where people can still pass: all square, or all round."""
    rows, columns = area
    are_round = dice.chance(ROUND)
    for row in range(rows.start + pitch[0] // 2, rows.stop - girth, pitch[0]):
        for column in range(columns.start + pitch[1] // 2, columns.stop - girth, pitch[1]):
            stands = np.s_[row : row + girth, column : column + girth]
            if not dice.chance(share) or not _passable(hall, stands) or hall.taken[stands].any():
                continue
            hall.taken[stands] = True
            if are_round and not np.ptp(hall.ceiling[stands]) and not np.ptp(hall.floor[stands]):
                _set_column(hall, row, column, girth)
            else:
                hall.solid[stands] = True


def _set_column(hall: Hall, row: int, column: int, girth: int) -> None:
    """Set a round column into a square of cells."""
    foot, head = float(hall.floor[row, column]) * CELL, float(hall.ceiling[row, column]) * CELL
    x, z = (hall.x0 + column + girth / 2) * CELL, (hall.z0 + row + girth / 2) * CELL
    hall.props.append(structure("round-column", x, foot, z, 180.0, radius=girth * CELL / 2, height=head - foot))


def sink_holes(hall: Hall, area: Area, depth: tuple[int, int], count: int, dice: Dice) -> None:
    """Sink some basins without a ledge into a flooded floor."""
    rows, columns = size(area)
    for _ in range(count):
        deep, wide = dice.between(12, 30), dice.between(12, 30)
        hole = part(area, dice.between(0, rows - 1), dice.between(0, columns - 1), deep, wide)
        if hole[0].stop <= area[0].stop and hole[1].stop <= area[1].stop and _passable(hall, hole):
            hall.fill(hole, -dice.between(*depth), -FREEBOARD)


def _passable(hall: Hall, area: Area) -> bool:
    """Whether all around an area is alike: floor to walk on, or nowhere any."""
    around = inset(area, -ROOM)
    if around[0].start < 0 or around[1].start < 0:
        return False
    if around[0].stop > hall.shape[0] or around[1].stop > hall.shape[1] or hall.solid[around].any():
        return False
    deep = hall.floor[around] < -STANDABLE
    return bool(deep.all() or not deep.any())
