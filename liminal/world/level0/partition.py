"""Partitions: walls inside a block, grown one at a time from existing walls.

Each new wall starts at a wall and either ends REACH or more before all else, or extends to the next wall and gets an
opening. Walls less their openings therefore never close a loop: they are trees rooted in the block's borders or free,
and the floor between them stays connected without a search.
"""

from dataclasses import replace

import numpy as np

from liminal.random import Dice
from liminal.world.grid import CELL
from liminal.world.level0.border import LINTEL, REACH, Opening, opening
from liminal.world.level0.district import Character
from liminal.world.level0.sheet import FREE, WALL, Sheet

_HALF_WALL = 7  # cells: 1.07 m
_SHORTEST = 5  # cells: the shortest partition
_LONGEST_CLOSED = 90  # cells: a longer partition always stops short
_ROOMY = (0.7, 0.85, 1.0, 1.0, 1.2, 1.5)
_WINDOW_SILL = 6  # cells: 0.91 m

Faces = tuple[Sheet, Sheet]  # a sheet, and the same turned: walls are drawn along the first axis of either


def partition(sheet: Sheet, kind: Character, dice: Dice) -> None:
    """Fill a block with partitions, stubs and free-standing walls by its character."""
    area = sheet.grid.size * CELL * CELL / 100.0  # in units of 100 m2
    # Blocks of one district vary: some stay large and bare, some are cramped.
    kind = replace(
        kind, partitions=kind.partitions * (0.3 + 1.3 * dice.unit()), spacing=kind.spacing * dice.pick(_ROOMY)
    )
    # A few long walls first, then the rooms between them, then stubs.
    faces = sheet, sheet.turned
    for _ in range(round(0.25 * kind.partitions * area)):
        _grow(faces, kind, dice, round(2.2 * kind.spacing), stub=False)
    for _ in range(round(0.75 * kind.partitions * area)):
        _grow(faces, kind, dice, round(kind.spacing * (0.75 + 0.6 * dice.unit())), stub=False)
    for _ in range(_count(kind.stubs * area, dice)):
        _grow(faces, kind, dice, REACH + 1, stub=True)
    for _ in range(_count(0.12 * kind.stubs * area, dice)):
        _box_in(faces, dice)
    for _ in range(_count(kind.islands * area, dice)):
        _set_free(faces, dice)


def _count(expected: float, dice: Dice) -> int:
    return int(expected + dice.unit())


def _grow(faces: Faces, kind: Character, dice: Dice, spacing: int, *, stub: bool) -> None:
    """Try to grow one wall through a random point: across the clear span there, or a part of it."""
    face = faces[dice.chance(0.5)]
    row, line = dice.between(0, face.grid.shape[0] - 1), dice.between(0, face.grid.shape[1] - 1)
    if face.grid[row, line] != FREE:
        return

    # Find both ends of the free span [low, high) along the line.
    busy = face.grid[:, line].nonzero()[0]
    place = int(busy.searchsorted(row))
    low = int(busy[place - 1]) + 1 if place > 0 else 0
    high = int(busy[place]) if place < len(busy) else face.grid.shape[0]
    rooted_low = low > 0 and face.grid[low - 1, line] == WALL
    rooted_high = high < face.grid.shape[0] and face.grid[high, line] == WALL
    span = high - low
    if span < _SHORTEST or not (rooted_low or rooted_high):
        return

    closes = not stub and rooted_low and rooted_high and span <= _LONGEST_CLOSED and dice.chance(kind.close)
    if closes:
        if not face.blocked(low, high, line - spacing, line + spacing + 1):
            _close(face, low, high, line, kind, dice)
        return

    # A wall that stops short leaves at least REACH before the next obstacle.
    from_low = rooted_low and (not rooted_high or dice.chance(0.5))
    wanted = dice.between(4, 16) if stub else round(span * (0.3 + 0.5 * dice.unit()))
    length = min(wanted, span - REACH)
    if length < _SHORTEST - stub:
        return
    start, stop = (low, low + length) if from_low else (high - length, high)
    ahead = (start, stop + REACH) if from_low else (start - REACH, stop)
    if face.blocked(*ahead, line - spacing, line + spacing + 1):
        return
    if not stub and dice.chance(kind.low):
        face.half_wall(start, stop, line, _HALF_WALL)
    else:
        face.wall(start, stop, line)


def _close(face: Sheet, low: int, high: int, line: int, kind: Character, dice: Dice) -> None:
    """Build a wall from wall to wall, with one opening or two, and sometimes a window."""
    face.wall(low, high, line)
    span = high - low
    if span <= 14:
        face.pierce(Opening(0, low, high, LINTEL, 0), line)
        return
    # An opening lies against a wall at one end, or leaves a piece of wall on either side.
    flush = dice.unit()
    first = low if flush < 0.15 else low + 3
    last = high if flush > 0.85 else high - 3
    middle = (first + last) // 2
    if span > 44 and dice.chance(0.45):
        face.pierce(opening(dice, 0, first, middle - 2, kind.wide), line)
        face.pierce(opening(dice, 0, middle + 2, last, kind.wide), line)
    elif span > 36 and dice.chance(0.2):
        face.pierce(opening(dice, 0, first, middle - 2, kind.wide), line)
        width = dice.between(6, 14)
        face.pierce(Opening(0, last - width - 2, last - 2, LINTEL, _WINDOW_SILL), line)
    else:
        face.pierce(opening(dice, 0, first, last, kind.wide), line)


def _box_in(faces: Faces, dice: Dice) -> None:
    """Try to add a shaft against a wall: a solid block up to a metre square, which makes niches beside it."""
    face = faces[dice.chance(0.5)]
    rows, columns = face.grid.shape
    width, depth = dice.between(4, 7), dice.between(3, 6)
    row, left = dice.between(0, rows - 1), dice.between(0, columns - width)
    if face.grid[row, left] != FREE:
        return
    # It stands on the next wall towards lower rows, and that wall must be straight behind all of it.
    busy = np.flatnonzero(face.grid[:row, left])
    low = int(busy[-1]) + 1 if len(busy) else 0
    behind = face.grid[low - 1, left : left + width]
    room = face.grid[low : low + depth + REACH, max(0, left - REACH) : left + width + REACH]
    if low == 0 or (behind != WALL).any() or room.any() or low + depth + REACH > rows:
        return
    face.grid[low : low + depth, left : left + width] = WALL
    face.solid[low : low + depth, left : left + width] = True


def _set_free(faces: Faces, dice: Dice) -> None:
    """Try to build a free-standing wall."""
    face = faces[dice.chance(0.5)]
    rows, columns = face.grid.shape
    length = dice.between(8, 40)
    start, line = dice.between(0, rows - length), dice.between(0, columns - 1)
    room = face.grid[max(0, start - REACH) : start + length + REACH, max(0, line - REACH) : line + REACH + 1]
    if start > 0 and not room.any():
        face.wall(start, start + length, line)
