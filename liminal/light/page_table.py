"""The table of pages as shaders read it: where each tile of the atlas is kept."""

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Scope, Texture, make_texture
from liminal.piece.page import TILE, Pages


def upload_all(scope: Scope, pages: Pages) -> Texture:
    """Make the `pages` texture of `shaders/common_page.glsl`."""
    return _table(scope, pages.shift, pages.fold)


def upload_seen(scope: Scope, pages: Pages) -> Texture:
    """Make the same, in which tiles with nothing to be seen in them count as not kept."""
    return _table(scope, np.where(pages.seen[..., None], pages.shift, pages.to_empty), np.zeros_like(pages.fold))


def _table(scope: Scope, shift: NDArray[np.int32], fold: NDArray[np.int32]) -> Texture:
    return make_texture(scope, fold.shape[::-1], 3, "i4", np.concatenate([shift, fold[..., None]], -1))


def upload_neighbours(scope: Scope, pages: Pages) -> Texture:
    """Make the `pages` texture of `shaders/common_irradiance.glsl`: where seen tiles and their neighbours are kept."""
    rows, columns = pages.seen.shape
    corner = pages.kept(np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), -1) * TILE)
    packed = np.zeros((rows + 2, columns + 2), np.int32)
    packed[1:-1, 1:-1] = np.where(pages.seen, corner[..., 0] | corner[..., 1] << 16, 0)
    neighbours = np.stack([packed[:-1, :-1], packed[:-1, 1:], packed[1:, :-1], packed[1:, 1:]], -1)
    return make_texture(scope, (columns + 1, rows + 1), 4, "i4", neighbours)
