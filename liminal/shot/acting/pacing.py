"""Pacing: the times at which a figure is where on its way."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from liminal.motion.way import Way, way_through
from liminal.shot.elastic_band import SPACING
from liminal.shot.ground import Points
from liminal.shot.track import smoothstep

_TURNING = 1.3  # s in which one who stands turns to go
_EVERY = 0.1  # s

Floats = NDArray[np.float64]


def walks(points: Points, comes: float, at: int, pace: float) -> Way:
    """Return the way through points (k, 2), `SPACING` apart, m, at a pace, m/s, past number `at` at a time, s."""
    return way_through(np.asarray(comes + (np.arange(len(points)) - at) * (SPACING / pace), np.float64), points)


def stands(x: float, z: float, facing: float, begin: float, end: float) -> Way:
    """Return the way of one who stands, facing a direction, rad about +y from +z, from a time to another, s."""
    return way_through(np.array([begin, end]), np.array([(x, z), (x, z)]), np.array([facing, facing]))


def stands_and_goes(points: Points, facing: float, begin: float, goes: float, pace: float) -> Way:
    """Return the way of one who stands at the first of points (k, 2), `SPACING` apart, and goes on along them.

    `facing`: rad about +y from +z, from `begin` to `goes`, s; then it turns, and walks at a pace, m/s.
    """
    return goes_in_legs([points], [goes - begin + _TURNING], begin, pace, facing)[0]


def goes_in_legs(
    legs: Sequence[Points], waits: Sequence[float], begin: float, pace: float, facing: float | None = None
) -> tuple[Way, list[float]]:
    """Return the way of one who goes leg after leg, each of points (k, 2) `SPACING` apart, and when each ends, s.

    `waits`: s that it stands before each; it turns to the leg at the end of that. `pace`: m/s. `facing`: at first, rad
    about +y from +z; None: along the first leg.
    """
    now, ends, rows = begin, [], []
    for leg, wait in zip(legs, waits, strict=True):
        heading = headings(leg)
        facing = float(heading[0]) if facing is None else facing
        heading -= 2 * np.pi * np.round((heading[0] - facing) / (2 * np.pi))
        stood = np.arange(now, now + wait, _EVERY)
        turned = facing + (heading[0] - facing) * smoothstep((stood - now - wait + _TURNING) / _TURNING)
        went = now + wait + np.arange(len(leg)) * (SPACING / pace)
        rows.append((stood, np.broadcast_to(leg[0], (len(stood), 2)), turned))
        rows.append((went, leg, heading))
        # The next stand begins after the last step.
        ends.append(float(went[-1]))
        now, facing = ends[-1] + _EVERY, float(heading[-1])
    times, places, facings = (np.concatenate(column) for column in zip(*rows, strict=True))
    return way_through(times, places, facings), ends


def headings(points: Points) -> Floats:
    """Return where a way leads at each of its points (k, 2): (k,), rad about +y from +z, without jumps of a turn."""
    ahead = np.gradient(points, axis=0)
    return np.asarray(np.unwrap(np.arctan2(ahead[:, 0], ahead[:, 1])))


def facing_to(x: float, z: float, to_x: float, to_z: float) -> float:
    """Return the direction from a place to another, rad about +y from +z."""
    return float(np.arctan2(to_x - x, to_z - z))
