"""Foot planting: legs bent, and hips let down, so that feet that stand do not slip."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d, uniform_filter1d

from liminal.motion import quaternion
from liminal.motion.body_motion import BodyMotion
from liminal.motion.bones import SIDES, Bones
from liminal.motion.foot_contact import contact_of
from liminal.motion.footing import Footing, footing_of
from liminal.motion.leg import bend_leg, carry, lay_toes, lengths_of
from liminal.motion.limb import STRETCH
from liminal.motion.skeleton import BodyPose, Skeleton
from liminal.motion.sole import Sole, sole_of

Floats = NDArray[np.float64]

_UP = np.array([0.0, 1.0, 0.0])
_UPRIGHT = 0.5  # cosine of the angle by which a rest pose may differ from a foot that stands
_SINKING = 0.12  # s in which hips are let down that legs cannot reach from


def planted(skeleton: Skeleton, bones: Bones, axes: Floats, rate: float, hips: Floats, turns: Floats) -> BodyMotion:
    """Return the motion of a skeleton whose feet stand on y = 0 without slipping.

    `axes`: of its body at rest, (3, 3). `rate`: poses a second, Hz. `hips`: where these are (f, 3), m, at any height.
    `turns`: the rotations (f, n, 4) of all joints in the space of the body.
    """
    turns = turns.copy()
    bends = {side: _toes_bend(bones, side, turns) for side in SIDES}
    soles = {side: sole_of(skeleton, bones, axes, side) for side in SIDES}
    positions = _placed(skeleton, bones, hips, turns)
    for side, sole in soles.items():
        _lay_flat(skeleton, bones, side, sole, positions, turns, rate)
    feet = {
        side: (positions[:, bones.joints[f"{side}_foot"]], turns[:, bones.joints[f"{side}_foot"]]) for side in SIDES
    }
    floor = _floor([points for side in SIDES for points in _points(soles[side], *feet[side])], rate)
    hips = hips - floor * _UP
    footings = {side: footing_of(soles[side], feet[side][0] - floor * _UP, feet[side][1], rate) for side in SIDES}
    hips = within_reach(skeleton, bones, hips, turns, footings, rate)
    positions = _placed(skeleton, bones, hips, turns)
    for side, footing in footings.items():
        bend_leg(skeleton, bones, axes, side, positions, turns, footing.ankle, footing.rotation)
        _bend_toes(skeleton, bones, side, turns, bends[side])
        lay_toes(skeleton, bones, side, soles[side], turns, footing.ball_height)
    return motion_through(skeleton, bones, rate, hips, turns)


def _placed(skeleton: Skeleton, bones: Bones, hips: Floats, turns: Floats) -> Floats:
    """Return where all joints are (f, n, 3) when the hips are at places (f, 3), and turned by `turns` (f, n, 4)."""
    poses = motion_through(skeleton, bones, 1.0, hips, turns).poses
    return skeleton.frames(poses).positions


def motion_through(skeleton: Skeleton, bones: Bones, rate: float, hips: Floats, turns: Floats) -> BodyMotion:
    """Return the motion of a skeleton in which the hips are at places (f, 3), and joints have rotations (f, n, 4)."""
    joint = bones.joints["hips"]
    rotations = skeleton.local_rotations(turns)
    parent = skeleton.parents[joint]
    offsets = hips
    if parent >= 0:
        # All above the hips stays in place.
        still = BodyPose(np.broadcast_to(skeleton.offsets, (len(hips), len(skeleton), 3)), rotations)
        above = skeleton.frames(still)
        offsets = quaternion.rotated(quaternion.inverse(above.rotations[:, parent]), hips - above.positions[:, parent])
    return BodyMotion(skeleton, rate, (joint,), offsets[:, None], quaternion.continuous(rotations))


def _toes_bend(bones: Bones, side: str, turns: Floats) -> Floats | None:
    """Return how toes are turned against their foot (f, 4); None where there are none."""
    toes, foot = bones.get(f"{side}_toes"), bones.joints[f"{side}_foot"]
    return None if toes is None else quaternion.product(quaternion.inverse(turns[:, foot]), turns[:, toes])


def _bend_toes(skeleton: Skeleton, bones: Bones, side: str, turns: Floats, bend: Floats | None) -> None:
    """Turn toes, in `turns` (f, n, 4), against their foot."""
    if bend is not None:
        toes, foot = bones.joints[f"{side}_toes"], bones.joints[f"{side}_foot"]
        turns[:, toes] = quaternion.product(turns[:, foot], bend)
        carry(skeleton, turns, toes, set())


def _points(sole: Sole, ankle: Floats, rotation: Floats) -> tuple[Floats, Floats]:
    """Return the heel of a foot and the point of the floor under its ball as it stands: (f, 3) each."""
    heel, ball = (ankle + quaternion.rotated(rotation, point) for point in (sole.heel, sole.ball))
    return heel, ball - sole.rise * _UP


def _lay_flat(
    skeleton: Skeleton, bones: Bones, side: str, sole: Sole, positions: Floats, turns: Floats, rate: float
) -> None:
    """Turn a foot in its ankle so that it is flat, on average, while it stands: rest poses differ in that."""
    foot = bones.joints[f"{side}_foot"]
    ankle = positions[:, foot]
    heel, ball = _points(sole, ankle, turns[:, foot])
    stands = contact_of(ankle, rate) & contact_of(heel, rate) & contact_of(ball, rate)
    stands &= quaternion.rotated(turns[:, foot], sole.up)[:, 1] > _UPRIGHT
    if not stands.any():
        return
    up = quaternion.rotated(quaternion.inverse(turns[stands, foot]), _UP).mean(axis=0)
    turns[:, foot] = quaternion.product(turns[:, foot], quaternion.shortest_arc(sole.up, up))
    carry(skeleton, turns, foot, set())


def _floor(points: list[Floats], rate: float) -> float:
    """Return the height of the floor, m: where points of the soles (f, 3) stand, or else are lowest."""
    standing = [point[contact_of(point, rate), 1] for point in points]
    heights = np.concatenate(standing)
    return float(np.median(heights)) if len(heights) else float(min(point[:, 1].min() for point in points))


def within_reach(
    skeleton: Skeleton, bones: Bones, hips: Floats, turns: Floats, footings: dict[str, Footing], rate: float
) -> Floats:
    """Return places of the hips (f, 3) from which the legs reach to the feet."""
    positions = _placed(skeleton, bones, hips, turns)
    high = np.zeros(len(hips))
    for side, footing in footings.items():
        leg = positions[:, bones.joints[f"{side}_upper_leg"]] - footing.ankle
        reach = STRETCH * sum(lengths_of(skeleton, bones, side))
        aside = np.minimum(leg[:, 0] ** 2 + leg[:, 2] ** 2, reach**2)
        high = np.maximum(high, leg[:, 1] - np.sqrt(reach**2 - aside))
    size = 2 * round(_SINKING * rate / 2) + 1
    # A mean over as long as the maximum before it is never less than what is needed.
    down = uniform_filter1d(maximum_filter1d(high, size, mode="nearest"), size, mode="nearest")
    return np.asarray(hips - down[:, None] * _UP)
