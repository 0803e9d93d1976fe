"""Gestures of the creature: it turns its head, reaches, crouches and unfolds, and leans round a corner."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.creature import FOREARM, HAND, UPPER_ARM
from liminal.motion.creature_posture import Posture, gripped
from liminal.motion.gesture import Gesture
from liminal.motion.leg import smoothstep
from liminal.motion.minimum_jerk import envelope

Floats = NDArray[np.float64]

_UP = np.array([0.0, 1.0, 0.0])

_ASIDE = np.radians(110.0)  # that a head turns against the pelvis; the shoulders take a share
_SHARE = 0.3
_SLOW = 0.35, 0.9, 2.6  # of a gesture's time in which a head turns there, and back, and s at least and at most
_CROUCHED = np.radians(64.0)
_DEEP = 0.84  # m that the hips are lower, of a creature of STATURE
_ON_FLOOR = 0.30, 0.34, 0.13  # m aside, ahead and up, where its wrists are then
_LEANED = np.radians(36.0)
_OVER = 0.17  # m that the hips go over the foot on that side
_HEAD = 1.0  # m of the head above the hips
_USUAL_SECONDS = 3.0  # that it takes to crouch, lean or unfold where a gesture has no end


def gestured(posture: Posture, gestures: Sequence[Gesture], times: Floats, size: float, level: Floats) -> Posture:
    """Return a posture with gestures over it, at times (f,), s; it has look, reach, crouch and lean.

    `size`: against a creature of STATURE. `level`: of the floor, (f,), m.
    """
    for gesture in gestures:
        make = _MADE.get(gesture.kind)
        if make is not None:
            posture = make(posture, gesture, times, size, level)
    return posture


def _weight(gesture: Gesture, times: Floats, begin: float = 0.0, end: float = 1.0) -> Floats:
    """How far a gesture is made (f,), 0 to 1, by what begins and ends at shares of its time."""
    seconds = gesture.seconds if math.isfinite(gesture.seconds) else 2 * _USUAL_SECONDS
    ramp = min(max(_SLOW[0] * seconds, _SLOW[1]), _SLOW[2])
    first = gesture.begin + begin * ramp
    last = gesture.end - (1.0 - end) * ramp
    weight: Floats = gesture.amount * envelope(times, first, last, ramp, ramp)
    return weight


def _looking(posture: Posture, gesture: Gesture, times: Floats, size: float, level: Floats) -> Posture:
    weight = _weight(gesture, times)
    targets = gesture.looked_at(times)
    if targets is None:
        turn, down = posture.facing - posture.gaze, -posture.nod
    else:
        head = posture.hips + _HEAD * size * _UP
        off = targets - head
        turn = np.arctan2(off[:, 0], off[:, 2]) - posture.facing
        turn = np.unwrap((turn + np.pi) % (2 * np.pi) - np.pi)
        turn = np.clip(turn, -_ASIDE, _ASIDE) + posture.facing - posture.gaze
        down = np.clip(np.arctan2(-off[:, 1], np.hypot(off[:, 0], off[:, 2])), -0.6, 0.9) - posture.nod
    twist = posture.twist + weight * _SHARE * np.clip(turn, -1.2, 1.2)
    return posture._replace(gaze=posture.gaze + weight * turn, nod=posture.nod + weight * down, twist=twist)


def _reaching(posture: Posture, gesture: Gesture, times: Floats, size: float, level: Floats) -> Posture:
    hand = _hand(posture, gesture, times)
    # The trunk goes along a little. It does not reach behind itself.
    goal = _goal(posture, gesture, hand, size)
    way = quaternion.normalised((goal - posture.hips) * (1.0, 0.0, 1.0))
    weight = _weight(gesture, times) * smoothstep(((way * _ahead(posture)).sum(1) + 0.1) / 0.6)
    posture = posture._replace(pitch=posture.pitch + 0.14 * weight)
    return _put(posture, hand, goal, weight, size)


def _crouching(posture: Posture, gesture: Gesture, times: Floats, size: float, level: Floats) -> Posture:
    # It folds from the head down, and unfolds legs first, then the trunk, then the head.
    legs, trunk, head = (_weight(gesture, times, begin, end) for begin, end in ((0.2, 0.7), (0.1, 0.85), (0.0, 1.0)))
    hips = posture.hips - np.outer(legs * _DEEP * size, _UP)
    back = -0.12 * size * legs
    hips = hips + back[:, None] * _ahead(posture)
    pitch = posture.pitch + trunk * (_CROUCHED - posture.pitch)
    posture = posture._replace(hips=hips, pitch=pitch, nod=posture.nod + 0.5 * head)
    for hand, sign in ((0, 1.0), (1, -1.0)):
        aside, ahead, up = (size * each for each in _ON_FLOOR)
        left = np.stack([np.cos(posture.facing), 0.0 * posture.facing, -np.sin(posture.facing)], 1)
        goal = posture.hips * (1, 0, 1) + sign * aside * left + (ahead - back)[:, None] * _ahead(posture)
        goal[:, 1] = level + up
        point = quaternion.normalised(_ahead(posture) - 0.45 * _UP)
        posture = gripped(posture, hand, goal, point, trunk)
    return posture


def _leaning(posture: Posture, gesture: Gesture, times: Floats, size: float, level: Floats) -> Posture:
    # A hand comes first and goes last.
    hand_weight, trunk, head = (_weight(gesture, times, *each) for each in ((0.0, 1.0), (0.55, 0.6), (0.8, 0.45)))
    hand = _hand(posture, gesture, times)
    sign = 1.0 if hand == 0 else -1.0
    left = np.stack([np.cos(posture.facing), 0.0 * posture.facing, -np.sin(posture.facing)], 1)
    hips = posture.hips + sign * size * _OVER * trunk[:, None] * left
    roll = posture.roll - sign * trunk * _LEANED
    posture = posture._replace(
        hips=hips, roll=roll, pitch=posture.pitch + 0.10 * trunk, gaze=posture.gaze - sign * 0.25 * head
    )
    return _put(posture, hand, _goal(posture, gesture, hand, size), hand_weight, size)


def _ahead(posture: Posture) -> Floats:
    """The direction to the front (f, 3)."""
    return np.stack([np.sin(posture.facing), 0.0 * posture.facing, np.cos(posture.facing)], 1)


def _hand(posture: Posture, gesture: Gesture, times: Floats) -> int:
    """Which hand makes a gesture: 0 the left, 1 the right."""
    if gesture.side != 0 or gesture.target is None:
        return 0 if gesture.side > 0 else 1
    here = int(np.abs(times - gesture.begin).argmin())
    off = np.asarray(gesture.target) - posture.hips[here]
    facing = posture.facing[here]
    return 0 if off[0] * np.cos(facing) - off[2] * np.sin(facing) > 0 else 1


def _goal(posture: Posture, gesture: Gesture, hand: int, size: float) -> Floats:
    """Where the fingers of a gesture are to be (f, 3), m."""
    if gesture.target is not None:
        return np.broadcast_to(np.asarray(gesture.target, float), posture.hips.shape)
    sign = 1.0 if hand == 0 else -1.0
    left = np.stack([np.cos(posture.facing), 0.0 * posture.facing, -np.sin(posture.facing)], 1)
    return posture.hips + size * (0.45 * sign * left + 0.75 * _ahead(posture) + 0.55 * _UP)


def _put(posture: Posture, hand: int, fingers: Floats, weight: Floats, size: float) -> Posture:
    """Put the fingertips of a hand at places (f, 3), m, as far as a weight says and an arm reaches."""
    shoulder = posture.hips + 0.68 * size * _UP
    way = quaternion.normalised(fingers - shoulder)
    point = quaternion.normalised(way + 0.45 * _UP)
    wrist = fingers - 0.9 * HAND * size * point
    off = wrist - shoulder
    far = np.linalg.norm(off, axis=1, keepdims=True)
    wrist = shoulder + off * np.minimum(1.0, (UPPER_ARM + FOREARM) * size / np.maximum(far, 1e-9))
    return gripped(posture, hand, wrist, point, weight)


_MADE = {"look": _looking, "reach": _reaching, "crouch": _crouching, "lean": _leaning}
