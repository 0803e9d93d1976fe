"""Pictures: where one stands, what is metered, and that a picture is the same however it is cut up."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt

from liminal.body.figure import Figure
from liminal.colour import LUMINANCE, encode_srgb, luminance, white_of
from liminal.errors import LiminalError
from liminal.gl import Context, FullScreen, Target, make_texture
from liminal.settings.load import load_preset
from liminal.settings.preset import Preset
from liminal.view import picture_part as picture_part_module
from liminal.view import things as things_module
from liminal.view.exposure import rehearse
from liminal.view.pose import Pose
from liminal.view.renderer import Renderer
from liminal.view.sampling import pixel_offsets
from liminal.view.stage import Stage, StageKey
from liminal.view.stage_events import StageEvents
from liminal.view.viewpoint import check_pose, find_viewpoint
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL

PRESET = Preset()
SEED = 7
SIZE = (160, 120)
DIM = ("light.rays=4", "light.bounces=1", "light.density=1")  # where how much light there is does not matter


@pytest.fixture(scope="module")
def pose() -> Pose:
    return find_viewpoint(CellGrid(SEED, PRESET))


@pytest.fixture(scope="module")
def renderer(context: Context, pose: Pose) -> Iterator[Renderer]:
    with Renderer(context, CellGrid(SEED, PRESET)) as opened:
        yield opened


@pytest.fixture
def stage(renderer: Renderer, pose: Pose) -> Stage:
    return renderer.stage(StageKey((pose,)))


@pytest.mark.parametrize("seed", range(12))
def test_a_found_viewpoint_has_air_around_it_and_depth_before_it(seed: int) -> None:
    world = CellGrid(seed, PRESET)
    found = find_viewpoint(world)
    assert found == find_viewpoint(CellGrid(seed, PRESET))
    check_pose(world, found)

    # Nothing within 40 cm, and somewhere in the picture at least 5 m to look into.
    reach = 200
    x, z = int(found.x // CELL), int(found.z // CELL)
    window = world.window(x - reach, z - reach, 2 * reach, 2 * reach)
    air = window.open & (window.floor < found.y) & (window.ceiling > found.y)
    assert distance_transform_edt(air)[reach, reach] * CELL > 0.4
    headings = np.radians(found.yaw + np.linspace(-30, 30, 61))
    steps = np.arange(0, 5 / CELL, 0.4)
    rows = (reach + 0.5 - np.cos(headings)[:, None] * steps).astype(int)
    columns = (reach + 0.5 + np.sin(headings)[:, None] * steps).astype(int)
    assert air[rows, columns].all(axis=1).any()


def test_a_pose_in_a_wall_or_through_the_ceiling_is_refused() -> None:
    world = CellGrid(SEED, PRESET)
    window = world.window(0, 0, 128, 128)
    z, x = np.argwhere(~window.open)[0]
    with pytest.raises(LiminalError, match="inside a wall"):
        check_pose(world, Pose((x + 0.5) * CELL, 1.7, (z + 0.5) * CELL))
    z, x = np.unravel_index(np.argmax(distance_transform_edt(window.open)), window.open.shape)
    with pytest.raises(LiminalError, match="ceiling"):
        check_pose(world, Pose((x + 0.5) * CELL, 30.0, (z + 0.5) * CELL))
    beside = window.open & ~np.roll(window.open, 1, axis=1)
    beside[:, :1] = False
    z, x = np.argwhere(beside)[0]
    with pytest.raises(LiminalError, match="from a wall"):
        check_pose(world, Pose((x + 0.2) * CELL, float(window.floor[z, x]) + 1.7, (z + 0.5) * CELL))


def test_a_picture_in_parts_is_the_picture(
    renderer: Renderer, stage: Stage, pose: Pose, monkeypatch: pytest.MonkeyPatch
) -> None:
    exposure = renderer.meter(stage, pose)
    whole = renderer.picture([(stage, 1.0)], pose, SIZE, exposure, 2)
    scene = renderer.scene(stage, pose, SIZE, 2)
    monkeypatch.setattr(picture_part_module, "TILE", 64)
    parts = renderer.picture([(stage, 1.0)], pose, SIZE, exposure, 2)
    # Texture gradients across a part's edge may differ in the last bit, and edges may fall to the other side.
    different = abs(parts.astype(int) - whole).max(-1) > 2
    assert different.mean() < 0.002
    np.testing.assert_allclose(np.median(renderer.scene(stage, pose, SIZE, 2) - scene), 0.0, atol=1e-3)


def test_the_same_picture_twice_is_the_same_bytes(
    renderer: Renderer, stage: Stage, pose: Pose, context: Context
) -> None:
    first = renderer.picture([(stage, 1.0)], pose, SIZE, -8.5, 2)
    with Renderer(context, CellGrid(SEED, PRESET)) as other:
        again = other.stage(StageKey((pose,)))
        np.testing.assert_array_equal(first, other.picture([(again, 1.0)], pose, SIZE, -8.5, 2))


def test_everything_in_view_has_its_own_light(renderer: Renderer, stage: Stage, pose: Pose) -> None:
    """Where the lightmap knows nothing a surface would take the ambient light: make that glaring and look for it."""
    usual = renderer.scene(stage, pose, SIZE, 1)
    stage.scene._set_where_known(ambient=(0.0, 60000.0, 0.0))
    glaring = renderer.scene(stage, pose, SIZE, 1)
    stage.scene._set_where_known(ambient=stage.lightmap.ambient)
    np.testing.assert_array_equal(usual, glaring)


def test_a_lamp_shows_its_own_luminance(renderer: Renderer, stage: Stage, pose: Pose) -> None:
    """The brightest thing is a diffuser: its mean is the lamp's luminance, within its pattern and variation."""
    scene = renderer.scene(stage, pose, (640, 480), 1)
    assert np.isfinite(scene).all()
    bright = luminance(scene)
    lamps = bright[bright > 0.5 * PRESET.light.lamp_luminance]
    assert len(lamps) > 500
    assert lamps.mean() == pytest.approx(PRESET.light.lamp_luminance, rel=0.2)


def test_a_frame_does_not_remember_the_one_before(context: Context, pose: Pose) -> None:
    """With lamps failing all around, the light at a time is the same bits whatever was drawn before it."""
    restless = load_preset("level-0", (*DIM, "light.failing=0.5", "light.flicker=1"))
    world = CellGrid(SEED, restless)
    with Renderer(context, world) as renderer:
        stage = renderer.stage(StageKey((pose,)))
        first = renderer.scene(stage, pose, SIZE, 1, time=3.21)
        others = [renderer.scene(stage, pose, SIZE, 1, time=time) for time in (0.0, 1.7, 5.3, 9.9)]
        np.testing.assert_array_equal(first, renderer.scene(stage, pose, SIZE, 1, time=3.21))
        assert any(abs(first - other).max() > 1.0 for other in others)


def test_steady_light_is_steady(context: Context, pose: Pose) -> None:
    """Without flicker no time differs from another."""
    calm = load_preset("level-0", (*DIM, "light.flicker=0"))
    with Renderer(context, CellGrid(SEED, calm)) as renderer:
        stage = renderer.stage(StageKey((pose,)))
        first = renderer.scene(stage, pose, SIZE, 1, time=0.0)
        np.testing.assert_array_equal(first, renderer.scene(stage, pose, SIZE, 1, time=77.7))


def test_a_change_of_scene_is_a_matter_of_samples(renderer: Renderer, stage: Stage, pose: Pose) -> None:
    """Fading over from one preparation to the next: at the ends the one or the other, and steps too small to see."""
    new = renderer.stage(StageKey((pose, replace(pose, x=pose.x + 0.3, yaw=pose.yaw + 40))))
    before = renderer.picture([(stage, 1.0)], pose, SIZE, -9.0, 4)
    fades = [[(stage, 1.0 - fade), (new, fade)] for fade in (0.0, 0.2, 0.4, 0.7, 0.9)]
    pictures = [renderer.picture(shares, pose, SIZE, -9.0, 4) for shares in fades]
    np.testing.assert_array_equal(before, pictures[0])
    steps = [abs(a.astype(int) - b).mean() for a, b in pairwise(pictures)]
    assert max(steps) < 0.4
    np.testing.assert_array_equal(pictures[-1], renderer.picture([(new, 1.0)], pose, SIZE, -9.0, 4))


def test_a_figure_that_stands_elsewhere_is_no_part_of_a_picture(renderer: Renderer, pose: Pose) -> None:
    """A film has its figures in all its scenes, whose places may lie far apart."""
    far = Figure("worker", 1.75, pose.x + 400.0, pose.z - 90.0, 0.0, 0.0, -1.0, 9.0)
    keys = [StageKey((pose,), moment=0.0, stage_events=StageEvents(figures=figures)) for figures in ((), (far,))]
    without, elsewhere = (renderer.glimpse(renderer.stage(key), pose) for key in keys)
    np.testing.assert_array_equal(without, elsewhere)


def test_metering_follows_the_light(renderer: Renderer, stage: Stage, pose: Pose, context: Context) -> None:
    """Twice the light is one stop less exposure, and the picture's average comes out the same."""
    light = PRESET.light.model_copy(update={"lamp_luminance": 2 * PRESET.light.lamp_luminance})
    with Renderer(context, CellGrid(SEED, PRESET.model_copy(update={"light": light}))) as brighter:
        lit = brighter.stage(StageKey((pose,)))
        assert brighter.meter(lit, pose) == pytest.approx(renderer.meter(stage, pose) - 1.0, abs=0.02)


def developed(context: Context, light: NDArray[np.float32], **changes: float) -> NDArray[np.uint8]:
    """Develop one row of pixels (n, 3), without glow, vignette or film's curve unless asked for."""
    row = make_texture(context, (len(light), 1), 4, "f4", np.column_stack([light, np.ones(len(light))])[None])
    black = make_texture(context, (1, 1), 4, "f4", np.zeros((1, 1, 4)))
    target = Target(context, (len(light), 1), ["f1"])
    develop = FullScreen(context, "view_develop.frag")
    values = {"glow": 0.0, "exposure": 1.0, "toe": 0.0, "shoulder": 1.0, "saturation": 1.0, "vignette": 0.0} | changes
    develop.draw(
        target,
        scene=row,
        glow_close=black,
        glow_wide=black,
        glow_veil=black,
        samples=1.0,
        white=(1.0, 1.0, 1.0),
        part=(0.0, 0.0, 1.0, 1.0),
        first_pixel=(0, 0),
        aspect=1.0,
        **values,
    )
    return target.read()[0, :, :3]


def test_development_encodes_srgb(context: Context) -> None:
    """Without any look the picture is the sRGB encoding of the light, to one level (the dither's half and rounding)."""
    light = np.linspace(0, 1, 200, dtype=np.float32)[:, None] * np.array([1.0, 0.5, 0.25], np.float32)
    expected = encode_srgb(light) * 255
    assert abs(developed(context, light) - expected).max() <= 1.01


def test_the_shoulder_keeps_highlights_apart(context: Context) -> None:
    """With film's curve brighter stays brighter, far above white, and nothing below the shoulder moves."""
    light = np.repeat(np.linspace(0, 3, 60, dtype=np.float32)[:, None], 3, axis=1)
    plain, film = developed(context, light), developed(context, light, shoulder=0.6)
    assert (np.diff(film[:, 0].astype(int)) >= -1).all()
    assert film[24, 0] < 255
    assert plain[24, 0] == 255
    below = light[:, 0] < 0.55
    assert abs(plain[below].astype(int) - film[below]).max() <= 1


def test_white_balance_turns_its_own_white_white() -> None:
    """6,504 K is the white of Rec. 709; warm whites are red, and every white has luminance 1."""
    np.testing.assert_allclose(white_of(6504), 1.0, atol=0.02)
    for temperature in (2000, 2856, 4000, 5000, 6504, 10000, 20000):
        assert white_of(temperature) @ LUMINANCE == pytest.approx(1.0)
    red_to_blue = [white_of(t)[0] / white_of(t)[2] for t in range(1800, 20000, 200)]
    assert (np.diff(red_to_blue) < 0).all()


def test_exposure_follows_slowly_and_forgets_nothing() -> None:
    """A sudden change takes its time; a steady scene stays as metered."""
    steady = rehearse(lambda time: -9.0, 5.0)
    assert steady.at(0.0) == pytest.approx(-9.0)
    assert steady.at(4.9) == pytest.approx(-9.0)
    step = rehearse(lambda time: -9.0 if time < 10 else -7.0, 20.0)
    assert step.at(0.0) == pytest.approx(-9.0, abs=0.01)
    assert step.at(20.0) == pytest.approx(-7.0, abs=0.01)
    assert -8.5 < step.at(10.0) < -7.5
    assert np.abs(np.diff([step.at(t) for t in np.arange(0, 20, 0.1)])).max() < 0.2


@pytest.mark.parametrize("samples", [1, 4, 16])
def test_samples_stay_around_their_pixel(samples: int) -> None:
    offsets = pixel_offsets(samples)
    assert offsets.shape == (samples, 2)
    assert abs(offsets).max() < 1.1
    np.testing.assert_allclose(offsets.mean(0), 0, atol=1e-12)


def test_things_that_no_picture_shows_are_not_drawn_for_nothing(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = CellGrid(7, load_preset("level-0", (*DIM, "world.things=20")))
    pose, pictures = find_viewpoint(world), []
    # As they are, and with everything drawn that stands within metres of the picture's cells.
    for every in (False, True):
        if every:
            monkeypatch.setattr(things_module, "over_cells", lambda low, high, cells: np.ones(len(low), bool))
        with Renderer(context, world) as renderer:
            stage = renderer.stage(StageKey((pose,), 4 / 3))
            pictures.append(renderer.picture([(stage, 1.0)], pose, (160, 120), -9.0, 1).data.tobytes())
    assert pictures[0] == pictures[1]
