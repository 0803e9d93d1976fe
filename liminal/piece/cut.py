"""Cuts: how much of a window is built when pictures can show only a part of it."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from liminal.piece.chart import SIDES
from liminal.piece.patch import BLOCK_CELLS
from liminal.world.grid import CELL, TILE_X, TILE_Z
from liminal.world.window import Window


@dataclass(frozen=True)
class Cut:
    """A part of a window. `window`: the same, but solid where nothing is to be built, and without fixtures there.

    `walls`: bool (4, h, w), where walls are to be built, by cell and by the side towards which they stand.
    `lamps`: intp (k,), those of the window's that are to be built.
    """

    window: Window
    walls: NDArray[np.bool_]
    lamps: NDArray[np.intp]


def whole(window: Window) -> Cut:
    """All of a window."""
    return Cut(window, np.ones((4, *window.floor.shape), bool), np.arange(len(window.lamps)))


def cut(window: Window, shown: NDArray[np.bool_]) -> Cut:
    """The part of a window that pictures need in which only `shown` cells (bool (h, w)) can be seen.

    Floors and ceilings are built in whole blocks, so that they stay in few pieces; walls only of the shown cells.
    """
    edges = [np.arange(0, extent, BLOCK_CELLS) for extent in shown.shape]
    blocks = np.logical_or.reduceat(np.logical_or.reduceat(shown, edges[0], axis=0), edges[1], axis=1)
    rows, columns = shown.shape
    built = blocks.repeat(BLOCK_CELLS, 0).repeat(BLOCK_CELLS, 1)[:rows, :columns]
    floor, ceiling = (np.where(built, heights, np.float32(0)) for heights in (window.floor, window.ceiling))

    # Where the place goes on beyond the built cells there is no wall, though there is nothing either.
    goes_on = np.pad(window.open & ~built, 1)
    walls = np.stack([shown & ~goes_on[1 + dz : 1 + dz + rows, 1 + dx : 1 + dx + columns] for dz, dx in SIDES])

    # A lamp is built with any cell of its tile, a fixture with any cell around it.
    x, z = window.lamps["cell_x"] - window.x0, window.lamps["cell_z"] - window.z0
    hung = np.logical_or.reduce([_at(built, z + i, x + j) for i in (0, TILE_Z - 1) for j in (0, TILE_X - 1)])
    things = window.fixtures
    place = [np.floor((things[axis] - origin) / CELL) for axis, origin in zip("zx", window.origin[::-1], strict=True)]
    near = np.logical_or.reduce([_at(built, place[0] + i, place[1] + j) for i in (-1, 0, 1) for j in (-1, 0, 1)])
    part = replace(window, floor=floor, ceiling=ceiling, fixtures=things[near])
    return Cut(part, walls, np.flatnonzero(hung))


def _at(cells: NDArray[np.bool_], z: NDArray[np.number], x: NDArray[np.number]) -> NDArray[np.bool_]:
    """The values of cells (h, w) at some places (n,), of the nearest cell where these lie outside."""
    rows, columns = cells.shape
    found: NDArray[np.bool_] = cells[z.clip(0, rows - 1).astype(np.intp), x.clip(0, columns - 1).astype(np.intp)]
    return found
