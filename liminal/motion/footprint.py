"""Footprints: where and when the feet of a body stand that goes a way.

Walking has the walk ratio of people, 0.0065 m of step for each step a minute (Sekiya and Nagasaki, 1998), and gives
way to running at a Froude number of 0.5 (Alexander, 1989, "Optimization and gaits in the locomotion of vertebrates"). A
foot stands for 62 % of a stride at 1.3 m/s, less when faster (Perry, 1992, "Gait Analysis"), and for 35 % at 3 m/s when
one runs, at about 2.8 steps a second (Cavanagh and Kram, 1989).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from liminal.motion.way import TICK, Way

Floats = NDArray[np.float64]
FloorAt = Callable[[float, float], float]  # the height of the floor at x and z, m

GRAVITY = 9.81  # m/s2
USUAL_LEG = 0.86  # m, of a person of 1.75 m
_WALK_RATIO = 0.0065 * 60  # m s
_RUNS_FROM, _RUNS_AT = 0.45, 0.6  # Froude numbers between which a walk becomes a run
_MOVING = 0.08  # m/s: slower is standing
_AHEAD = 0.3  # s: a foot is lifted so long before the body needs it
_LOOKED_AHEAD = 0.7  # s: a step is as quick as the body will be then, or is
_SETTLING = 3.0  # s after the end of a way in which feet come to stand
_LUNGE = 1.1  # a foot lands this far ahead, of where the speed at its landing would bring the body by mid-stance
_REACH, _REACH_RUNNING = 0.66, 0.54  # of a leg's length: a foot further behind is lifted
_FLIGHT = 0.14  # s before the other foot lands, a runner's may be lifted
_TRIES = 13  # places along the way at which a foot may land
HIGHEST_STEP = 0.25  # m
_HEEL, _BALL = 0.07, 0.13  # m from the ankle, of a person of 1.75 m
_LEVEL = 0.015  # m
_SHIFTS = (0.0, 0.04, -0.04, 0.08, -0.08, 0.12, -0.12, 0.16, -0.16)  # m: a foot is put so much further on, or back
_OFF = 0.07  # m: a foot further than this from below its hip is put there
_TWIST = math.radians(25.0)  # a foot that points further aside is turned by a step
_LEAST_SPEED = 0.45  # m/s: steps on the spot are as quick as those of this speed
_TURNING = 0.6  # m: who turns by 1 rad/s steps as quickly as at this speed, m/s
_STANCE, _STRIDE = 0.088, 0.045  # m from the middle to each foot: standing, walking
_APART = 0.02  # m: no nearer to the other foot, or past it, a foot is put when one goes sideways
_TURNED_OUT = math.radians(7.0)
_BEHIND = 0.035  # m: ankles are behind the line of the hips


@dataclass(frozen=True)
class Footprint:
    """A foot that stands from `land` to `lift`, s: below its ankle is (x, y, z), m; it points to `heading`, rad.

    `speed`: of the body when it lands, m/s. `run`: 0 for a step of a walk, 1 of a run. `number`: of the step; those of
    the right foot are odd.
    """

    x: float
    y: float
    z: float
    heading: float
    land: float
    lift: float
    speed: float
    run: float
    number: int


def run_share(speed: float, leg: float) -> float:
    """Return how far a gait is a run, 0 to 1, at a speed, m/s. `leg`: the length of thigh and shank, m."""
    froude = speed * speed / (GRAVITY * leg)
    share = min(max((froude - _RUNS_FROM) / (_RUNS_AT - _RUNS_FROM), 0.0), 1.0)
    return share * share * (3.0 - 2.0 * share)


def cadence(speed: float, leg: float) -> float:
    """Return steps a second at a speed, m/s."""
    # Of equal Froude numbers, times go with the root of the leg's length.
    usual = speed * math.sqrt(USUAL_LEG / leg)
    run = run_share(speed, leg)
    return ((1 - run) * math.sqrt(usual / _WALK_RATIO) + run * (2.35 + 0.17 * usual)) * math.sqrt(USUAL_LEG / leg)


def duty(speed: float, leg: float) -> float:
    """Return the share of a stride for which a foot stands, at a speed, m/s."""
    usual = speed * math.sqrt(USUAL_LEG / leg)
    run = run_share(speed, leg)
    return (1 - run) * max(0.72 - 0.078 * usual, 0.55) + run * max(0.44 - 0.03 * usual, 0.2)


def footprints(way: Way, floor_at: FloorAt, leg: float) -> tuple[tuple[Footprint, ...], tuple[Footprint, ...]]:
    """Return the footprints of the left and of the right foot on a way, in order of time.

    The first of each stands since long ago, and the last for ever. A step is decided from what lies up to two seconds
    ahead.
    """
    prints: tuple[list[Footprint], list[Footprint]] = ([], [])
    for side in (0, 1):
        x, z, heading = _below(way, side, way.begin, 0.0, leg)
        prints[side].append(Footprint(x, floor_at(x, z), z, heading, -math.inf, math.inf, 0.0, 0.0, side - 2))
    side, due, number = 0, way.begin, -1
    for tick in range(round((way.end + _SETTLING - way.begin) / TICK)):
        time = way.begin + tick * TICK
        if time < due:
            continue
        speed = _speed(way, time + _AHEAD)
        errors = [_error(way, prints[each][-1], each, time + _AHEAD, speed, leg) for each in (0, 1)]
        if speed < _MOVING and max(errors) < 1.0:
            continue
        if time > due + 1.5 * TICK:
            side = int(errors[1] > errors[0])  # out of standing, the foot begins that is further off
        pace = max(speed, _speed(way, time + _LOOKED_AHEAD), _TURNING * _turning(way, time + _LOOKED_AHEAD))
        pace = max(pace, _LEAST_SPEED)
        period, stands = 1.0 / cadence(pace, leg), duty(pace, leg)
        land = time + 2 * period * (1 - stands)
        number += 1 + (number + 1 + side) % 2
        prints[side][-1] = replace(prints[side][-1], lift=time)
        half = period * min(stands, 0.5)
        (x, y, z, heading), share = _landing(way, floor_at, prints[1 - side][-1], side, land, half, leg)
        prints[side].append(
            Footprint(x, y, z, heading, land, math.inf, _speed(way, land), run_share(pace, leg), number)
        )
        side, due = 1 - side, _due(way, prints[1 - side][-1], time, land, period * share, leg)
    return tuple(prints[0]), tuple(prints[1])


def _due(way: Way, standing: Footprint, time: float, land: float, period: float, leg: float) -> float:
    """Return when the foot that stands is to be lifted, s, the other one having been lifted at `time`, to `land`.

    That is a period later, or as soon as the body has gone further from it than a leg reaches without a crouch.
    """
    instants = np.arange(time + TICK, time + period, TICK)
    away = np.linalg.norm(way.place_at(instants) - (standing.x, standing.z), axis=1)
    run = run_share(_speed(way, time + _LOOKED_AHEAD), leg)
    may = instants >= land - _FLIGHT * run
    early = instants[(away > ((1 - run) * _REACH + run * _REACH_RUNNING) * leg) & may]
    return float(early[0]) if len(early) else time + period


def _speed(way: Way, time: float) -> float:
    """Return the speed of the body at a time, m/s."""
    before, after = way.place_at(np.array([time - TICK, time + TICK]))
    return float(np.linalg.norm(after - before)) / (2 * TICK)


def _turning(way: Way, time: float) -> float:
    """Return how fast the body turns at a time, rad/s."""
    before, after = way.facing_at(np.array([time - TICK, time + TICK])).tolist()
    return abs(float(after - before)) / (2 * TICK)


def _landing(
    way: Way, floor_at: FloorAt, other: Footprint, side: int, land: float, half: float, leg: float
) -> tuple[tuple[float, float, float, float], float]:
    """Return x, y, z and heading of a foot that lands at a time, s, and how much of a step that makes.

    It stands where the body will be above it `half` a step later, s, but no further ahead than the body's speed at
    landing tells, nor higher or lower than a step of stairs from the other foot.
    """
    speed = _speed(way, land)
    instants = land + half * np.linspace(0.0, 1.0, _TRIES)
    ahead = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(way.place_at(instants), axis=0), axis=1))])
    within = instants[ahead <= _LUNGE * speed * half + 0.03]
    whole = math.dist((other.x, other.z), _below(way, side, float(within[-1]), speed, leg)[:2])
    for instant in within[::-1].tolist():
        x, z, heading = _below(way, side, instant, speed, leg)
        x, z = whole_foot(floor_at, x, z, heading, leg)
        y = floor_at(x, z)
        if abs(y - other.y) < HIGHEST_STEP and not _crosses(way, other, side, instant, x, z, leg):
            made = math.dist((other.x, other.z), (x, z))
            return (x, y, z, heading), min(max(made / max(whole, 0.05), 0.5), 1.0)
    return (x, y, z, heading), 1.0


def _crosses(way: Way, other: Footprint, side: int, time: float, x: float, z: float, leg: float) -> bool:
    """Whether a foot at x and z, m, would stand across the other one, as the body faces at a time, s."""
    facing, sign = float(way.facing_at(np.array([time]))[0]), 1.0 if side == 0 else -1.0
    aside = sign * ((x - other.x) * math.cos(facing) - (z - other.z) * math.sin(facing))
    return aside < _APART * leg / USUAL_LEG


def whole_foot(floor_at: FloorAt, x: float, z: float, heading: float, leg: float) -> tuple[float, float]:
    """Return the place nearest to (x, z) along a foot's heading where heel, ankle and ball are on one level."""
    size = leg / USUAL_LEG
    front = math.sin(heading), math.cos(heading)
    for shift in _SHIFTS:
        heights = [
            floor_at(x + size * (shift + along) * front[0], z + size * (shift + along) * front[1])
            for along in (-_HEEL, 0.0, _BALL)
        ]
        if max(heights) - min(heights) < _LEVEL:
            return x + size * shift * front[0], z + size * shift * front[1]
    return x, z


def _below(way: Way, side: int, time: float, speed: float, leg: float) -> tuple[float, float, float]:
    """Return x, z and heading of a foot below its hip at a time, s."""
    at = np.array([time])
    (x, z), facing = way.place_at(at)[0].tolist(), float(way.facing_at(at)[0])
    sign = 1.0 if side == 0 else -1.0  # the left is along +x of a body that faces +z
    share = min(speed / 1.0, 1.0)
    aside = sign * leg / USUAL_LEG * ((1 - share) * _STANCE + share * _STRIDE)
    back = -_BEHIND * leg / USUAL_LEG
    return (
        x + aside * math.cos(facing) + back * math.sin(facing),
        z - aside * math.sin(facing) + back * math.cos(facing),
        facing + sign * (1 - 0.5 * share) * _TURNED_OUT,
    )


def _error(way: Way, standing: Footprint, side: int, time: float, speed: float, leg: float) -> float:
    """Return how far a foot is from where it would stand, 1 where it has to be put there."""
    x, z, heading = _below(way, side, time, speed, leg)
    return max(math.hypot(x - standing.x, z - standing.z) / _OFF, abs(heading - standing.heading) / _TWIST)
