"""Retargeting: the motion of one skeleton on another, of other proportions and with another rest pose."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from liminal.motion import quaternion
from liminal.motion.body_axes import leg_length, rest_axes
from liminal.motion.body_motion import BodyMotion
from liminal.motion.bones import SIDES, Bones
from liminal.motion.foot_planting import planted
from liminal.motion.skeleton import JointFrames, Skeleton

Floats = NDArray[np.float64]

_UP = np.array([0.0, 1.0, 0.0])


@dataclass(frozen=True, eq=False)
class Rig:
    """A skeleton and which of its joints are which bones. `axes`: of its body at rest, see `rest_axes`."""

    skeleton: Skeleton
    bones: Bones

    @property
    def axes(self) -> Floats:
        return rest_axes(self.skeleton, self.bones)

    def direction(self, bone: str, end: str | None = None) -> Floats | None:
        """Return the direction (3,) of a bone at rest along left, up and front; None where it ends nowhere.

        `end`: the bone that it ends at; without one, it points to the middle of what hangs on it.
        """
        joint, tip = self.bones.get(bone), self.bones.get(end or "")
        if joint is None:
            return None
        positions = self.skeleton.rest_frames.positions
        ends = [tip] if tip is not None else list(self.skeleton.children[joint])
        if not ends:
            return None
        along = np.mean(positions[ends], axis=0) - positions[joint]
        return quaternion.normalised(self.axes.T @ along) if np.linalg.norm(along) > 1e-6 else None


def retarget(motion: BodyMotion, bones: Bones, target: Skeleton, target_bones: Bones) -> BodyMotion:
    """Return a motion, in metres and with +Y up, on another skeleton, with its feet planted on y = 0.

    Bones point where those of the source do, lengths of ways are as the legs' lengths. It begins above x = z = 0,
    looking along +z.
    """
    source, onto = Rig(motion.skeleton, bones), Rig(target, target_bones)
    frames = motion.skeleton.frames(motion.poses)
    turns = _turns(source, onto, _from_rest(source, frames))
    hips = _hips(source, onto, frames, turns[:, target_bones.joints["hips"]])
    hips, turns = _from_the_origin(onto, hips, turns)
    return planted(target, target_bones, onto.axes, motion.rate, hips, turns)


def _from_rest(source: Rig, frames: JointFrames) -> Floats:
    """Return how far each joint has turned from the rest pose, whose axes are left, up and front: (f, n, 4)."""
    axes = Rotation.from_matrix(source.axes).as_quat()
    rest = quaternion.product(quaternion.inverse(source.skeleton.rest_frames.rotations), axes)
    return quaternion.product(frames.rotations, rest)


def _turns(source: Rig, onto: Rig, turned: Floats) -> Floats:
    """Return the rotations (f, n, 4) of the target's joints in the space of the body."""
    driven = _driven(source, onto, turned)
    skeleton = onto.skeleton
    upright = Rotation.from_matrix(onto.axes.T).as_quat()
    rest = quaternion.product(upright, skeleton.rest_frames.rotations)
    turns = np.empty((len(turned), len(skeleton), 4))
    for joint, parent in enumerate(skeleton.parents):
        if joint in driven:
            turns[:, joint] = quaternion.product(driven[joint], rest[joint])
        elif parent < 0:
            turns[:, joint] = skeleton.rotations[joint]
        else:
            turns[:, joint] = quaternion.product(turns[:, parent], skeleton.rotations[joint])
    return turns


def _driven(source: Rig, onto: Rig, turned: Floats) -> dict[int, Floats]:
    """Return for joints of the target how far they turn from its rest pose: (f, 4) each."""
    driven: dict[int, Floats] = {}
    trunk = [source.bones.joints["hips"], *source.bones.spine]
    driven[onto.bones.joints["hips"]] = turned[:, trunk[0]]
    for number, joint in enumerate(onto.bones.spine, 1):
        driven[joint] = _along(turned, trunk, (len(trunk) - 1) * number / len(onto.bones.spine))
    head = source.bones.joints.get("head", trunk[-1])
    neck = [*source.bones.neck] or [trunk[-1], head]
    for number, joint in enumerate(onto.bones.neck):
        driven[joint] = _along(turned, neck, (number + 0.5) / len(onto.bones.neck) * len(neck) - 0.5)
    if "head" in onto.bones.joints:
        driven[onto.bones.joints["head"]] = turned[:, head]
    for side in SIDES:
        for bone, correction in _corrections(source, onto, side).items():
            theirs, ours = source.bones.get(bone), onto.bones.get(bone)
            if theirs is not None and ours is not None:
                driven[ours] = quaternion.product(turned[:, theirs], correction)
    return driven


def _along(turned: Floats, chain: list[int], place: float) -> Floats:
    """Return the rotations (f, 4) at a place along a chain of joints, 0 at its first."""
    place = min(max(place, 0.0), len(chain) - 1.0)
    below = min(int(place), max(len(chain) - 2, 0))
    above = min(below + 1, len(chain) - 1)
    return quaternion.slerp(turned[:, chain[below]], turned[:, chain[above]], place - below)


def _corrections(source: Rig, onto: Rig, side: str) -> dict[str, Floats]:
    """Return the rotation of each bone of a side from the target's rest pose to the source's: (4,) each.

    The bones of a limb are turned one after the other, each by the smallest angle that gives it the source's direction.
    """
    found = {f"{side}_shoulder": quaternion.IDENTITY}
    for limb in (("upper_arm", "lower_arm", "hand", "middle_proximal"), ("upper_leg", "lower_leg", "foot")):
        correction = quaternion.IDENTITY
        for part, end in zip(limb, (*limb[1:], None), strict=True):
            bone, end = f"{side}_{part}", f"{side}_{end}" if end else None
            ours, theirs = onto.direction(bone, end), source.direction(bone, end)
            if part != "foot" and ours is not None and theirs is not None:
                arc = quaternion.shortest_arc(quaternion.rotated(correction, ours), theirs)
                correction = quaternion.product(arc, correction)
            found[bone] = correction
    found[f"{side}_thumb_metacarpal"] = found[f"{side}_hand"]
    # A foot stands flat in both rest poses, though its bone may slope otherwise, and may be turned out.
    ours, theirs = (rig.direction(f"{side}_foot", f"{side}_toes") for rig in (onto, source))
    heading = 0.0 if ours is None or theirs is None else _heading(theirs) - _heading(ours)
    found[f"{side}_foot"] = found[f"{side}_toes"] = quaternion.about(_UP, heading)
    return found


def _heading(direction: Floats) -> float:
    """Return the angle of a direction about +y, rad, 0 along +z."""
    return float(np.arctan2(direction[..., 0], direction[..., 2]))


def _hips(source: Rig, onto: Rig, frames: JointFrames, turn: Floats) -> Floats:
    """Return where the target's hips are, (f, 3): the middle between its legs follows that of the source."""
    legs = [source.bones.joints[f"{side}_upper_leg"] for side in SIDES]
    scale = leg_length(onto.skeleton, onto.bones) / leg_length(source.skeleton, source.bones)
    middle = scale * frames.positions[:, legs].mean(axis=1)
    rest, hips = onto.skeleton.rest_frames, onto.bones.joints["hips"]
    ours = [onto.bones.joints[f"{side}_upper_leg"] for side in SIDES]
    down = rest.positions[ours].mean(axis=0) - rest.positions[hips]
    turned_down = quaternion.rotated(quaternion.product(turn, quaternion.inverse(rest.rotations[hips])), down)
    return np.asarray(middle - turned_down)


def _from_the_origin(onto: Rig, hips: Floats, turns: Floats) -> tuple[Floats, Floats]:
    """Return places of the hips (f, 3) and rotations (f, n, 4), turned and moved to begin at x = z = 0 along +z."""
    joint = onto.bones.joints["hips"]
    rest = onto.skeleton.rest_frames.rotations[joint]
    front = quaternion.rotated(quaternion.inverse(rest), onto.axes[:, 2])
    back = quaternion.about(_UP, -_heading(quaternion.rotated(turns[0, joint], front)))
    start = hips[0] * np.array([1.0, 0.0, 1.0])
    return quaternion.rotated(back, hips - start), quaternion.product(back, turns)
