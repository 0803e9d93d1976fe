"""Troffers: one ceiling tile each, all lying along z, on a grid of tiles that a builder would have paced out."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from liminal.random import Dice, Stream, mix_arrays, units
from liminal.settings.world import WorldSettings
from liminal.world.border import Border
from liminal.world.grid import CELL, TILE_X, TILE_Z
from liminal.world.lattice import Block
from liminal.world.window import LAMP

Mask = NDArray[np.bool_]

_RIM = 8  # tiles around a block that count as lit by its neighbours
_AGE = 0.06  # lamps differ in luminance by up to this share, either way
_SPREAD_X = 3  # tiles to either side, and
_SPREAD_Z = 1  # tiles fore and aft, that one extra lamp serves where the grid has left a dark corner


def hang_lamps(
    seed: int,
    settings: WorldSettings,
    square: tuple[int, int],
    block: Block,
    borders: Sequence[Border],
    solid: Mask,
    ceiling: NDArray[np.int16],
) -> NDArray[np.void]:
    """Return the lamps of a block (LAMP), none above a wall, none across a step of the ceiling.

    `borders` are its left, top, right and bottom; `solid` and `ceiling` (cells) are its cells [z, x].
    """
    tiles = _by_tile(ceiling)  # (tz, tx, 32)
    free: Mask = np.logical_not(_by_tile(solid).any(axis=2))
    flat: Mask = np.logical_and(free, np.equal(tiles.min(axis=2), tiles.max(axis=2)))
    lanes = [_light_lane(flat, border, block, settings.lamp_spacing) for border in borders[:2] if border.is_corridor]

    # Where the block runs on into its neighbours the grid is the world's, otherwise the block has its own.
    shared = any(border.is_open for border in borders)
    dice = Dice(seed, seed >> 32, Stream.LAMP, *(() if shared else square))
    step_x = max(2, round(settings.lamp_spacing / (TILE_X * CELL)))
    step_z = max(1, round(settings.lamp_spacing / (TILE_Z * CELL))) + dice.chance(0.5)
    phase_x, phase_z = dice.between(0, step_x - 1), dice.between(0, step_z - 1)

    # Past an open border the neighbour's lamps will serve, so that nothing need be added at the edge.
    flat, free = _with_rim(flat, borders), _with_rim(free, borders)
    z = np.arange(flat.shape[0])[:, None] + block.z0 // TILE_Z - _RIM
    x = np.arange(flat.shape[1])[None, :] + block.x0 // TILE_X - _RIM
    lit = flat & ((x - phase_x) % step_x == 0) & ((z - phase_z) % step_z == 0)
    _fill_in(lit, flat, free, settings.lamp_spacing / 2.44)
    lit = np.logical_or.reduce([lit[_RIM:-_RIM, _RIM:-_RIM], *lanes])

    # Some were never set; of the others some are dark, and no two quite alike.
    rows, columns = np.nonzero(lit)
    cell_x, cell_z = block.x0 + columns * TILE_X, block.z0 + rows * TILE_Z
    fate = units(mix_arrays(seed, seed >> 32, Stream.LAMP, cell_x, cell_z))
    output = units(mix_arrays(seed, seed >> 32, Stream.LAMP_OUTPUT, cell_x, cell_z))
    luminance = settings.lamp_luminance * (1 + _AGE * (2 * output - 1))
    luminance[fate < settings.lamp_missing + settings.lamp_dead] = 0.0

    lamps = np.zeros(len(rows), LAMP)
    lamps["x"], lamps["z"] = (cell_x + TILE_X / 2) * CELL, (cell_z + TILE_Z / 2) * CELL
    lamps["y"] = tiles[rows, columns, 0] * CELL
    lamps["size_x"], lamps["size_z"] = TILE_X * CELL, TILE_Z * CELL
    lamps["luminance"], lamps["cell_x"], lamps["cell_z"] = luminance, cell_x, cell_z
    return lamps[fate >= settings.lamp_missing]


def _by_tile(cells: NDArray[np.generic]) -> NDArray[np.generic]:
    """Group whole ceiling tiles: (h, w) -> (h / TILE_Z, w / TILE_X, TILE_Z * TILE_X)."""
    rows, columns = cells.shape[0] // TILE_Z, cells.shape[1] // TILE_X
    tiles = cells.reshape(rows, TILE_Z, columns, TILE_X).swapaxes(1, 2)
    return tiles.reshape(rows, columns, TILE_Z * TILE_X)


def _with_rim(tiles: Mask, borders: Sequence[Border]) -> Mask:
    """Add _RIM tiles on every side: set beyond an open border, clear beyond the others."""
    left, top, right, bottom = (border.is_open for border in borders)
    wide = np.pad(tiles, _RIM)
    wide[_RIM:-_RIM, :_RIM], wide[_RIM:-_RIM, -_RIM:] = left, right
    wide[:_RIM, _RIM:-_RIM], wide[-_RIM:, _RIM:-_RIM] = top, bottom
    return wide


def _light_lane(flat: Mask, lane: Border, block: Block, spacing: float) -> Mask:
    """Light a corridor by one row of lamps along its middle, and take its tiles off the room's grid (`flat`)."""
    lit = np.zeros_like(flat)
    # Turn the tiles so that the corridor runs along the first axis, from its lattice line on.
    along, across, near = (TILE_Z, TILE_X, block.z0) if lane.vertical else (TILE_X, TILE_Z, block.x0)
    tiles, row = (flat, lit) if lane.vertical else (flat.T, lit.T)
    step = max(1, round(1.3 * spacing / (along * CELL)))
    middle = (lane.after - lane.before) // 2 // across
    place = np.arange(len(tiles)) + near // along
    inside = (place * along >= lane.start) & ((place + 1) * along <= lane.stop)
    row[:, middle] = tiles[:, middle] & inside & ((place - lane.line // along) % step == 0)
    tiles[inside, : -(-lane.after // across)] = False
    return lit


def _fill_in(lit: Mask, flat: Mask, free: Mask, spread: float) -> None:
    """Add a lamp wherever the grid leaves a room, or a far corner of one, without."""
    served = lit.copy()
    for _ in range(round(2 * spread)):
        served |= free & _beside(served)
    while True:
        rows, columns = np.nonzero(flat & ~served)
        if not len(rows):
            return
        row, column = rows[len(rows) // 2], columns[len(rows) // 2]
        lit[row, column] = True
        reach_z, reach_x = round(_SPREAD_Z * spread), round(_SPREAD_X * spread)
        served[max(0, row - reach_z) : row + reach_z + 1, max(0, column - reach_x) : column + reach_x + 1] = True


def _beside(mask: Mask) -> Mask:
    """Return where a neighbour, before, behind, left or right, is set."""
    near = np.zeros_like(mask)
    near[1:] |= mask[:-1]
    near[:-1] |= mask[1:]
    near[:, 1:] |= mask[:, :-1]
    near[:, :-1] |= mask[:, 1:]
    return near
