"""Things that move in films: staged before the camera, drawn, heard and named."""

import math
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from staged import board, film

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
from liminal.thing.mass import corners_of
from liminal.thing.mover import Mover
from liminal.thing.rigid_body import LONGEST
from liminal.thing.rigid_body import RATE as SAMPLES
from liminal.thing.trajectory import Floats
from liminal.view.furniture import staged as staged_props
from liminal.view.pose import Pose
from liminal.view.projection import view_from_world
from liminal.world.grid import CELL

SEEDS = (1, 3, 4)
KINDS = ("throw", "topple", "fall", "slide", "roll")


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
        assert mover.movable.name == EVENTS[kind].thing or (kind == "topple" and mover.place is not None)
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
        corners = corners_of(mover.movable.thing(Detail.FAR).boxes).reshape(-1, 3) @ mover.trajectory.rotations[0].T
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
        assert mover.place is not None
        x, _, z = mover.place
        window = world.window(math.floor(x / CELL) - 40, math.floor(z / CELL) - 40, 80, 80)
        here = (window.props["x"] == x) & (window.props["z"] == z)
        assert window.props["name"][here].tolist() == [mover.movable.name]
        assert mover.trajectory.positions[0] == pytest.approx(mover.place)
        assert mover.trajectory.rotations[0] == pytest.approx(window.props["rotation"][here][0])
        assert mover.pose_at(0.0) is not None
        left = staged_props(window.props, played.stage_events.movers)
        assert len(left) == len(window.props) - 1
        assert not ((left["x"] == x) & (left["z"] == z)).any()


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
    assert [mover.movable.name for mover in whole.stage_events.between(0.0, 1.0).movers] == ["filing-cabinet"]
    assert whole.stage_events.between(0.0, 2.0) == whole.stage_events


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
    assert of("throw", "bin").stage_events.movers[0].movable.name == "bin"
