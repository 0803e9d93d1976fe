"""Postures of the creature: a bent trunk, feet where they stand, and hands that hang or reach."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.leg import bend_leg, lay_toes
from liminal.motion.limb import aimed, bent
from liminal.motion.person import ARMS_DOWN, PERSON_BONES
from liminal.motion.skeleton import BodyPose, Skeleton
from liminal.motion.sole import Sole, sole_of
from liminal.motion.stepping import SteppingFoot

Floats = NDArray[np.float64]

SIDES = (("left", 1.0), ("right", -1.0))  # and the sign of their x

_X, _Y, _Z = np.eye(3)
_PELVIS = 0.30  # of the trunk's pitch: the pelvis has so much of it
_NECK = 0.75  # of the way from the trunk's direction to the head's
_AWAY = np.radians(5.0)  # of hanging arms from the trunk
_SPREAD = np.radians(9.0)  # between the palm and a plane along the way, of hanging hands
_ELBOWS = np.array([0.45, -0.15, -0.9])  # where they point, along the left, up and the front of the body


class Posture(NamedTuple):
    """How a creature holds itself at times (f,), angles in rad.

    `hips`: (f, 3), m. `facing`: of the pelvis about +y. `pitch`: of the trunk to the front, `roll`: to its right,
    `twist`: of the shoulders to the left against the pelvis. `gaze`: of the head about +y, of the space, `nod`: of it,
    down. `swing`: of the left and the right upper arm to the front, (2, f). `elbow`: how far they are bent, (2, f).
    `curl`: of the fingers, (2, f). `hands`: goals of the wrists (2, f, 3), m. `grip`: how far they are there, (2, f),
    0 to 1.
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
    grip: Floats


def creature_soles(skeleton: Skeleton) -> list[Sole]:
    """Return the soles of the left and of the right foot."""
    return [sole_of(skeleton, PERSON_BONES, np.eye(3), side) for side, _ in SIDES]


def held(skeleton: Skeleton, posture: Posture, feet: list[SteppingFoot]) -> BodyPose:
    """Return the poses (f, n, ...) of a creature in postures, its feet where they are given."""
    turns = _trunk(skeleton, posture)
    offsets = np.broadcast_to(skeleton.offsets, (len(posture.pitch), len(skeleton), 3)).copy()
    offsets[:, PERSON_BONES.joints["hips"]] = posture.hips
    positions = skeleton.frames(BodyPose(offsets, skeleton.local_rotations(turns))).positions
    for (side, _), sole, foot in zip(SIDES, creature_soles(skeleton), feet, strict=True):
        bend_leg(skeleton, PERSON_BONES, np.eye(3), side, positions, turns, foot.ankle, foot.rotation)
        lay_toes(skeleton, PERSON_BONES, side, sole, turns, foot.ball_height)
    for number in range(len(SIDES)):
        _reach(skeleton, number, positions, turns, posture)
    return BodyPose(offsets, skeleton.local_rotations(turns))


def _trunk(skeleton: Skeleton, posture: Posture) -> Floats:
    """The rotations (f, n, 4) of all joints in space, legs straight down and arms hanging."""

    def turned(yaw: Floats, pitch: Floats, roll: Floats) -> Floats:
        upright = quaternion.product(quaternion.about(_X, pitch), quaternion.about(_Z, roll))
        return quaternion.product(quaternion.about(_Y, yaw), upright)

    pelvis = turned(posture.facing, _PELVIS * posture.pitch, 0.5 * posture.roll)
    chest = turned(posture.facing + posture.twist, posture.pitch, posture.roll)
    head = turned(posture.gaze, posture.nod, 0.3 * posture.roll)
    found = {PERSON_BONES.joints["hips"]: pelvis, PERSON_BONES.joints["head"]: head}
    for number, joint in enumerate(PERSON_BONES.spine, 1):
        found[joint] = quaternion.slerp(pelvis, chest, (number / len(PERSON_BONES.spine)) ** 0.8)
    for joint in PERSON_BONES.neck:
        found[joint] = quaternion.slerp(chest, head, 1 - _NECK)
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


def _reach(skeleton: Skeleton, number: int, positions: Floats, turns: Floats, posture: Posture) -> None:
    """Bend an arm so that its wrist is where the posture has its goal, as far as its grip says."""
    side, sign = SIDES[number]
    joints = [PERSON_BONES.joints[f"{side}_{part}"] for part in ("upper_arm", "lower_arm", "hand")]
    upper, lower, hand = joints
    shoulder, elbow, wrist = (positions[:, joint] for joint in joints)
    grip = posture.grip[number][:, None]
    goal = wrist + grip * (posture.hands[number] - wrist)
    back = quaternion.rotated(quaternion.about(_Y, posture.facing), _ELBOWS * (sign, 1.0, 1.0))
    lengths = float(np.linalg.norm(skeleton.offsets[lower])), float(np.linalg.norm(skeleton.offsets[hand]))
    new_elbow, new_wrist = bent(shoulder, elbow, goal, lengths, back)
    turns[:, upper] = aimed(turns[:, upper], elbow - shoulder, new_elbow - shoulder)
    turned = quaternion.shortest_arc(wrist - elbow, new_wrist - new_elbow)
    for joint in range(len(skeleton)):
        if lower in skeleton.ancestors(joint):
            turns[:, joint] = quaternion.product(turned, turns[:, joint])
