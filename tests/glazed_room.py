"""Two rooms with a pane in the wall between them, seen aslant from one: it mirrors that room, and shows the other."""

from dataclasses import replace

import numpy as np
import solids
from places import troffer_room

from liminal.thing.builder import Builder
from liminal.thing.pane import PANE_THICKNESS, dusty_pane
from liminal.thing.thing import Placement, joined
from liminal.view.pose import Pose
from liminal.world.grid import CELL
from liminal.world.window import Window

WALL = 22  # the row of cells of the wall between the rooms
FIRST, LAST = 10, 28  # columns of the opening
SILL, HEAD = 5, 15  # cells
SIZE = (LAST - FIRST) * CELL, (HEAD - SILL) * CELL  # m, of the pane
AT = (FIRST + LAST) / 2 * CELL, (SILL + HEAD) / 2 * CELL, (WALL + 0.5) * CELL
BOX_SIZE, BOX_AT = (0.5, 0.6, 0.5), (4.2, 0.3, 1.9)
POSE = Pose(1.5, 1.55, 5.3, yaw=38.0, pitch=-2.0, fov=58.0)


def room() -> Window:
    """Rooms of 5.5 m by 3.2 and 3.4 m with a lamp in each."""
    air = np.zeros((46, 38), bool)
    air[1:-1, 1:-1] = True
    window = troffer_room(air, solids.HEIGHT, (1, 2), (4, 6))
    floor, ceiling = window.floor.copy(), window.ceiling.copy()
    floor[WALL] = ceiling[WALL] = 0.0
    floor[WALL, FIRST:LAST], ceiling[WALL, FIRST:LAST] = SILL * CELL, HEAD * CELL
    return replace(window, floor=floor, ceiling=ceiling)


def things() -> tuple[Placement, ...]:
    """A clean pane in the opening, and a box in the room behind it."""
    builder = Builder()
    builder.pane((*SIZE, PANE_THICKNESS), np.subtract(AT, BOX_AT), dusty_pane(0.0))
    return (Placement(joined([solids.cuboid(BOX_SIZE), builder.build()]), solids.at(BOX_AT)),)
