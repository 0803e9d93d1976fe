"""Postures of the creature: a bent trunk, feet where they stand, and hands that hang or reach."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.arm import HandGoal, hand_laid
from liminal.motion.body_control import BodyControl, posed, soles_of
from liminal.motion.creature import FOREARM, HAND, UPPER_ARM
from liminal.motion.minimum_jerk import minimum_jerk
from liminal.motion.person import ARMS_DOWN, PERSON_BONES
from liminal.motion.skeleton import BodyPose, Skeleton
from liminal.motion.stepping import SteppingFoot

Floats = NDArray[np.float64]

SIDES = (("left", 1.0), ("right", -1.0))  # and the sign of their x

_X, _Y, _Z = np.eye(3)
_PELVIS = 0.30  # of the trunk's pitch: the pelvis has so much of it
_NECK = 0.25  # of the way from the trunk's direction to the head's
_AWAY = np.radians(5.0)  # of hanging arms from the trunk
_SPREAD = np.radians(9.0)  # between the palm and a plane along the way, of hanging hands
_OVER_FLOOR = 0.10  # m: fingertips of hanging hands, at least
_BOW = 0.65  # of the upper arm's length: how far aside
_ROUND = np.array([0.4, 0.0, 0.9])  # along the left, up and the front of the body
_ELBOWS = np.array([0.80, -0.35, -0.49])  # where they point, along the left, up and the front of the body
_COCKED = np.array([0.45, 0.88, -0.15])  # and where they do that stick up


class Posture(NamedTuple):
    """How a creature holds itself at times (f,), angles in rad.

    `hips`: (f, 3), m. `facing`: of the pelvis about +y. `pitch`: of the trunk to the front, `roll`: to its right,
    `twist`: of the shoulders to the left against the pelvis. `gaze`: of the head about +y, of the space, `nod`: of it,
    down. `swing`: of the left and the right upper arm to the front, (2, f). `elbow`: how far they are bent, (2, f).
    `curl`: of the fingers, (2, f). `hands`: goals of the wrists (2, f, 3), m, `point`: where fingers point there, units
    (2, f, 3), and `grip`: how far they are there, 0 to 1, (2, f). `cocked`: how far elbows stick up then, 0 to 1, (f,).
    """

    hips: Floats
    facing: Floats
    pitch: Floats
    roll: Floats
    twist: Floats
    gaze: Floats
    nod: Floats
    swing: Floats
    elbow: Floats
    curl: Floats
    hands: Floats
    point: Floats
    grip: Floats
    cocked: Floats


def held(skeleton: Skeleton, posture: Posture, feet: list[SteppingFoot]) -> BodyPose:
    """Return the poses (f, n, ...) of a creature in postures, its feet where they are given."""
    hands = (_hand(skeleton, 0, posture), _hand(skeleton, 1, posture))
    control = BodyControl(posture.hips, _turns(skeleton, posture), (feet[0], feet[1]), hands)
    return posed(skeleton, soles_of(skeleton), control)


def pelvis_turn(posture: Posture) -> Floats:
    """Return the rotations (f, 4) of the pelvis in space."""
    return _turned(posture.facing, _PELVIS * posture.pitch, 0.5 * posture.roll)


def _turned(yaw: Floats, pitch: Floats, roll: Floats) -> Floats:
    upright = quaternion.product(quaternion.about(_X, pitch), quaternion.about(_Z, roll))
    return quaternion.product(quaternion.about(_Y, yaw), upright)


def elbow_bend(shoulder: Floats) -> Floats:
    """Return how far elbows are bent at least, rad, so that hanging hands are over the floor.

    `shoulder`: its height above the floor, (f,), m of a creature of STATURE.
    """
    lower = FOREARM + HAND
    return np.arccos(np.clip((shoulder - _OVER_FLOOR - UPPER_ARM) / lower, -0.2, 1.0))


def _turns(skeleton: Skeleton, posture: Posture) -> Floats:
    """The rotations (f, n, 4) of all joints in space, legs straight down and arms hanging."""
    pelvis = pelvis_turn(posture)
    chest = _turned(posture.facing + posture.twist, posture.pitch, posture.roll)
    head = _turned(posture.gaze, posture.nod, 0.3 * posture.roll)
    found = {PERSON_BONES.joints["hips"]: pelvis, PERSON_BONES.joints["head"]: head}
    for number, joint in enumerate(PERSON_BONES.spine, 1):
        found[joint] = quaternion.slerp(pelvis, chest, (number / len(PERSON_BONES.spine)) ** 0.8)
    for joint in PERSON_BONES.neck:
        found[joint] = quaternion.slerp(chest, head, _NECK)
    turns = np.empty((len(posture.pitch), len(skeleton), 4))
    arms = {f"{side}_{part}": number for number, (side, _) in enumerate(SIDES) for part in ("upper_arm", "lower_arm")}
    for joint, (name, parent) in enumerate(zip(skeleton.names, skeleton.parents, strict=True)):
        turns[:, joint] = found[joint] if joint in found else turns[:, parent]
        if name in arms:
            number, sign = arms[name], SIDES[arms[name]][1]
            forward = posture.swing[number] + (posture.elbow[number] if name.endswith("lower_arm") else 0.0)
            # Arms hang in the space of the pelvis, however far the trunk is bent.
            down = quaternion.about(_Z, -sign * (np.pi / 2 - ARMS_DOWN - _AWAY))
            ahead = quaternion.product(quaternion.about(_X, -forward), quaternion.about(_Y, sign * _SPREAD))
            yaw = quaternion.about(_Y, posture.facing + 0.6 * posture.twist)
            turns[:, joint] = quaternion.product(quaternion.product(yaw, ahead), down)
        elif "middle_" in name:
            number = 0 if name.startswith("left") else 1
            curl = quaternion.about(_Z, -SIDES[number][1] * posture.curl[number])
            turns[:, joint] = quaternion.product(turns[:, parent], curl)
    return turns


def _hand(skeleton: Skeleton, number: int, posture: Posture) -> tuple[str, HandGoal]:
    """Where a hand is to be, its palm on what it reaches for."""
    side, sign = SIDES[number]
    grip, yaw = posture.grip[number][:, None], quaternion.about(_Y, posture.facing)
    arm = float(np.linalg.norm(skeleton.offsets[PERSON_BONES.joints[f"{side}_lower_arm"]]))
    # On its way it goes round the shoulder, not through it.
    round_shoulder = 4 * (1 - grip) * _BOW * arm * quaternion.rotated(yaw, _ROUND * (sign, 1.0, 1.0))
    out = _ELBOWS + posture.cocked[:, None] * (_COCKED - _ELBOWS)
    elbow = quaternion.rotated(yaw, out * (sign, 1.0, 1.0))
    palm = posture.hands[number] - posture.hips - 1.2 * arm * _Y
    rotation = hand_laid(side, posture.point[number], palm)
    return side, HandGoal(posture.hands[number] + round_shoulder, posture.grip[number], elbow, rotation)


def gripped(posture: Posture, hand: int, wrist: Floats, point: Floats, weight: Floats) -> Posture:
    """Return a posture with a hand at places (f, 3), m, instead of what it does else, as far as a weight (f,) says."""
    hands, points, grip = posture.hands.copy(), posture.point.copy(), posture.grip.copy()
    share = weight / np.maximum(weight + grip[hand] * (1 - minimum_jerk(weight)), 1e-9)
    hands[hand] += share[:, None] * (wrist - hands[hand])
    points[hand] = quaternion.normalised(points[hand] + share[:, None] * (point - points[hand]) + 1e-9)
    grip[hand] = 1 - (1 - grip[hand]) * (1 - weight)
    return posture._replace(hands=hands, point=points, grip=grip)
