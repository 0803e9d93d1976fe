"""The skeleton of a person, by stature.

Lengths of segments are those of Drillis and Contini, 1966, as shares of the stature (Winter, "Biomechanics and Motor
Control of Human Movement", figure 4.1). Hips are 0.36 of the breadth between the iliac spines from the middle (Bell,
Pedersen and Brand, 1990). Heights along the spine and parts of foot and hand: the same person in ANSUR, 1988. A child's
are those of boys and girls of six years in Snyder et al., 1977, "Anthropometry of infants, children, and youths to age
18": shorter legs and arms, and a head of 0.16 of the stature.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.bones import bones_of
from liminal.motion.skeleton import Skeleton

Floats = NDArray[np.float64]

# Shares of the stature.
ANKLE = 0.039  # height
HIP = 0.530  # height, of an adult
FOOT = 0.152  # length, of which the ankle is a quarter from the heel, and the ball of the foot 0.72
_BALL = 0.012  # height of the joint of the big toe


class _Build(NamedTuple):
    """Shares of the stature: heights of joints, lengths of arm and foot, and how far hip and shoulder are aside."""

    hip: float
    knee: float
    spine: float
    chest: float
    upper_chest: float
    shoulder: float
    neck: float
    head: float
    upper_arm: float
    forearm: float
    hand: float
    foot: float
    hip_aside: float
    shoulder_aside: float


_ADULT = _Build(
    HIP, 0.285, 0.578, 0.650, 0.735, 0.818, 0.846, 0.912, 0.186, 0.146, 0.108, FOOT, 0.049, 0.112
)  # fmt: skip
_CHILD = _Build(0.497, 0.266, 0.547, 0.622, 0.707, 0.795, 0.817, 0.880, 0.178, 0.141, 0.110, 0.156, 0.048, 0.108)
_GROWN, _SIX = 1.52, 1.18  # m: of these statures are an adult as small as one in twenty, and a child of six years

_YOUNGEST = 1.5  # of a child of four years; no person is built as a younger one

# How far the middle joints are to the front, shares of the stature.
_FRONT = {"hips": 0.0, "spine": -0.012, "chest": -0.014, "upper_chest": -0.022, "neck": -0.018, "head": 0.0}
ARMS_DOWN = np.radians(45.0)  # of the rest pose, rad below the horizontal
_HANGS_ON = {
    "spine": "hips",
    "chest": "spine",
    "upper_chest": "chest",
    "neck": "upper_chest",
    "head": "neck",
    "head end": "head",
    "upper_leg": "hips",
    "lower_leg": "upper_leg",
    "foot": "lower_leg",
    "toes": "foot",
    "toes end": "toes",
    "shoulder": "upper_chest",
    "upper_arm": "shoulder",
    "lower_arm": "upper_arm",
    "hand": "lower_arm",
    "middle_proximal": "hand",
    "middle_intermediate": "middle_proximal",
    "middle end": "middle_intermediate",
    "thumb_metacarpal": "hand",
    "thumb_proximal": "thumb_metacarpal",
    "thumb end": "thumb_proximal",
}


@lru_cache(maxsize=16)
def person(stature: float) -> Skeleton:
    """Return the skeleton of a person of a stature, m, on y = 0 with the hips at x = z = 0, looking along +z.

    +x is to the left. At rest the arms hang down by 45 degrees, palms down, and no joint is turned. Below 1.52 m the
    shares of the stature go over to those of a child.
    """
    build = _build(childhood(stature))
    heights = {**build._asdict(), "hips": build.hip}
    places = {name: np.array([0.0, heights[name], front]) for name, front in _FRONT.items()}
    places["head end"] = np.array([0.0, 1.0, 0.0])
    trunk = set(places)
    for sign, side in ((1.0, "left"), (-1.0, "right")):
        places |= {f"{side}_{name}": place * (sign, 1.0, 1.0) for name, place in _limbs(build).items()}
    parents = {
        name: upper if (upper := _HANGS_ON.get(name.removeprefix(side))) in trunk else f"{side}{upper}"
        for name in places
        for side in ("left_" if name.startswith("left_") else "right_" if name.startswith("right_") else "",)
        if name != "hips"
    }
    names = list(places)
    offsets = np.array([places[name] - (places[parents[name]] if name in parents else 0.0) for name in names])
    return Skeleton(
        tuple(names),
        tuple(names.index(parents[name]) if name in parents else -1 for name in names),
        stature * offsets,
        np.tile(quaternion.IDENTITY, (len(names), 1)),
    )


def childhood(stature: float) -> float:
    """Return how childlike the build of a person of a stature, m, is: 0 an adult's, 1 that of a child of six years."""
    return min(max((_GROWN - stature) / (_GROWN - _SIX), 0.0), _YOUNGEST)


def _build(young: float) -> _Build:
    return _Build(*(adult + young * (child - adult) for adult, child in zip(_ADULT, _CHILD, strict=True)))


def _limbs(build: _Build) -> dict[str, Floats]:
    """Return where the joints of the left leg and arm are, shares of the stature."""
    ball, toe = (0.72 - 0.25) * build.foot, (1.0 - 0.25) * build.foot
    down = np.array([np.cos(ARMS_DOWN), -np.sin(ARMS_DOWN), 0.0])
    front = np.array([0.0, 0.0, 1.0])
    shoulder = np.array([build.shoulder_aside, build.shoulder, -0.012])
    elbow = shoulder + build.upper_arm * down
    wrist = elbow + build.forearm * down
    thumb = wrist + 0.018 * down + 0.014 * front
    along_thumb = quaternion.normalised(0.8 * down + 0.6 * front)
    return {
        "upper_leg": np.array([build.hip_aside, build.hip, 0.0]),
        "lower_leg": np.array([build.hip_aside, build.knee, 0.0]),
        "foot": np.array([build.hip_aside, ANKLE, 0.0]),
        "toes": np.array([build.hip_aside, _BALL, ball]),
        "toes end": np.array([build.hip_aside, _BALL, toe]),
        "shoulder": np.array([0.014, build.shoulder + 0.004, 0.012]),
        "upper_arm": shoulder,
        "lower_arm": elbow,
        "hand": wrist,
        "middle_proximal": wrist + 0.052 * down,
        "middle_intermediate": wrist + 0.079 * down,
        "middle end": wrist + build.hand * down,
        "thumb_metacarpal": thumb,
        "thumb_proximal": thumb + 0.026 * along_thumb,
        "thumb end": thumb + 0.044 * along_thumb,
    }


PERSON_BONES = bones_of(person(1.75), {}, "a person")
