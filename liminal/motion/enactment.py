"""Enactment: a person who goes a way and makes gestures on it, as a motion."""

from collections.abc import Sequence

import numpy as np

from liminal.motion import quaternion
from liminal.motion.body_control import posed, soles_of
from liminal.motion.body_motion import BodyMotion
from liminal.motion.footprint import FloorAt
from liminal.motion.gaze import looking
from liminal.motion.gesture import Gesture
from liminal.motion.locomotion import Locomotion
from liminal.motion.person import PERSON_BONES
from liminal.motion.way import Way

_HIPS = PERSON_BONES.joints["hips"]


def enacted(
    way: Way,
    gestures: Sequence[Gesture],
    floor_at: FloorAt,
    stature: float,
    seed: int,
    begin: float,
    end: float,
    rate: float = 60.0,
) -> BodyMotion:
    """Return the motion of a person from `begin` to `end`, s, in the space of the way; its first pose is at `begin`.

    `gestures`: their times are those of the way. `floor_at`: the height of the floor at x and z, m. `stature`: m.
    `seed`: of sway and of looking about. `rate`: poses a second, Hz.
    """
    locomotion = Locomotion(way, floor_at, stature, seed)
    times = begin + np.arange(round((end - begin) * rate) + 1) / rate
    control = locomotion.control_at(times)
    control = looking(locomotion.skeleton, control, times, [each for each in gestures if each.kind == "look"])
    poses = posed(locomotion.skeleton, soles_of(locomotion.skeleton), control)
    rotations = quaternion.continuous(poses.rotations)
    return BodyMotion(locomotion.skeleton, rate, (_HIPS,), poses.offsets[:, [_HIPS]], rotations)
