"""Motes of dust: where the air carries them, and how much of the lamp's light they send to the lens."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from liminal.colour import luminance
from liminal.gl import Context, Target
from liminal.settings.air import AirSettings
from liminal.settings.camera_lamp import CameraLampSettings
from liminal.view import dust
from liminal.view.camera_lamp import CameraLamp
from liminal.view.dust import Dust, Exposure
from liminal.view.motes import REACH, motes_around
from liminal.view.pose import Pose
from liminal.view.projection import clip_from_view

SIZE, ASPECT = (1280, 960), 4 / 3
DUSTY = AirSettings(dust=40.0)
LAMP = CameraLamp(CameraLampSettings(kind="torch", right=0.0, above=0.0), 1 / 60)
POSE = Pose(0.0, 1.5, 0.0, fov=56.0)
AHEAD = np.array([0.0, 0.0, -1.0])

Floats = NDArray[np.float64]


def test_motes_are_as_many_as_there_should_be_and_as_large() -> None:
    eyes = [np.array([8.0 * x, 1.5, 8.0 * z]) for x in range(-4, 4) for z in range(-4, 4)]
    found = [(place - eye, radius) for eye in eyes for place, radius in [motes_around(7, DUSTY, eye, AHEAD, 3.0)]]
    place, radius = np.concatenate([each for each, _ in found]), np.concatenate([each for _, each in found])
    distance = np.linalg.norm(place, axis=1)
    cone = (distance < REACH) & (-place[:, 2] > 0.5 * distance)  # within 60 degrees of the axis
    volume = 2 / 3 * np.pi * REACH**3 * (1 - 0.5)
    assert cone.sum() / (len(eyes) * volume) == pytest.approx(40.0, rel=0.05)
    assert radius.min() == pytest.approx(0.15e-3, rel=0.01)
    assert (radius > 0.3e-3).mean() == pytest.approx(0.25, abs=0.01)  # an inverse square law


def test_motes_stay_where_they_are_in_the_world_and_drift_slowly() -> None:
    eye = np.array([3.0, 1.5, -2.0])
    here, _ = motes_around(7, DUSTY, eye, AHEAD, 10.0)
    ahead, _ = motes_around(7, DUSTY, eye + 0.4 * AHEAD, AHEAD, 10.0)
    later, _ = motes_around(7, DUSTY, eye, AHEAD, 10.1)
    near = here[(abs(here - (eye + 1.2 * AHEAD)) < 0.6).all(1)]
    assert len(near) > 20
    for place in near:
        assert abs(ahead - place).max(1).min() == 0.0
        assert 0.0 < np.linalg.norm(later - place, axis=1).min() < 0.1 * (0.1 + 3**0.5 * 0.12)


def light_of(
    context: Context, monkeypatch: pytest.MonkeyPatch, place: Floats, turned: float = 0.0, wall: float = 1.0
) -> float:
    """The light at the lens, lux, of a mote of 1 mm. `turned`: by the camera, degrees. `wall`: depth of a surface."""
    monkeypatch.setattr(dust, "motes_around", lambda *_: (place[None].copy(), np.array([1e-3])))
    target, hidden = Target(context, SIZE, ["f4"]), Target(context, (4, 4), ["f4"])
    target.clear()
    hidden.clear(wall)
    projection = clip_from_view(POSE.fov, ASPECT)
    begin, end = (replace(POSE, yaw=turn * turned / 2) for turn in (-1, 1))
    exposure = Exposure(begin, POSE, end, 0.0, projection, [LAMP.at(POSE, (0.0, 0.0))])
    Dust(context, 7, DUSTY).add(target, exposure, 1.0, hidden.colours[0])
    pixel = (2 / (projection[1, 1] * SIZE[1])) ** 2  # sr, in the middle
    return float(luminance(target.read()[..., :3].astype(np.float64)).sum() * pixel)


@pytest.mark.parametrize("turned", [0.0, 6.0])
@pytest.mark.parametrize("distance", [0.3, 1.0, 2.2])
def test_blur_loses_no_light(context: Context, monkeypatch: pytest.MonkeyPatch, distance: float, turned: float) -> None:
    """A sphere of reflectance a, seen from the lamp, throws back 2/3 a r^2 E candela."""
    found = light_of(context, monkeypatch, np.array([0.0, 1.5, -distance]), turned)
    illuminance = 2500.0 / distance**2
    assert found == pytest.approx(2 / 3 * 0.5 * 1e-6 * illuminance / distance**2, rel=0.08)


def test_a_mote_behind_a_surface_is_hidden(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    projection = clip_from_view(POSE.fov, ASPECT)
    wall = 0.5 + 0.5 * (-projection[2, 2] + projection[2, 3])  # 1 m away
    assert light_of(context, monkeypatch, np.array([0.0, 1.5, -0.9]), wall=wall) > 0
    assert light_of(context, monkeypatch, np.array([0.0, 1.5, -1.1]), wall=wall) == 0


def test_a_mote_outside_the_beam_is_dark(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    assert light_of(context, monkeypatch, np.array([0.55, 1.5, -0.5])) == 0  # 48 degrees off; the spill ends at 44
