"""Squeezing through a gap: sideways steps, the trunk turned into it, arms drawn in, the head to where it goes."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.arm import HandGoal, hand_laid
from liminal.motion.body_control import SIDES, BodyControl, frames_of
from liminal.motion.gesture import Gesture
from liminal.motion.minimum_jerk import envelope
from liminal.motion.person import PERSON_BONES
from liminal.motion.skeleton import Skeleton
from liminal.motion.trunk import NECK, bend_chain
from liminal.motion.way import TICK, Way

Floats = NDArray[np.float64]

_Y = np.eye(3)[1]
_HIPS = PERSON_BONES.joints["hips"]
_SECONDS = 0.9  # s in which a body turns into the gap, and out of it
_TURN, _HEAD = np.radians((80.0, 62.0))  # of the body out of its way, and of the head back into it
_LEADS, _FOLLOWS = (
    (0.30, 0.02),
    (0.20, 0.02),
)  # of the stature, from the shoulder: how far off and ahead of the body the hands are
_LOWER = (0.05, 0.27)  # of the stature: how far below the shoulder


def sidled(way: Way, squeezes: Sequence[Gesture]) -> Way:
    """Return the way of a body that goes through gaps with its side ahead: the left one, or for side -1 the right."""
    if not squeezes:
        return way
    times = np.asarray(way.begin + TICK * np.arange(len(way.facing)), np.float64)
    facing = way.facing.copy()
    for squeeze in squeezes:
        facing -= _sign(squeeze) * _TURN * squeeze.amount * _weight(squeeze, times)
    return Way(way.begin, way.places, facing)


def squeezing(skeleton: Skeleton, control: BodyControl, times: Floats, squeeze: Gesture) -> BodyControl:
    """Return what a body does at times (f,), s, that squeezes through a gap, on a way that is `sidled`."""
    weight, sign = _weight(squeeze, times) * squeeze.amount, _sign(squeeze)
    turns, none = control.turns.copy(), np.zeros(len(times))
    bend_chain(skeleton, turns, NECK, none, sign * _HEAD * weight, none)
    control = replace(control, turns=turns)
    places, stature = frames_of(skeleton, control).positions, skeleton.rest_frames.positions[:, 1].max()
    front = quaternion.rotated(turns[:, _HIPS], np.eye(3)[2])
    ahead = quaternion.about(_Y, np.arctan2(front[:, 0], front[:, 2]))
    hands = []
    for side, own in zip(SIDES, (1.0, -1.0), strict=True):
        leads = own == sign
        (off, before), lower = (_LEADS, _LOWER[0]) if leads else (_FOLLOWS, _LOWER[1])
        shoulder = places[:, PERSON_BONES.joints[f"{side}_upper_arm"]]
        place = shoulder + quaternion.rotated(ahead, stature * np.array([own * off, -lower, before]))
        # The leading hand feels its way along the wall before it, the other along the one behind.
        fingers = quaternion.rotated(ahead, (own, 0.5 if leads else -0.6, 0.0))
        palm = quaternion.rotated(ahead, (0.0, 0.0, 1.0 if leads else -1.0))
        elbow = quaternion.rotated(ahead, (0.0, -1.0, 0.0) if leads else (own, 0.0, 0.0))
        hands.append((side, HandGoal(place, weight, elbow, hand_laid(side, fingers, palm))))
    return replace(control, hands=(*control.hands, *hands))


def _weight(squeeze: Gesture, times: Floats) -> Floats:
    return envelope(times, squeeze.begin, squeeze.end, _SECONDS, _SECONDS)


def _sign(squeeze: Gesture) -> float:
    return -1.0 if squeeze.side < 0 else 1.0
