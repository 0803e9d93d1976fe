"""What an operator flees from: where it comes from, by which way, how near it comes, and what becomes of it."""

import math
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from staged import board, film

from liminal.api.world import World
from liminal.body.figure import Figure
from liminal.settings.preset import Preset
from liminal.shot.timeline import Timeline
from liminal.world.grid import CELL
from liminal.world.walkable import standing

SECONDS = 12
FLIGHT = {"verb": "flee", "seconds": SECONDS, "event": [{"kind": "chase"}]}
SEEDS = range(1, 4)


def fled(seed: int, aggression: float = 0.25, seconds: float = SECONDS) -> Timeline:
    place = World(seed, Preset.model_validate({"life": {"aggression": aggression}}))
    return film(place, board({**FLIGHT, "seconds": seconds}))


@cache
def usual(seed: int) -> Timeline:
    return fled(seed)


def pursuers(staged: Timeline) -> list[Figure]:
    return list(staged.stage_events.figures)


def ways(staged: Timeline) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where the pursuer's hips and the camera are, x and z, m, ten times a second."""
    figure = pursuers(staged)[0]
    times = np.arange(figure.begin, figure.end, 0.1).tolist()
    poses = [staged.pose(time) for time in times]
    hips = [figure.frames_at(time).positions[0, [0, 2]] for time in times]
    return np.array(hips), np.array([(pose.x, pose.z) for pose in poses])


def test_most_places_have_a_cover_to_step_out_of() -> None:
    assert sum(bool(pursuers(usual(seed))) for seed in SEEDS) >= 2
    assert all(usual(seed).notes for seed in SEEDS if not pursuers(usual(seed)))


def test_it_goes_where_one_can_walk() -> None:
    """Every cell that its hips are over can be stood on, and those half a shoulder beside."""
    for seed in (seed for seed in SEEDS if pursuers(usual(seed))):
        hips, _ = ways(usual(seed))
        aside = np.array([(0.0, 0.0), (0.2, 0.0), (-0.2, 0.0), (0.0, 0.2), (0.0, -0.2)])
        cells = np.floor((hips[:, None] + aside) / CELL).astype(int).reshape(-1, 2)
        low, high = cells.min(0), cells.max(0) + 1
        free = standing(World(seed).window(*low.tolist(), *(high - low).tolist()))
        assert free[tuple((cells - low).T[::-1])].all(), seed


def hidden(place: World, at: NDArray[np.float64], eye: NDArray[np.float64]) -> bool:
    """Whether a wall is on the line between two places, x and z, m, at 1.5 m."""
    cells = np.floor((eye + np.linspace(0, 1, 800)[:, None] * (at - eye)) / CELL).astype(int)
    low, high = cells.min(0), cells.max(0) + 1
    window = place.window(*low.tolist(), *(high - low).tolist())
    x, z = (cells - low).T
    return bool((~window.open | (window.floor > 1.5))[z, x].any())


def test_it_is_out_of_sight_at_first_and_soon_in_sight() -> None:
    for seed in (seed for seed in SEEDS if pursuers(usual(seed))):
        hips, eyes = ways(usual(seed))
        assert hidden(World(seed), hips[0], eyes[0]), seed
        assert not hidden(World(seed), hips[20], eyes[0]), seed


def test_looks_behind_see_it() -> None:
    """Of three runs of some eight seconds each, it is in the picture for six or more, and no wall before it."""
    seen = 0.0
    for seed in SEEDS:
        place, (hips, eyes) = World(seed), ways(usual(seed))
        first = pursuers(usual(seed))[0].begin
        for number in range(40, len(hips), 4):
            pose, off = usual(seed).pose(first + 0.1 * number), hips[number] - eyes[number]
            aside = abs((math.degrees(math.atan2(off[0], -off[1])) - pose.yaw + 180) % 360 - 180)
            half = math.degrees(math.atan(4 / 3 * math.tan(math.radians(pose.fov / 2))))
            seen += 0.4 * (aside < half and not hidden(place, hips[number], eyes[number]))
    assert seen > 6.0


@pytest.mark.parametrize(("aggression", "nearest"), [(0.0, 13.0), (0.25, 7.3)])
def test_it_keeps_its_distance(aggression: float, nearest: float) -> None:
    """Unless it may catch the operator, of which this film is not one."""
    for seed in SEEDS[:1]:
        staged = usual(seed) if aggression == 0.25 else fled(seed, aggression)
        if pursuers(staged) and all(event.kind != "caught" for event in staged.events):
            hips, eyes = ways(staged)
            # The camera is held up to 0.3 m from the middle of its operator.
            assert np.hypot(*(hips - eyes).T).min() > nearest - 0.45


def test_a_chase_may_end_at_the_lens() -> None:
    """Then the camera falls, lies, and there is no pursuer in the picture any more."""
    staged = fled(2, 1.0, 20)
    caught = next(event for event in staged.events if event.kind == "caught")
    assert 9 < caught.time < 19
    hips, eyes = ways(staged)
    assert math.dist(hips[-1], eyes[-1]) < 1.4
    assert pursuers(staged)[0].end == pytest.approx(caught.time)
    assert caught.time < next(event.time for event in staged.events if event.kind == "thud") < caught.time + 1
    lies = staged.pose(20)
    assert lies.y < 0.6
    assert abs(lies.roll) > 45


def test_two_plans_are_one_film() -> None:
    one, other = usual(1), fled(1)
    assert [one.pose(time) for time in np.arange(0, SECONDS, 0.5)] == [
        other.pose(time) for time in np.arange(0, SECONDS, 0.5)
    ]
    for a, b in zip(pursuers(one), pursuers(other), strict=True):
        assert np.array_equal(a.frames_at(5.0).positions, b.frames_at(5.0).positions)
