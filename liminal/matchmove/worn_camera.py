"""Worn cameras: the head of a captured body, a .bvh, moves a camera on its forehead."""

from fractions import Fraction
from pathlib import Path

import numpy as np

from liminal.matchmove.camera_move import CameraMove
from liminal.motion import quaternion
from liminal.motion.motion_file import read_motion
from liminal.motion.person import PERSON_BONES, person
from liminal.motion.retarget import retarget
from liminal.settings.motion import MotionSettings

STATURE = 1.75  # m: of the body that wears it
BROW = (0.0, 0.09, 0.11)  # m from the joint of the head: to its left, up, and to its front
_BEHIND = np.array([0.0, 1.0, 0.0, 0.0])  # half a turn about +Y: a body looks along +Z, a camera along -Z


def read_worn_camera(path: Path) -> CameraMove:
    """Return the move of a camera on the forehead of the body whose motion a .bvh holds, with planted feet.

    It begins above x = z = 0 and has no field of view that is finite. Raises LiminalError for a damaged file.
    """
    captured = read_motion(path, MotionSettings())
    skeleton = person(STATURE)
    motion = retarget(captured.motion, captured.bones, skeleton, PERSON_BONES)
    head = PERSON_BONES.joints["head"]
    frames = skeleton.frames(motion.poses)
    rest = skeleton.rest_frames.rotations[head]
    turned = quaternion.product(frames.rotations[:, head], quaternion.inverse(rest))
    places = frames.positions[:, head] + quaternion.rotated(turned, BROW)
    turns = quaternion.continuous(quaternion.product(turned, _BEHIND))
    rate = Fraction(motion.rate).limit_denominator(1001)
    return CameraMove(rate, places, turns, np.full(len(places), np.nan))
