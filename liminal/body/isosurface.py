"""Isosurfaces: the surface of a solid that a distance field tells of, as triangles of even size.

Surface nets (S. Gibson, "Constrained elastic surface nets", 1998): a corner in each cell that the surface crosses, in
the middle of where it crosses the cell's edges.
"""

from collections.abc import Callable
from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.thing.surface_mesh import Triangles

Floats = NDArray[np.float64]
Field = Callable[[Floats], Floats]  # points (n, 3), m, to distances or heights (n,), m

COARSE = 4  # cells to one whose distance is asked first
SLACK = 0.02  # m: what the distance may be wrong by near the surface, where solids are blended over wide edges
HIGHEST = 0.015  # m: no relief is higher or deeper
AROUND = 2.7  # cells on both sides of the surface: what its corners and normals are found from

_EDGES = list(product((0, 1), repeat=3))  # corners of a cell


def isosurface(
    distance: Field, relief: Field | None, low: ArrayLike, high: ArrayLike, cell: float, slack: float = SLACK
) -> tuple[Floats, Floats, Triangles]:
    """Return positions (v, 3), unit normals (v, 3) and triangles (t, 3), counter-clockwise from outside.

    `distance`: to a solid, negative inside. `relief`: how high the surface stands over it, at most HIGHEST. `low`,
    `high`: corners of a box around all of it, m. `cell`: edge of a cell, m, about that of a triangle. `slack`:
    what the distance may be wrong by near the surface, m.
    """
    origin = np.asarray(low, float)
    blocks = np.ceil(np.subtract(high, low) / (COARSE * cell)).astype(int)
    values = _sampled(distance, relief, origin, blocks, cell, slack)
    inside = values < 0
    count = sum(_corner(inside, each).astype(np.int8) for each in _EDGES)
    crossed = np.argwhere((count > 0) & (count < len(_EDGES)))
    number = np.full(np.subtract(values.shape, 1), -1, np.intp)
    number[tuple(crossed.T)] = np.arange(len(crossed))
    at = np.stack([values[tuple((crossed + each).T)] for each in _EDGES], 1)
    middle = _middle(at)
    position = origin + cell * (crossed + middle)
    return position, _normals(values, crossed, middle), _triangles(inside, number, position)


def _sampled(
    distance: Field, relief: Field | None, origin: Floats, blocks: NDArray[np.intp], cell: float, slack: float
) -> Floats:
    """The field at the corners of cells; far from the surface only its sign is right."""
    # Each corner has the value of the middle of its block of COARSE corners along each axis.
    middle = (COARSE - 1) / 2
    coarse = COARSE * np.stack(np.meshgrid(*(np.arange(each + 1) for each in blocks), indexing="ij"), -1) + middle
    values = distance((origin + cell * coarse).reshape(-1, 3)).reshape(coarse.shape[:3])
    for axis in range(3):
        values = np.repeat(values, COARSE, axis)
    values = values[tuple(np.s_[: COARSE * each + 1] for each in blocks)].copy()
    near = np.argwhere(abs(values) < 3**0.5 * middle * cell + slack)
    exact = distance(origin + cell * near)
    if relief is not None:
        close = abs(exact) < AROUND * cell + HIGHEST
        exact[close] -= relief(origin + cell * near[close])
    values[tuple(near.T)] = exact
    return values


def _corner(grid: NDArray[np.bool_], corner: tuple[int, ...]) -> NDArray[np.bool_]:
    """The values at one corner of each cell."""
    return grid[tuple(np.s_[each : size - 1 + each] for each, size in zip(corner, grid.shape, strict=True))]


def _middle(at: Floats) -> Floats:
    """The mean place (v, 3) of where the surface meets the edges of cells, 0 to 1; `at`: (v, 8), at their corners."""
    total, edges = np.zeros((len(at), 3)), np.zeros((len(at), 1))
    for first, begin in enumerate(_EDGES):
        for axis in range(3):
            if begin[axis]:
                continue
            last = first + (4, 2, 1)[axis]
            meets = (at[:, first] < 0) != (at[:, last] < 0)
            share = at[:, first] / np.where(meets, at[:, first] - at[:, last], 1.0)
            total += meets[:, None] * (np.array(begin, float) + share[:, None] * np.eye(3)[axis])
            edges += meets[:, None]
    middle: Floats = total / edges
    return middle


def _normals(values: Floats, crossed: NDArray[np.intp], middle: Floats) -> Floats:
    """The unit normals (v, 3) at places in cells: the slope of the field, between the cells' corners."""
    slope = np.zeros((len(crossed), 3))
    for corner in _EDGES:
        weight = np.where(corner, middle, 1 - middle).prod(1)
        for axis in range(3):
            ends = crossed + corner + np.array([-np.eye(3, dtype=int)[axis], np.eye(3, dtype=int)[axis]])[:, None]
            slope[:, axis] += weight * (values[tuple(ends[1].T)] - values[tuple(ends[0].T)])
    unit: Floats = slope / np.maximum(np.linalg.norm(slope, axis=1, keepdims=True), 1e-12)
    return unit


def _triangles(inside: NDArray[np.bool_], number: NDArray[np.intp], position: Floats) -> Triangles:
    """Two triangles across each edge of the grid that the surface meets, between its four cells' corners."""
    quads = []
    for axis in range(3):
        ends = [np.delete(inside, end, axis) for end in (-1, 0)]
        at = np.argwhere(ends[0] != ends[1])
        first, second = (np.eye(3, dtype=int)[(axis + step) % 3] for step in (1, 2))
        quad = np.stack([number[tuple((at - each).T)] for each in (first + second, second, 0 * first, first)], 1)
        outward = ends[0][tuple(at.T)]
        quads.append(np.where(outward[:, None], quad, quad[:, ::-1]))
    quad = np.concatenate(quads)
    one, other = (np.linalg.norm(position[quad[:, k]] - position[quad[:, k + 2]], axis=1) for k in (0, 1))
    shorter = np.where((one <= other)[:, None], quad, np.roll(quad, 1, axis=1))
    triangles: Triangles = np.concatenate([shorter[:, [0, 1, 2]], shorter[:, [0, 2, 3]]])
    return triangles
