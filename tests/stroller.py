"""A body that goes a metre ahead."""

import numpy as np

from liminal.body.skinned_body import SkinnedBody
from liminal.motion import quaternion
from liminal.motion.body_motion import BodyMotion


def strolling(body: SkinnedBody) -> BodyMotion:
    """A second of a body that goes a metre ahead, one leg and then the other before it."""
    skeleton, count = body.skeleton, 31
    time = np.linspace(0, 1, count)
    rotations = np.tile(skeleton.rotations, (count, 1, 1))
    for side, sign in (("left", 1.0), ("right", -1.0)):
        swing = np.radians(sign * 25.0) * np.sin(2 * np.pi * time)
        rotations[:, skeleton.names.index(f"{side}_upper_leg")] = quaternion.about((1.0, 0.0, 0.0), swing)
    hips = skeleton.offsets[0] + np.outer(time, (0.0, 0.0, 1.0))
    return BodyMotion(skeleton, 30.0, (0,), hips[:, None], rotations)
