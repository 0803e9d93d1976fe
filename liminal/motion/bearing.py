"""Bearing: how trunk, head and arms are turned in the rhythm of the steps.

Pelvis and shoulders turn against each other, and arms swing with the other side's leg (Perry, 1992, "Gait Analysis";
Murray, Sepic and Barnard, 1967, "Patterns of sagittal rotation of the upper limbs in walking"; Novacheck, 1998, "The
biomechanics of running").
"""

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.person import ARMS_DOWN, PERSON_BONES
from liminal.motion.skeleton import Skeleton
from liminal.motion.stride import Stride
from liminal.motion.sway import Sway

Floats = NDArray[np.float64]

_X, _Y, _Z = np.eye(3)

# At a brisk walk, rad to either side; a run's in the second place.
_PELVIS_TURN, _PELVIS_LIST = np.radians((5.0, 4.0))
_CHEST_TURN = np.radians((6.0, 12.0))
_SWING = np.radians((18.0, 24.0))
_ELBOW = np.radians((14.0, 80.0))  # bent, and further at the front
_ELBOW_SWING = np.radians((9.0, 8.0))
_LEAN = np.radians((2.0, 9.0))
_LEAN_GAIN = 0.05  # rad for each m/s2
_ARM_AWAY = np.radians(8.0)  # from the trunk
_TURNED_IN = np.radians(20.0)  # of forearms, from palms on the thighs
_CURL = np.radians(28.0)  # of fingers that hang, at each of two joints
_WEIGHT_LIST = 0.9  # rad for each m of weight on one leg


def bearing(skeleton: Skeleton, stride: Stride, facing: Floats, sway: Sway) -> Floats:
    """Return the rotations (f, n, 4) of a person's joints in space, the legs straight down. `facing`: (f,), rad."""
    beat, still = np.cos(np.pi * stride.phase), 1.0 - stride.brisk
    pace, run = stride.pace, stride.run
    ahead = quaternion.about(_Y, facing)
    lean = _mixed(_LEAN, run) * pace + np.clip(_LEAN_GAIN * stride.gain, -0.15, 0.15)

    def turned(yaw: Floats, pitch: Floats, roll: Floats) -> Floats:
        upright = quaternion.product(quaternion.about(_X, pitch), quaternion.about(_Z, roll))
        return quaternion.product(quaternion.product(ahead, quaternion.about(_Y, yaw)), upright)

    lists = pace * _PELVIS_LIST * np.sin(np.pi * (stride.phase + 0.1)) + still * _WEIGHT_LIST * sway.weight
    pelvis = turned(-_PELVIS_TURN * pace * beat, 0.5 * lean, lists)
    chest = turned(_mixed(_CHEST_TURN, run) * pace * beat, lean - still * sway.breath, -0.3 * lists)
    head = turned(still * sway.head_turn, 0.35 * lean + sway.head_nod, -0.1 * lists)
    found = {PERSON_BONES.joints["hips"]: pelvis, PERSON_BONES.joints["head"]: head}
    for number, joint in enumerate(PERSON_BONES.spine, 1):
        found[joint] = quaternion.slerp(pelvis, chest, number / len(PERSON_BONES.spine))
    for joint in PERSON_BONES.neck:
        found[joint] = quaternion.slerp(chest, head, 0.5)
    for side, sign in (("left", 1.0), ("right", -1.0)):
        # The arm swings back while the leg of its side swings forward.
        swing = -sign * np.cos(np.pi * (stride.phase - 0.08))
        forward = _mixed(_SWING, run) * pace * (swing + 0.15) + still * sway.arms
        elbow = _mixed(_ELBOW, run) + _mixed(_ELBOW_SWING, run) * pace * swing
        hang = quaternion.about(_Z, -sign * (np.pi / 2 - ARMS_DOWN - _ARM_AWAY))
        upper = quaternion.product(chest, quaternion.about(_X, -forward))
        bent = quaternion.product(upper, quaternion.about(_X, -elbow))
        lower = quaternion.product(bent, quaternion.about(_Y, np.asarray(-sign * _TURNED_IN)))
        found[PERSON_BONES.joints[f"{side}_upper_arm"]] = quaternion.product(upper, hang)
        found[PERSON_BONES.joints[f"{side}_lower_arm"]] = quaternion.product(lower, hang)
    return _spread(skeleton, found, len(facing))


def _mixed(pair: Floats, run: Floats) -> Floats:
    """Return what lies between a walk's and a run's value."""
    mixed: Floats = (1 - run) * pair[0] + run * pair[1]
    return mixed


def _spread(skeleton: Skeleton, found: dict[int, Floats], count: int) -> Floats:
    """Return rotations (f, n, 4) in which joints without one of their own go with their parents, fingers curled."""
    turns = np.empty((count, len(skeleton), 4))
    for joint, (name, parent) in enumerate(zip(skeleton.names, skeleton.parents, strict=True)):
        if joint in found:
            turns[:, joint] = found[joint]
        elif "middle_" in name:
            # Of a hand that hangs, towards the palm.
            curl = quaternion.about(_Z, np.asarray(-_CURL if name.startswith("left") else _CURL))
            turns[:, joint] = quaternion.product(turns[:, parent], curl)
        else:
            turns[:, joint] = turns[:, parent]
    return turns
