"""Landmarks of furniture: modules that set things down in a room as it is. None where a site has no room for one."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from liminal.random import Dice
from liminal.world.prop import SIZES, prop, rolled, yawed
from liminal.world.site import Site

Rows = NDArray[np.void]  # (n,) PROP


def chair_pile(site: Site, dice: Dice) -> list[Rows] | None:
    """Forty identical chairs in one pile, nearly to the ceiling, and a single armchair a metre away."""
    place = site.rectangle(dice, 6.0, 5.0)
    if place is None:
        return None
    x, z = place
    floor = site.floor_at(x, z)
    name = dice.pick(("folding-chair-pile", "ladder-back-chair-pile"))
    site.take(x, z, *SIZES[name][:2])
    aside = dice.pick((-1, 1)) * (SIZES[name][0] / 2 + 1.0)
    site.take(x + aside, z + 0.4, *SIZES["armchair"][:2])
    return [
        prop(name, x, floor, z, dice.between(0, 359), variant=dice.between(0, 5)),
        prop("armchair", x + aside, floor, z + 0.4, 180.0 + 25 * (dice.unit() - 0.5)),
    ]


def row_to_wall(site: Site, dice: Dice) -> list[Rows] | None:
    """Chairs of one kind in a row, 0.9 m apart, their faces to a wall."""
    count = dice.between(5, 9)
    stretch = site.wall(dice, 0.9 * count + 0.4, 1.6)
    if stretch is None:
        return None
    name = dice.pick(("folding-chair", "stacking-chair", "armchair", "garden-chair"))
    rows = []
    for number in range(count):
        x, z = stretch.at(0.9 * (number - (count - 1) / 2), 0.55 + SIZES[name][1] / 2)
        site.take(x, z, *SIZES[name][:2], stretch.bearing)
        rows.append(prop(name, x, stretch.floor, z, stretch.bearing + 180))
    return rows


def lone_chair(site: Site, dice: Dice) -> list[Rows] | None:
    """One chair right under a lamp, with nothing near it."""
    lamps = site.chunk.lamps[site.chunk.lamps["luminance"] > 0]
    for number in sorted(range(len(lamps)), key=lambda _: dice.unit()):
        x, z = float(lamps["x"][number]), float(lamps["z"][number])
        if site.fits(x, z, 3.6, 3.6):
            name = dice.pick(("folding-chair", "ladder-back-chair", "garden-chair", "wheelchair"))
            site.take(x, z, *SIZES[name][:2])
            return [prop(name, x, site.floor_at(x, z), z, 90.0 * dice.between(0, 3))]
    return None


def in_the_corner(site: Site, dice: Dice) -> list[Rows] | None:
    """A chair, or a figure of a shop window, that faces a corner."""
    found = site.corner(dice, 1.8)
    if found is None:
        return None
    x, z, bearing = found
    name = dice.pick(("folding-chair", "stacking-chair", "mannequin", "armchair"))
    away = 0.55 + SIZES[name][1] / 2
    x, z = x - away * np.sin(np.radians(bearing)), z + away * np.cos(np.radians(bearing))
    site.take(x, z, *SIZES[name][:2])
    return [prop(name, x, site.floor_at(x, z), z, bearing)]


def sunken_desk(site: Site, dice: Dice) -> list[Rows] | None:
    """A desk sunk into the floor, and its chair to the seat."""
    place = site.rectangle(dice, 3.4, 3.4)
    if place is None:
        return None
    x, z = place
    floor, bearing = site.floor_at(x, z), 90.0 * dice.between(0, 3)
    site.take(x, z, 1.5, 2.0, bearing)
    ahead = np.sin(np.radians(bearing)), -np.cos(np.radians(bearing))
    return [
        prop("desk", x, floor - 0.42, z, bearing),
        prop("stacking-chair", x + 0.85 * ahead[0], floor - 0.40, z + 0.85 * ahead[1], bearing + 180 + 20),
    ]


def box_wall(site: Site, dice: Dice) -> list[Rows] | None:
    """Cardboard boxes stacked along a wall, up to the ceiling."""
    width, depth, height = SIZES["cardboard-box"]
    count = dice.between(4, 7)
    stretch = site.wall(dice, (width + 0.02) * count + 0.3, 1.2)
    if stretch is None:
        return None
    rows, layers = [], int((stretch.ceiling - stretch.floor - 0.03) / height)
    for column in range(count):
        short = dice.pick((0, 0, 0, 1, 1, 2)) if column in (0, count - 1) else dice.pick((0, 0, 0, 0, 1))
        x, z = stretch.at((width + 0.02) * (column - (count - 1) / 2), depth / 2 + 0.04)
        site.take(x, z, width, depth, stretch.bearing)
        for layer in range(max(layers - short, 1)):
            askew = 5 * (dice.unit() - 0.5) if layer else 0.0
            rows.append(prop("cardboard-box", x, stretch.floor + layer * height, z, stretch.bearing + askew))
    return rows


def television(site: Site, dice: Dice) -> list[Rows] | None:
    """A television on the bare floor that is on, turned to the wall it lights; or a chair sits before it."""
    stretch = site.wall(dice, 2.6, 3.2)
    if stretch is None:
        return None
    watched = dice.chance(0.6)
    x, z = stretch.at(0.0, 0.45 if watched else 1.0)
    site.take(x, z, 0.7, 0.6, stretch.bearing)
    rows = [prop("television-on", x, stretch.floor, z, stretch.bearing + (0 if watched else 180))]
    if watched:
        x, z = stretch.at(0.15, 2.1)
        site.take(x, z, 0.6, 0.6, stretch.bearing)
        rows.append(prop("folding-chair", x, stretch.floor, z, stretch.bearing + 180 + 8))
    return rows


def wet_floor(site: Site, dice: Dice) -> list[Rows] | None:
    """The sign of a wet floor in the middle of nowhere, on dry carpet."""
    place = site.rectangle(dice, 6.0, 6.0)
    if place is None:
        return None
    x, z = place
    site.take(x, z, *SIZES["wet-floor-sign"][:2])
    return [prop("wet-floor-sign", x, site.floor_at(x, z), z, 360 * dice.unit())]


def left_camera(site: Site, dice: Dice) -> list[Rows] | None:
    """A camcorder on its tripod that films a bare wall."""
    stretch = site.wall(dice, 3.0, 3.0)
    if stretch is None:
        return None
    x, z = stretch.at(0.3, 2.2)
    site.take(x, z, *SIZES["camcorder"][:2])
    return [prop("camcorder", x, stretch.floor, z, stretch.bearing + 180 + 6)]


def lockers(site: Site, dice: Dice) -> list[Rows] | None:
    """Rows of lockers back to back, in the middle of a room."""
    width, depth, _ = SIZES["locker-row"]
    place = site.rectangle(dice, 2 * width + 2.4, 3.4)
    if place is None:
        return None
    x, z = place
    floor = site.floor_at(x, z)
    site.take(x, z, 2 * width, 2 * depth)
    return [
        prop(
            "locker-row",
            x + side * (width / 2 + 0.002),
            floor,
            z + back * (depth / 2 + 0.004),
            180.0 if back > 0 else 0,
        )
        for side in (-1, 1)
        for back in (-1, 1)
    ]


def shoes(site: Site, dice: Dice) -> list[Rows] | None:
    """Left shoes upright in the carpet, half sunk, all one way."""
    place = site.rectangle(dice, 3.4, 3.4)
    if place is None:
        return None
    x, z = place
    floor, bearing = site.floor_at(x, z), 90.0 * dice.between(0, 3)
    site.take(x, z, 2.4, 2.4)
    rows = []
    for row, column in np.ndindex(5, 5):
        place_x = x + 0.5 * (column - 2) + 0.05 * (dice.unit() - 0.5)
        rows.append(prop("shoe", place_x, floor - 0.03, z + 0.5 * (row - 2) + 0.05 * (dice.unit() - 0.5), bearing))
    return rows


def toppled(site: Site, dice: Dice) -> list[Rows] | None:
    """A filing cabinet or a bookshelf that lies on its side in an empty room."""
    place = site.rectangle(dice, 4.0, 4.0)
    if place is None:
        return None
    x, z = place
    name = dice.pick(("filing-cabinet", "bookshelf"))
    width, depth, height = SIZES[name]
    bearing = 90.0 * dice.between(0, 3)
    site.take(x, z, height, depth, bearing)
    # Its foot is half its height to the right of the middle, as one looks the way it does.
    upright = yawed(bearing)
    x, z = x + upright[0, 0] * height / 2, z + upright[2, 0] * height / 2
    return [prop(name, x, site.floor_at(*place) + width / 2, z, bearing, rotation=upright @ rolled(90.0))]


def alone(name: str, room: float, askew: float = 0.0) -> Callable[[Site, Dice], list[Rows] | None]:
    """One thing in the middle of a free square, `room` m wide, along the walls but for `askew` degrees."""

    def module(site: Site, dice: Dice) -> list[Rows] | None:
        place = site.rectangle(dice, room, room)
        if place is None:
            return None
        x, z = place
        bearing = 90.0 * dice.between(0, 3)
        site.take(x, z, *SIZES[name][:2], bearing)
        return [prop(name, x, site.floor_at(x, z), z, bearing + askew)]

    return module
