"""Rotations and rigid motions of things, as matrices."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Matrix = NDArray[np.float64]

AXES = {"x": 0, "y": 1, "z": 2}


def turned(axis: str, degrees: float) -> Matrix:
    """The rotation about an axis of the space, "x", "y" or "z", by the right-hand rule: (3, 3)."""
    first = (AXES[axis] + 1) % 3
    second = (first + 1) % 3
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    matrix = np.eye(3)
    matrix[[first, second], [first, second]] = cosine
    matrix[first, second], matrix[second, first] = -sine, sine
    return matrix


def moved(place: ArrayLike, rotation: Matrix | None = None) -> Matrix:
    """The matrix (4, 4) that applies a rotation (3, 3), if any, and then moves to a place (3,), metres."""
    matrix = np.eye(4)
    matrix[:3, :3] = np.eye(3) if rotation is None else rotation
    matrix[:3, 3] = place
    return matrix


def upright_along(direction: ArrayLike) -> Matrix:
    """The rotation (3, 3) that turns +y into a direction (3,)."""
    y = np.asarray(direction, float) / np.linalg.norm(direction)
    x = np.cross(y, (0, 0, 1) if abs(y[2]) < 0.9 else (1, 0, 0))
    x /= np.linalg.norm(x)
    return np.column_stack([x, y, np.cross(x, y)])


def cross_matrix(axis: ArrayLike) -> Matrix:
    """The matrix (3, 3) that takes a column (3,) to the cross product of an axis (3,) and it."""
    x, y, z = np.asarray(axis, float).tolist()
    return np.array([(0, -z, y), (z, 0, -x), (-y, x, 0)], float)
