"""Swept surfaces: tubes along a path, bodies of rotation, mouldings, sheets of some thickness, smooth lofts."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.thing.spline import cubic
from liminal.thing.surface_mesh import SurfaceMesh, grid_triangles, smooth_normals

Floats = NDArray[np.float64]
CREASE = np.cos(np.radians(35.0))  # directions that differ by more meet at an edge, not in a curve
SHARPEST = 0.4  # 1 + the cosine of the sharpest turn (127 degrees) whose mitre keeps its point


def bent(points: ArrayLike, radius: float, steps: int = 4, *, closed: bool = False) -> Floats:
    """A path (n, 3) whose corners are rounded by arcs of `radius` (m), `steps` pieces each."""
    points = np.asarray(points, float)
    path = []
    count = len(points)
    for number, here in enumerate(points):
        if not closed and number in (0, count - 1):
            path.append(here[None])
            continue
        towards = points[number - 1] - here, points[(number + 1) % count] - here
        lengths = [float(np.linalg.norm(each)) for each in towards]
        back, on = (each / length for each, length in zip(towards, lengths, strict=True))
        half_angle = np.arccos(np.clip(back @ on, -1, 1)) / 2
        if half_angle > np.pi / 2 - 1e-3:
            path.append(here[None])
            continue
        reach = min(radius / np.tan(half_angle), 0.49 * min(lengths))
        inwards = (back + on) / np.linalg.norm(back + on)
        centre = here + inwards * reach / np.cos(half_angle)
        first, last = here + back * reach - centre, here + on * reach - centre
        swing = np.pi - 2 * half_angle
        share = np.linspace(0, 1, steps + 1)[:, None]
        arc = (np.sin((1 - share) * swing) * first + np.sin(share * swing) * last) / np.sin(swing)
        path.append(centre + arc)
    return np.concatenate(path)


def rounded_rectangle(width: float, height: float, radius: float, steps: int = 3) -> Floats:
    """The outline of a rectangle about the origin with round corners, in the plane z = 0, counter-clockwise: (n, 3)."""
    corners = np.array([(-1, -1, 0), (1, -1, 0), (1, 1, 0), (-1, 1, 0)]) * (width / 2, height / 2, 0)
    return bent(corners, radius, steps, closed=True)


def subdivided(path: ArrayLike, longest: float, *, closed: bool = False) -> Floats:
    """A path (n, 3) with points put in where it runs straight for more than `longest`, m."""
    path = np.asarray(path, float)
    ends = np.vstack([path, path[:1]]) if closed else path
    parts = []
    for begin, end in pairwise(ends):
        count = max(1, int(np.ceil(np.linalg.norm(end - begin) / longest)))
        parts.append(begin + np.arange(count)[:, None] / count * (end - begin))
    return np.concatenate(parts if closed else [*parts, ends[-1:]])


def tube(
    path: ArrayLike, radius: ArrayLike, sides: int = 8, *, closed: bool = False, capped: bool = True
) -> SurfaceMesh:
    """A tube along a path (n, 3), m, of one radius or one for each point (n,), m. `closed`: the path is a ring."""
    path = np.asarray(path, float)
    if closed:
        path = np.vstack([path, path[:1]])
    radii = np.broadcast_to(np.asarray(radius, float), len(path)) if np.ndim(radius) == 0 else np.asarray(radius, float)
    if closed and len(radii) < len(path):
        radii = np.append(radii, radii[0])
    along = np.gradient(path, axis=0)
    if closed:
        along[0] = along[-1] = path[1] - path[-2]
    along /= np.linalg.norm(along, axis=1, keepdims=True)

    # A frame that is carried along without turning about the path.
    across = np.cross(along[0], (0, 1, 0) if abs(along[0, 1]) < 0.9 else (1, 0, 0))
    frames = np.empty((2, *along.shape))
    for station, direction in enumerate(along):
        across = across - direction * (across @ direction)
        across = across / math.sqrt(across @ across)
        frames[0, station] = across
    frames[1] = np.cross(along, frames[0])
    if closed:
        frames[:, -1] = frames[:, 0]
    angle = 2 * np.pi * np.arange(sides + 1) / sides
    first, second = frames[:, :, None]
    normal = np.cos(angle)[:, None] * first + np.sin(angle)[:, None] * second
    position = path[:, None] + radii[:, None, None] * normal
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    around = angle[None] * radii.mean()
    surface = np.stack(np.broadcast_arrays(length[:, None], around), -1)
    number = np.arange(position[..., 0].size, dtype=np.intp).reshape(position.shape[:2])
    parts = [
        SurfaceMesh(
            position.reshape(-1, 3), normal.reshape(-1, 3), surface.reshape(-1, 2), grid_triangles(number)
        ).facing_outward()
    ]
    if capped and not closed:
        for end, sign in ((0, -1.0), (-1, 1.0)):
            if radii[end] > 1e-4:
                parts.append(_disc(path[end], sign * along[end], position[end, :-1]))
    return SurfaceMesh.joined(parts)


def _disc(middle: Floats, normal: Floats, ring: Floats) -> SurfaceMesh:
    """The flat end of a tube."""
    count = len(ring)
    position = np.vstack([ring, middle])
    fan = np.stack([np.arange(count), (np.arange(count) + 1) % count, np.full(count, count)], 1)
    surface = np.zeros((count + 1, 2))
    surface[:count] = np.linalg.norm(ring[0] - middle) * np.column_stack(
        [np.cos(2 * np.pi * np.arange(count) / count), np.sin(2 * np.pi * np.arange(count) / count)]
    )
    return SurfaceMesh(position, np.tile(normal, (count + 1, 1)), surface, fan).facing_outward()


def lathed(profile: Sequence[tuple[float, float]], sides: int = 16) -> SurfaceMesh:
    """A body of rotation about y: a profile of (radius, y), m, with the body on its left as one goes along it.

    From the bottom up the outside is swept, from the top down the inside of a vessel. Where the profile turns by more
    than a crease allows, it has an edge.
    """
    points = np.asarray(profile, float)
    angle = 2 * np.pi * np.arange(sides + 1) / sides
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    parts = []
    for span, tilt in _stretches(points):
        radius, height = points[span].T
        ring = np.stack([np.cos(angle), np.zeros_like(angle), np.sin(angle)], -1)
        position = radius[:, None, None] * ring + np.array([0, 1, 0]) * height[:, None, None]
        normal = tilt[:, None, :1] * ring + np.array([0, 1, 0]) * tilt[:, None, 1:]
        surface = np.stack(np.broadcast_arrays(length[span, None], angle[None] * points[:, 0].max()), -1)
        number = np.arange(position[..., 0].size, dtype=np.intp).reshape(position.shape[:2])
        mesh = SurfaceMesh(
            position.reshape(-1, 3), normal.reshape(-1, 3), surface.reshape(-1, 2), grid_triangles(number)
        )
        parts.append(mesh.facing_outward())
    return SurfaceMesh.joined(parts)


def _stretches(points: Floats) -> Iterator[tuple[slice, Floats]]:
    """The stretches of a profile (n, 2) between its edges, each one surface, and its normals (m, 2) to the right."""
    step = np.diff(points, axis=0)
    step /= np.linalg.norm(step, axis=1, keepdims=True)
    outward = np.column_stack([step[:, 1], -step[:, 0]])
    edges = np.flatnonzero((step[1:] * step[:-1]).sum(1) < CREASE) + 1
    for begin, end in zip([0, *edges], [*edges, len(step)], strict=True):
        span = outward[begin:end]
        tilt = np.vstack([span[:1], span[1:] + span[:-1], span[-1:]])
        yield slice(begin, end + 1), tilt / np.linalg.norm(tilt, axis=1, keepdims=True)


def moulding(profile: ArrayLike, path: ArrayLike, spacing: float, *, closed: bool = False) -> SurfaceMesh:
    """A profile (n, 2; u, v) drawn along a path (m, 2; x, y) with mitred corners, its ends open; all in metres.

    u lies to the left of the path, v along z; the body is on the left as one goes along the profile, which ends where
    it began if it goes all round. Corners are at most `spacing` apart along the path.
    """
    profile, path = np.asarray(profile, float), np.asarray(path, float)
    if closed:
        path = np.vstack([path, path[:1]])
    leg = np.diff(path, axis=0)
    length = np.linalg.norm(leg, axis=1)
    left = np.column_stack([-leg[:, 1], leg[:, 0]]) / length[:, None]
    begins, ends = np.cumsum(length) - length, np.cumsum(length)

    # At a corner the profile lies in the plane that halves the angle; a very sharp one is blunted.
    before = np.vstack([left[-1:] if closed else left[:1], left])
    after = np.vstack([left, left[:1] if closed else left[-1:]])
    mitre = (before + after) / np.maximum(1 + (before * after).sum(1, keepdims=True), SHARPEST)
    around = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(profile, axis=0), axis=1))])
    parts = []
    for number, outward in enumerate(left):
        share = np.linspace(0, 1, 1 + max(1, round(length[number] / spacing)))[:, None, None]
        for span, tilt in _stretches(profile):
            u, v = profile[span, :1], profile[span, 1:]
            first, last = (np.hstack([path[end] + u * mitre[end], v]) for end in (number, number + 1))
            position = (1 - share) * first + share * last
            normal = np.broadcast_to(np.hstack([tilt[:, :1] * outward, tilt[:, 1:]]), position.shape)
            along = begins[number] + (ends - begins)[number] * share[..., 0]
            surface = np.stack(np.broadcast_arrays(along, around[span]), -1)
            index = np.arange(position[..., 0].size, dtype=np.intp).reshape(position.shape[:2])
            parts.append(
                SurfaceMesh(
                    position.reshape(-1, 3), normal.reshape(-1, 3), surface.reshape(-1, 2), grid_triangles(index)
                ).facing_outward()
            )
    return SurfaceMesh.joined(parts)


def surface(grid: ArrayLike, *, ring: bool = False) -> SurfaceMesh:
    """One side of a bent sheet on a grid of points (r, c, 3), m: from its front, rows go up and columns to the right.

    `ring`: the last column joins the first.
    """
    grid = np.asarray(grid, float)
    if ring:
        grid = np.concatenate([grid, grid[:, :1]], 1)
    number = np.arange(grid[..., 0].size, dtype=np.intp).reshape(grid.shape[:2])
    normal = -smooth_normals(grid.reshape(-1, 3), grid_triangles(number)).reshape(grid.shape)
    if ring:
        joint = normal[:, 0] + normal[:, -1]
        normal[:, 0] = normal[:, -1] = joint / np.linalg.norm(joint, axis=1, keepdims=True)
    across = np.linalg.norm(np.diff(grid, axis=1), axis=2).cumsum(1).mean(0)
    upwards = np.linalg.norm(np.diff(grid, axis=0), axis=2).cumsum(0).mean(1)
    place = np.stack(
        np.broadcast_arrays(np.concatenate([[0], across])[None], np.concatenate([[0], upwards])[:, None]), -1
    )
    return SurfaceMesh(
        grid.reshape(-1, 3), normal.reshape(-1, 3), place.reshape(-1, 2), grid_triangles(number)
    ).facing_outward()


def sheet(grid: ArrayLike, thickness: float, *, rimmed: bool = True) -> SurfaceMesh:
    """A bent sheet: its middle on a grid of points (r, c, 3), m; both its sides and, if `rimmed`, its rim."""
    grid = np.asarray(grid, float)
    middle = surface(grid)
    parts = [
        replace(
            middle, position=middle.position + sign * thickness / 2 * middle.normal, normal=sign * middle.normal
        ).facing_outward()
        for sign in (1, -1)
    ]
    if not rimmed:
        return SurfaceMesh.joined(parts)
    normal = middle.normal.reshape(grid.shape)
    up, right = np.gradient(grid, axis=0), np.gradient(grid, axis=1)
    front, back = (part.position.reshape(grid.shape) for part in parts)
    for edge, away in (
        (np.s_[0], -up[0]),
        (np.s_[-1], up[-1]),
        (np.s_[:, 0], -right[:, 0]),
        (np.s_[:, -1], right[:, -1]),
    ):
        rim = np.stack([front[edge], back[edge]])
        outward = np.cross(np.gradient(grid[edge], axis=0), normal[edge])
        outward *= np.sign((outward * away).sum()) / np.linalg.norm(outward, axis=1, keepdims=True)
        length = np.concatenate([[0], np.linalg.norm(np.diff(front[edge], axis=0), axis=1).cumsum()])
        along = np.stack([np.stack([length, np.full_like(length, level)], -1) for level in (0, thickness)])
        index = np.arange(2 * len(length), dtype=np.intp).reshape(2, -1)
        parts.append(
            SurfaceMesh(
                rim.reshape(-1, 3), np.tile(outward, (2, 1)), along.reshape(-1, 2), grid_triangles(index)
            ).facing_outward()
        )
    return SurfaceMesh.joined(parts)


def smoothed(points: ArrayLike, steps: int = 4, *, closed: bool = False) -> Floats:
    """A smooth path through some points (n, k), `steps` pieces from each to the next: a cubic spline."""
    points = np.asarray(points, float)
    knots = np.vstack([points, points[:1]]) if closed else points
    chord = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(knots, axis=0), axis=1))])
    spline = cubic(chord, knots, "periodic" if closed else "natural")
    between = chord[:-1, None] + np.diff(chord)[:, None] * np.arange(steps) / steps
    path: Floats = spline(between.ravel() if closed else np.append(between.ravel(), chord[-1]))
    return path


def rings_along(path: ArrayLike, half_sizes: ArrayLike, side: ArrayLike, count: int = 12) -> Floats:
    """Elliptical rings across a path (n, 3), of half sizes (n, 2), m, the first towards `side`: (n, count, 3)."""
    path, sizes = np.asarray(path, float), np.broadcast_to(np.asarray(half_sizes, float), (len(path), 2))
    along = np.gradient(path, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    first = np.asarray(side, float) - along * (along @ np.asarray(side, float))[:, None]
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    second = np.cross(along, first)
    angle = 2 * np.pi * np.arange(count)[:, None] / count
    across = np.cos(angle) * (sizes[:, :1] * first)[:, None] + np.sin(angle) * (sizes[:, 1:] * second)[:, None]
    rings: Floats = path[:, None] + across
    return rings


def skin(grid: ArrayLike) -> SurfaceMesh:
    """A smooth surface through points (r, c + 2, 3), m, seen from where rows go up and columns to the right.

    Its first and its last column lie beyond its edges, and only say how it goes on there.
    """
    grid = np.asarray(grid, float)
    normal = np.cross(np.gradient(grid, axis=1), np.gradient(grid, axis=0))[:, 1:-1]
    normal /= np.linalg.norm(normal, axis=2, keepdims=True)
    shown = grid[:, 1:-1]
    across, along = (
        np.concatenate([[0], np.linalg.norm(np.diff(shown, axis=axis), axis=2).mean(1 - axis).cumsum()])
        for axis in (1, 0)
    )
    surface = np.stack(np.broadcast_arrays(along[:, None], across[None]), -1)
    number = np.arange(shown[..., 0].size, dtype=np.intp).reshape(shown.shape[:2])
    return SurfaceMesh(
        shown.reshape(-1, 3), normal.reshape(-1, 3), surface.reshape(-1, 2), grid_triangles(number)
    ).facing_outward()


def smooth_loft(rings: ArrayLike) -> SurfaceMesh:
    """A smooth body through rings of points (r, c, 3), m, all numbered the same way round; its ends are flat."""
    rings = np.asarray(rings, float)
    middle = rings.mean(1, keepdims=True)
    onward = np.cross(rings - middle, np.roll(rings, -1, 1) - middle).sum((0, 1)) @ (middle[-1, 0] - middle[0, 0])
    if onward < 0:
        rings = rings[:, ::-1]
    parts = [skin(np.concatenate([rings[:, -1:], rings, rings[:, :2]], axis=1))]
    for end, neighbour in ((0, 1), (-1, -2)):
        normal = np.cross(rings[end] - middle[end], np.roll(rings[end], -1, 0) - middle[end]).sum(0)
        normal *= np.sign(normal @ (middle[end, 0] - middle[neighbour, 0])) / np.linalg.norm(normal)
        parts.append(_disc(middle[end, 0], normal, rings[end]))
    return SurfaceMesh.joined(parts)
