"""The lamp builder: troffers of one ceiling tile each, all along z."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from liminal.random import Stream, keys_of, units
from liminal.settings.world import WorldSettings
from liminal.world.grid import CELL, TILE_X, TILE_Z
from liminal.world.lattice import BlockOutline
from liminal.world.level0.border import Border
from liminal.world.level0.lamp_layout import lay_out_lamps
from liminal.world.window import LAMP

_AGE = 0.06  # lamps differ in luminance by up to this share, either way


def hang_lamps(
    seed: int,
    settings: WorldSettings,
    square: tuple[int, int],
    block: BlockOutline,
    borders: Sequence[Border],
    solid: NDArray[np.bool_],
    ceiling: NDArray[np.int16],
) -> NDArray[np.void]:
    """Return the lamps of a block (LAMP), none above a wall, none across a step of the ceiling.

    `borders` are its left, top, right and bottom; `solid` and `ceiling` (cells) are its cells [z, x] and the next
    blocks' first row and column.
    """
    rows, columns = ceiling.shape[0] // TILE_Z, ceiling.shape[1] // TILE_X
    shape = rows, TILE_Z, columns, TILE_X
    blocked, height = solid[:-1, :-1].reshape(shape), ceiling[:-1, :-1].reshape(shape)
    flat = np.logical_not(blocked.any(axis=(1, 3)))
    flat &= height.min(axis=(1, 3)) == height.max(axis=(1, 3))
    row, column = np.nonzero(lay_out_lamps(seed, settings, square, block, borders, solid, ceiling, flat))

    # Some are missing, some dead, and the others differ in luminance.
    cell_x, cell_z = block.x0 + column * TILE_X, block.z0 + row * TILE_Z
    fate = units(keys_of(seed, Stream.LAMP, cell_x, cell_z))
    output = units(keys_of(seed, Stream.LAMP_OUTPUT, cell_x, cell_z))
    luminance = 1 + _AGE * (2 * output - 1)
    luminance[fate < settings.lamp_missing + settings.lamp_dead] = 0.0

    lamps = np.zeros(len(row), LAMP)
    lamps["x"], lamps["z"] = (cell_x + TILE_X / 2) * CELL, (cell_z + TILE_Z / 2) * CELL
    lamps["y"] = height[row, 0, column, 0] * CELL
    lamps["size_x"], lamps["size_z"] = TILE_X * CELL, TILE_Z * CELL
    lamps["luminance"], lamps["cell_x"], lamps["cell_z"] = luminance, cell_x, cell_z
    hung: NDArray[np.void] = lamps[fate >= settings.lamp_missing]
    return hung
