"""Fog and steam in a plain room, without their lumps, against closed forms."""

from dataclasses import replace

import numpy as np
import pool
import pytest
from numpy.typing import NDArray
from raycast import pixel_rays

from liminal.colour import luminance
from liminal.gl import Context, Target
from liminal.light.bake import bake
from liminal.piece.mesh import build
from liminal.piece.piece import make_piece
from liminal.piece.visibility import Viewpoint, visible_cells
from liminal.settings.air import AirSettings
from liminal.settings.light import LightSettings
from liminal.settings.surface import SurfaceSettings
from liminal.view.pose import Pose
from liminal.view.projection import clip_from_view, view_from_world
from liminal.view.scene import Scene
from liminal.view.surface import Surfaces
from liminal.world.prop import structure
from liminal.world.window import DRY

SIZE = (192, 144)
EYE = 1.1  # m above the floor
POSE = Pose(0.9, EYE, 3.3, yaw=90.0, fov=40.0)
GRATE = 4.1, 3.3  # m, x and z
STEAM = 3.0  # 1/m


def even_pattern() -> NDArray[np.float64]:
    return np.zeros((256, 256, 2))


def drawn(context: Context, settings: AirSettings, time: float = 0.0, pose: Pose = POSE) -> NDArray[np.float64]:
    """The luminance of a room, a grate before its far wall: (H, W), bottom row first."""
    dry = replace(pool.room(), floor=np.zeros_like(pool.room().floor), water=np.array([[DRY]]))
    window = replace(dry, props=structure("floor-grate", GRATE[0], 0.0, GRATE[1], 0.0))
    surfaces = Surfaces(context, SurfaceSettings(), 128)
    visibility = visible_cells(window, [Viewpoint(POSE.x, POSE.z, np.pi / 2, 1.0)])
    piece = make_piece(window, 1, visibility, surfaces.reflectance, (), hazy=not settings.clear)
    lightmap = bake(context, piece, LightSettings(rays=8, bounces=1))
    scene = Scene(context, piece, build(window, piece.charts), lightmap, surfaces, np.ones(3, np.float32), air=settings)
    scene.place(time)
    target = Target(context, SIZE, ["f4"], depth=True)
    scene.draw(target, clip_from_view(POSE.fov, SIZE[0] / SIZE[1]) @ view_from_world(pose))
    return np.asarray(luminance(target.read()[..., :3].astype(np.float64)))


@pytest.mark.parametrize("softness", [0.05, 0.3])
def test_fog_is_a_layer_of_its_height(context: Context, monkeypatch: pytest.MonkeyPatch, softness: float) -> None:
    """A way down to the floor meets as much as if fog filled the air up to its top, however softly that ends."""
    monkeypatch.setattr("liminal.view.air.fog_pattern", even_pattern)
    down = replace(POSE, pitch=-40.0)
    fog = AirSettings(fog=0.8, fog_top=0.5, fog_softness=softness, albedo=0.0)
    kept = drawn(context, fog, pose=down) / drawn(context, AirSettings(), pose=down)
    steep = -pixel_rays(down, *SIZE).reshape(SIZE[1], SIZE[0], 3)[..., 1]
    floor = steep > 0.4  # lower down than the foot of the far wall
    np.testing.assert_allclose(kept[floor], np.exp(-0.8 * 0.5 / steep[floor]), rtol=0.01)


def test_a_plume_widens_and_thins_as_it_rises(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """Along a level way at height h, at a distance p from the axis: a Gaussian of radius 0.2 m + 0.12 h, whose density
    falls with the power 5/3 of that, and by evaporation to 1/e over 1.3 m (Morton, Taylor and Turner, 1956).
    """
    monkeypatch.setattr("liminal.view.air.fog_pattern", even_pattern)
    clear = drawn(context, AirSettings())
    kept = drawn(context, AirSettings(steam=STEAM, albedo=0.0)) / clear
    ways = pixel_rays(POSE, *SIZE).reshape(SIZE[1], SIZE[0], 3)
    rows = np.s_[SIZE[1] // 2 - 20 : SIZE[1] // 2 + 20]
    level = np.hypot(ways[..., 0], ways[..., 2])
    off = (GRATE[0] - POSE.x) * ways[..., 2] / level  # m, from the axis, where the way passes it
    height = EYE + np.sqrt((GRATE[0] - POSE.x) ** 2 - off**2) * ways[..., 1] / level
    radius = 0.2 + 0.12 * height
    density = STEAM * (radius / 0.2) ** (-5 / 3) * np.exp(-height / 1.3) * np.exp(-((off / radius) ** 2))
    depth = density * np.sqrt(np.pi) * radius / level
    np.testing.assert_allclose(kept[rows], np.exp(-depth)[rows], atol=0.012)
    assert depth[rows].max() > 0.3


def test_puffs_rise(context: Context) -> None:
    """A picture is its time's, and half a second later another; without steam nothing stands above the grate."""
    steam = AirSettings(steam=STEAM)
    first, again, later = (drawn(context, steam, time) for time in (1.0, 1.0, 1.5))
    np.testing.assert_array_equal(first, again)
    assert abs(later - first).max() > 0.05 * first.mean()
