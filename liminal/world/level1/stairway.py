"""Stairways: a flight of concrete steps along a wall, up to a door that is shut."""

import numpy as np

from liminal.random import Dice
from liminal.world.grid import CELL
from liminal.world.hall.hall_block import Hall
from liminal.world.prop import prop, structure

STEPS = 12  # of one cell each: 1.83 m
GOING = 2  # cells: of a step, 0.30 m
WIDTH = 8  # cells between the wall and the parapet, 1.22 m
LANDING = 9  # cells along the wall
PARAPET = 6  # cells: how high it stands over the steps, 0.91 m
HEADROOM = 15  # cells over the landing: a door and its sign
CLEAR = 8  # cells of free floor around the foot
YELLOW = 2  # of the paints of nosings
DOOR_BACK = 0.06  # m: how far the middle of a door's frame lies behind the wall's face
SIGN_OVER = 0.12  # m between a door and the sign over it
LENGTH = STEPS * GOING + LANDING
SCONCE, SCONCE_LEVEL = 0.4, 1.7  # of the stairways with a hotel's lamp beside the door; m: of its lower edge


def build_stairway(hall: Hall, wall: int, ways: list[tuple[int, int]], dice: Dice, light: Dice) -> None:
    """Build one along the first columns of a hall where there is room, with a door in the wall at its head.

    `ways`: through that wall, rows [start, stop) each. `light`: decides whether a lamp hangs there.
    """
    rows, _ = hall.shape
    blocked = hall.solid | hall.taken | (hall.floor != 0) | (hall.ceiling < STEPS + HEADROOM)
    across = slice(wall, wall + WIDTH + 1 + CLEAR)
    free = ~blocked[:, across].any(1)
    for start, stop in ways:
        free[max(start - CLEAR, 0) : stop + CLEAR] = False
    ascends = dice.chance(0.5)  # towards higher rows
    whole = range(wall + CLEAR, rows - LENGTH - CLEAR)
    starts = [row for row in whole if free[row - CLEAR : row + LENGTH + CLEAR].all()]
    if not starts:
        return
    start = starts[int(dice.unit() * len(starts))]
    level = np.concatenate([np.repeat(np.arange(1, STEPS), GOING), np.full(GOING + LANDING, STEPS)])[:LENGTH]
    level = level if ascends else level[::-1]
    stretch = slice(start, start + LENGTH)
    hall.floor[stretch, wall : wall + WIDTH] = level[:, None]
    hall.floor[stretch, wall + WIDTH] = level + PARAPET
    # The parapet closes the landing behind, too.
    behind = start + LENGTH if ascends else start - 1
    hall.floor[behind, wall : wall + WIDTH + 1] = STEPS + PARAPET
    hall.taken[start - CLEAR : start + LENGTH + CLEAR, across] = True
    _finish(hall, wall, start, ascends)
    if light.chance(SCONCE):
        _hang_sconce(hall, wall, start, ascends)


def _finish(hall: Hall, wall: int, start: int, ascends: bool) -> None:
    """Set the nosings, the door and the sign over it."""
    head = _head(start, ascends)
    x, z = hall.at(head, wall + WIDTH / 2)
    dimensions = {"width": WIDTH * CELL, "steps": STEPS, "rise": CELL, "going": GOING * CELL}
    top = STEPS * CELL
    hall.props.append(structure("stair-nosings", x, top, z, 0.0 if ascends else 180.0, YELLOW, **dimensions))
    middle = head + LANDING / 2 + 1 if ascends else head - LANDING / 2 - 1
    x, z = hall.at(middle, wall)
    hall.props.append(prop("door", x - DOOR_BACK, top, z, 90.0))
    hall.props.append(prop("exit-sign", x, top + 2.2 + SIGN_OVER, z, 90.0))


def _hang_sconce(hall: Hall, wall: int, start: int, ascends: bool) -> None:
    """Hang a sconce beside the door, over the last steps."""
    head = _head(start, ascends)
    x, z = hall.at(head - 0.5 if ascends else head + 0.5, wall)
    hall.props.append(prop("sconce", x, STEPS * CELL + SCONCE_LEVEL, z, 90.0))


def _head(start: int, ascends: bool) -> int:
    """The row where the last step ends and the landing begins."""
    return start + (STEPS - 1) * GOING if ascends else start + LENGTH - (STEPS - 1) * GOING
