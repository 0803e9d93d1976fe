"""The distortion of the camcorder's lens, there and back, as `shaders/camera_gather.frag` has it."""

import numpy as np
from numpy.typing import NDArray

from liminal.camera.shader_constants import DISTORTION
from liminal.settings.camera import CameraSettings

Floats = NDArray[np.float64]

HALF = np.array([4.0, 3.0]) / 5.0  # half a picture of 4:3, whose corners are at distance 1 from its centre
_STEPS = 30  # of Newton's method: half as many reach the last digit at the largest distortion


def distortion_of(settings: CameraSettings) -> float:
    """Return how much more the corners are magnified than the centre; 0 without a camcorder."""
    return DISTORTION * settings.distortion if settings.kind is not None else 0.0


def undistorted(places: Floats, amount: float) -> Floats:
    """Return where a straight lens shows what a lens of an `amount` shows at places (..., 2), in `HALF`'s units.

    x' = x (1 + a r^2) / (1 + a): Brown's radial term of second order, scaled so that corners stay.
    """
    square = (places**2).sum(axis=-1, keepdims=True)
    straight: Floats = places * (1 + amount * square) / (1 + amount)
    return straight


def distorted(places: Floats, amount: float) -> Floats:
    """Return where a lens of an `amount` shows what a straight one has at places (..., 2): `undistorted` backwards."""
    goal = np.sqrt((places**2).sum(axis=-1, keepdims=True)) * (1 + amount)
    radius = goal.copy()
    for _ in range(_STEPS):
        radius -= (radius * (1 + amount * radius**2) - goal) / (1 + 3 * amount * radius**2)
    bent: Floats = places * np.where(goal > 0, radius * (1 + amount) / np.where(goal > 0, goal, 1.0), 1.0)
    return bent
