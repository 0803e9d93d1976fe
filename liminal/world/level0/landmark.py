"""Landmarks: places that are remembered, each a module laid out by hand, of which each part of the world has one."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from liminal.random import Dice, Stream
from liminal.settings.world import WorldSettings
from liminal.world.grid import CELL
from liminal.world.inscription import INSCRIPTION, NO_INSCRIPTIONS, InscriptionKind
from liminal.world.level0.writing import on_wall, room_of, text_of
from liminal.world.prop import NO_PROPS, PROP, SIZES, prop, tilted, yawed
from liminal.world.site import Site

Rows = NDArray[np.void]  # (n,) PROP or INSCRIPTION
Module = Callable[[Site, Dice], list[Rows] | None]  # None where a site has no room for it

EDGE = 6  # chunks along a part of the world with one landmark: 117 m, so that a walk of 300 m passes about one
HASTE = {"corridor": 0.05}  # of the usual rank among the modules: few sites have room for it
MOUTHS = 6  # of corridors that are tried: past most of them there is no other way
BEFORE_JAM = 0.95  # m in which nothing passes, either
JAMMED = 12  # cells: the width of a corridor that chairs fill, 1.83 m
LOWEST_SILL, HIGHEST_SILL = 0.5, 1.0  # m above the floor: of a door half-way up a wall
DOOR_FRAME, DOOR_PROUD = 0.16, 0.02  # m: depth of its frame, and how much of that is before the wall
WINDOW_SILL = 6 * CELL  # m above the floor: 3 ft
PLENUM = 4 * CELL  # m of hollow over a ceiling
PIT = 12  # cells across a pit with a rope
CLEAR = 2  # chunks along the edges of a part without one: two are further apart than one sees (70 m)


def edge_of(settings: WorldSettings) -> int:
    """The length of a part of the world with one landmark, chunks; 0 where there are none."""
    return max(1, round(EDGE / settings.landmarks**0.5)) if settings.landmarks > 0 else 0


def home_of(seed: int, settings: WorldSettings, part: tuple[int, int]) -> tuple[int, int]:
    """The chunk of a part of the world, (x, z) in parts from the origin, that has its landmark."""
    edge = edge_of(settings)
    clear = CLEAR if edge > 2 * CLEAR else 0
    dice = Dice(seed, Stream.LANDMARK, 0, *part)
    last = edge - 2 * clear - 1
    return part[0] * edge + clear + dice.between(0, last), part[1] * edge + clear + dice.between(0, last)


def landmark_of(seed: int, settings: WorldSettings, cx: int, cz: int, site: Site) -> tuple[Rows, Rows]:
    """The landmark of a chunk: (n,) PROP, (m,) INSCRIPTION. None but in the one chunk of its part that has one."""
    edge = edge_of(settings)
    if not edge or home_of(seed, settings, (cx // edge, cz // edge)) != (cx, cz):
        return NO_PROPS, NO_INSCRIPTIONS

    # The modules in an order of this part's own, until one fits.
    dice = Dice(seed, Stream.LANDMARK, 1, cx // edge, cz // edge)
    modules = modules_of(settings)
    for name in sorted(modules, key=lambda name: dice.unit() * HASTE.get(name, 1.0)):
        found = modules[name](site, dice)
        if found is not None and site.is_lit(*_before(found[0])) and site.leaves_ways():
            return _rows(found, PROP, name), _rows(found, INSCRIPTION, name)
        site.clear()
    return NO_PROPS, NO_INSCRIPTIONS


def _before(rows: Rows) -> tuple[float, float]:
    """The place (x, z), m, a cell before the front of the first of some rows: that may be in a wall, or on one."""
    front = rows["normal"][0, [0, 2]] if rows.dtype == INSCRIPTION else rows["rotation"][0, [0, 2], 2]
    return float(rows["x"][0] + CELL * front[0]), float(rows["z"][0] + CELL * front[1])


def modules_of(settings: WorldSettings) -> dict[str, Module]:
    """All modules by name; what is written on walls may be the preset's own."""
    return {**MODULES, "writing": partial(writing, settings)}


def _rows(found: list[Rows], kind: np.dtype[np.void], name: str) -> Rows:
    """Those of the rows of a landmark that are of one kind, with its name."""
    rows = np.concatenate([np.zeros(0, kind), *(each for each in found if each.dtype == kind)])
    rows["landmark"] = name
    return rows


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
    """A filing cabinet or a bookshelf that lies on its back in an empty room."""
    place = site.rectangle(dice, 4.0, 4.0)
    if place is None:
        return None
    x, z = place
    name = dice.pick(("filing-cabinet", "bookshelf"))
    width, depth, height = SIZES[name]
    bearing = 90.0 * dice.between(0, 3)
    site.take(x, z, width, height, bearing)
    ahead = np.sin(np.radians(bearing)), -np.cos(np.radians(bearing))
    rotation = yawed(bearing) @ tilted(-90.0)
    x, z = x + ahead[0] * height / 2, z + ahead[1] * height / 2
    return [prop(name, x, site.floor_at(x, z) + depth / 2, z, bearing, rotation=rotation)]


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


def writing(settings: WorldSettings, site: Site, dice: Dice) -> list[Rows] | None:
    """A long wall with a text across it, and days counted beside and below it."""
    stretch = site.wall(dice, 4.6, 3.4)
    if stretch is None:
        return None
    text = text_of(settings, dice)[1]
    kind = InscriptionKind.SPRAY if len(text) <= 20 else InscriptionKind.MARKER
    width, height = room_of(kind, text, 1.0)
    capital = min(0.42 if kind == InscriptionKind.SPRAY else 0.24, 4.0 / width, 0.9 / height)
    rows = on_wall(site, stretch, kind, text, dice, room_of(kind, text, capital), 0.4 * (dice.unit() - 0.5), 1.72)
    for along in (-1.4, 0.0, 1.4):
        days = str(dice.between(8, 150))
        size = room_of(InscriptionKind.TALLY, days, 0.07)
        if dice.chance(0.3):
            continue
        at = along + 0.1 * (dice.unit() - 0.5), 0.82 + 0.24 * (dice.unit() - 0.5)
        rows += on_wall(site, stretch, InscriptionKind.TALLY, days, dice, size, *at)
    return rows or None


def _alone(name: str, room: float, askew: float = 0.0) -> Module:
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


MODULES: dict[str, Module] = {
    "pile": chair_pile,
    "row": row_to_wall,
    "lone-chair": lone_chair,
    "corner": in_the_corner,
    "sunken-desk": sunken_desk,
    "boxes": box_wall,
    "television": television,
    "wet-floor": wet_floor,
    "tripod": left_camera,
    "lockers": lockers,
    "bed": _alone("hospital-bed", 4.4),
    "shoes": shoes,
    "ladder": _alone("ladder", 3.0),  # up to a ceiling without a hatch
    "toppled": toppled,
    "corridor": chair_corridor,
    "door": high_door,
    "window": window_to_room,
    "ceiling": opened_ceiling,
    "pit": pit_with_rope,
    "piano": _alone("piano", 4.6, askew=4.0),
}
