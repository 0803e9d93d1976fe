"""Leaning to a side, as round a corner: weight on that foot, the trunk bent over, a hand on it."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.arm import HandGoal, hand_laid
from liminal.motion.body_control import BodyControl, lowered
from liminal.motion.gesture import Gesture
from liminal.motion.minimum_jerk import envelope
from liminal.motion.person import PERSON_BONES
from liminal.motion.skeleton import Skeleton
from liminal.motion.trunk import NECK, SPINE, bend_chain, hang_arms, turn_limb

Floats = NDArray[np.float64]

_Y, _Z = np.eye(3)[1:]
_HIPS = PERSON_BONES.joints["hips"]
_SECONDS = 1.1  # s that it takes there, and back
_ASIDE = 0.055  # of the hips' height: so far they go, over the foot on that side
_PELVIS, _TRUNK, _HEAD = np.radians((9.0, 24.0, 8.0))  # bent over
_HANGS = 0.4  # how far arms hang as before: the free one stays beside the body
_FORWARD = np.radians(7.0)
_HAND_FIRST = 0.25  # s before the body, the hand moves
_HAND_SECONDS = 0.7  # s


def leaning(skeleton: Skeleton, control: BodyControl, times: Floats, lean: Gesture) -> BodyControl:
    """Return what a body does at times (f,), s, that leans to a side."""
    begin = lean.begin if lean.target is None else lean.begin + _HAND_FIRST
    sign = -1.0 if lean.side < 0 else 1.0
    weight = sign * lean.amount * envelope(times, begin, lean.end, _SECONDS, _SECONDS)
    turns, none = control.turns.copy(), np.zeros(len(times))
    front = quaternion.rotated(turns[:, _HIPS], _Z)
    ahead = quaternion.about(_Y, np.arctan2(front[:, 0], front[:, 2]))
    over = quaternion.product(ahead, quaternion.about(_Z, -_PELVIS * weight))
    turn_limb(skeleton, turns, _HIPS, quaternion.product(over, quaternion.inverse(ahead)))
    bend_chain(skeleton, turns, SPINE, _FORWARD * np.abs(weight), none, -_TRUNK * weight)
    bend_chain(skeleton, turns, NECK, none, none, -_HEAD * weight)
    hang_arms(skeleton, turns, control.turns, _HANGS)
    aside = quaternion.rotated(ahead, (weight * _ASIDE * float(skeleton.offsets[_HIPS, 1]))[:, None] * np.eye(3)[0])
    control = replace(control, hips=control.hips + aside, turns=turns)
    control = replace(control, hips=lowered(skeleton, control))
    if lean.target is None:
        return control
    side = "right" if sign < 0 else "left"
    held = envelope(times, lean.begin, lean.end, _HAND_SECONDS, _HAND_SECONDS)
    place = np.broadcast_to(np.array(lean.target), control.hips.shape)
    # The palm on the wall before it, fingers to the edge.
    fingers, palm = (quaternion.rotated(ahead, each) for each in ((0.6 * sign, 0.75, 0.1), (0.25 * sign, 0.0, 1.0)))
    elbow = quaternion.rotated(ahead, quaternion.normalised(np.array([0.5 * sign, -0.8, -0.35])))
    goal = HandGoal(place, held, elbow, hand_laid(side, fingers, palm))
    return replace(control, hands=(*control.hands, (side, goal)))
