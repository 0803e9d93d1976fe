"""Signed distances of points to solids, m, negative inside: what the surfaces of bodies are made of.

Blends are those of I. Quilez, "Smooth minimum", 2013: polynomials that round an edge over a width `k`, m.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

_TINY = 1e-9


def vector(x: float, y: float, z: float) -> Floats:
    """Return a vector (3,), m."""
    return np.array([x, y, z])


def _length(vectors: Floats) -> Floats:
    """Lengths of vectors (n, 3); `numpy.linalg.norm` takes three times as long for so short ones."""
    length: Floats = np.sqrt(np.einsum("ni,ni->n", vectors, vectors))
    return length


def along(points: Floats, begin: ArrayLike, end: ArrayLike) -> Floats:
    """Return how far points (n, 3) are along a segment, 0 at its begin and 1 at its end: (n,), not held to that."""
    begin, axis = np.asarray(begin, float), np.subtract(end, begin)
    share: Floats = (points - begin) @ axis / (axis @ axis)
    return share


def cone(points: Floats, begin: ArrayLike, end: ArrayLike, first: float, last: float) -> Floats:
    """Return distances to a round cone: balls of radius `first` to `last`, m, along a segment."""
    share = np.clip(along(points, begin, end), 0.0, 1.0)[:, None]
    centre = np.asarray(begin, float) + share * np.subtract(end, begin)
    distance: Floats = _length(points - centre) - (first + share[:, 0] * (last - first))
    return distance


def oval(points: Floats, begin: ArrayLike, end: ArrayLike, first: ArrayLike, last: ArrayLike) -> Floats:
    """Return about the distances to an upright trunk of elliptic section: half widths along x and z, m, at its ends."""
    share = np.clip(along(points, begin, end), 0.0, 1.0)[:, None]
    off = points - (np.asarray(begin, float) + share * np.subtract(end, begin))
    half = np.asarray(first, float) + share * np.subtract(last, first)
    half = np.column_stack([half[:, 0], half.min(1), half[:, 1]])
    return _scaled(off, half)


def ellipsoid(points: Floats, centre: ArrayLike, half: ArrayLike) -> Floats:
    """Return about the distances to an ellipsoid along the axes of the space; `half`: (3,), m."""
    return _scaled(points - np.asarray(centre, float), np.broadcast_to(np.asarray(half, float), points.shape))


def _scaled(off: Floats, half: Floats) -> Floats:
    """Distances to ellipsoids of half sizes (n, 3), to the first order (Quilez, "Ellipsoid", 2008)."""
    scaled = off / half
    first, second = _length(scaled), _length(scaled / half)
    distance: Floats = np.where(second > _TINY, first * (first - 1.0) / np.maximum(second, _TINY), -half.min(1))
    return distance


def block(points: Floats, centre: ArrayLike, half: ArrayLike, radius: float, axes: ArrayLike | None = None) -> Floats:
    """Return distances to a box with round edges; `half`: (3,), m, along the rows of `axes` (3, 3)."""
    off = points - np.asarray(centre, float)
    off = abs(off if axes is None else off @ np.asarray(axes, float).T) - (np.asarray(half, float) - radius)
    outside = _length(np.maximum(off, 0.0))
    distance: Floats = outside + np.minimum(off.max(1), 0.0) - radius
    return distance


def union(distances: Sequence[Floats], k: float) -> Floats:
    """Return distances to several solids together, which flow into one another."""
    whole = distances[0]
    for other in distances[1:]:
        near = np.maximum(k - abs(whole - other), 0.0) / k
        whole = np.minimum(whole, other) - near * near * k / 4
    return whole


def common(first: Floats, second: Floats, k: float) -> Floats:
    """Return distances to what two solids share."""
    return -union([-first, -second], k)
