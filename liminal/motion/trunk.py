"""Trunk and neck: joints of a body turned, with all that hangs on them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.person import PERSON_BONES
from liminal.motion.skeleton import Skeleton

Floats = NDArray[np.float64]

SPINE, NECK = PERSON_BONES.spine, (*PERSON_BONES.neck, PERSON_BONES.joints["head"])
_X, _Y, _Z = np.eye(3)


def bend_chain(
    skeleton: Skeleton, turns: Floats, chain: Sequence[int], pitch: Floats, aside: Floats, roll: Floats
) -> None:
    """Bend a chain of joints, in `turns` (f, n, 4), by angles (f,), rad, that they share, each about its own axes.

    `pitch`: to the front; `aside`: about its length, to the left; `roll`: over to the right.
    """
    share = 1.0 / len(chain)
    turn = quaternion.product(
        quaternion.about(_Y, share * aside),
        quaternion.product(quaternion.about(_X, share * pitch), quaternion.about(_Z, share * roll)),
    )
    for joint in chain:
        own = turns[:, joint]
        turn_limb(skeleton, turns, joint, quaternion.product(quaternion.product(own, turn), quaternion.inverse(own)))


def hang_arms(skeleton: Skeleton, turns: Floats, before: Floats, share: float = 0.85) -> None:
    """Let arms, in `turns` (f, n, 4), hang nearly as `before` the trunk was bent: they leave out a share of that."""
    for side in ("left", "right"):
        limb = skeleton.limbs[PERSON_BONES.joints[f"{side}_upper_arm"]]
        turns[:, limb] = quaternion.slerp(turns[:, limb], before[:, limb], share)


def turn_limb(skeleton: Skeleton, turns: Floats, joint: int, turn: Floats) -> None:
    """Turn a joint and all that hangs on it by rotations (f, 4) in space, in `turns` (f, n, 4)."""
    limb = skeleton.limbs[joint]
    turns[:, limb] = quaternion.product(turn[:, None], turns[:, limb])
