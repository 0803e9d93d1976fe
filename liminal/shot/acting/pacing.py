"""Pacing: the times at which a figure is where on its way."""

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
    arrives = goes + _TURNING + (len(points) - 1) * SPACING / pace
    times = np.arange(begin, arrives + _EVERY, _EVERY)
    along = np.clip((times - goes - _TURNING) * pace / SPACING, 0.0, len(points) - 1.0)
    places = np.stack([np.interp(along, np.arange(len(points)), points[:, axis]) for axis in (0, 1)], axis=1)
    heading = headings(points)
    heading -= 2 * np.pi * np.round((heading[0] - facing) / (2 * np.pi))
    turned = np.interp(along, np.arange(len(points)), heading)
    share = smoothstep((times - goes) / _TURNING)
    return way_through(times, places, facing + (turned - facing) * share)


def headings(points: Points) -> Floats:
    """Return where a way leads at each of its points (k, 2): (k,), rad about +y from +z, without jumps of a turn."""
    ahead = np.gradient(points, axis=0)
    return np.asarray(np.unwrap(np.arctan2(ahead[:, 0], ahead[:, 1])))


def facing_to(x: float, z: float, to_x: float, to_z: float) -> float:
    """Return the direction from a place to another, rad about +y from +z."""
    return float(np.arctan2(to_x - x, to_z - z))
