"""Wading: what water does to those who walk in it, by its depth."""

from collections.abc import Sequence

import numpy as np

from liminal.shot.step import Step
from liminal.shot.track import Track
from liminal.view.wake import LegSwing

_KNEE = 0.5  # m: so deep, water has all its influence on the gait
# Depth, m, and pace against that on land at the same ease: the drag of water grows with the area of leg in it, and with
# the square of the speed. Estimates, by which one goes at 0.6 of the pace in shin-deep water, at 0.45 of it thigh-deep.
_DEPTHS, _PACES = (0.0, 0.1, 0.3, 0.6, 1.1), (1.0, 0.85, 0.6, 0.45, 0.3)
_WET_STEPS = 7.0  # steps on a dry floor after which shoes give off a third of the water
_DRY = 0.04  # of that: less is neither seen nor heard
# On land a leg swings for 0.38 of the time between two of its steps (J. Perry, 1992, "Gait Analysis"); water slows it.
_SWINGING, _LONGEST = 0.45, 1.0  # share of that time, and s, at most


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


def leg_swings(steps: Sequence[Step]) -> list[LegSwing]:
    """Return how legs swing from step to step where one of the two is in water. `steps`: in order of time."""
    found = []
    last: dict[int, Step] = {}
    for step in steps:
        before = last.get(step.foot)
        if before is not None and max(before.depth, step.depth) > 0:
            lasted = min(_SWINGING * (step.time - before.time), _LONGEST)
            places = (before.x, before.z), (step.x, step.z)
            depths = before.depth, step.depth
            found.append(LegSwing(step.time - lasted, step.time, *places, depths, step.weight))
        last[step.foot] = step
    return found
