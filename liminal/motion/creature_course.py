"""The course of the creature: where its body is and faces on a way, late and too far round each corner."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d, minimum_filter1d

from liminal.motion.footprint import GRAVITY, FloorAt
from liminal.motion.leg import smoothstep
from liminal.motion.way import TICK, Way

Floats = NDArray[np.float64]
CeilingAt = Callable[
    [float, float], float
]  # the height of the ceiling at x and z, m; no higher than the floor in walls

AROUND = 4.0  # s before and after a way that its course is known for
CHASES = (2.3, 3.2)  # m/s between which a walk becomes a chase
LOW = 1.3  # m: where there is less air than this, the creature does not go

_ANSWER = 0.12  # s, standard deviation over which the speed is taken
_LATE = 0.14, 0.34  # s by which it turns late, walking and chasing
_INERTIA = 0.45  # s: so much later it goes where the way goes, in a chase
_CARRIED = 0.12  # s: how far its own inertia carries it, for each m/s and rad by which the way has turned
_FARTHEST = 0.45  # m off the way
_BODY = 0.30  # m around its middle that are free of walls
_GOES = 0.7  # m/s: from this speed on it does not stand
_LEADS = 0.55  # s: by which its trunk knows of a change of speed
_BEARING = 0.16  # s, standard deviation
_LEAN = np.radians(24.0)  # at most, into a turn


class StalkingCourse(NamedTuple):
    """Samples at every `TICK` from `begin`, s, on.

    `place`: (k, 2), x and z, m. `facing`: (k,), rad about +y, 0 along +z. `speed`: (k,), m/s. `going`: (k,), 0
    standing to 1. `chase`: (k,), 0 walking to 1. `lean`: (k,), rad to the right, into turns. `gain`: (k,), m/s by which
    it will be faster after half a second.
    """

    begin: float
    place: Floats
    facing: Floats
    speed: Floats
    going: Floats
    chase: Floats
    lean: Floats
    gain: Floats

    def at(self, times: Floats) -> "StalkingCourse":
        """Return it at times (f,), s."""
        share = np.clip((times - self.begin) / TICK, 0.0, len(self.facing) - 1.0)
        ticks = np.arange(len(self.facing))
        place = np.stack([np.interp(share, ticks, each) for each in self.place.T], -1)
        return StalkingCourse(self.begin, place, *(np.interp(share, ticks, each) for each in self[2:]))


def course_of(way: Way, floor_at: FloorAt, ceiling_at: CeilingAt) -> StalkingCourse:
    """Return the course of a creature on a way."""
    begin = way.begin - AROUND
    times: Floats = begin + TICK * np.arange(round((way.end - way.begin + 2 * AROUND) / TICK) + 1.0)
    place = way.place_at(times)
    velocity = gaussian_filter1d(np.gradient(place, TICK, axis=0), _ANSWER / TICK, axis=0)
    speed = np.linalg.norm(velocity, axis=1)
    steady = gaussian_filter1d(speed, 2 * _ANSWER / TICK)
    chase = smoothstep((steady - CHASES[0]) / (CHASES[1] - CHASES[0]))
    # Where the way turns, not where it begins or ends.
    facing = gaussian_filter1d(way.facing_at(times), _ANSWER / TICK)
    ahead = np.stack([np.sin(facing), np.cos(facing)], 1)
    carried = (_CARRIED * chase * speed)[:, None] * (_shifted(ahead, _INERTIA) - ahead)
    far = np.linalg.norm(carried, axis=1, keepdims=True)
    carried *= np.tanh(far / _FARTHEST) / np.maximum(far / _FARTHEST, 1e-6)
    place = place + _within(place, carried, floor_at, ceiling_at)
    facing = way.facing_at(times - (_LATE[0] + (_LATE[1] - _LATE[0]) * chase))
    turning = gaussian_filter1d(np.gradient(facing, TICK), 0.10 / TICK)
    lean = -np.clip(np.arctan(speed * turning / GRAVITY), -_LEAN, _LEAN)
    gain = _slow(_shifted(speed, -_LEADS) - speed)
    going = _slow(smoothstep(speed / _GOES))
    return StalkingCourse(begin, place, facing, speed, going, _slow(chase), lean, gain)


def is_free(floor_at: FloorAt, ceiling_at: CeilingAt, x: float, z: float) -> bool:
    """Whether there is air for a creature at a place."""
    return ceiling_at(x, z) - floor_at(x, z) > LOW


def _slow(values: Floats) -> Floats:
    """Return values (k,) that change no faster than a body's bearing does."""
    return np.asarray(gaussian_filter1d(values, _BEARING / TICK, mode="nearest"))


def _shifted(values: Floats, seconds: float) -> Floats:
    """Return values (k, ...) as they were so many seconds before."""
    ticks = round(seconds / TICK)
    padded = np.concatenate([values[:1].repeat(max(ticks, 0), 0), values, values[-1:].repeat(max(-ticks, 0), 0)])
    return padded[max(-ticks, 0) :][: len(values)]


def _within(place: Floats, carried: Floats, floor_at: FloorAt, ceiling_at: CeilingAt) -> Floats:
    """Return as much of shifts (k, 2) from places (k, 2) as leaves the body free of walls, m."""
    share = np.ones(len(place))
    off = np.linalg.norm(carried, axis=1)
    for tick in np.flatnonzero(off > 0.03)[::3].tolist():
        ahead = carried[tick] / off[tick]
        for tried in (1.0, 0.66, 0.33, 0.0):
            x, z = (place[tick] + tried * carried[tick] + _BODY * ahead).tolist()
            if is_free(floor_at, ceiling_at, x, z):
                break
        share[tick] = tried
    smooth = gaussian_filter1d(minimum_filter1d(share, round(0.4 / TICK)), 0.1 / TICK)
    return np.asarray(smooth[:, None] * carried)
