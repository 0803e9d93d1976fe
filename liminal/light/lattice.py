"""The cells as rays read them: the textures behind `shaders/common_ray.glsl`."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_cdt

from liminal.gl import Context, Texture, make_texture
from liminal.world.grid import CELL
from liminal.world.window import Window


def reach(window: Window) -> NDArray[np.int32]:
    """How far heights stay the same around each cell: int32 (h, w), at least 1.

    All cells closer than this (Chebyshev distance) have the same floor and ceiling as the cell itself.
    """
    # A cell with a different neighbour has reach 1; every other is one further than its nearest such cell.
    changes = np.zeros(window.floor.shape, bool)
    for heights in (window.floor, window.ceiling):
        across = np.diff(heights, axis=1) != 0
        along = np.diff(heights, axis=0) != 0
        changes[:, 1:] |= across
        changes[:, :-1] |= across
        changes[1:] |= along
        changes[:-1] |= along
        diagonal = heights[1:, 1:] != heights[:-1, :-1]
        changes[1:, 1:] |= diagonal
        changes[:-1, :-1] |= diagonal
        diagonal = heights[1:, :-1] != heights[:-1, 1:]
        changes[1:, :-1] |= diagonal
        changes[:-1, 1:] |= diagonal
    changes[[0, -1], :] = changes[:, [0, -1]] = True
    distance: NDArray[np.int32] = distance_transform_cdt(~changes, metric="chessboard")
    return distance + 1


def upload(context: Context, window: Window) -> Texture:
    """Make the `cells` texture of a window whose outermost cells are solid: floor, ceiling (in cells), reach, 0."""
    rows, columns = window.floor.shape
    cells = np.zeros((rows, columns, 4), np.float32)
    cells[..., 0] = window.floor / CELL
    cells[..., 1] = window.ceiling / CELL
    cells[..., 2] = reach(window)
    return make_texture(context, (columns, rows), 4, "f4", cells)
