"""What figures do in films: where they go, and what the camera sees of it."""

import math
from functools import cache

import numpy as np
import pytest
from staged import board, film

from liminal.api.world import World
from liminal.body.figure import Figure
from liminal.shot.ground import Ground
from liminal.shot.timeline import Timeline
from liminal.world.grid import CELL
from liminal.world.window import Window

SEEDS = range(1, 7)
CROSS = {"verb": "hold", "seconds": 12, "place": "near", "event": [{"kind": "cross", "at": 2}]}


@cache
def staged(kind: str, seed: int) -> Timeline:
    shots = {"cross": CROSS}
    return film(World(seed), board(shots[kind]))


def way(figure: Figure, every: float = 0.1) -> np.ndarray:
    """Where its hips are over the time it is there: (k, 3), time, x and z."""
    times = np.arange(figure.begin, figure.end, every)
    return np.array([(time, *figure.frames_at(time).positions[0, [0, 2]]) for time in times.tolist()])


def around(film: Timeline, figure: Figure, world: World) -> Window:
    poses = [film.pose(time) for time in np.linspace(figure.begin, figure.end, 20).tolist()]
    places = np.concatenate([way(figure)[:, 1:], [(pose.x, pose.z) for pose in poses]])
    low, high = np.floor(places.min(0) / CELL).astype(int) - 14, np.ceil(places.max(0) / CELL).astype(int) + 14
    return world.window(int(low[0]), int(low[1]), *(int(each) for each in high - low))


def walls_between(window: Window, eye: tuple[float, float], place: tuple[float, float]) -> bool:
    """Whether a cell without air at the height of the eye lies on the line between two places."""
    line = np.array(eye) + np.linspace(0, 1, 2000)[:, None] * (np.array(place) - eye)
    x, z = (np.floor(line / CELL).astype(int) - (window.x0, window.z0)).T
    return bool((~window.open | (window.ceiling < 1.5) | (window.floor > 1.5))[z, x].any())


def in_picture(film: Timeline, window: Window, time: float, place: tuple[float, float]) -> bool:
    pose = film.pose(time)
    bearing = math.degrees(math.atan2(place[0] - pose.x, -(place[1] - pose.z)))
    half = math.degrees(math.atan(4 / 3 * math.tan(math.radians(pose.fov / 2))))
    aside = abs((bearing - pose.yaw + 180) % 360 - 180)
    return aside < half and not walls_between(window, (pose.x, pose.z), place)


@pytest.mark.parametrize("kind", ["cross"])
def test_figures_come_and_go_out_of_sight_and_are_seen_far_off(kind: str) -> None:
    """Over several places; where there is no way for one, a note says so."""
    acted = 0
    for seed in SEEDS:
        made = staged(kind, seed)
        assert bool(made.stage_events.figures) != bool(made.notes)
        for figure in made.stage_events.figures:
            acted += 1
            went, window = way(figure), around(made, figure, World(seed))
            seen = [in_picture(made, window, time, (x, z)) for time, x, z in went.tolist()]
            assert not seen[0]
            assert not seen[-1]
            assert sum(seen) >= 8
            for time, x, z in went[np.array(seen)].tolist():
                pose = made.pose(time)
                assert math.dist((pose.x, pose.z), (x, z)) > 9.5
    assert acted >= 4


@pytest.mark.parametrize("kind", ["cross"])
def test_ways_of_figures_lead_through_no_wall_and_no_thing(kind: str) -> None:
    """Shoulders are half a metre wide; feet are on the floor."""
    for seed in SEEDS:
        made = staged(kind, seed)
        for figure in made.stage_events.figures:
            went, window = way(figure), around(made, figure, World(seed))
            assert Ground(window).clearance(went[:, 1:]).min() > 0.25
            assert np.linalg.norm(np.diff(went[:, 1:], axis=0), axis=1).max() / 0.1 < 2.5
            soles = [figure.frames_at(time).positions[:, 1].min() for time in went[::5, 0].tolist()]
            heights = Ground(window).floor(went[::5, 1:])
            assert np.abs(np.array(soles) - heights).max() < 0.12


def test_a_plan_made_twice_is_the_same() -> None:
    first, second = (film(World(3), board(CROSS)).stage_events.figures[0] for _ in range(2))
    assert (first.begin, first.end, first.stature) == (second.begin, second.end, second.stature)
    for time in np.linspace(first.begin, first.end, 9).tolist():
        assert (first.frames_at(time).positions == second.frames_at(time).positions).all()
        assert (first.frames_at(time).rotations == second.frames_at(time).rotations).all()


def test_a_part_of_a_figure_is_the_figure_in_that_time() -> None:
    """A scene has only what it can show of one: poses there are the same, and it is there as long."""
    (figure,) = staged("cross", 3).stage_events.figures
    begin, end = figure.begin + 1.2345, figure.begin + 4.321
    part = figure.during(begin, end)
    assert begin - 0.02 < part.begin <= begin
    assert part.end == end
    for time in np.linspace(begin, end, 11).tolist():
        np.testing.assert_allclose(part.frames_at(time).positions, figure.frames_at(time).positions, atol=1e-9)
    assert figure.motion is not None
    assert part.motion is not None
    assert len(part.motion) < 0.7 * len(figure.motion)
