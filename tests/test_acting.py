"""What figures do in films: where they go, and what the camera sees of it."""

import math
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from staged import board, film

from liminal.api.world import World
from liminal.body.figure import Figure
from liminal.light.flicker import Dimmers
from liminal.motion import quaternion
from liminal.settings.preset import Preset
from liminal.shot.acting.backlight import stands_out
from liminal.shot.ground import Ground
from liminal.shot.lamplight import Lamplight
from liminal.shot.outlook import Outlook
from liminal.shot.timeline import Timeline
from liminal.view.pose import Pose
from liminal.world.grid import CELL
from liminal.world.window import FIXTURE, LAMP, Window

SEEDS, SOUGHT = (2, 3), 4
SHOTS = {  # by the event
    "cross": ("hold", 12),
    "leave": ("hold", 12),
    "peek": ("hold", 9),
    "come": ("look", 16),
    "lead": ("follow", 14),
    "team": ("follow", 9),
    "turn": ("look", 16),
    "lie": ("wander", 9),
}


@cache
def world(seed: int) -> World:
    return World(seed, Preset.model_validate({"life": {"presence": 1.0}}))


@cache
def staged(seed: int) -> Timeline:
    """A film in which each of the events happens, one in a shot."""
    shots = [
        {"verb": verb, "seconds": seconds, "place": "near", "event": [{"kind": kind, "at": 2.0}]}
        for kind, (verb, seconds) in SHOTS.items()
    ]
    return film(world(seed), board(*shots))


def acted(kind: str) -> list[tuple[int, list[Figure]]]:
    """The figures of an event in each film, with the film's seed."""
    begin = 0
    for name, (_, seconds) in SHOTS.items():
        if name == kind:
            break
        begin += seconds
    found = []
    for seed in SEEDS:
        figures = staged(seed).stage_events.figures
        mine = [each for each in figures if begin - 3 < each.begin < begin + SHOTS[kind][1] - 3]
        if mine:
            found.append((seed, mine))
    return found


def way(figure: Figure, every: float = 0.1) -> np.ndarray:
    """Where its hips are over the time it is there: (k, 3), time, x and z."""
    times = np.arange(figure.begin, min(figure.end, figure.begin + 60), every)
    return np.array([(time, *figure.frames_at(time).positions[0, [0, 2]]) for time in times.tolist()])


def around(film: Timeline, figure: Figure, seed: int) -> Window:
    poses = [film.pose(time) for time in np.linspace(figure.begin, min(figure.end, figure.begin + 60), 20).tolist()]
    places = np.concatenate([way(figure)[:, 1:], [(pose.x, pose.z) for pose in poses]])
    low, high = np.floor(places.min(0) / CELL).astype(int) - 14, np.ceil(places.max(0) / CELL).astype(int) + 14
    return world(seed).window(int(low[0]), int(low[1]), *(int(each) for each in high - low))


def walls_between(window: Window, eye: tuple[float, float], place: tuple[float, float]) -> bool:
    """Whether a cell without air at the height of the eye lies on the line between two places."""
    line = np.array(eye) + np.linspace(0, 1, 1000)[:, None] * (np.array(place) - eye)
    x, z = (np.floor(line / CELL).astype(int) - (window.x0, window.z0)).T
    return bool((~window.open | (window.ceiling < 1.5) | (window.floor > 1.5))[z, x].any())


def in_picture(film: Timeline, window: Window, time: float, place: tuple[float, float]) -> bool:
    pose = film.pose(time)
    bearing = math.degrees(math.atan2(place[0] - pose.x, -(place[1] - pose.z)))
    half = math.degrees(math.atan(4 / 3 * math.tan(math.radians(pose.fov / 2))))
    aside = abs((bearing - pose.yaw + 180) % 360 - 180)
    return aside < half and not walls_between(window, (pose.x, pose.z), place)


def distances(film: Timeline, went: np.ndarray) -> list[float]:
    poses = [film.pose(time) for time in went[:, 0].tolist()]
    return [math.dist((pose.x, pose.z), place) for pose, place in zip(poses, went[:, 1:].tolist(), strict=True)]


def test_there_is_a_place_for_each_in_one_of_the_films() -> None:
    """A note says so where there is none."""
    assert [kind for kind in SHOTS if not acted(kind)] == []
    for seed in SEEDS:
        missing = sum(seed not in [other for other, _ in acted(kind)] for kind in SHOTS)
        assert sum("a knock instead" in note for note in staged(seed).notes) == missing


@pytest.mark.parametrize(("kind", "comes"), [("cross", True), ("leave", False)])
def test_they_walk_out_of_sight(kind: str, comes: bool) -> None:
    """They come from out of it, or stand there when the shot begins, and are far whenever they are seen."""
    for seed, (figure,) in acted(kind):
        made, went, window = staged(seed), way(figure), around(staged(seed), figure, seed)
        seen = [in_picture(made, window, time, (x, z)) for time, x, z in went.tolist()]
        assert seen[0] != comes
        assert not seen[-1]
        assert sum(seen) >= 8
        assert min(np.array(distances(made, went))[seen]) > 12.4


def test_one_that_peeks_shows_its_head_and_not_its_body() -> None:
    holds = []
    for seed, (figure,) in acted("peek"):
        made, went, window = staged(seed), way(figure), around(staged(seed), figure, seed)
        assert not any(in_picture(made, window, time, (x, z)) for time, x, z in went[::4].tolist())
        head = figure.body.skeleton.names.index("head")
        shifts = np.linalg.norm(went[:, 1:] - went[0, 1:], axis=1)
        assert 0.1 < shifts.max() < 0.6
        assert shifts[-1] < 0.05
        out = figure.frames_at(float(went[np.argmax(shifts), 0])).positions[head, [0, 2]]
        assert np.linalg.norm(out - went[0, 1:]) > 0.1
        # A hand is on the corner if that is near: its wrist by the wall, the body's middle further off.
        when = float(went[np.argmax(shifts), 0]) + 1.0
        hands = [figure.body.skeleton.names.index(f"{side}_hand") for side in ("left", "right")]
        wrists = figure.frames_at(when).positions[hands][:, [0, 2]]
        holds.append(Ground(window).clearance(wrists).min() < 0.2 < Ground(window).clearance(went[:1, 1:])[0])
    assert any(holds)


def turned(figure: Figure, time: float) -> float:
    """How far its head is turned against its hips, to either side, rad."""
    frames, head = figure.frames_at(time), figure.body.skeleton.names.index("head")
    front = quaternion.rotated(frames.rotations[[0, head]], np.array([0.0, 0.0, 1.0]))
    off = np.arctan2(front[:, 0], front[:, 2])
    return float(abs((off[1] - off[0] + np.pi) % (2 * np.pi) - np.pi))


@cache
def sought() -> Timeline:
    """A film of a search, and of a hunt for an operator who has gone behind a corner."""
    search, hunt = ([{"kind": kind, "at": 1.0}] for kind in ("search", "hunt"))
    return film(
        world(SOUGHT),
        board(
            {"verb": "hold", "seconds": 14, "place": "near", "event": search},
            {"verb": "wander", "seconds": 5, "place": "near"},
            {"verb": "hide", "seconds": 16, "event": hunt},
        ),
    )


def test_one_that_searches_stands_in_the_picture_looks_about_and_goes_on() -> None:
    made, figure = sought(), sought().stage_events.figures[0]
    went, window = way(figure), around(made, figure, SOUGHT)
    seen = np.array([in_picture(made, window, time, (x, z)) for time, x, z in went.tolist()])
    gone = np.hypot(*np.gradient(went[:, 1:], axis=0).T)
    assert 0.1 * (seen & (gone < 0.02)).sum() > 1.2
    assert gone[seen].sum() > 0.8
    turns = np.array([turned(figure, time) for time in went[seen, 0].tolist()])
    assert 0.1 * (turns > 0.5).sum() > 0.8
    assert min(np.array(distances(made, went))[seen]) > 12.4
    assert Ground(window).clearance(went[:, 1:]).min() > 0.24


def test_one_that_hunts_comes_as_near_as_it_may_and_turns_away() -> None:
    made, figure = sought(), sought().stage_events.figures[1]
    went, window = way(figure), around(made, figure, SOUGHT)
    seen = np.array([in_picture(made, window, time, (x, z)) for time, x, z in went.tolist()])
    assert not seen[0]
    assert 0.1 * seen.sum() > 1.0
    away = np.array(distances(made, went))
    nearest = world(SOUGHT).preset.life.nearest_in_chase
    assert nearest - 0.5 < away[seen].min() < nearest + 6.0
    assert away[0] > away.min() + 1.0
    assert away[-1] > away.min() + 1.0
    assert Ground(window).clearance(went[:, 1:]).min() > 0.24


def test_one_that_comes_is_nearer_each_time_and_moves_out_of_the_picture() -> None:
    for seed, figures in acted("come"):
        made = staged(seed)
        away = [distances(made, way(figure, 0.5)) for figure in figures]
        assert len(figures) >= 2
        assert all(min(after) < min(before) - 2.5 for before, after in pairwise(away))
        assert min(away[-1]) > 12.0
        for before, after in pairwise(figures):
            assert after.begin == before.end
            for figure in (before, after):
                window = around(made, figure, seed)
                place = tuple(way(figure)[0, 1:].tolist())
                assert not in_picture(made, window, after.begin, place)


def test_one_that_leads_is_ahead_and_in_sight_now_and_then() -> None:
    for seed, (figure,) in acted("lead"):
        made, went, window = staged(seed), way(figure, 0.25), around(staged(seed), figure, seed)
        seen = np.array([in_picture(made, window, time, (x, z)) for time, x, z in went.tolist()])
        assert 0.25 * seen.sum() > 1.5
        assert min(np.array(distances(made, went))[seen]) > 4.0


@pytest.mark.parametrize("seed", SEEDS)
def test_one_that_trails_is_far_behind_and_stands_in_the_picture(seed: int) -> None:
    event = {"kind": "trail", "at": 2.0}
    made = film(world(seed), board({"verb": "wander", "seconds": 40, "event": [event]}))
    (figure,) = made.stage_events.figures
    window, went = around(made, figure, seed), way(figure)
    went = went[went[:, 0] < made.duration]
    gone = np.hypot(*np.diff(went[:, 1:], axis=0).T)
    assert gone.sum() > 3.0
    assert Ground(window).clearance(went[:, 1:]).min() > 0.2
    # It does not come near; an operator who turns back does.
    away = np.array(distances(made, went))
    nearest = world(seed).preset.life.distance
    assert (gone[away[1:] < nearest - 0.5] < 0.03).all()
    seen = np.array([in_picture(made, window, time, (x, z)) for time, x, z in went.tolist()])
    assert not seen[0]
    assert (gone[seen[1:]] < 0.03).all()


def test_a_team_walks_in_a_line() -> None:
    for _, figures in acted("team"):
        for before, after in pairwise(figures):
            for time in (figures[0].begin + 2, figures[0].begin + 6):
                places = [each.frames_at(time).positions[0] for each in (before, after)]
                assert 0.6 < np.linalg.norm(places[1] - places[0]) < 3.4


def test_one_that_turns_does_so_out_of_the_picture() -> None:
    for seed, figures in acted("turn"):
        made = staged(seed)
        assert len(figures) >= 2
        for before, after in pairwise(figures):
            window, place = around(made, before, seed), tuple(way(before)[0, 1:].tolist())
            assert not in_picture(made, window, after.begin, place)
            front = [each.frames_at(after.begin).rotations[0] for each in (before, after)]
            assert quaternion.angle_between(*front) > 0.5


def test_one_that_lies_is_low_before_the_camera_and_does_not_move() -> None:
    for seed, (figure,) in acted("lie"):
        made, end = staged(seed), figure.begin + SHOTS["lie"][1]
        positions = figure.frames_at(end).positions
        assert (positions == figure.frames_at(figure.begin).positions).all()
        head, hips = (figure.body.skeleton.names.index(name) for name in ("head", "hips"))
        assert positions[hips, 1] < 0.35
        assert positions[head, 1] < 1.0
        place = tuple(positions[0, [0, 2]].tolist())
        assert in_picture(made, around(made, figure, seed), end - 0.2, place)


@pytest.mark.parametrize("kind", [kind for kind in SHOTS if kind != "lie"])
def test_their_ways_lead_through_no_wall_and_no_thing(kind: str) -> None:
    """Shoulders are half a metre wide; feet are on the floor."""
    for seed, figures in acted(kind):
        for figure in figures:
            went, window = way(figure, 0.2), around(staged(seed), figure, seed)
            assert Ground(window).clearance(went[:, 1:]).min() > 0.24
            assert np.linalg.norm(np.diff(went[:, 1:], axis=0), axis=1).max() / 0.2 < 2.3
            soles = [figure.frames_at(time).positions[:, 1].min() for time in went[::5, 0].tolist()]
            assert np.abs(np.array(soles) - Ground(window).floor(went[::5, 1:])).max() < 0.12


def test_lamps_that_fail_hide_how_a_figure_comes_and_goes() -> None:
    """Of the light of its place, past walls, hardly any is left at those instants, and none comes back that dies."""
    hides = {"stare": "fail", "figure": "die"}
    events = ({"kind": kind, "at": 3, "seconds": 6, "lamps": lamps} for kind, lamps in hides.items())
    shots = ({"verb": "hold", "seconds": 14, "place": "near", "event": [event]} for event in events)
    place = world(3)
    made = film(place, board(*shots))
    for figure, comes_back in zip(made.stage_events.figures, (True, False), strict=True):
        x, z = figure.frames_at(figure.begin).positions[0, [0, 2]].tolist()
        low = [math.floor(each / CELL) - 60 for each in (x, z)]
        window = place.window(*low, 120, 120)
        lamps = window.lamps
        away = np.hypot(lamps["x"] - x, lamps["z"] - z)
        free = [not walls_between(window, (float(lamp["x"]), float(lamp["z"])), (x, z)) for lamp in lamps]
        # Lambert's law for a small face that looks down.
        light = free * lamps["luminance"] * lamps["y"] ** 2 / (away**2 + lamps["y"] ** 2) ** 2
        dimmers = Dimmers(place.seed, lamps, place.preset.light, made.stage_events.outages)

        def left(time: float, dimmers: Dimmers = dimmers, light: np.ndarray = light) -> float:
            return float(dimmers.at(time, 0.1) @ light / light.sum())

        for time in (figure.begin, figure.end):
            assert left(time) < 0.25
        assert left(figure.begin - 2.5) > 0.8
        assert left(0.5 * (figure.begin + figure.end)) > 0.8
        assert (left(figure.end + 3.5) > 0.8) == comes_back


def test_lamps_dim_while_the_creature_is_near() -> None:
    place = World(3, Preset.model_validate({"life": {"presence": 1.0, "dimming": 0.8}, "light": {"flicker": 0.0}}))
    crosses = {"kind": "cross", "at": 2, "body": "creature"}
    made = film(place, board({"verb": "hold", "seconds": 12, "place": "near", "event": [crosses]}))
    (figure,) = made.stage_events.figures
    went, window = way(figure, 0.5), around(made, figure, 3)
    lamps = window.lamps[window.lamps["luminance"] > 0]
    dimmers = Dimmers(place.seed, lamps, place.preset.light, made.stage_events.outages)
    away = np.hypot(*(np.stack([lamps["x"], lamps["z"]], axis=1)[:, None] - went[:, 1:]).transpose(2, 0, 1))
    left = np.array([dimmers.at(time) for time in went[:, 0].tolist()]).T
    assert left[away > 6.0].min() > 0.99
    assert left[(away > 2.5) & (away < 4.5)].max() < 0.95
    assert left[away < 1.5].size
    assert left[away < 1.5].max() < 0.35
    assert left.min() > 0.15
    assert dimmers.at(figure.end + 1.0).min() > 0.99


def test_bodies_stand_where_they_stand_out() -> None:
    """In a hall: under a lamp before a dark wall, or in the dark before a lit one; behind a wall it is dark."""
    floor, ceiling = np.zeros((80, 60), np.float32), np.full((80, 60), 2.7, np.float32)
    ceiling[[0, 1, -2, -1]] = ceiling[:, [0, 1, -2, -1]] = 0.0
    ceiling[:60, 29:31] = 0.0
    lamps = np.zeros(2, LAMP)
    # One above the nearer end on the left, one at the far wall on the right.
    for lamp, x, z in zip(lamps, (2.0, 7.0), (4.0, 1.0), strict=True):
        lamp["x"], lamp["y"], lamp["z"], lamp["size_x"], lamp["size_z"], lamp["luminance"] = x, 2.7, z, 1.2, 0.6, 4500
    none = np.zeros((80, 60), np.uint8)
    window = Window(0, 0, floor, ceiling, none, none, none, lamps, np.zeros(0, FIXTURE))
    light = Lamplight(lamps, Outlook(window))
    lit, dark = (2.0, 4.0), (6.5, 5.5)
    camera = Pose(4.5, 1.6, 11.0, 0.0)
    of_man, of_creature = (stands_out(body, light, camera, np.array([lit, dark])) for body in ("man", "creature"))
    assert of_man[0] > of_man[1] + 1.0
    assert of_creature[1] > of_creature[0] + 1.0
    # 4500 cd/m2 of 0.72 m2 from 2.7 m above; nothing through the wall.
    assert light.of_each(np.array([lit]))[0] == pytest.approx([4500 * 0.72 / 2.7**2, 0.0], rel=0.01)


def test_a_plan_made_twice_is_the_same() -> None:
    shot = {"verb": "hold", "seconds": 12, "place": "near", "event": [{"kind": "cross", "at": 2}]}
    first, second = (film(World(3), board(shot)).stage_events.figures[0] for _ in range(2))
    assert (first.begin, first.end, first.stature) == (second.begin, second.end, second.stature)
    for time in np.linspace(first.begin, first.end, 9).tolist():
        assert (first.frames_at(time).positions == second.frames_at(time).positions).all()
        assert (first.frames_at(time).rotations == second.frames_at(time).rotations).all()


def test_a_part_of_a_figure_is_the_figure_in_that_time() -> None:
    """A scene has only what it can show of one: poses there are the same, and it is there as long."""
    _, (figure,) = acted("cross")[0]
    begin, end = figure.begin + 1.2345, figure.begin + 4.321
    part = figure.during(begin, end)
    assert begin - 0.02 < part.begin <= begin
    assert part.end == end
    for time in np.linspace(begin, end, 11).tolist():
        np.testing.assert_allclose(part.frames_at(time).positions, figure.frames_at(time).positions, atol=1e-9)
    assert figure.motion is not None
    assert part.motion is not None
    assert len(part.motion) < 0.7 * len(figure.motion)
