"""Where the camera is and how it looks."""

import math
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

    def on_floor(self, before: float, aside: float) -> tuple[float, float]:
        """Return the place `before` the camera and `aside`, to its right, both m: x and z, m, rounded to 1 mm."""
        sine, cosine = math.sin(math.radians(self.yaw)), math.cos(math.radians(self.yaw))
        return round(self.x + before * sine + aside * cosine, 3), round(self.z - before * cosine + aside * sine, 3)
