"""Axes and unit of a skeleton from a file, found from the body itself, and the motion in metres with +Y up."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from liminal.errors import LiminalError
from liminal.motion import quaternion
from liminal.motion.body_motion import BodyMotion
from liminal.motion.bones import SIDES, Bones
from liminal.motion.skeleton import Skeleton

Floats = NDArray[np.float64]

# Thigh and shank are 0.245 and 0.246 of the stature (Drillis and Contini, 1966, in Winter, "Biomechanics and Motor
# Control of Human Movement", figure 4.1).
LEG = 0.491

# Units, m; the last is that of the motion library of Carnegie Mellon University, 1 / 0.45 inch.
UNITS = {
    "metres": 1.0,
    "centimetres": 0.01,
    "inches": 0.0254,
    "millimetres": 0.001,
    "decimetres": 0.1,
    "feet": 0.3048,
    "CMU": 0.0254 / 0.45,
}
_USUAL_STATURE, _SMALLEST, _TALLEST = 1.7, 1.2, 2.3  # m

_SNAP = np.cos(np.radians(35))  # an up that lies closer than this to an axis of the file is that axis


def leg_length(skeleton: Skeleton, bones: Bones) -> float:
    """Return how long thigh and shank are together, the mean of both legs, in the skeleton's unit."""
    positions = skeleton.rest_frames.positions
    lengths = [
        np.linalg.norm(positions[bones.joints[f"{side}_{lower}"]] - positions[bones.joints[f"{side}_{upper}"]])
        for side in SIDES
        for upper, lower in (("upper_leg", "lower_leg"), ("lower_leg", "foot"))
    ]
    return float(np.sum(lengths)) / 2


def rest_axes(skeleton: Skeleton, bones: Bones) -> Floats:
    """Return the axes of the body in its rest pose, (3, 3): the columns are its left, its up and its front.

    Up is the file's axis that runs from the feet to the head, since rest poses stand upright.
    """
    positions = skeleton.rest_frames.positions
    feet = np.mean([positions[bones.joints[f"{side}_foot"]] for side in SIDES], axis=0)
    up = quaternion.normalised(positions[_top(bones)] - feet)
    nearest = int(np.argmax(np.abs(up)))
    if abs(up[nearest]) > _SNAP:
        up = np.sign(up[nearest]) * np.eye(3)[nearest]
    left_leg, right_leg = (positions[bones.joints[f"{side}_upper_leg"]] for side in SIDES)
    left = left_leg - right_leg
    left = quaternion.normalised(left - up * (left @ up))
    return np.column_stack([left, up, np.cross(left, up)])


def in_metres(motion: BodyMotion, bones: Bones, unit: str | None, up: str | None) -> tuple[BodyMotion, str, str]:
    """Return a motion in metres with +Y up, the name of its unit, and the file's axis that is up.

    `unit`: one of `UNITS`. None is guessed: the one in which the body is nearest to a person's stature; where it is
    near in none, it is given that stature. `up`: "y" or "z" of the motion, None is guessed: the one along which the
    head is above the feet.
    """
    leg = leg_length(motion.skeleton, bones)
    if not leg > 0:
        raise LiminalError("the legs of the skeleton have no length; export it with its OFFSETs")
    unit = unit or _unit(leg)
    metres = UNITS[unit] if unit in UNITS else _USUAL_STATURE * LEG / leg
    up = up or _up(motion, bones)
    turn = _upright(2 if up == "z" else 1)
    roots = [joint for joint, parent in enumerate(motion.skeleton.parents) if parent < 0]
    return _turned(motion, metres, turn, roots, bones), unit, up


def _turned(motion: BodyMotion, metres: float, turn: Floats, roots: list[int], bones: Bones) -> BodyMotion:
    """Return a motion in which offsets are `metres` as long, and the roots are turned by a rotation (4,)."""
    skeleton = motion.skeleton
    # Rest pose and motion may have other axes up.
    rest_turn = Rotation.from_matrix(rest_axes(skeleton, bones).T).as_quat()
    rest_offsets, rest_rotations = skeleton.offsets * metres, skeleton.rotations.copy()
    offsets, rotations = motion.offsets * metres, motion.rotations.copy()
    for root in roots:
        rest_offsets[root] = quaternion.rotated(rest_turn, rest_offsets[root])
        rest_rotations[root] = quaternion.product(rest_turn, rest_rotations[root])
        rotations[:, root] = quaternion.product(turn, rotations[:, root])
        if root in motion.moving:
            place = motion.moving.index(root)
            offsets[:, place] = quaternion.rotated(turn, offsets[:, place])
    return replace(
        motion,
        skeleton=replace(skeleton, offsets=rest_offsets, rotations=rest_rotations),
        offsets=offsets,
        rotations=rotations,
    )


def _unit(leg: float) -> str:
    """Return the unit of a skeleton whose legs are so long in it: "unknown" where none makes a person."""
    unit = min(UNITS, key=lambda name: abs(np.log(UNITS[name] * leg / LEG / _USUAL_STATURE)))
    return unit if _SMALLEST < UNITS[unit] * leg / LEG < _TALLEST else "unknown"


def _top(bones: Bones) -> int:
    """Return the joint that is highest in a body that stands."""
    head = bones.get("head")
    return head if head is not None else bones.spine[-1] if bones.spine else bones.joints["hips"]


def _up(motion: BodyMotion, bones: Bones) -> str:
    """Return the axis, "y" or "z", along which the head is above the feet, on average."""
    positions = motion.skeleton.frames(motion.poses).positions
    feet = np.mean([positions[:, bones.joints[f"{side}_foot"]] for side in SIDES], axis=0)
    above = np.mean(positions[:, _top(bones)] - feet, axis=0)
    return "z" if above[2] > above[1] else "y"


def _upright(axis: int) -> Floats:
    """Return the rotation (4,) that turns an axis of the file into +Y."""
    return quaternion.shortest_arc(np.eye(3)[axis], (0.0, 1.0, 0.0))
