"""Furnishing: the few things that were left in the rooms of Level 0, each where it would have been used."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from liminal.random import Dice, Stream
from liminal.settings.world import WorldSettings
from liminal.world.prop import NO_PROPS, SIZES, prop
from liminal.world.site import Site, WallStretch

Props = NDArray[np.void]  # (n,) PROP

SHARE = 0.22  # of chunks with a group, at the usual amount: the calm comes first
WALKWAY = 1.0  # m kept free before what stands at a wall


def furnish(seed: int, settings: WorldSettings, cx: int, cz: int, site: Site) -> Props:
    """The groups of props of a chunk, (n,) PROP: seldom one, hardly ever two."""
    dice = Dice(seed, Stream.FURNISHING, cx, cz)
    wanted = SHARE * settings.things
    groups = int(wanted) + dice.chance(wanted - int(wanted))
    found = []
    for _ in range(groups):
        group = dice.pick(GROUPS)(site, dice)
        if group and site.leaves_ways():
            found += group
        elif group:
            site.clear()
    return np.concatenate(found) if found else NO_PROPS


def _at_wall(site: Site, dice: Dice, name: str, gap: float = 0.03, beside: float = 0.0) -> WallStretch | None:
    """A stretch of wall with room for a thing whose back is to it, which is taken."""
    width, depth, _ = SIZES[name]
    stretch = site.wall(dice, width + 0.3 + beside, depth + gap + WALKWAY)
    if stretch is not None:
        x, z = stretch.at(0.0, gap + depth / 2)
        site.take(x, z, width, depth, stretch.bearing)
    return stretch


def _against(stretch: WallStretch, name: str, along: float = 0.0, gap: float = 0.03, turn: float = 0.0) -> Props:
    """A thing with its back to a stretch of wall."""
    x, z = stretch.at(along, gap + SIZES[name][1] / 2)
    return prop(name, x, stretch.floor, z, stretch.bearing + turn)


def _desk(site: Site, dice: Dice) -> list[Props]:
    """A desk at a wall, its chair drawn out and turned away; perhaps a bin."""
    stretch = site.wall(dice, 2.2, 2.4)
    if stretch is None:
        return []
    width, depth, _ = SIZES["desk"]
    x, z = stretch.at(0.0, 0.9)
    site.take(x, z, width + 0.3, 1.7, stretch.bearing)
    x, z = stretch.at(0.5 * (dice.unit() - 0.5), depth + 0.35 + 0.25 * dice.unit())
    away = 35 * (2 * dice.unit() - 1)
    chair = prop(dice.pick(("task-chair", "stacking-chair")), x, stretch.floor, z, stretch.bearing + 180 + away)
    # The side for the knees is away from the wall, and the chair faces it.
    rows = [_against(stretch, "desk"), chair]
    if dice.chance(0.5):
        rows.append(_against(stretch, "bin", width / 2 + 0.28, 0.08))
    return rows


def _cabinets(site: Site, dice: Dice) -> list[Props]:
    """One to three filing cabinets side by side."""
    count, width = dice.between(1, 3), SIZES["filing-cabinet"][0] + 0.006
    stretch = site.wall(dice, count * width + 0.4, SIZES["filing-cabinet"][1] + WALKWAY)
    if stretch is None:
        return []
    x, z = stretch.at(0.0, 0.35)
    site.take(x, z, count * width, 0.7, stretch.bearing)
    return [_against(stretch, "filing-cabinet", width * (k - (count - 1) / 2)) for k in range(count)]


def _single(*names: str, gap: float = 0.03) -> Callable[[Site, Dice], list[Props]]:
    """One of these things, at a wall."""

    def group(site: Site, dice: Dice) -> list[Props]:
        name = dice.pick(names)
        stretch = _at_wall(site, dice, name, gap)
        return [] if stretch is None else [_against(stretch, name, 0.0, gap)]

    return group


def _boxes(site: Site, dice: Dice) -> list[Props]:
    """A few cardboard boxes in a corner, one on another."""
    found = site.corner(dice, 1.8)
    if found is None:
        return []
    x, z, bearing = found
    width, depth, height = SIZES["cardboard-box"]
    east, south = (-1 if np.sin(np.radians(bearing)) > 0 else 1), (1 if np.cos(np.radians(bearing)) > 0 else -1)
    rows = []
    for number in range(dice.between(1, 3)):
        at_x = x + east * (width / 2 + 0.06 + number * (width + 0.08))
        at_z = z + south * (depth / 2 + 0.06 + 0.08 * dice.unit())
        floor = site.floor_at(at_x, at_z)
        site.take(at_x, at_z, width, depth)
        name = dice.pick(("cardboard-box", "cardboard-box", "cardboard-box-open"))
        rows.append(prop(name, at_x, floor, at_z, 12 * (dice.unit() - 0.5) + 90 * dice.between(0, 3)))
        if name == "cardboard-box" and dice.chance(0.4):
            rows.append(prop(name, at_x, floor + height, at_z, 24 * (dice.unit() - 0.5)))
    return rows


def _table(site: Site, dice: Dice) -> list[Props]:
    """A folding table in the open with a chair or two, drawn out and not aligned."""
    place = site.rectangle(dice, 4.2, 3.6)
    if place is None:
        return []
    x, z = place
    floor, bearing = site.floor_at(x, z), 90.0 * dice.between(0, 1)
    site.take(x, z, 2.0, 2.4, bearing)
    rows = [prop("folding-table", x, floor, z, bearing)]
    ahead = np.array([np.sin(np.radians(bearing)), -np.cos(np.radians(bearing))])
    right = np.array([np.cos(np.radians(bearing)), np.sin(np.radians(bearing))])
    for side in (1, -1)[: dice.between(1, 2)]:
        at = np.array([x, z]) + side * ahead * (0.65 + 0.35 * dice.unit()) + right * 0.5 * (dice.unit() - 0.5)
        facing = bearing + (180 if side > 0 else 0) + 35 * (2 * dice.unit() - 1)
        rows.append(prop("folding-chair", float(at[0]), floor, float(at[1]), facing))
    return rows


def _chair(site: Site, dice: Dice) -> list[Props]:
    """One chair, left at a wall or in the open."""
    name = dice.pick(("folding-chair", "folding-chair", "stacking-chair", "task-chair"))
    if dice.chance(0.6):
        stretch = _at_wall(site, dice, name, 0.06)
        return [] if stretch is None else [_against(stretch, name, 0.0, 0.06, 10 * (dice.unit() - 0.5))]
    place = site.rectangle(dice, 2.6, 2.6)
    if place is None:
        return []
    site.take(*place, *SIZES[name][:2])
    return [prop(name, place[0], site.floor_at(*place), place[1], 360 * dice.unit())]


GROUPS: tuple[Callable[[Site, Dice], list[Props]], ...] = (
    _desk,
    _cabinets,
    _boxes,
    _boxes,
    _table,
    _chair,
    _chair,
    _single("bookshelf", "metal-rack"),
    _single("water-cooler", "copier"),
    _single("potted-plant", "bin", "waste-bin", gap=0.12),
    _single("sofa", "armchair"),
    _single("cubicle-panel", gap=0.3),
)
