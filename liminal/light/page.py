"""The table of pages as shaders read it: where each tile of the atlas is kept."""

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Context, Texture, make_texture
from liminal.piece.page import TILE, Pages


def upload_all(context: Context, pages: Pages) -> Texture:
    """Make the `pages` texture of `shaders/common_page.glsl`."""
    return _table(context, pages.shift)


def upload_seen(context: Context, pages: Pages) -> Texture:
    """Make the same, in which tiles with nothing to be seen in them count as not kept."""
    return _table(context, np.where(pages.seen[..., None], pages.shift, pages.to_empty))


def _table(context: Context, shift: NDArray[np.int32]) -> Texture:
    return make_texture(context, shift.shape[1::-1], 2, "i4", shift)


def upload_neighbours(context: Context, pages: Pages) -> Texture:
    """Make the `pages` texture of `shaders/common_irradiance.glsl`: where seen tiles and their neighbours are kept."""
    rows, columns = pages.seen.shape
    corner = pages.kept(np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), -1) * TILE)
    packed = np.zeros((rows + 2, columns + 2), np.int32)
    packed[1:-1, 1:-1] = np.where(pages.seen, corner[..., 0] | corner[..., 1] << 16, 0)
    neighbours = np.stack([packed[:-1, :-1], packed[:-1, 1:], packed[1:, :-1], packed[1:, 1:]], -1)
    return make_texture(context, (columns + 1, rows + 1), 4, "i4", neighbours)
