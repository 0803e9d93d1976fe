"""Operators and figures: noticed late, looked at through the zoom, backed away from; corners to hide behind; falls."""

import math
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from staged import board, film

from liminal.api.world import World
from liminal.settings.preset import Preset
from liminal.shot.event import Event
from liminal.shot.noticing import Noticing
from liminal.shot.outlook import Outlook
from liminal.shot.timeline import Timeline
from liminal.view.pose import Pose
from liminal.world.grid import CELL

FIGURE = {"verb": "wait", "seconds": 14, "event": [{"kind": "figure", "at": 1, "seconds": 8}]}


class OpenAir(Outlook):
    """No walls at all, up to a distance, m."""

    def __init__(self, farthest: float) -> None:
        self._farthest = farthest

    def depth(self, points: NDArray[np.float64], angles: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.full((len(points), angles.shape[-1]), self._farthest)


def noticed(away: float, heading: float = 0.0, farthest: float = 100.0, seconds: float = 10.0) -> float | None:
    """When one notices a figure on -z, s after it came."""
    noticing = Noticing([Event(5.0, seconds, "figure", 0.0, -away)], 1)
    for time in np.arange(0.0, 20.0, 1 / 60).tolist():
        if noticing.noticed(time, (0.0, 0.0), heading, OpenAir(farthest)) is not None:
            return float(time) - 5.0
    return None


def test_a_figure_is_noticed_late() -> None:
    """From 0.5 to 2 s after it came into the picture, near ones sooner; what is too far, aside or hidden never."""
    near, far = noticed(8.0), noticed(30.0)
    assert near is not None
    assert far is not None
    assert 0.5 <= near < far <= 2.1
    assert noticed(45.0) is None
    assert noticed(15.0, heading=math.radians(40)) is None
    assert noticed(15.0, farthest=10.0) is None
    assert noticed(15.0, seconds=0.4) is None


def watched(mood: float) -> Timeline:
    return film(World(1, Preset.model_validate({"operator": {"mood": mood}})), board(FIGURE))


def test_a_calm_operator_zooms_in_and_holds_the_breath() -> None:
    staged = watched(0.0)
    (figure,) = staged.stage_events.figures
    wide = staged.pose(0.5).fov
    fovs = {time: staged.pose(time).fov for time in np.arange(figure.begin, figure.end, 0.1).tolist()}
    assert all(fov == pytest.approx(wide, rel=0.01) for time, fov in fovs.items() if time < figure.begin + 0.5)
    assert min(fovs.values()) < 0.6 * wide
    zoomed = [time for time, fov in fovs.items() if fov < 0.7 * wide]
    assert not [breath for breath in staged.breaths if zoomed[0] < breath.time < zoomed[0] + 2.5]
    # What is zoomed in on is in the middle of the picture.
    pose = staged.pose(zoomed[-1])
    bearing = math.degrees(math.atan2(figure.x - pose.x, pose.z - figure.z))
    assert abs((bearing - pose.yaw + 180) % 360 - 180) < 0.25 * pose.fov


def test_a_frightened_one_backs_away() -> None:
    """Away from the figure, with the camera on it."""
    staged = watched(1.0)
    (figure,) = staged.stage_events.figures
    away = [
        math.hypot(figure.x - pose.x, figure.z - pose.z)
        for pose in map(staged.pose, np.arange(figure.begin, figure.end, 0.25).tolist())
    ]
    assert away[-1] - away[0] > 0.4
    assert min(np.diff(away)) > -0.05


def hidden(place: World, at: Pose, eye: Pose, height: float) -> bool:
    """Whether a wall is on the line between the places of two poses, at a height, m."""
    line = np.array([eye.x, eye.z]) + np.linspace(0, 1, 400)[:, None] * np.array([at.x - eye.x, at.z - eye.z])
    cells = np.floor(line / CELL).astype(int)
    low, high = cells.min(0), cells.max(0) + 1
    window = place.window(*low.tolist(), *(high - low).tolist())
    x, z = (cells - low).T
    return bool((~window.open | (window.floor > height))[z, x].any())


@pytest.mark.parametrize("seed", [1, 2, 5])
def test_one_who_hides_is_out_of_sight_and_low(seed: int) -> None:
    place = World(seed)
    staged = film(place, board({"verb": "hide", "seconds": 16}))
    assert not staged.notes
    start, times = staged.pose(0.0), np.arange(7.0, 16.0, 0.25).tolist()
    assert all(staged.pose(time).y < 1.1 for time in times)
    # Peeks are short.
    assert 0.3 < np.mean([hidden(place, staged.pose(time), start, 1.2) for time in times]) < 1.0


def test_a_camera_that_falls_is_picked_up() -> None:
    run, stumble = {"verb": "run", "seconds": 5}, {"verb": "stumble", "seconds": 5, "place": "on"}
    staged = film(World(1), board(run, stumble))
    thud = next(event for event in staged.events if event.kind == "thud")
    assert 5.4 < thud.time < 6.6
    assert staged.pose(thud.time + 0.9).y < 0.4
    assert staged.pose(9.9).y > 1.4
    assert abs((staged.pose(9.9).roll + 180) % 360 - 180) < 12
    poses = [staged.pose(time) for time in np.arange(4.0, 10.0, 1 / 60).tolist()]
    assert max(math.dist((a.x, a.y, a.z), (b.x, b.y, b.z)) for a, b in pairwise(poses)) < 0.12
