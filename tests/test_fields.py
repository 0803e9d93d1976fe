"""Fields: the lines of interlaced pictures, each at its own instant."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from sketch import BARE
from stroller import strolling

from liminal.body.figure import Figure
from liminal.body.wardrobe import dressed
from liminal.gl import Context
from liminal.settings.load import load_preset
from liminal.shoot.videotape import drawn_width
from liminal.view.fields import Fields
from liminal.view.pose import Pose
from liminal.view.renderer import Renderer
from liminal.view.shares import Shares
from liminal.view.shutter import MOST_TAPS, Motion, motion
from liminal.view.stage import StageKey
from liminal.view.stage_events import StageEvents
from liminal.view.viewpoint import find_viewpoint
from liminal.world.cell_grid import CellGrid

FIELD = 160, 60
ASPECT = 4 / 3


@pytest.fixture(scope="module")
def staged() -> tuple[Renderer, Pose]:
    """A renderer, and a pose from which nothing flickers."""
    preset = load_preset("level-0", ["light.flicker=0", "surface.texture_size=256", *BARE])
    world = CellGrid(7, preset)
    found = find_viewpoint(world)
    return Renderer(Context(), world), Pose(found.x, found.y, found.z, yaw=30.0)


def shares(renderer: Renderer, pose: Pose) -> Shares:
    """All of what is lit for a pose."""
    return [(renderer.stage(StageKey((pose,), ASPECT)), 1.0)]


def fields_of(renderer: Renderer, pose: Pose, samples: int = 8) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Both fields of a camera that stands still, top line first."""
    texture = renderer.fields(shares(renderer, pose), lambda time: pose, (0.0, 1 / 59.94), FIELD, ASPECT, samples)
    light = texture.read().reshape(2, FIELD[1], FIELD[0], 4)[..., :3].astype(float)
    return light[0, ::-1], light[1, ::-1]


def test_lines_of_two_fields_interlace(staged: tuple[Renderer, Pose]) -> None:
    """Woven together they are the whole picture; woven the wrong way round they are not."""
    renderer, pose = staged
    upper, lower = fields_of(renderer, pose)
    whole = renderer.scene(shares(renderer, pose)[0][0], pose, (FIELD[0], 2 * FIELD[1]), 16).astype(float)
    # A field's line is as high as two of the picture's: compare their means over three lines, (1 2 1) / 4.
    blurred = (whole[:-2] + 2 * whole[1:-1] + whole[2:]) / 4
    right, wrong = np.empty_like(whole), np.empty_like(whole)
    right[0::2], right[1::2] = upper, lower
    wrong[0::2], wrong[1::2] = lower, upper
    error = [float(np.abs(woven[1:-1] - blurred).mean() / blurred.mean()) for woven in (right, wrong)]
    assert error[0] < 0.05
    assert error[0] < 0.6 * error[1]


def test_motion_is_blurred_over_the_shutter(staged: tuple[Renderer, Pose]) -> None:
    """A pan smears what is upright: less change from pixel to pixel than in a field that stands still."""
    renderer, pose = staged

    def change(rate: float) -> float:
        """Mean square difference of neighbouring pixels while the camera turns by `rate` degrees a second."""

        def turning(time: float) -> Pose:
            return replace(pose, yaw=pose.yaw + rate * (time - 0.5))

        texture = renderer.fields(shares(renderer, pose), turning, (0.5,), FIELD, ASPECT, 8)
        light = texture.read()[..., 1].astype(float)
        return float(np.square(np.diff(light, axis=1)).mean())

    assert change(240.0) < 0.7 * change(0.0)


@pytest.mark.parametrize("rate", [20.0, 60.0, 150.0])
def test_one_exposure_is_blurred_as_many_are(
    staged: tuple[Renderer, Pose], rate: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is blurred along its way looks like the mean of 16 pictures taken while the shutter is open."""
    renderer, pose = staged

    def turning(time: float) -> Pose:
        return replace(pose, yaw=pose.yaw + rate * (time - 0.5), pitch=pose.pitch + 0.3 * rate * (time - 0.5))

    def light(samples: int) -> NDArray[np.float64]:
        texture = renderer.fields(shares(renderer, pose), turning, (0.5,), (480, 240), ASPECT, samples, limit=500.0)
        return texture.read()[..., 1].astype(float)

    many = light(32)
    blurred = np.abs(light(2) - many).mean() / many.mean()
    monkeypatch.setattr(Motion, "taps", lambda self, size: 0)
    sharp = np.abs(light(2) - many).mean() / many.mean()
    assert blurred < 0.015
    assert blurred < 0.8 * sharp


def test_the_longer_the_way_the_more_often_it_is_looked_at() -> None:
    """A pan moves everything alike: 48 pixels, of 480 that show 60 degrees, while it turns by 6."""
    assert turned(0.0).taps((480, 480)) == 0
    assert turned(0.5).taps((480, 480)) in (2, 3)
    assert turned(6.0).taps((480, 480)) in (16, 20)
    assert turned(15.0).taps((480, 480)) == MOST_TAPS


def test_walking_blurs_what_is_near() -> None:
    """At a metre, 12 mm while the shutter is open are 5 pixels of 480 at the most."""
    pose = Pose(0.0, 1.6, 0.0, fov=60.0)
    walked = motion(lambda time: replace(pose, z=-0.012 * time), replace(pose, z=-0.012), 1.0, 1.0, 1.0)
    assert walked.taps((480, 480)) in (2, 3)
    assert walked.farthest((480, 480)) < 0.1


def from_one_picture_and_from_two(
    light: Callable[[], NDArray[np.float64]], monkeypatch: pytest.MonkeyPatch
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The light of two fields from one drawing of the place, and where each has a drawing of its own."""
    drawn: list[object] = []
    draw = Fields._draw
    monkeypatch.setattr(Fields, "_draw", lambda *words: drawn.append(words) or draw(*words))
    once = light()
    assert len(drawn) == 1
    monkeypatch.setattr(Fields, "_share", lambda *words: False)
    twice = light()
    assert len(drawn) == 3
    return once, twice


def test_what_was_drawn_later_is_put_back() -> None:
    """Of a pan of a degree a second, what is drawn after a second is 7 pixels off, in the corners twice as much."""
    pose = Pose(0.0, 1.6, 0.0, fov=60.0)
    late = motion(lambda time: replace(pose, yaw=time), replace(pose, yaw=1.0), 0.0, 0.01, 1.0)
    assert 7.0 < late.farthest((480, 480)) < 14.0


def turned(angle: float) -> Motion:
    """What moves while the camera turns by an angle, degrees."""
    pose = Pose(0.0, 1.6, 0.0, fov=60.0)
    return motion(lambda time: replace(pose, yaw=angle * (time - 1.0)), pose, 1.0, 1.0, 1.0)


@pytest.mark.parametrize("rate", [0.0, 10.0, 40.0, 120.0])
def test_one_picture_serves_two_fields(
    staged: tuple[Renderer, Pose], rate: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Put where it was, what one picture shows is what two do; left where it is drawn, it is not."""
    renderer, pose = staged

    def walking(time: float) -> Pose:
        turned = pose.yaw + rate * (time - 0.5)
        return replace(pose, yaw=turned, x=pose.x + 0.8 * (time - 0.5))

    def light(samples: int = 2) -> NDArray[np.float64]:
        texture = renderer.fields(
            shares(renderer, pose), walking, (0.5, 0.5 + 1 / 59.94), (480, 240), ASPECT, samples, limit=500.0
        )
        return texture.read()[..., 1].astype(float)

    once, twice = from_one_picture_and_from_two(light, monkeypatch)
    assert np.abs(once - twice).mean() < 0.012 * twice.mean()
    # Fields that take turns by mistake are further off.
    swapped = np.concatenate([twice[240:], twice[:240]])
    assert np.abs(once - twice).mean() < 0.5 * np.abs(once - swapped).mean()


def test_figures_that_move_are_drawn_over_one_picture(
    staged: tuple[Renderer, Pose], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each field has them where they are then, as if it had a picture of its own; the place is drawn once."""
    renderer, pose = staged
    x, z = pose.on_floor(2.5, 0.0)
    motion = strolling(dressed("worker", 1.75))
    figure = Figure("worker", 1.75, x, z, 0.0, pose.yaw + 90.0, 0.0, 9.0, motion=motion)
    stage = renderer.stage(StageKey((pose,), ASPECT, stage_events=StageEvents(figures=(figure,))))

    def light() -> NDArray[np.float64]:
        instants = (0.5, 0.5 + 1 / 59.94)
        texture = renderer.fields([(stage, 1.0)], lambda time: pose, instants, (480, 240), ASPECT, limit=500.0)
        # About the figure, below what it passes: elsewhere edges of lamps are sampled at other places.
        return texture.read().reshape(2, 240, 480, 4)[:, :130, 250:360, 1].astype(float)

    once, twice = from_one_picture_and_from_two(light, monkeypatch)
    assert abs(once - twice).mean() < 0.015 * twice.mean()
    assert abs(once - twice).mean() < 0.3 * abs(once - twice[::-1]).mean()


def test_a_film_is_drawn_as_finely_as_its_tape_can_show() -> None:
    """9.1 million pixels a second are enough for 3 MHz, and too few for tapes that keep all a camera sends."""
    width = {name: drawn_width(load_preset(tape=name).tape) for name in ("camcorder", "video8", "betacam", "minidv")}
    assert width == {"camcorder": 480, "video8": 480, "betacam": 720, "minidv": 720}
    assert drawn_width(load_preset(tape="camcorder", overrides=["tape.band=0.5"]).tape) == 720
    assert drawn_width(load_preset(tape="off").tape) == 720
