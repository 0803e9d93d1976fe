"""Wading: what water does to those who walk in it, by its depth."""

import numpy as np

from liminal.shot.track import Track

_KNEE = 0.5  # m: so deep, water has all its influence on the gait
# Depth, m, and pace against that on land at the same ease: the drag of water grows with the area of leg in it, and with
# the square of the speed. Estimates, by which one goes at 0.6 of the pace in shin-deep water, at 0.45 of it thigh-deep.
_DEPTHS, _PACES = (0.0, 0.1, 0.3, 0.6, 1.1), (1.0, 0.85, 0.6, 0.45, 0.3)
_WET_STEPS = 7.0  # steps on a dry floor after which shoes give off a third of the water
_DRY = 0.04  # of that: less is neither seen nor heard


def wading_pace(depth: Track) -> Track:
    """Return how fast one walks in water of a depth (m), against on land: (n,)."""
    return np.asarray(np.interp(depth, _DEPTHS, _PACES))


def wading(depth: Track) -> Track:
    """Return how much of a wader's gait there is in water of a depth (m), 0 to 1: long steps, and much sway: (n,)."""
    return np.asarray(np.minimum(depth / _KNEE, 1.0))


def wetness(depths: Track) -> Track:
    """Return how wet shoes are at each step, 0 to 1. `depths`: of the water at each, m."""
    wet, now = np.zeros(len(depths)), 0.0
    for number, depth in enumerate(depths):
        now = 1.0 if depth > 0 else now * np.exp(-1 / _WET_STEPS)
        wet[number] = now if now > _DRY else 0.0
    return wet
