"""Storage: crates on pallets, racks in rows, and docks with roll-up doors."""

import numpy as np
from numpy.typing import NDArray

from liminal.random import Dice
from liminal.world.grid import CELL
from liminal.world.hall.hall_block import Hall
from liminal.world.prop import SIZES, prop

DOCK = 7  # cells: how far the floor before the doors lies below the hall's, 1.07 m
DOCK_WIDTH = 26  # cells
SHORTEST = 40  # cells: of a dock
APPROACH = 9  # cells between a dock and a way through the wall
GROUP = 220.0  # m2 of floor for each group of things
TRIES = 24
CLEAR = 7  # cells kept free around a group, so that people pass


def open_docks(hall: Hall, wall: int, ways: list[tuple[int, int]], dice: Dice) -> None:
    """Sink a dock along the hall's first columns, and set roll-up doors before the wall behind it.

    `ways`: through that wall, rows [start, stop) each: the dock lies in the longest stretch without one.
    """
    rows, columns = hall.shape
    ends = [wall, *(end for way in sorted(ways) for end in way), rows]
    start, stop = max(zip(ends[::2], ends[1::2], strict=True), key=lambda stretch: stretch[1] - stretch[0])
    start, stop = max(start, wall) + APPROACH, min(stop, rows) - APPROACH
    dock = np.s_[start:stop, wall : wall + DOCK_WIDTH]
    beside = np.s_[start - CLEAR : stop + CLEAR, wall : wall + DOCK_WIDTH + CLEAR]
    if stop - start < SHORTEST or columns < 2 * DOCK_WIDTH or hall.solid[beside].any():
        return
    hall.floor[dock] = -DOCK
    width, _, _ = SIZES["roll-up-door"]
    for row in range(start + 6, stop - 20, 34):
        x, z = (hall.x0 + wall) * CELL, (hall.z0 + row + 6) * CELL
        hall.props.append(prop("roll-up-door", x, -DOCK * CELL, z, 90.0))
        for side in (-1, 1):
            bollard = z + side * (width / 2 + 0.5)
            hall.props.append(prop("traffic-cone", x + 1.0, -DOCK * CELL, bollard, 360 * dice.unit()))


def store(hall: Hall, wall: int, amount: float, dice: Dice) -> None:
    """Leave groups in the open: stacks of crates, rows of racks, drums, empty pallets; about one in 220 m2."""
    expected = amount * hall.floor.size * CELL * CELL / GROUP
    taken = np.zeros(hall.shape, bool)
    for _ in range(int(expected + dice.unit())):
        kind = dice.pick((_crates, _crates, _racks, _drums, _pallets))
        kind(hall, taken, wall, dice)


def _free(hall: Hall, taken: NDArray[np.bool_], wall: int, size: tuple[int, int], dice: Dice) -> tuple[int, int] | None:
    """The corner of a free rectangle (rows, columns) with room to pass all around; None where none was found."""
    rows, columns = hall.shape
    for _ in range(TRIES):
        row = dice.between(wall + CLEAR, rows - size[0] - CLEAR)
        column = dice.between(wall + CLEAR, columns - size[1] - CLEAR)
        around = np.s_[row - CLEAR : row + size[0] + CLEAR, column - CLEAR : column + size[1] + CLEAR]
        if (
            row < wall + CLEAR
            or column < wall + CLEAR
            or row + size[0] + CLEAR > rows
            or column + size[1] + CLEAR > columns
        ):
            continue
        if not (hall.solid[around].any() or taken[around].any() or hall.floor[around].any()):
            taken[row : row + size[0], column : column + size[1]] = True
            return row, column
    return None


def _at(hall: Hall, row: float, column: float) -> tuple[float, float]:
    return (hall.x0 + column) * CELL, (hall.z0 + row) * CELL


def _crates(hall: Hall, taken: NDArray[np.bool_], wall: int, dice: Dice) -> None:
    """Crates on pallets, in twos and threes, some on others."""
    across = dice.between(1, 3)
    corner = _free(hall, taken, wall, (8, 9 * across), dice)
    if corner is None:
        return
    height = SIZES["crate"][2]
    for number in range(across):
        x, z = _at(hall, corner[0] + 4, corner[1] + 9 * number + 4.5)
        bearing = 90.0 * dice.between(0, 3)
        hall.props.append(prop("pallet", x, 0.0, z, bearing))
        for level in range(dice.between(1, 3)):
            turned = bearing + 8.0 * (dice.unit() - 0.5)
            hall.props.append(prop("crate", x, SIZES["pallet"][2] + level * height, z, turned))


def _racks(hall: Hall, taken: NDArray[np.bool_], wall: int, dice: Dice) -> None:
    """Racks end to end in a row."""
    count, turned = dice.between(1, 4), dice.chance(0.5)
    size = (16 * count, 8) if turned else (8, 16 * count)
    corner = _free(hall, taken, wall, size, dice)
    if corner is None:
        return
    for number in range(count):
        along = 16 * number + 8
        x, z = _at(hall, *((corner[0] + along, corner[1] + 4) if turned else (corner[0] + 4, corner[1] + along)))
        hall.props.append(prop("metal-rack", x, 0.0, z, 90.0 if turned else 180.0))


def _drums(hall: Hall, taken: NDArray[np.bool_], wall: int, dice: Dice) -> None:
    """A cable drum or two."""
    corner = _free(hall, taken, wall, (8, 8), dice)
    if corner is not None:
        hall.props.append(prop("cable-drum", *_between(hall, corner, 4.0), 360 * dice.unit()))


def _pallets(hall: Hall, taken: NDArray[np.bool_], wall: int, dice: Dice) -> None:
    """Empty pallets on top of each other, not quite square."""
    corner = _free(hall, taken, wall, (10, 10), dice)
    if corner is None:
        return
    x, _, z = _between(hall, corner, 5.0)
    for level in range(dice.between(2, 5)):
        height = level * SIZES["pallet"][2]
        hall.props.append(prop("pallet", x, height, z, 90.0 + 6.0 * (dice.unit() - 0.5)))


def _between(hall: Hall, corner: tuple[int, int], middle: float) -> tuple[float, float, float]:
    x, z = _at(hall, corner[0] + middle, corner[1] + middle)
    return x, 0.0, z
