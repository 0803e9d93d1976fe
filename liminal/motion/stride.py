"""The stride: how far a body is in its steps, at any time, and how briskly it goes."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.motion.footprint import Footprint, cadence, run_share
from liminal.motion.leg import smoothstep
from liminal.motion.way import Way

Floats = NDArray[np.float64]

BRISK = 1.3  # m/s
_OUT_OF_STANDING = 0.5  # m/s
_ANSWER, _INSTANTS = 0.35, 9  # s before and after, over which the speed is taken, at so many instants
_LONGEST = 0.8  # s: a step that waits is climbed as quickly as one of this period
_FIRST_LIFT = 0.75  # of a step before its landing: when the first foot is lifted
_RISES, _SINKS, _CLIMB = 0.15, 0.65, 0.8  # of a step: before landing, and how long, a body climbs up or down to it


class Stride(NamedTuple):
    """At times (f,): `phase`, steps so far, whole where a foot lands, even where it is the left one.

    `speed`: m/s. `gain`: of the speed to the front, m/s2. `run`: 0 walking, 1 running. `length`: of a step, m. `floor`:
    the height that the body has climbed to, m.
    """

    phase: Floats
    speed: Floats
    gain: Floats
    run: Floats
    length: Floats
    floor: Floats

    @property
    def pace(self) -> Floats:
        """The speed as a share of a brisk walk's, at most 1.25."""
        return np.minimum(self.speed / BRISK, 1.25)

    @property
    def brisk(self) -> Floats:
        """How far a body is out of standing, 0 to 1."""
        return smoothstep(self.speed / _OUT_OF_STANDING)


class Landings(NamedTuple):
    """The steps of both feet in order: when each lands, (s,), s, its number, and how much higher than the last, m.

    `lift`: when the first foot is lifted, s. `floor`: the height of the floor before, m.
    """

    land: Floats
    number: Floats
    rise: Floats
    lift: float
    floor: float


def landings_of(prints: tuple[tuple[Footprint, ...], ...]) -> Landings:
    """Return the landings of the left and of the right foot."""
    steps = sorted((each for side in prints for each in side if math.isfinite(each.land)), key=lambda each: each.land)
    land, number = (np.array([getattr(each, name) for each in steps], float) for name in ("land", "number"))
    rise = np.diff([prints[0][0].y, *(each.y for each in steps)])
    return Landings(land, number, rise, min(side[0].lift for side in prints), prints[0][0].y)


def stride_at(way: Way, landings: Landings, leg: float, times: Floats) -> Stride:
    """Return the stride of a body on a way at times (f,), s. `leg`: the length of thigh and shank, m."""
    land, number, rise, lift, bottom = landings
    phase, floor = np.zeros(len(times)), np.full(len(times), bottom)
    if len(land):
        phase = np.interp(times, [lift, *land], [number[0] - _FIRST_LIFT, *number])
        before = np.where(rise > 0, _RISES, _SINKS)
        period = np.minimum(np.diff(land, prepend=lift), _LONGEST)
        climbed = smoothstep((times[:, None] - land + before * period) / (_CLIMB * period))
        floor = floor + climbed @ rise
    # Trunk and arms take a while to answer a change of speed.
    around = np.linspace(-_ANSWER, _ANSWER, _INSTANTS)
    places = way.place_at((times[:, None] + around).ravel()).reshape(len(times), _INSTANTS, 2)
    speeds = np.linalg.norm(np.diff(places, axis=1), axis=2) / (around[1] - around[0])
    facing = way.facing_at(times)
    front = np.stack([np.sin(facing), np.cos(facing)], axis=-1)
    half = _INSTANTS // 2
    changed = places[:, -1] - 2 * places[:, half] + places[:, 0]
    gain = np.sum(changed * front, axis=1) / _ANSWER**2
    speed = speeds.mean(axis=1)
    run = np.array([np.mean([run_share(each, leg) for each in row]) for row in speeds.tolist()])
    length = np.array([each / max(cadence(each, leg), 0.5) for each in speed.tolist()])
    return Stride(phase, speed, gain, run, length, floor)
