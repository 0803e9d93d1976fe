"""The skeleton of a person, by stature.

Lengths of segments are those of Drillis and Contini, 1966, as shares of the stature (Winter, "Biomechanics and Motor
Control of Human Movement", figure 4.1). Hips are 0.36 of the breadth between the iliac spines from the middle (Bell,
Pedersen and Brand, 1990). Heights along the spine and parts of foot and hand: the same person in ANSUR, 1988.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.bones import bones_of
from liminal.motion.skeleton import Skeleton

Floats = NDArray[np.float64]

# Shares of the stature.
HIP, KNEE, ANKLE, SHOULDER = 0.530, 0.285, 0.039, 0.818  # heights
UPPER_ARM, FOREARM, HAND = 0.186, 0.146, 0.108  # lengths
FOOT = 0.152  # length, of which the ankle is a quarter from the heel, and the ball of the foot 0.72
_HIP_ASIDE, _SHOULDER_ASIDE = 0.049, 0.112
_BALL = 0.012  # height of the joint of the big toe

# The middle joints: height and how far to the front, shares of the stature.
_TRUNK = {
    "hips": (HIP, 0.0),
    "spine": (0.578, -0.012),
    "chest": (0.650, -0.014),
    "upper_chest": (0.735, -0.022),
    "neck": (0.846, -0.018),
    "head": (0.912, 0.0),
    "head end": (1.0, 0.0),
}
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

    +x is to the left. At rest the arms hang down by 45 degrees, palms down, and no joint is turned.
    """
    places = {name: np.array([0.0, height, front]) for name, (height, front) in _TRUNK.items()}
    for sign, side in ((1.0, "left"), (-1.0, "right")):
        places |= {f"{side}_{name}": place * (sign, 1.0, 1.0) for name, place in _limbs().items()}
    parents = {
        name: upper if (upper := _HANGS_ON.get(name.removeprefix(side))) in _TRUNK else f"{side}{upper}"
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


def _limbs() -> dict[str, Floats]:
    """Return where the joints of the left leg and arm are, shares of the stature."""
    ball, toe = (0.72 - 0.25) * FOOT, (1.0 - 0.25) * FOOT
    down = np.array([np.cos(ARMS_DOWN), -np.sin(ARMS_DOWN), 0.0])
    front = np.array([0.0, 0.0, 1.0])
    shoulder = np.array([_SHOULDER_ASIDE, SHOULDER, -0.012])
    elbow = shoulder + UPPER_ARM * down
    wrist = elbow + FOREARM * down
    thumb = wrist + 0.018 * down + 0.014 * front
    along_thumb = quaternion.normalised(0.8 * down + 0.6 * front)
    return {
        "upper_leg": np.array([_HIP_ASIDE, HIP, 0.0]),
        "lower_leg": np.array([_HIP_ASIDE, KNEE, 0.0]),
        "foot": np.array([_HIP_ASIDE, ANKLE, 0.0]),
        "toes": np.array([_HIP_ASIDE, _BALL, ball]),
        "toes end": np.array([_HIP_ASIDE, _BALL, toe]),
        "shoulder": np.array([0.014, SHOULDER + 0.004, 0.012]),
        "upper_arm": shoulder,
        "lower_arm": elbow,
        "hand": wrist,
        "middle_proximal": wrist + 0.052 * down,
        "middle_intermediate": wrist + 0.079 * down,
        "middle end": wrist + HAND * down,
        "thumb_metacarpal": thumb,
        "thumb_proximal": thumb + 0.026 * along_thumb,
        "thumb end": thumb + 0.044 * along_thumb,
    }


PERSON_BONES = bones_of(person(1.75), {}, "a person")
