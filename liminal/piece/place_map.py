"""The place map: which surfel stands for each texel of the atlas.

Where light is found coarsely one surfel stands for a whole block of texels, so each tile is kept in the coarsest texels
that tell all: a wide hall takes a tenth of what single texels would.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.piece.page import ABSENT, TILE, Pages, lay_pages, tile_numbers

STRIDE_SHIFT = 28  # in the place map, log2(stride) stands above the number in the list
UNSEEN = 7  # stands there instead where nothing is in the picture
NOWHERE = -1  # stands where nothing is known

# Of some surfaces each: the lowest atlas texels (u, v) that their samples cover, the samples' extents, and their codes.
Covers = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8], NDArray[np.int32]]


@dataclass(frozen=True)
class PlaceMap:
    """`code`: int32 (height, width) of kept texels; number in the list and log2(stride), or UNSEEN; or NOWHERE.

    `pages`: where texels are kept.
    """

    code: NDArray[np.int32]
    pages: Pages

    def at(self, u: NDArray[np.int32], v: NDArray[np.int32]) -> NDArray[np.int32]:
        """What stands for atlas texels: (n,)."""
        found: NDArray[np.int32] = self.code.ravel()[self.pages.index(u, v)[0]]
        return found


def lay_places(covers: Iterable[Covers], shape: tuple[int, int]) -> PlaceMap:
    """Lay out which samples cover what, in an atlas of so many rows and columns of tiles."""
    covers = list(covers)
    fold = np.full(shape, ABSENT, np.int32)
    for u, v, extent, _ in covers:
        # The largest power of two that divides a sample's extent and its place.
        edge = u | v | extent
        edge &= -edge
        tile = tile_numbers(u, v, shape[1])
        for each in np.flatnonzero(np.bincount(edge))[::-1].tolist():
            here = tile[edge == each]
            coarsest = np.int32(each.bit_length() - 1)
            before = fold.ravel()[here]
            fold.ravel()[here] = np.where(before == ABSENT, coarsest, np.minimum(before, coarsest))
    pages = lay_pages(fold)
    code = np.full(pages.size[::-1], NOWHERE, np.int32)
    for u, v, extent, own in covers:
        lowest, folded = pages.index(u, v)
        covered = extent >> folded
        for wide in np.flatnonzero(np.bincount(covered)).tolist():
            here = np.flatnonzero(covered == wide)
            first, number = lowest[here], own[here]
            for row, column in np.ndindex(wide, wide):
                code.ravel()[first + np.int32(row * code.shape[1] + column)] = number
    return _coarsened(PlaceMap(code, pages))


def _coarsened(places: PlaceMap) -> PlaceMap:
    """Keep each tile in the coarsest texels that tell the same: one surfel may stand for many samples."""
    fold = np.where(places.pages.held, places.pages.fold, np.int32(ABSENT))
    levels, rest, code = [], np.zeros((0, 2), np.intp), np.zeros((0, TILE, TILE), np.int32)
    for level in range(TILE.bit_length()):
        tiles = np.argwhere(fold == level)
        rest = np.concatenate([rest, tiles])
        code = np.concatenate([code, places.code[_texels(places.pages, tiles, TILE >> level)]])
        coarser = code[:, ::2, ::2]
        alike = (code == coarser.repeat(2, 1).repeat(2, 2)).all((1, 2)) & (TILE >> level > 1)
        levels.append((rest[~alike], code[~alike]))
        rest, code = rest[alike], coarser[alike]
    for level, (tiles, _) in enumerate(levels):
        fold[tiles[:, 0], tiles[:, 1]] = level
    pages = lay_pages(fold)
    laid = np.full(pages.size[::-1], NOWHERE, np.int32)
    for level, (tiles, own) in enumerate(levels):
        laid[_texels(pages, tiles, TILE >> level)] = own
    return PlaceMap(laid, pages)


def _texels(pages: Pages, tiles: NDArray[np.intp], edge: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Rows and columns of the texels that tiles (k, 2; row, column) are kept in: (k, edge, edge)."""
    u, v = (pages.kept(tiles[:, ::-1] * TILE)[:, axis, None, None] for axis in (0, 1))
    along = np.arange(edge, dtype=np.int32)
    return v + along[:, None], u + along
