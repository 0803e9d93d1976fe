"""Rigid bodies: mechanics with known answers, and the same bits in every process."""

import math
import subprocess
import sys
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy.ndimage import maximum_filter
from staged import SEED

from liminal.api.world import World
from liminal.thing.builder import Detail
from liminal.thing.catalogue import CATALOGUE, make
from liminal.thing.mass import corners_of, fewer, mass_points, mass_properties
from liminal.thing.movable import Movable
from liminal.thing.rigid_body import LONGEST, Launch, solve
from liminal.thing.rigid_body import RATE as SAMPLES
from liminal.thing.surroundings import surroundings
from liminal.thing.trajectory import GRAVITY, Floats, Trajectory, between
from liminal.thing.turning import turned
from liminal.view.movers import way_in_picture
from liminal.view.pose import Pose
from liminal.view.projection import clip_from_view, view_from_world
from liminal.world.grid import CELL
from liminal.world.prop import NO_PROPS
from liminal.world.window import FIXTURE, LAMP, Window

WIDE, LONG, HIGH = 30, 36, 2.7432  # cells, cells, m
THROWN = ("folding-chair", "filing-cabinet", "cardboard-box", "task-chair", "cable-drum", "traffic-cone")


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
    return solve(Movable(name), launch, surroundings(room()))


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
        trajectory = solve(Movable("vcr"), launch, surroundings(room()))
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
from test_rigid_body import THROWN, thrown
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


def test_what_would_begin_inside_a_wall_does_not_move() -> None:
    solids = surroundings(room())
    assert solve(Movable("filing-cabinet"), Launch(LOW_CORNER, np.eye(3)), solids) is None
    assert solve(Movable("filing-cabinet"), Launch(MIDDLE, np.eye(3)), solids) is not None
