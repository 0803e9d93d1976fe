"""Landmarks of rooms: modules that change walls, floors or ceilings. None where a site has no room for one."""

import numpy as np
from numpy.typing import NDArray

from liminal.random import Dice
from liminal.world.grid import CELL
from liminal.world.prop import SIZES, prop
from liminal.world.site import Site

Rows = NDArray[np.void]  # (n,) PROP

MOUTHS = 6  # of corridors that are tried: past most of them there is no other way
BEFORE_JAM = 0.95  # m in which nothing passes, either
JAMMED = 12  # cells: the width of a corridor that chairs fill, 1.83 m
LOWEST_SILL, HIGHEST_SILL = 0.5, 1.0  # m above the floor: of a door half-way up a wall
DOOR_FRAME, DOOR_PROUD = 0.16, 0.02  # m: depth of its frame, and how much of that is before the wall
WINDOW_SILL = 6 * CELL  # m above the floor: 3 ft
PLENUM = 4 * CELL  # m of hollow over a ceiling
PIT = 12  # cells across a pit with a rope


def chair_corridor(site: Site, dice: Dice) -> list[Rows] | None:
    """A corridor that fills with chairs of one kind, closer and closer, until nothing passes."""
    name = dice.pick(("folding-chair", "ladder-back-chair"))
    width, depth, _ = SIZES[f"{name}-jam"]
    for _ in range(MOUTHS):
        mouth = site.corridor(dice, JAMMED, depth + 0.1, 2.9)
        if mouth is None:
            return None
        site.take(*mouth.at(0.0, (depth - BEFORE_JAM) / 2), width, depth + BEFORE_JAM, mouth.bearing)
        if site.leaves_ways():
            break
        site.clear()
    else:
        return None
    x, z = mouth.at(0.0, depth / 2 + 0.05)
    rows = [prop(f"{name}-jam", x, mouth.floor, z, mouth.bearing + 180, variant=dice.between(0, 5))]

    # The first of them stand alone, further and further from each other, now to the left and now to the right.
    side = dice.pick((-1, 1))
    for number, ahead in enumerate((0.25, 0.72, 1.3, 1.95, 2.6)):
        x, z = mouth.at(side * (-1) ** number * (0.56 - 0.12 * dice.unit()), -ahead)
        site.take(x, z, *SIZES[name][:2], mouth.bearing)
        rows.append(prop(name, x, mouth.floor, z, mouth.bearing + 90.0 * dice.between(0, 3) + 6 * (dice.unit() - 0.5)))
    return rows


def high_door(site: Site, dice: Dice) -> list[Rows] | None:
    """A closed door half-way up a wall, its sill 0.5 to 1 m above the floor."""
    stretch = site.wall(dice, 2.4, 2.6)
    width, _, height = SIZES["door"]
    if stretch is None or stretch.ceiling - stretch.floor - height < LOWEST_SILL:
        return None
    sill = min(HIGHEST_SILL, stretch.ceiling - stretch.floor - height)
    x, z = stretch.at(0.0, DOOR_PROUD - DOOR_FRAME / 2)
    site.take(*stretch.at(0.0, 0.08), width, 0.1, stretch.bearing)
    return [prop("door", x, stretch.floor + sill, z, stretch.bearing)]


def window_to_room(site: Site, dice: Dice) -> list[Rows] | None:
    """An interior window in a wall, and in the room behind it a chair that faces the glass."""
    width, _, height = SIZES["interior-window"]
    stretch = site.wall(dice, width + 0.6, 2.6, behind=4.0)
    if stretch is None or stretch.ceiling - stretch.floor < WINDOW_SILL + height:
        return None
    sill = stretch.floor + WINDOW_SILL
    x, z = stretch.at(0.0, -CELL / 2)
    site.reshape(x, z, width, CELL, stretch.bearing, sill, sill + height)
    rows = [prop("interior-window", x, sill, z, stretch.bearing)]
    x, z = stretch.at(0.9 * (dice.unit() - 0.5), -CELL - 2.5)
    name = dice.pick(("folding-chair", "stacking-chair", "armchair", "task-chair"))
    site.take(x, z, *SIZES[name][:2], stretch.bearing)
    rows.append(prop(name, x, stretch.floor, z, stretch.bearing))
    return rows if site.is_lit(x, z) else None


def opened_ceiling(site: Site, dice: Dice) -> list[Rows] | None:
    """A bay of the ceiling whose tile lies broken below it: the dark above, and cables that hang out of it."""
    place = site.tile(dice)
    if place is None:
        return None
    x, z = place
    floor, ceiling = site.floor_at(x, z), site.ceiling_at(x, z)
    width, depth, height = SIZES["ceiling-opening"]
    top = ceiling + PLENUM
    site.reshape(x, z, width, depth, ceiling=top)
    site.take(x, z, width, depth)
    bearing = 180.0 * dice.between(0, 1)
    ahead = -np.cos(np.radians(bearing))  # z towards which the cables hang
    x_tile, z_tile = x + 0.12 * (dice.unit() - 0.5), z - 0.42 * ahead
    site.take(x_tile, z_tile, 1.0, 1.0)
    return [
        prop("ceiling-opening", x, top - height, z, bearing),
        prop("broken-tile", x_tile, floor, z_tile, bearing + dice.pick((-1, 1)) * dice.between(28, 50)),
    ]


def pit_with_rope(site: Site, dice: Dice) -> list[Rows] | None:
    """A square pit in the floor of a room, and a rope from the ceiling that hangs down into it."""
    across = PIT * CELL
    place = site.rectangle(dice, across + 2.3, across + 2.3)
    if place is None:
        return None
    x, z = place
    floor, ceiling, length = site.floor_at(x, z), site.ceiling_at(x, z), SIZES["hanging-rope"][2]
    site.reshape(x, z, across, across, floor=floor - site.pit_depth)
    site.take(x, z, across, across)
    x, z = x + 0.3 * dice.pick((-1, 1)), z + 0.4 * dice.pick((-1, 1))
    if not site.has_bare_ceiling(x, z) or ceiling - length < floor - site.pit_depth:
        return None
    return [prop("hanging-rope", x, ceiling - length, z, 90.0 * dice.between(0, 3))]
