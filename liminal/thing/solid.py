"""Solids with flat faces: bevelled boxes, plates of any convex outline, rounded cushions."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.thing.surface_mesh import SurfaceMesh, grid_triangles

Floats = NDArray[np.float64]


def bevelled_box(size: ArrayLike, bevel: float, spacing: float) -> SurfaceMesh:
    """A box about the origin, its edges cut off by `bevel` (m), corners of its faces at most `spacing` apart (m).

    Faces keep their own normals up to the cut, which shades from one to the other.
    """
    half = np.asarray(size, float) / 2
    bevel = min(bevel, 0.3 * float(half.min()))
    steps = [np.linspace(-(each - bevel), each - bevel, 1 + max(1, round(2 * each / spacing))) for each in half]
    positions, surfaces = [], []
    for axis, _, grid in _sides(half, steps):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        points = grid.reshape(-1, 3)
        positions.append(points)
        surfaces.append(points[:, [u, v] if half[u] >= half[v] else [v, u]])
    normal, triangles = _box_faces(tuple(map(len, steps)), bevel > 0)
    return SurfaceMesh(np.concatenate(positions), normal, np.concatenate(surfaces), triangles)


@lru_cache(maxsize=128)
def _box_faces(counts: tuple[int, ...], bevelled: bool) -> tuple[Floats, NDArray[np.intp]]:
    """The normals (v, 3) and the triangles of a box whose faces have so many corners along each axis, (3,)."""
    cube = np.ones(3)
    grids: dict[tuple[int, int], NDArray[np.intp]] = {}
    positions, normals, triangles = [], [], []
    first = 0
    # Corners stand off their face's edges, so that bevels, too, have a front.
    for axis, sign, grid in _sides(cube, [np.linspace(-0.5, 0.5, count) for count in counts]):
        number = np.arange(grid[..., 0].size, dtype=np.intp).reshape(grid.shape[:2]) + first
        grids[axis, sign] = number
        first += number.size
        positions.append(grid.reshape(-1, 3))
        normals.append(np.tile(sign * np.eye(3)[axis], (number.size, 1)))
        triangles.append(grid_triangles(number))
    if bevelled:
        triangles += _bevels(grids)
    normal = np.concatenate(normals)
    mesh = SurfaceMesh(np.concatenate(positions), normal, normal[:, :2], np.concatenate(triangles)).facing_outward()
    for each in (normal, mesh.triangles):
        each.flags.writeable = False
    return normal, mesh.triangles


def _bevels(grids: dict[tuple[int, int], NDArray[np.intp]]) -> list[NDArray[np.intp]]:
    """The strips between faces that meet at an edge, and the triangles at the box's corners."""

    def edge(axis: int, sign: int, beside: int, side: int) -> NDArray[np.intp]:
        grid = grids[axis, sign]
        last = -1 if side > 0 else 0
        row: NDArray[np.intp] = grid[last] if (axis + 1) % 3 == beside else grid[:, last]
        return row

    parts = []
    for first in range(3):
        second = (first + 1) % 3
        for sign in (1, -1):
            for side in (1, -1):
                strip = np.stack([edge(first, sign, second, side), edge(second, side, first, sign)])
                parts.append(grid_triangles(strip))
    for signs in np.ndindex(2, 2, 2):
        x, y, z = (1 - 2 * each for each in signs)
        at = {1: -1, -1: 0}
        parts.append(np.array([[grids[0, x][at[y], at[z]], grids[1, y][at[z], at[x]], grids[2, z][at[x], at[y]]]]))
    return parts


def rectangle(size: ArrayLike, spacing: float) -> SurfaceMesh:
    """A flat rectangle (x, y; m) about the origin that looks towards +z, corners at most `spacing` apart (m)."""
    width, height = np.asarray(size, float).tolist()
    x, y = (np.linspace(0, each, 1 + max(1, round(each / spacing))) for each in (width, height))
    grid = np.empty((len(y), len(x), 2))
    grid[..., 0], grid[..., 1] = x, y[:, None]
    surface = grid.reshape(-1, 2)
    position, normal = np.zeros((2, len(surface), 3))
    position[:, :2] = surface - (width / 2, height / 2)
    normal[:, 2] = 1.0
    number = np.arange(len(surface), dtype=np.intp).reshape(len(y), len(x))
    return SurfaceMesh(position, normal, surface, grid_triangles(number.T))


def rounded_box(size: ArrayLike, radius: float, spacing: float, swell: float = 0.0, arc: int = 3) -> SurfaceMesh:
    """A box about the origin with round edges of `radius` (m) in `arc` steps: a cushion.

    `swell`: how far the middles of its faces stand out beyond the size, m.
    """
    half = np.asarray(size, float) / 2
    radius = min(radius, float(half.min()))
    core = half - radius
    bend = radius * (1 - np.tan(np.linspace(np.pi / 4, 0, arc + 1)))
    steps = []
    for axis in range(3):
        inner = np.linspace(-core[axis], core[axis], 1 + max(1, round(2 * core[axis] / spacing)))
        steps.append(np.concatenate([bend[:-1] - half[axis], inner, half[axis] - bend[-2::-1]]))
    parts = []
    for axis, sign, grid in _sides(half, steps):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        points = grid.reshape(-1, 3)
        inner_points = np.clip(points, -core, core)
        normal = points - inner_points
        normal /= np.linalg.norm(normal, axis=1, keepdims=True)
        place = inner_points + radius * normal
        across = 1 - (points[:, [u, v]] / half[[u, v]]) ** 2
        place[:, axis] += sign * swell * np.prod(across, axis=1)
        slope = -2 * points[:, [u, v]] / half[[u, v]] ** 2 * across[:, ::-1] * swell
        normal[:, [u, v]] -= slope * abs(normal[:, [axis]])
        normal /= np.linalg.norm(normal, axis=1, keepdims=True)
        number = np.arange(len(points), dtype=np.intp).reshape(grid.shape[:2])
        parts.append(SurfaceMesh(place, normal, points[:, [u, v]], grid_triangles(number)).facing_outward())
    return SurfaceMesh.joined(parts)


def _sides(half: Floats, steps: list[Floats]) -> Iterator[tuple[int, int, Floats]]:
    """Yield the six sides of a box about the origin: the axis and sign of its normal, and a grid of points (r, c, 3).

    `half`: (3,), half its edges. `steps`: places along each axis; rows and columns run along the two that follow.
    """
    for axis in range(3):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        for sign in (1, -1):
            grid = np.zeros((len(steps[u]), len(steps[v]), 3))
            grid[..., axis] = sign * half[axis]
            grid[..., u], grid[..., v] = steps[u][:, None], steps[v][None]
            yield axis, sign, grid


def extruded(outline: ArrayLike, thickness: float, bevel: float = 0.0) -> SurfaceMesh:
    """A plate: an outline (n, 2; x, y, m), seen whole from its centroid, from z = -thickness / 2 to thickness / 2."""
    outline = np.asarray(outline, float)
    if _area(outline) < 0:
        outline = outline[::-1]
    bevel = min(bevel, 0.3 * thickness)
    face, half = inset(outline, bevel), thickness / 2
    middle = face.mean(0)
    count = len(outline)
    parts = []
    for sign in (1, -1):
        flat = np.vstack([face, middle])
        position = np.column_stack([flat, np.full(len(flat), sign * half)])
        normal = np.tile((0.0, 0.0, float(sign)), (len(flat), 1))
        ring = np.arange(count)
        fan = np.stack([ring, (ring + 1) % count, np.full(count, count)], 1)
        parts.append(SurfaceMesh(position, normal, flat, fan[:, ::sign]))

    # The rim: flat between its own corners, with the cuts to the two faces beside it.
    along = np.roll(outline, -1, 0) - outline
    length = np.linalg.norm(along, axis=1)
    outward = np.column_stack([along[:, 1], -along[:, 0]]) / length[:, None]
    for first in range(count):
        second = (first + 1) % count
        ends = outline[[first, second]]
        levels = [
            (face[[first, second]], -half),
            (ends, bevel - half),
            (ends, half - bevel),
            (face[[first, second]], half),
        ]
        rows = levels if bevel > 0 else levels[1:3]
        grid = np.array([np.column_stack([points, (level, level)]) for points, level in rows])
        normal = np.tile(np.append(outward[first], 0.0), (*grid.shape[:2], 1))
        if bevel > 0:
            normal[0], normal[-1] = (0, 0, -1), (0, 0, 1)
        surface = np.stack(np.broadcast_arrays(np.array([0.0, length[first]]), grid[..., 2]), -1)
        number = np.arange(grid[..., 0].size, dtype=np.intp).reshape(grid.shape[:2])
        parts.append(
            SurfaceMesh(grid.reshape(-1, 3), normal.reshape(-1, 3), surface.reshape(-1, 2), grid_triangles(number.T))
        )
    return SurfaceMesh.joined(parts)


def _area(outline: Floats) -> float:
    """The area of a polygon (n, 2), positive if it goes round counter-clockwise."""
    following = np.roll(outline, -1, 0)
    return float((outline[:, 0] * following[:, 1] - following[:, 0] * outline[:, 1]).sum() / 2)


def inset(outline: Floats, by: float) -> Floats:
    """An outline (n, 2), counter-clockwise, whose sides have moved inwards."""
    along = np.roll(outline, -1, 0) - outline
    outward = np.column_stack([along[:, 1], -along[:, 0]]) / np.linalg.norm(along, axis=1, keepdims=True)
    before = np.roll(outward, 1, 0)
    both = outward + before
    moved: Floats = outline - by * both / (1 + (outward * before).sum(1, keepdims=True))
    return moved
