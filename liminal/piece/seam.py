"""Seams: where the corner of one patch lies on the edge of another, the edge gets a vertex there.

A corner that touches the middle of a longer edge (a T-junction) is rounded to the rasteriser's sub-pixel grid, the edge
is not, and between them single pixels of background shine through. With every edge broken at every corner on it,
neighbours share their edges exactly, and the rules of rasterisation leave no pixel out.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Outline:
    """Closed rings of vertices around patches, all flat in one array.

    `position`: float32 (v, 3). `patch`: (v,), the patch of each vertex, ascending. `first`, `count`: (n,), each patch's
    part of the ring; every ring has at least its four corners, counter-clockwise from the lower left.
    """

    position: NDArray[np.float32]
    patch: NDArray[np.intp]
    first: NDArray[np.intp]
    count: NDArray[np.intp]


def outline(corner: NDArray[np.float32]) -> Outline:
    """Break the edges of axis-aligned rectangles, `corner` (n, 4, 3), at every corner that lies on them."""
    axes = [np.unique(corner[..., axis], return_inverse=True) for axis in range(3)]
    place = [inverse.reshape(corner.shape[:2]) for _, inverse in axes]
    size = [len(values) for values, _ in axes]

    # Number the distinct corners; `x`, `y`, `z` are their ranks among the coordinates in use.
    packed = (place[0] * size[1] + place[1]) * size[2] + place[2]
    point, number = np.unique(packed, return_inverse=True)
    number = number.reshape(packed.shape)
    x, rest = np.divmod(point, size[1] * size[2])
    y, z = np.divmod(rest, size[2])

    # Sort the corners along x, y and z: those between the two ends of an edge, in its axis' order, lie on the edge.
    orders = np.stack([np.argsort((y * size[2] + z) * size[0] + x), np.argsort((x * size[2] + z) * size[1] + y)])
    orders = np.concatenate([orders, np.arange(len(point))[None]])  # packed corners are sorted along z already
    ranks = np.empty_like(orders)
    np.put_along_axis(ranks, orders, np.arange(len(point))[None], axis=1)

    # Walk each edge from its corner towards the next, stopping at every corner on the way.
    start, end = number, np.roll(number, -1, axis=1)
    axis = np.where(x[start] != x[end], 0, np.where(y[start] != y[end], 1, 2))
    walk = ranks[axis, end] - ranks[axis, start]
    steps = np.abs(walk).ravel()
    edge = np.repeat(np.arange(steps.size), steps)
    step = np.arange(edge.size) - np.repeat(np.cumsum(steps) - steps, steps)
    rank = ranks[axis, start].ravel()[edge] + np.sign(walk).ravel()[edge] * step
    vertex = orders[axis.ravel()[edge], rank]

    values = [coordinates for coordinates, _ in axes]
    position = np.column_stack([values[0][x[vertex]], values[1][y[vertex]], values[2][z[vertex]]])
    count = steps.reshape(-1, 4).sum(1)
    return Outline(position, edge // 4, np.cumsum(count) - count, count)


def plain(corner: NDArray[np.float32]) -> Outline:
    """Take the corners (n, 4, 3) of free-standing patches, which share no edge that could tear."""
    count = np.full(len(corner), 4, np.intp)
    return Outline(corner.reshape(-1, 3), np.repeat(np.arange(len(corner)), 4), np.cumsum(count) - count, count)


def join(one: Outline, other: Outline) -> Outline:
    """Put the patches of `other` after those of `one`."""
    return Outline(
        np.concatenate([one.position, other.position]),
        np.append(one.patch, other.patch + len(one.first)),
        np.append(one.first, other.first + len(one.position)),
        np.append(one.count, other.count),
    )
