"""A walk keeps clear of everything, moves like a person, and any of its instants can be asked for alone."""

import numpy as np
import pytest

from liminal.errors import LiminalError
from liminal.settings.walk import WalkSettings
from liminal.settings.world import WorldSettings
from liminal.shot.route import SPACING, plan_route
from liminal.shot.walk import Walk, route_length
from liminal.view.pose import Pose
from liminal.world.grid import CELL
from liminal.world.window import FIXTURE, LAMP, Window
from liminal.world.world import World

SETTINGS = WalkSettings()
RATE = 30000 / 1001
START = Pose(3.0, 1.7, 4.0, yaw=30.0, pitch=-1.0, roll=2.0, fov=50.0)


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
        material = np.zeros((height, width), np.uint8)
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


def _clearance(world: Plan | World, points: np.ndarray) -> float:
    """Return the least distance from points to anything solid, low, or two cells up or down; by trying every cell."""
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


def _walk(world: Plan | World, seconds: float, start: Pose = START, seed: int = 1) -> Walk:
    return Walk(plan_route(world, start, route_length(seconds, SETTINGS)), SETTINGS, start, seed)


def _frames(walk: Walk, seconds: float) -> list[Pose]:
    return [walk.pose(frame / RATE) for frame in range(round(seconds * RATE))]


def _places(poses: list[Pose]) -> np.ndarray:
    return np.array([(pose.x, pose.z) for pose in poses])


@pytest.mark.parametrize("seed", range(1, 7))
def test_the_camera_stays_clear_of_everything(seed: int) -> None:
    world = World(seed, WorldSettings())
    start = Pose(13.0 * seed, 1.62, -29.0 * seed, yaw=45.0 * seed)
    poses = _frames(_walk(world, 40, start, seed), 40)
    assert _clearance(world, _places(poses)) >= 0.3
    assert np.hypot(*np.diff(_places(poses), axis=0).T).sum() > 0.7 * 40 * SETTINGS.speed


@pytest.mark.parametrize("corner", [(2.0, 2.0), (8.0, 3.0), (20.0, 9.0), (2.0, 11.0), (15.0, 11.5)])
def test_pits_low_ceilings_and_ledges_are_kept_clear_of(corner: tuple[float, float]) -> None:
    start = Pose(corner[0], 1.62, corner[1], yaw=90.0)
    poses = _frames(_walk(ROOMS, 60, start), 60)
    assert _clearance(ROOMS, _places(poses)) >= 0.3


def test_a_walk_sees_many_rooms() -> None:
    places = _places(_frames(_walk(ROOMS, 60, Pose(2.0, 1.62, 2.0)), 60))
    assert len(np.unique((places // 2.5).astype(int), axis=0)) >= 10
    assert np.ptp(places, axis=0).max() > 8.0


def test_a_route_has_its_length_and_even_spacing() -> None:
    route = plan_route(ROOMS, START, 33.3)
    assert route.length == pytest.approx(33.3, abs=SPACING)
    assert np.hypot(*np.diff(route.points, axis=0).T).max() <= SPACING * 1.0001


@pytest.mark.parametrize("seed", [1, 2, 5])
def test_speed_and_turning_are_those_of_a_person(seed: int) -> None:
    poses = _frames(_walk(World(seed, WorldSettings()), 40, seed=seed), 40)
    velocity = np.diff(_places(poses), axis=0) * RATE
    speed = np.hypot(*velocity.T)
    turning = abs(np.diff(np.unwrap([pose.yaw for pose in poses], period=360.0))) * RATE
    assert speed[0] < 0.1  # from rest
    assert speed.max() < SETTINGS.speed * 1.1
    assert abs(np.diff(speed)).max() * RATE < 2.0 * SETTINGS.acceleration
    assert turning.max() < 90.0
    assert abs(np.diff([pose.y for pose in poses])).max() * RATE < 1.0  # a step of 15 cm in a fifth of a second


def test_the_gaze_leads_the_turn() -> None:
    # In a long walk with many turns, the gaze best matches where the feet will be heading, not where they are.
    poses = _frames(_walk(ROOMS, 120), 120)
    step = np.diff(_places(poses), axis=0)
    feet = np.unwrap(np.arctan2(step[:, 0], -step[:, 1]))
    gaze = np.radians(np.unwrap([pose.yaw for pose in poses], period=360.0))
    cut = slice(150, -150)  # the pan at the start is no turn
    mismatch = [np.std(np.roll(feet, -lag)[cut] - gaze[:-1][cut]) for lag in range(-30, 60)]
    assert 0.5 < (np.argmin(mismatch) - 30) / RATE < 1.1


def test_the_eye_follows_a_step_smoothly() -> None:
    hall = Plan("############", "#....===...#", "#....===...#", "############")
    heights = np.array([pose.y for pose in _frames(_walk(hall, 30, Pose(2.0, 1.62, 2.4, yaw=90.0)), 30)])
    assert heights.max() - heights.min() > CELL  # it went up
    assert abs(np.diff(heights)).max() < 0.02


def test_a_frame_is_the_same_whatever_was_asked_before_and_however_long_the_walk_is() -> None:
    world = World(3, WorldSettings())
    short, long = _walk(world, 5), _walk(World(3, WorldSettings()), 60)
    assert short.duration >= 5
    backwards = [short.pose(frame / RATE) for frame in reversed(range(150))]
    assert backwards[::-1] == [long.pose(frame / RATE) for frame in range(150)]


def test_the_walk_takes_over_the_standing_pose() -> None:
    walk = _walk(ROOMS, 10)
    first, later = walk.pose(0.0), walk.pose(9.0)
    assert (first.fov, later.fov) == (50.0, 50.0)
    wander = 3 * SETTINGS.drift
    assert first.yaw == pytest.approx(START.yaw, abs=wander)
    assert first.roll == pytest.approx(START.roll, abs=wander)
    assert first.y == pytest.approx(START.y, abs=0.03)
    assert later.roll == pytest.approx(0.0, abs=wander)
    assert later.y == pytest.approx(SETTINGS.eye_height, abs=0.03)


def test_the_hand_differs_between_seeds_and_can_be_held_still() -> None:
    assert _walk(ROOMS, 5, seed=1).pose(3.0) != _walk(ROOMS, 5, seed=2).pose(3.0)
    still = SETTINGS.model_copy(update={"drift": 0.0, "bob": 0.0})
    route = plan_route(ROOMS, START, route_length(10, still))
    assert Walk(route, still, START, 1).pose(8.0) == Walk(route, still, START, 2).pose(8.0)
    assert Walk(route, still, START, 1).pose(8.0).roll == 0.0


def test_no_room_to_walk_is_one_clear_line() -> None:
    with pytest.raises(LiminalError, match=r"no room to walk at 50\.00,50\.00; begin elsewhere"):
        plan_route(ROOMS, Pose(50.0, 1.62, 50.0), 5.0)
