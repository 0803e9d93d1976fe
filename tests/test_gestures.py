"""Gestures: what they do is held to what is measured of people, and no foot, hand or joint to what people cannot do."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from kinematics import matrices

from liminal.motion.body_motion import BodyMotion
from liminal.motion.enactment import enacted
from liminal.motion.gesture import Gesture
from liminal.motion.way import Way, way_through
from liminal.shot.acting.watch import Watch
from liminal.view.pose import Pose

STATURE, RATE = 1.75, 60


def level(x: float, z: float) -> float:
    return 0.0


def still(seconds: float = 8.0) -> Way:
    return way_through(np.array([0.0, seconds]), np.zeros((2, 2)))


def enacting(*gestures: Gesture, way: Way | None = None, end: float = 8.0) -> BodyMotion:
    return enacted(way or still(end), gestures, level, STATURE, 1, 0.0, end, RATE)


def along(speed: float, seconds: float = 10.0) -> Way:
    return way_through(np.array([0.0, seconds]), np.array([(0, 0), (0, speed * seconds)], float))


def places(motion: BodyMotion) -> dict[str, np.ndarray]:
    """Where each joint is, (f, 3), m, by matrices."""
    return {name: frame[:, :3, 3] for name, frame in matrices(motion.skeleton, motion.poses).items()}


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
    left, right = Gesture("look", 1.0, 5.0, (3.0, 1.6, 3.0)), Gesture("look", 3.0, 4.0, (-3.0, 1.6, 3.0))
    head = yaw(enacting(left, right), "head")
    assert head[round(2.5 * RATE)] == pytest.approx(42, abs=6)
    assert head[round(4.5 * RATE)] == pytest.approx(-42, abs=6)
    assert np.abs(np.diff(head, n=2)).max() * RATE**2 < 3500  # degrees/s2: no jump of speed
    other = yaw(enacting(right, left), "head")
    assert other == pytest.approx(head)


def test_who_watches_a_camera_follows_it_late_and_as_far_as_necks_go() -> None:
    """A camera 5 m off that swings by 40 degrees to either side of 20 degrees, and one that goes behind the body."""

    def watched(aside: Callable[[float], float]) -> tuple[np.ndarray, np.ndarray]:
        def camera(time: float) -> Pose:
            return Pose(5.0 * np.sin(aside(time)), 1.6, 5.0 * np.cos(aside(time)), 0.0)

        watch = Watch(1.0, 20.0).gesture(camera, 3)
        times = np.arange(12 * RATE) / RATE
        asides = np.degrees([aside(time) for time in times.tolist()])
        return yaw(enacting(watch, way=still(22.0), end=12.0), "head")[: len(times)], asides

    head, asides = watched(lambda time: 0.35 + 0.7 * np.sin(2 * np.pi * time / 4.0))
    late = np.arange(round(0.8 * RATE))
    apart = [np.corrcoef(head[4 * RATE :], asides[4 * RATE - lag : len(asides) - lag])[0, 1] for lag in late.tolist()]
    assert max(apart) > 0.99
    assert 0.17 < np.argmax(apart) / RATE < 0.53
    head, asides = watched(lambda time: 0.3 * time)
    assert asides[-1] > 200
    assert head[-1] < 115
    assert head[10 * RATE :].min() > 80


def test_a_motion_begins_where_it_is_asked_to() -> None:
    way = way_through(np.array([0.0, 6.0]), np.array([(0, 0), (0, 7.8)], float))
    look = [Gesture("look", 1.0, 4.0, (3.0, 1.6, 9.0))]
    whole, part = (enacted(way, look, level, STATURE, 1, begin, 4.0, RATE) for begin in (0.0, 2.5))
    assert part.seconds == pytest.approx(1.5)
    for time in (0.0, 0.7, 1.5):
        there = (matrices(each.skeleton, each.pose_at(at))["head"] for each, at in ((whole, time + 2.5), (part, time)))
        first, second = there
        assert first == pytest.approx(second, abs=2e-3)


# Masses of segments and where along them, from the first joint, their centres are (Winter, table 4.1).
SEGMENTS = [("hips", "neck", 0.497, 0.5), ("neck", "head end", 0.081, 0.5)]
SEGMENTS += [
    (f"{side}_{first}", f"{side}_{second}", mass, share)
    for side in ("left", "right")
    for first, second, mass, share in (
        ("upper_arm", "lower_arm", 0.028, 0.436),
        ("lower_arm", "hand", 0.016, 0.43),
        ("hand", "middle end", 0.006, 0.5),
        ("upper_leg", "lower_leg", 0.1, 0.433),
        ("lower_leg", "foot", 0.0465, 0.433),
        ("foot", "toes end", 0.0145, 0.5),
    )
]
# m: no nearer to the floor a joint is than the flesh below it is thick.
THICK = {"hips": 0.115, "chest": 0.08, "head": 0.06, "lower_leg": 0.055, "lower_arm": 0.03, "hand": 0.025, "toes": 0.01}


def centre_of_mass(place: dict[str, np.ndarray]) -> np.ndarray:
    assert sum(mass for _, _, mass, _ in SEGMENTS) == pytest.approx(1.0, abs=0.005)
    return sum(mass * ((1 - share) * place[first] + share * place[second]) for first, second, mass, share in SEGMENTS)


def lowest(place: dict[str, np.ndarray], part: str) -> np.ndarray:
    """How high the lower of the joints of a part is, m (f,)."""
    return np.min([way[:, 1] for name, way in place.items() if name.split("_", 1)[-1] == part or name == part], axis=0)


@pytest.mark.parametrize(("speed", "side"), [(0.0, 1.0), (1.3, -1.0)])
def test_who_falls_meets_the_floor_with_knees_and_hands_and_lies_on_it(speed: float, side: float) -> None:
    motion = enacting(Gesture("fall", 2.0, 1.5, side=side), way=along(speed), end=8.0)
    place = places(motion)
    since = np.arange(len(motion)) / RATE - 2.0
    touch = {part: since[np.argmax(lowest(place, part) < THICK[part] + 0.04)] for part in ("lower_leg", "hand", "hips")}
    # Hsiao and Robinovitch, 1998: hands after 0.7 to 0.8 s; arms move after 0.2 to 0.3 s.
    assert 0.5 < touch["lower_leg"] < 0.75
    assert 0.6 < touch["hand"] < 0.9
    assert touch["hips"] > touch["hand"] + 0.2
    for hand in ("left_hand", "right_hand"):
        assert (place[hand] - place["hips"])[round(2.45 * RATE), 2] > 0.45
    # No faster than freely.
    falls = since > 0
    dropped = centre_of_mass(place)[round(2.0 * RATE), 1] - centre_of_mass(place)[falls, 1]
    assert (dropped <= 0.5 * 9.81 * since[falls] ** 2 + 0.01).all()
    assert dropped[-1] > 0.75
    for part, thick in THICK.items():
        assert lowest(place, part).min() > thick - 0.002, part
    lies = slice(round(4.2 * RATE), None)
    assert place["hips"][lies, 1].max() < 0.16
    assert np.ptp(place["hips"][lies], axis=0).max() < 0.01
    # But it breathes.
    assert np.ptp(place["upper_chest"][lies, 1]) > 0.003


def test_who_falls_away_from_what_comes_sits_on_hands_behind_and_gets_up_there() -> None:
    away = Gesture("fall", 2.0, 1.5, (0.5, 1.5, 4.0))
    place = places(enacting(away, Gesture("get-up", 4.5, 3.2), end=9.0))
    since = np.arange(len(place["hips"])) / RATE - 2.0
    touch = {part: since[np.argmax(lowest(place, part) < THICK[part] + 0.07)] for part in ("hips", "hand")}
    # Hsiao and Robinovitch, 1998: pelvis and hands after about 0.7 s.
    assert touch["hips"] == pytest.approx(0.7, abs=0.1)
    assert touch["hand"] == pytest.approx(0.75, abs=0.12)
    for part, thick in THICK.items():
        assert lowest(place, part).min() > thick - 0.002, part
    falls = (since > 0) & (since < 2)
    dropped = centre_of_mass(place)[round(2.0 * RATE), 1] - centre_of_mass(place)[falls, 1]
    assert (dropped <= 0.5 * 9.81 * since[falls] ** 2 + 0.01).all()
    sits = round(4.0 * RATE)
    assert place["hips"][sits, 2] < -0.4
    assert max(place[f"{side}_hand"][sits, 2] for side in ("left", "right")) < place["hips"][sits, 2] - 0.2
    assert slip(place) < 0.01
    assert place["hips"][-1] == pytest.approx(place["hips"][RATE], abs=0.03)
    # From what is behind it falls forward.
    forward = places(enacting(replace(away, target=(0.5, 1.5, -4.0)), end=5.0))
    assert forward["hips"][-1, 2] > 0.7


@pytest.mark.parametrize("side", [1.0, -1.0])
def test_who_is_pushed_aside_falls_onto_hip_and_hand_and_gets_up_facing_there(side: float) -> None:
    pushed = Gesture("fall", 2.0, 1.5, (3.0 * side, 1.2, 0.0))
    motion = enacting(pushed, Gesture("get-up", 4.5, 4.2), end=10.0)
    place = places(motion)
    since = np.arange(len(motion)) / RATE - 2.0
    falls = (since > 0) & (since < 2.4)
    near = "right" if side > 0 else "left"  # the side that it falls to
    touch = {joint: since[np.argmax(place[joint][:, 1] < 0.15)] for joint in (f"{near}_upper_leg", f"{near}_hand")}
    # Hsiao and Robinovitch, 1998: the pelvis after 0.7 s, the hand within a tenth of a second of it.
    assert all(0.6 < time < 0.85 for time in touch.values())
    assert abs(np.ptp(list(touch.values()))) < 0.12
    # No faster than freely.
    height = centre_of_mass(place)[:, 1]
    dropped = height[round(2.0 * RATE)] - height[falls]
    assert (dropped <= 0.5 * 9.81 * since[falls] ** 2 + 0.01).all()
    lies = round(4.2 * RATE)
    shoulders = place["left_upper_arm"][lies] - place["right_upper_arm"][lies]
    assert abs(shoulders[1]) > 0.85 * np.linalg.norm(shoulders)
    assert (place["head"][lies] - place["hips"][lies])[0] * side < -0.5
    for part, thick in THICK.items():
        assert lowest(place, part).min() > min(thick, 0.03) - 0.01, part
    assert yaw(motion, "hips")[-1] == pytest.approx(-90 * side, abs=8)
    assert place["head end"][-1, 1] == pytest.approx(STATURE, abs=0.05)


def test_who_gets_up_kneels_on_one_knee_and_goes_on() -> None:
    way = way_through(np.array([0.0, 1.0, 9.5, 14.0]), np.array([(0, 0), (0, 0), (0, 0), (0, 5.4)], float))
    gestures = Gesture("fall", 2.0, 1.5), Gesture("get-up", 4.5, 4.2)
    motion = enacting(*gestures, way=way, end=16.0)
    place = places(motion)
    for part, thick in THICK.items():
        assert lowest(place, part).min() > thick - 0.002, part
    up = slice(round(4.5 * RATE), round(8.7 * RATE))
    left, right = (place[f"{side}_lower_leg"][up, 1] for side in ("left", "right"))
    kneels = (right < 0.12) & (left > 0.4)
    assert 0.2 < kneels.mean() * 4.2 < 1.5
    assert place["left_foot"][up][kneels, 1].min() < 0.1
    # It stands where it got up, 0.56 of its stature on, and is back on its way after a few steps.
    stands = place["hips"][round(9.0 * RATE)]
    assert stands[[0, 2]] == pytest.approx((0.0, 0.56 * STATURE), abs=0.08)
    assert place["hips"][-1, 2] == pytest.approx(5.4, abs=0.05)
    assert np.diff(place["hips"][round(9.0 * RATE) :, 2]).min() > -0.002


def slip(place: dict[str, np.ndarray]) -> float:
    """How far the ball of a foot goes, m."""
    return max(float(np.ptp(place[f"{side}_toes"], axis=0).max()) for side in ("left", "right"))


def test_who_sits_and_rises_bends_as_people_do() -> None:
    seat = (0.02, 0.45, -0.42)
    place = places(enacting(Gesture("sit", 1.0, 6.0, seat)))
    assert slip(place) < 0.001
    sits = slice(round(3.2 * RATE), round(4.4 * RATE))
    assert place["hips"][sits].mean(axis=0) == pytest.approx((0.02, 0.58, -0.42), abs=0.03)
    assert np.ptp(place["hips"][sits], axis=0).max() < 0.005
    trunk = place["neck"] - place["hips"]
    bent = np.degrees(np.arctan2(trunk[:, 2], trunk[:, 1]))
    # Hips leave the seat when the trunk is bent by 30 to 45 degrees; it takes about two seconds (Schenkman, 1990).
    leaves = round(4.0 * RATE) + int(np.argmax(place["hips"][round(4.0 * RATE) :, 1] > 0.60))
    assert 28 < bent[leaves] < 48
    rises = place["hips"][leaves - RATE :, 1]
    begins = int(np.argmax(np.abs(bent[round(4.0 * RATE) :] - bent[round(4.0 * RATE)]) > 3)) + round(4.0 * RATE)
    assert 1.5 < (leaves - RATE + int(np.argmax(rises > 0.915)) - begins) / RATE < 2.4


def test_who_sits_on_the_floor_is_on_it_and_not_in_it() -> None:
    place = places(enacting(Gesture("sit", 1.0, np.inf)))
    assert slip(place) < 0.001
    assert place["hips"][-RATE:, 1].max() < 0.18
    assert place["left_lower_leg"][-1, 1] > 0.35
    for part, thick in THICK.items():
        assert lowest(place, part).min() > thick - 0.002, part


def test_a_hand_goes_straight_and_smoothly() -> None:
    target = np.array([-0.25, 1.15, 0.6])
    motion = enacting(Gesture("reach", 2.0, 3.0, tuple(target)))
    place = places(motion)
    wrist = place["right_hand"]
    assert np.linalg.norm(place["right_middle_intermediate"][round(3.5 * RATE)] - target) < 0.06
    way = wrist[round(2.0 * RATE) : round(2.9 * RATE) + 1]
    steps = np.linalg.norm(np.diff(way, axis=0), axis=1)
    # Flash and Hogan, 1985: the fastest is 1.875 of the mean, in the middle, and the way is straight.
    assert steps.max() / steps.mean() == pytest.approx(1.875, rel=0.08)
    assert steps.argmax() / len(steps) == pytest.approx(0.5, abs=0.06)
    assert steps.sum() / np.linalg.norm(way[-1] - way[0]) < 1.03
    # A far one needs the trunk, which a near one leaves as it is.
    far = places(enacting(Gesture("reach", 2.0, 3.0, (-0.25, 1.15, 1.0))))
    near_bend, far_bend = ((each["neck"] - each["hips"])[round(3.5 * RATE), 2] for each in (place, far))
    assert near_bend < 0.08
    assert far_bend > near_bend + 0.1
    assert np.linalg.norm(far["right_middle_intermediate"][round(3.5 * RATE)] - (-0.25, 1.15, 1.0)) < 0.1


@pytest.mark.parametrize("side", [1.0, -1.0])
def test_who_leans_holds_the_corner_and_stands_on_that_foot(side: float) -> None:
    corner = (0.5 * side, 1.3, 0.2)
    place = places(enacting(Gesture("lean", 2.0, 4.0, corner, side=side)))
    there = round(4.0 * RATE)
    name, other = ("left", "right") if side > 0 else ("right", "left")
    assert np.linalg.norm(place[f"{name}_hand"][there] - corner) < 0.02
    assert side * (place["head"][there, 0] - place["head"][RATE, 0]) > 0.3
    middle = side * centre_of_mass(place)[there, 0]
    assert middle == pytest.approx(side * place[f"{name}_foot"][there, 0], abs=0.06)
    assert middle > side * place[f"{other}_foot"][there, 0] + 0.12
    assert slip(place) < 0.001
    # The hand is there before the head comes.
    hand, head = (
        np.abs(np.diff(place[joint], axis=0)).sum(axis=1)[2 * RATE : there] for joint in (f"{name}_hand", "head")
    )
    assert hand.argmax() < head.argmax() - 0.2 * RATE


def test_who_squeezes_through_is_narrow_and_does_not_cross_the_feet() -> None:
    motion = enacting(Gesture("squeeze", 2.0, 6.0), way=along(0.3), end=9.0)
    place = places(motion)
    inside = slice(round(3.6 * RATE), round(6.6 * RATE))
    across = np.concatenate([way[inside, 0] for way in place.values()])
    assert np.ptp(across) < 0.45
    assert (place["left_foot"] - place["right_foot"])[inside, 2].min() > -0.01
    assert place["hips"][-1, 2] == pytest.approx(2.7, abs=0.1)


def test_who_crouches_can_go_on() -> None:
    stood = places(enacting(Gesture("crouch", 1.0, 4.0)))
    assert stood["hips"][3 * RATE, 1] < 0.5 * stood["hips"][0, 1]
    # The weight stays over the feet, between heel and toes.
    middle = centre_of_mass(stood)[3 * RATE, 2]
    assert stood["left_foot"][3 * RATE, 2] - 0.05 < middle < stood["left_toes end"][3 * RATE, 2]
    assert slip(stood) < 0.001
    goes = places(enacting(Gesture("crouch", 1.0, 6.0, amount=0.5), way=along(0.7)))
    assert goes["hips"][3 * RATE : 6 * RATE, 1].max() < 0.75
    for part in ("toes", "lower_leg"):
        assert lowest(goes, part).min() > THICK[part] - 0.002


EVERY = [
    Gesture("look", 1.0, 4.0, (2.0, 0.5, -1.0)),
    Gesture("crouch", 1.0, 4.0),
    Gesture("sit", 1.0, 6.0),
    Gesture("sit", 1.0, 6.0, (0.0, 0.45, -0.4)),
    Gesture("fall", 1.0, 1.5),
    Gesture("fall", 1.0, 1.5, (0.0, 1.5, 3.0)),
    Gesture("fall", 1.0, 1.5, (3.0, 1.5, 0.0)),
    Gesture("get-up", 1.0, 4.2),
    Gesture("reach", 1.0, 4.0, (-0.3, 0.6, 0.7)),
    Gesture("lean", 1.0, 4.0, (0.5, 1.3, 0.2), side=1.0),
    Gesture("squeeze", 1.0, 4.0),
    Gesture("beckon", 1.0, 4.0, (0.0, 1.5, 4.0)),
    Gesture("point", 1.0, 4.0, (-2.0, 1.5, 3.0)),
    Gesture("flinch", 1.0, 2.0),
]


@pytest.mark.parametrize("gesture", EVERY, ids=lambda each: each.kind)
def test_no_joint_jumps_on_any_floor(gesture: Gesture) -> None:
    place = np.stack(list(places(enacting(gesture)).values()), axis=1)
    change = (
        np.linalg.norm(np.diff(place, n=2, axis=0), axis=2).max() * RATE
    )  # of speed, from one pose to the next, m/s
    assert change < {"fall": 2.6, "squeeze": 2.2, "flinch": 1.5}.get(gesture.kind, 1.2)
    # On a higher floor, and for a smaller person, it is the same.
    up = (0.0, 1.5, 0.0)
    target = None if gesture.target is None else tuple(np.add(gesture.target, up).tolist())
    higher = enacted(still(), [replace(gesture, target=target)], lambda x, z: 1.5, STATURE, 1, 0.0, 8.0, RATE / 6)
    assert np.stack(list(places(higher).values()), axis=1) - up == pytest.approx(place[::6], abs=1e-6)
    small = places(enacted(still(), [gesture], level, 1.55, 1, 0.0, 8.0, RATE / 6))
    assert min(way[:, 1].min() for way in small.values()) > 0.005
