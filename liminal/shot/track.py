"""A track: a number at each tick of time, interpolated between ticks."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

TICK = 1 / 60  # s

Track = NDArray[np.float64]  # (n,)
Real = TypeVar("Real", float, NDArray[np.float64])


def times(count: int) -> Track:
    """Return the time of each tick, s."""
    return np.arange(count, dtype=np.float64) * TICK


def smoothstep(x: Real) -> Real:
    """Return 0 below 0, 1 above 1, and a smooth way up between."""
    x = np.clip(x, 0.0, 1.0)
    return x * x * (3.0 - 2.0 * x)


def shortest_turn(angle: Real, whole: float = 360.0) -> Real:
    """Return the same turn the short way round, -180 to 180 degrees. `whole`: a turn all round; 2 pi for radians."""
    return (angle + whole / 2) % whole - whole / 2


def ramp(on: NDArray[np.bool_], up: float, down: float) -> Track:
    """Return a track that takes `up` seconds from 0 to 1 while `on`, and `down` seconds back; smooth at both ends."""
    level, levels = 0.0, np.zeros(len(on))
    for tick, raised in enumerate(on.tolist()):
        level = min(level + TICK / up, 1.0) if raised else max(level - TICK / down, 0.0)
        levels[tick] = level
    return smoothstep(levels)
