"""Wall lights: bulkhead lamps beside ways through the walls of halls, and beacons beside the doors of docks."""

from liminal.random import Dice
from liminal.world.hall.beside_way import beside_way
from liminal.world.hall.hall_block import Hall
from liminal.world.hall.wall import HallWalls
from liminal.world.prop import SIZES, prop

LIT, DARK = 0.14, 0.06  # of the ways: those with a lamp beside them, and with one that has failed
BESIDE = 4.0  # cells from a way to the middle of its lamp: less than a jamb
LEVEL = 2.1  # m: of its lower edge
FLASHING, OFF = 0.2, 0.5  # of the doors: those with a beacon that flashes, and with one that does not
OVER, ASIDE = 2.45, 0.22  # m: of a beacon, from the foot of its door, and from its edge


def hang_bulkheads(hall: Hall, wall: int, walls: HallWalls, dice: Dice) -> None:
    """Hang lamps beside ways through the left and the upper wall of a hall. `wall`: cells of these walls."""
    for way, left in hall.own_ways(walls):
        lot, after = dice.unit(), dice.chance(0.5)
        place = beside_way(hall, wall, way, BESIDE, left=left, after=after)
        if place is not None and lot < LIT + DARK:
            x, z, bearing = place
            hall.props.append(prop("bulkhead" if lot < LIT else "bulkhead-dark", x, LEVEL, z, bearing))


def hang_beacons(hall: Hall, dice: Dice) -> None:
    """Hang beacons beside the roll-up doors of a hall."""
    doors = [row for row in hall.props if str(row["name"][0]).startswith("roll-up-door")]
    for door in doors:
        lot, side = dice.unit(), 1 if dice.chance(0.5) else -1
        if lot >= FLASHING + OFF:
            continue
        x, y, z = (float(door[axis][0]) for axis in "xyz")
        aside = side * (SIZES["roll-up-door"][0] / 2 + ASIDE)
        hall.props.append(prop("beacon" if lot < FLASHING else "beacon-dark", x, y + OVER, z + aside, 90.0))
