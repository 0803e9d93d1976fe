"""Bodies with one joint bent, for tests."""

import numpy as np

from liminal.body.skinned_body import SkinnedBody
from liminal.motion import quaternion
from liminal.motion.skeleton import BodyPose, JointFrames


def bent(body: SkinnedBody, joint: str, axis: tuple[float, float, float], degrees: float) -> JointFrames:
    """The pose in which a skin is made, with one joint turned further about an axis of the body's space."""
    skeleton = body.skeleton
    turn = quaternion.about(axis, np.radians(degrees))
    local = skeleton.local_rotations(body.bind.rotations)
    number = skeleton.names.index(joint)
    above = body.bind.rotations[skeleton.parents[number]]
    within = quaternion.product(quaternion.inverse(above), quaternion.product(turn, above))
    local[number] = quaternion.product(within, local[number])
    return skeleton.frames(BodyPose(skeleton.offsets, local))
