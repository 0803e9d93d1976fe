"""Niches: lamps in the walls of basins, below their water, and still lit where that is gone."""

import numpy as np
from numpy.typing import NDArray

from liminal.world.hall.hall_block import Hall
from liminal.world.prop import SIZES, prop
from liminal.world.runs import runs

BELOW = 0.6  # m: from the water, or the rim of a dry basin, to their middles
PITCH = 22  # cells between them, 3.35 m
SHORTEST = 14  # cells: of a wall with a lamp
MOST = 6  # in a hall
CLEAR = 12  # cells before a lamp without a step
DEEP = 6  # cells: basins with lamps are at least so deep
# Where the basin's wall is seen from the basin, (row, column), and the bearing of a lamp on it.
SIDES = ((0, -1, 90.0), (0, 1, 270.0), (-1, 0, 180.0), (1, 0, 0.0))


def set_niches(hall: Hall, wall: int) -> None:
    """Set lamps into the walls of a hall's basins. `wall`: cells of its own walls."""
    deep = ~hall.solid & (hall.floor <= -DEEP)
    deep[:, : wall + 1] = deep[: wall + 1] = deep[:, -1:] = deep[-1:] = False
    # Walls reach up to the deck, or to the floor of a hall that is waded through.
    rim = ~hall.solid & (hall.floor >= -1)
    places = []
    for down, right, bearing in SIDES:
        faces = deep & np.roll(rim, (-down, -right), (0, 1))
        for away in range(CLEAR):
            faces &= np.roll(deep, (down * away, right * away), (0, 1))
        for line, start, stop in _stretches(faces if right == 0 else faces.T):
            count = (stop - start) // PITCH + 1
            for number in range(count):
                along = start + (stop - start) * (number + 0.5) / count
                row, column = (line, along) if right == 0 else (along, line)
                places.append((row, column, row + (down > 0), column + (right > 0), bearing))
    for row, column, *edge, bearing in places[:: -(-len(places) // MOST) or 1]:
        cell = int(row), int(column)
        level = float(hall.water[cell]) if hall.wet[cell] else 0.0
        x, z = hall.at(*edge)
        hall.props.append(prop("niche-lamp", x, level - BELOW - SIZES["niche-lamp"][2] / 2, z, bearing))


def _stretches(faces: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """Straight stretches of SHORTEST cells or more along the rows: line, first and stop."""
    found = []
    for line in np.flatnonzero(faces.any(1)).tolist():
        found += [(line, start, stop) for start, stop in runs(faces[line]) if stop - start >= SHORTEST]
    return found
