"""Minimum jerk: the smoothest way from one place to another.

Flash and Hogan, 1985, "The coordination of arm movements: an experimentally confirmed mathematical model". Velocity
and acceleration are 0 at both ends, so that a blend by it has no jump of either.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def minimum_jerk(share: Floats) -> Floats:
    """Return how much of a way is gone, 0 to 1, at shares of its time; 0 before and 1 after."""
    share = np.clip(share, 0.0, 1.0)
    gone: Floats = share**3 * (10.0 - 15.0 * share + 6.0 * share**2)
    return gone


def envelope(times: Floats, begin: float, end: float, rise: float, fall: float) -> Floats:
    """Return a weight (f,) that rises from 0 at `begin` to 1 in `rise`, and falls to 0 in `fall` until `end`, all s.

    Where there is no time for both, they are shorter by one factor. `end` may be inf.
    """
    scale = min(1.0, (end - begin) / (rise + fall))
    weight: Floats = minimum_jerk((times - begin) / (scale * rise))
    if np.isfinite(end):
        weight = weight * minimum_jerk((end - times) / (scale * fall))
    return weight
