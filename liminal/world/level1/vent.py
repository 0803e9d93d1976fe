"""Floor grates that steam rises from."""

from liminal.random import Dice
from liminal.world.hall.free_floor import free_floor
from liminal.world.hall.hall_block import Hall
from liminal.world.prop import structure

SIZE = 6, 4  # cells: a grate of 2 by 3 ft
CLEAR = 4  # cells around it where nothing stands


def open_vent(hall: Hall, dice: Dice) -> None:
    """Let a grate into free floor."""
    corner = free_floor(hall, hall.deck, SIZE, CLEAR, dice)
    if corner is not None:
        x, z = hall.at(corner[0] + SIZE[0] / 2, corner[1] + SIZE[1] / 2)
        hall.props.append(structure("floor-grate", x, 0.0, z, 0.0))
