"""Controls of a person's body: hips, trunk, head and arms, and where feet and hands are to be; poses from them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.arm import HandGoal, bend_arm
from liminal.motion.leg import bend_leg, lay_toes, lengths_of
from liminal.motion.limb import STRETCH
from liminal.motion.person import PERSON_BONES
from liminal.motion.skeleton import BodyPose, JointFrames, Skeleton
from liminal.motion.sole import Sole, sole_of
from liminal.motion.stepping import SteppingFoot

Floats = NDArray[np.float64]

SIDES = ("left", "right")
_AXES = np.eye(3)  # of a person at rest: left, up and front
_HIPS = PERSON_BONES.joints["hips"]
_NEAREST = 0.38  # of a leg's length: so near a foot in the air comes to its hip, the knee bent by 135 degrees
_ROUND = 0.003  # m within which two limits are rounded into one
_SOFT = 0.02  # m, likewise


@dataclass(frozen=True, eq=False)
class BodyControl:
    """What a person's body is to do at times (f,).

    `hips`: where they are (f, 3), m. `turns`: the rotations (f, n, 4) of all joints in space, the legs as they would
    hang from the hips. `feet`: the left and the right one. `hands`: those that are to be somewhere, by their side.
    """

    hips: Floats
    turns: Floats
    feet: tuple[SteppingFoot, SteppingFoot]
    hands: tuple[tuple[str, HandGoal], ...] = ()


def soles_of(skeleton: Skeleton) -> tuple[Sole, Sole]:
    """Return the soles of a person's left and right foot."""
    left, right = (sole_of(skeleton, PERSON_BONES, _AXES, side) for side in SIDES)
    return left, right


def frames_of(skeleton: Skeleton, control: BodyControl) -> JointFrames:
    """Return the frames of all joints (f, n, ...), legs and arms not yet reaching for anything."""
    offsets = np.broadcast_to(skeleton.offsets, (*control.turns.shape[:2], 3)).copy()
    offsets[:, _HIPS] = control.hips
    return skeleton.frames(BodyPose(offsets, skeleton.local_rotations(control.turns)))


def posed(skeleton: Skeleton, soles: tuple[Sole, Sole], control: BodyControl) -> BodyPose:
    """Return the poses (f, n, ...) of a person whose legs and arms reach for where feet and hands are to be."""
    turns, positions = control.turns.copy(), frames_of(skeleton, control).positions
    for side, sole, foot in zip(SIDES, soles, control.feet, strict=True):
        ankle = _clear(skeleton, side, positions, foot)
        bend_leg(skeleton, PERSON_BONES, _AXES, side, positions, turns, ankle, foot.rotation)
        lay_toes(skeleton, PERSON_BONES, side, sole, turns, foot.ball_height)
    for side, goal in control.hands:
        bend_arm(skeleton, side, positions[:, PERSON_BONES.joints[f"{side}_upper_arm"]], turns, goal)
    offsets = np.broadcast_to(skeleton.offsets, positions.shape).copy()
    offsets[:, _HIPS] = control.hips
    return BodyPose(offsets, skeleton.local_rotations(turns))


def _clear(skeleton: Skeleton, side: str, positions: Floats, foot: SteppingFoot) -> Floats:
    """Return where an ankle is (f, 3), m, that swings past its hip without folding the knee double."""
    away = foot.ankle - positions[:, PERSON_BONES.joints[f"{side}_upper_leg"]]
    distance = np.linalg.norm(away, axis=1, keepdims=True)
    short = _NEAREST * sum(lengths_of(skeleton, PERSON_BONES, side)) - distance
    # Rounded, so that the foot neither stops nor starts where it is near enough.
    more = 0.5 * (short + np.sqrt(short**2 + _SOFT**2)) * (~foot.stands)[:, None]
    return np.asarray(foot.ankle + np.where(short > -10 * _SOFT, more, 0.0) * away / np.maximum(distance, 1e-9))


def joined_controls(parts: Sequence[BodyControl]) -> BodyControl:
    """Return what a body does in one part after the other, hands apart."""
    feet = [
        SteppingFoot(
            *(
                np.concatenate([getattr(part.feet[number], name) for part in parts])
                for name in ("ankle", "rotation", "ball_height", "stands")
            )
        )
        for number in range(len(SIDES))
    ]
    hips, turns = (np.concatenate([getattr(part, name) for part in parts]) for name in ("hips", "turns"))
    return BodyControl(hips, turns, (feet[0], feet[1]))


def blended_control(control: BodyControl, other: BodyControl, when: NDArray[np.intp], weight: Floats) -> BodyControl:
    """Return what a body does that goes over to `other` at the times with the numbers `when` (k,).

    `other`: at those times, (k, ...). `weight`: (k,), 0 to 1.
    """

    def mixed(first: Floats, second: Floats) -> Floats:
        share = weight.reshape(-1, *[1] * (first.ndim - 1))
        mixture = first.copy()
        mixture[when] = (1 - share) * first[when] + share * second
        return mixture

    def turned(first: Floats, second: Floats) -> Floats:
        turn = first.copy()
        turn[when] = quaternion.slerp(first[when], second, weight.reshape(-1, *[1] * (first.ndim - 2)))
        return turn

    def spread(values: Floats) -> Floats:
        whole = np.zeros((len(control.hips), *values.shape[1:]))
        whole[when] = values
        return whole

    feet = [
        SteppingFoot(
            mixed(ours.ankle, theirs.ankle),
            turned(ours.rotation, theirs.rotation),
            mixed(ours.ball_height, theirs.ball_height),
            ours.stands,
        )
        for ours, theirs in zip(control.feet, other.feet, strict=True)
    ]
    # Of a hand that goes from one place to another, the first one's share is lost to the second alone.
    theirs_held = dict.fromkeys(SIDES, 0.0 * weight) | {side: weight * goal.weight for side, goal in other.hands}
    kept = []
    for side, goal in control.hands:
        left = goal.weight.copy()
        left[when] *= (1.0 - weight) / np.maximum(1.0 - theirs_held[side], 1e-9)
        kept.append((side, goal._replace(weight=left)))
    new = [
        (side, HandGoal(spread(goal.place), spread(weight * goal.weight), spread(goal.elbow), spread(goal.rotation)))
        for side, goal in other.hands
    ]
    return BodyControl(
        mixed(control.hips, other.hips), turned(control.turns, other.turns), (feet[0], feet[1]), (*kept, *new)
    )


def lowered(skeleton: Skeleton, control: BodyControl) -> Floats:
    """Return places of the hips (f, 3), m, from which the legs of a body reach to where its feet are to be."""
    hips = control.hips.copy()
    for side, foot in zip(SIDES, control.feet, strict=True):
        joint = quaternion.rotated(control.turns[:, _HIPS], skeleton.offsets[PERSON_BONES.joints[f"{side}_upper_leg"]])
        away = foot.ankle - hips - joint
        reach = STRETCH * sum(lengths_of(skeleton, PERSON_BONES, side))
        up = np.sqrt(np.maximum(reach**2 - away[:, 0] ** 2 - away[:, 2] ** 2, (0.3 * reach) ** 2))
        over = -away[:, 1] - up
        hips[:, 1] -= 0.5 * (over + np.sqrt(over**2 + _ROUND**2))
    return hips
