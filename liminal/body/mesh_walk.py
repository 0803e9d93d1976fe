"""Walks over meshes: values at corners spread to their neighbours, as heat spreads."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, diags_array

from liminal.thing.surface_mesh import Triangles

Floats = NDArray[np.float64]

HOLLOW = 0.020  # m: standard deviation of the neighbourhood that a corner may lie below
CLOSED = 55.0  # 1/m: of the light from all around, the share that is lost for each metre that it lies below
DARKEST = 0.45  # what is left of that light in the deepest crease


def spread(position: Floats, triangles: Triangles, values: Floats, deviation: float) -> Floats:
    """Return values (v, ...) at the corners (v, 3) of a mesh, spread along it by a standard deviation, m."""
    step, length = _step(position, triangles)
    for _ in range(max(1, round(2 * (deviation / length) ** 2))):
        values = step @ values
    return values


def crease_openness(position: Floats, normal: Floats, triangles: Triangles) -> Floats:
    """Return the share (v,) of the light from all around that creases of a surface leave each corner.

    A corner that lies below the mean of its neighbourhood is in a crease.
    """
    below = ((spread(position, triangles, position, HOLLOW) - position) * normal).sum(1)
    openness: Floats = np.clip(1.0 - CLOSED * below, DARKEST, 1.0)
    return openness


def _step(position: Floats, triangles: Triangles) -> tuple[csr_array, float]:
    """A step to a neighbour or none, as a matrix (v, v) whose rows sum to 1; its root mean square length, m."""
    ends = triangles.ravel(), np.roll(triangles, 1, axis=1).ravel()
    begin, end = np.concatenate(ends), np.concatenate(ends[::-1])
    count = len(position)
    links = coo_array((np.ones(len(begin)), (begin, end)), shape=(count, count)).tocsr()
    links.data[:] = 1.0
    degree = np.asarray(links.sum(1)).ravel()
    walk = diags_array(1.0 / (degree + 1.0)) @ (links + diags_array(np.ones(count)))
    square = float(((position[begin] - position[end]) ** 2).sum(1).mean())
    return csr_array(walk), float(np.sqrt(square * degree.mean() / (degree.mean() + 1)))
