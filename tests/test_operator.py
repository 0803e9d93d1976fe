"""The operator keeps clear of everything, moves like a person, and any of its instants can be asked for alone."""

import gc
import math
from dataclasses import replace
from itertools import pairwise
from typing import Any
from weakref import ref

import numpy as np
import pytest
from numpy.typing import NDArray

from liminal.api.world import World
from liminal.errors import LiminalError
from liminal.settings.operator import OperatorSettings
from liminal.settings.preset import Preset
from liminal.settings.world import WorldSettings
from liminal.shot.event import Event
from liminal.shot.operator import Operator
from liminal.view.pose import Pose
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL
from liminal.world.material import Material
from liminal.world.prop import bounds, prop, within
from liminal.world.window import FIXTURE, LAMP, Window

FIELDS = 60000 / 1001  # a second
START = Pose(3.0, 1.7, 4.0, yaw=30.0, pitch=-1.0, roll=2.0, fov=50.0)
STEADY = OperatorSettings(shake=0, stops=0, glances=0, behind=0, runs=0, bumps=0, lowered=0, reframing=0, zoom=1)

Floats = NDArray[np.float64]


class Plan:
    """A place drawn as text, a letter for each square of 8 x 8 cells (1.2 m): `#` solid, `.` floor, other see below.

    `_` is a floor 2 cells lower, `=` one cell higher, `,` a ceiling too low to walk under. All around it is solid.
    """

    def __init__(self, *rows: str) -> None:
        letters = np.array([list(row) for row in rows]).repeat(8, axis=0).repeat(8, axis=1)
        solid = letters == "#"
        self._floor = np.select([letters == "_", letters == "="], [-2 * CELL, CELL], 0.0).astype(np.float32)
        self._ceiling = np.where(solid, 0, np.where(letters == ",", 1.9, 2.743)).astype(np.float32)

    def window(self, x0: int, z0: int, width: int, height: int) -> Window:
        floor, ceiling = (np.zeros((height, width), np.float32) for _ in range(2))
        for inside, outside in ((self._floor, floor), (self._ceiling, ceiling)):
            z, x = np.mgrid[z0 : z0 + height, x0 : x0 + width]
            here = (z >= 0) & (z < inside.shape[0]) & (x >= 0) & (x < inside.shape[1])
            outside[here] = inside[z[here], x[here]]
        material = np.full((height, width), Material.CARPET, np.uint8)
        return Window(x0, z0, floor, ceiling, material, material, material, np.zeros(0, LAMP), np.zeros(0, FIXTURE))


ROOMS = Plan(
    "####################",
    "#....#.......#.....#",
    "#............#.....#",
    "#....#.......#.....#",
    "##.###.......,.....#",
    "#....#.......#.....#",
    "#....#__...###.###.#",
    "#.....__...#.......#",
    "#....#.....#..===..#",
    "#..........#..===..#",
    "####################",
)
HALL = Plan("############################", *["#..........................#"] * 3, "############################")


def film(operator: Operator, seconds: float) -> dict[str, Floats]:
    """The camera at each field, one array for each number of its pose; yaw is not wrapped."""
    poses = [operator.pose(field / FIELDS) for field in range(round(seconds * FIELDS))]
    tracks = {name: np.array([getattr(pose, name) for pose in poses]) for name in vars(poses[0])}
    tracks["yaw"] = np.unwrap(tracks["yaw"], period=360.0)
    return tracks


def rate(track: Floats) -> Floats:
    return np.diff(track) * FIELDS


def clearance(world: Plan | CellGrid, points: Floats) -> float:
    """The least distance from points to anything solid, low, or two cells up or down; by trying every cell."""
    low, high = np.floor(points.min(axis=0) / CELL).astype(int) - 4, np.floor(points.max(axis=0) / CELL).astype(int) + 5
    window = world.window(*low, *(high - low))
    cell_x, cell_z = (np.floor(points / CELL).astype(int) - low).T
    least = np.inf
    for dz in range(-3, 4):
        for dx in range(-3, 4):
            z, x = cell_z + dz, cell_x + dx
            step = abs(window.floor[z, x] - window.floor[cell_z, cell_x])
            # In the world, a floor some cells away may be reached by stairs; in our plans there are none.
            far = 0.2 if isinstance(world, Plan) or max(abs(dz), abs(dx)) <= 1 else np.inf
            obstacle = (window.ceiling[z, x] - window.floor[z, x] < 2.0) | (step > far)
            corner = (np.stack([x, z], axis=1) + low) * CELL
            gap = np.maximum(np.maximum(corner - points, points - corner - CELL), 0.0)
            least = min(least, np.where(obstacle, np.hypot(*gap.T), np.inf).min())
    return float(least)


def operate(world: Plan | CellGrid, seconds: float, start: Pose = START, seed: int = 1, **dials: float) -> Operator:
    return Operator(world, OperatorSettings(**dials), start, seed, seconds)


def in_world(seed: int, seconds: float, mood: float, **dials: float) -> tuple[CellGrid, Operator]:
    world = CellGrid(seed, Preset())
    start = Pose(13.0 * seed, 1.62, -29.0 * seed, yaw=45.0 * seed)
    return world, operate(world, seconds, start, seed, mood=mood, **dials)


@pytest.mark.parametrize("seed", range(1, 7))
def test_the_camera_stays_clear_of_everything_in_any_mood(seed: int) -> None:
    mood = (seed - 1) / 5
    world, operator = in_world(seed, 40, mood, shake=1.0, bumps=4.0, lowered=1.0, set_down=1.0)
    seen = film(operator, 40)
    assert clearance(world, np.stack([seen["x"], seen["z"]], axis=1)) >= 0.25


@pytest.mark.parametrize("corner", [(2.0, 2.0), (8.0, 3.0), (20.0, 9.0)])
def test_pits_low_ceilings_and_ledges_are_kept_clear_of(corner: tuple[float, float]) -> None:
    start = Pose(corner[0], 1.62, corner[1], yaw=90.0)
    operator = Operator(ROOMS, OperatorSettings(mood=0.8), start, 3, 40.0)
    seen = film(operator, 40)
    assert clearance(ROOMS, np.stack([seen["x"], seen["z"]], axis=1)) >= 0.25


@pytest.mark.parametrize(("seed", "mood"), [(1, 0.0), (2, 0.4), (3, 0.7), (4, 1.0)])
def test_speed_and_turning_are_those_of_a_person(seed: int, mood: float) -> None:
    _, operator = in_world(seed, 60, mood, lowered=0.0, bumps=0.0)
    seen = film(operator, 60)
    # Half a second of walking, so that a hand reaching out is no speed.
    stretch = round(FIELDS / 2)
    speed = np.hypot(seen["x"][stretch:] - seen["x"][:-stretch], seen["z"][stretch:] - seen["z"][:-stretch]) * 2
    assert speed[0] < 0.3  # from rest
    assert speed.max() < 3.5
    assert abs(rate(seen["yaw"])).max() < 320.0  # deg/s: a head turns at 400 at most
    assert abs(rate(seen["pitch"])).max() < 200.0
    assert np.percentile(abs(rate(seen["yaw"])), 50) < 25.0
    assert abs(rate(seen["y"])).max() < 1.0
    assert abs(seen["roll"]).max() < 15.0


def test_haste_grows_with_mood() -> None:
    calm, panicked = (in_world(5, 60, mood)[1] for mood in (0.0, 1.0))
    assert len(panicked.steps) > 1.25 * len(calm.steps)
    assert len(panicked.breaths) > 1.5 * len(calm.breaths)
    turns = [np.sum(abs(rate(film(operator, 60)["yaw"])) > 100) for operator in (calm, panicked)]
    assert turns[1] > 2 * turns[0]


def test_no_motion_has_a_dominant_line() -> None:
    # Of what is faster than pans, no hundredth of a hertz holds much: nothing is a sine, not even the gait.
    _, operator = in_world(2, 100, 0.2, stops=0.0, lowered=0.0)
    seen = film(operator, 100)
    for name, most in (("yaw", 0.05), ("pitch", 0.05), ("roll", 0.05), ("y", 0.15)):
        track = rate(seen[name])
        power = abs(np.fft.rfft((track - track.mean()) * np.hanning(len(track)))) ** 2
        power = power[np.fft.rfftfreq(len(track), 1 / FIELDS) > 1.0]
        assert power.max() / power.sum() < most, name


def test_a_sine_would_be_found() -> None:
    time = np.arange(6000) / FIELDS
    track = rate(np.sin(2 * np.pi * 1.7 * time))
    power = abs(np.fft.rfft(track * np.hanning(len(track)))) ** 2
    assert power.max() / power.sum() > 0.5


def test_no_two_seeds_are_alike() -> None:
    films = [film(operate(ROOMS, 30, seed=seed), 30) for seed in range(4)]
    for first in range(4):
        for second in range(first):
            apart = np.hypot(*(films[first][axis] - films[second][axis] for axis in "xz"))
            assert apart.max() > 1.0
            assert np.corrcoef(rate(films[first]["pitch"]), rate(films[second]["pitch"]))[0, 1] < 0.3


def test_a_frame_is_the_same_whatever_was_asked_before_and_however_long_the_film_is() -> None:
    for mood in (0.1, 0.9):
        short, long = (in_world(3, seconds, mood, set_down=3.0)[1] for seconds in (12.0, 60.0))
        backwards = [short.pose(field / FIELDS) for field in reversed(range(700))]
        assert backwards[::-1] == [long.pose(field / FIELDS) for field in range(700)]
        assert short.steps == tuple(step for step in long.steps if step.time <= 12.0)
        assert short.breaths == tuple(breath for breath in long.breaths if breath.time <= 12.0)
        assert [short.motion(t) for t in (1.0, 7.7)] == [long.motion(t) for t in (1.0, 7.7)]


class Observed(Plan):
    """A plan with weak references to all the windows that were cut out of it."""

    def __init__(self, *rows: str) -> None:
        super().__init__(*rows)
        self.windows: list[ref[Window]] = []

    def window(self, x0: int, z0: int, width: int, height: int) -> Window:
        window = super().window(x0, z0, width, height)
        self.windows.append(ref(window))
        return window


def test_an_operator_keeps_no_window_of_the_world() -> None:
    # A film keeps the operators of all its shots: each would add 12 MB to the memory of a long one.
    world = Observed("######", "#....#", "#....#", "#....#", "######")
    quiet = operate(world, 5.0)
    startled = quiet.heeding([Event(2.0, 1.0, "knock", 5.0, 2.0, 1.0)])
    gc.collect()
    assert quiet.pose(4.0) != startled.pose(4.0)
    assert world.windows
    assert not any(window() for window in world.windows)


def test_what_happens_changes_nothing_before_it() -> None:
    events = [Event(8.0, 1.0, "knock", 5.0, 5.0, 1.0)]
    quiet = film(operate(ROOMS, 20), 20)
    heard = film(Operator(ROOMS, OperatorSettings(), START, 1, 20.0, events), 20)
    before, after = slice(0, int(8.0 * FIELDS)), slice(round(8.0 * FIELDS), round(12.0 * FIELDS))
    assert np.array_equal(quiet["yaw"][before], heard["yaw"][before])
    assert abs(quiet["yaw"][after] - heard["yaw"][after]).max() > 20.0


def test_a_loud_knock_makes_one_stop_look_back_off_and_hurry() -> None:
    start = Pose(5.0, 1.62, 3.0, yaw=90.0)
    knock = Event(5.0, 0.5, "knock", 5.0, 3.0, 1.0)  # behind
    settings = STEADY.model_copy(update={"mood": 0.4})
    plain = film(Operator(HALL, settings, start, 1, 15.0), 15)
    seen = film(Operator(HALL, settings, start, 1, 15.0, [knock]), 15)
    here = int(5.0 * FIELDS)
    assert np.array_equal(plain["x"][:here], seen["x"][:here])
    looked = seen["yaw"][here : here + round(3 * FIELDS)]
    assert abs(looked - seen["yaw"][here]).max() > 140.0  # to where it came from
    speed = np.hypot(rate(seen["x"]), rate(seen["z"]))
    assert speed[here + round(0.15 * FIELDS)] > 0.6  # nobody reacts at once
    assert np.median(speed[here + round(1.2 * FIELDS) : here + round(1.9 * FIELDS)]) < 0.25
    usual = np.percentile(np.hypot(rate(plain["x"]), rate(plain["z"])), 90)
    assert np.percentile(speed[here + round(4 * FIELDS) :], 95) > 1.15 * usual


class HalfLit(Plan):
    """A plan with a lamp in every second square up to x = 18 m, and none beyond."""

    def window(self, x0: int, z0: int, width: int, height: int) -> Window:
        window = super().window(x0, z0, width, height)
        x, z = np.meshgrid(np.arange(1.2, 18.0, 2.4), np.arange(1.8, 5.0, 2.4))
        lamps = np.zeros(x.size, LAMP)
        lamps["x"], lamps["z"], lamps["y"], lamps["luminance"] = x.ravel(), z.ravel(), 2.743, 4000.0
        lamps["size_x"], lamps["size_z"] = 0.6, 1.2
        lamps["cell_x"], lamps["cell_z"] = lamps["x"] // CELL, lamps["z"] // CELL
        inside = (lamps["cell_x"] >= x0) & (lamps["cell_x"] < x0 + width)
        inside &= (lamps["cell_z"] >= z0) & (lamps["cell_z"] < z0 + height)
        return replace(window, lamps=lamps[inside])


@pytest.mark.parametrize(("seed", "landmark"), [(3, "pile"), (5, "boxes"), (2, "bed")])
def test_the_camera_passes_round_what_stands_about(seed: int, landmark: str) -> None:
    """From before a landmark on, for a quarter of a minute, it is never nearer than 0.25 m to anything on the floor."""
    world = World(seed, Preset(world=WorldSettings(things=5.0)))
    walk = Operator(world, OperatorSettings(curiosity=1.0), world.view_of(f"landmark:{landmark}"), seed, 15.0)
    eyes = np.array([(pose.x, pose.z) for pose in map(walk.pose, np.arange(0, 15, 0.05).tolist())])
    low = np.floor(eyes.min(axis=0) / CELL).astype(int) - 60
    props = world.window(*low, *(np.ceil(np.ptp(eyes, axis=0) / CELL).astype(int) + 120)).props
    boxes = [(lowest, highest) for lowest, highest in map(bounds, props) if lowest[1] < 1.5]
    assert boxes
    gaps = [np.maximum(np.maximum(lowest[[0, 2]] - eyes, eyes - highest[[0, 2]]), 0.0) for lowest, highest in boxes]
    assert min(float(np.hypot(*gap.T).min()) for gap in gaps) > 0.25


class Furnished(Plan):
    """A plan in which a chair stands that belongs to a landmark."""

    def window(self, x0: int, z0: int, width: int, height: int) -> Window:
        chair = prop("folding-chair", 14.0, 0.0, 2.0, 180.0)
        chair["landmark"] = "lone-chair"
        return replace(super().window(x0, z0, width, height), props=within(chair, x0, z0, width, height))


def test_what_stands_about_is_looked_at_in_passing() -> None:
    """For a second or so the camera points at a chair to one side of the way; where there is none it never does."""
    looked = {}
    beside = Pose(8.5, 1.7, 3.9, yaw=90.0, fov=50.0)
    for rooms in (HALL, Furnished("#" * 28, *["#" + "." * 26 + "#"] * 3, "#" * 28)):
        looked[rooms] = 0
        for seed in range(5):
            camera = film(Operator(rooms, STEADY, beside, seed, 10.0), 10.0)
            away = np.hypot(14.0 - camera["x"], 2.0 - camera["z"])
            bearing = np.degrees(np.arctan2(14.0 - camera["x"], camera["z"] - 2.0))
            way = np.degrees(np.arctan2(np.gradient(camera["x"]), -np.gradient(camera["z"])))
            at_it = abs((camera["yaw"] - bearing + 180) % 360 - 180) < 8
            aside = abs((way - bearing + 180) % 360 - 180) > 20
            looked[rooms] += int((at_it & aside & (away < 6)).sum() > 0.8 * FIELDS)
    bare, furnished = looked.values()
    assert bare == 0
    assert furnished >= 4


def test_one_hesitates_before_the_dark_and_goes_on() -> None:
    hall = HalfLit(
        "############################", *["#..........................#"] * 3, "############################"
    )
    settings = STEADY.model_copy(update={"curiosity": 0.0, "mood": 0.1})
    seen = film(Operator(hall, settings, Pose(6.0, 1.62, 3.0, yaw=90.0), 1, 30.0), 30)
    speed = np.hypot(rate(seen["x"]), rate(seen["z"]))
    walking = np.flatnonzero(speed > 0.9)[0]
    stood = np.flatnonzero(speed[walking:] < 0.1) + walking
    assert 15.0 < seen["x"][stood[0]] < 21.0
    assert len(stood) > 0.5 * FIELDS
    assert seen["x"].max() > 23.0


def test_the_view_leads_the_feet_round_corners() -> None:
    operator = Operator(ROOMS, STEADY, START, 1, 60.0)
    seen = film(operator, 60)
    step = np.stack([np.diff(seen["x"]), np.diff(seen["z"])], axis=1)
    feet = np.degrees(np.unwrap(np.arctan2(step[:, 0], -step[:, 1])))
    cut = slice(300, -300)
    lags = range(-60, 120, 4)
    mismatch = [np.std(np.roll(feet, -lag)[cut] - seen["yaw"][:-1][cut]) for lag in lags]
    assert 0.15 < lags[int(np.argmin(mismatch))] / FIELDS < 1.8


def test_steps_alternate_lie_on_the_floor_and_keep_the_walk_ratio() -> None:
    operator = Operator(HALL, STEADY, Pose(3.0, 1.62, 3.0, yaw=90.0), 1, 15.0)
    steps = [step for step in operator.steps if 4.0 < step.time < 12.0]
    assert {a.foot + b.foot for a, b in pairwise(steps)} == {1}
    assert {step.surface for step in steps} == {int(Material.CARPET)}
    # Sekiya and Nagasaki, 1998: 0.0065 m per step a minute, give or take.
    gaps = np.diff([step.time for step in steps])
    length = np.hypot(np.diff([step.x for step in steps]), np.diff([step.z for step in steps]))
    assert np.median(length / (60.0 / gaps)) == pytest.approx(0.0065, rel=0.15)
    assert gaps.std() / gaps.mean() > 0.005  # not on a beat


def test_the_eye_follows_a_step_smoothly() -> None:
    hall = Plan("############", "#....===...#", "#....===...#", "############")
    heights = film(Operator(hall, STEADY, Pose(2.0, 1.58, 2.4, yaw=90.0), 1, 30.0), 30)["y"]
    assert np.ptp(heights) == pytest.approx(CELL, abs=0.02)
    assert abs(np.diff(heights)).max() < 0.012


def test_it_zooms_only_into_distance_at_the_motor_s_speed_and_then_the_picture_shakes_more() -> None:
    dials: dict[str, Any] = {"zooms": 1.0, "stops": 10.0, "zoom": 8.0, "reframing": 0.0, "lowered": 0.0, "bumps": 0.0}
    far = film(operate(HALL, 90, Pose(3.0, 1.62, 3.0, yaw=90.0), **dials), 90)
    tele = np.tan(np.radians(25.0)) / np.tan(np.radians(far["fov"] / 2))
    assert tele.max() > 2.0
    assert abs(rate(np.log(tele))).max() < 1.05 * math.log(10.0) / 7.0  # the motor's speed
    # Of the picture's height, while one stands: the hand is steadier then, but not by as much as things are larger.
    standing = np.hypot(rate(far["x"]), rate(far["z"])) < 0.05
    unrest = abs(np.diff(rate(far["pitch"]))) / far["fov"][2:]
    near, close = (np.median(unrest[standing[1:] & chosen[2:]]) for chosen in (tele < 1.1, tele > 2.5))
    assert close > 1.3 * near
    cupboard = Plan("######", "#....#", "#....#", "#....#", "#....#", "######")
    near = film(operate(cupboard, 60, Pose(3.0, 1.62, 3.0), **dials), 60)
    assert np.ptp(near["fov"]) == 0.0


def test_without_shake_it_floats_and_with_more_it_shakes_more() -> None:
    rough = [np.std(np.diff(rate(film(operate(ROOMS, 20, shake=shake), 20)["pitch"]))) for shake in (0.0, 0.3, 0.6)]
    assert rough[0] < 0.1 * rough[1] < rough[1] < 0.7 * rough[2]


def test_a_camera_that_lies_is_still_and_is_picked_up() -> None:
    """Set down now and then: it lies for a while at half a camcorder's height, does not move, and is held again."""
    operator = operate(HALL, 90, Pose(5.0, 1.62, 3.0, yaw=90.0), set_down=3.0)
    seen = film(operator, 90)
    low = seen["y"] < 0.0751
    assert low.any()
    first = int(np.argmax(low))
    last = first + int(np.argmax(~low[first:]))
    lies = slice(first + round(FIELDS), last - round(FIELDS))
    assert all(np.ptp(seen[name][lies]) < 1e-9 for name in seen)
    assert operator.motion((first + last) / 2 / FIELDS) == pytest.approx(0.0, abs=1e-9)
    assert seen["y"][lies][0] == pytest.approx(0.075)
    assert seen["y"][last:].max() > 1.4
    assert abs(rate(seen["y"])).max() < math.sqrt(2 * 9.81 * 1.75)


def test_it_takes_over_the_standing_pose() -> None:
    operator = operate(ROOMS, 10)
    first = operator.pose(0.0)
    for name in vars(START):
        assert getattr(first, name) == pytest.approx(getattr(START, name), abs=1e-9), name
    assert operator.pose(-5.0) == first
    assert operator.pose(99.0) == operator.pose(10.0)


def test_two_minutes_see_many_rooms() -> None:
    seen = film(operate(CellGrid(4, Preset()), 120, Pose(3.0, 1.62, 4.0), seed=4), 120)
    places = np.stack([seen["x"], seen["z"]], axis=1)
    assert len(np.unique((places // 4.0).astype(int), axis=0)) >= 12


def test_no_room_to_walk_is_one_clear_line() -> None:
    with pytest.raises(LiminalError, match=r"no room to walk at 50\.00,50\.00; begin elsewhere"):
        operate(ROOMS, 5, Pose(50.0, 1.62, 50.0))
