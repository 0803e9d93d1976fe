"""The gait of the creature: how it stands, stalks and chases along a way, as a motion in the space of the way."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from liminal.motion import quaternion
from liminal.motion.body_control import soles_of
from liminal.motion.body_motion import BodyMotion
from liminal.motion.creature import STATURE, creature
from liminal.motion.creature_carriage import carriage, early, headroom_along, lowered, within_reach
from liminal.motion.creature_course import CeilingAt, course_of
from liminal.motion.creature_fall import folded, folded_way
from liminal.motion.creature_gesture import gestured
from liminal.motion.creature_hold import Shoulders, held_by, holds_of
from liminal.motion.creature_posture import Posture, held
from liminal.motion.creature_rest import rest_at
from liminal.motion.creature_steps import creature_steps
from liminal.motion.creature_stoop import GAP, stoop_under
from liminal.motion.footprint import FloorAt
from liminal.motion.gesture import Gesture
from liminal.motion.leg import lengths_of
from liminal.motion.person import PERSON_BONES
from liminal.motion.skeleton import Skeleton
from liminal.motion.stepping import SteppingFoot, step_through
from liminal.motion.way import Way

Floats = NDArray[np.float64]

_LOOKS_AHEAD = 0.45  # s: its head is turned to where it will face then
_HEAD_INERTIA = 0.20  # s, standard deviation
_MARGIN = 1.5  # s before and after a way
_BOBS = 0.04  # m of the air above it that its steps may take
_BENDS = 0.6  # s in which it begins to stoop, and ends
_DUCKS = 0.8  # s in which it is lower where it would touch the ceiling
_HIPS = PERSON_BONES.joints["hips"]
_SHOULDERS = [PERSON_BONES.joints[f"{side}_upper_arm"] for side in ("left", "right")]


def stalking(
    way: Way,
    gestures: Sequence[Gesture],
    floor_at: FloorAt,
    ceiling_at: CeilingAt,
    stature: float,
    seed: int,
    begin: float,
    end: float,
    rate: float = 60.0,
) -> BodyMotion:
    """Return the motion of a creature from `begin` to `end`, s, in the space of the way; its first pose is at `begin`.

    Slower than 2.3 m/s it walks, from 3.2 m/s on it chases. `gestures`: of these it has look, reach, crouch,
    lean, fall and get-up; their times are those of the way. `floor_at` and `ceiling_at`: heights at x and z, m; in a
    wall the ceiling is no higher than the floor. Under low ceilings it stoops, and its hands touch walls and lintels.
    `stature`: m. `seed`: of what it does by chance. `rate`: poses a second, Hz.
    """
    skeleton, size = creature(stature), stature / STATURE
    gestures = sorted(gestures, key=lambda each: each.begin)
    way = folded_way(way, gestures, stature)
    before, after = (round((max(each, 0.0) + _MARGIN) * rate) for each in (begin - way.begin, way.end - end))
    count = round((end - begin) * rate) + 1
    # The pose at a time depends on the whole way, not on the times asked for.
    times = begin + np.arange(-before, count + after) / rate
    course = course_of(way, floor_at, ceiling_at)
    steps = creature_steps(course, floor_at, sum(lengths_of(skeleton, PERSON_BONES, "left")), seed)
    feet = [
        step_through(each, sole, times)
        for each, sole in zip((steps.left, steps.right), soles_of(skeleton), strict=True)
    ]
    level, headroom = headroom_along(course, floor_at, ceiling_at, times)
    here, rest = course.at(times), rest_at(seed, times)
    degree = np.maximum(early(stoop_under(headroom - _BOBS + size * lowered(here), stature), rate, _BENDS), 0.0)
    posture = carriage(skeleton, size, here, steps.phase(times), rest, degree, level, feet, rate)
    gaze = gaussian_filter1d(way.facing_at(times + _LOOKS_AHEAD), _HEAD_INERTIA * rate, mode="nearest")
    posture = posture._replace(gaze=gaze + rest.gaze)
    bare = skeleton.frames(held(skeleton, posture, feet)).positions
    shoulders = Shoulders(float(times[0]), rate, np.moveaxis(bare[:, _SHOULDERS], 1, 0))
    holds = holds_of(course, steps, shoulders, floor_at, ceiling_at, size, seed)
    reached = [held_by(each, times, place) for each, place in zip(holds, shoulders.places, strict=True)]
    hands, point, grip = (np.stack(each) for each in zip(*reached, strict=True))
    posture = posture._replace(hands=hands, point=point, grip=grip)
    posture = folded(gestured(posture, gestures, times, size, level), gestures, times, size, level)
    posture = within_reach(skeleton, posture, feet, rate)
    posture = _below(skeleton, posture, feet, level + headroom, rate)
    poses = held(skeleton, posture, feet)
    rotations = quaternion.continuous(poses.rotations)
    asked = slice(before, before + count)
    return BodyMotion(skeleton, rate, (_HIPS,), poses.offsets[asked, [_HIPS]], rotations[asked])


def _below(skeleton: Skeleton, posture: Posture, feet: list[SteppingFoot], ceiling: Floats, rate: float) -> Posture:
    """Return a posture with the hips so low that no joint reaches the ceiling (f,), m."""
    top = skeleton.frames(held(skeleton, posture, feet)).positions[:, _trunk(skeleton), 1].max(1)
    down = early(np.maximum(top + GAP - ceiling, 0.0), rate, _DUCKS)
    return posture._replace(hips=posture.hips - np.outer(down, (0.0, 1.0, 0.0)))


def _trunk(skeleton: Skeleton) -> list[int]:
    """The joints of all but the arms, which go where there is room for them."""
    arms = [PERSON_BONES.joints[f"{side}_upper_arm"] for side in ("left", "right")]
    return [joint for joint in range(len(skeleton)) if not set(arms) & set(skeleton.ancestors(joint))]
