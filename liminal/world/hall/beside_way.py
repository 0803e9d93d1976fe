"""Places on walls beside the ways through them, for lamps."""

from liminal.world.hall.hall_block import Hall
from liminal.world.hall.wall import WallOpening

CORNER = 2  # cells from a corner of the hall in which nothing hangs


def beside_way(
    hall: Hall, wall: int, way: WallOpening, apart: float, *, left: bool, after: bool
) -> tuple[float, float, float] | None:
    """Where a wall of a hall can be hung with something beside a way: world x and z (m), and the bearing it looks to.

    `wall`: cells of its own walls. `apart`: cells from the way. `left`: the way is in the left wall, not the upper one.
    `after`: behind the way along the wall, not before it. None where there is no even wall over a floor at height 0.
    """
    along = (way.stop + apart if after else way.start - apart) - (hall.z0 if left else hall.x0)
    if not wall + CORNER <= along < hall.shape[0 if left else 1] - CORNER:
        return None
    row, column = (along, float(wall)) if left else (float(wall), along)
    cell = int(row), int(column)
    if hall.solid[cell] or hall.floor[cell] != 0:
        return None
    return *hall.at(row, column), 90.0 if left else 180.0
