"""Sconces: a hotel's lamps on either side of ways into drained halls, where no hotel is."""

from liminal.random import Dice
from liminal.world.hall.beside_way import beside_way
from liminal.world.hall.hall_block import Hall
from liminal.world.hall.wall import HallWalls
from liminal.world.prop import prop

WAYS = 0.3  # of the ways into drained halls: those with a pair
FAILED = 0.25  # of the lamps
APART = 4.5  # cells from a way to the middle of a lamp: less than a jamb
LEVEL = 1.68  # m: of its lower edge


def hang_sconces(hall: Hall, wall: int, walls: HallWalls, dice: Dice) -> None:
    """Hang pairs beside ways through the left and the upper wall of a hall. `wall`: cells of these walls."""
    for way, left in hall.own_ways(walls):
        chosen, lots = dice.chance(WAYS), (dice.unit(), dice.unit())
        places = [beside_way(hall, wall, way, APART, left=left, after=after) for after in (False, True)]
        if not chosen or way.sill:
            continue
        for place, lot in zip(places, lots, strict=True):
            if place is not None:
                x, z, bearing = place
                hall.props.append(prop("sconce-dark" if lot < FAILED else "sconce", x, LEVEL, z, bearing))
