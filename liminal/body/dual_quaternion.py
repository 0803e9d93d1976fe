"""Dual quaternions: rigid motions of joints, blended so that a skin keeps its girth where it bends and twists.

L. Kavan et al., "Skinning with dual quaternions", 2007. `shaders/common_skin.glsl` does the same.
"""

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.skeleton import JointFrames

Floats = NDArray[np.floating]


def joint_motions(bind: JointFrames, frames: JointFrames) -> NDArray[np.float64]:
    """Return the motion of each joint from one pose to another: (n, 2, 4), the real and the dual part, x, y, z, w."""
    real = quaternion.product(frames.rotations, quaternion.inverse(bind.rotations))
    shift = frames.positions - quaternion.rotated(real, bind.positions)
    dual = 0.5 * quaternion.product(np.column_stack([shift, np.zeros(len(shift))]), real)
    return np.stack([real, dual], 1)


def blended(motions: NDArray[np.float64], joints: NDArray[np.uint8], weights: Floats) -> NDArray[np.float64]:
    """Return the motion of each corner (v, 2, 4), of joints (v, k) by weights (v, k)."""
    each = motions[joints]
    # Of the two signs of a rotation, the one nearer to the strongest joint's.
    cosine = (each[:, :, 0] * each[:, :1, 0]).sum(2)
    total: NDArray[np.float64] = (
        np.where(cosine < 0, -1.0, 1.0)[..., None, None] * weights[..., None, None] * each
    ).sum(1)
    unit: NDArray[np.float64] = total / np.linalg.norm(total[:, :1], axis=2, keepdims=True)
    return unit


def moved_by(motion: NDArray[np.float64], points: Floats) -> NDArray[np.float64]:
    """Return points (v, 3), each moved by a motion (v, 2, 4)."""
    real, dual = motion[:, 0], motion[:, 1]
    shift = 2.0 * quaternion.product(dual, quaternion.inverse(real))[:, :3]
    found: NDArray[np.float64] = quaternion.rotated(real, points) + shift
    return found
