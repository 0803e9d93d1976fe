"""Doors: leaves on hinges, with known answers; where they hang; what is heard of them."""

import math
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from staged import SKETCH, board, film

from liminal.api.studio import Studio
from liminal.api.world import World
from liminal.ntsc import FIELD_RATE
from liminal.settings.load import load_preset
from liminal.settings.storyboard import DoorMove
from liminal.shot.door_site import HEAD, WIDE, door_sites
from liminal.shot.timeline import Timeline
from liminal.sound.collision import Collisions
from liminal.sound.door_sound import creak
from liminal.sound.pages import RATE
from liminal.sound.propagation import Propagation
from liminal.sound.sound_events import events_heard, movers_heard
from liminal.thing.builder import Detail
from liminal.thing.catalogue import make
from liminal.thing.doors import HUNG_CLEAR, HUNG_HINGE, HUNG_TOP
from liminal.thing.hinge import LONGEST, PIN, Hinge, Swing, swung
from liminal.thing.trajectory import GRAVITY, Floats, Trajectory
from liminal.view.furniture import staged as staged_props
from liminal.world.grid import CELL
from liminal.world.prop import NO_PROPS

SEEDS = (4,)
KINDS: tuple[DoorMove, ...] = ("door-opens", "door-shuts", "door-slams")
FREE = Hinge(36.0, 0.83, 0.0)
BOLT_WORK = 0.24  # J


def swing(hinge: Hinge, begin: Swing) -> Trajectory:
    return swung(hinge, begin, np.zeros(3), np.eye(3), np.array([hinge.width, 1.0, 0.0]))


def angles(trajectory: Trajectory, closed: Floats) -> Floats:
    """How far a leaf is open at each sample, rad."""
    turn = np.einsum("ji,njk->nik", closed, trajectory.rotations)
    return np.asarray(np.arctan2(turn[:, 2, 0], turn[:, 0, 0]))


def test_a_draught_shuts_a_door_as_newton_says() -> None:
    """From rest, an even torque: in sqrt(2 I angle / torque), and with all of its work but what the bolt takes."""
    angle, gust = 1.0, 30.0
    trajectory = swing(FREE, Swing(angle, gust=gust))
    (blow,) = trajectory.impacts
    assert blow.time == pytest.approx(math.sqrt(2 * FREE.inertia * angle / gust), rel=0.01)
    assert blow.normal == pytest.approx(FREE.width * math.sqrt(2 * (gust * angle - BOLT_WORK) / FREE.inertia), rel=0.01)
    assert angles(trajectory, np.eye(3))[-1] == pytest.approx(0.0, abs=1e-9)


def test_friction_stops_a_leaf_where_its_work_is_done() -> None:
    hinge, begin = Hinge(36.0, 0.83, 2.0), Swing(0.4, 0.5)
    way = hinge.inertia * begin.speed**2 / (2 * hinge.friction)
    trajectory = swing(hinge, begin)
    assert angles(trajectory, np.eye(3))[-1] == pytest.approx(begin.angle + way, rel=0.01)
    assert not trajectory.impacts


def test_a_leaf_out_of_plumb_falls_as_a_pendulum_does() -> None:
    """Where it hangs lowest it has the energy of its way down."""
    lean, lowest = math.radians(2), 1.2
    trajectory = swing(FREE, Swing(0.2, lean=lean, falls_to=lowest))
    at = int(np.argmin(abs(angles(trajectory, np.eye(3)) - lowest)))
    drop = GRAVITY * FREE.width / 2 * math.sin(lean) * (1 - math.cos(lowest - 0.2))
    speed = math.sqrt(2 * FREE.mass * drop / FREE.inertia)
    assert trajectory.slip[at] == pytest.approx(PIN * speed, rel=0.02)


def test_a_leaf_without_the_energy_for_its_bolt_stays_ajar() -> None:
    slow, fast = (math.sqrt(2 * share * BOLT_WORK / FREE.inertia) for share in (0.9, 1.1))
    ajar, shut = (swing(FREE, Swing(0.5, -speed)) for speed in (slow, fast))
    assert angles(ajar, np.eye(3))[-1] == pytest.approx(0.012 / FREE.width, rel=0.01)
    assert not ajar.impacts
    assert angles(shut, np.eye(3))[-1] == pytest.approx(0.0, abs=1e-9)
    assert len(shut.impacts) == 1


def test_a_shut_leaf_fills_its_frame_and_the_frame_its_doorway() -> None:
    leaf, frame = (make(name, Detail.FAR).corners["position"] for name in ("hung-door", "door-frame"))
    leaf = leaf + HUNG_HINGE
    assert abs(leaf[:, 0]).max() < HUNG_CLEAR / 2
    assert HUNG_CLEAR / 2 - leaf[:, 0].max() < 0.01
    assert leaf[:, 1].max() < HUNG_TOP
    wide, high = np.ptp(frame[:, 0]), frame[:, 1].max()
    assert 0 < wide - WIDE * CELL < 0.03
    assert 0 < high - HEAD * CELL < 0.03
    assert HUNG_CLEAR < WIDE * CELL
    assert HUNG_TOP < HEAD * CELL


def test_door_sites_are_doorways_and_bare_walls() -> None:
    window = World(7).window(-130, -130, 260, 260)
    sites = list(door_sites(window))
    assert {site.doorway for site in sites} == {True, False}
    for site in sites:
        ahead = np.array([math.sin(math.radians(site.bearing)), -math.cos(math.radians(site.bearing))])
        right = np.array([-ahead[1], ahead[0]])

        def cell(across: float, before: float, site=site, ahead=ahead, right=right) -> tuple[int, int]:
            x, z = np.array([site.x, site.z]) + across * right + before * ahead
            return math.floor(z / CELL) - window.z0, math.floor(x / CELL) - window.x0

        for across in np.arange(-2.5, 3) * CELL:
            here, behind = cell(across, -0.3 * CELL), cell(across, -1.3 * CELL)
            assert window.open[here] == site.doorway
            assert not site.doorway or (window.open[behind] and window.ceiling[here] < window.ceiling[behind])
            for before in np.arange(0.5 + 0.5 * site.doorway, 5) * CELL:
                there = cell(across, before + 0.3 * CELL)
                assert window.open[there]
                assert window.floor[there] == site.floor
        beside = [cell(side * 3.5 * CELL, -0.3 * CELL) for side in (-1, 1)]
        assert not any(window.open[each] for each in beside)


@cache
def staged(kind: str, seed: int) -> Timeline:
    return film(
        World(seed), board({"verb": "hold", "seconds": 9, "place": "near", "event": [{"kind": kind, "at": 1.5}]})
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_door_stands_in_the_picture_and_moves(kind: str) -> None:
    for seed in SEEDS:
        events = staged(kind, seed).stage_events
        frame, leaf = events.movers
        assert events.moving == (leaf,)
        assert (frame.movable.name, leaf.movable.name) == ("door-frame", "hung-door")
        assert frame.begin == leaf.begin == 0.0
        (stands,) = staged_props(NO_PROPS, events.movers)
        assert (stands["name"], float(stands["x"])) == ("door-frame", pytest.approx(frame.trajectory.positions[0][0]))
        assert stands["rotation"] == pytest.approx(frame.trajectory.rotations[0], abs=1e-6)
        opened = angles(leaf.trajectory, frame.trajectory.rotations[0])
        assert leaf.trajectory.begin == pytest.approx(1.5)
        assert leaf.trajectory.end - 1.5 <= LONGEST
        assert opened.min() >= -1e-9
        assert opened.max() < math.radians(106)
        shut, wide = (opened[-1], opened[0]) if kind != "door-opens" else (opened[0], opened[-1])
        assert shut == pytest.approx(0.0, abs=1e-9)
        assert wide > math.radians(30)
        (event,) = staged(kind, seed).events
        assert event.kind == kind
        pose = staged(kind, seed).pose(1.5)
        assert 2 < math.dist((pose.x, pose.z), (event.x, event.z)) < 8


def test_a_door_is_in_the_picture() -> None:
    """With and without, what differs is as high and as wide as a door, and filled."""
    world = World(4, load_preset("level-0", SKETCH, "off"))
    shot = {"verb": "hold", "seconds": 1, "place": "near", "event": [{"kind": "door-opens", "at": 0.5}]}
    pictures = []
    with Studio(world, board(shot)) as studio:
        played = studio.film(1.0)
        for events in (played.stage_events, replace(played.stage_events, movers=())):
            played.stage_events = events
            (picture,) = studio.clip(1.0, (160, 120), samples=2, wanted=[3])
            pictures.append(picture.astype(int))
    differs = abs(pictures[0] - pictures[1]).max(2) > 25
    rows, columns = np.nonzero(differs)
    assert 1.8 < np.ptp(rows) / np.ptp(columns) < 3.2
    assert differs.sum() > 0.7 * np.ptp(rows) * np.ptp(columns)


def test_a_door_that_opened_is_the_one_that_slams() -> None:
    both = [{"kind": "door-opens", "at": 1}, {"kind": "door-slams", "at": 5}]
    events = film(World(4), board({"verb": "hold", "seconds": 12, "place": "near", "event": both})).stage_events
    frame, leaf = events.movers
    opened = angles(leaf.trajectory, frame.trajectory.rotations[0])
    assert opened[0] == opened[-1] == pytest.approx(0.0, abs=1e-9)
    assert opened.max() > 1
    assert (np.diff(leaf.trajectory.times) > 0).all()
    assert abs(np.diff(opened)).max() < 0.05


def test_a_slam_is_heard_when_the_leaf_meets_its_frame_and_hinges_creak_before() -> None:
    played = staged("door-slams", 4)
    (leaf,) = played.stage_events.moving
    (blow,) = leaf.trajectory.impacts

    def pages(order: range) -> dict[int, Floats]:
        sounds = Collisions(Propagation(World(4)), played, [leaf], 1.0, 4)
        return {number: sounds.page(number)[0] for number in order}

    heard = pages(range(4))
    whole = abs(np.concatenate([heard[number] for number in range(4)], axis=1)).max(0)
    assert whole[: int(leaf.trajectory.begin * RATE)].max() < 1e-6
    loud = np.flatnonzero(whole > 0.1 * whole.max())[0] / RATE
    assert 0 <= loud - blow.time < 1 / FIELD_RATE
    backwards = pages(range(3, -1, -1))
    assert all((backwards[number] == heard[number]).all() for number in range(4))

    slow = staged("door-opens", 4)
    (leaf,) = slow.stage_events.moving
    creaks = Collisions(Propagation(World(4)), slow, [leaf], 1.0, 4)
    assert max(abs(creaks.page(number)[0]).max() for number in range(2, 6)) > 1e-3
    # A stretch of it is the same however it is cut: nothing clicks where one page ends and the next begins.
    times = np.arange(1.0, 7.0, 1 / RATE)
    whole, parts = (
        creak(leaf.trajectory, times, 5),
        [creak(leaf.trajectory, each, 5) for each in np.array_split(times, 7)],
    )
    assert abs(whole).max() > 0.2
    assert (np.concatenate(parts) == whole).all()


def test_doors_are_named_once() -> None:
    for kind, said in zip(KINDS, ("creaks", "shuts", "slams"), strict=True):
        played = staged(kind, 4)
        assert [each.text for each in events_heard(played.events)] == [f"[a door {said}]"]
        assert list(movers_heard(played.stage_events.movers)) == []
