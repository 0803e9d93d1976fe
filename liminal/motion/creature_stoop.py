"""How the creature stands, and stoops under a ceiling that is lower than it is."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.body_control import soles_of
from liminal.motion.creature import ANKLE, HIP, STATURE, creature
from liminal.motion.creature_posture import SIDES, Posture, elbow_bend, held
from liminal.motion.skeleton import BodyPose
from liminal.motion.stepping import SteppingFoot

Floats = NDArray[np.float64]

GAP = 0.07  # m between its joints and the ceiling: wire is about them

_PITCH = np.radians((6.0, 74.0))  # of the trunk, upright and stooped
_NOD = np.radians((8.0, 20.0))  # of the head
_SINK = 0.004, 0.25  # m that the hips are lower than straight legs would have them
TRUNK = 0.69  # m from the hips to the height of the shoulders
_BACK = 0.30  # m behind the feet, the hips of a trunk that lies level: it would fall over otherwise
HIPS = HIP + 0.03  # m: of their joint, over straight legs
_STEPS = 33


class Stoop(NamedTuple):
    """At each of some degrees of stooping: angles in rad, and lengths of a creature of STATURE, m."""

    pitch: Floats
    nod: Floats
    sink: Floats
    back: Floats


def stoop_at(degree: Floats) -> Stoop:
    """Return how a creature is bent that stoops to degrees (f,), from 0, upright, to 1."""
    degree = np.maximum(degree, 0.0)  # running means of zeros may be below 0 by 1e-17
    # First the trunk bends, then the knees.
    pitch = _PITCH[0] + (_PITCH[1] - _PITCH[0]) * degree
    nod = _NOD[0] + (_NOD[1] - _NOD[0]) * degree
    sink = _SINK[0] + (_SINK[1] - _SINK[0]) * degree**1.5
    return Stoop(pitch, nod, sink, _BACK * np.sin(pitch))


def stoop_under(headroom: Floats, stature: float) -> Floats:
    """Return to which degrees (f,) a creature of a stature, m, has to stoop under ceilings so high above its floor."""
    tops, degrees = _tops()
    found: Floats = np.interp(-(headroom - GAP) * STATURE / stature, -tops, degrees)
    return found


def lowest_share() -> float:
    """Return how low a creature can stoop, as a share of its stature."""
    return float(_tops()[0][-1] + GAP) / STATURE


@lru_cache(maxsize=32)
def standing_under(headroom: float, stature: float, lot: float) -> BodyPose:
    """Return the pose of a creature that stands on y = 0 above x = z = 0, looking along +z.

    `headroom`: m, of the ceiling above the floor. `lot`: 0 to 1, which of many ways of standing.
    """
    poses = _stooping(stoop_under(np.array([headroom]), stature), stature, lot)
    return BodyPose(poses.offsets[0], poses.rotations[0])


@lru_cache(maxsize=1)
def _tops() -> tuple[Floats, Floats]:
    """How high the highest joint of a creature of STATURE is, m, at some degrees of stooping."""
    degrees = np.linspace(0.0, 1.0, _STEPS)
    poses = _stooping(degrees, STATURE, 0.5)
    return creature(STATURE).frames(poses).positions[..., 1].max(1), degrees


def _stooping(degree: Floats, stature: float, lot: float) -> BodyPose:
    """The poses (f, n, ...) of a creature that stands and stoops to degrees (f,)."""
    skeleton, scale, same = creature(stature), stature / STATURE, np.ones(len(degree))
    lots = (lot * np.array([1.0, 7.31, 13.7, 23.9, 37.3, 53.1, 71.9])) % 1.0 - 0.5
    stoop = stoop_at(degree)
    on = 1.0 if lots[0] < 0.0 else -1.0  # the side, +x is the left, that carries the weight
    height = HIPS - stoop.sink - 0.005 * (1.0 + lots[1])
    hips = scale * np.stack([0.035 * on * same, height, -stoop.back], 1)
    feet = []
    for (_, sign), sole in zip(SIDES, soles_of(skeleton), strict=True):
        free = 0.0 if sign == on else 1.0
        place = (sign * (0.10 + 0.03 * free), ANKLE, free * (0.10 + 0.12 * lots[2]))
        heading = sign * np.radians(8.0 + 16.0 * free)
        flat = quaternion.product(quaternion.about((0.0, 1.0, 0.0), heading * same), sole.flat)
        ball = np.zeros(len(degree))
        feet.append(SteppingFoot(scale * np.outer(same, place), flat, ball, ball == 0.0))
    hang = np.array([0.10 * lots[3] + 0.04, 0.10 * lots[4] + 0.04])
    posture = Posture(
        hips,
        0.0 * same,
        stoop.pitch + 0.06 * (lots[2] + 0.5),
        -0.07 * on * same,
        0.20 * lots[5] * same,
        0.5 * lots[6] * same,
        stoop.nod,
        np.outer(hang, same),
        np.maximum(elbow_bend(height + TRUNK * np.cos(stoop.pitch)), 0.16 + 0.10 * lots[3:5, None]),
        np.full((2, len(degree)), np.radians(16.0)),
        np.zeros((2, len(degree), 3)),
        np.tile((0.0, -1.0, 0.0), (2, len(degree), 1)),
        np.zeros((2, len(degree))),
        np.zeros(len(degree)),
    )
    return held(skeleton, posture, feet)
