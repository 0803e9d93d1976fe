"""Crouching, on the spot or on the way, and flinching: knees and trunk bend, heels rise when it is deep.

A startle begins with neck and shoulders, knees bend a little, and it is over in a second or two (Landis and Hunt, 1939,
"The Startle Pattern"; Brown and others, 1991, "New observations on the normal auditory startle reflex in man").
"""

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
from liminal.motion.sole import Sole
from liminal.motion.stepping import SteppingFoot
from liminal.motion.trunk import NECK, SPINE, bend_chain, hang_arms, turn_limb

Floats = NDArray[np.float64]

_X, _Y, _Z = np.eye(3)
_HIPS, _HEAD = PERSON_BONES.joints["hips"], PERSON_BONES.joints["head"]
_DOWN = 0.56  # of the hips' height: how far they come down
_PELVIS, _SPINE, _NECK = np.radians((24.0, 28.0, -30.0))  # bent to the front
_BACK = 0.11  # of the hips' height: how far they go back, the trunk before them
_HEELS, _HEELS_FROM = np.radians(38.0), 0.45  # how far heels rise, from which share of the whole way on
_ARMS, _ELBOWS = np.radians((16.0, 24.0))  # forward of the vertical, bent
_SECONDS = 0.9  # s that it takes to come down, and up
_STARTLED, _CALMING = 0.22, 1.1  # s
_DUCKS, _SHRUGS, _DIPS = np.radians(24.0), np.radians(14.0), 0.11  # neck, shoulders; knees, share of _DOWN
_HANDS_LATER, _HANDS_STARTLED = 0.06, 0.32  # s
# Where hands go, shares of the stature from the head: aside, up and ahead.
_GUARD, _GUARD_OTHER = (0.03, 0.0, 0.17), (0.05, -0.15, 0.15)


def crouching(
    skeleton: Skeleton, soles: tuple[Sole, Sole], control: BodyControl, times: Floats, crouches: Sequence[Gesture]
) -> BodyControl:
    """Return what a body does at times (f,), s, that crouches."""
    depth = np.zeros(len(times))
    for crouch in crouches:
        depth = np.maximum(depth, crouch.amount * envelope(times, crouch.begin, crouch.end, _SECONDS, _SECONDS))
    return _lower(skeleton, soles, control, depth)


def flinching(
    skeleton: Skeleton, soles: tuple[Sole, Sole], control: BodyControl, times: Floats, flinch: Gesture
) -> BodyControl:
    """Return what a body does at times (f,), s, that is startled: it ducks, and its hands come up before the face."""
    weight = flinch.amount * envelope(times, flinch.begin, flinch.end, _STARTLED, _CALMING)
    control = _lower(skeleton, soles, control, _DIPS * weight)
    turns, none, ahead = control.turns.copy(), np.zeros(len(times)), _facing(control.turns)
    bend_chain(skeleton, turns, NECK, _DUCKS * weight, none, none)
    for side, sign in zip(SIDES, (1.0, -1.0), strict=True):
        shrug = quaternion.product(ahead, quaternion.about(_Z, sign * _SHRUGS * weight))
        shoulder = PERSON_BONES.joints[f"{side}_shoulder"]
        turn_limb(skeleton, turns, shoulder, quaternion.product(shrug, quaternion.inverse(ahead)))
    control = replace(control, turns=turns)
    head = frames_of(skeleton, control).positions[:, _HEAD]
    late = flinch.begin + _HANDS_LATER
    held = flinch.amount * envelope(times, late, flinch.end, _HANDS_STARTLED, _CALMING)
    stature, hands = skeleton.rest_frames.positions[:, 1].max(), []
    for side, sign in zip(SIDES, (1.0, -1.0), strict=True):
        # The hand on the side of what startles rises higher, before the face, the other to the chest.
        high, low = (1.0, 0.0) if (flinch.side < 0) == (sign < 0) else (0.0, 1.0)
        aside, up, front = high * np.array(_GUARD) + low * np.array(_GUARD_OTHER)
        place = head + quaternion.rotated(ahead, stature * np.array([sign * aside, up, front]))
        fingers, palm = (quaternion.rotated(ahead, each) for each in ((-0.6 * sign, 1.0, 0.2), (-0.2 * sign, 0.0, 1.0)))
        elbow = quaternion.rotated(ahead, quaternion.normalised(np.array([0.45 * sign, -0.9, 0.0])))
        hands.append((side, HandGoal(place, (0.8 * high + 0.65 * low) * held, elbow, hand_laid(side, fingers, palm))))
    return replace(control, hands=(*control.hands, *hands))


def _lower(skeleton: Skeleton, soles: tuple[Sole, Sole], control: BodyControl, depth: Floats) -> BodyControl:
    """Return a control whose hips are lower by shares (f,) of a deep crouch, trunk and arms as that has them."""
    if not depth.any():
        return control
    turns, height = control.turns.copy(), float(skeleton.offsets[_HIPS, 1])
    none, bend, ahead = np.zeros(len(depth)), np.sin(0.5 * np.pi * depth), _facing(turns)
    whole = quaternion.product(ahead, quaternion.about(_X, _PELVIS * bend))
    turn_limb(skeleton, turns, _HIPS, quaternion.product(whole, quaternion.inverse(ahead)))
    bend_chain(skeleton, turns, SPINE, _SPINE * bend, none, none)
    bend_chain(skeleton, turns, NECK, _NECK * bend, none, none)
    hang_arms(skeleton, turns, control.turns)
    for side, share in (("left", 1.15), ("right", 0.85)):
        for part, angle in (("upper_arm", _ARMS), ("lower_arm", _ELBOWS)):
            turn = quaternion.product(ahead, quaternion.about(_X, -share * angle * depth))
            forward = quaternion.product(turn, quaternion.inverse(ahead))
            turn_limb(skeleton, turns, PERSON_BONES.joints[f"{side}_{part}"], forward)
    hips = control.hips - (depth * _DOWN * height)[:, None] * _Y
    hips = hips - quaternion.rotated(ahead, (height * _BACK * bend)[:, None] * _Z)
    heel = _HEELS * np.maximum((depth - _HEELS_FROM) / (1.0 - _HEELS_FROM), 0.0) ** 2
    feet = [_on_ball(sole, foot, heel) for sole, foot in zip(soles, control.feet, strict=True)]
    return replace(control, hips=hips, turns=turns, feet=(feet[0], feet[1]))


def _facing(turns: Floats) -> Floats:
    """Return the rotations (f, 4) about +y to where the hips face."""
    front = quaternion.rotated(turns[:, _HIPS], _Z)
    return quaternion.about(_Y, np.arctan2(front[:, 0], front[:, 2]))


def _on_ball(sole: Sole, foot: SteppingFoot, heel: Floats) -> SteppingFoot:
    """Return a foot whose heel is raised over its ball by angles (f,), rad, where it stands."""
    front = quaternion.rotated(foot.rotation, sole.front)
    heading = quaternion.about(_Y, np.arctan2(front[:, 0], front[:, 2]))
    down = quaternion.about(_X, np.where(foot.stands, heel, 0.0))
    turn = quaternion.product(quaternion.product(heading, down), quaternion.inverse(heading))
    rotation = quaternion.product(turn, foot.rotation)
    ankle = foot.ankle + quaternion.rotated(foot.rotation, sole.ball) - quaternion.rotated(rotation, sole.ball)
    return SteppingFoot(ankle, rotation, foot.ball_height, foot.stands)
