"""Timelines: storyboards staged in a world, as functions of time; and what happens in them."""

import math
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from liminal.api import Studio, World
from liminal.camera.automatic import Automatics
from liminal.camera.reading import Reading
from liminal.errors import LiminalError
from liminal.film.card import draw_card
from liminal.film.recorder import recorded
from liminal.film.staging import SCENE, OneTake, scene_of
from liminal.film.videotape import written
from liminal.light.flicker import Dimmers, Outage
from liminal.settings.camera import CameraSettings
from liminal.settings.load import load_preset
from liminal.settings.photo import Taken
from liminal.settings.shot_list import load_storyboard, revive_storyboard
from liminal.settings.storyboard import Storyboard
from liminal.settings.tape import TapeSettings
from liminal.settings.transport import TransportEvent
from liminal.shot.camera import Fixed
from liminal.shot.cut import Cut
from liminal.shot.event import Event
from liminal.shot.timeline import FRAME, Timeline
from liminal.view.pose import Pose
from liminal.world.grid import CELL
from liminal.world.window import Window

SEED = 7
ARC = ("wander", "noclip", "threshold", "cctv")


def board(*shots: dict[str, object], **words: object) -> Storyboard:
    return revive_storyboard({"title": "Test", "shot": list(shots), **words}, "here")


@pytest.fixture(scope="module")
def world() -> World:
    return World(SEED)


@cache
def story(name: str) -> Timeline:
    """A storyboard of ours in the usual place."""
    return film(World(SEED), name)


def film(world: World, storyboard: Storyboard | str, seed: int = SEED, **words: object) -> Timeline:
    told = load_storyboard(storyboard) if isinstance(storyboard, str) else storyboard
    return Timeline(world, told, world.preset, seed, world.viewpoint(), **words)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ARC)
def test_a_film_lasts_as_long_as_its_shots(world: World, name: str) -> None:
    staged = story(name)
    told = load_storyboard(name)
    low = sum(shot.seconds[0] for shot in told.shot) + told.stop[0]
    high = sum(shot.seconds[1] for shot in told.shot) + told.stop[1]
    assert low - 0.2 <= staged.duration <= high + 0.2
    assert staged.duration == pytest.approx(staged.frames * FRAME)
    assert [cut.time for cut in staged.cuts] == sorted(cut.time for cut in staged.cuts)
    assert film(world, name, seconds=33.0).frames == round(33.0 * 30000 / 1001)


def test_it_is_a_function_of_time_alone(world: World) -> None:
    """Asked for forwards, backwards, or once; made twice; and another seed is another film of the same shots."""
    one, two, other = story("wander"), film(world, "wander"), film(world, "wander", seed=8)
    times = np.linspace(0.0, one.duration, 60).tolist()
    forwards = [one.pose(time) for time in times]
    assert [two.pose(time) for time in reversed(times)] == forwards[::-1]
    assert (one.events, one.cuts, one.script, one.steps) == (two.events, two.cuts, two.script, two.steps)
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


def test_the_two_fields_before_a_cut_are_before_it() -> None:
    """What the shutter sees of the last field is the old place, and of the first field the new one."""
    staged = story("wander")
    cut = next(cut for cut in staged.cuts if cut.kind == "record")
    first = round(cut.time / FRAME)
    shutter = FRAME / 4 - 1e-6
    old = [staged.pose((first - 0.5) * FRAME + off) for off in (-shutter, shutter)]
    new = [staged.pose(first * FRAME + off) for off in (-shutter, shutter)]
    assert math.dist((old[0].x, old[0].z), (old[1].x, old[1].z)) < 0.1
    assert math.dist((new[0].x, new[0].z), (new[1].x, new[1].z)) < 0.1
    assert math.dist((old[1].x, old[1].z), (new[0].x, new[0].z)) > 1


def test_scenes_end_at_cuts() -> None:
    staged = story("wander")
    cuts = {round(cut.time / FRAME) for cut in staged.cuts if cut.kind != "stop"}
    frame, begun = 0, set()
    while frame < round(staged.cuts[-1].time / FRAME):
        first, end = scene_of(staged, frame)
        assert first == frame
        assert 0 < end - first <= SCENE
        begun.add(first)
        frame = end
    assert cuts <= begun
    assert scene_of(OneTake(Fixed(Pose(0, 0, 0))), 3 * SCENE + 1) == (3 * SCENE, 4 * SCENE)


def test_a_lamp_dies_before_the_camera(world: World) -> None:
    """It is in the picture, behaves until then, is dark for good afterwards; no other lamp is touched."""
    staged = film(world, board({"verb": "hold", "seconds": 8, "event": [{"kind": "lamp-dies", "at": 3}]}))
    assert staged.notes == ()
    (outage,) = staged.script.outages
    assert outage.back == math.inf
    event = staged.events[0]
    pose = staged.pose(outage.out)
    bearing = math.degrees(math.atan2(event.x - pose.x, -(event.z - pose.z)))
    assert abs((bearing - pose.yaw + 180) % 360 - 180) < 40

    lamps = around(world, event.x, event.z).lamps
    settings = world.preset.light
    plain, dying = Dimmers(SEED, lamps, settings), Dimmers(SEED, lamps, settings, staged.script.outages)
    mine = (lamps["cell_x"] == outage.cell_x) & (lamps["cell_z"] == outage.cell_z)
    assert mine.sum() == 1
    assert dying.dimmable[mine].all()
    for time in (0.0, 1.5, 4.0, 5.0, 30.0, 600.0):
        dark = dying.at(time)
        assert (dark[~mine] == plain.at(time)[~mine]).all()
        assert dark[mine] == (0 if time > outage.out else plain.at(time)[mine])
    # Before it goes it stutters.
    late = [float(dying.at(time)[mine][0]) for time in np.arange(event.time, outage.out, 0.01)]
    assert min(late) == 0
    assert max(late) > 0.9


def test_a_blackout_comes_lamp_by_lamp(world: World) -> None:
    """Those far ahead go first, and it passes overhead at the pace of a runner or faster."""
    staged = film(world, board({"verb": "hold", "seconds": 12, "event": [{"kind": "blackout", "at": 2}]}))
    assert staged.notes == ()
    pose = staged.pose(2.0)
    ahead = math.sin(math.radians(pose.yaw)), -math.cos(math.radians(pose.yaw))
    outages = sorted(staged.script.outages, key=lambda outage: outage.out)
    along = [
        ((outage.cell_x + 2) * CELL - pose.x) * ahead[0] + ((outage.cell_z + 4) * CELL - pose.z) * ahead[1]
        for outage in outages
    ]
    assert len(along) >= 3
    assert np.corrcoef(along, [outage.out for outage in outages])[0, 1] < -0.95
    pace = (along[0] - along[-1]) / (outages[-1].out - outages[0].out)
    assert 3 < pace < 11
    assert outages[0].out >= 2.0


def test_an_outage_that_ends() -> None:
    lamps = World(SEED).window(-60, -60, 120, 120).lamps
    settings = World(SEED).preset.light
    plain = Dimmers(SEED, lamps, settings)
    mine = int(np.flatnonzero((plain.level == 1) & ~plain.dimmable)[0])
    corner = int(lamps["cell_x"][mine]), int(lamps["cell_z"][mine])
    dimmers = Dimmers(SEED, lamps, settings, [Outage(*corner, 10.0, 14.0)])
    lit = {time: float(dimmers.at(time)[mine]) for time in (9.9, 10.5, 13.9, 16.0)}
    assert lit == {9.9: float(plain.at(9.9)[mine]), 10.5: 0.0, 13.9: 0.0, 16.0: float(plain.at(16.0)[mine])}
    # Lamps that hang elsewhere are none of its business.
    assert (Dimmers(SEED, lamps, settings, [Outage(1, 1, 0.0)]).dimmable == plain.dimmable).all()


def around(world: World, x: float, z: float, reach: int = 300) -> Window:
    return world.window(round(x / CELL) - reach, round(z / CELL) - reach, 2 * reach, 2 * reach)


def test_a_figure_stands_far_off_in_plain_sight_and_is_gone() -> None:
    """Never near, on the floor, with nothing but air between; the lamps near it blink as it goes."""
    told = board({"verb": "hold", "seconds": 9, "event": [{"kind": "figure", "seconds": 5}]})
    stood = 0
    for seed in (2, 3, 7, 12):
        world = World(seed)
        staged = film(world, told, seed)
        for figure in staged.script.figures:
            stood += 1
            assert figure.end - figure.begin == pytest.approx(5.0)
            window = around(world, figure.x, figure.z)
            assert window.floor[cell_of(window, figure.x, figure.z)] == pytest.approx(figure.floor)
            for time in np.linspace(figure.begin, figure.end, 12).tolist():
                pose = staged.pose(time)
                assert math.dist((pose.x, pose.z), (figure.x, figure.z)) > 12
                for part in np.linspace(0, 1, 200).tolist():
                    x, z = pose.x + part * (figure.x - pose.x), pose.z + part * (figure.z - pose.z)
                    assert window.open[cell_of(window, x, z)]
            assert all(outage.out < figure.end < outage.back for outage in staged.script.outages)
            assert staged.script.outages
    assert stood >= 2


def cell_of(window: Window, x: float, z: float) -> tuple[int, int]:
    return math.floor(z / CELL) - window.z0, math.floor(x / CELL) - window.x0


class Cell:
    """A world that is one small room: 3.7 x 3.7 m, solid beyond."""

    seed = 1

    def __init__(self) -> None:
        self.preset = load_preset()
        self._world = World(1)

    def window(self, x0: int, z0: int, width: int, height: int) -> Window:
        plain = self._world.window(x0, z0, width, height)
        z, x = np.mgrid[z0 : z0 + height, x0 : x0 + width]
        inside = (abs(x) <= 12) & (abs(z) <= 12)
        ceiling = np.where(inside, np.float32(2.7432), np.float32(0))
        floor = np.zeros_like(ceiling)
        return Window(
            x0, z0, floor, ceiling, plain.floor_material, plain.wall_material, plain.ceiling_material,
            plain.lamps[:0], plain.fixtures[:0],
        )  # fmt: skip


def test_what_cannot_be_staged_is_told_and_something_else_is_there() -> None:
    """In a cell there is no corridor, no hall, no lamp and no line of sight."""
    told = board(
        {"verb": "follow", "seconds": 4, "place": "near"},
        {"verb": "hold", "seconds": 4, "place": "near", "event": [{"kind": "figure"}, {"kind": "lamp-dies"}]},
        {"verb": "hold", "seconds": 4, "place": "on", "event": [{"kind": "blackout"}]},
    )
    cell = Cell()
    start = Pose(0.0, 1.6, 0.0)
    with pytest.raises(LiminalError, match="no room to film in"):
        Timeline(cell, board({"verb": "hold", "place": "far"}), cell.preset, 1, start)  # type: ignore[arg-type]
    staged = Timeline(cell, told, cell.preset, 1, start)  # type: ignore[arg-type]
    notes = "\n".join(staged.notes)
    for said in (
        "shot 1 (follow): no corridor to follow",
        "shot 2 (hold): no hall to hold",
        "shot 2 (hold): no line of sight long enough for a figure; a knock instead",
        "shot 2 (hold): no lamp ahead that could die; a knock instead",
        "shot 3 (hold): no row of lamps for a blackout",
    ):
        assert said in notes
    assert {event.kind for event in staged.events} == {"knock"}
    assert staged.script.outages == ()
    for time in np.linspace(0, staged.duration, 50).tolist():
        pose = staged.pose(time)
        assert max(abs(pose.x), abs(pose.z)) < 1.9


def test_somebody_reacts_to_what_happens(world: World) -> None:
    """Up to a knock the walk is the same walk; afterwards it is another."""
    knock = {"kind": "knock", "at": 5, "strength": 1.0}
    calm = film(world, board({"verb": "wander", "seconds": 12}))
    startled = film(world, board({"verb": "wander", "seconds": 12, "event": [knock]}))
    assert [event.kind for event in startled.events] == ["knock"]
    assert all(calm.pose(time) == startled.pose(time) for time in (0.0, 2.0, 4.9))
    late = calm.pose(8.0), startled.pose(8.0)
    assert math.dist((late[0].x, late[0].z), (late[1].x, late[1].z)) > 0.3


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


def test_cuts_and_glitches_reach_the_tape() -> None:
    """A camera that starts again, tape that is eaten, and blank tape where the recording stops."""
    staged = story("wander")
    tape = recorded(TapeSettings(format="vhs"), staged.cuts, staged.events)
    kinds = [event.kind for event in tape.transport]
    assert kinds.count("record") == sum(cut.kind == "record" for cut in staged.cuts)
    assert "eaten" in kinds
    assert kinds[-1] == "stop"
    assert tape.transport[-1].at == pytest.approx(staged.cuts[-1].time)
    # It still holds as settings: one after the other.
    TapeSettings.model_validate(tape.model_dump())

    # What somebody asked for goes first, and what comes too early for it is left out or cut short.
    paused = TapeSettings(format="vhs", transport=(TransportEvent(at=2.0, kind="pause", seconds=3.0),))
    both = recorded(paused, [Cut(1.5, "record", ""), Cut(3.0, "record", ""), Cut(9.0, "edit", "")], [])
    assert [(event.at, event.kind, event.seconds) for event in both.transport] == [
        (1.5, "record", 0.5),
        (2.0, "pause", 3.0),
    ]
    assert recorded(paused, [], [Event(1.0, 0.5, "knock", 0, 0, 1.0)]) == paused


def test_the_clock_jumps_between_shots_and_cards_have_none(world: World) -> None:
    told = board(
        {"verb": "hold", "seconds": 4},
        {"verb": "card", "seconds": 2, "text": ["LATER"], "begins": "edit"},
        {"verb": "hold", "seconds": 4, "later": 26},
    )
    preset = load_preset("level-0", ["display.show_date=true", "display.show_time=true"], "camcorder")
    staged = Timeline(world, told, preset, SEED, world.viewpoint())
    start = Taken(1996, 9, 30, 12, 0, 0)
    assert staged.clock(3.0, start) == Taken(1996, 9, 30, 12, 0, 3)
    assert staged.clock(7.5, start) == Taken(1996, 10, 1, 14, 0, 7)
    assert staged.card(100) is None
    assert staged.card(130) == ("LATER",)
    assert written(staged, preset, 5.0) == []
    dates = [" ".join(caption.text for caption in written(staged, preset, time)) for time in (1.0, 8.0)]
    assert "SEP.23" in dates[0]
    assert "SEP.24" in dates[1]


def test_a_card_is_white_on_black_in_the_middle() -> None:
    card = draw_card(("THE END", "OF IT"), (720, 480), 4 / 3)
    assert (card.shape, card.dtype) == ((480, 720, 3), np.uint8)
    rows, columns = (np.flatnonzero((card[..., 0] > 100).any(axis)) for axis in (1, 0))
    assert abs((rows[0] + rows[-1]) / 2 - 240) < 8
    assert abs((columns[0] + columns[-1]) / 2 - 360) < 8
    assert 180 < card.max() < 240
    # A long line is set smaller, within what televisions showed; no line is black.
    wide = np.flatnonzero((draw_card(("W" * 40,), (720, 480), 4 / 3)[..., 0] > 100).any(0))
    assert 50 < wide[0] < wide[-1] < 670
    assert not draw_card(("",), (64, 48), 4 / 3).any()


def test_a_photograph_stands_still(world: World) -> None:
    staged = film(world, board({"verb": "wander", "seconds": 5}, {"verb": "photo", "seconds": 3}))
    assert staged.instant(6.0) == staged.instant(7.5) == pytest.approx(5.0, abs=FRAME)
    assert staged.instant(2.0) == 2.0
    assert staged.pose(5.5) == staged.pose(7.9)


@pytest.mark.parametrize("seed", [3, 7])
def test_a_loop_ends_as_it_began(seed: int) -> None:
    """Place, gaze, speed and step go on from the end to the beginning; it is a walk, and keeps off the walls."""
    world = World(seed)
    staged = film(world, "stroll", seed, seconds=20.0, loop=True)
    assert staged.notes == ()
    end = staged.duration
    assert staged.script.loop == pytest.approx(end)
    for share in (0.0, 0.25):
        assert staged.pose(end + share).x == pytest.approx(staged.pose(share).x, abs=1e-6)
    around_it = [staged.pose(end + offset) for offset in (-2 * FRAME, -FRAME, 0.0, FRAME, 2 * FRAME)]
    steps = [math.dist((a.x, a.y, a.z), (b.x, b.y, b.z)) for a, b in pairwise(around_it)]
    turns = [abs((b.yaw - a.yaw + 180) % 360 - 180) for a, b in pairwise(around_it)]
    assert max(steps) < 0.1
    assert max(turns) < 3
    poses = [staged.pose(time) for time in np.linspace(0, end, 400).tolist()]
    assert max(math.dist((pose.x, pose.z), (poses[0].x, poses[0].z)) for pose in poses) > 2
    for pose in poses[::10]:
        window = world.window(math.floor(pose.x / CELL) - 1, math.floor(pose.z / CELL) - 1, 3, 3)
        assert window.open.all()
    assert len(staged.steps) % 2 == 0


def test_only_one_walk_loops(world: World) -> None:
    for name in ARC:
        with pytest.raises(LiminalError, match="cannot end as it began"):
            film(world, name, loop=True)
    held = film(world, "stroll", seconds=4.0, loop=True)
    assert "no way round" in held.notes[0]
    assert held.pose(0.0) == held.pose(3.0)


def test_a_take_begins_with_everything_set() -> None:
    """The automatics stay as they are until a cut, and are settled after it."""

    def reading(time: float, level: float) -> Reading:
        return Reading(time, level, (1.0, 1.0, 1.0), 0.0, 1.0)

    camera = CameraSettings(kind="one-chip")
    followed, alone = Automatics(camera, 1), Automatics(camera, 1)
    for time in (0.0, 0.2, 0.4):
        followed.follow(reading(time, 6.0))
    before = followed.at(0.59).exposure
    followed.follow(reading(0.6, 3.0), settled=True)
    alone.follow(reading(0.6, 3.0))
    assert followed.at(0.59).exposure == before
    assert followed.at(0.6).exposure == alone.at(0.6).exposure != before


def test_another_storyboard_is_another_film(world: World) -> None:
    """A studio films what it is told, and its recipe has it."""
    with Studio(world, "threshold") as studio:
        first = studio.film(30.0)
        assert first.card(3) == ("SURVEY 4", "SECTION C")
        assert studio.film(30.0) is first
        recipe = studio.recipe((64, 48), world.viewpoint(), seconds=30.0)
        assert recipe.storyboard is not None
        assert revive_storyboard(recipe.storyboard, "a recipe") == load_storyboard("threshold")
        assert studio.recipe((64, 48), world.viewpoint()).storyboard is None


SKETCH = ("light.rays=4", "light.bounces=1", "light.density=1", "surface.texture_size=128", "view.reach=20")


def test_frames_over_a_cut_alone_and_in_order() -> None:
    """Before a cut, after it, a card, and after that: each is the frame of the whole film; and darkness is seen."""
    told = board(
        {"verb": "hold", "seconds": 1.2},
        {"verb": "card", "seconds": 0.5, "text": ["THEN"], "begins": "edit"},
        {"verb": "hold", "seconds": 4, "place": "near", "event": [{"kind": "blackout", "at": 0.2}]},
    )
    wanted = [34, 35, 36, 45, 50, 51, 150]
    preset = load_preset("level-0", SKETCH, "camcorder")
    with Studio(World(SEED, preset), told) as studio:
        assert studio.film(5.7).notes == ()
        taped = list(studio.tape(5.7, samples=1, wanted=wanted))
        alone = [next(studio.tape(5.7, samples=1, wanted=[frame])) for frame in (45, 51)]
        developed = list(studio.clip(5.7, (64, 48), samples=1, wanted=wanted))
        one = next(studio.clip(5.7, (64, 48), samples=1, wanted=[51]))
    assert (alone[0] == taped[3]).all()
    assert (alone[1] == taped[5]).all()
    assert (one == developed[5]).all()
    means = [float(picture.mean()) for picture in developed]
    assert max(means[2:5]) < 10 < min(*means[:2], means[5])
    # The camera would open up; a corner of the picture that was light is dark.
    assert float((developed[6] < 0.6 * developed[5]).mean()) > 0.02


def test_a_figure_is_in_the_picture_and_then_is_not() -> None:
    """With and without: what differs is small, dark, and where it stands."""
    world = World(12, load_preset("level-0", SKETCH, "off"))
    told = board({"verb": "hold", "seconds": 4, "place": "far", "event": [{"kind": "figure", "seconds": 3}]})
    frames = [10, 40, 110]
    pictures = []
    for there in (True, False):
        with Studio(world, told) as studio:
            staged = studio.film(4.0)
            assert len(staged.script.figures) == 1
            if not there:
                staged.script = replace(staged.script, figures=())
            pictures.append([each.astype(int) for each in studio.clip(4.0, (320, 240), samples=2, wanted=frames)])
    darker = [(b - a).max(2) > 40 for a, b in zip(*pictures, strict=True)]
    assert 4 < darker[1].sum() < 0.02 * 320 * 240
    assert not darker[2].any()
