"""Pages: where those tiles of the atlas are kept in which anything is known.

The atlas is as large as its window, and most of it is floor and ceiling that no picture shows. Stored are only the
tiles with texels of the list, side by side; a table says where. Tiles that only send light are kept in coarser texels.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Tile = tuple[int, int]  # column and row of a tile of the atlas

TILE = 32  # texels along its edge; the same number stands in common_page.glsl
SHELF = 64  # kept tiles in a row


@dataclass(frozen=True)
class Pages:
    """`shift`: int32 (rows, columns, 2), for each tile of an atlas the way to where it is kept: texels along u and v.

    `fold`: int32 (rows, columns), log2 of how many atlas texels, along each edge, one kept texel is; the way begins
    where the atlas is as coarse. Tiles that are not kept lead to one that stays empty. `seen`: bool (rows, columns),
    those tiles with anything to be seen in them; they come first, and are not folded. `count`: how many whole tiles
    hold all kept texels.
    """

    shift: NDArray[np.int32]
    fold: NDArray[np.int32]
    seen: NDArray[np.bool_]
    count: int

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of all that is kept, texels."""
        return SHELF * TILE, TILE * (1 + self.count // SHELF)

    @property
    def to_empty(self) -> NDArray[np.int32]:
        """From each tile of the atlas the way to the tile that stays empty: int32 (rows, columns, 2), texels."""
        return _to_empty(*self.seen.shape)

    @property
    def seen_size(self) -> tuple[int, int]:
        """Width and height of the kept tiles that are seen, texels."""
        return SHELF * TILE, TILE * (1 + int(self.seen.sum()) // SHELF)

    def kept(self, places: NDArray[np.integer]) -> NDArray[np.int32]:
        """Where atlas texels (..., 2; u, v) are kept."""
        tile = places // TILE
        number = tile[..., 1] * self.seen.shape[1] + tile[..., 0]
        coarse = places >> self.fold.take(number)[..., None]
        found: NDArray[np.int32] = (coarse + self.shift.reshape(-1, 2).take(number, axis=0)).astype(np.int32)
        return found

    def index(self, u: NDArray[np.int32], v: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Where atlas texels (n,) are kept: their numbers in all that is kept, row by row; and the `fold` of each."""
        way = self.shift[..., 1] * np.int32(SHELF * TILE) + self.shift[..., 0]
        number: NDArray[np.int32] = v // TILE * np.int32(self.seen.shape[1]) + u // TILE
        fold = self.fold.ravel()[number]
        return (v >> fold) * np.int32(SHELF * TILE) + (u >> fold) + way.ravel()[number], fold


def lay_pages(wanted: NDArray[np.bool_], seen: NDArray[np.bool_], fold: int) -> Pages:
    """Find room for the `wanted` tiles of an atlas, of which some are `seen`: bool (rows, columns) both.

    `fold`: of those that are not.
    """
    shift, folds = _to_empty(*wanted.shape), np.zeros(wanted.shape, np.int32)
    number = 1  # the first tile stays empty
    for which, each in ((seen, 0), (wanted & ~seen, fold)):
        # `side` of them, along each edge, fit into a tile.
        z, x = np.nonzero(which)
        side = 1 << each
        slot, within = np.divmod(np.arange(len(z)), side * side)
        slot += number
        column, row = slot % SHELF * side + within % side, slot // SHELF * side + within // side
        shift[z, x] = np.stack([column - x, row - z], -1) * (TILE >> each)
        folds[z, x] = each
        number += -(-len(z) // (side * side))
    return Pages(shift, folds, seen, number - 1)


def _to_empty(rows: int, columns: int) -> NDArray[np.int32]:
    """The way from each tile to the first that is kept: int32 (rows, columns, 2)."""
    y, x = np.indices((rows, columns), np.int32)
    return np.stack([-x, -y], -1) * np.int32(TILE)
