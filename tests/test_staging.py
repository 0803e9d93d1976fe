"""Where shots are staged, and what their pictures are filled with: by walking along lines of sight, cell by cell."""

import math
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from liminal.api.world import World
from liminal.settings.preset import Preset
from liminal.settings.shot_list import load_storyboard, revive_storyboard
from liminal.shot.film_clock import FRAME
from liminal.shot.timeline import Timeline
from liminal.view.pose import Pose
from liminal.world.grid import CELL
from liminal.world.walkable import hidden

STEP = 0.05  # m
SEEDS = range(1, 8)


@cache
def world(seed: int) -> World:
    """The rooms of a seed, with what stands in them."""
    return World(seed, Preset())


@cache
def film(name: str, seed: int, seconds: float = 30.0) -> Timeline:
    place = world(seed)
    return Timeline(place, load_storyboard(name), place.viewpoint(), seconds)


def depth(place: World, pose: Pose, aside: float, farthest: float = 8.0) -> float:
    """Metres to the first wall or thing at the camera's own height, `aside` degrees to the right of where it looks."""
    reach = math.ceil(farthest / CELL) + 2
    x0, z0 = math.floor(pose.x / CELL) - reach, math.floor(pose.z / CELL) - reach
    window = place.window(x0, z0, 2 * reach, 2 * reach)
    away = np.arange(STEP, farthest, STEP)
    angle = math.radians(pose.yaw + aside)
    x = np.floor((pose.x + away * math.sin(angle)) / CELL).astype(int) - x0
    z = np.floor((pose.z - away * math.cos(angle)) / CELL).astype(int) - z0
    hit = (window.floor[z, x] >= pose.y) | (window.ceiling[z, x] <= pose.y) | hidden(window, pose.y)[z, x]
    return float(away[np.argmax(hit)]) if hit.any() else farthest


def shots(staged: Timeline) -> list[tuple[str, float]]:
    """The verb of each take, and when it begins (s)."""
    return [(cut.title, cut.time) for cut in staged.cuts if cut.kind != "stop"]


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_stands_before_a_camera_on_the_wall(seed: int) -> None:
    """No pillar and no beam within two metres, from one side of the picture's middle to the other."""
    staged = film("cctv", seed)
    for time in (0.0, *(begin for _, begin in shots(staged))):
        pose = staged.pose(time + 0.5)
        assert min(depth(world(seed), pose, aside) for aside in range(-30, 31, 3)) > 2.0, (seed, time)
        assert depth(world(seed), pose, 0.0) > 3.5


@pytest.mark.parametrize("name", ["wander", "noclip", "threshold"])
def test_nobody_films_a_wall_for_long(name: str) -> None:
    """Of all films, little of the time is the better half of the picture a wall nearer than 1.2 m."""
    near = []
    for seed in (2, 3, 7):
        staged = film(name, seed)
        for frame in range(0, staged.frames, 10):
            pose = staged.pose(frame * FRAME)
            # What lies on the floor or falls through it sees what it sees.
            if staged.card(frame) is None and pose.y > 1.0:
                near.append(np.median([depth(world(seed), pose, aside, 1.4) for aside in range(-32, 33, 16)]) < 1.2)
    assert len(near) > 150
    assert np.mean(near) < 0.012


def test_where_a_take_is_does_not_hang_on_how_long_the_film_is() -> None:
    for seed in (1, 2, 3):
        short, long = film("wander", seed, 30.0), film("wander", seed, 45.0)
        assert [verb for verb, _ in shots(short)] == [verb for verb, _ in shots(long)]
        for (_, one), (_, other) in zip(shots(short), shots(long), strict=True):
            a, b = short.pose(one), long.pose(other)
            assert (a.x, a.z) == pytest.approx((b.x, b.z), abs=0.05)


def test_a_corridor_is_narrow_all_along() -> None:
    """Between two pillars of a hall there is none."""
    followed = 0
    for seed in SEEDS:
        staged = film("wander", seed)
        if any("corridor" in note for note in staged.notes):
            continue
        begin = next(time for verb, time in shots(staged) if verb == "follow")
        pose = staged.pose(begin)
        for ahead in (1.5, 4.5):
            angle = math.radians(pose.yaw)
            on = Pose(pose.x + ahead * math.sin(angle), pose.y, pose.z - ahead * math.cos(angle), pose.yaw)
            sides = [
                min(depth(world(seed), on, side + turned) for turned in (-40, -20, 0, 20, 40)) for side in (-90, 90)
            ]
            assert sum(sides) < 5.0, (seed, ahead)
        followed += 1
    assert followed >= 4


def test_who_goes_on_does_not_lurch() -> None:
    """From standing into walking, in one take: no faster on the way than afterwards, and gone within a few seconds."""
    storyboard = revive_storyboard(
        {"title": "Test", "shot": [{"verb": "hold", "seconds": 4}, {"verb": "wander", "seconds": 6, "place": "on"}]}, ""
    )
    for seed in (1, 2, 3):
        place = world(seed)
        staged = Timeline(place, storyboard, place.viewpoint())
        poses = [staged.pose(time) for time in np.arange(4.0, 10.0, 0.25).tolist()]
        speed = np.array([math.dist((a.x, a.z), (b.x, b.z)) for a, b in pairwise(poses)]) / 0.25
        assert speed[:14].max() < 1.6
        assert speed[6:14].max() > 0.5


def test_between_the_fall_and_the_rooms_every_picture_is_black() -> None:
    """Whatever is eaten of the tape is eaten before."""
    for seed in (2, 3, 7):
        staged = film("noclip", seed)
        begin, end = (round(cut.time / FRAME) for cut in staged.cuts[:2])
        assert [staged.card(frame) for frame in range(begin, end)] == [("",)] * (end - begin)
        assert staged.card(begin - 1) is staged.card(end) is None
        glitches = [event for event in staged.events if event.kind == "tape-glitch"]
        assert all(event.time + event.seconds <= begin * FRAME + 0.02 for event in glitches)
