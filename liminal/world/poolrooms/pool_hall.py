"""The halls of the Poolrooms: the floor, water, ceiling and light of one block of the plan, by its mood."""

from collections.abc import Callable

import numpy as np

from liminal.random import Dice, Stream, key_of
from liminal.settings.poolrooms import PoolroomsSettings
from liminal.world.grid import CELL
from liminal.world.hall.hall_block import Finishes, Hall
from liminal.world.hall.wall import HallWalls, Square, Wall, WallStyle
from liminal.world.material import Material
from liminal.world.poolrooms import daylight
from liminal.world.poolrooms.basin import (
    FREEBOARD,
    Area,
    flood,
    inset,
    part,
    set_pillars,
    sink,
    sink_holes,
    size,
)
from liminal.world.poolrooms.bathing_things import leave_things
from liminal.world.poolrooms.glass_blocks import fill_openings
from liminal.world.poolrooms.mood import mood_of
from liminal.world.poolrooms.niche import set_niches
from liminal.world.poolrooms.pool_landmark import LANDMARKS
from liminal.world.poolrooms.sconces import hang_sconces
from liminal.world.poolrooms.tiling import TILES, line_basins, tiling_of
from liminal.world.prop import structure
from liminal.world.window import DRY

WALL = 3  # cells: 0.46 m
STYLE = WallStyle(WALL, jamb=8, heads=(14, 16, 18, 20, 22, 28), widths=(8, 10, 12, 16, 24, 32), panes=0.6)
# By mood: ceilings, cells above the deck.
CEILINGS = {
    "tunnels": (18,),
    "classic": (20, 26, 32, 40),
    "drained": (26, 32, 40),
    "terraces": (30, 36, 46),
    "sunlit": (44, 56, 66),
}
TUNNEL = 16  # cells: width of a tunnel, 2.44 m
VAULT = 1.05  # m: rise of a tunnel's vault
SPRING = 1.95  # m: people pass below where an arch begins
LEAST_RISE = 0.4  # m: of an arch
ARCHED = 0.6  # of the ways high enough for an arch
CAUSEWAY = 8  # cells: width of a way between basins

Shaper = Callable[[Hall, Area, PoolroomsSettings, Dice], None]


class PoolHalls:
    """The design of the halls of one world: see `HallDesign`."""

    style, stream = STYLE, Stream.POOL_WALL
    materials = TILES
    landmarks = LANDMARKS

    def __init__(self, seed: int, settings: PoolroomsSettings) -> None:
        self._seed, self._settings = seed, settings
        self.landmark_share = settings.landmarks

    def ceiling(self, square: Square) -> int:
        """The height of the ceiling of a square's hall, cells above the deck."""
        choices = CEILINGS[mood_of(self._seed, self._settings, square)]
        return choices[key_of(self._seed, Stream.POOL_ROOM, 0, *square) % len(choices)]

    def finishes(self, square: Square) -> Finishes:
        """The tiles of a square's hall."""
        return tiling_of(self._seed, self._settings, square).finishes

    def shape(self, hall: Hall, walls: HallWalls) -> None:
        """Build floor, water, ceiling and light, by the mood of the hall."""
        seed, settings, square = self._seed, self._settings, hall.square
        rows, columns = hall.shape
        mood, inside = mood_of(seed, settings, square), np.s_[WALL:rows, WALL:columns]
        SHAPERS[mood](hall, inside, settings, Dice(seed, Stream.POOL_ROOM, 1, *square))
        LIGHTS[mood](hall, inside, settings, Dice(seed, Stream.POOL_LIGHT, *square))
        line_basins(hall, tiling_of(seed, settings, square).basin)

    def fit_out(self, hall: Hall, walls: HallWalls) -> None:
        """Round the heads of ways, fill openings with glass blocks, leave things, and set lamps into and onto walls."""
        for vertex, turned in ((hall.outline.left, False), (hall.outline.top, True)):
            wall = walls.at(vertex)
            _arch_over(hall, wall, self._seed, turned=turned)
            lot = Dice(self._seed, Stream.POOL_WALL, wall.line, wall.start, int(turned), 1)
            fill_openings(hall, wall, WALL, self._settings.glass_blocks, lot, left=not turned)
        leave_things(hall, WALL, self._settings.things, Dice(self._seed, Stream.POOL_THING, *hall.square))
        dice = Dice(self._seed, Stream.POOL_LIGHT, *hall.square, 1)
        if dice.chance(self._settings.niches):
            set_niches(hall, WALL)
        if mood_of(self._seed, self._settings, hall.square) == "drained":
            hang_sconces(hall, WALL, walls, Dice(self._seed, Stream.POOL_LIGHT, *hall.square, 2))


def _pool(hall: Hall, inside: Area, settings: PoolroomsSettings, dice: Dice) -> None:
    """One large basin with steps along a side, or a floor under water with holes in it."""
    deepest = round(settings.pool_depth / CELL)
    girth, pitch = dice.pick((4, 4, 5, 6)), dice.pick((18, 20, 24))
    if dice.chance(0.45):
        flood(hall, inside)
        sink_holes(hall, inset(inside, 8), (6, deepest), 6, dice)
        set_pillars(hall, inset(inside, 4), (pitch, pitch), girth, 0.9 * settings.pillars, dice)
        return
    basin, depth, stairs = inset(inside, dice.between(8, 14)), dice.between(6, deepest), dice.between(0, 3)
    if min(size(basin)) > 90 and dice.chance(0.5):
        for half in _halves(basin, dice.chance(0.5)):
            sink(hall, half, depth, -FREEBOARD, stairs)
    else:
        sink(hall, basin, depth, -FREEBOARD, stairs if dice.chance(0.8) else None)
    set_pillars(hall, basin, (pitch, pitch), girth, 0.85 * settings.pillars, dice)


def _tunnels(hall: Hall, inside: Area, settings: PoolroomsSettings, dice: Dice) -> None:
    """Low ways under water around a solid core, and some through it."""
    flood(hall, inside)
    core = inset(inside, TUNNEL)
    hall.solid[core] = True
    ways: tuple[list[slice], list[slice]] = ([], [])  # over rows, over columns
    for axis, extent in enumerate(size(core)):
        count = 1 + (extent > 90)
        for number in range(count if extent >= TUNNEL + 24 else 0):
            begin = core[axis].start + extent * (number + 1) // (count + 1) - TUNNEL // 2 + dice.between(-6, 6)
            if dice.chance(0.8):
                ways[axis].append(slice(begin, begin + TUNNEL))
    for rows in ways[0]:
        hall.solid[rows, core[1]] = False
    for columns in ways[1]:
        hall.solid[core[0], columns] = False
    for axis in (0, 1):
        for way in ways[axis]:
            _vault(hall, way, _between(core[1 - axis], ways[1 - axis]), along_rows=axis == 1)


def _between(whole: slice, crossed: list[slice]) -> list[slice]:
    """The stretches of a way that no other crosses."""
    ends = [whole.start, *(end for each in crossed for end in (each.start, each.stop)), whole.stop]
    return [slice(start, stop) for start, stop in zip(ends[::2], ends[1::2], strict=True) if stop > start]


def _vault(hall: Hall, way: slice, stretches: list[slice], *, along_rows: bool) -> None:
    """Vault the stretches of a way through the core."""
    height = float(hall.ceiling.max()) * CELL
    for stretch in stretches:
        row, column = (stretch, way) if along_rows else (way, stretch)
        x, z = hall.at((row.start + row.stop) / 2, (column.start + column.stop) / 2)
        dimensions = {
            "span": TUNNEL * CELL,
            "height": height,
            "rise": VAULT,
            "length": (stretch.stop - stretch.start) * CELL,
        }
        hall.props.append(structure("barrel-vault", x, 0.0, z, 180.0 if along_rows else 90.0, **dimensions))


def _arch_over(hall: Hall, wall: Wall, seed: int, *, turned: bool) -> None:
    """Round the heads of some of the ways through a wall of a hall, where people still pass below."""
    for opening in wall.openings:
        dice = Dice(seed, Stream.POOL_WALL, wall.line, opening.start, int(turned))
        width, height = (opening.stop - opening.start) * CELL, opening.head * CELL
        rise = min(width / 2, height - SPRING)
        along, begin, extent = ("x", hall.x0, hall.shape[1]) if turned else ("z", hall.z0, hall.shape[0])
        middle = (opening.start + opening.stop) / 2
        if opening.sill or rise < LEAST_RISE or not begin <= middle < begin + extent or not dice.chance(ARCHED):
            continue
        # Arches are white, and stand only where the wall is, on both its faces.
        way = slice(opening.start - begin, opening.stop - begin)
        if (hall.wall_material[(slice(0, WALL), way) if turned else (way, slice(0, WALL))] != Material.POOL_TILE).any():
            continue
        across = (wall.line + WALL / 2) * CELL
        x, z = (middle * CELL, across) if along == "x" else (across, middle * CELL)
        dimensions = {"width": width, "height": height, "rise": rise, "depth": WALL * CELL}
        hall.props.append(structure("arch", x, 0.0, z, 180.0 if turned else 90.0, None, **dimensions))


def _terraces(hall: Hall, inside: Area, settings: PoolroomsSettings, dice: Dice) -> None:
    """Basins side by side, the water of each lower than that of the last, with steps down into them."""
    basin = inset(inside, dice.between(8, 12))
    parts = [quarter for half in _halves(basin, size(basin)[0] > size(basin)[1]) for quarter in _halves(half, False)]
    fall = dice.pick((4, 6))  # cells: 0.6 or 0.9 m
    for number, each in enumerate(parts if dice.chance(0.5) else parts[::-1]):
        below = number % 3 * fall
        sink(hall, each, below + dice.between(6, 9), -FREEBOARD - below * CELL, dice.between(0, 3))
    set_pillars(hall, basin, (22, 22), 4, 0.5 * settings.pillars, dice)


def _sunlit(hall: Hall, inside: Area, settings: PoolroomsSettings, dice: Dice) -> None:
    """A wide deck around one deep pool, with few and heavy pillars."""
    basin = inset(inside, dice.between(12, 20))
    sink(hall, basin, dice.between(8, round(settings.pool_depth / CELL)), -FREEBOARD, dice.between(0, 3))
    set_pillars(hall, basin, (30, 30), 7, 0.6 * settings.pillars, dice)


def _drained(hall: Hall, inside: Area, settings: PoolroomsSettings, dice: Dice) -> None:
    """Basins as elsewhere, but dry."""
    basin, stairs = inset(inside, dice.between(8, 12)), dice.between(0, 3)
    for half in _halves(basin, dice.chance(0.5)) if min(size(basin)) > 70 else [basin]:
        depth = dice.between(10, round(settings.pool_depth / CELL))
        sink(hall, half, depth, float(DRY), stairs)
        hall.tide[half] = -FREEBOARD
    set_pillars(hall, basin, (24, 24), 4, 0.7 * settings.pillars, dice)


SHAPERS: dict[str, Shaper] = {
    "classic": _pool,
    "tunnels": _tunnels,
    "terraces": _terraces,
    "sunlit": _sunlit,
    "drained": _drained,
}


def _light_hall(hall: Hall, inside: Area, settings: PoolroomsSettings, dice: Dice) -> None:
    """A row of skylights along one side, seldom two, or one in the middle."""
    level = daylight.SKYLIGHT * (0.35 + 0.5 * dice.unit())
    if dice.chance(0.25):
        daylight.great_skylight(hall, inside, level, dice)
    else:
        daylight.row_of_skylights(hall, inside, level, dice)
    if max(size(inside)) > 120 and dice.chance(0.6):
        daylight.row_of_skylights(hall, inside, 0.6 * level, dice)


def _light_tunnels(hall: Hall, inside: Area, settings: PoolroomsSettings, dice: Dice) -> None:
    """A small panel here and there over the ways around the core."""
    rows, columns = size(inside)
    for row, column in ((8, 0), (rows - 12, 0), (0, 8), (0, columns - 12)):
        for begin in range(dice.between(4, 30), (columns if row else rows) - 8, dice.between(36, 60)):
            panel = part(inside, *((row, begin) if row else (begin, column)), 4, 4)
            daylight.skylight(hall, panel, 1, 0.5 * daylight.SKYLIGHT, daylight.SHADE)


def _light_sunlit(hall: Hall, inside: Area, settings: PoolroomsSettings, dice: Dice) -> None:
    """A wide skylight, and shafts of sun beside it."""
    daylight.great_skylight(hall, inside, daylight.SKYLIGHT, dice)
    rows, columns = size(inside)
    for _ in range(dice.between(2, 4)):
        row, column = dice.between(4, rows - 22), dice.between(4, columns - 22)
        mouth = part(inside, row, column, 8, 12)
        daylight.sun_shaft(hall, mouth, dice.between(14, 24), dice)


LIGHTS: dict[str, Shaper] = {
    "classic": _light_hall,
    "tunnels": _light_tunnels,
    "terraces": _light_hall,
    "sunlit": _light_sunlit,
    "drained": _light_hall,
}


def _halves(area: Area, across: bool) -> list[Area]:
    """Two parts of an area with a causeway between them, or all of it where it is small."""
    rows, columns = area
    extent = size(area)[0 if across else 1]
    if extent < 2 * CAUSEWAY + 24:
        return [area]
    middle = extent // 2
    if across:
        first, second = rows.start + middle - CAUSEWAY // 2, rows.start + middle + CAUSEWAY // 2
        return [np.s_[rows.start : first, columns], np.s_[second : rows.stop, columns]]
    first, second = columns.start + middle - CAUSEWAY // 2, columns.start + middle + CAUSEWAY // 2
    return [np.s_[rows, columns.start : first], np.s_[rows, second : columns.stop]]
