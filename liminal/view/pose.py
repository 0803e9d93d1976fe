"""Where the camera is and how it looks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pose:
    """A camera in the world.

    `x`, `y`, `z`: the eye, metres. `yaw`: compass degrees, 0 looks along -z, 90 along +x. `pitch`: degrees, up is
    positive. `roll`: degrees, positive turns the camera clockwise (the picture's horizon tilts anticlockwise).
    `fov`: vertical field of view, degrees.
    """

    x: float
    y: float
    z: float
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    fov: float = 52.0
