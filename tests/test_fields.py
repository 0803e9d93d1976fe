"""Fields: the lines of interlaced pictures, each at its own instant."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from liminal.film.videotape import drawn_width
from liminal.gl import Context
from liminal.settings.load import load_preset
from liminal.view.pose import Pose
from liminal.view.projection import clip_from_view, view_from_world
from liminal.view.renderer import Renderer
from liminal.view.shutter import MOST_TAPS, taps
from liminal.world.world import World

FIELD = 160, 60
ASPECT = 4 / 3


@pytest.fixture(scope="module")
def staged() -> tuple[Renderer, Pose]:
    """A renderer, prepared for a pose from which nothing flickers."""
    preset = load_preset("level-0", ["light.flicker=0", "surface.texture_size=256"])
    world = World(7, preset.world, preset.light.lamp_luminance)
    pose = Pose(*_standing(world), yaw=30.0)
    renderer = Renderer(Context(), world, preset)
    renderer.prepare([pose], ASPECT)
    return renderer, pose


def _standing(world: World) -> tuple[float, float, float]:
    from liminal.settings.view import ViewSettings
    from liminal.view.viewpoint import find_viewpoint

    found = find_viewpoint(world, ViewSettings())
    return found.x, found.y, found.z


def fields_of(renderer: Renderer, pose: Pose, samples: int = 8) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Both fields of a camera that stands still, top line first."""
    texture = renderer.fields(lambda time: pose, (0.0, 1 / 59.94), FIELD, ASPECT, samples)
    light = np.frombuffer(texture.read(), np.float16).reshape(2, FIELD[1], FIELD[0], 4)[..., :3].astype(float)
    return light[0, ::-1], light[1, ::-1]


def test_lines_of_two_fields_interlace(staged: tuple[Renderer, Pose]) -> None:
    """Woven together they are the whole picture; woven the wrong way round they are not."""
    renderer, pose = staged
    upper, lower = fields_of(renderer, pose)
    whole = renderer.scene(pose, (FIELD[0], 2 * FIELD[1]), 16).astype(float)
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

        texture = renderer.fields(turning, (0.5,), FIELD, ASPECT, 8)
        light = np.frombuffer(texture.read(), np.float16).reshape(-1, FIELD[0], 4)[..., 1].astype(float)
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
        texture = renderer.fields(turning, (0.5,), (480, 240), ASPECT, samples, limit=500.0)
        return np.frombuffer(texture.read(), np.float16).reshape(240, 480, 4)[..., 1].astype(float)

    many = light(32)
    blurred = np.abs(light(2) - many).mean() / many.mean()
    monkeypatch.setattr("liminal.view.renderer.taps", lambda after_from_middle, size: 1)
    sharp = np.abs(light(2) - many).mean() / many.mean()
    assert blurred < 0.015
    assert blurred < 0.8 * sharp


def test_the_longer_the_way_the_more_often_it_is_looked_at() -> None:
    """A pan moves everything alike: 48 pixels, of 480 that show 60 degrees, while it turns by 6."""
    assert taps(np.eye(4), (480, 480)) == 1
    assert taps(turned(0.05), (480, 480)) == 1
    assert taps(turned(0.5), (480, 480)) in (2, 3)
    assert taps(turned(6.0), (480, 480)) == MOST_TAPS


def test_walking_blurs_what_is_near() -> None:
    """At a metre, 12 mm while the shutter is open are 5 pixels of 480 at the most."""
    pose = Pose(0.0, 1.6, 0.0, fov=60.0)
    assert taps(between(pose, replace(pose, z=-0.006)), (480, 480)) in (2, 3)


def turned(angle: float) -> NDArray[np.float64]:
    """What half an exposure does, in all of which the camera turns by an angle, degrees."""
    pose = Pose(0.0, 1.6, 0.0, fov=60.0)
    return between(pose, replace(pose, yaw=angle / 2))


def between(before: Pose, after: Pose) -> NDArray[np.float64]:
    clip_from_world = [clip_from_view(pose.fov, 1.0) @ view_from_world(pose) for pose in (before, after)]
    return clip_from_world[1] @ np.linalg.inv(clip_from_world[0])


def test_a_film_is_drawn_as_finely_as_its_tape_can_show() -> None:
    """9.1 million pixels a second are enough for 3 MHz, and too few for tapes that keep all a camera sends."""
    width = {name: drawn_width(load_preset(tape=name).tape) for name in ("camcorder", "video8", "betacam", "minidv")}
    assert width == {"camcorder": 480, "video8": 480, "betacam": 720, "minidv": 720}
    assert drawn_width(load_preset(tape="camcorder", overrides=["tape.band=0.5"]).tape) == 720
    assert drawn_width(load_preset(tape="off").tape) == 720
