"""Crease: normals of a mesh that has none, smooth but for edges where its faces turn by more than an angle."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

CREASE = 40.0  # degrees between the normals of two faces: beyond, the edge is sharp

Floats = NDArray[np.float64]
Triangles = NDArray[np.intp]  # (t, 3)


def welded(position: Floats, triangles: Triangles) -> Triangles:
    """The triangles by numbers of places: corners at exactly the same place have one number."""
    place = np.unique(position, axis=0, return_inverse=True)[1].ravel()
    numbered: Triangles = place[triangles]
    return numbered


def shared_edges(places: Triangles) -> NDArray[np.intp]:
    """The pairs of triangles' edges that are one: (p, 2), each 3 * triangle + edge, edge k from corner k to the next.

    `places`: triangles by numbers of places. Where more than two meet at an edge, each is paired with the next.
    """
    ends = np.sort(places[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
    key = ends[:, 0] * (int(places.max(initial=0)) + 1) + ends[:, 1]
    order = np.argsort(key, kind="stable")
    same = key[order[1:]] == key[order[:-1]]
    pairs: NDArray[np.intp] = np.stack([order[:-1][same], order[1:][same]], 1)
    return pairs


def is_closed(places: Triangles) -> bool:
    """Whether each edge belongs to two triangles, so that there is an inside."""
    ends = np.sort(places[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
    ends = ends[ends[:, 0] != ends[:, 1]]
    count = np.unique(ends, axis=0, return_counts=True)[1]
    return bool((count == 2).all())


def creased(position: Floats, triangles: Triangles) -> tuple[NDArray[np.intp], Triangles, Floats]:
    """Split corners where faces meet at a sharp edge: the old corner of each new one (v,), triangles, normals (v, 3).

    A normal is the mean of those of the faces around it on its side of all sharp edges, by the angle of each.
    """
    places = welded(position, triangles)
    a, b, c = (position[triangles[:, k]] for k in range(3))
    face = np.cross(b - a, c - a)
    face /= np.maximum(np.linalg.norm(face, axis=1), 1e-30)[:, None]

    # Two corners of neighbouring faces belong together at either end of an edge that is not sharp.
    pairs = shared_edges(places)
    smooth = (face[pairs[:, 0] // 3] * face[pairs[:, 1] // 3]).sum(1) > np.cos(np.radians(CREASE))
    first, second = pairs[smooth].T
    links = []
    for mine in (first, _next(first)):
        for other in (second, _next(second)):
            joined = places.ravel()[mine] == places.ravel()[other]
            links.append((mine[joined], other[joined]))
    begin, end = (np.concatenate([link[k] for link in links]) for k in (0, 1))
    count = places.size
    group = connected_components(coo_array((np.ones(len(begin), bool), (begin, end)), (count, count)), directed=False)[
        1
    ]

    # One new corner for each group and old corner, as corners at one place may differ in colour.
    both, number = np.unique(np.stack([group, triangles.ravel()], 1), axis=0, return_inverse=True)
    weight = np.stack([_angle(a, b, c), _angle(b, c, a), _angle(c, a, b)], 1).ravel()
    weighted = weight[:, None] * face.repeat(3, 0)
    total = np.column_stack([np.bincount(group, axis) for axis in weighted.T])[both[:, 0]]
    length = np.linalg.norm(total, axis=1, keepdims=True)
    fallback = np.zeros_like(total)
    fallback[number.ravel()] = face.repeat(3, 0)
    normal = np.where(length > 1e-9, total / np.maximum(length, 1e-9), fallback)
    return both[:, 1], number.reshape(-1, 3).astype(np.intp), normal


def _next(edge: NDArray[np.intp]) -> NDArray[np.intp]:
    """The corner at the end of an edge; the one at its beginning has the edge's own number."""
    following: NDArray[np.intp] = 3 * (edge // 3) + (edge % 3 + 1) % 3
    return following


def _angle(at: Floats, one: Floats, other: Floats) -> Floats:
    """The angle of a triangle at a corner, radians: (t,)."""
    first, second = one - at, other - at
    lengths = np.maximum(np.linalg.norm(first, axis=1) * np.linalg.norm(second, axis=1), 1e-30)
    angle: Floats = np.arccos(((first * second).sum(1) / lengths).clip(-1, 1))
    return angle
