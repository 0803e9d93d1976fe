"""A class-A hazmat suit: encapsulating, of coated fabric, over a breathing apparatus.

Told of a person of 1.75 m, in the pose that bodies are made in: arms and legs apart.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from liminal.body.distance_field import block, common, cone, oval, union, vector
from liminal.body.folds import buckled, bump, creased, pinched, radiating, rise, wandering
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
    height = 0.0065 * creased(points, (0.30, 0.46, 0.30), 3) + 0.0018 * creased(points, (0.12, 0.16, 0.12), 5)
    height *= 1.0 - 0.6 * rise(y, 1.5, 1.64)
    height += _of_trunk(points, limbs, stray, patch)
    for number, (name, limb) in enumerate(limbs.items()):
        height += (_of_leg if "leg" in name else _of_arm)(points, limb, stray, patch, 2.4 * number)
        if "arm" in name:
            far, sign = limb.along(points)[0], np.sign(limb.root[0])
            height *= 1.0 - 0.9 * bump(far, limb.length - 0.045, 0.035) * rise(sign * points[:, 0], 0.3, 0.4)
    return height


def _of_leg(points: Floats, limb: LimbAxis, stray: Floats, patch: Floats, lot: float) -> Floats:
    far, turn = limb.along(points)
    own = rise(points[:, 0] * np.sign(limb.root[0]), 0.0, 0.05) * rise(far, 0.0, 0.10)
    wobble = 0.28 * stray + 0.34 * np.sin(turn + lot) + 0.18 * np.sin(2 * turn + 1.3 * lot)
    knee, end = 0.50 * limb.length, limb.length
    # The leg is too long: it breaks over the boot, once or twice, more in front.
    above = np.maximum(end - far - 0.05, 0.0)
    before = 0.6 + 0.4 * np.sin(turn)
    height = 0.0120 * before * rise(above, 0.26, 0.04) * (0.35 + 0.65 * patch) * pinched(above / 0.098 + 1.3 * wobble)
    # Out of the hollow of the knee round to its front, across it, and slanting down thigh and shin.
    hollow = limb.at(knee) + vector(0, 0.01, -0.09)
    height += 0.0115 * radiating(points, hollow, vector(0, 0, -1), 7.0, 0.17, 0.8 * wobble)
    height += 0.0035 * (1 - patch) * bump(far, knee + 0.04, 0.09) * buckled(far, turn, 0.13, 1.5 * wobble)
    height += 0.0065 * patch * rise(far, 0.42, 0.15) * pinched((far - 0.16 * np.cos(turn + 0.4)) / 0.19 + wobble)
    height += 0.0055 * bump(far, 0.70 * end, 0.13) * pinched((far + 0.13 * np.cos(turn + lot)) / 0.17 + wobble)
    found: Floats = own * height
    return found


def _of_arm(points: Floats, limb: LimbAxis, stray: Floats, patch: Floats, lot: float) -> Floats:
    far, turn = limb.along(points)
    own = rise(far, 0.03, 0.09) * rise(abs(points[:, 0]), 0.20, 0.26)
    wobble = 0.28 * stray + 0.34 * np.sin(turn + lot) + 0.18 * np.sin(2 * turn + 1.7 * lot)
    bend, end = 0.56 * limb.length, limb.length
    # Pushed together above the cuff, out of the bend of the elbow, and hanging from the shoulder.
    cuff = rise(far, end - 0.20, end - 0.09) * rise(far, end - 0.04, end - 0.075)
    height = 0.0085 * cuff * (0.3 + 0.7 * patch) * pinched(far / 0.070 + 1.4 * wobble)
    inner = limb.at(bend) + vector(0, 0, 0.07)
    height += 0.0110 * radiating(points, inner, vector(0, 0, 1), 7.0, 0.15, 0.8 * wobble)
    height += 0.0040 * bump(far, bend + 0.02, 0.09) * buckled(far, turn, 0.12, 1.5 * wobble)
    height += 0.0065 * patch * rise(far, 0.30, 0.12) * pinched((far + 0.11 * np.cos(turn + 0.6)) / 0.14 + wobble)
    found: Floats = own * height
    return found


def _of_trunk(points: Floats, limbs: Limbs, stray: Floats, patch: Floats) -> Floats:
    x, y, z = points.T
    turn = np.arctan2(x, z)
    wobble = 0.28 * stray + 0.36 * np.sin(turn + 0.4) + 0.22 * np.sin(2 * turn)
    own = rise(abs(x), 0.25, 0.19)
    front = rise(z, -0.05, 0.06)
    # A belt inside it holds it: it hangs over that, and is gathered there.
    height = own * (0.4 + 0.6 * patch) * (0.013 * bump(y, 1.065, 0.050) - 0.006 * bump(y, 0.995, 0.030))
    gathers = pinched(6.0 * turn / np.pi + 1.5 * (y - 1.0) * np.sign(x) + wobble)
    height += own * 0.0075 * bump(y, 1.03, 0.11) * (0.4 + 0.6 * patch) * gathers
    # Where hood and apparatus hang on the shoulders; from the armpits over chest and back; from the fork over the hips.
    height += own * 0.0060 * bump(y, 1.46, 0.06) * (0.3 + 0.7 * patch) * pinched(y / 0.085 + 1.4 * wobble)
    for number, sign in enumerate((1.0, -1.0)):
        arm = limbs["left_arm" if sign > 0 else "right_arm"]
        for side in (1.0, -1.0):
            pit = arm.root + vector(-0.005 * sign, -0.130, 0.080 * side)
            height += 0.0100 * radiating(points, pit, vector(0, 0, side), 8.0, 0.22, 0.25 * stray + 0.4 * number)
    for side, high in ((1.0, 0.780), (-1.0, 0.765)):
        fork = vector(0, high, 0.095 * side - 0.01)
        height += 0.0105 * radiating(points, fork, vector(0, 0, side), 9.0, 0.21, 0.34 * stray)
    # The flap over the zip.
    flap = 0.0045 * rise(abs(x - 0.062), 0.036, 0.026) * front * rise(y, 0.93, 0.97) * rise(y, 1.50, 1.46)
    found: Floats = height + flap
    return found
