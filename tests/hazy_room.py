"""A room full of haze, lit in one half, which a wall parts from the other as far as a passage."""

import numpy as np
from places import troffer_room

from liminal.settings.air import AirSettings
from liminal.view.pose import Pose
from liminal.world.grid import CELL
from liminal.world.window import Window

HEIGHT = 20 * CELL  # m, of the room
WALL = np.s_[1:30, 34:36]  # cells (z, x)
HAZE = AirSettings(haze=0.02)
POSE = Pose(0.7, 1.5, 5.9, yaw=72.0, pitch=6.0, fov=66.0)


def room() -> Window:
    """A closed room of 9.3 x 6.7 m; two lamps in its larger part."""
    air = np.zeros((46, 64), bool)
    air[1:-1, 1:-1] = True
    air[WALL] = False
    return troffer_room(air, HEIGHT, (2, 2), (3, 6))
