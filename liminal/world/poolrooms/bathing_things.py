"""Bathing things: the little that was left in the halls, the ladders of their pools, and ropes across these."""

import numpy as np

from liminal.random import Dice
from liminal.world.grid import CELL
from liminal.world.hall.free_floor import free_floor
from liminal.world.hall.group import group
from liminal.world.hall.hall_block import Hall
from liminal.world.poolrooms.basin import STANDABLE
from liminal.world.prop import structure
from liminal.world.runs import runs

SOMETHING = 0.22  # of the halls: those where something was left
LADDERS = 0.3  # of the halls: those whose pool has a ladder
ROPES = 0.15  # of the halls: those whose pool has a rope across it
SIZE, CLEAR = 8, 4  # cells that a thing takes, and of even floor around it
DEEP = 6  # cells: pools with ladders are at least so deep
BESIDE = 5  # cells along an edge that a ladder wants
TRIES = 24
SHORTEST, LONGEST = 26, 110  # cells: of a rope, 4 to 17 m


def leave_things(hall: Hall, wall: int, amount: float, dice: Dice) -> None:
    """Leave one thing on the deck, or two loungers, seldom; set a ladder to a pool. `wall`: cells of its own walls."""
    if dice.chance(SOMETHING * amount):
        _leave(hall, dice.pick(("garden-chair", "garden-chair", "lounger", "loungers", "towel", "swim-ring")), dice)
    if dice.chance(LADDERS * min(amount, 1.0)):
        _set_ladder(hall, wall, dice)
    if dice.chance(ROPES * min(amount, 1.0)):
        _stretch_rope(hall, dice)


def _leave(hall: Hall, name: str, dice: Dice) -> None:
    corner = free_floor(hall, hall.deck, (SIZE, SIZE), CLEAR, dice)
    if corner is None:
        return
    x, z = hall.at(corner[0] + SIZE / 2, corner[1] + SIZE / 2)
    pair = [("lounger", along, 0.0, 0.0, 0.0) for along in (-0.45, 0.45)]
    if name == "loungers":
        hall.props += group((x, 0.0, z), 90.0 * dice.between(0, 3), pair)
    else:
        hall.props += group((x, 0.0, z), 360.0 * dice.unit(), [(name, 0.0, 0.0, 0.0, 0.0)])


def _stretch_rope(hall: Hall, dice: Dice) -> None:
    """Stretch a rope with floats straight across a pool, from one edge of its water to the other."""
    along_columns = dice.chance(0.5)
    deep = hall.wet & (hall.floor <= -DEEP) & ~hall.solid
    deep = deep if along_columns else deep.T
    lines = np.flatnonzero(deep.sum(1) >= SHORTEST)
    if not len(lines):
        return
    line = int(lines[int(dice.unit() * len(lines))])
    start, stop = max(runs(deep[line]), key=lambda run: run[1] - run[0])
    if not SHORTEST <= stop - start <= LONGEST:
        return
    middle = (start + stop) / 2
    x, z = hall.at(*((line + 0.5, middle) if along_columns else (middle, line + 0.5)))
    row, column = (line, round(middle)) if along_columns else (round(middle), line)
    bearing, span = 180.0 if along_columns else 90.0, (stop - start) * CELL
    hall.props.append(structure("float-rope", x, float(hall.water[row, column]), z, bearing, span=span))


def _set_ladder(hall: Hall, wall: int, dice: Dice) -> None:
    """Set a ladder to an edge of the deck with deep water before it."""
    deck = ~hall.solid & (hall.floor == 0)
    deep = ~hall.solid & (hall.floor <= -DEEP) & (hall.water > -STANDABLE * CELL)
    for _ in range(TRIES):
        towards = dice.between(0, 3)  # +x, -x, +z, -z
        before, behind = (np.roll(each, step, axis=1 if towards < 2 else 0) for each, step in ((deep, 0), (deck, 1)))
        if towards % 2:
            behind = np.roll(deck, -1, axis=1 if towards < 2 else 0)
        edge = np.argwhere(before & behind)
        if not len(edge):
            continue
        row, column = edge[int(dice.unit() * len(edge))].tolist()
        rows, columns = (BESIDE, 1) if towards < 2 else (1, BESIDE)
        stretch = np.s_[row : row + rows, column : column + columns]
        inside = row > wall and column > wall and row + rows < hall.shape[0] and column + columns < hall.shape[1]
        if not inside or not (before & behind)[stretch].all():
            continue
        x = column + (BESIDE / 2 if towards >= 2 else float(towards == 1))
        z = row + (BESIDE / 2 if towards < 2 else float(towards == 3))
        bearing = (90.0, 270.0, 180.0, 0.0)[towards]
        hall.props.append(structure("pool-ladder", (hall.x0 + x) * CELL, 0.0, (hall.z0 + z) * CELL, bearing))
        return
