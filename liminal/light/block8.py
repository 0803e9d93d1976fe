"""Squares of the atlas: the pieces in which the light of single lamps is kept and put together."""

from itertools import product

import numpy as np
from numpy.typing import NDArray

from liminal.piece.page import TILE
from liminal.piece.surfel import Surfels

SQUARE = 8  # texels along its edge: smaller ones fit the light of a lamp more closely, but are more to draw
SMOOTHED = 2  # strides: the distance over which smoothing spreads light noticeably; at most one square
PROUD = 0.15  # m: parts that hang, stand out or are let in by up to this are lit as the surface behind them

Squares = NDArray[np.int64]  # each: row << 32 | column; sorted


def square_at(u: NDArray[np.int32], v: NDArray[np.int32]) -> Squares:
    """The square that atlas texels (u, v) lie in."""
    return (v // SQUARE).astype(np.int64) << 32 | u // SQUARE


def corners(squares: Squares) -> NDArray[np.int32]:
    """The lowest texel (u, v) of each square: (k, 2)."""
    return (np.stack([squares & 0xFFFFFFFF, squares >> 32], -1) * SQUARE).astype(np.int32)


def squares_seen(surfels: Surfels) -> NDArray[np.bool_]:
    """The squares on which anything is to be seen: bool (rows, columns) of squares of the atlas."""
    tiles = surfels.pages.held.shape
    seen = np.zeros([extent * (TILE // SQUARE) for extent in tiles], bool)
    seen[surfels.v[surfels.seen] // SQUARE, surfels.u[surfels.seen] // SQUARE] = True
    return seen


def squares_touched(surfels: Surfels, kept: NDArray[np.bool_], seen: NDArray[np.bool_]) -> Squares:
    """Those of the `seen` squares that the `kept` (bool (n,)) texels light once their light is smoothed."""
    # Blocks of texels with one light do not straddle squares; smoothing does.
    kept = kept & surfels.seen
    u, v = surfels.u[kept], surfels.v[kept]
    reach = np.minimum(SMOOTHED * surfels.stride[kept].astype(np.int32), SQUARE)
    touched = np.zeros_like(seen)
    rows, columns = (
        [np.clip((at + way * reach) // SQUARE, 0, extent - 1) for way in (-1, 1)]
        for at, extent in zip((v, u), seen.shape, strict=True)
    )
    for row, column in product(rows, columns):
        touched[row, column] = True
    row, column = np.nonzero(touched & seen)
    return row << 32 | column


def boxes(
    surfels: Surfels, squares: Squares, density: int, unit: float
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The boxes, in window-local metres, around the surfaces of each square: low and high corners, (k, 3) each.

    `density`: texels along a cell's edge, which is `unit` metres.
    """
    seen = np.flatnonzero(surfels.seen)
    square = square_at(surfels.u[seen], surfels.v[seen])
    order = np.argsort(square, kind="stable")
    different, first = np.unique(square[order], return_index=True)
    place = surfels.position[seen[order]]

    # A texel's light is seen as far as the next one's, and it may stand anywhere in its block.
    reach = (surfels.stride[seen[order], None].astype(np.float32) + 1) / density
    low = np.minimum.reduceat(place - reach, first) * unit - PROUD
    high = np.maximum.reduceat(place + reach, first) * unit + PROUD
    which = np.searchsorted(different, squares)
    return low[which].astype(np.float32), high[which].astype(np.float32)
