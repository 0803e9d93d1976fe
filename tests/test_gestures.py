"""Gestures: what they do is held to what is measured of people, and no foot, hand or joint to what people cannot do."""

import numpy as np
import pytest
from kinematics import matrices

from liminal.motion.body_motion import BodyMotion
from liminal.motion.enactment import enacted
from liminal.motion.gesture import Gesture
from liminal.motion.way import Way, way_through

STATURE, RATE = 1.75, 60


def level(x: float, z: float) -> float:
    return 0.0


def still(seconds: float = 8.0) -> Way:
    return way_through(np.array([0.0, seconds]), np.zeros((2, 2)))


def enacting(*gestures: Gesture, way: Way | None = None, end: float = 8.0) -> BodyMotion:
    return enacted(way or still(end), gestures, level, STATURE, 1, 0.0, end, RATE)


def yaw(motion: BodyMotion, joint: str) -> np.ndarray:
    """How far a joint's front is turned to the left, degrees (f,)."""
    front = matrices(motion.skeleton, motion.poses)[joint][:, :3, 2]
    return np.degrees(np.unwrap(np.arctan2(front[:, 0], front[:, 2])))


@pytest.mark.parametrize("degrees", [25.0, 60.0, -60.0, -110.0])
def test_a_head_turns_as_quickly_as_heads_do(degrees: float) -> None:
    aside = np.radians(degrees)
    target = (4 * np.sin(aside), 1.6, 4 * np.cos(aside))
    motion = enacting(Gesture("look", 2.0, 3.0, target))
    head, chest = yaw(motion, "head"), yaw(motion, "upper_chest")
    there = slice(round(3.2 * RATE), round(4.0 * RATE))
    # Of small shifts the head makes nearly all, of large ones it leaves the eyes up to a third.
    assert 0.68 * abs(degrees) < np.mean(head[there]) * np.sign(degrees) < abs(degrees)
    # Zangemeister, Jones and Stark, 1981: the larger, the faster.
    fastest = np.abs(np.diff(head)).max() * RATE
    assert 100 < fastest < 330
    assert np.abs(np.diff(head[: round(3.5 * RATE)])).argmax() / RATE == pytest.approx(2.2, abs=0.2)
    # The trunk has at most a third of it, and not so fast.
    assert 0.1 < np.mean(chest[there]) / np.mean(head[there]) < 0.35
    assert np.abs(np.diff(chest)).max() < 0.4 * np.abs(np.diff(head)).max()
    # Before, and when it is over, the head wanders as it does without.
    rest = yaw(enacting(), "head")
    assert head[: 2 * RATE] == pytest.approx(rest[: 2 * RATE], abs=1e-6)
    assert head[5 * RATE + 1 :] == pytest.approx(rest[5 * RATE + 1 :], abs=1e-6)


def test_a_head_goes_from_one_target_to_the_next() -> None:
    left, right = Gesture("look", 1.0, 3.0, (3.0, 1.6, 3.0)), Gesture("look", 3.0, 3.0, (-3.0, 1.6, 3.0))
    head = yaw(enacting(left, right), "head")
    assert head[round(2.5 * RATE)] == pytest.approx(42, abs=6)
    assert head[round(4.5 * RATE)] == pytest.approx(-42, abs=6)
    assert np.abs(np.diff(head, n=2)).max() * RATE**2 < 3500  # degrees/s2: no jump of speed
    other = yaw(enacting(right, left), "head")
    assert other == pytest.approx(head)


def test_a_motion_begins_where_it_is_asked_to() -> None:
    way = way_through(np.array([0.0, 6.0]), np.array([(0, 0), (0, 7.8)], float))
    look = [Gesture("look", 1.0, 4.0, (3.0, 1.6, 9.0))]
    whole, part = (enacted(way, look, level, STATURE, 1, begin, 4.0, RATE) for begin in (0.0, 2.5))
    assert part.seconds == pytest.approx(1.5)
    for time in (0.0, 0.7, 1.5):
        there = (matrices(each.skeleton, each.pose_at(at))["head"] for each, at in ((whole, time + 2.5), (part, time)))
        first, second = there
        assert first == pytest.approx(second, abs=2e-3)
