"""Limbs of two bones: the turns that bring a hand or a foot to a place."""

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion

Floats = NDArray[np.float64]

STRETCH = 0.9985  # of a limb's length: as straight as it gets, 6 degrees at the knee

_LEAST_BEND = 0.03  # of a limb's length, to the front: where a straight limb bends to must not depend on jitter


def bent(
    root: Floats, middle: Floats, goal: Floats, lengths: tuple[float, float], front: Floats
) -> tuple[Floats, Floats]:
    """Return where the knees or elbows (f, 3) and the ends (f, 3) of limbs are that reach for goals (f, 3), m.

    `root`: hips or shoulders. `middle`: where knees or elbows are now: as far aside they stay. `lengths`: of the upper
    and the lower bone, m. `front`: the directions (f, 3) to which they bend, and never the other way. Goals out of
    reach are approached as far as the limb goes.
    """
    upper, lower = lengths
    towards = goal - root
    distance = np.linalg.norm(towards, axis=-1, keepdims=True)
    direction = quaternion.normalised(towards)
    reach = np.clip(distance, abs(upper - lower) + 1e-6, STRETCH * (upper + lower))
    along = (reach**2 + upper**2 - lower**2) / (2 * reach)
    across = np.sqrt(np.maximum(upper**2 - along**2, 0.0))
    front = quaternion.normalised(front - direction * _dot(front, direction))
    side = middle - root
    side = side - direction * _dot(side, direction)
    forward = _dot(side, front)
    side = side + front * (np.maximum(forward, _LEAST_BEND * (upper + lower)) - forward)
    return root + along * direction + across * quaternion.normalised(side), root + reach * direction


def _dot(first: Floats, second: Floats) -> Floats:
    """Return the scalar products of vectors (f, 3): (f, 1)."""
    products: Floats = np.sum(first * second, axis=-1, keepdims=True)
    return products


def aimed(rotation: Floats, start: Floats, end: Floats) -> Floats:
    """Return the rotations (f, 4) of bones, whose direction was `start` and is to be `end`, without further twist."""
    return quaternion.product(quaternion.shortest_arc(start, end), rotation)
