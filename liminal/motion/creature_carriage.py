"""The carriage of the creature: how trunk, hips, head and hanging arms go with its steps."""

import math

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d, maximum_filter1d, uniform_filter1d

from liminal.motion import quaternion
from liminal.motion.creature_course import CeilingAt, StalkingCourse, is_free
from liminal.motion.creature_posture import Posture, elbow_bend, pelvis_turn
from liminal.motion.creature_rest import Rest
from liminal.motion.creature_stoop import HIPS, TRUNK, stoop_at
from liminal.motion.footprint import FloorAt
from liminal.motion.leg import lengths_of
from liminal.motion.limb import STRETCH
from liminal.motion.person import PERSON_BONES
from liminal.motion.skeleton import Skeleton
from liminal.motion.stepping import SteppingFoot
from liminal.motion.way import TICK

Floats = NDArray[np.float64]

# Walking, and in a chase.
_PITCH = np.radians((9.0, 47.0))  # of the trunk, beyond that of standing
_CROUCH = 0.19, 0.20  # m that the hips are lower
_ASIDE = 0.050, 0.025  # m to the foot that stands
_LURCH = 0.045, 0.02  # m, to and fro along the way with each step
_NODS = np.radians((2.5, 5.0))  # of the trunk, with each step
_TWIST = np.radians((5.0, 13.0))  # of the shoulders against the pelvis
_SWING = np.radians((11.0, 40.0))  # of the upper arms to and fro
_BEFORE = np.radians((2.0, 24.0))  # of them to the front, on average
_ELBOW = np.radians((12.0, 34.0))
_CURL = np.radians((16.0, 30.0))
_LOWER = 0.30, 0.44  # m that its head is lower for all that
_LAME = 0.65  # of the left arm's swing, that of the right one
_LAG = 0.22, 0.08  # of a step by which hanging arms are late

_LEADS = np.radians(9.0), np.radians(15.0)  # of the trunk for each m/s that it will be faster, and at most
_HITCH = 0.055  # m that it drops onto the leg that it drags, and as much of its pitch, rad
_SINKS = 0.36  # s in which hips go down to where legs reach the feet
_SIDES = ((0.0, 0.0), (0.0, 0.3), (0.0, -0.3), (0.35, 0.0), (0.7, 0.15), (0.7, -0.15), (1.0, 0.0))  # m ahead and aside
_STEP = 6  # ticks between two looks at the ceiling
_EARLY = 1.2  # s in which it bends before a lintel, and comes up after it
_HIGH = 100.0  # m: of places that know no ceiling


def headroom_along(
    course: StalkingCourse, floor_at: FloorAt, ceiling_at: CeilingAt, times: Floats
) -> tuple[Floats, Floats]:
    """Return the height of the floor below the body, and of the air above that, at times (f,), s: (f,) each, m."""
    ticks = np.arange(0, len(course.facing), _STEP)
    floor, ceiling = np.empty(len(ticks)), np.empty(len(ticks))
    for number, tick in enumerate(ticks.tolist()):
        (x, z), facing = course.place[tick].tolist(), float(course.facing[tick])
        sine, cosine = math.sin(facing), math.cos(facing)
        floor[number] = floor_at(x, z)
        places = [(x + ahead * sine + aside * cosine, z + ahead * cosine - aside * sine) for ahead, aside in _SIDES]
        heights = [ceiling_at(*place) for place in places if is_free(floor_at, ceiling_at, *place)]
        ceiling[number] = min(heights, default=math.inf)
    rate = 1.0 / (_STEP * TICK)
    floor = gaussian_filter1d(floor, 0.22 * rate, mode="nearest")
    low = -early(-np.minimum(ceiling, _HIGH), rate, _EARLY)
    at = (times - course.begin) / (_STEP * TICK)
    level = np.interp(at, np.arange(len(ticks)), floor)
    return level, np.interp(at, np.arange(len(ticks)), low) - level


def lowered(course: StalkingCourse) -> Floats:
    """Return how much lower than standing a creature is that goes, (f,), m of one of STATURE."""
    lower: Floats = course.going * ((1 - course.chase) * _LOWER[0] + course.chase * _LOWER[1])
    return lower


def carriage(
    skeleton: Skeleton,
    size: float,
    course: StalkingCourse,
    phase: Floats,
    rest: Rest,
    degree: Floats,
    level: Floats,
    feet: list[SteppingFoot],
    rate: float,
) -> Posture:
    """Return the posture of a creature that goes its course.

    `size`: against one of STATURE. `course`: at the times of all else (f,). `phase`: see `CreatureSteps`. `degree`: to
    which it stoops under the ceiling. `level`: of the floor, m. `rate`: times a second, Hz.
    """
    going, chase = course.going, course.chase
    still = 1.0 - going

    def mixed(pair: tuple[float, float] | Floats) -> Floats:
        values: Floats = going * ((1 - chase) * pair[0] + chase * pair[1])
        return values

    beat, hitch = np.cos(np.pi * phase), _hitch(phase) * going * (1 - 0.7 * chase)
    stoop = stoop_at(degree)
    leads = np.clip(_LEADS[0] * course.gain, -0.5 * _LEADS[1], _LEADS[1])
    upright = stoop_at(np.zeros(1))
    lean = mixed(_PITCH) + leads + mixed(_NODS) * np.cos(2 * np.pi * (phase - 0.1)) + 0.9 * hitch
    pitch = _greater(upright.pitch + lean, stoop.pitch + 0.35 * lean, 0.04) + still * rest.pitch
    sink = _greater(upright.sink + mixed(_CROUCH), stoop.sink + 0.4 * mixed(_CROUCH), 0.02) + hitch
    vault = 0.015 * (1 - chase) * going * np.cos(2 * np.pi * (phase - 0.5)) - 0.03 * chase * np.cos(2 * np.pi * phase)
    ahead = still * rest.ahead - stoop.back * (1 - 0.6 * chase) + mixed(_LURCH) * np.sin(2 * np.pi * (phase - 0.15))
    # The left foot stands from even numbers on.
    aside = still * rest.aside + mixed(_ASIDE) * np.sin(np.pi * (phase + 0.12))
    sine, cosine = np.sin(course.facing), np.cos(course.facing)
    hips = np.stack(
        [
            course.place[:, 0] + size * (ahead * sine + aside * cosine),
            level + size * (HIPS - sink + vault),
            course.place[:, 1] + size * (ahead * cosine - aside * sine),
        ],
        1,
    )
    roll = course.lean * (0.35 + 0.65 * chase) - mixed((0.05, 0.03)) * np.sin(np.pi * (phase + 0.12))
    late = np.pi * (phase - (1 - chase) * _LAG[0] - chase * _LAG[1])
    swing = np.stack(
        [share * (mixed(_BEFORE) - sign * mixed(_SWING) * np.cos(late)) for sign, share in ((1.0, 1.0), (-1.0, _LAME))]
    )
    swing = swing + 0.05 + 0.25 * leads
    elbow = np.stack([mixed(_ELBOW) * (1 - 0.5 * sign * np.sin(late)) for sign in (1.0, -1.0)]) + 0.14
    posture = Posture(
        hips,
        course.facing,
        np.minimum(pitch, np.radians(82.0)),
        roll,
        mixed(_TWIST) * beat,
        np.zeros(len(phase)),
        stoop.nod + still * rest.nod - 0.10 * chase,
        swing,
        elbow,
        np.full((2, len(phase)), 0.28) + mixed(_CURL) + still * rest.curl,
        np.zeros((2, len(phase), 3)),
        np.tile((0.0, -1.0, 0.0), (2, len(phase), 1)),
        np.zeros((2, len(phase))),
        np.zeros(len(phase)),
    )
    return over_floor(within_reach(skeleton, posture, feet, rate), level, size)


def within_reach(skeleton: Skeleton, posture: Posture, feet: list[SteppingFoot], rate: float) -> Posture:
    """Return a posture with the hips so low that legs reach to the feet. `rate`: times a second, Hz."""
    turn, over = pelvis_turn(posture), np.zeros(len(posture.pitch))
    for side, foot in zip(("left", "right"), feet, strict=True):
        joint = quaternion.rotated(turn, skeleton.offsets[PERSON_BONES.joints[f"{side}_upper_leg"]])
        away = foot.ankle - posture.hips - joint
        reach = STRETCH * sum(lengths_of(skeleton, PERSON_BONES, side))
        up = np.sqrt(np.maximum(reach**2 - away[:, 0] ** 2 - away[:, 2] ** 2, (0.3 * reach) ** 2))
        over = np.maximum(over, -away[:, 1] - up)
    return posture._replace(hips=posture.hips - np.outer(early(over, rate, _SINKS), (0.0, 1.0, 0.0)))


def early(amount: Floats, rate: float, seconds: float) -> Floats:
    """Return amounts (f,) that are never less, and come and go over so many seconds. `rate`: of them a second, Hz."""
    size = max(1, round(seconds * rate / 4))
    # Means over as long as the maximum before them are never less than the need.
    slow = maximum_filter1d(amount, 4 * size + 1, mode="nearest")
    for _ in range(2):
        slow = uniform_filter1d(slow, 2 * size + 1, mode="nearest")
    return np.asarray(slow)


def over_floor(posture: Posture, level: Floats, size: float) -> Posture:
    """Return a posture with elbows bent so far that hanging hands are over the floor. `level`: its height, m."""
    shoulder = (posture.hips[:, 1] - level) / size + TRUNK * np.cos(posture.pitch)
    return posture._replace(elbow=_greater(posture.elbow, elbow_bend(shoulder), 0.1))


def _hitch(phase: Floats) -> Floats:
    """How far the body drops, m, onto the leg that it drags, which lands at odd numbers."""
    after = (phase - 1.0) % 2.0
    drop: Floats = _HITCH * np.exp(-(((np.where(after > 1.2, after - 2.0, after) - 0.22) / 0.26) ** 2))
    return drop


def _greater(first: Floats, second: Floats, width: float) -> Floats:
    """Return the greater of two values without an edge where they cross, within a width."""
    greater: Floats = 0.5 * (first + second + np.sqrt((first - second) ** 2 + width**2))
    return greater
