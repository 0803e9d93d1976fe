"""The pose that skins are made in: arms and legs apart, feet flat."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from liminal.body.limb_axis import LimbAxis
from liminal.motion import quaternion
from liminal.motion.person import person
from liminal.motion.skeleton import BodyPose, JointFrames, Skeleton

Floats = NDArray[np.float64]

STATURE = 1.75  # m: what measures of bodies are told for
_APART = np.radians(9.0)  # of each leg from the vertical
SIDES = (("left", 1.0), ("right", -1.0))  # and the sign of its x


def making_frames(skeleton: Skeleton) -> JointFrames:
    """Return the frames of a person's joints in that pose."""
    rotations = skeleton.rotations.copy()
    for side, sign in SIDES:
        out = quaternion.about((0.0, 0.0, sign), _APART)
        rotations[skeleton.names.index(f"{side}_upper_leg")] = out
        rotations[skeleton.names.index(f"{side}_foot")] = quaternion.inverse(out)
    return skeleton.frames(BodyPose(skeleton.offsets, rotations))


@lru_cache(maxsize=1)
def making_places() -> Mapping[str, Floats]:
    """Return where the joints of a person of STATURE are in that pose, (3,) each, m."""
    skeleton = person(STATURE)
    return dict(zip(skeleton.names, making_frames(skeleton).positions, strict=True))


def limb_axes() -> Mapping[str, LimbAxis]:
    """Return the axes of legs and arms in that pose."""
    places = making_places()
    ends = {"leg": ("upper_leg", "foot"), "arm": ("upper_arm", "hand")}
    return {
        f"{side}_{limb}": LimbAxis(places[f"{side}_{root}"], places[f"{side}_{end}"], np.array([sign, 0.0, 0.0]))
        for limb, (root, end) in ends.items()
        for side, sign in SIDES
    }
