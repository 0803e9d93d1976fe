"""Timelines: storyboards staged in a world, as functions of time."""

import math
from itertools import pairwise

import numpy as np
import pytest
from staged import ARC, SEED, board, film, story

from liminal.api.studio import Studio
from liminal.api.world import World
from liminal.settings.clock import Clock
from liminal.settings.load import load_preset
from liminal.settings.shot_list import load_storyboard, revive_storyboard
from liminal.shoot.videotape import captions_at
from liminal.shot.film_clock import FRAME


@pytest.mark.parametrize("name", ARC)
def test_a_film_lasts_as_long_as_its_shots(world: World, name: str) -> None:
    staged = story(name)
    storyboard = load_storyboard(name)
    low = sum(shot.seconds[0] for shot in storyboard.shot) + storyboard.stop[0]
    high = sum(shot.seconds[1] for shot in storyboard.shot) + storyboard.stop[1]
    assert low - 0.2 <= staged.duration <= high + 0.2
    assert staged.duration == pytest.approx(staged.frames * FRAME)
    assert [cut.time for cut in staged.cuts] == sorted(cut.time for cut in staged.cuts)
    assert film(world, name, seconds=33.0).frames == round(33.0 * 30000 / 1001)


def test_it_is_a_function_of_time_alone(world: World) -> None:
    """Asked for forwards, backwards, or once; made twice; and another seed is another film of the same shots."""
    one, two, other = story("wander"), film(world, "wander"), film(World(SEED + 1), "wander")
    times = np.linspace(0.0, one.duration, 60).tolist()
    forwards = [one.pose(time) for time in times]
    assert [two.pose(time) for time in reversed(times)] == forwards[::-1]
    assert (one.events, one.cuts, one.stage_events, one.steps) == (two.events, two.cuts, two.stage_events, two.steps)
    assert other.duration != one.duration
    assert all(
        math.dist((a.x, a.z), (b.x, b.z)) > 1 for a, b in zip(forwards[25:], map(other.pose, times[25:]), strict=True)
    )


def test_nothing_jumps_but_at_cuts() -> None:
    """From field to field nobody gets further than a fall takes them, or turns faster than a head."""
    for name in ARC:
        staged = story(name)
        cuts = {round(cut.time / FRAME) for cut in staged.cuts}
        poses = [staged.pose(frame * FRAME) for frame in range(staged.frames)]
        for frame, (a, b) in enumerate(pairwise(poses), 1):
            moved = math.dist((a.x, a.y, a.z), (b.x, b.y, b.z))
            if frame in cuts:
                continue
            assert moved < 0.35, (name, frame, moved)
            assert abs((b.yaw - a.yaw + 180) % 360 - 180) < 16, (name, frame)
        jumps = [math.dist((a.x, a.z), (b.x, b.z)) for a, b in pairwise(poses)]
        # A photograph and a card are cuts where nobody goes anywhere.
        assert sum(jump > 2 for jump in jumps) <= len(cuts)


def test_a_fall_goes_through_the_floor_and_a_drop_ends_on_it(world: World) -> None:
    fallen = film(world, board({"verb": "wander", "seconds": 4}, {"verb": "fall", "seconds": 2.6}))
    heights = [fallen.pose(time).y for time in np.arange(4.0, 6.6, 0.1).tolist()]
    assert heights[0] > 1.4
    assert heights[-1] < -3
    dropped = film(world, board({"verb": "drop", "seconds": 6, "place": "near"}))
    lying = dropped.pose(5.0)
    assert 0.05 < lying.y < 0.25
    assert dropped.pose(5.9) == lying or math.isclose(dropped.pose(5.9).y, lying.y, abs_tol=1e-3)
    assert abs(lying.roll) > 60
    assert [event.kind for event in dropped.events] == ["thud"]
    assert 0.3 < dropped.events[0].time < 0.9  # 2.1 m fall in 0.66 s


def test_steps_are_where_somebody_walks() -> None:
    staged = story("wander")
    assert len(staged.steps) > 20
    assert [step.time for step in staged.steps] == sorted(step.time for step in staged.steps)
    for step in staged.steps:
        pose = staged.pose(step.time)
        assert math.dist((step.x, step.z), (pose.x, pose.z)) < 0.8
    assert story("cctv").steps == ()
    assert story("cctv").motion(3.0) == 0
    assert max(staged.motion(float(time)) for time in np.arange(0, 10, 0.25)) > 0


def test_the_clock_jumps_between_shots_and_cards_have_none(world: World) -> None:
    storyboard = board(
        {"verb": "hold", "seconds": 4},
        {"verb": "card", "seconds": 2, "text": ["LATER"], "begins": "edit"},
        {"verb": "hold", "seconds": 4, "later": 26},
    )
    preset = load_preset("level-0", ["display.show_date=true", "display.show_time=true"], "camcorder")
    staged = film(world, storyboard)
    start = Clock.of("1996-09-30 12:00:00")
    assert staged.clock(3.0, start) == Clock.of("1996-09-30 12:00:03")
    assert staged.clock(7.5, start) == Clock.of("1996-10-01 14:00:07")
    assert staged.card(100) is None
    assert staged.card(130) == ("LATER",)
    assert captions_at(staged, preset, 5.0) == []
    dates = [" ".join(caption.text for caption in captions_at(staged, preset, time)) for time in (1.0, 8.0)]
    assert "SEP.23" in dates[0]
    assert "SEP.24" in dates[1]


def test_a_photograph_stands_still(world: World) -> None:
    staged = film(world, board({"verb": "wander", "seconds": 5}, {"verb": "photo", "seconds": 3}))
    assert staged.instant(6.0) == staged.instant(7.5) == pytest.approx(5.0, abs=FRAME)
    assert staged.instant(2.0) == 2.0
    assert staged.pose(5.5) == staged.pose(7.9)


def test_another_storyboard_is_another_film(world: World) -> None:
    """A studio films the storyboard it was opened with, and its recipe has it."""
    with Studio(world, "threshold") as studio:
        first = studio.film(30.0)
        assert first.card(3) == ("SURVEY 4", "SECTION C")
        assert studio.film(30.0) is first
        recipe = studio.recipe((64, 48), world.viewpoint(), seconds=30.0)
        assert recipe.storyboard is not None
        assert revive_storyboard(recipe.storyboard, "a recipe") == load_storyboard("threshold")
        assert studio.recipe((64, 48), world.viewpoint()).storyboard is None
