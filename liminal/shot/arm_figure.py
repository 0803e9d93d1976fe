"""The operator's arm as a figure: posed from the lens, so that it goes with the camera, at each instant of a move."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from liminal.body.figure import Figure
from liminal.body.making_pose import STATURE
from liminal.body.operator_arm import ROOT, ArmSleeve, arm_skeleton
from liminal.motion import quaternion
from liminal.motion.arm import HandGoal, bend_arm, hand_laid
from liminal.motion.body_motion import BodyMotion
from liminal.motion.minimum_jerk import envelope
from liminal.motion.person import person
from liminal.random import Stream
from liminal.settings.operator import OperatorSettings
from liminal.shot.hand import PLACES, wander
from liminal.shot.hand_move import KEYS, SHOULDER, HandMove, keyed
from liminal.view.pose import Pose
from liminal.view.projection import view_from_world

Floats = NDArray[np.float64]

RATE = 120  # poses a second
_ELBOW = np.array([-0.55, -0.80, -0.25])  # from the lens: where it sticks out to
_FINGERS = ("left_middle_proximal", "left_middle_intermediate")
_THUMB = ("left_thumb_proximal",)
_TREMBLES = 0.35  # of what a hand with a camera wanders, m
_TOUCH = 0.165  # m from the wrist to where fingers that reach touch
_AHEAD = np.array([1.0, 1.0, -1.0])  # the view's z points back


def arm_figure(pose_at: Callable[[float], Pose], move: HandMove, operator: OperatorSettings, seed: int) -> Figure:
    """Return the arm in a move, as the camera's `pose_at` a time of the film, s, says where the lens is."""
    times = move.begin + np.arange(math.ceil(move.seconds * RATE) + 1) / RATE
    world_from_lens = np.array([np.linalg.inv(view_from_world(pose_at(time))) for time in times.tolist()])
    turn, eye = world_from_lens[:, :3, :3], world_from_lens[:, :3, 3]
    wrist, fingers, palm, curl = keyed(KEYS[move.kind], (times - move.begin) / move.seconds)
    wrist = wrist + _TREMBLES * np.column_stack(
        [wander(times, PLACES, seed, Stream.OPERATOR, 60, axis) for axis in range(3)]
    )
    wrist, fingers, palm, elbow = (
        np.einsum("fij,fj->fi", turn, np.broadcast_to(each, wrist.shape) * _AHEAD)
        for each in (wrist, fingers, palm, _ELBOW)
    )
    shoulders = eye + np.einsum("fij,j->fi", turn, SHOULDER * _AHEAD)
    place = eye + wrist
    if move.target is not None:
        held = envelope(times, move.begin, move.end, 0.45 * move.seconds, 0.20 * move.seconds)[:, None]
        touched = np.array(move.target) - _TOUCH * quaternion.normalised(fingers)
        place = place + held * (touched - place)
    goal = HandGoal(place, np.ones(len(times)), elbow, hand_laid("left", fingers, palm))
    return _posed(move, shoulders, goal, curl, "suit" if operator.visor else operator.sleeve)


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
