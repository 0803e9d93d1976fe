"""Relief of a block: soffits and raised ceilings above, shallow steps and pits below."""

import numpy as np
from numpy.typing import NDArray

from liminal.random import Dice
from liminal.world.grid import CELL, TILE_X, TILE_Z
from liminal.world.lattice import BlockOutline
from liminal.world.level0.border import CEILING, LINTEL, REACH
from liminal.world.level0.sheet import FREE, OBSTACLE, Sheet

_MARGIN = 16  # cells, whole tiles both ways: nothing here reaches a block's borders, or the corridors along them
_SOFFIT = 15  # cells: 2.29 m, the lowest ceiling
_TREAD = 2  # cells: 0.30 m
_PIT_PITCH = 24  # cells between the corners of neighbouring pits, 3.7 m, counted from the world's origin


def hang_soffit(sheet: Sheet, dice: Dice) -> None:
    """Box in a duct: a strip of low ceiling, 1.2 m wide, along the tile grid through most of the block."""
    face = (sheet.ceiling, TILE_Z) if dice.chance(0.5) else (sheet.ceiling.T, 2 * TILE_X)
    ceiling, width = face
    start, stop = _stretch(dice, len(ceiling), width, width, width)
    low, high = _stretch(dice, ceiling.shape[1], width, 40, 200)
    strip = ceiling[start:stop, low:high]
    strip[strip == CEILING] = _SOFFIT


def raise_ceiling(sheet: Sheet, dice: Dice) -> None:
    """Lift a rectangle of the ceiling by a foot or more, along the tile grid."""
    top, bottom = _stretch(dice, sheet.grid.shape[0], TILE_Z, 24, 80)
    left, right = _stretch(dice, sheet.grid.shape[1], TILE_X, 24, 80)
    sheet.ceiling[top:bottom, left:right] += dice.pick((2, 3, 6, 6, 14))


def shape_floor(sheet: Sheet, dice: Dice) -> None:
    """Raise or sink a rectangle of the floor by up to three steps, with a tread all round it for each."""
    top, bottom = _stretch(dice, sheet.grid.shape[0], 1, 28, 72)
    left, right = _stretch(dice, sheet.grid.shape[1], 1, 28, 72)
    step = dice.pick((1, -1, -1))
    room = int(sheet.ceiling[top:bottom, left:right].min()) - LINTEL
    for level in range(dice.between(1, min(3, room) if step > 0 else 3)):
        inset = level * _TREAD
        sheet.floor[top + inset : bottom - inset, left + inset : right - inset] += step


def sink_pits(sheet: Sheet, block: BlockOutline, share: float, depth: float, dice: Dice) -> None:
    """Sink square pits on the world's pit grid, this share of them, `depth` metres deep, away from all walls."""
    for row in range(-block.z0 % _PIT_PITCH, sheet.grid.shape[0], _PIT_PITCH):
        for column in range(-block.x0 % _PIT_PITCH, sheet.grid.shape[1], _PIT_PITCH):
            size = dice.pick((8, 12, 12, 16))
            area = np.s_[row : row + size, column : column + size]
            near = (row - REACH, row + size + REACH, column - REACH, column + size + REACH)
            fits = row + size < sheet.grid.shape[0] and column + size < sheet.grid.shape[1]
            if dice.chance(share) and fits and _untouched(sheet, area) and not sheet.blocked(*near):
                sheet.grid[area] = OBSTACLE
                sheet.floor[area] = -round(depth / CELL)


def _untouched(sheet: Sheet, area: tuple[slice, slice]) -> bool:
    cells: NDArray[np.uint8] = sheet.grid[area]
    return not (cells != FREE).any() and not sheet.floor[area].any()


def _stretch(dice: Dice, length: int, step: int, least: int, most: int) -> tuple[int, int]:
    """Draw [start, stop) within the margins of `length`, both whole steps, about `least` to `most` cells long."""
    low, high = -(-_MARGIN // step), (length - _MARGIN) // step
    size = min(high - low, max(1, dice.between(least, most) // step))
    start = dice.between(low, high - size)
    return start * step, (start + size) * step
