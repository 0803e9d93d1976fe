"""Frames of a few joints over a motion: of those at the ends of limbs, and of all that carries them."""

from collections.abc import Sequence

from liminal.motion.body_motion import BodyMotion
from liminal.motion.skeleton import BodyPose, JointFrames, Skeleton


def limb_frames(motion: BodyMotion, ends: Sequence[int]) -> tuple[JointFrames, dict[int, int]]:
    """Return the frames of joints and of all that carries them, at each pose, and where in these each joint is."""
    skeleton = motion.skeleton
    joints = sorted({joint for end in ends for joint in skeleton.ancestors(end)})
    places = {joint: place for place, joint in enumerate(joints)}
    parents = tuple(places.get(skeleton.parents[joint], -1) for joint in joints)
    names = tuple(skeleton.names[joint] for joint in joints)
    part = Skeleton(names, parents, skeleton.offsets[joints], skeleton.rotations[joints])
    poses = motion.poses
    return part.frames(BodyPose(poses.offsets[:, joints], poses.rotations[:, joints])), places
