"""The operator's arm as a figure: posed from the lens, so that it goes with the camera, at each instant of a move."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from liminal.body.figure import Figure
from liminal.body.making_pose import STATURE, making_places
from liminal.body.near_hand import hand_axes
from liminal.body.operator_arm import ROOT, ArmSleeve, arm_skeleton
from liminal.motion import quaternion
from liminal.motion.arm import HandGoal, bend_arm, hand_laid
from liminal.motion.body_motion import BodyMotion
from liminal.motion.minimum_jerk import envelope
from liminal.motion.person import person
from liminal.random import Stream
from liminal.settings.operator import OperatorSettings
from liminal.shot.hand import PLACES, wander
from liminal.shot.hand_move import KEYS, LETS_GO, SHOULDER, THERE, HandMove, keyed
from liminal.view.pose import Pose
from liminal.view.projection import view_from_world

Floats = NDArray[np.float64]

RATE = 120  # poses a second
_ELBOW = np.array([-0.55, -0.80, -0.25])  # from the lens: where it sticks out to
_FINGERS = ("left_middle_proximal", "left_middle_intermediate")
_THUMB = ("left_thumb_proximal",)
_TREMBLES = 0.35  # of what a hand with a camera wanders, m
_HOLLOW = 0.115, 0.034  # m from the wrist to the hollow of a closed hand: along the fingers, and off the palm
_JOINS = np.array([0.02, -0.03, 0.13])  # m: by so much the trunk helps a hand that reaches, from the lens
_LEANS, _TILTS = 0.3, 0.5  # of the camera's pitch and roll: the shoulders'
_AHEAD = np.array([1.0, 1.0, -1.0])  # the view's z points back


def arm_figure(pose_at: Callable[[float], Pose], move: HandMove, operator: OperatorSettings, seed: int) -> Figure:
    """Return the arm in a move, as the camera's `pose_at` a time of the film, s, says where the lens is."""
    times = move.begin + np.arange(math.ceil(move.seconds * RATE) + 1) / RATE
    poses = [pose_at(time) for time in times.tolist()]
    turn, eye = _world_from_lens(poses)
    stance, _ = _world_from_lens([replace(each, pitch=_LEANS * each.pitch, roll=_TILTS * each.roll) for each in poses])
    wrist, fingers, palm, curl = keyed(KEYS[move.kind], (times - move.begin) / move.seconds)
    wrist = wrist + _TREMBLES * np.column_stack(
        [wander(times, PLACES, seed, Stream.OPERATOR, 60, axis) for axis in range(3)]
    )
    wrist, fingers, palm = (np.einsum("fij,fj->fi", turn, each * _AHEAD) for each in (wrist, fingers, palm))
    shoulders, elbow = (eye + np.einsum("fij,j->fi", stance, each * _AHEAD) for each in (SHOULDER, _ELBOW))
    place = eye + wrist
    if move.target is not None:
        held = envelope(times, move.begin, move.end, THERE * move.seconds, LETS_GO * move.seconds)[:, None]
        targets = np.array([move.target(time) for time in times.tolist()])
        laid = hand_laid("left", fingers, palm)
        hollow = quaternion.rotated(laid, _hollow())
        place = place + held * (targets - hollow - place)
        shoulders = shoulders + held * np.einsum("fij,j->fi", stance, _JOINS * _AHEAD)
    goal = HandGoal(place, np.ones(len(times)), elbow - eye, hand_laid("left", fingers, palm))
    return _posed(move, shoulders, goal, curl, "suit" if operator.visor else operator.sleeve)


def _world_from_lens(poses: Sequence[Pose]) -> tuple[Floats, Floats]:
    """The rotations (f, 3, 3) and places (f, 3), m, of lenses."""
    matrices = np.array([np.linalg.inv(view_from_world(pose)) for pose in poses])
    return matrices[:, :3, :3], matrices[:, :3, 3]


def _hollow() -> Floats:
    """The hollow of a closed hand from its wrist, (3,), m, at rest."""
    fingers, palm = hand_axes(making_places())[[0, 2]]
    hollow: Floats = _HOLLOW[0] * fingers + _HOLLOW[1] * palm
    return hollow


def _posed(move: HandMove, shoulders: Floats, goal: HandGoal, curl: Floats, sleeve: ArmSleeve) -> Figure:
    """The figure whose hand is at its goal, with a curl (f,), rad, of each joint of its fingers."""
    whole = person(STATURE)
    turns = np.tile(quaternion.IDENTITY, (len(curl), len(whole), 1))
    bend_arm(whole, "left", shoulders, turns, goal)
    skeleton, kept = arm_skeleton()
    hand = turns[:, whole.names.index("left_hand")]
    across = quaternion.rotated(hand, np.array([0.0, 0.0, 1.0]))
    for names, share in ((_FINGERS, 1.0), (_THUMB, 0.5)):
        for number, name in enumerate(names, 1):
            bent = quaternion.about(across, -number * share * curl)
            for joint in whole.limbs[whole.names.index(name)] if number == len(names) else (whole.names.index(name),):
                turns[:, joint] = quaternion.product(bent, turns[:, joint])
    rotations = skeleton.local_rotations(turns[:, list(kept)])
    motion = BodyMotion(skeleton, RATE, (skeleton.names.index(ROOT),), shoulders[:, None], rotations)
    return Figure("operator", STATURE, 0.0, 0.0, 0.0, 180.0, move.begin, move.end, motion=motion, arm=sleeve)
