"""The skeleton of the creature: a person's joints at other places.

Measures are estimates of the figure in the distance of found footage: taller than doors, limbs of poles.
"""

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from liminal.motion.person import ARMS_DOWN, person
from liminal.motion.skeleton import Skeleton

Floats = NDArray[np.float64]

STATURE = 2.70  # m: what all measures here are told for; to the top of the hook that is its head

# Heights of joints, and lengths, m.
HIP, KNEE, ANKLE, SHOULDER = 1.52, 0.80, 0.075, 2.24
UPPER_ARM, FOREARM, HAND = 0.56, 0.65, 0.27
HEEL, BALL, TOE = 0.09, 0.20, 0.30  # from the ankle
_BALL_HEIGHT = 0.036
_HIP_ASIDE, _SHOULDER_ASIDE = 0.088, 0.155

# The middle joints: height and how far to the front, m.
_TRUNK = {
    "hips": (1.55, 0.0),
    "spine": (1.67, -0.015),
    "chest": (1.86, -0.045),
    "upper_chest": (2.08, -0.050),
    "neck": (2.33, -0.010),
    "head": (2.50, 0.020),
    "head end": (STATURE, 0.13),
}


@lru_cache(maxsize=16)
def creature(stature: float) -> Skeleton:
    """Return the skeleton of a creature of a stature, m, on y = 0 with the hips at x = z = 0, looking along +z.

    +x is to the left. Its joints have the names and the numbers of a person's. At rest the arms hang down by 45
    degrees, palms down, and no joint is turned.
    """
    bare = person(1.0)
    places = {name: np.array([0.0, height, front]) for name, (height, front) in _TRUNK.items()}
    for sign, side in ((1.0, "left"), (-1.0, "right")):
        places |= {f"{side}_{name}": place * (sign, 1.0, 1.0) for name, place in _limbs().items()}
    at = np.array([places[name] for name in bare.names])
    above = np.array([at[parent] if parent >= 0 else np.zeros(3) for parent in bare.parents])
    return replace(bare, offsets=stature / STATURE * (at - above))


def _limbs() -> dict[str, Floats]:
    """Return where the joints of the left leg and arm are, m."""
    down = np.array([np.cos(ARMS_DOWN), -np.sin(ARMS_DOWN), 0.0])
    front = np.array([0.0, 0.0, 1.0])
    shoulder = np.array([_SHOULDER_ASIDE, SHOULDER, -0.03])
    elbow = shoulder + UPPER_ARM * down
    wrist = elbow + FOREARM * down
    thumb = wrist + 0.02 * down + 0.02 * front
    along_thumb = 0.8 * down + 0.6 * front
    return {
        "upper_leg": np.array([_HIP_ASIDE, HIP, 0.0]),
        "lower_leg": np.array([_HIP_ASIDE, KNEE, 0.0]),
        "foot": np.array([_HIP_ASIDE, ANKLE, 0.0]),
        "toes": np.array([_HIP_ASIDE, _BALL_HEIGHT, BALL]),
        "toes end": np.array([_HIP_ASIDE, _BALL_HEIGHT, TOE]),
        "shoulder": np.array([0.03, SHOULDER + 0.05, -0.02]),
        "upper_arm": shoulder,
        "lower_arm": elbow,
        "hand": wrist,
        "middle_proximal": wrist + 0.10 * down,
        "middle_intermediate": wrist + 0.18 * down,
        "middle end": wrist + HAND * down,
        "thumb_metacarpal": thumb,
        "thumb_proximal": thumb + 0.06 * along_thumb,
        "thumb end": thumb + 0.15 * along_thumb,
    }
