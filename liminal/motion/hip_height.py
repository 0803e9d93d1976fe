"""The height of the hips of a person who goes: over the standing leg, in steps' rhythm, within reach of both feet.

A walker vaults over the leg that stands, and is highest in mid-stance (Gard, Miff and Kuo, 2004, "Comparison of
kinematic and kinetic methods for computing the vertical motion of the body center of mass during walking"); a runner is
lowest there (Novacheck, 1998, "The biomechanics of running").
"""

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.limb import STRETCH
from liminal.motion.person import PERSON_BONES
from liminal.motion.skeleton import Skeleton
from liminal.motion.stride import Stride

Floats = NDArray[np.float64]

_UPRIGHT = 0.9965  # of the leg's length: how high hips are over the ankle of a leg that stands
_VAULT = 0.55  # of the height of the arc over a stiff leg: knees and feet take the rest
_MID_STANCE, _MID_STANCE_RUNNING = 0.5, 0.33  # of a step after a foot has landed
_BOUNCE, _CROUCH = 0.08, 0.008  # m: of a runner, from lowest to highest, and below a walker
_ROUND = 0.003  # m within which two limits are rounded into one


def hip_height(
    skeleton: Skeleton, stride: Stride, ankle: float, leg: float, hips: Floats, turn: Floats, ankles: list[Floats]
) -> Floats:
    """Return the height of the hips (f,), m.

    `ankle`: its height over the floor, m. `leg`: thigh and shank, m. `hips`: their x and z, (f, 3). `turn`: their
    rotation (f, 4). `ankles`: where those of the left and of the right foot are to be, (f, 3) each.
    """
    arc = _VAULT * stride.length**2 / (8 * leg) * np.minimum(stride.pace, 1.0)
    walking = 0.5 * arc * (1 - np.cos(2 * np.pi * (stride.phase - _MID_STANCE)))
    running = _CROUCH + 0.5 * _BOUNCE * (1 + np.cos(2 * np.pi * (stride.phase - _MID_STANCE_RUNNING)))
    drop = (1 - stride.run) * walking + stride.run * running * leg / 0.86
    height = stride.floor + ankle + _UPRIGHT * leg - drop
    for side, foot in zip(("left", "right"), ankles, strict=True):
        joint = quaternion.rotated(turn, skeleton.offsets[PERSON_BONES.joints[f"{side}_upper_leg"]])
        away = (foot - hips - joint)[:, [0, 2]]
        reach = STRETCH * leg
        up = np.sqrt(np.maximum(reach**2 - np.sum(away**2, axis=1), (0.3 * leg) ** 2))
        height = _lesser(height, foot[:, 1] + up - joint[:, 1])
    return np.asarray(height)


def _lesser(first: Floats, second: Floats) -> Floats:
    """Return the lesser of two heights, m, without an edge where they cross."""
    lesser: Floats = 0.5 * (first + second - np.sqrt((first - second) ** 2 + _ROUND**2))
    return lesser
