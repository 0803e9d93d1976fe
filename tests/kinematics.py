"""Forward kinematics by matrices, apart from the program's by quaternions."""

import numpy as np

from liminal.motion.skeleton import BodyPose, Skeleton


def matrices(skeleton: Skeleton, pose: BodyPose) -> dict[str, np.ndarray]:
    """The frames of all joints in a pose, or in many, as matrices (..., 4, 4)."""
    found: dict[str, np.ndarray] = {}
    for joint, name in enumerate(skeleton.names):
        x, y, z, w = np.moveaxis(pose.rotations[..., joint, :], -1, 0)
        rows = (
            (1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)),
            (2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)),
            (2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)),
        )
        own = np.zeros((*x.shape, 4, 4))
        own[..., :3, :3] = np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)
        own[..., :3, 3] = pose.offsets[..., joint, :]
        own[..., 3, 3] = 1
        parent = skeleton.parents[joint]
        found[name] = own if parent < 0 else found[skeleton.names[parent]] @ own
    return found
