"""The layout of lamps in a block: an even grid of ceiling tiles, thinned in places and adjusted at walls."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from liminal.random import Dice, Stream
from liminal.settings.world import WorldSettings
from liminal.world.grid import CELL, TILE_X, TILE_Z
from liminal.world.lattice import BlockOutline
from liminal.world.level0.border import Border

Mask = NDArray[np.bool_]
Levels = NDArray[np.int16]

_RIM = 8  # tiles around a block that count as lit by its neighbours
_USUAL = 2.44  # m: the spacing to which the reaches below refer
_REACH = 4  # tiles of path length: a place farther from every lamp is dark and gets an extra one
_OWN_X, _OWN_Z = 3, 1  # tiles along x and z, either way, that an extra lamp serves
_LANE = 1.3  # spacing of lamps in a corridor, against the usual

# Spacing of a block's lamps across and along, against the usual: dense, usual, sparse.
_OWN_STEPS = ((0.75, 1.0), (1.0, 1.0), (1.0, 1.0), (1.0, 1.5), (1.0, 1.5), (1.5, 1.5), (1.0, 2.0))
# Blocks with an open border share one grid, and thin it by whole multiples.
_SHARED_STEPS = ((1.0, 1.0), (1.0, 1.0), (1.0, 2.0), (2.0, 1.0), (1.0, 2.0))
# Alternative tiles for a lamp that would touch a wall, (z, x).
_ASIDE = ((0, 1), (0, -1), (1, 0), (-1, 0), (0, 2), (0, -2))


def lay_out_lamps(
    seed: int,
    settings: WorldSettings,
    square: tuple[int, int],
    block: BlockOutline,
    borders: Sequence[Border],
    solid: Mask,
    ceiling: Levels,
    flat: Mask,
) -> Mask:
    """Return the tiles of a block that are lamps: bool (tz, tx), all of them `flat`.

    `borders`: its left, top, right and bottom. `solid`, `ceiling`: its cells and the next blocks' first,
    (8 tz + 1, 4 tx + 1). `flat`: tiles all of air under one ceiling height; those of corridors are cleared.
    """
    spacing = settings.lamp_spacing
    lanes = [_light_lane(flat, border, block, spacing) for border in borders[:2] if border.is_corridor]
    touching = _touching(solid, ceiling)
    free: Mask = np.logical_not(_any_by_tile(solid[:-1, :-1]))

    # A block with an open border uses the world's grid, others one of their own.
    shared = any(border.is_open for border in borders)
    own = Dice(seed, Stream.LAMP, *square)
    common = Dice(seed, Stream.LAMP, 0)
    sparse_x, sparse_z = own.pick(_SHARED_STEPS if shared else _OWN_STEPS)
    step_x = max(2, round(spacing * sparse_x / (TILE_X * CELL)))
    step_z = max(1, round(spacing * sparse_z / (TILE_Z * CELL)))
    grid = common if shared else own
    phase_x, phase_z = grid.between(0, 999), grid.between(0, 999)

    # Beyond an open border the neighbour's lamps serve, so that the edge needs no extra ones.
    flat, free = _with_rim(flat, borders), _with_rim(free, borders)
    clear = flat & ~np.pad(touching, _RIM)
    z = np.arange(flat.shape[0])[:, None] + block.z0 // TILE_Z - _RIM
    x = np.arange(flat.shape[1])[None, :] + block.x0 // TILE_X - _RIM
    regular = flat & ((x - phase_x) % step_x == 0) & ((z - phase_z) % step_z == 0)

    # Lamps that would touch a wall or a step of the ceiling move aside. Places still dark get an extra lamp, beside a
    # wall only if there is no other tile.
    lit = regular & clear
    _move_aside(lit, regular & ~clear, clear)
    spread = spacing / _USUAL * (sparse_x * sparse_z) ** 0.5
    for places in (clear, flat):
        _fill_in(lit, places, free, spread)
    lamps: Mask = np.logical_or.reduce([lit[_RIM:-_RIM, _RIM:-_RIM], *lanes])
    return lamps


def _light_lane(flat: Mask, lane: Border, block: BlockOutline, spacing: float) -> Mask:
    """Light a corridor by one row of lamps along its middle, and take its tiles off the room's grid (`flat`)."""
    lit = np.zeros_like(flat)
    # Turn the tiles so that the corridor runs along the first axis, from its lattice line on.
    along, across, near = (TILE_Z, TILE_X, block.z0) if lane.vertical else (TILE_X, TILE_Z, block.x0)
    tiles, row = (flat, lit) if lane.vertical else (flat.T, lit.T)
    step = max(1, round(_LANE * spacing / (along * CELL)))
    middle = (lane.after - lane.before) // 2 // across
    place = np.arange(len(tiles)) + near // along
    inside = (place * along >= lane.start) & ((place + 1) * along <= lane.stop)
    row[:, middle] = tiles[:, middle] & inside & ((place - lane.line // along) % step == 0)
    tiles[inside, : -(-lane.after // across)] = False
    return lit


def _touching(solid: Mask, ceiling: Levels) -> Mask:
    """Return the tiles with a wall, a lintel or a lower ceiling in or beside them: bool (tz, tx)."""
    height = np.where(solid, np.int16(0), ceiling)
    lowest = height.copy()
    for here, there in ((np.s_[1:], np.s_[:-1]), (np.s_[:, 1:], np.s_[:, :-1])):
        np.minimum(lowest[here], height[there], out=lowest[here])
        np.minimum(lowest[there], height[here], out=lowest[there])
    return _any_by_tile(lowest[:-1, :-1] < ceiling[:-1, :-1])


def _any_by_tile(cells: Mask) -> Mask:
    rows, columns = cells.shape[0] // TILE_Z, cells.shape[1] // TILE_X
    anywhere: Mask = np.any(cells.reshape(rows, TILE_Z, columns, TILE_X), axis=(1, 3))
    return anywhere


def _with_rim(tiles: Mask, borders: Sequence[Border]) -> Mask:
    """Add _RIM tiles on every side: set beyond an open border, clear beyond the others."""
    left, top, right, bottom = (border.is_open for border in borders)
    wide = np.pad(tiles, _RIM)
    wide[_RIM:-_RIM, :_RIM], wide[_RIM:-_RIM, -_RIM:] = left, right
    wide[:_RIM, _RIM:-_RIM], wide[-_RIM:, _RIM:-_RIM] = top, bottom
    return wide


def _move_aside(lit: Mask, stuck: Mask, clear: Mask) -> None:
    """Light a clear tile near each `stuck` one, if no lamp is within two tiles of it."""
    for shift in _ASIDE:
        moved = np.roll(stuck, shift, (0, 1)) & clear & ~lit & ~_beside(lit | _beside(lit))
        lit |= moved
        stuck = stuck & ~np.roll(moved, (-shift[0], -shift[1]), (0, 1))


def _fill_in(lit: Mask, places: Mask, free: Mask, spread: float) -> None:
    """Add lamps in `places` until each has one within reach over free tiles."""
    served = lit.copy()
    for _ in range(round(_REACH * spread)):
        served |= free & _beside(served)
    reach_z, reach_x = round(_OWN_Z * spread), round(_OWN_X * spread)
    while True:
        rows, columns = np.nonzero(places & ~served)
        if not len(rows):
            return
        row, column = rows[len(rows) // 2], columns[len(rows) // 2]
        lit[row, column] = True
        served[max(0, row - reach_z) : row + reach_z + 1, max(0, column - reach_x) : column + reach_x + 1] = True


def _beside(mask: Mask) -> Mask:
    """Return the cells with one of the four neighbours set."""
    near = np.zeros_like(mask)
    near[1:] |= mask[:-1]
    near[:-1] |= mask[1:]
    near[:, 1:] |= mask[:, :-1]
    near[:, :-1] |= mask[:, 1:]
    return near
