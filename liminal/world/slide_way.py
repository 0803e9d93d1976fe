"""The way of a water slide: the middle of its tube from the platform down, and where posts carry it."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

BORE = 0.42  # m: radius
WALL = 0.02  # m
WINDING = 1.45  # m: radius of a helix
MOUTH = 0.47  # m: how high the middle of its lower end lies above the floor or the water
POST_EVERY = 2.2  # m
DECK = 1.1  # m: edge of the platform
BEGIN = 0.35  # m: the level stretch before it


def slide_way(height: float, length: float, turns: float) -> Floats:
    """The middle of the tube, (n, 3), m: level at first, steepest half way, and nearly level again at its end.

    It begins at the origin, `height` up, and turns left as often as that; `length`: of the straight part after it.
    """
    share = np.linspace(0.0, 1.0, 100)
    angle = 2 * np.pi * turns * share
    wound = WINDING * np.column_stack([1 - np.cos(angle), np.zeros(100), np.sin(angle)]) + (0.0, 0.0, BEGIN)
    onward = np.array([np.sin(angle[-1]), 0.0, np.cos(angle[-1])])
    straight = wound[-1] + share[1:, None] * length * onward
    path = np.vstack([[(0.0, 0.0, 0.0)], wound if turns else wound[:1], straight])
    down = _walked(path)
    down /= down[-1]
    path[:, 1] = height - (height - MOUTH) * (down - 0.75 * np.sin(2 * np.pi * down) / (2 * np.pi))
    return path


def evenly(path: Floats, spacing: float) -> Floats:
    """Points of a path (n, 3) about so far apart, with both its ends."""
    way = _walked(path)
    wanted = np.linspace(0, way[-1], 1 + max(2, round(float(way[-1]) / spacing)))
    return np.column_stack([np.interp(wanted, way, along) for along in path.T])


def _walked(path: Floats) -> Floats:
    return np.concatenate([[0], np.linalg.norm(np.diff(path, axis=0), axis=1).cumsum()])
