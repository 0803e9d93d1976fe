"""The showroom: one thing on neutral ground, lit by one lamp, photographed."""

import numpy as np
from numpy.typing import NDArray

from liminal.colour import encode_srgb, luminance
from liminal.gl import Scope, Target
from liminal.light.bake import bake
from liminal.light.lamp_colour import lamp_colour
from liminal.piece.mesh import build
from liminal.piece.piece import make_piece
from liminal.piece.visibility import Viewpoint, visible_cells
from liminal.settings.light import LightSettings
from liminal.settings.surface import SurfaceSettings
from liminal.thing.thing import Placement, Thing
from liminal.thing.turning import moved, turned
from liminal.view.pose import Pose
from liminal.view.projection import clip_from_view, view_from_world
from liminal.view.sampling import pixel_offsets
from liminal.view.scene import Scene
from liminal.view.surface import Surfaces, footprints
from liminal.world.grid import CELL, TILE_X, TILE_Z
from liminal.world.material import Material
from liminal.world.window import FIXTURE, LAMP, Window

GREY = (0.42, 0.42, 0.42)  # reflectance of the room
ROOM = 1.8  # m of air around the thing
HIGHEST = 3.2  # m: the room's height over a thing lower than itself
LAMP_LUMINANCE = 6000.0  # cd/m2
FOV, AROUND, DOWN = 30.0, 32.0, 16.0  # degrees: the lens, and from where it looks
FILLED = 1.12  # of the thing's half diagonal: what the picture is high
KEY = 0.30  # of white: what the mean of the thing's picture becomes
SAMPLES = 16


class Showroom:
    """Photographs things one after another."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        plain = {"wear": 0.0, "print_strength": 0.0, "drop_tone": 0.0, "stained_tiles": 0.0, "slipped_tiles": 0.0}
        colours = dict.fromkeys(("plastic", "skirting"), GREY)
        settings = SurfaceSettings().model_copy(update={**plain, **colours, "texture_size": 64})
        self._surfaces = Surfaces(scope, settings)
        self._light = LightSettings(flicker=0.0)

    def photograph(self, thing: Thing, size: tuple[int, int], turn: float = 0.0) -> NDArray[np.uint8]:
        """The picture of a thing turned by so many degrees about its own height: uint8 (height, width, 3), sRGB."""
        low, high = thing.bounds
        centre = (low + high) / 2
        reach = float(np.hypot(*(high - low)[[0, 2]])) / 2 + ROOM
        window = _room(reach, max(HIGHEST, float(high[1]) + 1.2))
        middle = window.floor.shape[1] * CELL / 2
        off = turned("y", turn) @ centre
        place = np.array([middle - off[0], -min(float(low[1]), 0.0), middle - off[2]])
        placement = Placement(thing, moved(place, turned("y", turn)).astype(np.float32))
        pose = _pose(centre, float(np.linalg.norm(high - low)) / 2, place, turn, reach)
        visible = visible_cells(window, [Viewpoint(pose.x, pose.z, 0.0, np.pi)])
        with self._scope.scope() as scope:
            piece = make_piece(window, self._light.density, visible, self._surfaces.reflectance, [placement])
            lightmap = bake(scope, piece, self._light)
            scene = Scene(scope, piece, build(window, piece.charts), lightmap, self._surfaces, lamp_colour(self._light))
            return _developed(_drawn(scope, scene, pose, size) / lamp_colour(self._light))


def _room(reach: float, height: float) -> Window:
    """A square room with a lamp over its front left, its outermost cells solid."""
    tiles = int(np.ceil(2 * reach / (TILE_Z * CELL)))
    side = tiles * TILE_Z
    air = np.zeros((side, side), bool)
    air[1:-1, 1:-1] = True
    ceiling = np.where(air, np.float32(height), np.float32(0))
    lamp = np.zeros(1, LAMP)
    row, column = int(0.62 * side / TILE_Z), int(0.30 * side / TILE_X)
    lamp["cell_z"], lamp["cell_x"] = row * TILE_Z, column * TILE_X
    lamp["z"], lamp["x"], lamp["y"] = (row + 0.5) * TILE_Z * CELL, (column + 0.5) * TILE_X * CELL, height
    lamp["size_x"], lamp["size_z"], lamp["luminance"] = TILE_X * CELL, TILE_Z * CELL, LAMP_LUMINANCE
    plain = np.full(air.shape, Material.PLASTIC, np.uint8)
    return Window(0, 0, np.zeros_like(ceiling), ceiling, plain, plain, plain, lamp, np.zeros(0, FIXTURE))


def _pose(middle: NDArray[np.floating], radius: float, place: NDArray[np.floating], turn: float, reach: float) -> Pose:
    """A camera in front and to the right of a thing, above it, that holds all of it."""
    away = FILLED * radius / np.sin(np.radians(FOV / 2))
    away = min(away, (reach - 0.3) / np.cos(np.radians(DOWN)) / np.sin(np.radians(AROUND + 45)))
    centre = place + turned("y", turn) @ middle
    fov = 2 * np.degrees(np.arcsin(min(FILLED * radius / away, 0.9)))
    level = away * np.cos(np.radians(DOWN))
    x = centre[0] + level * np.sin(np.radians(AROUND))
    z = centre[2] + level * np.cos(np.radians(AROUND))
    return Pose(float(x), float(centre[1] + away * np.sin(np.radians(DOWN))), float(z), -AROUND, -DOWN, 0.0, float(fov))


def _drawn(scope: Scope, scene: Scene, pose: Pose, size: tuple[int, int]) -> NDArray[np.float64]:
    """Luminance of a picture, cd/m2: (height, width, 3), top row first."""
    target = Target(scope, size, ["f4"], depth=True)
    total = np.zeros((size[1], size[0], 3))
    for offset, footprint in zip(pixel_offsets(SAMPLES), footprints(SAMPLES), strict=True):
        jitter = (2 * offset[0] / size[0], 2 * offset[1] / size[1])
        clip = clip_from_view(pose.fov, size[0] / size[1], jitter=jitter) @ view_from_world(pose)
        scene.draw(target, clip, float(footprint), limit=4 * LAMP_LUMINANCE)
        total += target.read()[::-1, :, :3]
    return total / SAMPLES


def _developed(light: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Exposed so that the logarithmic mean becomes KEY, with a soft shoulder."""
    exposed = light * KEY / np.exp(np.log(np.maximum(luminance(light), 1e-3)).mean())
    shoulder = np.where(exposed < 0.7, exposed, 0.7 + 0.3 * (1 - np.exp(-(exposed - 0.7) / 0.3)))
    picture: NDArray[np.uint8] = np.rint(255 * encode_srgb(shoulder)).astype(np.uint8)
    return picture
