"""The layout of fixtures: mains outlets along walls, vents in ceilings."""

import numpy as np
from numpy.typing import NDArray

from liminal.random import Stream, keys_of, units
from liminal.world.fixture import FixtureKind
from liminal.world.grid import CELL, TILE_X, TILE_Z
from liminal.world.overlap import in_order
from liminal.world.window import FIXTURE

MARGIN = 4  # cells around a chunk on which its fixtures depend

_OUTLET_HEIGHT = 0.3  # m above the floor
_OUTLET_PITCH = 34  # cells between outlets along a wall: 5.2 m
_OUTLET_SHARE = 0.8  # of the places are used
_FLAT = 3  # cells of flat wall that an outlet needs on either side
_VENT_SHARE = 0.007  # of ceiling tiles

# The normals of walls. Outlets draw from the seed by a wall's number among them.
_WALL_NORMALS = ((1, 0, 0), (-1, 0, 0), (0, 0, 1), (0, 0, -1))


def place_fixtures(
    seed: int,
    x0: int,
    z0: int,
    solid: NDArray[np.bool_],
    floor: NDArray[np.int16],
    ceiling: NDArray[np.int16],
    lamps: NDArray[np.void],
) -> NDArray[np.void]:
    """Return the fixtures (FIXTURE) of the cells inside MARGIN; (x0, z0) is the cell of element [0, 0]."""
    found = [_outlets(seed, x0, z0, solid, floor, number) for number in range(len(_WALL_NORMALS))]
    found.append(_vents(seed, x0, z0, solid, ceiling, lamps))
    return in_order(np.concatenate(found))


def _outlets(
    seed: int, x0: int, z0: int, solid: NDArray[np.bool_], floor: NDArray[np.int16], number: int
) -> NDArray[np.void]:
    """Return the outlets on walls of one normal, at an even pitch along each, where the wall is flat."""
    # Turn the arrays so that the wall lies at row - 1 of each cell, and runs along the columns.
    normal = _WALL_NORMALS[number]
    along_x = normal[0] == 0
    wall, level = (solid, floor) if along_x else (solid.T, floor.T)
    ahead = sum(normal)
    line0, along0 = (z0, x0) if along_x else (x0, z0)

    # The places at the pitch of each line, and those of them that are used.
    lines, width = np.arange(MARGIN, len(wall) - MARGIN), wall.shape[1]
    phases = keys_of(seed, Stream.OUTLET, number, lines + line0).astype(np.int64)
    begins = MARGIN - (along0 + MARGIN + phases) % -_OUTLET_PITCH
    columns = begins[:, None] + np.arange(0, width, _OUTLET_PITCH)
    inside = columns < width - MARGIN
    rows, columns = np.broadcast_to(lines[:, None], columns.shape)[inside], columns[inside]
    used = units(keys_of(seed, Stream.OUTLET, number, rows + line0, columns + along0)) < _OUTLET_SHARE
    rows, columns = rows[used], columns[used]

    # Of these, where the wall is flat.
    around = columns[:, None] + np.arange(-_FLAT, _FLAT + 1)
    beside = rows[:, None]
    flat = (wall[beside - ahead, around] & ~wall[beside, around]).all(axis=1)
    flat &= (level[beside, around] == level[rows, columns][:, None]).all(axis=1)
    rows, columns = rows[flat], columns[flat]
    line, along = rows + line0, columns + along0

    outlets = np.zeros(len(line), FIXTURE)
    outlets["kind"], outlets["normal"] = FixtureKind.OUTLET, normal
    outlets["y"] = level[rows, columns] * CELL + _OUTLET_HEIGHT
    face = (line if ahead == 1 else line + 1) * CELL
    middle = (along + 0.5) * CELL
    outlets["x"], outlets["z"] = (middle, face) if along_x else (face, middle)
    return outlets


def _vents(
    seed: int, x0: int, z0: int, solid: NDArray[np.bool_], ceiling: NDArray[np.int16], lamps: NDArray[np.void]
) -> NDArray[np.void]:
    """Return vents in a share of the ceiling tiles, flat and without a lamp: in the half at lower z."""
    inner = np.s_[MARGIN:-MARGIN, MARGIN:-MARGIN]
    rows, columns = (size // tile for size, tile in zip(solid[inner].shape, (TILE_Z, TILE_X), strict=True))
    shape = rows, TILE_Z, columns, TILE_X
    height = ceiling[inner].reshape(shape)
    usable = ~solid[inner].reshape(shape).any(axis=(1, 3)) & (height.min(axis=(1, 3)) == height.max(axis=(1, 3)))
    usable[(lamps["cell_z"] - z0 - MARGIN) // TILE_Z, (lamps["cell_x"] - x0 - MARGIN) // TILE_X] = False

    row, column = np.nonzero(usable)
    cell_x, cell_z = column * TILE_X + x0 + MARGIN, row * TILE_Z + z0 + MARGIN
    chosen = units(keys_of(seed, Stream.VENT, cell_x, cell_z)) < _VENT_SHARE
    row, column, cell_x, cell_z = row[chosen], column[chosen], cell_x[chosen], cell_z[chosen]
    vents = np.zeros(len(row), FIXTURE)
    vents["kind"], vents["normal"] = FixtureKind.VENT, (0, -1, 0)
    vents["x"], vents["z"] = (cell_x + TILE_X / 2) * CELL, (cell_z + TILE_X / 2) * CELL
    vents["y"] = height[row, 0, column, 0] * CELL
    return vents
