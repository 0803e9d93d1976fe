"""Loading docks: a sunken floor along a wall, before roll-up doors."""

from liminal.random import Dice
from liminal.world.grid import CELL
from liminal.world.hall.hall_block import Hall
from liminal.world.prop import SIZES, prop, structure

DOCK = 7  # cells: how far the floor before the doors lies below the hall's, 1.07 m
DOCK_WIDTH = 26  # cells
SHORTEST = 40  # cells: of a dock
APPROACH = 9  # cells between a dock and a way through the wall
CLEAR = 7  # cells around a dock without a column
DOOR_EVERY = 34  # cells
LIT = 0.6  # of the doors: those with light beneath


def open_dock(hall: Hall, wall: int, ways: list[tuple[int, int]], dice: Dice) -> None:
    """Sink a dock along the first columns of a hall where there is room, and set roll-up doors before the wall there.

    `ways`: through that wall, rows [start, stop) each: the dock lies in the longest stretch without one.
    """
    rows, columns = hall.shape
    ends = [wall, *(end for way in sorted(ways) for end in way), rows]
    start, stop = max(zip(ends[::2], ends[1::2], strict=True), key=lambda stretch: stretch[1] - stretch[0])
    start, stop = max(start, wall) + APPROACH, min(stop, rows) - APPROACH
    if stop - start < SHORTEST or columns < 2 * DOCK_WIDTH:
        return
    hall.floor[start:stop, wall : wall + DOCK_WIDTH] = -DOCK
    hall.taken[start - CLEAR : stop + CLEAR, wall : wall + DOCK_WIDTH + CLEAR] = True
    width, _, _ = SIZES["roll-up-door"]
    for row in range(start + 6, stop - 20, DOOR_EVERY):
        x, z = hall.at(row + 6, wall)
        name = "roll-up-door-lit" if dice.chance(LIT) else "roll-up-door"
        hall.props.append(prop(name, x, -DOCK * CELL, z, 90.0))
        for side in (-1, 1):
            beside = z + side * (width / 2 + 0.4)
            hall.props.append(structure("bollard", x + 0.9, -DOCK * CELL, beside, 90.0))
