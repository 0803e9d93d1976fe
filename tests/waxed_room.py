"""A room with a waxed floor, which mirrors two lamps and the walls."""

from dataclasses import replace

import numpy as np
import reference
import solids

from liminal.view.pose import Pose
from liminal.world.material import Material
from liminal.world.window import Window

SETTINGS = reference.plain().surface
FLOOR = Material.VCT
POSE = Pose(4.6, 1.5, 6.5, yaw=-14.0, pitch=-24.0, fov=66.0)


def room() -> Window:
    """The room of `solids.py` without these, on vinyl tiles."""
    window = solids.room()
    return replace(window, floor_material=np.full_like(window.floor_material, FLOOR))
