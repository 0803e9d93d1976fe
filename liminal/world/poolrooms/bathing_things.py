"""Bathing things: the little that was left in the halls, and the ladders of their pools."""

import numpy as np

from liminal.random import Dice
from liminal.world.grid import CELL
from liminal.world.hall.hall_block import Hall
from liminal.world.poolrooms.basin import STANDABLE
from liminal.world.prop import prop, structure

SOMETHING = 0.22  # of the halls: those where something was left
LADDERS = 0.3  # of the halls: those whose pool has a ladder
ROOM = 12  # cells of even floor that a thing wants
DEEP = 6  # cells: pools with ladders are at least so deep
BESIDE = 5  # cells along an edge that a ladder wants
TRIES = 24


def leave_things(hall: Hall, wall: int, amount: float, dice: Dice) -> None:
    """Leave one thing on the deck, or two loungers, seldom; set a ladder to a pool. `wall`: cells of its own walls."""
    if dice.chance(SOMETHING * amount):
        name = dice.pick(("garden-chair", "garden-chair", "lounger", "lounger-row", "towel", "swim-ring"))
        place = _even_floor(hall, wall, dice)
        if place is not None:
            _leave(hall, name, *place, dice)
    if dice.chance(LADDERS * min(amount, 1.0)):
        _set_ladder(hall, wall, dice)


def _even_floor(hall: Hall, wall: int, dice: Dice) -> tuple[int, int] | None:
    """The corner of a square of even, dry floor; None where none was found."""
    for _ in range(TRIES):
        row, column = (dice.between(wall + 1, extent - ROOM - 1) for extent in hall.shape)
        around = np.s_[row : row + ROOM, column : column + ROOM]
        if row > wall and column > wall and not hall.solid[around].any() and not hall.floor[around].any():
            return row, column
    return None


def _leave(hall: Hall, name: str, row: int, column: int, dice: Dice) -> None:
    x, z = (hall.x0 + column + ROOM / 2) * CELL, (hall.z0 + row + ROOM / 2) * CELL
    bearing = 360.0 * dice.unit()
    if name != "lounger-row":
        hall.props.append(prop(name, x, 0.0, z, bearing))
        return
    straight = 90.0 * dice.between(0, 3)
    along = np.array([np.cos(np.radians(straight)), np.sin(np.radians(straight))])
    for number in (-0.45, 0.45):
        place = np.array([x, z]) + number * along
        hall.props.append(prop("lounger", float(place[0]), 0.0, float(place[1]), straight))


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
