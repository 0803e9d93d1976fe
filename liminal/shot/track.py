"""A track: a number at each tick of time. What lies between ticks is interpolated."""

import numpy as np
from numpy.typing import NDArray

TICK = 1 / 60  # s

Track = NDArray[np.float64]  # (n,)


def times(count: int) -> Track:
    """Return the time of each tick, s."""
    return np.arange(count, dtype=np.float64) * TICK


def smoothstep(x: Track) -> Track:
    """Return 0 below 0, 1 above 1, and a smooth way up between."""
    x = np.clip(x, 0.0, 1.0)
    return np.asarray(x * x * (3.0 - 2.0 * x))


def ramp(on: NDArray[np.bool_], up: float, down: float) -> Track:
    """Return a track that takes `up` seconds from 0 to 1 while `on`, and `down` seconds back; smooth at both ends."""
    level, levels = 0.0, np.zeros(len(on))
    for tick, raised in enumerate(on.tolist()):
        level = min(level + TICK / up, 1.0) if raised else max(level - TICK / down, 0.0)
        levels[tick] = level
    return smoothstep(levels)
