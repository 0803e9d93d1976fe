"""People who move without a file: what feet, hips and steps do is held to what gait laboratories have found."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from kinematics import matrices
from PIL import Image

from liminal.motion.locomotion import Locomotion
from liminal.motion.way import Way, way_through

STATURE = 1.75
HEEL = np.array([0, -0.039 * STATURE, -0.25 * 0.152 * STATURE])  # from the ankle, to the floor below the heel's end
RATE = 120
RISER, TREAD = 0.17, 0.29


def level(x: float, z: float) -> float:
    return 0.0


def upstairs(x: float, z: float) -> float:
    return RISER * float(np.clip(z // TREAD - 1, 0, 9))


def downstairs(x: float, z: float) -> float:
    return -upstairs(x, z)


def straight(speed: float, seconds: float = 6.0) -> Way:
    return way_through(np.array([0.0, seconds]), np.array([(0, 0), (0, speed * seconds)], float))


def still(seconds: float = 20.0) -> Way:
    return way_through(np.array([0.0, seconds]), np.zeros((2, 2)))


def person(way: Way, floor_at: Callable[[float, float], float] = level, seed: int = 1) -> Locomotion:
    return Locomotion(way, floor_at, STATURE, seed)


class Filmed:
    """A person at instants `RATE` a second: joints and heels by matrices."""

    def __init__(self, body: Locomotion, begin: float, end: float) -> None:
        self.times = np.arange(begin, end, 1 / RATE)
        self.frames = matrices(body.skeleton, body.poses_at(self.times))

    def place(self, joint: str) -> np.ndarray:
        return self.frames[joint][:, :3, 3]

    def heel(self, side: str) -> np.ndarray:
        return (self.frames[f"{side}_foot"] @ np.append(HEEL, 1))[:, :3]

    def ball(self, side: str) -> np.ndarray:
        """The place under the joint of the toes when they lie on the floor."""
        return self.place(f"{side}_toes") - (0, 0.012 * STATURE, 0)

    def touches(self, side: str) -> np.ndarray:
        """When heel or ball is on the floor, which is at y = 0."""
        return (self.heel(side)[:, 1] < 0.001) | (self.ball(side)[:, 1] < 0.001)


@pytest.fixture(scope="module")
def walk() -> Filmed:
    return Filmed(person(straight(1.3)), 1.5, 4.5)


@pytest.fixture(scope="module")
def run() -> Filmed:
    return Filmed(person(straight(3.5)), 1.5, 4.5)


def stretches(flags: np.ndarray) -> list[slice]:
    """Where flags are set, without what is cut at the ends."""
    edges = np.flatnonzero(np.diff(flags.astype(int)))
    starts = [edge + 1 for edge in edges if not flags[edge]]
    return [
        slice(start, next(edge + 1 for edge in edges if edge >= start)) for start in starts if (edges >= start).any()
    ]


@pytest.mark.parametrize("gait", ["walk", "run"])
def test_no_foot_slips_that_stands(request: pytest.FixtureRequest, gait: str) -> None:
    filmed = request.getfixturevalue(gait)
    found = 0
    for side in ("left", "right"):
        for point in (filmed.heel(side), filmed.ball(side)):
            for stretch in stretches(point[:, 1] < 0.0005):
                if stretch.stop - stretch.start > 0.05 * RATE:
                    # The instants beside a landing and a lift are those of a foot in motion.
                    stands = point[stretch.start + 1 : stretch.stop - 2]
                    assert np.linalg.norm(np.ptp(stands, axis=0)) < 0.005
                    found += 1
            assert point[:, 1].min() > -0.002
    assert found >= 8


def test_steps_of_a_walk_are_peoples(walk: Filmed) -> None:
    landings = sorted(
        float(walk.times[stretch.start]) for side in ("left", "right") for stretch in stretches(walk.touches(side))
    )
    steps = np.diff(landings)
    # Sekiya and Nagasaki, 1998: step length over cadence is 0.0065 m per step a minute.
    assert 1.3 * steps.mean() / (60 / steps.mean()) == pytest.approx(0.0065, rel=0.05)
    assert steps.std() < 0.03 * steps.mean()
    # Perry, 1992: a foot stands for 62 % of a stride, and both for 12 % of it twice.
    starts = [stretch.start for stretch in stretches(walk.touches("left"))]
    strides = slice(starts[0], starts[-1])
    left, right = (walk.touches(side)[strides] for side in ("left", "right"))
    assert left.mean() == pytest.approx(0.62, abs=0.03)
    assert (left & right).mean() == pytest.approx(0.24, abs=0.05)
    assert not (~walk.touches("left") & ~walk.touches("right")).any()


def test_hips_of_a_walk_rise_over_the_standing_leg(walk: Filmed) -> None:
    hips = walk.place("hips")
    # Gard, Miff and Kuo, 2004: 3 to 6 cm at such speeds, twice a stride, and highest in the middle of a step.
    assert 0.03 < np.ptp(hips[:, 1]) < 0.065
    both = walk.touches("left") & walk.touches("right")
    assert hips[both, 1].mean() < hips[~both, 1].mean() - 0.01
    # 2 cm to each side, to the side of the leg that stands (Murray, Drought and Kory, 1964).
    assert 0.03 < np.ptp(hips[:, 0]) < 0.06
    only_left = walk.touches("left") & ~walk.touches("right")
    assert hips[only_left, 0].mean() > 0.005


def test_knees_and_arms_swing_as_peoples_do(walk: Filmed) -> None:
    thigh = walk.place("left_lower_leg") - walk.place("left_upper_leg")
    shank = walk.place("left_foot") - walk.place("left_lower_leg")
    bend = np.degrees(
        np.arccos(np.sum(thigh * shank, axis=1) / np.linalg.norm(thigh, axis=1) / np.linalg.norm(shank, axis=1))
    )
    # Perry, 1992: 60 degrees in the swing, and next to straight once a step.
    assert bend.max() == pytest.approx(60, abs=10)
    assert bend.min() < 12
    hand = walk.place("left_hand")[:, 2] - walk.place("hips")[:, 2]
    own, other = (walk.place(f"{side}_foot")[:, 2] - walk.place("hips")[:, 2] for side in ("left", "right"))
    assert np.corrcoef(hand, other)[0, 1] > 0.7
    assert np.corrcoef(hand, own)[0, 1] < -0.7


def test_a_runner_flies_and_a_walker_does_not(run: Filmed) -> None:
    air = ~run.touches("left") & ~run.touches("right")
    # A foot stands for 0.3 to 0.37 of a stride (Alexander, 1989), so for the rest of a step none does.
    assert 0.15 < air.mean() < 0.45
    landings = sorted(
        run.times[stretch.start] for side in ("left", "right") for stretch in stretches(run.touches(side))
    )
    assert 1 / np.diff(landings).mean() == pytest.approx(2.9, abs=0.2)  # Cavanagh and Kram, 1989
    one = run.touches("left") ^ run.touches("right")
    assert run.place("hips")[one, 1].min() < run.place("hips")[air, 1].min()


def test_who_stands_is_never_still_but_for_the_feet() -> None:
    filmed = Filmed(person(still()), 0, 20)
    for side in ("left", "right"):
        assert np.ptp(filmed.place(f"{side}_foot"), axis=0).max() < 1e-6
    for joint, least, most in (("hips", 0.003, 0.08), ("head", 0.005, 0.1), ("left_hand", 0.005, 0.12)):
        way = filmed.place(joint)
        assert least < np.ptp(way, axis=0)[[0, 2]].max() < most
        assert np.linalg.norm(np.diff(way, axis=0), axis=1).max() * RATE < 0.05
        # It moves in every second of it.
        assert min(np.ptp(part, axis=0).max() for part in np.array_split(way, 20)) > 0.0005


@pytest.mark.parametrize("floor_at", [upstairs, downstairs])
def test_feet_stand_whole_on_stairs_and_go_over_their_edges(floor_at: Callable[[float, float], float]) -> None:
    body = person(straight(0.5, 9.0), floor_at)
    heights = sorted((each for side in body.prints for each in side), key=lambda each: each.land)
    assert len({round(each.y / RISER) for each in heights}) == 10
    assert np.abs(np.diff([each.y for each in heights])).max() < 1.5 * RISER
    filmed = Filmed(body, 0, 9)
    for side in ("left", "right"):
        for point in (filmed.heel(side), filmed.ball(side)):
            above = np.array([y - floor_at(x, z) for x, y, z in point.tolist()])
            assert above.min() > -0.01
    for side in ("left", "right"):
        ankle = filmed.place(f"{side}_foot")
        floor = np.array([floor_at(x, z) for x, _, z in ankle.tolist()])
        slow = np.linalg.norm(np.gradient(ankle, 1 / RATE, axis=0), axis=1) < 0.02
        assert slow.any()
        assert ankle[slow, 1] - floor[slow] == pytest.approx(0.039 * STATURE, abs=0.02)


def test_feet_follow_who_turns_on_the_spot() -> None:
    way = way_through(np.array([0.0, 1, 3, 5]), np.zeros((4, 2)), np.radians([0.0, 0, 180, 180]))
    body = person(way)
    assert sum(map(len, body.prints)) >= 6
    end = matrices(body.skeleton, body.pose_at(7.0))
    for side, sign in (("left", 1), ("right", -1)):
        foot = end[f"{side}_toes"][:3, 3] - end[f"{side}_foot"][:3, 3]
        assert np.degrees(np.arctan2(foot[0], -foot[2])) == pytest.approx(-7 * sign, abs=25)
        assert sign * end[f"{side}_foot"][0, 3] < 0  # the left foot is on the other side now
    assert end["head"][:3, :3] @ (0, 0, 1) == pytest.approx((0, 0, -1), abs=0.15)


def test_a_pose_depends_on_its_time_alone() -> None:
    body = person(straight(1.3))
    times = np.array([0.3, 1.111, 2.7, 5.9, 8.0])
    whole = body.poses_at(times)
    for number, time in enumerate(times.tolist()):
        alone = person(straight(1.3)).pose_at(time)
        assert alone.offsets == pytest.approx(whole.offsets[number], abs=1e-12)
        assert alone.rotations == pytest.approx(whole.rotations[number], abs=1e-12)
    other = person(still(), seed=2).pose_at(4.0)
    assert other.rotations != pytest.approx(person(still()).pose_at(4.0).rotations, abs=1e-3)


def test_a_longer_way_begins_as_a_shorter_one_does() -> None:
    short, long = (person(straight(1.3, seconds)) for seconds in (5.0, 9.0))
    for time in (0.0, 1.0, 2.4):
        assert short.pose_at(time).rotations == pytest.approx(long.pose_at(time).rotations, abs=1e-9)


@pytest.mark.parametrize("speed", [0.4, 0.9, 1.7, 2.2, 4.5])
def test_no_joint_jumps(speed: float) -> None:
    body = person(straight(speed))
    times = np.arange(-0.5, 8, 1 / RATE)
    places = body.skeleton.frames(body.poses_at(times)).positions
    # A foot swings at three to four times the speed of the body.
    assert np.linalg.norm(np.diff(places, axis=0), axis=2).max() * RATE < 4.5 * max(speed, 1.0)
    assert places[:, 0, 1].min() > 0.6 * places[:, 0, 1].max()


def test_legs_reach_where_feet_are_put(walk: Filmed) -> None:
    thigh = np.linalg.norm(walk.place("left_lower_leg") - walk.place("left_upper_leg"), axis=1)
    assert thigh == pytest.approx(0.245 * STATURE, abs=1e-6)


@pytest.mark.parametrize("source", ["walk", "run", "stand", "turn", "stairs"])
def test_sheets_are_drawn(liminal, tmp_path: Path, source: str) -> None:
    path = tmp_path / "a.png"
    assert liminal("motion", "show", source, "-o", path, "--width", 80).status == 0
    picture = np.asarray(Image.open(path).convert("RGB")).astype(int)
    assert picture.shape[1] == 6 * 84 + 4
    red = (picture[..., 0] > 150) & (picture[..., 1] < 100)
    blue = (picture[..., 2] > 150) & (picture[..., 0] < 100)
    assert red.sum() > 200
    assert blue.sum() > 200


def test_a_sheet_of_no_such_motion_is_one_line(liminal, tmp_path: Path) -> None:
    assert 'did you mean "walk"' in liminal("motion", "show", "wlak", "-o", tmp_path / "a.png").mistake
    assert "cannot read" in liminal("motion", "show", tmp_path / "a.bvh", "-o", tmp_path / "a.png").mistake
    assert list(tmp_path.iterdir()) == []
