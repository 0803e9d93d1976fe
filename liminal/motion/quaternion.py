"""Unit quaternions (..., 4) in the order x, y, z, w, as `scipy` and glTF have them: rotations, many at a time."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

IDENTITY = np.array([0.0, 0.0, 0.0, 1.0])

_PARALLEL = 0.9995  # cosine of half an angle: below it the sine is well away from 0
_TINY = 1e-12


def product(first: Floats, second: Floats) -> Floats:
    """Return the rotation that applies `second` and then `first`."""
    x1, y1, z1, w1 = first[..., 0], first[..., 1], first[..., 2], first[..., 3]
    x2, y2, z2, w2 = second[..., 0], second[..., 1], second[..., 2], second[..., 3]
    x = w1 * x2 + x1 * w2 + y1 * z2 - z1 * y2
    result = np.empty((*x.shape, 4))
    result[..., 0] = x
    result[..., 1] = w1 * y2 - x1 * z2 + y1 * w2 + z1 * x2
    result[..., 2] = w1 * z2 + x1 * y2 - y1 * x2 + z1 * w2
    result[..., 3] = w1 * w2 - x1 * x2 - y1 * y2 - z1 * z2
    return result


def inverse(rotation: Floats) -> Floats:
    """Return the rotation back."""
    back: Floats = rotation * np.array([-1.0, -1.0, -1.0, 1.0])
    return back


def rotated(rotation: Floats, vector: ArrayLike) -> Floats:
    """Return vectors (..., 3) turned by rotations (..., 4)."""
    vector = np.asarray(vector, np.float64)
    axis, scalar = rotation[..., :3], rotation[..., 3:]
    twice = 2.0 * cross(axis, vector)
    turned: Floats = vector + scalar * twice + cross(axis, twice)
    return turned


def cross(first: Floats, second: Floats) -> Floats:
    """Return the cross product of vectors (..., 3): `numpy`'s takes six times as long for few."""
    x1, y1, z1 = first[..., 0], first[..., 1], first[..., 2]
    x2, y2, z2 = second[..., 0], second[..., 1], second[..., 2]
    x = y1 * z2 - z1 * y2
    result = np.empty((*x.shape, 3))
    result[..., 0] = x
    result[..., 1] = z1 * x2 - x1 * z2
    result[..., 2] = x1 * y2 - y1 * x2
    return result


def slerp(first: Floats, second: Floats, share: ArrayLike) -> Floats:
    """Return the rotation `share` (0..1, broadcast over all but the last axis) of the short way from one to another."""
    share = np.asarray(share, np.float64)[..., None]
    cosine = np.sum(first * second, axis=-1, keepdims=True)
    second = np.where(cosine < 0, -second, second)
    cosine = np.abs(cosine)
    angle = np.arccos(np.minimum(cosine, _PARALLEL))
    curved = np.sin((1 - share) * angle) * first + np.sin(share * angle) * second
    return normalised(np.where(cosine > _PARALLEL, (1 - share) * first + share * second, curved))


def normalised(vector: Floats) -> Floats:
    """Return vectors, or quaternions, divided by their length; those of no length stay as they are."""
    length = np.linalg.norm(vector, axis=-1, keepdims=True)
    unit: Floats = vector / np.where(length > _TINY, length, 1.0)
    return unit


def shortest_arc(start: ArrayLike, end: ArrayLike) -> Floats:
    """Return the smallest rotation that turns the direction of vectors (..., 3) into that of others."""
    start, end = np.broadcast_arrays(normalised(np.asarray(start, float)), normalised(np.asarray(end, float)))
    scalar = 1.0 + np.sum(start * end, axis=-1, keepdims=True)
    # Opposite directions: half a turn about any axis across.
    least = np.argmin(np.abs(start), axis=-1)
    across = cross(start, np.eye(3)[least])
    opposite = scalar < 1e-9
    axis = np.where(opposite, across, cross(start, end))
    return normalised(np.concatenate([axis, np.where(opposite, 0.0, scalar)], axis=-1))


def about(axis: ArrayLike, angle: ArrayLike) -> Floats:
    """Return the rotation about a unit vector (..., 3) by an angle (...), rad, by the right-hand rule."""
    half = 0.5 * np.asarray(angle, np.float64)[..., None]
    axis = np.asarray(axis, np.float64)
    return np.concatenate([np.sin(half) * axis, np.cos(half) + 0.0 * axis[..., :1]], axis=-1)


def angle_between(first: Floats, second: Floats) -> Floats:
    """Return the angle of the rotation from one to another, rad, 0 to pi."""
    turn = product(second, inverse(first))
    angle: Floats = 2.0 * np.arctan2(np.linalg.norm(turn[..., :3], axis=-1), np.abs(turn[..., 3]))
    return angle


def continuous(rotation: Floats) -> Floats:
    """Return rotations over time (f, ..., 4), of the two signs of each quaternion the one nearer to the last."""
    cosine = np.sum(rotation[1:] * rotation[:-1], axis=-1, keepdims=True)
    sign = np.cumprod(np.where(cosine < 0, -1.0, 1.0), axis=0)
    return np.concatenate([rotation[:1], rotation[1:] * sign])
