"""The occluder: what rays meet in a piece. `shaders/common_ray.glsl` follows the same rays on the GPU."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_cdt

from liminal.world.grid import CELL
from liminal.world.window import Window


@dataclass(frozen=True)
class Occluder:
    """The air of a piece, cell by cell. The outermost cells are solid.

    `floor`, `ceiling`: float32 (h, w), cells above the world's zero; solid where they meet. `reach`: int32 (h, w), at
    least 1: all cells closer than this (Chebyshev distance) have the same two heights as the cell itself. `unit`: m to
    a cell.
    """

    floor: NDArray[np.float32]
    ceiling: NDArray[np.float32]
    reach: NDArray[np.int32]
    unit: float = CELL


def occluder_of(window: Window) -> Occluder:
    """The occluder of a window whose outermost cells are solid."""
    return Occluder(window.floor / np.float32(CELL), window.ceiling / np.float32(CELL), _reach(window))


def _reach(window: Window) -> NDArray[np.int32]:
    """How far heights stay the same around each cell: int32 (h, w), at least 1."""
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
