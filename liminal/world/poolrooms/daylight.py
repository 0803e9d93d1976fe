"""Daylight: luminous panels in wells of the ceiling, and shafts that the sun shines down without being seen."""

import numpy as np

from liminal.colour import luminance, white_of
from liminal.random import Dice
from liminal.world.grid import CELL
from liminal.world.hall.hall_block import Hall
from liminal.world.lamp_kind import LampKind
from liminal.world.poolrooms.basin import Area, inset, part, size

SKY, SHADE, SUN = 6800.0, 7500.0, 4300.0  # K: an overcast skylight, one in the shade, late sun
SKYLIGHT = 5200.0  # cd/m2
BEAM = 90_000.0  # cd/m2: a panel at the end of a shaft, far smaller than its mouth
SUN_SIZE = 4  # cells along the edge of that panel
STAND = 0.02  # m: how far before the ceiling a panel stands
MARGIN = 3  # cells of ceiling between a well and a wall


def skylight(hall: Hall, area: Area, rise: int, level: float, kelvin: float = SKY) -> None:
    """Let a panel shine down a well of the ceiling, `rise` cells deep. `level`: its luminance, cd/m2."""
    if hall.solid[area].any() or np.ptp(hall.ceiling[area]) > 0:
        return
    hall.ceiling[area] += rise
    _hang(hall, area, int(hall.ceiling[area].max()), level, kelvin)


def sun_shaft(hall: Hall, mouth: Area, rise: int, dice: Dice) -> None:
    """Let the sun fall through a deep shaft: a warm patch lies askew below its mouth."""
    if hall.solid[mouth].any() or np.ptp(hall.ceiling[mouth]) > 0:
        return
    hall.ceiling[mouth] += rise
    rows, columns = size(mouth)
    panel = part(mouth, dice.between(0, rows - SUN_SIZE), dice.between(0, columns - SUN_SIZE), SUN_SIZE, SUN_SIZE)
    _hang(hall, panel, int(hall.ceiling[mouth].max()), BEAM, SUN)


def row_of_skylights(hall: Hall, area: Area, level: float, dice: Dice) -> None:
    """Hang a row of wells over one side of an area, so that the other stays in the dark."""
    rows, columns = size(area)
    long_rows = rows > columns
    length, width = max(rows, columns), min(rows, columns)
    along, across, rise = dice.between(8, 16), min(dice.between(8, 12), width - 2 * MARGIN), dice.between(4, 12)
    pitch = along + dice.between(10, 26)
    side = MARGIN + int(dice.unit() * max(1, width - across - 2 * MARGIN))
    kelvin = dice.pick((SKY, SKY, SHADE))
    for begin in range(MARGIN + dice.between(0, pitch), length - along - MARGIN, pitch):
        if dice.chance(0.12):
            continue
        well = part(area, begin, side, along, across) if long_rows else part(area, side, begin, across, along)
        skylight(hall, well, rise, level * (0.7 + 0.6 * dice.unit()), kelvin)


def great_skylight(hall: Hall, area: Area, level: float, dice: Dice) -> None:
    """Open one wide skylight over the middle of an area."""
    rows, columns = size(area)
    well = inset(area, max(MARGIN, min(rows, columns) // 3))
    skylight(hall, well, dice.between(6, 14), level)


def _hang(hall: Hall, area: Area, height: int, level: float, kelvin: float) -> None:
    colour = white_of(kelvin)
    hall.hang(area, height * CELL - STAND, LampKind.PANEL, level, colour / luminance(colour))
