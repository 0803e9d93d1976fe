"""Things that move: mechanics with known answers, the same bits everywhere, and what a film makes of them."""

import math
import subprocess
import sys
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy.ndimage import maximum_filter
from staged import SEED, board, film

from liminal.api.world import World
from liminal.errors import LiminalError
from liminal.ntsc import FIELD_RATE
from liminal.settings.operator import OperatorSettings
from liminal.shot.event import Event
from liminal.shot.event_kind import EVENTS
from liminal.shot.film_clock import FRAME
from liminal.shot.standing_camera import StandingCamera
from liminal.shot.timeline import Timeline
from liminal.sound.collision import Collisions
from liminal.sound.pages import PAGE, RATE
from liminal.sound.propagation import Propagation
from liminal.sound.sound_events import movers_heard
from liminal.thing.builder import Detail
from liminal.thing.catalogue import CATALOGUE, make
from liminal.thing.mass import corners_of, fewer, mass_points, mass_properties
from liminal.thing.mover import Mover
from liminal.thing.rigid_body import LONGEST, Launch, solve
from liminal.thing.rigid_body import RATE as SAMPLES
from liminal.thing.surroundings import surroundings
from liminal.thing.trajectory import GRAVITY, Floats, Trajectory, between
from liminal.thing.turning import turned
from liminal.view.furniture import staged as staged_props
from liminal.view.movers import way_in_picture
from liminal.view.pose import Pose
from liminal.view.projection import clip_from_view, view_from_world
from liminal.world.grid import CELL
from liminal.world.prop import NO_PROPS
from liminal.world.window import FIXTURE, LAMP, Window

WIDE, LONG, HIGH = 30, 36, 2.7432  # cells, cells, m
THROWN = ("folding-chair", "filing-cabinet", "cardboard-box", "task-chair", "cable-drum", "traffic-cone")
SEEDS = (1, 3, 4)
KINDS = ("throw", "topple", "fall", "slide", "roll")


def room() -> Window:
    """A closed room of 30 x 36 cells whose walls are two cells thick."""
    floor, ceiling = np.zeros((LONG + 4, WIDE + 4), np.float32), np.zeros((LONG + 4, WIDE + 4), np.float32)
    ceiling[2:-2, 2:-2] = HIGH
    plain = np.zeros(floor.shape, np.uint8)
    return Window(0, 0, floor, ceiling, plain, plain, plain, np.zeros(0, LAMP), np.zeros(0, FIXTURE))


LOW_CORNER = np.array([2 * CELL, 0.0, 2 * CELL])
HIGH_CORNER = np.array([(WIDE + 2) * CELL, HIGH, (LONG + 2) * CELL])
MIDDLE = np.array([(WIDE / 2 + 2) * CELL, 1.3, (LONG / 2 + 2) * CELL])


@cache
def thrown(name: str, angle: float, speed: float = 6.0) -> Trajectory:
    """A thing thrown in the middle of the room in a direction of the plan, deg, with some spin."""
    turn = turned("y", angle)
    launch = Launch(MIDDLE, turn @ turned("x", 35), turn @ (speed, 1.0, 0.0), turn @ (1.0, -2.0, 3.5))
    return solve(name, launch, surroundings(room()))


def parts(name: str, trajectory: Trajectory) -> Floats:
    """The corners of the boxes with which a thing hits others: (k, n, 3), m."""
    corners = corners_of(fewer(make(name, Detail.FAR).boxes)).reshape(-1, 3)
    return np.einsum("kij,nj->kni", trajectory.rotations, corners) + trajectory.positions[:, None]


def outside(places: Floats) -> Floats:
    """How far the furthest of some places (..., n, 3) lies outside the room, m: (...,)."""
    return np.asarray(np.maximum(LOW_CORNER - places, places - HIGH_CORNER).max((-1, -2)))


@pytest.mark.parametrize("name", THROWN)
def test_what_lies_still_lies_on_the_floor_and_in_nothing(name: str) -> None:
    trajectory = thrown(name, 20.0)
    lying = parts(name, trajectory)[-1]
    assert outside(lying) < 0.005
    assert lying[:, 1].min() < 0.02
    last = trajectory.times > trajectory.end - 0.2
    assert np.ptp(trajectory.positions[last], axis=0).max() < 0.003


@pytest.mark.parametrize("name", THROWN)
def test_energy_is_lost_and_never_won(name: str) -> None:
    """Kinetic and potential energy of the mass in the boxes; springs of contacts hold some only while they touch."""
    trajectory = thrown(name, 75.0)
    places, masses = mass_points(make(name, Detail.FAR), CATALOGUE[name].mass)
    path = np.einsum("kij,nj->kni", trajectory.rotations, places) + trajectory.positions[:, None]
    speed = np.diff(path, axis=0) * SAMPLES
    height = (path[1:, :, 1] + path[:-1, :, 1]) / 2
    energy = 0.5 * (masses * (speed**2).sum(2)).sum(1) + GRAVITY * (masses * height).sum(1)
    away = outside(parts(name, trajectory)) < -0.03
    free = away[1:] & away[:-1]
    least = np.minimum.accumulate(np.where(free, energy, np.inf))
    assert free.sum() > 40
    assert (energy[1:] <= least[:-1] + 0.01 * energy[0]).all()
    assert energy[-1] < 0.4 * energy[0]


def test_it_flies_as_galilei_says_until_it_hits() -> None:
    """The centre of mass is on a parabola, and spin does not matter to it."""
    trajectory, (_, centre, _) = thrown("folding-chair", 0.0), mass_properties(make("folding-chair", Detail.FAR), 4.5)
    path = trajectory.rotations @ centre + trajectory.positions
    time = trajectory.times[trajectory.times < trajectory.impacts[0].time]
    fallen = path[0] + np.outer(time, (6.0, 1.0, 0.0)) - np.outer(time**2, (0.0, GRAVITY / 2, 0.0))
    assert len(time) > 50
    assert abs(path[: len(time)] - fallen).max() < 0.005


def test_it_slides_as_far_as_coulomb_says() -> None:
    """v2 / 2 mu g: a flat thing on the floor."""
    for speed in (2.0, 3.0):
        launch = Launch(MIDDLE * (1, 0, 1), np.eye(3), (speed, 0.0, 0.0))
        trajectory = solve("vcr", launch, surroundings(room()))
        way = trajectory.positions[-1] - trajectory.positions[0]
        assert way[0] == pytest.approx(speed**2 / (2 * CATALOGUE["vcr"].friction * GRAVITY), rel=0.06)
        assert abs(way[2]) < 0.02
        assert trajectory.slip[:20].max() == pytest.approx(speed, rel=0.02)


def test_nothing_leaves_a_closed_room() -> None:
    """Thrown at thirty angles, harder than in any film; and all of it is over within six seconds."""
    for angle in np.arange(30) * 12.0:
        trajectory = thrown("folding-chair", float(angle), 9.0)
        assert outside(parts("folding-chair", trajectory)).max() < 0.04
        assert trajectory.end <= LONGEST
        assert trajectory.impacts


SCRIPT = """
import sys
sys.path.insert(0, {tests!r})
from test_movers import THROWN, thrown
print(*(thrown(name, 50.0).digest.hex() for name in THROWN))
"""


def test_two_processes_agree_to_the_bit() -> None:
    tests = str(__file__).rsplit("/", 1)[0]
    command = [sys.executable, "-c", SCRIPT.format(tests=tests)]
    both = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() for _ in range(2)]
    assert both[0] == both[1] == [thrown(name, 50.0).digest.hex() for name in THROWN]
    assert len(set(both[0])) == len(THROWN)


def test_a_pose_is_a_function_of_time_alone() -> None:
    trajectory = thrown("folding-chair", 10.0)
    times = np.linspace(-0.5, trajectory.end + 0.5, 400).tolist()
    forwards = [trajectory.pose_at(time) for time in times]
    for time, (position, rotation) in reversed(list(zip(times, forwards, strict=True))):
        again = trajectory.pose_at(time)
        assert (again[0] == position).all()
        assert (again[1] == rotation).all()
        assert abs(rotation @ rotation.T - np.eye(3)).max() < 1e-9
    assert (forwards[0][0] == trajectory.positions[0]).all()
    assert (forwards[-1][1] == trajectory.rotations[-1]).all()
    for number in (10, 200):
        assert trajectory.pose_at(float(trajectory.times[number]))[0] == pytest.approx(trajectory.positions[number])


def test_a_way_in_the_picture_is_that_of_a_pinhole() -> None:
    """Across: way / (2 distance tan(fov / 2)), also in a wide picture; what is behind or beside the camera has none."""
    pose = Pose(0.0, 0.0, 0.0, yaw=0.0, fov=50.0)
    high = 2 * 3.0 * math.tan(math.radians(25))
    for aspect in (4 / 3, 16 / 9):
        clip = clip_from_view(pose.fov, aspect) @ view_from_world(pose)
        ahead = np.array([[0.0, 0.0, -3.0]])
        for way in ((0.2, 0.0, 0.0), (0.0, 0.3, 0.0)):
            assert way_in_picture(ahead, ahead + way, clip) == pytest.approx(sum(way) / high)
        assert way_in_picture(-ahead, -ahead + (0.2, 0.0, 0.0), clip) == 0.0
        aside = np.array([[9.0, 0.0, -3.0]])
        assert way_in_picture(aside, aside + np.array([0.2, 0.0, 0.0]), clip) == 0.0


def test_turns_are_about_one_axis() -> None:
    """A third of 90 degrees is 30 degrees, also where the axis lies anyhow."""
    lies = turned("z", 20) @ turned("x", 50)
    first, second = lies @ turned("y", 10), lies @ turned("y", 100)
    assert between(first, second, 1 / 3) == pytest.approx(lies @ turned("y", 40))
    assert between(first, first, 0.3) == pytest.approx(first)
    assert between(np.eye(3), turned("x", 1e-4), 0.5) == pytest.approx(turned("x", 0.5e-4), abs=1e-12)


def test_a_few_boxes_hold_all_of_many() -> None:
    for name in ("folding-chair", "wheelchair", "bed"):
        boxes = make(name, Detail.FAR).boxes
        few = fewer(boxes)
        assert len(few) <= 12 < len(boxes)
        local = np.einsum("bpk,cjk->bpcj", corners_of(boxes), few["axes"]) - np.einsum(
            "ck,cjk->cj", few["centre"], few["axes"]
        )
        assert (abs(local) <= few["half"] + 1e-5).all(-1).any(-1).all()


def test_surroundings_are_the_cells() -> None:
    """Points at random are in a box where there is a solid beside air, and in none where there is air."""
    window = replace(World(SEED).window(-60, -60, 120, 120), props=NO_PROPS)
    boxes = surroundings(window)
    dice = np.random.default_rng(5)
    x, z = dice.integers(2, 118, (2, 4000))
    y = dice.uniform(-0.5, 3.2, 4000)
    place = np.stack([(x + 0.5) * CELL, y, (z + 0.5) * CELL], 1)
    inside = (abs(place[:, None] - boxes["centre"]) < boxes["half"]).all(2).any(1)
    floor, ceiling, cells = window.floor[z, x], window.ceiling[z, x], window.open[z, x]
    around = maximum_filter(window.open, 3)[z, x]
    air = cells & (y > floor + 0.01) & (y < ceiling - 0.01)
    wall = ~cells & around
    under = cells & ((y < floor - 0.01) & (y > floor - 0.9) | (y > ceiling + 0.01) & (y < ceiling + 0.9))
    for part in (air, wall, under):
        assert part.sum() > 100
    assert not inside[air].any()
    assert inside[wall].all()
    assert inside[under].all()
    assert len(boxes) < 400


@cache
def staged(kind: str, seed: int) -> Timeline:
    shot = {"verb": "hold", "seconds": 9, "place": "near", "event": [{"kind": kind, "at": 1.5}]}
    return film(World(seed), board(shot))


@cache
def movers(kind: str) -> list[tuple[Timeline, Mover]]:
    """What moves in films of a few seeds."""
    films = [staged(kind, seed) for seed in SEEDS]
    return [(each, each.stage_events.movers[0]) for each in films if each.stage_events.movers]


def seen(pose: Pose, place: Floats) -> bool:
    x, y, z, _ = view_from_world(pose) @ np.append(place, 1.0)
    edge = -z * math.tan(math.radians(pose.fov) / 2)
    return bool(z < 0 and abs(y) < edge and abs(x) < edge * 4 / 3)


@pytest.mark.parametrize("kind", KINDS)
def test_it_happens_before_the_camera(kind: str) -> None:
    """From out of the picture into it, on time, and to rest; what tips over stands there from the beginning."""
    found = movers(kind)
    assert len(found) >= 3
    for staged, mover in found:
        begin, end = mover.trajectory.begin, mover.trajectory.end
        assert mover.name == EVENTS[kind].thing or (kind == "topple" and mover.prop_place is not None)
        assert begin == pytest.approx(1.5)
        assert end - begin <= LONGEST
        # What falls is hidden by the ceiling.
        there = seen(staged.pose(begin), mover.trajectory.positions[0] + np.array([0, 0.1, 0]))
        assert kind == "fall" or there == (kind == "topple")
        assert (mover.pose_at(begin - 0.5) is not None) == (kind == "topple")
        assert any(seen(staged.pose(time), mover.trajectory.pose_at(time)[0]) for time in np.linspace(begin, end, 40))
        assert [event.kind for event in staged.events] == [kind]
        assert begin <= staged.events[0].time <= end


def test_throws_hit_walls() -> None:
    for staged, mover in movers("throw"):
        blow = mover.trajectory.impacts[0]
        assert not blow.floor
        assert blow.normal > 2
        pose = staged.pose(blow.time)
        assert 2 < math.dist((pose.x, pose.z), (blow.x, blow.z)) < 7
        assert seen(pose, np.array(blow[1:4]))


def test_what_falls_comes_through_the_ceiling_and_what_tips_over_lies() -> None:
    for (_, mover), world in zip(movers("fall"), map(World, SEEDS), strict=True):
        (x, y, z), last = mover.trajectory.positions[0].tolist(), mover.trajectory.positions[-1]
        window = world.window(math.floor(x / CELL), math.floor(z / CELL), 1, 1)
        corners = corners_of(make(mover.name, Detail.FAR).boxes).reshape(-1, 3) @ mover.trajectory.rotations[0].T
        assert y + corners[:, 1].min() > window.ceiling[0, 0]
        assert 0 < last[1] - window.floor[0, 0] < 1.2
    for _, mover in movers("topple"):
        assert mover.trajectory.rotations[0][1, 1] == pytest.approx(1.0)
        assert mover.trajectory.rotations[-1][1, 1] < 0.5


def test_one_who_stands_looks_at_what_happens_aside() -> None:
    """Until it is well in the picture; what is in its middle turns nobody's head."""
    here = Pose(0.0, 1.6, 0.0)
    for bearing, turns in ((0.0, False), (6.0, False), (40.0, True), (-70.0, True)):
        x, z = 4 * math.sin(math.radians(bearing)), -4 * math.cos(math.radians(bearing))
        calm = StandingCamera(here, OperatorSettings(), 1, 6.0, 0.0)
        looks = calm.heeding([Event(1.0, 0.5, "fall", x, z, 1.0)])
        assert looks.pose(0.9).yaw == calm.pose(0.9).yaw
        turned_by = (looks.pose(4.0).yaw - calm.pose(4.0).yaw + 180) % 360 - 180
        assert (abs(turned_by) > 5) == turns
        assert not turns or turned_by * bearing > 0
        off = bearing - looks.pose(4.0).yaw
        assert abs((off + 180) % 360 - 180) < max(0.3 * here.fov, abs(bearing) - 50)


def test_things_of_the_world_move_and_are_nowhere_else() -> None:
    """A chair that tips over, and an armchair that faces the camera, are those that stand there."""
    for kind, verb, seed, seconds in (("topple", "hold", 4, 9), ("nudge", "look", 5, 13)):
        world = World(seed)
        shot = {"verb": verb, "seconds": seconds, "place": "near", "event": [{"kind": kind, "at": 1}]}
        played = film(world, board(shot))
        (mover,) = played.stage_events.movers
        assert mover.prop_place is not None
        x, _, z = mover.prop_place
        window = world.window(math.floor(x / CELL) - 40, math.floor(z / CELL) - 40, 80, 80)
        here = (window.props["x"] == x) & (window.props["z"] == z)
        assert window.props["name"][here].tolist() == [mover.name]
        assert mover.trajectory.positions[0] == pytest.approx(mover.prop_place)
        assert mover.trajectory.rotations[0] == pytest.approx(window.props["rotation"][here][0])
        assert mover.pose_at(0.0) is not None
        left = staged_props(window.props, played.stage_events.movers)
        assert len(left) == len(window.props) - 1
        assert not ((left["x"] == x) & (left["z"] == z)).any()


def test_what_would_begin_inside_a_wall_does_not_move() -> None:
    solids = surroundings(room())
    assert solve("filing-cabinet", Launch(LOW_CORNER, np.eye(3)), solids) is None
    assert solve("filing-cabinet", Launch(MIDDLE, np.eye(3)), solids) is not None


def test_a_nudge_is_never_seen() -> None:
    """It stands in one place while it is looked at, and in another when it is looked at again."""
    for seed in (3, 4, 8):
        shot = {"verb": "look", "seconds": 12, "place": "near", "event": [{"kind": "nudge"}]}
        staged = film(World(seed), board(shot))
        (mover,) = staged.stage_events.movers
        looks: dict[float, int] = {}
        for frame in range(staged.frames):
            pose, place = staged.pose(frame * FRAME), mover.pose_at(frame * FRAME)
            assert place is not None
            if seen(pose, place[0] + np.array([0, 0.3, 0])):
                looks[float(place[0][0])] = looks.get(float(place[0][0]), 0) + 1
                assert mover.trajectory.end != pytest.approx(frame * FRAME, abs=0.1)
        assert len(looks) == 2
        assert min(looks.values()) > 10
        first, last = mover.trajectory.positions
        assert 0.3 < math.dist(first, last) < 1
        assert list(movers_heard([mover])) == []


def test_a_drum_rolls_and_does_not_slide() -> None:
    for _, mover in movers("roll"):
        trajectory = mover.trajectory
        middle = trajectory.positions + trajectory.rotations @ (0, 0.375, 0)
        turn = np.einsum("kij,kij->k", trajectory.rotations[1:], trajectory.rotations[:-1])
        angle = np.arccos(np.clip((turn - 1) / 2, -1, 1))
        rolled = 0.375 * angle[: 2 * SAMPLES].sum()
        assert rolled == pytest.approx(np.linalg.norm(np.diff(middle, axis=0), axis=1)[: 2 * SAMPLES].sum(), rel=0.03)


def test_films_agree_however_they_are_asked() -> None:
    """Frame by frame, one frame alone, in a longer film, and in a film made anew."""
    kinds = [{"kind": kind, "at": 1.5} for kind in ("throw", "topple")]
    storyboard = board({"verb": "hold", "seconds": [8, 12], "place": "near", "event": kinds})
    whole, other, longer = (film(World(3), storyboard, **words) for words in ({}, {}, {"seconds": 11.0}))
    assert len(whole.stage_events.movers) == 2
    assert whole.stage_events == other.stage_events == longer.stage_events
    assert hash(whole.stage_events) == hash(other.stage_events)
    frames = range(whole.frames)
    in_order = [[mover.pose_at(frame * FRAME) for mover in whole.stage_events.movers] for frame in frames]
    for frame in (0, 44, 45, 60, 100, 200):
        alone = [mover.pose_at(frame * FRAME) for mover in other.stage_events.movers]
        for one, two in zip(in_order[frame], alone, strict=True):
            assert (one is None) == (two is None)
            if one is not None and two is not None:
                assert all((a == b).all() for a, b in zip(one, two, strict=True))
    # A scene that ends before is not lit for what comes later.
    assert [mover.name for mover in whole.stage_events.until(1.0).movers] == ["filing-cabinet"]
    assert whole.stage_events.until(2.0) == whole.stage_events


def test_one_who_stands_flinches_and_not_before() -> None:
    storyboard = {"verb": "hold", "seconds": 9, "place": "near"}
    thrown = staged("throw", 4)
    time = thrown.events[0].time
    calm = film(World(4), board(storyboard | {"event": [{"kind": "throw", "at": 1.5, "strength": 0.01}]}))
    before, after = ([abs(thrown.pose(t).pitch - calm.pose(t).pitch) for t in (time + d)] for d in (
        np.linspace(-1.5, -0.3, 10), np.linspace(0.1, 0.5, 10),
    ))  # fmt: skip
    assert max(before) == 0
    assert 0.8 < max(after) < 6
    # The jerk is over, and one has stepped back, no further than there is room.
    late = time + 4.0
    moved = math.dist((thrown.pose(late).x, thrown.pose(late).z), (calm.pose(late).x, calm.pose(late).z))
    assert 0.1 < moved < 0.35
    assert abs(thrown.pose(late).roll - calm.pose(late).roll) < 0.05


def test_blows_are_heard_when_they_are_seen() -> None:
    """Within a field of each other; a page alone is the page in sequence; a chair rings longer than a box of paper."""
    played = staged("throw", 4)
    mover = played.stage_events.movers[0]

    def sounds() -> Collisions:
        return Collisions(Propagation(World(4)), played, [mover], 1.0, 4)

    in_order = sounds()
    pages = [in_order.page(number) for number in range(8)]
    heard = np.abs(np.concatenate([straight for straight, _ in pages], axis=1)).max(0)
    quiet = heard[: int((mover.trajectory.begin - 0.01) * RATE)]
    assert quiet.max(initial=0.0) == 0
    blow = mover.trajectory.impacts[0]
    still = replace(mover, trajectory=replace(mover.trajectory, slip=np.zeros_like(mover.trajectory.slip)))
    struck = Collisions(Propagation(World(4)), played, [still], 1.0, 4).page(int(blow.time))[0]
    onset = int(blow.time) + np.flatnonzero(abs(struck).max(0) > 0.1 * abs(struck).max())[0] / RATE
    assert 0 <= onset - blow.time < 1 / FIELD_RATE
    for number in (5, 2, 3):
        alone = sounds().page(number)
        assert all((a == b).all() for a, b in zip(alone, pages[number], strict=True))
    assert all(straight.shape == (2, PAGE) for straight, _ in pages)

    silent = Collisions(Propagation(World(4)), played, [mover], 0.0, 4).page(2)
    assert not silent[0].any()


def test_what_moves_is_named() -> None:
    def caption(kind: str) -> str:
        return next(movers_heard([movers(kind)[0][1]])).text

    assert caption("throw") == "[a folding chair clatters]"
    assert caption("topple") == "[a filing cabinet clatters]"
    assert caption("slide") == "[a task chair slides]"
    assert caption("roll") == "[a cable drum rolls]"


def test_wrong_things_are_named() -> None:
    def of(kind: str, thing: str) -> Timeline:
        event = {"kind": kind, "at": 1, "thing": thing}
        return film(World(4), board({"verb": "hold", "seconds": 5, "place": "near", "event": [event]}))

    with pytest.raises(LiminalError, match=r'no thing "foldng-chair" .did you mean "folding-chair"'):
        of("throw", "foldng-chair")
    with pytest.raises(LiminalError, match="does not roll; let it slide, or choose of cable-drum"):
        of("roll", "sofa")
    with pytest.raises(LiminalError, match="nothing moves in a knock"):
        of("knock", "sofa")
    assert of("throw", "bin").stage_events.movers[0].name == "bin"
