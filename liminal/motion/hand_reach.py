"""Hands that reach for a place, point at it or beckon: on the straight and smooth way of hands.

Flash and Hogan, 1985, "The coordination of arm movements"; shoulder and trunk join in before the arm is straight
(Kaminski and others, 1995, "The coordination between trunk and arm motion during pointing movements").
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.arm import HandGoal, hand_laid
from liminal.motion.body_control import BodyControl, frames_of
from liminal.motion.gesture import Gesture
from liminal.motion.minimum_jerk import envelope, minimum_jerk
from liminal.motion.person import PERSON_BONES
from liminal.motion.skeleton import Skeleton
from liminal.motion.trunk import NECK, SPINE, bend_chain, hang_arms

Floats = NDArray[np.float64]

_X, _Y, _Z = np.eye(3)
_HIPS, _CHEST = PERSON_BONES.joints["hips"], SPINE[-1]
_ALONE = 0.82  # of the arm's length: so far it reaches alone
_TRUNK, _TURN = np.radians((48.0, 30.0))  # the most that the trunk bends and turns to that
_HEAD_UP = 0.6  # of the trunk's bend: so far the head stays upright
_SECONDS = {"reach": 0.9, "point": 0.7, "beckon": 0.7}  # s that a hand takes there, and back
_POINTS, _BECKONS = 0.99, 0.62  # of the arm's length: how far off from the shoulder the wrist is then
_WAVES, _WAVE = 1.25, 0.07  # Hz, m: of a hand that beckons
_PALM = 0.25  # of the arm's length: from the wrist to where fingers touch
_AHEAD = 0.6  # m before the body and at the shoulder's height, without a target


def reaching(skeleton: Skeleton, control: BodyControl, times: Floats, reach: Gesture) -> BodyControl:
    """Return what a body does at times (f,), s, whose hand reaches for a target, points at it or beckons to it."""
    seconds = _SECONDS[reach.kind]
    weight = envelope(times, reach.begin, reach.end, seconds, seconds) * reach.amount
    frames = frames_of(skeleton, control)
    front = quaternion.rotated(control.turns[:, _HIPS], _Z)
    ahead = quaternion.about(_Y, np.arctan2(front[:, 0], front[:, 2]))
    chest = frames.positions[:, _CHEST]
    target = np.array(reach.target) if reach.target is not None else chest + quaternion.rotated(ahead, _AHEAD * _Z)
    target = np.broadcast_to(target, chest.shape)
    side = _side(reach, quaternion.rotated(quaternion.inverse(ahead), target - chest), times)
    sign = 1.0 if side == "left" else -1.0
    shoulder, elbow, wrist = (PERSON_BONES.joints[f"{side}_{part}"] for part in ("upper_arm", "lower_arm", "hand"))
    length = float(np.linalg.norm(skeleton.offsets[elbow]) + np.linalg.norm(skeleton.offsets[wrist]))
    turns = control.turns.copy()
    if reach.kind == "reach":
        _join(skeleton, turns, weight, target - frames.positions[:, shoulder], ahead, length, sign)
        hang_arms(skeleton, turns, control.turns)
        control = replace(control, turns=turns)
        frames = frames_of(skeleton, control)
    towards = quaternion.normalised(target - frames.positions[:, shoulder])
    place, fingers, palm = target, towards, -_Y + 0.4 * sign * quaternion.rotated(ahead, -_X)
    if reach.kind == "reach":
        # A hand reaches with its fingers: the wrist stays behind them.
        place = target - _PALM * length * towards
    elif reach.kind == "point":
        place = frames.positions[:, shoulder] + _POINTS * length * towards
    else:
        since = times - reach.begin - 0.5 * seconds
        waves = np.sin(2 * np.pi * _WAVES * since) * minimum_jerk(since / seconds)
        place = frames.positions[:, shoulder] + _BECKONS * length * quaternion.normalised(towards + 0.25 * _Y)
        place = place + (_WAVE * waves)[:, None] * (0.8 * towards - 0.6 * _Y)
        bend = quaternion.about(quaternion.normalised(quaternion.cross(_Y + 0 * towards, towards)), 0.5 * waves)
        fingers, palm = quaternion.rotated(bend, _Y + 0.5 * towards), quaternion.rotated(bend, -towards)
    out = quaternion.rotated(ahead, quaternion.normalised(np.array([0.55 * sign, -0.8, -0.2])))
    goal = HandGoal(place, weight, out, hand_laid(side, fingers, np.broadcast_to(palm, fingers.shape)))
    return replace(control, hands=(*control.hands, (side, goal)))


def _side(reach: Gesture, to_target: Floats, times: Floats) -> str:
    """Return the hand that is asked for, or the nearer. `to_target`: from the chest, in its frame, (f, 3), m."""
    if reach.side:
        return "left" if reach.side > 0 else "right"
    now = int(np.argmin(np.abs(times - reach.begin)))
    return "left" if to_target[now, 0] > 0.02 else "right"


def _join(
    skeleton: Skeleton, turns: Floats, weight: Floats, to_target: Floats, ahead: Floats, length: float, sign: float
) -> None:
    """Bend and turn the trunk, in `turns` (f, n, 4), towards a target that the arm alone does not reach."""
    trunk = float(np.sum([np.linalg.norm(skeleton.offsets[joint]) for joint in (*SPINE, PERSON_BONES.neck[0])]))
    far = np.linalg.norm(to_target, axis=1)
    there = quaternion.rotated(quaternion.inverse(ahead), quaternion.normalised(to_target))
    missing = np.maximum(far - _ALONE * length, 0.0)
    bend = np.minimum(missing / trunk, _TRUNK) * weight
    level = np.hypot(there[:, 0], there[:, 2])
    turn = np.minimum(missing / (0.25 * length), 1.0) * _TURN * weight
    bend_chain(
        skeleton,
        turns,
        SPINE,
        bend * np.where(there[:, 1] < 0, 1.0, level) * np.maximum(there[:, 2], 0.2),
        -sign * turn * np.maximum(there[:, 2], 0.0) + 0.5 * turn * there[:, 0],
        -bend * there[:, 0],
    )
    bend_chain(skeleton, turns, NECK, -_HEAD_UP * bend, np.zeros(len(bend)), np.zeros(len(bend)))
