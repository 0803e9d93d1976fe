"""Controls of a person's body: hips, how trunk, head and arms are turned, and where feet are to be; poses from them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.motion.leg import bend_leg, lay_toes
from liminal.motion.person import PERSON_BONES
from liminal.motion.skeleton import BodyPose, Skeleton
from liminal.motion.sole import Sole, sole_of
from liminal.motion.stepping import SteppingFoot

Floats = NDArray[np.float64]

SIDES = ("left", "right")
_AXES = np.eye(3)  # of a person at rest: left, up and front
_HIPS = PERSON_BONES.joints["hips"]


@dataclass(frozen=True, eq=False)
class BodyControl:
    """What a person's body is to do at times (f,).

    `hips`: where they are (f, 3), m. `turns`: the rotations (f, n, 4) of all joints in space, the legs as they would
    hang from the hips. `feet`: the left and the right one.
    """

    hips: Floats
    turns: Floats
    feet: tuple[SteppingFoot, SteppingFoot]


def soles_of(skeleton: Skeleton) -> tuple[Sole, Sole]:
    """Return the soles of a person's left and right foot."""
    left, right = (sole_of(skeleton, PERSON_BONES, _AXES, side) for side in SIDES)
    return left, right


def posed(skeleton: Skeleton, soles: tuple[Sole, Sole], control: BodyControl) -> BodyPose:
    """Return the poses (f, n, ...) of a person whose legs reach for their feet."""
    turns = control.turns.copy()
    offsets = np.broadcast_to(skeleton.offsets, (*turns.shape[:2], 3)).copy()
    offsets[:, _HIPS] = control.hips
    positions = skeleton.frames(BodyPose(offsets, skeleton.local_rotations(turns))).positions
    for side, sole, foot in zip(SIDES, soles, control.feet, strict=True):
        bend_leg(skeleton, PERSON_BONES, _AXES, side, positions, turns, foot.ankle, foot.rotation)
        lay_toes(skeleton, PERSON_BONES, side, sole, turns, foot.ball_height)
    return BodyPose(offsets, skeleton.local_rotations(turns))
