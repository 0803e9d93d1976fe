"""The table of pages as shaders read it: where each tile of the atlas is kept."""

import numpy as np

from liminal.gl import Scope, Texture, make_texture
from liminal.piece.page import TILE, Pages


def upload_pages(scope: Scope, pages: Pages) -> Texture:
    """Make the `pages` texture of `shaders/common_page.glsl`."""
    table = np.concatenate([pages.shift, pages.fold[..., None]], -1)
    return make_texture(scope, pages.fold.shape[::-1], 3, "i4", table)


def upload_neighbours(scope: Scope, pages: Pages) -> Texture:
    """Make the `pages` texture of `shaders/common_irradiance.glsl`: where tiles and their neighbours are kept."""
    rows, columns = pages.held.shape
    corner = pages.kept(np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), -1) * TILE)
    packed = np.zeros((rows + 2, columns + 2), np.int32)
    packed[1:-1, 1:-1] = np.where(pages.held, corner[..., 0] | corner[..., 1] << 16, 0)
    neighbours = np.stack([packed[:-1, :-1], packed[:-1, 1:], packed[1:, :-1], packed[1:, 1:]], -1)
    return make_texture(scope, (columns + 1, rows + 1), 4, "i4", neighbours)
