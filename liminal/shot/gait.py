"""The gait: steps, each with its place and weight, and the motion of a body that carries a camera."""

import math
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d

from liminal.random import Stream, keys_of, units
from liminal.shot.feet import Course
from liminal.shot.hand import wander
from liminal.shot.step import Step
from liminal.shot.track import TICK, Track, times
from liminal.shot.wading import wading, wetness
from liminal.shot.walk_path import SPACING, SampledPath

# Sekiya and Nagasaki, 1998, "Reproducibility of the walking patterns of normal young adults": step length over cadence
# is the same at all speeds, 0.0065 m per step a minute. So 1.2 m/s is 1.75 steps of 0.69 m a second.
_WALK_RATIO = 0.0065 * 60  # m s
_STANDING = 0.06  # m/s: slower is no walking
_UNEVEN = 0.06  # of the cadence: steps are not on a beat (Hausdorff et al., 1995, find 2-4 % from step to step)
_BEAT = (0.021, 0.8), (0.083, 0.7), (0.31, 0.7), (1.3, 0.7)  # how often (Hz) and how far (share) it wanders
_STRIDE, _SWAY = 0.5, 1.6  # how much longer steps are in water, at the same cadence, and how much more one sways
_FEELING = 0.8  # m of the path over which water takes hold of the gait
_STANCE = 0.09  # m from the line of the path to each foot
_FOLLOW = 7.0  # rad/s: how quickly the body follows the foot up or down a step
_TWIST = 50.0  # deg: with a view farther aside than this the feet step round on the spot
_SHUFFLE = 0.45  # s between steps on the spot


@dataclass(frozen=True)
class Gait:
    """Steps in order of time; and at each tick, float64 (n,): metres up from the floor at 0, metres to the right.

    `floor`: the height that the body has climbed to, m. `phase`: steps made so far. `landing`: the weight of a foot
    that lands at this tick, else 0. `lap`: steps after which it all repeats; None: never.
    """

    steps: tuple[Step, ...]
    floor: Track
    up: Track
    aside: Track
    phase: Track
    landing: Track
    lap: int | None = None


def stand(ticks: int) -> Gait:
    """Return the gait of a person who stands, and does not turn round."""
    still = np.zeros(ticks)
    return Gait((), still, still, still, still, still)


def step_along(path: SampledPath, course: Course, yaw: Track, seed: int, lap: int | None = None) -> Gait:
    """Return the steps along a course. `yaw`: where the camera looks, degrees (n,), not wrapped.

    `lap`: ticks after which the course repeats, and with it the gait.
    """
    pace = abs(course.speed)
    # A body feels the depth a little before it and after it.
    depth = uniform_filter1d(path.depth, round(_FEELING / SPACING))
    waded = wading(depth[[path.index(along) for along in course.along.tolist()]])
    ratio = _WALK_RATIO * (1.0 + _STRIDE * waded)
    cadence = np.sqrt(np.maximum(pace - _STANDING, 0.0) / ratio)
    period = None if lap is None else lap * TICK
    cadence = cadence * (1.0 + _UNEVEN * wander(times(len(pace)), _BEAT, seed, Stream.OPERATOR, 20, period=period))
    phase = np.cumsum(cadence) * TICK
    steps_a_lap = None
    if lap is not None:
        # A whole number of pairs of steps a lap, and no foot that lands where it closes.
        steps_a_lap = 2 * max(1, round(phase[lap - 1] / 2))
        closing = steps_a_lap / phase[lap - 1]
        cadence, phase = cadence * closing, 0.5 + phase * closing

    landed = np.flatnonzero(np.diff(np.floor(phase), prepend=0.0) > 0)
    order = np.floor(phase[landed]).astype(int)
    order = order if steps_a_lap is None else order % steps_a_lap
    chance = units(keys_of(seed, Stream.OPERATOR, 21, order))
    length = ratio[landed] * cadence[landed]
    walked = [
        _step(path, int(tick), float(course.along[tick] + 0.35 * stride), int(number % 2), float(weight))
        for tick, stride, number, weight in zip(
            landed, length, order, _weight(pace[landed]) * (0.85 + 0.3 * chance), strict=True
        )
    ]
    steps = sorted([*walked, *_shuffles(path, course, yaw)], key=lambda step: step.time)
    wet = wetness(np.array([step.depth for step in steps]))
    steps = [replace(step, wet=each) for step, each in zip(steps, wet.tolist(), strict=True)]

    landing = np.zeros(len(pace))
    for step in steps:
        landing[min(round(step.time / TICK), len(pace) - 1)] = step.weight
    floor, (up, aside) = _climb(path, course, landed, length), _vault(phase, pace, seed, steps_a_lap)
    aside = aside * (1.0 + _SWAY * waded)
    return Gait(tuple(steps), floor, up, aside, phase, landing, steps_a_lap)


def _weight(pace: Track) -> Track:
    return np.clip(0.15 + 0.32 * pace, 0.0, 0.85)


def _step(path: SampledPath, tick: int, along: float, foot: int, weight: float) -> Step:
    x, z = path.at(along)
    heading = float(path.heading[path.index(along)])
    side = _STANCE if foot else -_STANCE
    index = path.index(along)
    return Step(
        float(tick) * TICK,
        x + side * math.cos(heading),
        z + side * math.sin(heading),
        foot,
        min(weight, 1.0),
        int(path.surface[index]),
        float(path.depth[index]),
    )


def _shuffles(path: SampledPath, course: Course, yaw: Track) -> list[Step]:
    """Return the steps of a person who stands and turns farther than a waist does."""
    steps: list[Step] = []
    facing, due = float(yaw[0]), 0
    for tick in np.flatnonzero(abs(course.speed) < _STANDING):
        if tick < due:
            continue
        aside = float(yaw[tick]) - facing
        if due and tick - due > round(4 * _SHUFFLE / TICK):
            facing, aside = float(yaw[tick]), 0.0  # the operator has walked since
        if abs(aside) > _TWIST:
            facing += 0.6 * aside
            foot = len(steps) % 2
            steps.append(_step(path, int(tick), float(course.along[tick]), foot, 0.08 + 0.1 * min(abs(aside) / 180, 1)))
            due = int(tick) + round(_SHUFFLE / TICK)
    return steps


def _climb(path: SampledPath, course: Course, landed: NDArray[np.intp], length: Track) -> Track:
    """Return the height of the floor as the body follows its feet: foot first, then the weight."""
    foot = np.full(len(course.along), path.floor[0])
    heights = [
        path.floor[path.index(course.along[tick] + 0.35 * step)] for tick, step in zip(landed, length, strict=True)
    ]
    for tick, height in zip(landed, heights, strict=True):
        foot[tick:] = height
    # Two equal lags after each other: critically damped.
    lag = math.exp(-_FOLLOW * TICK)
    climbed = foot - foot[0]
    for _ in range(2):
        late = accumulate(((1.0 - lag) * climbed).tolist(), lambda before, risen: lag * before + risen)
        climbed = np.fromiter(late, np.float64, len(climbed))
    return np.asarray(climbed + foot[0])


def _vault(phase: Track, pace: Track, seed: int, lap: int | None) -> tuple[Track, Track]:
    """Return how far steps lift the body and sway it to the right, metres, at ordinary liveliness.

    The body vaults over the standing leg: it is highest in mid-step and drops quickly from one leg to the other
    (Inman, Ralston and Todd, 1981, "Human Walking"). No two steps are alike.
    """
    effort = np.minimum(pace / 1.2, 2.2)
    lively = 1.0 + 0.35 * wander(phase, ((0.61, 1.0),), seed, Stream.OPERATOR, 22, period=lap)
    uneven = phase + 0.1 * wander(phase, ((0.37, 1.0),), seed, Stream.OPERATOR, 23, period=lap)
    vault = np.sqrt(np.sin(math.pi * uneven) ** 2 + 0.03) - 0.66  # 0.66: its mean, so that the mean height stays
    return 0.014 * effort * lively * vault, 0.008 * np.minimum(effort, 1.3) * lively * np.sin(math.pi * uneven)
