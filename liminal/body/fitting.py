"""Fitting: a skin, made over an adult's skeleton, laid over one of other lengths.

Around each joint the skin is stretched along its bone as the bone is, and across it as the girth of that part of a body
is; between joints these are blended by the weights of the skin.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from liminal.body.skinned_body import SkinMesh
from liminal.motion import quaternion
from liminal.motion.person import childhood
from liminal.motion.skeleton import JointFrames, Skeleton

Floats = NDArray[np.float64]

# Girths of a child of six years against an adult's, each as a share of the stature: Snyder et al., 1977, against ANSUR,
# 1988 (chest, waist, hips, thigh, calf, upper arm, wrist; breadths of head, hand and foot).
CHILD_GIRTHS: Mapping[str, float] = {
    "hips": 0.88,
    "spine": 0.88,
    "chest": 0.86,
    "upper_chest": 0.87,
    "neck": 1.0,
    "head": 1.32,
    "shoulder": 0.90,
    "upper_arm": 0.84,
    "lower_arm": 0.90,
    "upper_leg": 0.85,
    "lower_leg": 0.89,
}
# The root of a child's nose is at 0.51 of the height of its head below the top, of an adult's at 0.45: so much of that
# height the middle of the face is lower, between the chin and the top (m, where skins are made).
_LOWER = 0.24
_CHIN, _TOP = 1.545, 1.766


def fitted(
    skin: SkinMesh, usual: Skeleton, onto: Skeleton, making: Callable[[Skeleton], JointFrames], stature: float
) -> SkinMesh:
    """Return a skin that was made over a skeleton, `usual`, laid over another one that has the same joints.

    `making`: the frames of a skeleton in the pose that skins are made in. `stature`: of the body, m: how thick it is.
    """
    begin, end = making(usual).positions, making(onto).positions
    young, scale = childhood(stature), stature / float(usual.rest_frames.positions[:, 1].max())
    turns = np.zeros((len(usual), 3, 3))
    for joint, name in enumerate(usual.names):
        girth = scale * (1.0 + young * (CHILD_GIRTHS.get(name.removeprefix("left_").removeprefix("right_"), 1.0) - 1.0))
        turns[joint] = girth * np.eye(3)
        if usual.children[joint]:
            bone, other = (each[usual.children[joint][0]] - each[joint] for each in (begin, end))
            turns[joint] += np.outer(other - girth * bone, bone) / (bone @ bone)
    position, normal = skin.corners["position"].astype(float), skin.corners["normal"].astype(float)
    weights, joints = skin.weights.astype(float), skin.joints
    head = usual.names.index("head")
    share = np.clip((position[:, 1] - _CHIN) / (_TOP - _CHIN), 0.0, 1.0)
    lower = _LOWER * young * (_TOP - _CHIN) * share * (1.0 - share) * (weights * (joints == head)).sum(1)
    position[:, 1] -= lower
    local = np.einsum("vkij,vkj->vki", turns[joints], position[:, None] - begin[joints]) + end[joints]
    # Normals turn by the inverse of the transpose.
    blended = np.einsum("vk,vkij->vij", weights, np.linalg.inv(turns).transpose(0, 2, 1)[joints])
    corners = skin.corners.copy()
    corners["position"] = np.einsum("vk,vki->vi", weights, local)
    corners["normal"] = quaternion.normalised(np.einsum("vij,vj->vi", blended, normal))
    return replace(skin, corners=corners)


def lengthened(skeleton: Skeleton, shares: Mapping[str, float]) -> Skeleton:
    """Return a skeleton whose joints of these names are so many times as far from their parents."""
    factors = np.array([shares.get(name, 1.0) for name in skeleton.names])
    return replace(skeleton, offsets=factors[:, None] * skeleton.offsets)
