"""The matrices of the camera. Names say from where to where, `clip_from_view @ view_from_world @ column`.

World: metres, y up. View: the eye at the origin, x right, y up, looking along -z. Clip: OpenGL's, depth -1..1.
"""

import math

import numpy as np
from numpy.typing import NDArray

from liminal.view.pose import Pose

Matrix = NDArray[np.float64]  # (4, 4), to be multiplied by columns from the right

NEAR_PLANE, FAR_PLANE = 0.05, 1000.0  # m before the camera: what pictures show lies between


def view_from_world(pose: Pose, origin: tuple[float, float] = (0.0, 0.0)) -> Matrix:
    """Matrix that takes positions into the frame of the camera.

    Positions are relative to `origin`, the world's (x, z) in metres: with a window's origin they are window-local. Far
    from the world's centre that keeps small numbers small, as single precision needs.
    """
    yaw, pitch, roll = (math.radians(angle) for angle in (pose.yaw, pose.pitch, pose.roll))

    # Turn the compass clockwise as seen from above, then look up, then lean to the right.
    rotation = _turn(2, 0, -yaw) @ _turn(1, 2, pitch) @ _turn(0, 1, -roll)
    eye = np.array([pose.x - origin[0], pose.y, pose.z - origin[1]])
    matrix = np.eye(4)
    matrix[:3, :3] = rotation.T
    matrix[:3, 3] = -rotation.T @ eye
    return matrix


def clip_from_view(
    fov: float,
    aspect: float,
    near: float = NEAR_PLANE,
    far: float = FAR_PLANE,
    jitter: tuple[float, float] = (0.0, 0.0),
) -> Matrix:
    """Perspective: OpenGL's usual matrix, shifted by a part of a pixel.

    `fov`: vertical field of view, degrees. `aspect`: width / height. `near`, `far`: metres. `jitter`: shift of the
    picture to the right and up, in normalised device units (a pixel is 2 / width by 2 / height).
    """
    scale = 1.0 / math.tan(math.radians(fov) / 2)
    matrix = np.zeros((4, 4))
    matrix[0, 0], matrix[1, 1] = scale / aspect, scale

    # A shift after the division by depth is a shear before it.
    matrix[0, 2], matrix[1, 2] = -jitter[0], -jitter[1]
    matrix[2, 2], matrix[2, 3] = (near + far) / (near - far), 2 * near * far / (near - far)
    matrix[3, 2] = -1.0
    return matrix


def pixel_size(clip_from_window: Matrix, lines: int) -> float:
    """How large a pixel of a picture of so many lines is 1 m before the camera, m."""
    return 2.0 / (float(np.linalg.norm(clip_from_window[1, :3])) * lines)


def _turn(first: int, second: int, angle: float) -> Matrix:
    """Rotation (3, 3) that carries axis `first` towards axis `second`, radians."""
    matrix = np.eye(3)
    matrix[first, first] = matrix[second, second] = math.cos(angle)
    matrix[second, first], matrix[first, second] = math.sin(angle), -math.sin(angle)
    return matrix
