"""The builder of the warehouse: columns, beams, stores and docks of one block of the plan, and its strip lights."""

from functools import lru_cache
from itertools import pairwise

import numpy as np

from liminal.random import Dice, Stream, key_of
from liminal.settings.level1 import Level1Settings
from liminal.world.grid import CELL
from liminal.world.hall.hall_block import Hall
from liminal.world.hall.wall import HallWalls, Square, WallStyle
from liminal.world.lamp_kind import LampKind
from liminal.world.lattice import block
from liminal.world.level1.stock import open_docks, store

WALL = 2  # cells: 0.30 m
STYLE = WallStyle(WALL, jamb=8, heads=(14, 16, 20, 20, 24), widths=(8, 10, 20, 24, 32, 40))
CEILINGS = (26, 26, 30, 34, 40)  # cells
LOW = 20  # cells: the ceiling of corridors and stores
COLUMN = 4  # cells: 0.61 m
BAYS = (40, 44, 48)  # cells from column to column, 6.1 to 7.3 m
BEAM_WIDTH, BEAM_DEPTH = 2, 3  # cells
PARTITION = 1  # cells
APPROACH = 9  # cells kept free before a way through a wall

STRIP = (0.30, 2.44)  # m: a reflector with two tubes of 8 ft
LOW_LEVEL, HIGH_LEVEL = 3.05, 4.25  # m above the floor: where strips hang on their chains, in low and in high halls
HIGH = 33  # cells: ceilings from this on are high
SPACING = 24  # cells between the middles of strips in a row


class WarehouseBuilder:
    """Builds the halls of one world: each a pure function of the seed, the settings and its square of the lattice."""

    def __init__(self, seed: int, settings: Level1Settings) -> None:
        self._seed, self._settings = seed, settings
        self._ceiling = lru_cache(maxsize=1024)(self._draw_ceiling)
        self._walls = HallWalls(seed, Stream.BAY_WALL, STYLE, self._ceiling)

    def _draw_ceiling(self, square: Square) -> int:
        if self._is_cut_up(square):
            return LOW
        return CEILINGS[key_of(self._seed, Stream.BAY_KIND, 1, *square) % len(CEILINGS)]

    def _is_cut_up(self, square: Square) -> bool:
        return Dice(self._seed, Stream.BAY_KIND, *square).chance(self._settings.corridors)

    def __call__(self, square: Square) -> Hall:
        """Build the hall of a square."""
        seed, settings, outline = self._seed, self._settings, block(self._seed, *square)
        rows, columns = outline.z1 - outline.z0, outline.x1 - outline.x0
        hall = Hall.blank(outline.x0, outline.z0, rows, columns, self._ceiling(square))
        dice, light = Dice(seed, Stream.BAY, *square), Dice(seed, Stream.BAY_LIGHT, *square)
        if self._is_cut_up(square):
            _cut_up(hall, dice)
            hall.clear_ways(self._walls, outline, APPROACH)
            _light_corridors(hall, settings, light)
        else:
            bay = dice.pick(BAYS)
            first = _set_columns(hall, bay, dice)
            _light_bays(hall, bay, first, settings, light)
            if dice.chance(settings.docks):
                ways = [
                    (way.start - outline.z0, way.stop - outline.z0) for way in self._walls.at(outline.left).openings
                ]
                open_docks(hall, WALL, ways, dice)
        hall.enclose(self._walls, outline)
        store(hall, WALL, settings.things, Dice(seed, Stream.BAY_THING, *square))
        return hall


def _set_columns(hall: Hall, bay: int, dice: Dice) -> tuple[int, int]:
    """Set columns on a grid, and beams from one to the next; return the row and the column of the first."""
    rows, columns = hall.shape
    first = tuple(WALL + 10 + dice.between(0, max(0, (extent - WALL - 20) % bay)) for extent in (rows, columns))
    along_rows = dice.chance(0.5)
    for axis, extent in enumerate((rows, columns)):
        # Main beams run one way over all columns, half as deep ones the other.
        depth = BEAM_DEPTH if (axis == 0) == along_rows else BEAM_DEPTH - 1
        for place in range(first[axis], extent - COLUMN, bay):
            middle = place + (COLUMN - BEAM_WIDTH) // 2
            beam = (
                np.s_[middle : middle + BEAM_WIDTH, WALL:] if axis == 0 else np.s_[WALL:, middle : middle + BEAM_WIDTH]
            )
            hall.ceiling[beam] = np.minimum(hall.ceiling[beam], int(hall.ceiling.max()) - depth)
    for row in range(first[0], rows - COLUMN - 6, bay):
        for column in range(first[1], columns - COLUMN - 6, bay):
            hall.solid[row : row + COLUMN, column : column + COLUMN] = True
    return first[0], first[1]


def _light_bays(hall: Hall, bay: int, first: tuple[int, int], settings: Level1Settings, dice: Dice) -> None:
    """Hang rows of strips between the rows of columns; most places have one, and many of these are dark."""
    level, along_rows = HIGH_LEVEL if hall.ceiling.max() >= HIGH else LOW_LEVEL, dice.chance(0.5)
    starts = [first[0] - bay // 2, first[1] - bay // 2]
    across, along = (1, 0) if along_rows else (0, 1)
    for line in range(starts[across] % bay, hall.shape[across] - 8, bay):
        if line < WALL + 6:
            continue
        for place in range(WALL + 12, hall.shape[along] - 14, SPACING):
            middle = (place, line) if along_rows else (line, place)
            _hang_strip(hall, middle, level, settings, dice, along_rows=along_rows)


def _light_corridors(hall: Hall, settings: Level1Settings, dice: Dice) -> None:
    """Hang strips close below a low ceiling, wherever there is air for one."""
    rows, columns = hall.shape
    for row in range(WALL + 8, rows - 10, 16):
        for column in range(WALL + 8, columns - 10, 28):
            _hang_strip(hall, (row, column), LOW * CELL - 0.15, settings, dice, along_rows=False)


def _hang_strip(
    hall: Hall, middle: tuple[int, int], level: float, settings: Level1Settings, dice: Dice, *, along_rows: bool
) -> None:
    """Hang one strip over a cell, unless something solid is in its place."""
    long, wide = 16, 2
    rows, columns = (long, wide) if along_rows else (wide, long)
    top, left = middle[0] - rows // 2, middle[1] - columns // 2
    area = np.s_[top : top + rows, left : left + columns]
    luminance = 0.0 if dice.chance(settings.lamp_dead) else settings.lamp_luminance * (0.85 + 0.3 * dice.unit())
    if top < 0 or left < 0 or hall.solid[area].any() or hall.ceiling[area].min() * CELL < level + 0.1:
        return
    size = STRIP if along_rows else STRIP[::-1]
    hall.hang(area, level, LampKind.STRIP, luminance, size=size)


def _cut_up(hall: Hall, dice: Dice) -> None:
    """Cut a block into stores on both sides of corridors, each with a way in."""
    rows, columns = hall.shape
    along_rows = rows > columns
    plan = hall.solid.T if along_rows else hall.solid
    heads = hall.ceiling.T if along_rows else hall.ceiling
    depth, length = plan.shape
    width = dice.between(12, 16)
    corridor = depth // 2 - width // 2
    for edge in (corridor, corridor + width):
        plan[edge : edge + PARTITION, WALL:] = True
    ends = [WALL + 14 * PARTITION]
    place = WALL + dice.between(30, 50)
    while place < length - 24:
        for side in (np.s_[WALL:corridor], np.s_[corridor + width : depth]):
            plan[side, place : place + PARTITION] = True
            # Stores are joined behind as well, so that a way through a block never ends in one.
            gap = dice.between(side.start + 6, max(side.start + 6, side.stop - 16))
            plan[gap : gap + 8, place : place + PARTITION] = False
            heads[gap : gap + 8, place : place + PARTITION] = 14
        ends.append(place)
        place += dice.between(34, 60)
    ends.append(length)
    for edge in (corridor, corridor + width):
        for begin, end in pairwise(ends):
            if end - begin < 24:
                continue
            door = dice.between(begin + 6, end - 16)
            door_width = dice.pick((6, 8, 10))
            plan[edge : edge + PARTITION, door : door + door_width] = False
            heads[edge : edge + PARTITION, door : door + door_width] = 14
