"""Hands, bare and in gloves, as distances to the left one or the right one."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from liminal.body.distance_field import block, cone, union

Floats = NDArray[np.float64]

_FINGERS = ((0.031, 0.90), (0.010, 1.0), (-0.011, 0.95), (-0.031, 0.78))  # m across the hand; length, of the middle one
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


def hand(points: Floats, places: Mapping[str, Floats], side: str) -> Floats:
    """Return distances to a hand, palm down and fingers out; `places`: of joints, m."""
    wrist = places[f"{side}_hand"]
    down = places[f"{side}_middle end"] - wrist
    reach = float(np.linalg.norm(down))
    down = down / reach
    across = np.array([0.0, 0.0, 1.0])
    axes = np.stack([down, np.cross(across, down), across])
    ball = float(np.linalg.norm(places[f"{side}_middle_proximal"] - wrist))
    fingers = [
        cone(
            points,
            wrist + (ball - 0.006) * down + aside * across,
            wrist + (ball + share * (reach - ball) - 0.006) * down + 1.12 * aside * across,
            0.0120,
            0.0095,
        )
        for aside, share in _FINGERS
    ]
    thumb = [places[f"{side}_{name}"] for name in ("thumb_metacarpal", "thumb_proximal", "thumb end")]
    palm = [
        block(points, wrist + 0.50 * ball * down, (0.56 * ball, 0.017, 0.043), 0.015, axes),
        cone(points, thumb[0], thumb[1], 0.0175, 0.014),
        cone(points, thumb[1], thumb[2], 0.014, 0.0105),
    ]
    arm = cone(points, wrist - 0.06 * down, wrist + 0.01 * down, 0.031, 0.029)
    return union([union(fingers, 0.006), union(palm, 0.022), arm], 0.018)
