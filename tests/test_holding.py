"""Arms that hold: a torch points where its bearer looks, a camera is at the eye, a case hangs and does not swing."""

import numpy as np
import pytest
from numpy.typing import NDArray

from liminal.body.carried import carrying, torch_at
from liminal.body.wardrobe import dressed
from liminal.errors import LiminalError
from liminal.motion import quaternion
from liminal.motion.body_motion import BodyMotion
from liminal.motion.enactment import enacted
from liminal.motion.gesture import Gesture
from liminal.motion.grip import GRIPS
from liminal.motion.holding import holding
from liminal.motion.person import PERSON_BONES
from liminal.motion.skeleton import JointFrames
from liminal.motion.way import way_through
from liminal.settings.carried_name import CarriedName
from liminal.settings.figure import FigureSettings

STATURE = 1.78
TARGET = (3.0, 1.4, 6.0)  # to the left and ahead of one who stands at the origin and looks along +z

Floats = NDArray[np.float64]


def walked(seconds: float = 6.0, pace: float = 1.2, *gestures: Gesture) -> BodyMotion:
    """One who walks along +z; at a pace of 0 one who stands."""
    times = np.array([0.0, seconds])
    way = way_through(times, np.column_stack([0 * times, pace * times]), 0 * times)
    return enacted(way, gestures, lambda x, z: 0.0 * x, STATURE, 5, 0.5, seconds - 0.5)


def frames(motion: BodyMotion) -> JointFrames:
    return motion.skeleton.frames(motion.poses)


def wrist(found: JointFrames, side: str) -> Floats:
    """The way of a wrist against that of its shoulder, (f, 3), m."""
    joints = PERSON_BONES.joints
    return np.asarray(found.positions[:, joints[f"{side}_hand"]] - found.positions[:, joints[f"{side}_upper_arm"]])


def test_a_torch_points_where_its_bearer_looks() -> None:
    """Over all of its search it points as far aside as the target is, and less far down than half a step ahead."""
    body, wanted = carrying(dressed("worker", STATURE), "torch"), np.degrees(np.arctan2(TARGET[0], TARGET[2]))
    for gestures, aside in (((Gesture("look", -1.0, 40.0, TARGET),), wanted), ((), 0.0)):
        found = frames(holding(walked(24.0, 0.0, *gestures), "torch", 3))
        poses = zip(found.positions[120::20], found.rotations[120::20], strict=True)
        axes = np.array([torch_at(body, JointFrames(*pose))[1] for pose in poses])
        off = np.degrees(np.arctan2(axes[:, 0], axes[:, 2]))
        assert off.mean() == pytest.approx(aside, abs=6.0)
        assert 8.0 < np.ptp(off) < 45.0
        assert (abs(np.degrees(np.arcsin(axes[:, 1])) + 6.0) < 12.0).all()


def test_a_case_hangs_still_while_the_other_arm_swings() -> None:
    found = frames(holding(walked(), "case", 3))
    held, free = wrist(found, "right"), wrist(found, "left")
    assert np.ptp(held[:, 2]) < 0.05 < 0.2 < np.ptp(free[:, 2])
    assert (held[:, 1] < -0.93 * 0.332 * STATURE).all()  # an arm that hangs nearly straight


@pytest.mark.parametrize("carried", ["torch", "camera", "case"])
def test_hands_grip_what_is_carried(carried: CarriedName) -> None:
    """Each hand of a grip lies where the thing in the first hand wants it, and no elbow bends the wrong way."""
    found = frames(holding(walked(), carried, 3))
    joints = PERSON_BONES.joints
    first = GRIPS[carried][0]
    turn = quaternion.product(found.rotations[:, joints[f"{first.side}_hand"]], quaternion.inverse(first.turn))
    place = found.positions[:, joints[f"{first.side}_hand"]] - quaternion.rotated(turn, first.wrist)
    for grip in GRIPS[carried]:
        there = place + quaternion.rotated(turn, grip.wrist)
        assert np.linalg.norm(there - found.positions[:, joints[f"{grip.side}_hand"]], axis=1).max() < 0.02
        shoulder, elbow, hand = (
            found.positions[:, joints[f"{grip.side}_{part}"]] for part in ("upper_arm", "lower_arm", "hand")
        )
        bend = quaternion.cross(elbow - shoulder, hand - elbow)
        angle = np.degrees(np.arcsin(np.linalg.norm(bend, axis=1) / (0.186 * 0.146 * STATURE**2)))
        assert angle.max() < 91.0 or carried == "camera"
        jumps = np.linalg.norm(np.diff(hand - shoulder, 2, axis=0), axis=1) * 60**2
        assert jumps.max() < 4.0  # m/s2: the arm goes with the body's steps and does not jerk


def test_a_camera_is_held_before_the_eye() -> None:
    found = frames(holding(walked(), "camera", 3))
    joints = PERSON_BONES.joints
    hand, head = (found.positions[:, joints[name]] for name in ("right_hand", "head"))
    away = quaternion.rotated(quaternion.inverse(found.rotations[:, joints["head"]]), hand - head)
    assert (away[:, 2] > 0.1).all()  # before the face
    assert (abs(away[:, 1]) < 0.25).all()
    assert np.ptp(away, axis=0).max() < 0.06  # and goes with it


@pytest.mark.parametrize(
    ("words", "said"), [("worker+lamp", "torch, camera, case"), ("creature+torch", "creature carries nothing")]
)
def test_what_cannot_be_carried_is_refused(words: str, said: str) -> None:
    with pytest.raises(LiminalError, match=said):
        FigureSettings.parse(words)


def test_a_figure_carries_what_stands_behind_its_body() -> None:
    figure = FigureSettings.parse("worker+torch@1,2,90")
    assert (figure.body, figure.carries, figure.at, figure.yaw) == ("worker", "torch", (1.0, 2.0), 90.0)
    assert "carries" not in FigureSettings.parse("worker").model_dump()
