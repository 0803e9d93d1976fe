"""A room with a pool under four lamps: flat water over matt surfaces."""

import numpy as np
import reference
from numpy.typing import NDArray

from liminal.gl import Context
from liminal.light.bake import bake
from liminal.light.lamp_colour import lamp_colour
from liminal.piece.mesh import build
from liminal.piece.piece import make_piece
from liminal.piece.visibility import Viewpoint, visible_cells
from liminal.settings.water import WaterSettings
from liminal.view.pose import Pose
from liminal.view.scene import Scene
from liminal.view.surface import Surfaces
from liminal.world.grid import CELL, TILE_X, TILE_Z
from liminal.world.material import Material
from liminal.world.window import DRY, FIXTURE, LAMP, Window

HEIGHT = 20 * CELL  # m, of the room over the floor beside the pool
BOTTOM = 8 * CELL  # m, of the pool under that floor
WATER = -CELL  # m: a hand's breadth under the floor
BASIN = np.s_[10:34, 12:40]  # cells (z, x)
POSES = (
    Pose(0.9, 1.6, 5.9, yaw=48.0, pitch=-24.0, fov=60.0),
    Pose(6.6, 1.8, 3.4, yaw=-90.0, pitch=-34.0, fov=62.0),
)


def room() -> Window:
    """A closed room of 7 x 6.7 m; the pool takes up 4.3 x 3.7 m of it."""
    air = np.zeros((46, 48), bool)
    air[1:-1, 1:-1] = True
    floor, water = np.zeros(air.shape, np.float32), np.full(air.shape, DRY, np.float32)
    floor[BASIN], water[BASIN] = -BOTTOM, WATER
    ceiling = np.where(air, np.float32(HEIGHT), np.float32(0))
    lamps = np.zeros(4, LAMP)
    for lamp, (z, x) in zip(lamps, ((1, 3), (1, 8), (4, 3), (4, 8)), strict=True):
        lamp["cell_z"], lamp["cell_x"] = z * TILE_Z, x * TILE_X
        lamp["x"], lamp["z"] = (x + 0.5) * TILE_X * CELL, (z + 0.5) * TILE_Z * CELL
        lamp["y"], lamp["size_x"], lamp["size_z"], lamp["luminance"] = HEIGHT, TILE_X * CELL, TILE_Z * CELL, 4000.0
        lamp["colour"] = 1.0
    kinds = (Material.PLASTIC, Material.WALLPAPER, Material.CEILING_TILE)
    materials = [np.full(air.shape, kind, np.uint8) for kind in kinds]
    return Window(0, 0, floor, ceiling, *materials, lamps=lamps, fixtures=np.zeros(0, FIXTURE), water=water)  # type: ignore[misc]


def draw(context: Context, window: Window, pose: Pose, water: WaterSettings, **light: float) -> NDArray[np.float64]:
    """The luminance of a room with water, cd/m2, (120, 160), with surfaces of one colour each. `light`: settings."""
    preset = reference.plain(**light)
    with context.scope() as scope:
        surfaces = Surfaces(scope, preset.surface)
        visible = visible_cells(window, [Viewpoint(pose.x, pose.z, 0.0, np.pi)])
        piece = make_piece(window, preset.light.density, visible, surfaces.reflectance)
        lightmap = bake(scope, piece, preset.light, water=water)
        lightmap.dim(np.zeros(0, np.float32), time=0.0)
        mesh, colour = build(window, piece.charts), lamp_colour(preset.light)
        scene = Scene(scope, piece, mesh, lightmap, surfaces, colour, water=water)
        return reference.picture(context, scene, pose, (0.0, 0.0))
