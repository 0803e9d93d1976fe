"""One body carries every camera: whether it walks, stands or walks round, it breathes, trembles and steps alike."""

import numpy as np
import pytest
from numpy.typing import NDArray
from sketch import BARE
from staged import board, film

from liminal.api.world import World
from liminal.settings.load import load_preset
from liminal.settings.operator import OperatorSettings
from liminal.shot.standing_camera import StandingCamera
from liminal.shot.timeline import Timeline
from liminal.view.pose import Pose

Floats = NDArray[np.float64]
HERE = Pose(3.0, 1.6, 4.0, yaw=30.0, pitch=-2.0, roll=0.0, fov=50.0)
NAMES = "x", "y", "z", "yaw", "pitch", "roll"


def poses(camera: StandingCamera | Timeline, times: Floats) -> Floats:
    """Each pose in a row; yaw is not wrapped."""
    rows = np.array([[getattr(camera.pose(time), name) for name in NAMES] for time in times.tolist()])
    rows[:, 3] = np.unwrap(rows[:, 3], period=360.0)
    return rows


def unrest(mood: float, seed: int) -> float:
    """How far the hands of one who stands turn the camera within a tenth of a second, deg, root mean square."""
    camera = StandingCamera(HERE, OperatorSettings(mood=mood), seed, 30.0, 0.0)
    turned = np.diff(poses(camera, np.arange(0.0, 30.0, 0.1))[:, 3:], axis=0)
    return float(np.sqrt(np.square(turned).mean()))


def test_who_stands_trembles_with_fright_and_breathes_faster_for_it() -> None:
    for seed in range(3):
        assert unrest(1.0, seed) > 1.3 * unrest(0.0, seed)
    calm, frightened = (StandingCamera(HERE, OperatorSettings(mood=mood), 1, 60.0, 0.0).breaths for mood in (0.0, 1.0))
    assert 10 <= len(calm) <= 18  # adults at rest: 12 to 18 a minute
    assert len(frightened) > 1.5 * len(calm)


def test_the_picture_rises_with_the_breaths_that_are_heard() -> None:
    """Of many breaths of those who stand, on average: up within the second and a half after it begins, then down."""
    risen = []
    for seed in range(12):
        camera = StandingCamera(HERE, OperatorSettings(mood=0.0), seed, 60.0, 0.0)
        begins = np.array([breath.time for breath in camera.breaths[:-2]])
        low, high = (poses(camera, begins + later)[:, 4] for later in (0.0, 1.6))
        risen.append(high - low)
    mean, error = np.mean(np.concatenate(risen)), np.std(np.concatenate(risen)) / np.sqrt(sum(map(len, risen)))
    assert mean == pytest.approx(0.16, abs=0.08)  # deg, at the usual shake
    assert mean > 4 * error


def test_a_hand_at_rest_does_not_move_a_camera_without_shake() -> None:
    still = poses(StandingCamera(HERE, OperatorSettings(shake=0.0), 1, 5.0, 0.0), np.arange(0.0, 5.0, 0.1))
    assert np.ptp(still, axis=0).max() < 1e-9


@pytest.mark.parametrize(("seed", "seconds"), [(3, 20.0), (7, 13.0)])
def test_the_body_of_a_loop_closes(seed: int, seconds: float) -> None:
    """Across the seam the camera is no more jolted than elsewhere, and breaths and steps go on in their measure."""
    staged = film(World(seed), "stroll", seconds=seconds, loop=True)
    end = staged.duration
    rows = poses(staged, end + np.arange(-480, 480) / 240)
    jolts = abs(np.diff(rows, 2, axis=0))
    seam, rest = jolts[470:488], np.concatenate([jolts[:470], jolts[488:]])
    assert (seam.max(axis=0) <= 2.0 * rest.max(axis=0)).all()
    for heard in (staged.steps, staged.breaths):
        times = [each.time for each in heard]
        gaps = np.diff([*times, times[0] + end])
        assert 0.5 * gaps[:-1].min() < gaps[-1] < 1.5 * gaps[:-1].max()
    assert len(staged.steps) % 2 == 0
    assert {a.foot + b.foot for a, b in zip(staged.steps, staged.steps[1:], strict=False)} == {1}


def test_a_walk_round_is_a_walk() -> None:
    """It is carried as walks are: steps of the walk ratio, and jolts where feet land."""
    world = World(3, load_preset("level-0", BARE))
    round_, walk = film(world, "stroll", seconds=20.0, loop=True), film(world, "stroll", seconds=20.0)
    roughness = [np.std(np.diff(poses(each, np.arange(6.0, 18.0, 1 / 60))[:, 4], 2)) for each in (round_, walk)]
    assert 0.5 < roughness[0] / roughness[1] < 2.0
    gaps = np.diff([step.time for step in round_.steps])
    length = np.hypot(np.diff([step.x for step in round_.steps]), np.diff([step.z for step in round_.steps]))
    # Sekiya and Nagasaki, 1998: 0.0065 m per step a minute.
    assert np.median(length / (60.0 / gaps)) == pytest.approx(0.0065, rel=0.2)


def test_who_goes_on_from_a_stand_rustles_as_the_second_does(world: World) -> None:
    """Hands that hold move a camera by centimetres a second; that is what is heard, also right after taking over."""
    staged = film(world, board({"verb": "wander", "seconds": 4}, {"verb": "hold", "seconds": 4, "place": "on"}))
    assert 0.0 < max(staged.motion(time) for time in np.arange(4.1, 7.9, 0.1).tolist()) < 0.3
