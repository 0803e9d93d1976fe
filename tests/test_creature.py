"""The creature: feet that do not slip, hands on walls, no joint in a ceiling, and the gait that its makers describe."""

from itertools import pairwise

import numpy as np
import pytest
from kinematics import matrices

from liminal.motion.body_motion import BodyMotion
from liminal.motion.creature import creature
from liminal.motion.creature_gait import stalking
from liminal.motion.creature_stoop import lowest_share, standing_under
from liminal.motion.gesture import Gesture
from liminal.motion.way import Way, way_through

Floats = np.ndarray

RATE = 60
TALL = 2.7
HALF = 0.8  # m: of the corridor
LINTEL = 5.0, 5.3, 2.1  # m along it from where to where, and how high


def level(x: float, z: float) -> float:
    return 0.0


def open_sky(x: float, z: float) -> float:
    return 100.0


def corridor(x: float, z: float) -> float:
    """A corridor along z with a lintel in it."""
    if abs(x) > HALF:
        return 0.0
    return LINTEL[2] if LINTEL[0] < z < LINTEL[1] else 2.74


def straight(speed: float, seconds: float) -> Way:
    return way_through(np.array([0.0, seconds]), np.array([(0, 0), (0, speed * seconds)], float))


class Seen:
    """Where the joints of a motion are, by matrices."""

    def __init__(self, motion: BodyMotion, begin: float) -> None:
        self.times = begin + np.arange(len(motion)) / motion.rate
        self.skeleton = motion.skeleton
        self._frames = matrices(motion.skeleton, motion.poses)
        self.places = np.stack([self._frames[name][:, :3, 3] for name in motion.skeleton.names], 1)

    def place(self, joint: str) -> Floats:
        return self.places[:, self.skeleton.names.index(joint)]

    @property
    def speeds(self) -> Floats:
        return np.linalg.norm(np.diff(self.places, axis=0), axis=2) * RATE

    def landings(self) -> list[tuple[float, float, str]]:
        """When and how far along z each foot comes to stand, in order of time."""
        found = []
        for side in ("left", "right"):
            ball = self.place(f"{side}_toes")
            stands = np.linalg.norm(np.diff(ball, axis=0), axis=1) * RATE < 0.02
            for frame in np.flatnonzero(stands[1:] & ~stands[:-1]):
                found.append((float(self.times[frame + 1]), float(ball[frame + 1, 2]), side))
        return sorted(found)


@pytest.fixture(scope="module")
def walk() -> Seen:
    return Seen(stalking(straight(1.7, 9.0), [], level, open_sky, TALL, 3, 1.0, 8.0), 1.0)


@pytest.fixture(scope="module")
def chase() -> Seen:
    return Seen(stalking(straight(5.0, 6.0), [], level, open_sky, TALL, 3, 1.5, 5.0), 1.5)


@pytest.fixture(scope="module")
def passage() -> Seen:
    """It comes to a lintel in a corridor, and goes on."""
    return Seen(stalking(straight(1.7, 7.0), [], level, corridor, TALL, 5, -1.0, 8.0), -1.0)


def on_floor(seen: Seen, side: str) -> Floats:
    """When the ball of a foot is on the floor."""
    rest = seen.skeleton.rest_frames.positions[seen.skeleton.names.index(f"{side}_toes"), 1]
    return seen.place(f"{side}_toes")[:, 1] < rest + 0.0002


def slips(seen: Seen) -> list[float]:
    """How far the ball of a foot moves, m, each time that it is on the floor."""
    found = []
    for side in ("left", "right"):
        ball, down = seen.place(f"{side}_toes"), on_floor(seen, side)
        edges = np.flatnonzero(np.diff(np.concatenate([[False], down, [False]]).astype(int)))
        found += [float(np.ptp(ball[a:b], axis=0).max()) for a, b in edges.reshape(-1, 2) if b - a > 5]
    return found


@pytest.mark.parametrize("motion", ["walk", "chase", "passage"])
def test_feet_do_not_slip_and_joints_keep_their_lengths(motion: str, request: pytest.FixtureRequest) -> None:
    seen = request.getfixturevalue(motion)
    assert len(slips(seen)) > 4
    assert max(slips(seen)) < 0.01
    for joint, parent in enumerate(seen.skeleton.parents):
        if parent >= 0:
            length = np.linalg.norm(seen.places[:, joint] - seen.places[:, parent], axis=1)
            assert length == pytest.approx(np.linalg.norm(seen.skeleton.offsets[joint]), abs=1e-6)
    assert seen.places[..., 1].min() > 0.0
    # A sprinter's foot goes at twice the body's speed; hands are thrown from wall to wall.
    body = seen.speeds[:, 0].max()
    assert seen.speeds.max() < 2.2 * body + 5.0
    ways = np.diff(seen.places[:, 0], 2, axis=0) * RATE**2
    assert np.linalg.norm(ways, axis=1).max() < 6 * 9.81


def test_it_walks_with_long_uneven_steps(walk: Seen) -> None:
    when, where, side = zip(*walk.landings(), strict=True)
    assert all(one != other for one, other in pairwise(side))
    assert 1 / np.diff(when).mean() == pytest.approx(1.0, abs=0.1)
    assert 1.5 < np.diff(where).mean() < 1.9
    assert (on_floor(walk, "left") | on_floor(walk, "right")).mean() > 0.97
    # One leg is late each time.
    onto = {leg: np.diff(when)[[each == leg for each in side[1:]]].mean() for leg in ("left", "right")}
    assert abs(onto["left"] - onto["right"]) > 0.12


def test_it_chases_bent_forward_in_quick_steps(chase: Seen) -> None:
    when = [time for time, *_ in chase.landings()]
    assert 2.5 < 1 / np.diff(when).mean() < 3.0
    trunk = chase.place("neck") - chase.place("hips")
    pitch = np.degrees(np.arctan2(trunk[:, 2], trunk[:, 1]))
    assert pitch.mean() == pytest.approx(40, abs=6)


def test_it_turns_corners_late_and_too_far() -> None:
    way = way_through(np.array([0.0, 2.0, 4.0]), np.array([(0, 0), (0, 10), (10, 10)], float))
    seen = Seen(stalking(way, [], level, open_sky, TALL, 5, 0.5, 3.5), 0.5)
    across = seen.place("left_upper_leg") - seen.place("right_upper_leg")
    facing = np.unwrap(np.arctan2(-across[:, 2], across[:, 0]))
    half_turned = [float(np.interp(np.pi / 4, turn, seen.times)) for turn in (facing, way.facing_at(seen.times))]
    assert 0.15 < half_turned[0] - half_turned[1] < 0.6
    assert seen.places[:, 0, 2].max() > way.place_at(seen.times)[:, 1].max() + 0.15
    # It leans to the inside, which is its left.
    trunk = seen.place("neck") - seen.place("hips")
    left = across / np.linalg.norm(across, axis=1, keepdims=True)
    assert (trunk * left).sum(1).max() > 0.1


def test_it_stoops_under_a_lintel_and_lays_hands_on_what_is_there(passage: Seen) -> None:
    heights = np.vectorize(corridor)(passage.places[..., 0], passage.places[..., 2])
    trunk = [number for number, name in enumerate(passage.skeleton.names) if "hand" not in name and "_m" not in name]
    trunk = [number for number in trunk if "thumb" not in passage.skeleton.names[number]]
    assert (passage.places[:, trunk, 1] < heights[:, trunk]).all()
    assert passage.place("head end")[:, 1].max() > 2.5
    touches = []
    for side, sign in (("left", 1.0), ("right", -1.0)):
        tip = passage.place(f"{side}_middle end")
        still = np.linalg.norm(np.diff(tip, axis=0), axis=1) * RATE < 0.01
        edges = np.flatnonzero(np.diff(np.concatenate([[False], still, [False]]).astype(int))).reshape(-1, 2)
        touches += [sign * tip[a, 0] for a, b in edges if b - a > 0.3 * RATE and passage.times[a] > 0]
    assert sum(abs(each - HALF) < 0.06 for each in touches) >= 2


def test_it_stands_still_but_not_for_ever() -> None:
    seen = Seen(stalking(straight(0.0, 1.0), [], level, open_sky, TALL, 7, 0.0, 60.0), 0.0)
    away = np.linalg.norm(seen.places - seen.places[:1], axis=2).max(1)
    per_second = np.array([np.ptp(seen.places[a : a + RATE], axis=0).max() for a in range(0, 60 * RATE, RATE)])
    assert (per_second < 0.004).mean() > 0.6
    assert 0.02 < away.max() < 0.25


def test_it_leans_round_a_corner_hand_first_and_hand_last() -> None:
    lean = Gesture("lean", 2.0, 7.0, (0.75, 1.7, 0.5))
    seen = Seen(stalking(straight(0.0, 9.0), [lean], level, open_sky, TALL, 7, 0.0, 10.0), 0.0)
    gone = {
        joint: np.linalg.norm(seen.place(joint) - seen.place(joint)[0], axis=1) for joint in ("left_hand", "head end")
    }
    moved = {joint: seen.times[way > 0.5 * way.max()] for joint, way in gone.items()}
    assert moved["left_hand"][0] < moved["head end"][0] - 0.3
    assert moved["left_hand"][-1] > moved["head end"][-1] + 0.3
    assert seen.place("head end")[:, 0].max() > 0.4
    assert np.linalg.norm(seen.place("left_middle end") - lean.target, axis=1).min() < 0.05


def test_it_looks_slowly_to_where_it_is_told_and_unfolds() -> None:
    gestures = [Gesture("look", 1.0, 5.0, (3.0, 1.6, 0.0)), Gesture("crouch", 7.0, 6.0)]
    seen = Seen(stalking(straight(0.0, 9.0), gestures, level, open_sky, TALL, 7, 0.0, 14.0), 0.0)
    nose = seen.place("head end") - seen.place("head")
    turned = np.degrees(np.arctan2(nose[:, 0], nose[:, 2]))
    assert turned[3 * RATE] == pytest.approx(90, abs=20)
    assert np.abs(np.diff(turned)).max() * RATE < 130
    assert seen.place("head end")[10 * RATE, 1] < 1.5
    assert seen.place("head end")[-1, 1] > 2.4


def test_what_it_does_does_not_depend_on_what_is_asked_for() -> None:
    way = straight(1.7, 7.0)
    whole = stalking(way, [], level, corridor, TALL, 5, 0.0, 8.0)
    part = stalking(way, [], level, corridor, TALL, 5, 2.0, 4.0)
    assert np.abs(whole.offsets[2 * RATE : 4 * RATE] - part.offsets[:-1]).max() < 1e-6
    again = np.abs((whole.rotations[2 * RATE : 4 * RATE] * part.rotations[:-1]).sum(-1))
    assert again.min() > 1 - 1e-6


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("number", range(8))
def test_it_goes_any_way_through_any_place(number: int) -> None:
    """Over steps, into walls, under low ceilings and the sky, as slow and as fast as may be, with gestures."""
    lots = np.random.default_rng(number)
    places = np.cumsum(lots.normal(0, 3, (5, 2)), 0)
    places[2] = places[1]
    far = np.linalg.norm(np.diff(places, axis=0), axis=1)
    times = np.concatenate([[0], np.cumsum(np.maximum(far / (0.4, 1.7, 2.7, 5.0)[number % 4], 0.6))])

    def floor_at(x: float, z: float) -> float:
        return 0.15 * float((x // 0.6 + 2 * (z // 0.6)) % 3 == 0)

    def ceiling_at(x: float, z: float) -> float:
        kind = (x // 0.9 + 3 * (z // 0.9)) % 7
        return floor_at(x, z) if kind == 0 else 2.15 if kind == 1 else 2.74

    gestures = [Gesture("look", 0.5, 3.0, (0.0, 1.6, 0.0)), Gesture("reach", 1.0, 2.0, (1.0, 1.5, 2.0))]
    gestures += [Gesture("lean", 2.0, np.inf, None, -1.0), Gesture("crouch", 1.0, 2.0)]
    heights = (level, open_sky) if number < 4 else (floor_at, ceiling_at)
    motion = stalking(way_through(times, places), gestures[: number % 5], *heights, 2.8, number, -1.0, times[-1])
    assert np.isfinite(motion.offsets).all()
    assert np.linalg.norm(motion.rotations, axis=2) == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize("stature", [2.5, 2.9])
def test_it_stands_under_ceilings_that_are_lower_than_it_is(stature: float) -> None:
    skeleton = creature(stature)
    for headroom in (5.0, stature - 0.2, lowest_share() * stature + 0.02):
        places = skeleton.frames(standing_under(headroom, stature, 0.3)).positions
        assert places[:, 1].max() < headroom
        assert places[:, 1].min() > 0.0
    assert places[:, 1].max() > 0.6 * stature


def test_a_foot_that_swings_past_its_hip_folds_no_knee_double() -> None:
    """Back and forth at a run, over steps and under low ceilings: a knee bends to 140 degrees at most."""

    def floor_at(x: float, z: float) -> float:
        return 0.15 * float((x // 0.6 + 2 * (z // 0.6)) % 3 == 0)

    def ceiling_at(x: float, z: float) -> float:
        return 2.15 if (x // 0.9 + 3 * (z // 0.9)) % 7 == 1 else 2.74

    lots, bends = np.random.default_rng(30), []
    for seed in range(3):
        places = np.cumsum(lots.normal(0, 1.5, (7, 2)), 0)
        places[[2, 4, 6]] = places[[0, 2, 4]]
        times = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(places, axis=0), axis=1) / 6.0 + 0.1)])
        seen = Seen(stalking(way_through(times, places), [], floor_at, ceiling_at, TALL, seed, 0.0, times[-1]), 0.0)
        for side in ("left", "right"):
            hip, knee, ankle = (seen.place(f"{side}_{part}") for part in ("upper_leg", "lower_leg", "foot"))
            thigh, shank = (each / np.linalg.norm(each, axis=1, keepdims=True) for each in (knee - hip, ankle - knee))
            bends.append(np.degrees(np.arccos(np.clip((thigh * shank).sum(1), -1, 1))).max())
    assert max(bends) < 140
