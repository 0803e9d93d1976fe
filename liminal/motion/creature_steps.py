"""Steps of the creature: long and slow, one leg behind the beat and dragged; in a chase short and quick.

Steps of 1.5 to 1.9 m, 0.9 to 1.1 a second, and 2.5 to 3 a second in a chase, are estimates from found footage.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.motion.creature_course import StalkingCourse
from liminal.motion.footprint import FloorAt, whole_foot
from liminal.motion.leg import smoothstep
from liminal.motion.stepping import FootSteps
from liminal.motion.way import TICK
from liminal.random import Stream, keys_of, units

Floats = NDArray[np.float64]

DRAGS = 1  # the right leg

_STEP = 1.7  # m, of a walk
_RATES = 0.62, 1.1  # steps a second: of the slowest and the quickest walk
_CHASE_RATES = 2.5, 3.0  # from CHASE_SPEEDS[0] to [1], m/s
_CHASE_SPEEDS = 3.0, 6.0
_HITCH = 0.14, 0.05  # of a step, by which the dragged leg's is later and the other's earlier; walking, chasing
_UNEVEN = 0.05  # of a step, by chance
_DUTY = 0.56, 0.37  # of a stride that a foot stands
_SWING = 1.0, 0.90  # of the usual swing's time: the other leg's, the dragged one's
_LONGEST_SWING = 0.92  # s
_AHEAD = 0.54, 0.42  # of its stance, after which the body is over a foot: the other leg's, the dragged one's
_REACH = 0.68, 0.60  # of a leg's length: a foot further behind is lifted
_STEPS_AHEAD = 0.62  # of a leg's length: a foot lands no further before the body
_LOOKED_AHEAD = 0.9  # s: a step is as quick as the body will be then, or is
_SLOWEST = 1.1  # m/s: steps are as quick as at this speed, at least
_LIFTED_BEFORE = 0.15  # s: a foot is lifted so long before the body needs it
_MOVING = 0.10  # m/s: slower is standing
_OFF, _TWIST = 0.30, math.radians(35.0)  # a foot further from its place, or turned, is put there when it stands
_ASIDE = 0.125, 0.085  # m from the middle to each foot: standing, going
_TURNED_OUT = math.radians(9.0)
_STRIKE = -0.10, 0.10  # rad, toes up, as a foot lands: on its toes; the dragged one on its heel
_PUSH = 0.62  # rad that a heel rises
_KICK = 0.09, 0.025  # m that a foot is lifted higher than it must: the other leg's, the dragged one's


class CreatureSteps(NamedTuple):
    """The steps of the `left` and the `right` foot, and the times, s, at which either lands, `land` (s,), by `side`."""

    left: FootSteps
    right: FootSteps
    land: Floats
    side: NDArray[np.intp]

    def phase(self, times: Floats) -> Floats:
        """Return the steps so far at times (f,), s, even where the left foot lands and odd where the right one does."""
        if not len(self.land):
            return np.zeros(len(times))
        number = np.cumsum(np.concatenate([[self.side[0]], 2 - (np.diff(self.side) != 0)]))
        first = max(self.land[0] - 1.0, float(self.left.lift[0] if self.side[0] == 0 else self.right.lift[0]))
        phase: Floats = np.interp(times, [first, *self.land], [number[0] - 1.0, *number])
        return phase


def step_rate(speed: float) -> float:
    """Return the steps a second of a creature at a speed, m/s."""
    walk = min(max(speed / _STEP, _RATES[0]), _RATES[1])
    share = min(max((speed - _CHASE_SPEEDS[0]) / (_CHASE_SPEEDS[1] - _CHASE_SPEEDS[0]), 0.0), 1.0)
    chase = _CHASE_RATES[0] + (_CHASE_RATES[1] - _CHASE_RATES[0]) * share
    mixed = float(smoothstep(np.array((speed - 2.1) / 0.9)))
    return (1.0 - mixed) * walk + mixed * chase


def creature_steps(course: StalkingCourse, floor_at: FloorAt, leg: float, seed: int) -> CreatureSteps:
    """Return the steps of a creature on its course. `leg`: the length of thigh and shank, m.

    The first footprint of each foot stands since long ago, and the last for ever.
    """
    return _StepPlan(course, floor_at, leg, seed).planned()


class _StepPlan:
    """Steps as they are planned, one after the other, each from what lies up to two seconds ahead."""

    def __init__(self, course: StalkingCourse, floor_at: FloorAt, leg: float, seed: int) -> None:
        self._course, self._floor_at, self._leg, self._seed = course, floor_at, leg, seed
        # Of each foot: x, y, z, heading, when it lands, when it is lifted, its strike and its kick.
        self._prints: tuple[list[list[float]], ...] = ([], [])
        for side in (0, 1):
            x, z, heading = self._below(side, course.begin)
            self._prints[side].append([x, floor_at(x, z), z, heading, -math.inf, math.inf, 0.0, 0.0])
        self._landings: list[tuple[float, int]] = []

    def planned(self) -> CreatureSteps:
        """Plan all of them."""
        course, side, due = self._course, 0, self._course.begin
        for tick in range(len(course.facing)):
            time = course.begin + tick * TICK
            if time < due:
                continue
            speed = self._speed(time + _LIFTED_BEFORE)
            errors = [self._error(each, time + _LIFTED_BEFORE) for each in (0, 1)]
            if speed < _MOVING and max(errors) < 1.0:
                continue
            if time > due + 1.5 * TICK:
                side = int(errors[1] > errors[0])  # out of standing, the foot begins that is further off
            due = self._step(side, time)
            side = 1 - side
        land, sides = (
            np.array([each for each, _ in self._landings]),
            np.array([each for _, each in self._landings], int),
        )
        return CreatureSteps(self._steps(0), self._steps(1), land, sides)

    def _step(self, side: int, time: float) -> float:
        """Lift a foot and put it down; when the other one is due, s."""
        pace = max(self._speed(time + _LIFTED_BEFORE), self._speed(time + _LOOKED_AHEAD), _SLOWEST)
        chase = self._chase(time + _LIFTED_BEFORE)
        drags = side == DRAGS
        period = 1.0 / step_rate(pace)
        chance = float(units(keys_of(self._seed, Stream.CREATURE, 1, np.array([len(self._landings)])))[0])
        hitch = (1 - chase) * _HITCH[0] + chase * _HITCH[1]
        duty = (1 - chase) * _DUTY[0] + chase * _DUTY[1]
        land = time + min(2 * period * (1 - duty), _LONGEST_SWING) * (_SWING[drags] if chase < 0.5 else 1.0)
        stance = 2 * period * duty * (_AHEAD[drags] if chase < 0.5 else 0.5)
        x, z, heading = self._below(side, self._over(land, stance))
        x, z = whole_foot(self._floor_at, x, z, heading, self._leg)
        self._prints[side][-1][5] = time
        brisk = min(pace / _STEP, 1.0)
        strike, kick = brisk * _STRIKE[drags], brisk * _KICK[drags] + 0.10 * chase
        self._prints[side].append([x, self._floor_at(x, z), z, heading, land, math.inf, strike, kick])
        self._landings.append((land, side))
        late = hitch if drags else -hitch
        wait = period * (1.0 + late + _UNEVEN * (2.0 * chance - 1.0))
        return self._due(1 - side, time, land, wait, chase)

    def _over(self, land: float, stance: float) -> float:
        """When the body is over a foot that lands, s: after a part of its stance, unless that is too far to step."""
        first, last = self._tick(land), self._tick(land + stance)
        away = np.linalg.norm(self._course.place[first : last + 1] - self._course.place[first], axis=1)
        return land + TICK * float(np.flatnonzero(away <= _STEPS_AHEAD * self._leg)[-1])

    def _due(self, other: int, time: float, land: float, wait: float, chase: float) -> float:
        """When the foot that stands is to be lifted, s: after a wait, or as soon as the body is too far from it."""
        x, _, z, *_ = self._prints[other][-1]
        first, last = self._tick(time) + 1, self._tick(time + wait)
        instants = self._course.begin + TICK * np.arange(first, last)
        away = np.linalg.norm(self._course.place[first:last] - (x, z), axis=1)
        reach = ((1 - chase) * _REACH[0] + chase * _REACH[1]) * self._leg
        flight = 0.12 * chase  # s that both feet may be in the air
        early = instants[(away > reach) & (instants >= land - flight)]
        return float(early[0]) if len(early) else time + wait

    def _steps(self, side: int) -> FootSteps:
        x, y, z, heading, land, lift, strike, kick = np.array(self._prints[side]).T
        far = np.hypot(np.diff(x), np.diff(z))
        push = _PUSH * np.minimum(np.append(far, 0.0) / 1.5, 1.0)
        return FootSteps(np.stack([x, y, z], 1), heading, land, lift, strike, push, kick)

    def _speed(self, time: float) -> float:
        return float(self._course.speed[self._tick(time)])

    def _chase(self, time: float) -> float:
        return float(self._course.chase[self._tick(time)])

    def _tick(self, time: float) -> int:
        return min(max(round((time - self._course.begin) / TICK), 0), len(self._course.facing) - 1)

    def _below(self, side: int, time: float) -> tuple[float, float, float]:
        """Return x, z and heading of a foot below its hip at a time, s."""
        tick = self._tick(time)
        (x, z), facing = self._course.place[tick].tolist(), float(self._course.facing[tick])
        sign = 1.0 if side == 0 else -1.0
        going = min(float(self._course.speed[tick]) / 0.8, 1.0)
        aside = sign * self._leg / 1.445 * ((1 - going) * _ASIDE[0] + going * _ASIDE[1])
        heading = facing + sign * (1 - 0.6 * going) * _TURNED_OUT
        return x + aside * math.cos(facing), z - aside * math.sin(facing), heading

    def _error(self, side: int, time: float) -> float:
        """Return how far a foot is from where it would stand, 1 where it has to be put there."""
        x, z, heading = self._below(side, time)
        at = self._prints[side][-1]
        return max(math.hypot(x - at[0], z - at[2]) / _OFF, abs(heading - at[3]) / _TWIST)
