"""Haze takes away what the law of Beer and Lambert says, and scatters light of its own; clear air is left out."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import hazy_room
import numpy as np
import pytest
import reference
from numpy.typing import NDArray
from raycast import pixel_rays

from liminal.colour import luminance
from liminal.gl import Context, Target
from liminal.light.near_squares import near_squares
from liminal.piece.air_grid import NO_COLUMN, STEP, air_grid
from liminal.piece.piece import make_piece
from liminal.piece.visibility import Viewpoint, visible_cells
from liminal.settings.camera_lamp import CameraLampSettings, LampKind
from liminal.settings.load import load_preset
from liminal.settings.preset import Preset
from liminal.view.camera_lamp import CameraLamp
from liminal.view.pose import Pose
from liminal.view.projection import clip_from_view, view_from_world
from liminal.view.renderer import Renderer
from liminal.view.stage import Stage, StageKey
from liminal.view.viewpoint import find_viewpoint
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL
from liminal.world.material import mean_reflectance

SEED, SIZE = 7, (64, 48)
HAZE = 0.05  # 1/m
SKETCH = ("light.rays=8", "light.bounces=1", "light.density=1", "view.reach=10", "surface.texture_size=128")


@cache
def viewpoint_of_seed() -> Pose:
    """Air is not what one chooses a place to stand by."""
    return find_viewpoint(CellGrid(SEED, load_preset(overrides=SKETCH)))


def scene(
    context: Context, *air: str, pitch: float = -60.0, moment: float | None = 0.0
) -> tuple[NDArray[np.float32], float]:
    """A picture of the floor, cd/m2, and how far away the middle of it is, m. `moment`: see `StageKey`."""
    world = CellGrid(SEED, load_preset(overrides=(*SKETCH, *air)))
    pose = replace(viewpoint_of_seed(), pitch=pitch)
    with Renderer(context, world) as renderer:
        key = StageKey((pose,), moment=moment)
        return renderer.scene(renderer.stage(key), pose, SIZE, samples=1), pose.y / -np.sin(np.radians(pitch))


def test_haze_and_fog_take_light_away_by_beer_and_lambert(context: Context) -> None:
    clear, distance = scene(context)
    black, _ = scene(context, "air.haze=0.3", "air.albedo=0")
    middle = np.s_[SIZE[1] // 2 - 1 : SIZE[1] // 2 + 1, SIZE[0] // 2 - 1 : SIZE[0] // 2 + 1]
    kept = black[middle].mean() / clear[middle].mean()
    assert kept == pytest.approx(np.exp(-0.3 * distance), rel=0.01)

    # Twice as much haze takes away the same share twice, everywhere.
    denser, _ = scene(context, "air.haze=0.6", "air.albedo=0")
    np.testing.assert_allclose(denser * clear, black**2, rtol=0.01)


def test_haze_scatters_light_in_proportion_to_its_albedo(context: Context) -> None:
    black, half, white = (scene(context, "air.haze=0.1", f"air.albedo={albedo}")[0] for albedo in (0, 0.5, 1))
    assert (white > black).all()
    np.testing.assert_allclose(half, (black + white) / 2, rtol=0.01)


def test_points_in_the_air_stand_where_pictures_show_air_and_are_no_surface() -> None:
    window = hazy_room.room()
    shown = np.zeros_like(window.open)
    shown[5:17, 3:21] = True
    grid = air_grid(window, shown)
    assert len(grid.position) < 0.25 * len(air_grid(window, window.open).position)

    # Every cell shown lies between four places that have columns.
    z, x = (np.stack(np.nonzero(shown)) + 0.5) * CELL
    for floor_or_ceiling in (np.floor, np.ceil):
        row, column = (
            floor_or_ceiling((at - first) / (STEP * CELL)).astype(int).clip(0)
            for at, first in zip((z, x), grid.corner[::-1], strict=True)
        )
        assert (grid.column[row, column] != NO_COLUMN).all()

    # What throws nothing back because it is not there does not count among surfaces, which throw back a mean share.
    surfaces = reference.plain().surface
    sights = visible_cells(window, [Viewpoint(1.0, 1.0, 0.0, np.pi)])
    clear, hazy = (make_piece(window, 2, sights, mean_reflectance(surfaces), hazy=each) for each in (False, True))
    assert len(hazy.surfels) > len(clear.surfels)
    assert hazy.surfels.area.sum() == clear.surfels.area.sum()


@pytest.fixture(scope="module")
def dark(context: Context) -> Iterator[tuple[Stage, Pose]]:
    """A place without lamps of its own, on a black floor, whose air the camera's lamp lights; one looks down."""
    view = replace(viewpoint_of_seed(), pitch=-60.0, roll=0.0)
    black = "light.lamp_luminance=0", "camera_lamp.kind=torch", "surface.carpet=[1e-6,1e-6,1e-6]", f"air.haze={HAZE}"
    world = CellGrid(SEED, load_preset(overrides=(*SKETCH, *black, "air.albedo=1")))
    with Renderer(context, world) as renderer:
        yield renderer.stage(StageKey((view,))), view


@pytest.mark.parametrize("kind", ["torch", "camcorder", "flash"])
def test_haze_scatters_the_light_of_the_cameras_lamp(
    context: Context, dark: tuple[Stage, Pose], kind: LampKind
) -> None:
    """Against the integral of single scattering along each way, with the phase of Henyey and Greenstein, g = 0.6."""
    stage, pose = dark
    beam = CameraLamp(CameraLampSettings(kind=kind), Preset().view.shutter).at(pose, stage.origin)
    target = Target(context, SIZE, ["f4"], depth=True)
    clip = clip_from_view(pose.fov, SIZE[0] / SIZE[1]) @ view_from_world(pose, stage.origin)
    stage.scene.draw(target, clip, 1.0, beam)
    airlight = luminance(target.read()[..., :3].astype(np.float64)).ravel()

    ways = pixel_rays(pose, *SIZE)
    along = np.geomspace(1e-3, 1.0, 1000)[:, None] * pose.y / -ways[:, 1]  # (s, n): m from the eye
    eye = np.array([pose.x - stage.origin[0], pose.y, pose.z - stage.origin[1]])
    towards = along[..., None] * ways + (eye - beam.place)
    away = np.linalg.norm(towards, axis=-1)
    cosine = towards @ beam.axis / away
    width, spill, whole, gone = beam.beam
    with np.errstate(over="ignore", divide="ignore"):
        hot = np.where(cosine > 0, np.exp2((1 - 1 / cosine**2) / width), 0.0)
    edge = np.clip((cosine - gone) / (whole - gone), 0.0, 1.0)
    share = (1 - spill) * hot + spill * edge**2 * (3 - 2 * edge)
    turn = -(towards * ways).sum(-1) / away
    phase = (1 - 0.6**2) / (4 * np.pi * (1 + 0.6**2 - 2 * 0.6 * turn) ** 1.5)
    scattered = HAZE * np.exp(-HAZE * (along + away)) * share * phase / away**2
    expected = luminance(beam.intensity) * np.trapezoid(scattered, along, axis=0)
    bright = expected > 0.1 * expected.max()
    bright[: SIZE[0] * 8] = False  # a wall comes into the picture there
    assert airlight[bright].sum() == pytest.approx(expected[bright].sum(), rel=0.08)
    assert np.abs(airlight / expected - 1)[bright].mean() < 0.12


def test_what_moves_through_haze_shades_surfaces_and_no_points_of_the_air() -> None:
    window = hazy_room.room()
    sights = visible_cells(window, [Viewpoint(1.0, 1.0, 0.0, np.pi)])
    way = np.array([(2.0, 0.5, 2.0), (3.0, 0.5, 2.5)])
    piece = make_piece(window, 2, sights, mean_reflectance(reference.plain().surface), probes=way, hazy=True)
    near = near_squares(piece, way / CELL, 12.0)
    held = near.surfel[near.surfel >= 0]
    assert held.size
    assert (piece.surfels.area[held] > 0).all()


def test_clear_air_is_left_out_of_recipes() -> None:
    assert "air" not in Preset().model_dump()
    assert load_preset(overrides=("air.fog=0.1",)).model_dump()["air"]["fog"] == 0.1
