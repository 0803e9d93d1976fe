"""Landmarks of the Poolrooms: bathing things where none belong, or too many of them."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from liminal.random import Dice
from liminal.world.grid import CELL
from liminal.world.hall.free_floor import free_floor
from liminal.world.hall.group import group
from liminal.world.hall.hall_block import Hall
from liminal.world.hall.hall_landmark import Module
from liminal.world.poolrooms.basin import FREEBOARD, ROOM, WADING
from liminal.world.prop import structure

Rows = list[NDArray[np.void]]

SLIDE_HEIGHT, SLIDE_LENGTH = 2.6, 5.5  # m
SLIDE_OVER = 1.2  # m between the platform and the ceiling, at least: its guard stands 1 m high
SLIDE_ROOM = (10, 58)  # cells across and along, with platform and stair
SLIDE_MIDDLE = 19  # cells from its stair's foot to where the chute begins
LOUNGERS, APART = 7, 0.95  # m from one to the next
RINGS, RING_PITCH = 3, 1.05  # along either edge of a square of rings, m
FLOATS = 0.06  # m: how deep a ring lies in the water


def slide(hall: Hall, dice: Dice) -> Rows | None:
    """A slide that ends on a floor to wade on, or on that of a dry basin."""
    if hall.ceiling.max() * CELL < SLIDE_HEIGHT + SLIDE_OVER:
        return None
    ground = _wading(hall) if dice.chance(0.5) else (hall.floor < -WADING) & ~hall.wet
    way = dice.between(0, 3)
    size = SLIDE_ROOM if way % 2 else SLIDE_ROOM[::-1]
    level = _even(hall, ground)
    corner = free_floor(hall, ground & (hall.floor == level), size, ROOM, dice)
    if corner is None or hall.ceiling[corner] * CELL < SLIDE_HEIGHT + SLIDE_OVER:
        return None
    # From its stair on towards -z, +x, +z or -x.
    begin = SLIDE_MIDDLE if way in (1, 2) else SLIDE_ROOM[1] - SLIDE_MIDDLE
    along, across = (begin, SLIDE_ROOM[0] / 2)
    x, z = hall.at(*((corner[0] + across, corner[1] + along) if way % 2 else (corner[0] + along, corner[1] + across)))
    dimensions = {"height": SLIDE_HEIGHT, "length": SLIDE_LENGTH}
    return [structure("water-slide", x, level * CELL, z, 90.0 * way, dice.between(0, 3), **dimensions)]


def chair(hall: Hall, dice: Dice) -> Rows | None:
    """One white chair far out in shallow water, or on the floor of a dry basin."""
    ground = _wading(hall) if dice.chance(0.6) else (hall.floor < -WADING) & ~hall.wet
    level = _even(hall, ground)
    corner = free_floor(hall, ground & (hall.floor == level), (6, 6), 2 * ROOM, dice)
    if corner is None:
        return None
    x, z = hall.at(corner[0] + 3, corner[1] + 3)
    return group((x, level * CELL, z), 90.0 * dice.between(0, 3) + 12.0, [("garden-chair", 0.0, 0.0, 0.0, 0.0)])


def loungers(hall: Hall, dice: Dice) -> Rows | None:
    """A row of loungers, close together and quite straight, on a deck or in water up to their slats."""
    ground = hall.deck if dice.chance(0.5) else _wading(hall)
    level, way = _even(hall, ground), dice.between(0, 3)
    size = (14, 46) if way % 2 == 0 else (46, 14)
    corner = free_floor(hall, ground & (hall.floor == level), size, ROOM, dice)
    if corner is None:
        return None
    x, z = hall.at(corner[0] + size[0] / 2, corner[1] + size[1] / 2)
    places = APART * (np.arange(LOUNGERS) - (LOUNGERS - 1) / 2)
    row = [("lounger", float(along), 0.0, 0.0, 0.0) for along in places]
    return group((x, level * CELL, z), 90.0 * way, row)


def rings(hall: Hall, dice: Dice) -> Rows | None:
    """Nine rings that float on deep water, as if on the corners of a grid."""
    corner = free_floor(hall, hall.wet & (hall.floor < -WADING) & (hall.water > -2 * FREEBOARD), (22, 22), 3, dice)
    if corner is None:
        return None
    x, z = hall.at(corner[0] + 11, corner[1] + 11)
    places = (RING_PITCH * (np.arange(RINGS) - (RINGS - 1) / 2)).tolist()
    square = [("swim-ring", along, before, 0.0, 0.0) for along in places for before in places]
    return group((x, -FREEBOARD - FLOATS, z), 8.0 * (dice.unit() - 0.5), square)


def _wading(hall: Hall) -> NDArray[np.bool_]:
    """Floor to wade on."""
    shallow: NDArray[np.bool_] = hall.wet & (hall.floor == -WADING)
    return shallow


def _even(hall: Hall, ground: NDArray[np.bool_]) -> int:
    """The most usual height of the floor of some cells, cells; 0 where there are none."""
    levels, count = np.unique(hall.floor[ground & ~hall.solid], return_counts=True)
    return int(levels[count.argmax()]) if len(levels) else 0


LANDMARKS: Mapping[str, Module] = {"slide": slide, "chair": chair, "loungers": loungers, "rings": rings}
