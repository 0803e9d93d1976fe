"""The halls of Level 1: columns, beams, strips and what is built in, of one block of the plan."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.random import Dice, Stream, key_of
from liminal.settings.level1 import WarehouseSettings
from liminal.world.grid import CELL
from liminal.world.hall.hall_block import Finishes, Hall
from liminal.world.hall.wall import HallWalls, Square, WallOpening, WallStyle
from liminal.world.lamp_kind import LampKind
from liminal.world.level1.bay_number import number_bays
from liminal.world.level1.dock import open_dock
from liminal.world.level1.partition_plan import cut_up
from liminal.world.level1.stairway import build_stairway
from liminal.world.level1.stock import store
from liminal.world.level1.utility_run import run_utilities
from liminal.world.level1.vent import open_vent
from liminal.world.level1.wall_light import hang_beacons, hang_bulkheads
from liminal.world.level1.warehouse_landmark import LANDMARKS
from liminal.world.material import Material
from liminal.world.prop import prop

WALL = 2  # cells: 0.30 m
CEILINGS = (26, 26, 30, 34, 40)  # cells
LOW = 20  # cells: the ceiling of corridors and stores
COLUMN = 4  # cells: 0.61 m
BAYS = (40, 44, 48)  # cells from column to column, 6.1 to 7.3 m
BEAM_WIDTH, BEAM_DEPTH = 2, 3  # cells
APPROACH = 9  # cells kept free before a way through a wall
STAIRWAY = 0.6  # of the halls with room for one
NUMBERED = 0.6  # of the halls
SIGNED = 0.3  # of the ways through walls
SIGN_OVER, SIGN_ROOM = 0.10, 0.40  # m: from a way's head to an exit sign, and from there to what is above

STRIP = (0.30, 2.44)  # m: a reflector with two tubes of 8 ft
LOW_LEVEL, HIGH_LEVEL = 3.05, 4.25  # m above the floor: where strips hang on their chains, in low and in high halls
HIGH = 33  # cells: ceilings from this on are high
NEARLY_ALL = 0.93  # of the lamps of a dark hall
SPACING = 24  # cells between the middles of strips in a row
HIGH_BAY = 0.45  # m: width of a high bay
HEADROOM = 0.85  # m: from its lens to the ceiling
# Colours to a camera that is set to the strips, linear Rec. 709 of luminance 1: a little cooler than these, and high
# pressure sodium of chromaticity (0.512, 0.420), about 2,100 K.
METAL_HALIDE, SODIUM = np.array([0.93, 1.01, 1.11]), np.array([2.15, 0.75, 0.05])
# Clear mercury vapour of chromaticity (0.326, 0.390), about 5,700 K: lines at 436, 546 and 578 nm, hardly any red. Of
# 400 W it gives 21,000 lm, metal halide 36,000.
MERCURY, MERCURY_OUTPUT = np.array([0.65, 1.12, 0.85]), 0.58

Lines = tuple[list[int], list[int]]  # first rows, and first columns, of lines of columns


class Warehouse:
    """The design of the halls of one world: see `HallDesign`."""

    style = WallStyle(WALL, jamb=8, heads=(14, 16, 20, 20, 24), widths=(8, 10, 20, 24, 32, 40))
    stream = Stream.BAY_WALL
    materials = frozenset({Material.CONCRETE_FLOOR, Material.CONCRETE, Material.BLOCKWORK})
    landmarks = LANDMARKS

    def __init__(self, seed: int, settings: WarehouseSettings) -> None:
        self._seed, self._settings = seed, settings
        self.landmark_share = settings.landmarks

    def ceiling(self, square: Square) -> int:
        """The height of the ceiling of a square's hall, cells."""
        if self._is_cut_up(square):
            return LOW
        return CEILINGS[key_of(self._seed, Stream.BAY_KIND, 1, *square) % len(CEILINGS)]

    def finishes(self, square: Square) -> Finishes:
        """The finishes of a square's hall: corridors and stores have walls of painted blocks."""
        wall = Material.BLOCKWORK if self._is_cut_up(square) else Material.CONCRETE
        return Material.CONCRETE_FLOOR, wall, Material.CONCRETE

    def _is_cut_up(self, square: Square) -> bool:
        return Dice(self._seed, Stream.BAY_KIND, *square).chance(self._settings.corridors)

    def shape(self, hall: Hall, walls: HallWalls) -> None:
        """Build a corridor with stores, or columns and beams with what is built in between."""
        seed, settings, square = self._seed, self._settings, hall.square
        dice, light = Dice(seed, Stream.BAY, *square), Dice(seed, Stream.BAY_LIGHT, *square)
        if self._is_cut_up(square):
            cut_up(hall, WALL, dice, settings.windows, Dice(seed, Stream.BAY, *square, 1))
            hall.clear_ways(walls, APPROACH)
            _light_corridors(hall, settings, light)
            return
        bay = dice.pick(BAYS)
        ways = [(way.start - hall.z0, way.stop - hall.z0) for way in walls.at(hall.outline.left).openings]
        if dice.chance(settings.docks):
            open_dock(hall, WALL, ways, dice)
        lines = _column_lines(hall, bay, dice)
        _set_beams(hall, lines, along_rows=dice.chance(0.5))
        columns = _set_columns(hall, lines)
        settings, high = _darkened(settings, light), hall.ceiling.max() >= HIGH
        lot = Dice(seed, Stream.BAY_LIGHT, *square, 1)
        if high and lot.chance(settings.high_bays):
            _light_high_bays(hall, bay, lines, _high_bay(settings, lot), settings, light)
        else:
            _light_bays(hall, bay, lines, settings, light)
        if dice.chance(STAIRWAY):
            build_stairway(hall, WALL, ways, dice, Dice(seed, Stream.BAY_LIGHT, *square, 3))
        run_utilities(hall, WALL, bay, lines, BEAM_DEPTH, dice)
        if dice.chance(NUMBERED):
            hall.inscriptions += number_bays(hall, columns, COLUMN, bay, dice)

    def fit_out(self, hall: Hall, walls: HallWalls) -> None:
        """Hang signs over ways, store things, and let in a grate."""
        dice = Dice(self._seed, Stream.BAY_THING, *hall.square)
        for way, left in hall.own_ways(walls):
            _hang_sign(hall, way, dice, left=left)
        light = Dice(self._seed, Stream.BAY_LIGHT, *hall.square, 2)
        hang_bulkheads(hall, WALL, walls, light)
        hang_beacons(hall, light)
        store(hall, self._settings.things, dice)
        vent = Dice(self._seed, Stream.BAY_VENT, *hall.square)
        if vent.chance(self._settings.vents):
            open_vent(hall, vent)


def _hang_sign(hall: Hall, way: WallOpening, dice: Dice, *, left: bool) -> None:
    """Hang an exit sign over a way through the left or the upper wall of a hall, where there is room for it."""
    if not dice.chance(SIGNED):
        return
    middle, level = (way.start + way.stop) / 2, way.head * CELL + SIGN_OVER
    row, column = (middle - hall.z0, float(WALL)) if left else (float(WALL), middle - hall.x0)
    if not 0 <= row < hall.shape[0] or not 0 <= column < hall.shape[1]:
        return
    if hall.ceiling[int(row), int(column)] * CELL > level + SIGN_ROOM:
        x, z = hall.at(row, column)
        hall.props.append(prop("exit-sign", x, level, z, 90.0 if left else 180.0))


def _column_lines(hall: Hall, bay: int, dice: Dice) -> Lines:
    """Where lines of columns run."""
    first = [WALL + 10 + dice.between(0, max(0, (extent - WALL - 20) % bay)) for extent in hall.shape]
    rows, columns = (list(range(begin, extent - COLUMN, bay)) for begin, extent in zip(first, hall.shape, strict=True))
    return rows, columns


def _set_beams(hall: Hall, lines: Lines, *, along_rows: bool) -> None:
    """Set main beams one way over all columns, and shallower ones the other."""
    top = int(hall.ceiling.max())
    for axis in (0, 1):
        depth = BEAM_DEPTH if (axis == 0) == along_rows else BEAM_DEPTH - 1
        for place in lines[axis]:
            middle = place + (COLUMN - BEAM_WIDTH) // 2
            across = slice(middle, middle + BEAM_WIDTH)
            beam = np.s_[across, WALL:] if axis == 0 else np.s_[WALL:, across]
            hall.ceiling[beam] = np.minimum(hall.ceiling[beam], top - depth)


def _set_columns(hall: Hall, lines: Lines) -> list[tuple[int, int]]:
    """Set columns where lines cross, but for what keeps clear of them; return the first row and column of each."""
    rows, columns = hall.shape
    found = []
    for row in lines[0]:
        for column in lines[1]:
            stands = np.s_[row : row + COLUMN, column : column + COLUMN]
            if row < rows - COLUMN - 6 and column < columns - COLUMN - 6 and not hall.taken[stands].any():
                hall.solid[stands] = True
                found.append((row, column))
    return found


def _light_bays(hall: Hall, bay: int, lines: Lines, settings: WarehouseSettings, dice: Dice) -> None:
    """Hang rows of strips between the rows of columns; most places have one, and many of these are dark."""
    level, along_rows = HIGH_LEVEL if hall.ceiling.max() >= HIGH else LOW_LEVEL, dice.chance(0.5)
    across, along = (1, 0) if along_rows else (0, 1)
    for line in range((lines[across][0] - bay // 2) % bay, hall.shape[across] - 8, bay):
        if line < WALL + 6:
            continue
        for place in range(WALL + 12, hall.shape[along] - 14, SPACING):
            middle = (place, line) if along_rows else (line, place)
            _hang_strip(hall, middle, level, settings, dice, along_rows=along_rows)


def _darkened(settings: WarehouseSettings, dice: Dice) -> WarehouseSettings:
    """The settings of one hall, nearly all of whose lamps may be dark."""
    if not dice.chance(settings.dark_halls):
        return settings
    return settings.model_copy(update={"lamp_dead": max(settings.lamp_dead, NEARLY_ALL)})


class _HighBay(NamedTuple):
    """What burns in the high bays of a hall. `colour`: see LAMP. `output`: of its light against metal halide."""

    kind: LampKind
    colour: NDArray[np.floating]
    output: float = 1.0


def _high_bay(settings: WarehouseSettings, lot: Dice) -> _HighBay:
    if lot.chance(settings.sodium):
        return _HighBay(LampKind.HIGH_BAY, SODIUM)
    if lot.chance(settings.mercury):
        return _HighBay(LampKind.MERCURY_BAY, MERCURY, MERCURY_OUTPUT)
    return _HighBay(LampKind.HIGH_BAY, METAL_HALIDE)


def _light_high_bays(
    hall: Hall,
    bay: int,
    lines: Lines,
    lamp: _HighBay,
    settings: WarehouseSettings,
    dice: Dice,
) -> None:
    """Hang a high bay in the middle of each bay between four columns; some are dark for good."""
    rows, columns = hall.shape
    first_row, first_column = ((along[0] + (COLUMN - bay) // 2) % bay for along in lines)
    for row in range(first_row, rows - 9, bay):
        for column in range(first_column, columns - 9, bay):
            area = np.s_[row - 3 : row + 3, column - 3 : column + 3]
            dead, output = dice.chance(settings.lamp_dead / 2), 0.7 + 0.6 * dice.unit()
            if min(row, column) <= WALL + 6 or hall.solid[area].any():
                continue
            level = float(hall.ceiling[area].min()) * CELL - HEADROOM
            luminance = 0.0 if dead else settings.high_bay_luminance * lamp.output * output
            hall.hang(area, level, lamp.kind, luminance, lamp.colour, (HIGH_BAY, HIGH_BAY))


def _light_corridors(hall: Hall, settings: WarehouseSettings, dice: Dice) -> None:
    """Hang strips close below a low ceiling, wherever there is air for one."""
    rows, columns = hall.shape
    for row in range(WALL + 8, rows - 10, 16):
        for column in range(WALL + 8, columns - 10, 28):
            _hang_strip(hall, (row, column), LOW * CELL - 0.15, settings, dice, along_rows=False)


def _hang_strip(
    hall: Hall, middle: tuple[int, int], level: float, settings: WarehouseSettings, dice: Dice, *, along_rows: bool
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
