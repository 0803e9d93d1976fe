"""The block builder: walls, floors, ceilings and lamps of one rectangle of the plan, from its borders inwards."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from liminal.random import Dice, Stream
from liminal.settings.world import WorldSettings
from liminal.world import lattice
from liminal.world.grid import CELL
from liminal.world.level0.border import OPEN_EDGE, REACH, Border, Borders, Opening
from liminal.world.level0.district import Character, character
from liminal.world.level0.lamp_builder import hang_lamps
from liminal.world.level0.partition import partition
from liminal.world.level0.relief import hang_soffit, raise_ceiling, shape_floor, sink_pits
from liminal.world.level0.sheet import KEEP, Sheet

_PILLAR = 4  # cells: 0.61 m
_PILLAR_PITCH = 32  # cells between rows of pillars, 4.9 m, counted from the world's origin


@dataclass(frozen=True)
class BuiltBlock:
    """A finished block: its lower corner in cells of the world, and its cells [z, x]."""

    x0: int
    z0: int
    solid: NDArray[np.bool_]
    floor: NDArray[np.int16]  # cells
    ceiling: NDArray[np.int16]  # cells
    lamps: NDArray[np.void]  # (n,) LAMP


def build(seed: int, settings: WorldSettings, borders: Borders, square: tuple[int, int]) -> BuiltBlock:
    """Build the block of one lattice square: a pure function of the seed, the settings and the square."""
    block = lattice.block(seed, *square)
    kind = character(seed, settings, (block.x0 + block.x1) // 2, (block.z0 + block.z1) // 2)
    dice = Dice(seed, Stream.BLOCK, *square)
    sheet = Sheet.blank(block.z1 - block.z0, block.x1 - block.x0, borders.ceiling(square))

    # Borders first: everything else keeps clear of their openings. Vertical ones are drawn on the sheet as it is.
    for vertex, near, far, turned in (
        (block.left, block.x0, block.z0, False),
        (block.right, block.x0, block.z0, False),
        (block.top, block.z0, block.x0, True),
        (block.bottom, block.z0, block.x0, True),
    ):
        _draw_border(sheet.turned if turned else sheet, borders.at(vertex), near, far)
    if dice.chance(0.3):
        hang_soffit(sheet, dice)
    if dice.chance(0.3 * settings.tall_ceilings):
        raise_ceiling(sheet, dice)
    if dice.chance(0.08 * settings.uneven_floors):
        shape_floor(sheet, dice)
    if kind.pits > 0:
        sink_pits(sheet, block, kind.pits, settings.pit_depth, dice)
    _set_pillars(sheet, block, kind, dice)
    partition(sheet, kind, dice)
    _set_columns(sheet, kind, dice)

    crop = np.s_[:-1, :-1]
    solid, floor, ceiling = sheet.solid[crop], sheet.floor[crop], sheet.ceiling[crop]
    around = [borders.at(vertex) for vertex in (block.left, block.top, block.right, block.bottom)]
    lamps = hang_lamps(seed, settings, square, block, around, sheet.solid, sheet.ceiling)
    return BuiltBlock(block.x0, block.z0, solid, floor, ceiling, lamps)


def _draw_border(sheet: Sheet, border: Border, across0: int, along0: int) -> None:
    """Draw the part of one border that falls on this sheet, whose cell (0, 0) lies at (along0, across0)."""
    rows, columns = sheet.grid.shape
    line = border.line - across0
    start, stop = max(0, border.start - along0), min(rows, border.stop - along0)
    if border.is_open:
        sheet.clear(0, rows, line - OPEN_EDGE, line + OPEN_EDGE)
        return

    # Build the wall, or the two walls and the free way between them.
    first, last = line - border.before, line + border.after - 1
    for side, wall in enumerate((first, last) if border.is_corridor else (line,)):
        if 0 <= wall < columns:
            sheet.wall(start, stop, wall)
            for hole in border.openings:
                if hole.side == side:
                    sheet.pierce(_moved(hole, along0), wall)
    if border.is_corridor:
        inside = np.s_[start:stop, max(0, first + 1) : max(0, last)]
        sheet.grid[inside] = KEEP
        sheet.ceiling[inside] = border.ceiling


def _moved(hole: Opening, along0: int) -> Opening:
    return replace(hole, start=hole.start - along0, stop=hole.stop - along0)


def _set_pillars(sheet: Sheet, block: lattice.BlockOutline, kind: Character, dice: Dice) -> None:
    """Set the pillars of an open district where the world's pillar grid has them and nothing is near."""
    if kind.pillars <= 0:
        return
    for row in range(-block.z0 % _PILLAR_PITCH, sheet.grid.shape[0], _PILLAR_PITCH):
        for column in range(-block.x0 % _PILLAR_PITCH, sheet.grid.shape[1], _PILLAR_PITCH):
            if dice.chance(kind.pillars):
                _set_pillar(sheet, row, column)


def _set_columns(sheet: Sheet, kind: Character, dice: Dice) -> None:
    """Set lone pillars where there is room for them."""
    expected = kind.columns * sheet.grid.size * CELL * CELL / 100.0
    for _ in range(int(expected + dice.unit())):
        _set_pillar(sheet, dice.between(0, sheet.grid.shape[0] - 1), dice.between(0, sheet.grid.shape[1] - 1))


def _set_pillar(sheet: Sheet, row: int, column: int) -> None:
    inside = sheet.grid[row : row + _PILLAR, column : column + _PILLAR]
    level = sheet.floor[row : row + _PILLAR, column : column + _PILLAR]
    near = row - REACH, row + _PILLAR + REACH, column - REACH, column + _PILLAR + REACH
    fits = inside.shape == (_PILLAR, _PILLAR) and not inside.any() and level.min() == level.max()
    if fits and not sheet.blocked(*near):
        sheet.pillar(row, column, _PILLAR)
