"""A room full of haze, lit in one half, which a wall parts from the other as far as a passage."""

import numpy as np

from liminal.settings.air import AirSettings
from liminal.view.pose import Pose
from liminal.world.grid import CELL, TILE_X, TILE_Z
from liminal.world.material import Material
from liminal.world.window import FIXTURE, LAMP, Window

HEIGHT = 20 * CELL  # m, of the room
WALL = np.s_[1:30, 34:36]  # cells (z, x)
HAZE = AirSettings(haze=0.02)
POSE = Pose(0.7, 1.5, 5.9, yaw=72.0, pitch=6.0, fov=66.0)


def room() -> Window:
    """A closed room of 9.3 x 6.7 m; two lamps in its larger part."""
    air = np.zeros((46, 64), bool)
    air[1:-1, 1:-1] = True
    air[WALL] = False
    ceiling = np.where(air, np.float32(HEIGHT), np.float32(0))
    lamps = np.zeros(2, LAMP)
    for lamp, (z, x) in zip(lamps, ((2, 2), (3, 6)), strict=True):
        lamp["cell_z"], lamp["cell_x"] = z * TILE_Z, x * TILE_X
        lamp["x"], lamp["z"] = (x + 0.5) * TILE_X * CELL, (z + 0.5) * TILE_Z * CELL
        lamp["y"], lamp["size_x"], lamp["size_z"], lamp["luminance"] = HEIGHT, TILE_X * CELL, TILE_Z * CELL, 4000.0
    kinds = (Material.CARPET, Material.WALLPAPER, Material.CEILING_TILE)
    materials = [np.full(air.shape, kind, np.uint8) for kind in kinds]
    return Window(0, 0, np.zeros_like(ceiling), ceiling, *materials, lamps=lamps, fixtures=np.zeros(0, FIXTURE))  # type: ignore[misc]
