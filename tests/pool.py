"""A room with a pool under four lamps: flat water over matt surfaces."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import reference
from numpy.typing import NDArray
from places import troffer_room

from liminal.gl import Context
from liminal.light.bake import bake
from liminal.light.lamp_colour import lamp_colour
from liminal.piece.mesh import build
from liminal.piece.piece import make_piece
from liminal.piece.visibility import Viewpoint, visible_cells
from liminal.settings.water import WaterSettings
from liminal.view.pose import Pose
from liminal.view.scene import Scene
from liminal.view.stage_events import NO_EVENTS, StageEvents
from liminal.view.surface import Surfaces
from liminal.world.grid import CELL
from liminal.world.material import Material
from liminal.world.window import DRY, Window

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
    dry = troffer_room(air, HEIGHT, (1, 3), (1, 8), (4, 3), (4, 8))
    dry.lamps["colour"] = 1.0
    return replace(dry, floor=floor, water=water, floor_material=np.full(air.shape, Material.PLASTIC, np.uint8))


@contextmanager
def lit(
    context: Context,
    window: Window,
    pose: Pose,
    water: WaterSettings,
    events: StageEvents = NO_EVENTS,
    **light: float,
) -> Iterator[Scene]:
    """A room with water, with surfaces of one colour each, as it is seen from about a pose. `light`: settings."""
    preset = reference.plain(**light)
    with context.scope() as scope:
        surfaces = Surfaces(scope, preset.surface)
        visible = visible_cells(window, [Viewpoint(pose.x, pose.z, 0.0, np.pi)])
        piece = make_piece(window, preset.light.density, visible, surfaces.reflectance)
        lightmap = bake(scope, piece, preset.light, water=water)
        lightmap.dim(np.zeros(0, np.float32), time=0.0)
        mesh, colour = build(window, piece.charts), lamp_colour(preset.light)
        yield Scene(scope, piece, mesh, lightmap, surfaces, colour, stage_events=events, water=water)


def draw(
    context: Context,
    window: Window,
    pose: Pose,
    water: WaterSettings,
    events: StageEvents = NO_EVENTS,
    time: float = 0.0,
    **light: float,
) -> NDArray[np.float64]:
    """The luminance of such a room at a time (s), cd/m2, (120, 160)."""
    with lit(context, window, pose, water, events, **light) as scene:
        scene.place(time)
        return reference.picture(context, scene, pose, (0.0, 0.0))
