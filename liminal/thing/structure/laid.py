"""Surfaces that tiles are laid on: bent grids of points with the places where they lie on their finish."""

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.thing.surface_mesh import SurfaceMesh, grid_triangles
from liminal.world.grid import CELL

Floats = NDArray[np.float64]

OVERLAP = 0.003  # m: how far structures reach behind the faces of cells


def laid(grid: ArrayLike, normal: ArrayLike, across: ArrayLike, up: ArrayLike) -> SurfaceMesh:
    """A surface on a grid of points (r, c, 3), m, with normals that spread over (r, c, 3).

    `across`, `up`: where its points lie on the finish, m; they spread over (r, c).
    """
    grid = np.asarray(grid, float)
    shape = grid.shape[:2]
    normals = np.broadcast_to(np.asarray(normal, float), grid.shape).reshape(-1, 3)
    surface = np.stack([np.broadcast_to(each, shape) for each in (across, up)], -1).reshape(-1, 2)
    number = np.arange(shape[0] * shape[1], dtype=np.intp).reshape(shape)
    return SurfaceMesh(grid.reshape(-1, 3), normals, surface, grid_triangles(number)).facing_outward()


def whole_tiles(length: float) -> float:
    """The length on the finish of a surface so long, m, that takes a whole number of tiles: they are cut a little."""
    return max(1, round(length / CELL)) * CELL


def pieces(length: float, longest: float) -> int:
    """The number of pieces of a length, none of them longer than this."""
    return max(1, int(np.ceil(length / longest - 1e-6)))


def levels(low: float, high: float, near: bool) -> Floats:
    """Heights between two, m, at which the light on something upright is found: closer together near its ends."""
    ends = [0.04, 0.12, 0.26] if near else [0.1]
    if high - low < 2.5 * ends[-1]:
        return np.linspace(low, high, 1 + pieces(high - low, 0.12))
    inner = np.linspace(low + ends[-1], high - ends[-1], 1 + pieces(high - low - 2 * ends[-1], 0.26 if near else 0.5))
    rising = [low, *(low + each for each in ends[:-1]), *inner.tolist(), *(high - each for each in ends[-2::-1]), high]
    return np.array(rising)


def spans(edges: ArrayLike) -> list[tuple[float, float]]:
    """Neighbouring pairs of some numbers (n,)."""
    return list(pairwise(np.asarray(edges, float).tolist()))
