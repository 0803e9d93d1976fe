"""Clothes of 1990: a shirt tucked into trousers, and low shoes, as distances to them and heights of their folds.

Told of a person of 1.75 m, in the pose that bodies are made in.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from liminal.body.distance_field import common, cone, ellipsoid, oval, union, vector
from liminal.body.folds import buckled, bump, creased, pillowed, pinched, rise, wandering
from liminal.body.limb_axis import LimbAxis
from liminal.body.making_pose import SIDES

Floats = NDArray[np.float64]
Places = Mapping[str, Floats]
Limbs = Mapping[str, LimbAxis]

BELT = 1.02  # m: where the shirt is tucked in


def shirt(points: Floats, places: Places) -> Floats:
    """Return distances to a loose shirt with long sleeves."""
    trunk = [
        oval(points, (0, 1.00, -0.005), (0, 1.13, -0.01), (0.165, 0.120), (0.172, 0.128)),
        oval(points, (0, 1.13, -0.01), (0, 1.33, -0.02), (0.172, 0.128), (0.188, 0.128)),
        oval(points, (0, 1.33, -0.02), (0, 1.42, -0.028), (0.185, 0.125), (0.145, 0.095)),
        cone(points, (0, 1.40, -0.03), (0, 1.45, -0.028), 0.085, 0.070),
    ]
    limbs = []
    for side, sign in SIDES:
        shoulder, elbow, wrist = (places[f"{side}_{name}"] for name in ("upper_arm", "lower_arm", "hand"))
        limbs += [
            cone(points, (0.04 * sign, 1.425, -0.03), shoulder + vector(-0.022 * sign, -0.030, 0), 0.062, 0.060),
            cone(points, shoulder + vector(-0.01 * sign, -0.012, 0), elbow, 0.068, 0.059),
            cone(points, elbow, wrist + 0.06 * (elbow - wrist), 0.060, 0.041),
        ]
    collar = oval(points, (0, 1.44, -0.030), (0, 1.53, -0.022), (0.073, 0.078), (0.062, 0.065))
    collar = common(collar, points[:, 1] - 1.525 + 0.42 * np.maximum(points[:, 2] + 0.03, 0.0), 0.004)
    whole = union([union([union(trunk, 0.06), *limbs], 0.045), collar], 0.012)
    return common(whole, BELT - 0.035 - points[:, 1], 0.01)


def shirt_folds(points: Floats, limbs: Limbs) -> Floats:
    """Return how high folds of the shirt stand at points (n, 3), m."""
    x, y, z = points.T
    stray, patch = wandering(points, (0.17, 0.24, 0.17), 61), rise(wandering(points, (0.25, 0.2, 0.25), 63), -0.7, 0.7)
    turn = np.arctan2(x, z)
    wobble = 0.22 * stray + 0.30 * np.sin(turn + 1.1) + 0.2 * np.sin(2 * turn)
    trunk = rise(abs(x), 0.21, 0.16)
    height = 0.0065 * creased(points, (0.20, 0.34, 0.20), 65) * rise(y, 1.49, 1.42)
    # It hangs over the belt, is drawn from there to the chest, and from the arms across it.
    height += trunk * 0.013 * bump(y, BELT + 0.045, 0.04)
    height += trunk * 0.0087 * bump(y, 1.10, 0.09) * pinched(7.5 * turn / np.pi + 3.0 * (y - 1.1) * np.sign(x) + wobble)
    height += trunk * 0.0072 * patch * bump(y, 1.24, 0.10) * pinched((y - 0.5 * abs(x)) / 0.090 + wobble)
    for number, side in enumerate(("left", "right")):
        arm = limbs[f"{side}_arm"]
        far, round_ = arm.along(points)
        own = rise(far, 0.0, 0.06) * rise(abs(x), 0.18, 0.24)
        loose = 0.2 * stray + 0.3 * np.sin(round_ + 2.0 * number)
        bend, end = 0.56 * arm.length, arm.length
        height += own * 0.0094 * bump(far, bend, 0.09) * buckled(far, round_, 0.065, loose)
        height += own * 0.0072 * bump(far, end - 0.09, 0.06) * pillowed(far / 0.042 + 1.3 * loose)
        height += own * 0.0072 * bump(far, 0.10, 0.08) * pinched((far + 0.03 * np.cos(round_)) / 0.062 + 1.2 * loose)
    return height


def trousers(points: Floats, places: Places) -> Floats:
    """Return distances to straight trousers."""
    parts = [
        oval(points, (0, 0.90, -0.01), (0, BELT + 0.02, -0.005), (0.178, 0.128), (0.160, 0.114)),
        ellipsoid(points, (0, 0.90, -0.035), (0.165, 0.10, 0.125)),
        cone(points, (0, 0.855, -0.01), (0, 0.92, -0.01), 0.055, 0.08),
    ]
    for side, sign in SIDES:
        hip, knee, ankle = (places[f"{side}_{name}"] for name in ("upper_leg", "lower_leg", "foot"))
        parts += [
            cone(points, hip + vector(0.004 * sign, -0.03, -0.005), knee, 0.098, 0.074),
            cone(points, knee, knee + 0.92 * (ankle - knee), 0.074, 0.068),
        ]
    hem = 0.075 + 0.30 * (points[:, 2] + 0.02) - points[:, 1]
    whole = common(union(parts, 0.045), points[:, 1] - (BELT + 0.025), 0.008)
    return common(whole, hem, 0.012)


def trouser_folds(points: Floats, limbs: Limbs) -> Floats:
    """Return how high folds of the trousers stand at points (n, 3), m."""
    y, x = points[:, 1], points[:, 0]
    stray, patch = wandering(points, (0.17, 0.24, 0.17), 71), rise(wandering(points, (0.2, 0.2, 0.2), 73), -0.7, 0.7)
    height = 0.0056 * creased(points, (0.18, 0.36, 0.18), 75) * rise(y, BELT, BELT - 0.06)
    for number, side in enumerate(("left", "right")):
        leg = limbs[f"{side}_leg"]
        far, turn = leg.along(points)
        own = rise(x * np.sign(leg.root[0]), 0.0, 0.04) * rise(far, 0.0, 0.08)
        wobble = 0.2 * stray + 0.3 * np.sin(turn + 1.7 * number)
        above = np.maximum(leg.length - far, 0.0)
        height += own * 0.0133 * rise(above, 0.24, 0.03) * (0.5 + 0.5 * patch) * pillowed(above / 0.075 + 1.2 * wobble)
        behind = 0.3 + 0.7 * rise(-np.sin(turn), -0.4, 0.8)
        height += own * 0.0098 * behind * bump(far, 0.5 * leg.length, 0.09) * buckled(far, turn, 0.075, wobble)
        height += own * 0.0084 * bump(far, 0.10, 0.07) * pinched((far - 0.05 * np.cos(turn)) / 0.050 + wobble)
        # The crease down the front and the back of each leg.
        height += own * 0.0042 * rise(far, 0.15, 0.3) * bump(np.cos(turn), 0.0, 0.16)
    return height


def shoe(points: Floats, ankle: Floats) -> Floats:
    """Return distances to a low shoe that points along +z."""
    at = points - ankle
    foot = union(
        [
            cone(at, (0, 0.0, -0.012), (0, 0.035, -0.012), 0.044, 0.043),
            cone(at, (0, -0.012, 0.015), (0, -0.030, 0.115), 0.044, 0.036),
            ellipsoid(at, (0, -0.036, 0.150), (0.044, 0.030, 0.062)),
            ellipsoid(at, (0, -0.034, -0.032), (0.036, 0.042, 0.044)),
        ],
        0.03,
    )
    return common(common(foot, -0.068 - at[:, 1], 0.004), at[:, 1] - 0.05, 0.004)
