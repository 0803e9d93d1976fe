"""Soles: where a foot touches the floor, in the frames of its joints."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.body_axes import LEG, leg_length
from liminal.motion.bones import Bones
from liminal.motion.person import ANKLE, FOOT
from liminal.motion.skeleton import Skeleton

Floats = NDArray[np.float64]

_BALL_AHEAD = 0.47 * FOOT  # of the ankle, share of the stature
_HEEL_BEHIND = 0.25 / 0.47  # of the ankle, share of that
_UNDER_TOES = 0.012  # the joint of the big toe above the floor, share of the stature


@dataclass(frozen=True, eq=False)
class Sole:
    """The sole of a foot that stands flat at rest.

    In the frame of the ankle, m: `heel` (3,), on the floor, and `ball` (3,), the joint of the toes, over which a foot
    rolls off, `rise` above the floor. `up`, `front`: the directions of up and of its toes there. `flat`: the rotation
    (4,) of that frame in which it stands flat and points along +z.
    """

    heel: Floats
    ball: Floats
    rise: float
    up: Floats
    front: Floats
    flat: Floats

    def height(self, rotation: Floats) -> Floats:
        """Return how far the lower of heel and ball is above the ankle, (f,), m, at rotations of its frame (f, 4)."""
        heel, ball = (quaternion.rotated(rotation, point)[:, 1] for point in (self.heel, self.ball))
        return np.minimum(heel, ball - self.rise)


def sole_of(skeleton: Skeleton, bones: Bones, axes: Floats, side: str) -> Sole:
    """Return the sole of a skeleton's foot. `axes`: of its body at rest, (3, 3): left, up and front in columns."""
    rest = skeleton.rest_frames
    ankle, toes = bones.joints[f"{side}_foot"], bones.get(f"{side}_toes")
    stature = leg_length(skeleton, bones) / LEG
    place = axes.T @ rest.positions[ankle]
    if toes is None:
        floor = place[1] - ANKLE * stature
        ball = np.array([place[0], floor, place[2] + _BALL_AHEAD * stature])
    else:
        ball = axes.T @ rest.positions[toes]
        floor = min((axes.T @ rest.positions[joint])[1] for joint in (toes, *skeleton.children[toes]))
        floor -= _UNDER_TOES * stature
    ahead = (ball - place) * (1.0, 0.0, 1.0)
    rise = float(ball[1] - floor)
    heel = np.array([place[0], floor, place[2]]) - _HEEL_BEHIND * ahead
    front = quaternion.normalised(ahead)
    back = quaternion.inverse(rest.rotations[ankle])
    up = np.array([0.0, 1.0, 0.0])
    heel, ball, up, front = (quaternion.rotated(back, axes @ each) for each in (heel - place, ball - place, up, front))
    return Sole(heel, ball, rise, up, front, _flat(up, front))


def _flat(up: Floats, front: Floats) -> Floats:
    """Return the rotation that turns `up` into +y and `front` into +z."""
    upright = quaternion.shortest_arc(up, (0.0, 1.0, 0.0))
    return quaternion.product(quaternion.shortest_arc(quaternion.rotated(upright, front), (0.0, 0.0, 1.0)), upright)
