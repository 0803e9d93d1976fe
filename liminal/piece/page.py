"""Pages: where those tiles of the atlas are kept in which anything is known.

The atlas is as large as its window, and most of it is floor and ceiling that no picture shows. Stored are only the
tiles with texels of the list, side by side; a table says where. Where nothing is known finely, texels may be coarser.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Tile = tuple[int, int]  # column and row of a tile of the atlas

TILE = 32  # texels along its edge; the same number stands in common_page.glsl
SHELF = 64  # kept tiles in a row
ABSENT = -1  # the fold of a tile that needs no room


@dataclass(frozen=True)
class Pages:
    """`shift`: int32 (rows, columns, 2), for each tile of an atlas the way to where it is kept: texels along u and v.

    `fold`: int32 (rows, columns), log2 of how many atlas texels, along each edge, one kept texel is; the way begins
    where the atlas is as coarse. Tiles that are not kept lead to one that stays empty. `held`: bool (rows, columns),
    the tiles that are kept. `count`: how many whole tiles hold all kept texels.
    """

    shift: NDArray[np.int32]
    fold: NDArray[np.int32]
    held: NDArray[np.bool_]
    count: int

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of all that is kept, texels."""
        return SHELF * TILE, TILE * (1 + self.count // SHELF)

    def kept(self, places: NDArray[np.integer]) -> NDArray[np.int32]:
        """Where atlas texels (..., 2; u, v) are kept."""
        tile = places // TILE
        number = tile[..., 1] * self.held.shape[1] + tile[..., 0]
        coarse = places >> self.fold.take(number)[..., None]
        found: NDArray[np.int32] = (coarse + self.shift.reshape(-1, 2).take(number, axis=0)).astype(np.int32)
        return found

    def index(self, u: NDArray[np.int32], v: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Where atlas texels (n,) are kept: their numbers in all that is kept, row by row; and the `fold` of each."""
        way = self.shift[..., 1] * np.int32(SHELF * TILE) + self.shift[..., 0]
        number = tile_numbers(u, v, self.held.shape[1])
        fold = self.fold.ravel()[number]
        return (v >> fold) * np.int32(SHELF * TILE) + (u >> fold) + way.ravel()[number], fold


def tile_numbers(u: NDArray[np.int32], v: NDArray[np.int32], columns: int) -> NDArray[np.int32]:
    """The numbers of the tiles that atlas texels (n,) lie in, row by row, of so many columns: (n,)."""
    numbers: NDArray[np.int32] = v // TILE * np.int32(columns) + u // TILE
    return numbers


def lay_pages(fold: NDArray[np.int32]) -> Pages:
    """Find room for tiles of an atlas, each with its fold or ABSENT: (rows, columns)."""
    held = fold != ABSENT
    rows, columns = fold.shape
    across, down = np.meshgrid(np.arange(columns, dtype=np.int32), np.arange(rows, dtype=np.int32))
    shift = np.stack([-across, -down], -1) * np.int32(TILE)  # to the first tile
    number = 1  # which stays empty
    for each in np.unique(fold[held]).tolist():
        # `side` of them, along each edge, fit into a tile.
        z, x = np.nonzero(fold == each)
        side = 1 << each
        slot, within = np.divmod(np.arange(len(z)), side * side)
        slot += number
        column, row = slot % SHELF * side + within % side, slot // SHELF * side + within // side
        shift[z, x] = np.stack([column - x, row - z], -1) * (TILE >> each)
        number += -(-len(z) // (side * side))
    return Pages(shift, np.where(held, fold, np.int32(0)), held, number - 1)
