"""Landmarks: places that are remembered, each a module laid out by hand, of which each part of the world has one."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from liminal.random import Dice, Stream
from liminal.settings.world import WorldSettings
from liminal.world.grid import CELL
from liminal.world.inscription import INSCRIPTION, NO_INSCRIPTIONS, InscriptionKind
from liminal.world.level0 import furniture_landmark, room_landmark
from liminal.world.level0.writing import on_wall, room_of, text_of
from liminal.world.prop import NO_PROPS, PROP
from liminal.world.site import Site

Rows = NDArray[np.void]  # (n,) PROP or INSCRIPTION
Module = Callable[[Site, Dice], list[Rows] | None]  # None where a site has no room for it

EDGE = 6  # chunks along a part of the world with one landmark: 117 m, so that a walk of 300 m passes about one
HASTE = {"corridor": 0.05}  # of the usual rank among the modules: few sites have room for it
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
    """All modules by name; texts on walls may be the preset's own."""
    return {**MODULES, "writing": partial(writing, settings)}


def _rows(found: list[Rows], kind: np.dtype[np.void], name: str) -> Rows:
    """Those of the rows of a landmark that are of one kind, with its name."""
    rows = np.concatenate([np.zeros(0, kind), *(each for each in found if each.dtype == kind)])
    rows["landmark"] = name
    return rows


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


MODULES: dict[str, Module] = {
    "pile": furniture_landmark.chair_pile,
    "row": furniture_landmark.row_to_wall,
    "lone-chair": furniture_landmark.lone_chair,
    "corner": furniture_landmark.in_the_corner,
    "sunken-desk": furniture_landmark.sunken_desk,
    "boxes": furniture_landmark.box_wall,
    "television": furniture_landmark.television,
    "wet-floor": furniture_landmark.wet_floor,
    "tripod": furniture_landmark.left_camera,
    "lockers": furniture_landmark.lockers,
    "bed": furniture_landmark.alone("hospital-bed", 4.4),
    "shoes": furniture_landmark.shoes,
    "ladder": furniture_landmark.alone("ladder", 3.0),  # up to a ceiling without a hatch
    "toppled": furniture_landmark.toppled,
    "corridor": room_landmark.chair_corridor,
    "door": room_landmark.high_door,
    "window": room_landmark.window_to_room,
    "ceiling": room_landmark.opened_ceiling,
    "pit": room_landmark.pit_with_rope,
    "piano": furniture_landmark.alone("piano", 4.6, askew=4.0),
}
