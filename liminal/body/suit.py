"""A class-A hazmat suit: encapsulating, of coated fabric, over a breathing apparatus.

Told of a person of 1.75 m, in the pose that bodies are made in: arms and legs apart.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from liminal.body.distance_field import block, common, cone, oval, union, vector
from liminal.body.folds import buckled, bump, creased, pillowed, pinched, rise, wandering
from liminal.body.limb_axis import LimbAxis

Floats = NDArray[np.float64]
Limbs = Mapping[str, LimbAxis]  # "left_leg", "right_leg", "left_arm", "right_arm"


def suit(points: Floats, places: Mapping[str, Floats]) -> Floats:
    """Return distances to the suit without its folds; `places`: of joints, m."""
    trunk = [
        oval(points, (0, 0.92, -0.01), (0, 1.10, -0.01), (0.200, 0.155), (0.205, 0.158)),
        oval(points, (0, 1.10, -0.01), (0, 1.36, -0.03), (0.205, 0.158), (0.220, 0.155)),
        block(points, (0, 1.245, -0.165), (0.155, 0.27, 0.115), 0.085),
        cone(points, (0, 0.83, -0.01), (0, 0.90, -0.01), 0.07, 0.10),
    ]
    limbs = []
    for sign, side in ((1.0, "left"), (-1.0, "right")):
        hip, knee, ankle = (places[f"{side}_{name}"] for name in ("upper_leg", "lower_leg", "foot"))
        shoulder, elbow, wrist = (places[f"{side}_{name}"] for name in ("upper_arm", "lower_arm", "hand"))
        cuff = knee + 0.80 * (ankle - knee)
        limbs += [
            cone(points, hip + vector(0.008 * sign, -0.01, -0.005), knee + vector(0, 0, 0.005), 0.122, 0.098),
            cone(points, knee + vector(0, 0, 0.005), cuff, 0.098, 0.097),
            cone(points, (0.07 * sign, 1.405, -0.03), shoulder + vector(0, -0.015, -0.01), 0.105, 0.100),
            cone(points, shoulder, elbow, 0.097, 0.082),
            cone(points, elbow, wrist + 0.10 * (elbow - wrist), 0.082, 0.061),
        ]
    hood = [
        oval(points, (0, 1.40, -0.035), (0, 1.55, -0.005), (0.185, 0.145), (0.138, 0.148)),
        block(points, (0, 1.635, 0.0), (0.140, 0.190, 0.160), 0.125),
        block(points, (0, 1.53, -0.14), (0.11, 0.13, 0.07), 0.065),
    ]
    # The front is bent about an upright axis, and leans back.
    x, y, z = (points - (0, 1.645, 0.142)).T
    face = np.hypot(x, 0.99 * z + 0.14 * y + 0.5 * y * y + 0.155) - 0.155
    top = common(union(hood, 0.06), face, 0.035)
    whole = union([union([union(trunk, 0.08), *limbs], 0.055), top], 0.05)
    hem = 0.130 + 0.25 * (points[:, 2] + 0.02) - points[:, 1]
    return common(whole, hem, 0.03)


def suit_folds(points: Floats, limbs: Limbs) -> Floats:
    """Return how high folds stand over the bare suit at points (n, 3), m."""
    y = points[:, 1]
    stray, patch = wandering(points, (0.19, 0.26, 0.19), 21), wandering(points, (0.27, 0.22, 0.27), 31)
    patch = rise(patch, -0.7, 0.7)
    height = 0.0085 * creased(points, (0.22, 0.27, 0.22), 3) + 0.0040 * creased(points, (0.10, 0.12, 0.10), 5)
    height *= 1.0 - 0.6 * rise(y, 1.5, 1.64)
    height += _of_trunk(points, stray, patch)
    for number, (name, limb) in enumerate(limbs.items()):
        height += (_of_leg if "leg" in name else _of_arm)(points, limb, stray, patch, 2.4 * number)
        if "arm" in name:
            far, sign = limb.along(points)[0], np.sign(limb.root[0])
            height *= 1.0 - 0.9 * bump(far, limb.length - 0.045, 0.035) * rise(sign * points[:, 0], 0.3, 0.4)
    return height


def _of_leg(points: Floats, limb: LimbAxis, stray: Floats, patch: Floats, lot: float) -> Floats:
    far, turn = limb.along(points)
    own = rise(points[:, 0] * np.sign(limb.root[0]), 0.0, 0.05) * rise(far, 0.0, 0.10)
    wobble = 0.20 * stray + 0.26 * np.sin(turn + lot) + 0.16 * np.sin(2 * turn + 1.3 * lot)
    knee, end = 0.50 * limb.length, limb.length
    # The leg is too long: it stands in folds on the boot, the lower the closer.
    above = np.maximum(end - far - 0.05, 0.0)
    pool = rise(above, 0.30, 0.03)
    height = 0.0115 * pool * (0.45 + 0.55 * patch) * pillowed(8.6 * np.sqrt(above + 0.008) + 1.25 * wobble)
    # It buckles in the hollow of the knee, and from the fork down to the outside of the thigh.
    behind = 0.25 + 0.75 * rise(-np.sin(turn), -0.4, 0.8)
    height += 0.010 * behind * bump(far, knee, 0.11) * buckled(far, turn, 0.085, wobble)
    height += 0.0085 * patch * bump(far, 0.20, 0.13) * pinched((far - 0.055 * np.cos(turn)) / 0.072 + 1.1 * wobble)
    height += 0.005 * (1 - patch) * bump(far, 0.66 * end, 0.10) * buckled(far, turn, 0.12, 1.4 * wobble)
    found: Floats = own * height
    return found


def _of_arm(points: Floats, limb: LimbAxis, stray: Floats, patch: Floats, lot: float) -> Floats:
    far, turn = limb.along(points)
    own = rise(far, 0.0, 0.06) * rise(abs(points[:, 0]), 0.20, 0.26)
    wobble = 0.20 * stray + 0.26 * np.sin(turn + lot) + 0.16 * np.sin(2 * turn + 1.7 * lot)
    bend, end = 0.56 * limb.length, limb.length
    # Pushed together above the cuff, buckled in the bend of the elbow, hanging from the shoulder.
    height = (
        0.0085
        * rise(far, end - 0.21, end - 0.08)
        * rise(far, end - 0.04, end - 0.075)
        * (0.4 + 0.6 * patch)
        * pillowed(far / 0.052 + 1.2 * wobble)
    )
    height += (
        0.0095 * bump(far, bend, 0.10) * (0.4 + 0.6 * rise(np.sin(turn), -0.6, 0.6)) * buckled(far, turn, 0.085, wobble)
    )
    height += (
        0.0080
        * (0.3 + 0.7 * patch)
        * bump(far, 0.09, 0.10)
        * pinched((far + 0.04 * np.cos(turn)) / 0.075 + 1.3 * wobble)
    )
    found: Floats = own * height
    return found


def _of_trunk(points: Floats, stray: Floats, patch: Floats) -> Floats:
    x, y, z = points.T
    turn = np.arctan2(x, z)
    wobble = 0.26 * stray + 0.32 * np.sin(turn + 0.4) + 0.20 * np.sin(2 * turn)
    own = rise(abs(x), 0.25, 0.19)
    # Over the belt inside it, where hood and apparatus hang on the shoulders, and drawn to one side over the chest.
    height = 0.0115 * (0.4 + 0.6 * patch) * bump(y, 1.03, 0.085) * pillowed(y / 0.085 + 1.1 * wobble)
    height += 0.0075 * bump(y, 1.47, 0.06) * (0.3 + 0.7 * patch) * pinched(y / 0.068 + 1.2 * wobble)
    front = rise(z, -0.05, 0.06)
    height += 0.0070 * patch * front * bump(y, 1.28, 0.13) * pinched((y - 0.45 * x - 0.35 * abs(x)) / 0.105 + wobble)
    height += 0.0075 * bump(y, 0.90, 0.08) * (1 - 0.6 * patch) * pinched((y + 0.3 * abs(x)) / 0.080 + wobble)
    # The flap over the zip.
    flap = 0.0045 * rise(abs(x - 0.062), 0.036, 0.026) * front * rise(y, 0.93, 0.97) * rise(y, 1.50, 1.46)
    found: Floats = own * height + flap
    return found
