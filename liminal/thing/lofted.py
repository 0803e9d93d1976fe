"""Lofted surfaces: closed rings of points joined one to the next; and the outlines that rings and sheets have."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.thing.surface_mesh import SurfaceMesh, grid_triangles, smooth_normals

Floats = NDArray[np.float64]


def lofted(rings: ArrayLike, *, capped: bool = True) -> SurfaceMesh:
    """The surface through closed rings of points (r, n, 3), m; fans close its first and last ring if `capped`.

    It is smooth everywhere, but a corner's normal is that of the larger faces beside it more than that of the smaller:
    a narrow bevel makes an edge. The finish is laid on along the axes of the space, along x where possible.
    """
    rings = np.asarray(rings, float)
    count, around = rings.shape[:2]
    position = rings.reshape(-1, 3)
    number = np.arange(len(position), dtype=np.intp).reshape(count, around)
    triangles = grid_triangles(np.hstack([number, number[:, :1]]))
    if capped:
        position = np.vstack([position, rings[0].mean(0), rings[-1].mean(0)])
        first, last = (np.full(around, count * around + end, np.intp) for end in (0, 1))
        fans = [first, number[0], np.roll(number[0], -1)], [last, np.roll(number[-1], -1), number[-1]]
        triangles = np.concatenate([triangles, *(np.stack(fan, 1) for fan in fans)])
    a, b, c = (position[triangles[:, k]] for k in range(3))
    face = np.cross(b - a, c - a)
    seen = np.linalg.norm(face, axis=1) > 1e-12
    triangles, face = triangles[seen], face[seen]
    if ((a[seen] - position.mean(0)) * face).sum() < 0:
        triangles, face = triangles[:, ::-1], -face
    normal = smooth_normals(position, triangles)

    # A corner between faces that look along different axes is there once for each.
    key, corners = np.unique(3 * triangles + abs(face).argmax(1)[:, None], return_inverse=True)
    vertex, axis = key // 3, key % 3
    surface = np.stack([position[vertex, 2 * (axis == 0)], position[vertex, 1 + (axis == 1)]], 1)
    return SurfaceMesh(position[vertex], normal[vertex], surface, corners.reshape(-1, 3).astype(np.intp))


def rounded_rectangle(size: ArrayLike, radius: float, arc: int = 3, along: tuple[int, int] = (1, 1)) -> Floats:
    """The outline (n, 2) of a rectangle about the origin, its corners arcs of `arc` pieces; `along`: pieces a side."""
    half = np.asarray(size, float) / 2
    radius = min(radius, float(half.min()) - 1e-4)
    points = []
    for quarter in range(4):
        angle = np.pi / 2 * (quarter + np.linspace(0, 1, arc + 1))
        direction = np.column_stack([np.cos(angle), np.sin(angle)])
        sign = np.array([1 if quarter in (0, 3) else -1, 1 if quarter < 2 else -1])
        points.append(sign * (half - radius) + radius * direction)
    outline = []
    for quarter in range(4):
        begin, end = points[quarter][-1], points[(quarter + 1) % 4][0]
        share = np.linspace(0, 1, along[quarter % 2] + 1)[1:-1, None]
        outline += [points[quarter], begin + share * (end - begin)]
    return np.concatenate(outline)


def nested(
    size: ArrayLike,
    radius: float,
    profile: Sequence[tuple[float, float]],
    arc: int = 3,
    along: tuple[int, int] = (1, 1),
) -> Floats:
    """Rings (r, n, 3) of a slab that lies flat: for each (inset, height), m, of a profile a rounded rectangle."""
    width, depth = size = np.asarray(size, float)
    rings = []
    for inset, height in profile:
        inner = radius + (min(width, depth) / 2 - radius) * (2 * inset / min(width, depth)) - inset
        outline = rounded_rectangle((width - 2 * inset, depth - 2 * inset), inner, arc, along)
        rings.append(np.column_stack([outline[:, 0], np.full(len(outline), height), -outline[:, 1]]))
    return np.array(rings)


def rounded_grid(x: ArrayLike, y: ArrayLike, radius: float) -> Floats:
    """A grid of points (r, c, 2) over a rectangle whose corners are rounded: lines at x (c,) and y (r,), ascending."""
    grid = np.stack(np.meshgrid(np.asarray(x, float), np.asarray(y, float)), -1)
    low, high = grid[0, 0] + radius, grid[-1, -1] - radius
    inner = grid.clip(low, high)
    off = grid - inner
    length = np.linalg.norm(off, axis=2, keepdims=True)
    rounded: Floats = inner + off * abs(off).max(2, keepdims=True) / np.maximum(length, 1e-12)
    return rounded
