"""Holding: arms that carry a thing, through all that a body does.

A torch points where its bearer looks, and searches a little; a camera is at the eye; a case hangs.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.arm import HandGoal, bend_arm
from liminal.motion.body_motion import BodyMotion
from liminal.motion.grip import GRIPS, Grip
from liminal.motion.minimum_jerk import minimum_jerk
from liminal.motion.person import PERSON_BONES
from liminal.motion.skeleton import BodyPose, Skeleton
from liminal.random import Stream, keys_of, units
from liminal.settings.carried_name import CarriedName

Floats = NDArray[np.float64]

_X, _Y, _Z = np.eye(3)
_CHEST, _HEAD, _HIPS = PERSON_BONES.spine[-1], PERSON_BONES.joints["head"], PERSON_BONES.joints["hips"]
_STATURE = 1.75  # m: what lengths below are told for
_UPRIGHT = (
    0.35,
    0.75,
)  # how upright a trunk is, vertical part: from the first on it holds a thing, from the second as told

# Where the wrist of a hand with a torch is from its shoulder, m: to its own side, up, ahead.
_TORCH = np.array([0.03, -0.40, 0.29])
_DOWN = np.radians(7.0)  # a torch points below where its bearer looks: on the floor some 8 m ahead
_FOLLOWS = np.array([0.95, 0.7])  # of the head's turn and nod
_WIDEST = np.radians((75.0, 40.0))  # aside and up or down, from the trunk's front
# What a hand adds: waves of a search, Hz and rad aside and up, of one who stands; a walker has a part of them.
_SEARCH = ((0.11, 0.16, 0.04), (0.23, 0.09, 0.03), (0.61, 0.02, 0.015))
_WALKS = 0.35
_PACE = (0.15, 0.7)  # m/s: who goes slower stands, who goes faster walks

_EYE = np.array([-0.035, 0.075, 0.235])  # m from the head's joint: the eyecup of a finder, before a visor
_FINDER = np.array([0.0835, 0.147, -0.103])  # m: its cup, in the camera's space

_HANGS = np.array([0.075, -0.545, 0.03])  # as _TORCH, of a case


def holding(motion: BodyMotion, carried: CarriedName, seed: int) -> BodyMotion:
    """Return the motion of a person who carries something meanwhile. `seed`: of how a torch searches."""
    times = np.arange(len(motion)) / motion.rate
    rotations = held(motion.skeleton, motion.poses, carried, seed, times).rotations
    return replace(motion, rotations=quaternion.continuous(rotations))


def held(skeleton: Skeleton, poses: BodyPose, carried: CarriedName, seed: int, times: Floats) -> BodyPose:
    """Return the poses (f, n, ...) at times (f,), s, of a person who carries something meanwhile."""
    frames = skeleton.frames(poses)
    turns = frames.rotations.copy()
    scale = float(skeleton.rest_frames.positions[:, 1].max()) / _STATURE
    front = quaternion.rotated(turns[:, _CHEST], _Z)
    ahead = quaternion.about(_Y, np.arctan2(front[:, 0], front[:, 2]))
    up = quaternion.rotated(turns[:, _CHEST], _Y)[:, 1]
    weight = minimum_jerk((up - _UPRIGHT[0]) / (_UPRIGHT[1] - _UPRIGHT[0]))
    grips = GRIPS[carried]
    own = grips[0]
    sign = 1.0 if own.side == "left" else -1.0
    shoulder = frames.positions[:, PERSON_BONES.joints[f"{own.side}_upper_arm"]]
    if carried == "camera":
        # At the eye, and level.
        look = quaternion.rotated(turns[:, _HEAD], _Z)
        turn = _pointed(np.arctan2(look[:, 0], look[:, 2]), np.arcsin(np.clip(look[:, 1], -1.0, 1.0)))
        eye = frames.positions[:, _HEAD] + quaternion.rotated(turn, scale * _EYE)
        place = eye - quaternion.rotated(turn, _FINDER)
    else:
        off = scale * (_TORCH if carried == "torch" else _HANGS) * (sign, 1.0, 1.0)
        turn = ahead if carried == "case" else _aim(turns[:, _HEAD], ahead, _search(poses, seed, times))
        # The wrist is where it hangs; the thing is where the hand has it.
        wrist = shoulder + quaternion.rotated(ahead, off)
        place = wrist - quaternion.rotated(turn, own.wrist)
    for grip in grips:
        _hold(skeleton, frames.positions, turns, grip, place, turn, ahead, weight)
    local = skeleton.local_rotations(turns)
    for grip in grips:
        _close(skeleton, local, grip, weight)
    return BodyPose(poses.offsets, local)


def _aim(head: Floats, ahead: Floats, search: Floats) -> Floats:
    """Return the rotations (f, 4) of a torch: where a head looks, as far as an arm turns, and the search (f, 2)."""
    look = quaternion.rotated(quaternion.inverse(ahead), quaternion.rotated(head, _Z))
    aside, up = np.arctan2(look[:, 0], look[:, 2]), np.arcsin(np.clip(look[:, 1], -1.0, 1.0))
    wanted = np.column_stack([aside, up]) * _FOLLOWS + search - (0.0, _DOWN)
    aside, up = (_WIDEST * np.tanh(wanted / _WIDEST)).T
    return quaternion.product(ahead, _pointed(aside, up))


def _pointed(aside: Floats, up: Floats) -> Floats:
    """Return rotations (f, 4) to directions so far aside, to the left, and up (f,), rad, level across."""
    return quaternion.product(quaternion.about(_Y, aside), quaternion.about(_X, -up))


def _search(poses: BodyPose, seed: int, times: Floats) -> Floats:
    """Return by how much a torch wanders aside and up (f, 2), rad."""
    rates, *reach = np.array(_SEARCH).T
    phases = 2 * np.pi * units(keys_of(seed, Stream.TORCH, np.arange(2 * len(rates)))).reshape(2, -1)
    waves = np.sin(2 * np.pi * rates * times[:, None, None] + phases)  # (f, 2, waves)
    wandering = np.einsum("fdw,dw->fd", waves, np.array(reach))
    hips = poses.offsets[:, _HIPS, [0, 2]]
    pace = np.zeros(len(times))
    if len(times) > 1:
        pace = np.linalg.norm(np.gradient(hips, times, axis=0), axis=1)
    walks = minimum_jerk((pace - _PACE[0]) / (_PACE[1] - _PACE[0]))
    return np.asarray(wandering * (1.0 - (1.0 - _WALKS) * walks)[:, None])


def _hold(
    skeleton: Skeleton,
    positions: Floats,
    turns: Floats,
    grip: Grip,
    place: Floats,
    turn: Floats,
    ahead: Floats,
    weight: Floats,
) -> None:
    """Bend an arm, in `turns` (f, n, 4), to grip a thing that is at places (f, 3), m, and turned by `turn` (f, 4)."""
    sign = 1.0 if grip.side == "left" else -1.0
    wrist = place + quaternion.rotated(turn, grip.wrist)
    out = quaternion.rotated(ahead, quaternion.normalised(np.array([0.35 * sign, -0.75, -0.55])))
    goal = HandGoal(wrist, weight, out, quaternion.product(turn, grip.turn))
    bend_arm(skeleton, grip.side, positions[:, PERSON_BONES.joints[f"{grip.side}_upper_arm"]], turns, goal)


def _close(skeleton: Skeleton, local: Floats, grip: Grip, weight: Floats) -> None:
    """Close the fingers of a hand around what it grips, in rotations (f, n, 4) in the space of joints' parents."""
    sign = -1.0 if grip.side == "left" else 1.0
    names = [f"{grip.side}_middle_{part}" for part in ("proximal", "intermediate")]
    for name, curl in zip(names, grip.curl, strict=True):
        joint = skeleton.names.index(name)
        closed = np.broadcast_to(quaternion.about(_Z, sign * curl), (len(local), 4))
        local[:, joint] = quaternion.slerp(local[:, joint], closed, weight)
