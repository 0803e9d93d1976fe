"""Landmarks of Level 1: things set out with care where no one has use for them."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from liminal.random import Dice
from liminal.world.grid import CELL
from liminal.world.hall.free_floor import free_floor
from liminal.world.hall.group import Member, group
from liminal.world.hall.hall_block import Hall
from liminal.world.hall.hall_landmark import Module
from liminal.world.prop import SIZES

CLEAR = 7  # cells of floor around each
TOWER = 0.25  # m that a tower of crates leaves below the ceiling, at least
CONES, CIRCLE = 12, 1.7  # how many stand around nothing, and their distance from its middle, m
ROWS, SEATS, PITCH = 4, 5, 0.95  # of an audience; m from chair to chair


def living_room(hall: Hall, dice: Dice) -> list[NDArray[np.void]] | None:
    """A sofa, a lamp, and a television that is on, in the middle of bare concrete."""
    crate = SIZES["crate"][2]
    return _set(
        hall,
        dice,
        (26, 26),
        [
            ("sofa", 0.0, -1.45, 0.0, 0.0),
            ("floor-lamp-on", 1.4, -1.35, 0.0, 0.0),
            ("crate", 0.0, 1.3, 0.0, 180.0),
            ("television-on", 0.0, 1.3, crate, 180.0),
        ],
    )


def audience(hall: Hall, dice: Dice) -> list[NDArray[np.void]] | None:
    """Rows of one kind of chair, all to the same side, where there is nothing to be seen."""
    seats = [
        ("folding-chair", PITCH * (seat - (SEATS - 1) / 2), -PITCH * (row - (ROWS - 1) / 2), 0.0, 0.0)
        for row in range(ROWS)
        for seat in range(SEATS)
    ]
    return _set(hall, dice, (32, 32), seats)


def circle_of_cones(hall: Hall, dice: Dice) -> list[NDArray[np.void]] | None:
    """Traffic cones around a place that is like all others."""
    turn = 2 * np.pi * np.arange(CONES) / CONES
    ring = [("traffic-cone", float(CIRCLE * np.cos(a)), float(CIRCLE * np.sin(a)), 0.0, 0.0) for a in turn]
    return _set(hall, dice, (26, 26), ring)


def tower(hall: Hall, dice: Dice) -> list[NDArray[np.void]] | None:
    """One crate on another, quite straight, up to the ceiling."""
    _, _, height = SIZES["crate"]
    base = SIZES["pallet"][2]
    count = int((float(hall.ceiling.max()) * CELL - TOWER - base) / height)
    crates: list[Member] = [("crate", 0.0, 0.0, base + level * height, 0.0) for level in range(count)]
    clear_above = hall.deck & (hall.ceiling == hall.ceiling.max()) & ~_below_lamps(hall)
    return _set(hall, dice, (9, 9), [("pallet", 0.0, 0.0, 0.0, 0.0), *crates], clear_above)


def _below_lamps(hall: Hall) -> NDArray[np.bool_]:
    """The cells below lamps."""
    below = np.zeros(hall.shape, bool)
    for lamp in hall.lamps:
        half_z, half_x = float(lamp["size_z"][0]) / 2 / CELL, float(lamp["size_x"][0]) / 2 / CELL
        row, column = float(lamp["z"][0]) / CELL - hall.z0, float(lamp["x"][0]) / CELL - hall.x0
        below[int(row - half_z) : int(row + half_z) + 1, int(column - half_x) : int(column + half_x) + 1] = True
    return below


def bed(hall: Hall, dice: Dice) -> list[NDArray[np.void]] | None:
    """A bed, made, and a lamp that works."""
    return _set(hall, dice, (16, 16), [("hospital-bed", 0.0, 0.0, 0.0, 0.0), ("work-lamp-on", 0.9, 1.2, 0.0, 200.0)])


def _set(
    hall: Hall, dice: Dice, size: tuple[int, int], members: list[Member], ground: NDArray[np.bool_] | None = None
) -> list[NDArray[np.void]] | None:
    """Set out a group on free floor, or on cells that will do, `size` cells, square to the walls."""
    corner = free_floor(hall, hall.deck if ground is None else ground, size, CLEAR, dice)
    if corner is None:
        return None
    x, z = hall.at(corner[0] + size[0] / 2, corner[1] + size[1] / 2)
    return group((x, 0.0, z), 90.0 * dice.between(0, 3), members)


LANDMARKS: Mapping[str, Module] = {
    "living-room": living_room,
    "audience": audience,
    "cones": circle_of_cones,
    "tower": tower,
    "bed": bed,
}
