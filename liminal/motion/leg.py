"""Legs: bones turned so that a foot is where it is to be."""

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.bones import Bones
from liminal.motion.limb import aimed, bent
from liminal.motion.skeleton import Skeleton
from liminal.motion.sole import Sole

Floats = NDArray[np.float64]

_UP = np.array([0.0, 1.0, 0.0])
_PARTS = ("upper_leg", "lower_leg", "foot")
TOES_RISE = 0.08  # m: of the ball above the floor, from which on the toes are straight


def lengths_of(skeleton: Skeleton, bones: Bones, side: str) -> tuple[float, float]:
    """Return the lengths of thigh and shank, m."""
    upper, lower, foot = (skeleton.rest_frames.positions[bones.joints[f"{side}_{part}"]] for part in _PARTS)
    return float(np.linalg.norm(lower - upper)), float(np.linalg.norm(foot - lower))


def bend_leg(
    skeleton: Skeleton,
    bones: Bones,
    axes: Floats,
    side: str,
    positions: Floats,
    turns: Floats,
    ankle: Floats,
    rotation: Floats,
) -> None:
    """Turn the bones of a leg, in `turns` (f, n, 4), so that the ankle is at a place (f, 3) and has a rotation (f, 4).

    `axes`: of the body at rest, (3, 3). `positions`: where all joints are (f, n, 3) before.
    """
    upper, lower, foot = (bones.joints[f"{side}_{part}"] for part in _PARTS)
    hip, knee, end = (positions[:, joint] for joint in (upper, lower, foot))
    front = quaternion.rotated(quaternion.inverse(skeleton.rest_frames.rotations[upper]), axes[:, 2])
    # First the leg as it is, turned so that it points to the ankle's place; then its knee, bent.
    whole = quaternion.shortest_arc(end - hip, ankle - hip)
    turns[:, upper], turns[:, lower] = (quaternion.product(whole, turns[:, joint]) for joint in (upper, lower))
    thigh, shank = (quaternion.rotated(whole, bone) for bone in (knee - hip, end - knee))
    front = quaternion.rotated(turns[:, upper], front)
    new_knee, new_end = bent(hip, hip + thigh, ankle, lengths_of(skeleton, bones, side), front)
    turns[:, upper] = aimed(turns[:, upper], thigh, new_knee - hip)
    turns[:, lower] = aimed(turns[:, lower], shank, new_end - new_knee)
    turns[:, foot] = rotation
    carry(skeleton, turns, upper, {lower, foot})


def lay_toes(skeleton: Skeleton, bones: Bones, side: str, sole: Sole, turns: Floats, ball_height: Floats) -> None:
    """Turn the toes so that they lie on the floor while the ball of the foot does, and go with the foot else.

    `ball_height`: of the ball above the floor, (f,), m.
    """
    toes, foot = bones.get(f"{side}_toes"), bones.joints[f"{side}_foot"]
    if toes is None:
        return
    rest = skeleton.rest_frames.rotations
    straight = quaternion.product(quaternion.inverse(rest[foot]), rest[toes])
    flat_foot = aimed(turns[:, foot], quaternion.rotated(turns[:, foot], sole.up), _UP)
    down = 1.0 - smoothstep(ball_height / TOES_RISE)
    turns[:, toes] = quaternion.slerp(turns[:, toes], quaternion.product(flat_foot, straight), down)
    carry(skeleton, turns, toes, set())


def carry(skeleton: Skeleton, turns: Floats, top: int, but: set[int]) -> None:
    """Let what hangs on a joint and is no bone go with it, as at rest. `but`: the joints that keep their rotations."""
    for joint in skeleton.children[top]:
        if joint not in but:
            turns[:, joint] = quaternion.product(turns[:, top], skeleton.rotations[joint])
        carry(skeleton, turns, joint, but)


def smoothstep(share: Floats) -> Floats:
    """Return the cubic from 0 to 1 over shares from 0 to 1 that begins and ends level; 0 before and 1 after."""
    share = np.clip(share, 0.0, 1.0)
    smooth: Floats = share * share * (3.0 - 2.0 * share)
    return smooth
