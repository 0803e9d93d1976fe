"""The lens: points of its pupil, and what a picture through each of them looks like.

A lens that is focused at a distance s draws a point at a distance d as a disc, the circle of confusion. Of a thin lens
of focal length f and f-number N its diameter is f^2 / N |1 / d - 1 / s| on the chip, for s much longer than f (Potmesil
and Chakravarty, 1982); seen from the lens that is an angle of f / N |1 / d - 1 / s|. So a picture is the mean of
pictures through points of a pupil of diameter f / N, each sheared so that what is at s stays in its place (Haeberli and
Akeley, 1990, "The accumulation buffer").
"""

import math

import numpy as np
from numpy.typing import NDArray

from liminal.view.pose import Pose
from liminal.view.projection import Matrix, clip_from_view, view_from_world

Floats = NDArray[np.float64]

CHIP = 3.6e-3  # m: height of a chip of 1/3 inch, for which the camera's iris is reckoned (camera.automatic)
F_NUMBER = 1.6  # of the iris wide open, as there
FOCUS = 3.0  # m
NEAREST = 0.012  # m: what is nearer is in the lens
FARTHEST = 4.0  # m
_GOLDEN = math.pi * (3.0 - math.sqrt(5.0))


def pupil_diameter(fov: float) -> float:
    """Return the diameter of the pupil, f / N, of a lens with a vertical field of view, degrees: m."""
    return CHIP / (2.0 * math.tan(math.radians(fov) / 2.0)) / F_NUMBER


def confusion(fov: float, distance: float) -> float:
    """Return the diameter of the circle of confusion of what is at a distance, m: as a share of a picture's height."""
    angle = pupil_diameter(fov) * abs(1.0 / distance - 1.0 / FOCUS)
    return angle / (2.0 * math.tan(math.radians(fov) / 2.0))


def pupil_points(count: int) -> Floats:
    """Return points (count, 2) spread evenly over a disc of diameter 1 (Vogel, 1979)."""
    number = np.arange(count) + 0.5
    radius, turn = 0.5 * np.sqrt(number / count), _GOLDEN * number
    return np.column_stack([radius * np.cos(turn), radius * np.sin(turn)])


def clip_through(
    pose: Pose, origin: tuple[float, float], aspect: float, point: Floats, jitter: tuple[float, float] = (0.0, 0.0)
) -> Matrix:
    """Return the matrix from window-local metres to clip space of a picture through a point of the pupil.

    `point`: (2,), in diameters of the pupil from its middle, right and up. The rest: as of `clip_from_view` and
    `view_from_world`.
    """
    right, up = (pupil_diameter(pose.fov) * point).tolist()
    moved = np.eye(4)
    moved[:2, 3] = -right, -up
    scale = 1.0 / math.tan(math.radians(pose.fov) / 2.0)
    sheared = jitter[0] + scale / aspect * right / FOCUS, jitter[1] + scale * up / FOCUS
    return clip_from_view(pose.fov, aspect, NEAREST, FARTHEST, sheared) @ moved @ view_from_world(pose, origin)
