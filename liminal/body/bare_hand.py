"""Hands, bare and in gloves, as distances to the left one or the right one."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from liminal.body.distance_field import block, cone, union

Floats = NDArray[np.float64]

Fingers = Sequence[tuple[float, float]]  # of each: m across the hand; its length, of that of the middle one
FINGERS = ((0.0315, 0.90), (0.0106, 1.0), (-0.0106, 0.94), (-0.0312, 0.78))
_AROUND = 0.16  # m around a hand that its cuff takes


def hand_bounds(places: Mapping[str, Floats], side: str) -> tuple[Floats, Floats]:
    """Return the corners of a box around a hand and its cuff, (3,) each, m."""
    ends = [places[f"{side}_{name}"] for name in ("hand", "middle end", "thumb end")]
    return np.min(ends, axis=0) - _AROUND, np.max(ends, axis=0) + _AROUND


def glove(points: Floats, places: Mapping[str, Floats], side: str) -> Floats:
    """Return distances to a glove with a long cuff, palm down and fingers out; `places`: of joints, m."""
    wrist = places[f"{side}_hand"]
    back = (places[f"{side}_lower_arm"] - wrist) / np.linalg.norm(places[f"{side}_lower_arm"] - wrist)
    cuff = cone(points, wrist + 0.10 * back, wrist - 0.01 * back, 0.053, 0.035)
    return union([hand(points, places, side) - 0.0015, cuff], 0.018)


def hand(points: Floats, places: Mapping[str, Floats], side: str, fingers: Fingers = FINGERS) -> Floats:
    """Return distances to a hand at rest, palm down; `places`: of joints, m."""
    wrist = places[f"{side}_hand"]
    down = places[f"{side}_middle end"] - wrist
    reach = float(np.linalg.norm(down))
    down = down / reach
    across = np.array([0.0, 0.0, 1.0])
    axes = np.stack([down, np.cross(across, down), across])
    ball = float(np.linalg.norm(places[f"{side}_middle_proximal"] - wrist))
    palm_side = (-1.0 if side == "left" else 1.0) * axes[1]
    grown = []
    for aside, share in fingers:
        length = share * (reach - ball) + 0.006
        at = wrist + (ball - 0.012) * down + aside * across
        # A hand at rest is half closed, the little finger most.
        bend, width = np.radians(8.0) - 1.6 * aside, 0.0106
        chain = []
        for part, turned in ((0.46, 0.5), (0.32, 1.7), (0.22, 2.6)):
            along = np.cos(turned * bend) * down + np.sin(turned * bend) * palm_side + 1.2 * aside * across
            chain.append(cone(points, at, at + part * length * along, width, width - 0.0011))
            at, width = at + part * length * along, width - 0.0011
        grown.append(union(chain, 0.004))
    thumb = [places[f"{side}_{name}"] for name in ("thumb_metacarpal", "thumb_proximal", "thumb end")]
    half = 0.012 + max(abs(aside) for aside, _ in fingers)
    palm = [
        block(points, wrist + 0.52 * ball * down, (0.54 * ball, 0.0155, half), 0.014, axes),
        cone(points, thumb[0], thumb[1], 0.0185, 0.0140),
        cone(points, thumb[1], thumb[2], 0.0135, 0.0098),
    ]
    arm = cone(points, wrist - 0.06 * down, wrist + 0.012 * down, 0.030, 0.0275)
    return union([union(grown, 0.0015), union(palm, 0.020), arm], 0.014)
