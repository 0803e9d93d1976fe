"""Clothes of 1990: a shirt tucked into trousers, a belt and low shoes, as distances to them and heights of their folds.

Told of a person of 1.75 m, in the pose that bodies are made in.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from liminal.body.distance_field import block, common, cone, ellipsoid, oval, union, vector
from liminal.body.folds import buckled, bump, creased, pinched, radiating, rise, wandering
from liminal.body.limb_axis import LimbAxis
from liminal.body.making_pose import SIDES
from liminal.thing.surface_mesh import SurfaceMesh
from liminal.thing.swept import surface

Floats = NDArray[np.float64]
Places = Mapping[str, Floats]
Limbs = Mapping[str, LimbAxis]

BELT = 1.015  # m: its middle's height


def shirt(points: Floats, places: Places) -> Floats:
    """Return distances to a loose shirt with long sleeves."""
    trunk = [
        oval(points, (0, 0.99, -0.005), (0, 1.12, -0.010), (0.158, 0.112), (0.170, 0.120)),
        oval(points, (0, 1.12, -0.010), (0, 1.32, -0.02), (0.170, 0.120), (0.180, 0.126)),
        oval(points, (0, 1.32, -0.02), (0, 1.41, -0.028), (0.178, 0.124), (0.130, 0.092)),
        cone(points, (0, 1.40, -0.032), (0, 1.455, -0.030), 0.085, 0.066),
    ]
    limbs = []
    for side, sign in SIDES:
        shoulder, elbow, wrist = (places[f"{side}_{name}"] for name in ("upper_arm", "lower_arm", "hand"))
        limbs += [
            cone(points, (0.045 * sign, 1.425, -0.032), shoulder + vector(-0.030 * sign, -0.036, 0), 0.052, 0.054),
            cone(points, shoulder + vector(-0.020 * sign, -0.038, 0), elbow, 0.060, 0.056),
            common(cone(points, elbow, wrist, 0.057, 0.041), (points - wrist) @ (wrist - elbow) / 0.26 + 0.010, 0.004),
        ]
    neckline = oval(points, (0, 1.44, -0.030), (0, 1.53, -0.022), (0.070, 0.074), (0.061, 0.064))
    neckline = common(neckline, points[:, 1] - 1.508 + 0.42 * np.maximum(points[:, 2] + 0.03, 0.0), 0.004)
    whole = union([union([union(trunk, 0.06), *limbs], 0.045), neckline], 0.012)
    return common(whole, BELT - 0.03 - points[:, 1], 0.01)


def shirt_folds(points: Floats, limbs: Limbs) -> Floats:
    """Return how high folds of the shirt stand at points (n, 3), m."""
    x, y, z = points.T
    stray, patch = wandering(points, (0.17, 0.24, 0.17), 61), rise(wandering(points, (0.25, 0.2, 0.25), 63), -0.7, 0.7)
    turn = np.arctan2(x, z)
    wobble = 0.22 * stray + 0.30 * np.sin(turn + 1.1) + 0.2 * np.sin(2 * turn)
    trunk = rise(abs(x), 0.21, 0.16)
    height = 0.0060 * creased(points, (0.22, 0.40, 0.22), 65) * rise(y, 1.48, 1.40)
    # It blouses over the belt, and is gathered by it.
    height += trunk * 0.010 * bump(y, BELT + 0.050, 0.034) * (0.5 + 0.5 * patch)
    gathers = 5.5 * turn / np.pi + 2.0 * (y - 1.1) * np.sign(x) + wobble
    height += trunk * 0.0100 * bump(y, BELT + 0.05, 0.12) * pinched(gathers) * (0.3 + 0.7 * patch)
    for number, (side, sign) in enumerate(SIDES):
        arm = limbs[f"{side}_arm"]
        # Drawn from the armpits across chest and back.
        for front in (1.0, -1.0):
            pit = arm.root + vector(-0.010 * sign, -0.105, 0.055 * front)
            height += 0.0075 * radiating(points, pit, vector(0, 0, front), 9.0, 0.17, 0.22 * stray + 0.4 * number)
        far, round_ = arm.along(points)
        own = rise(far, 0.05, 0.10) * rise(abs(x), 0.18, 0.24)
        loose = 0.25 * stray + 0.4 * np.sin(round_ + 2.0 * number)
        bend, end = 0.56 * arm.length, arm.length
        inner = arm.at(bend) + vector(0, 0, 0.05)
        height += own * 0.0100 * radiating(points, inner, vector(0, 0, 1), 7.0, 0.12, loose)
        height += own * 0.0070 * bump(far, bend + 0.03, 0.10) * buckled(far, round_, 0.095, 1.6 * loose)
        height += own * 0.0075 * patch * bump(far, end - 0.08, 0.05) * pinched(far / 0.050 + 1.6 * loose)
        height += own * 0.0045 * rise(far, 0.26, 0.10) * pinched((far + 0.09 * np.cos(round_)) / 0.110 + loose)
        # The cuff.
        height -= own * 0.0050 * rise(far, end - 0.075, end - 0.060)
    return height


def collar(near: bool) -> SurfaceMesh:
    """Return the collar of a shirt: a stand round the neck, and leaves that fall over it to two points."""
    turn = np.linspace(0.16, 2 * np.pi - 0.16, 41 if near else 13)  # rad, from the middle of the front
    front = np.exp(-((np.minimum(turn, 2 * np.pi - turn) / 0.62) ** 2))
    # From the inside of the stand over the fold down to the edge of the leaf: m off the neck's axis, and m high.
    off = np.array([[0.058, 0.063, 0.068, 0.0715, 0.0775, 0.084]]).T + np.outer([0, 0, 0, 0.001, 0.005, 0.012], front)
    up = np.array([[1.478, 1.519, 1.525, 1.519, 1.501, 1.482]]).T - np.outer([0, 0, 0, 0.003, 0.017, 0.036], front)
    lean = 0.36 * (off * np.cos(turn) + 0.02)
    points = np.stack([off * np.sin(turn), up - lean, 1.06 * off * np.cos(turn) - 0.026 + 0.012 * front], -1)
    mesh = surface(points)
    outward = (mesh.normal * (mesh.position - (0, 1.45, -0.026)) * (1, 0.3, 1)).sum() > 0
    return mesh if outward else SurfaceMesh(mesh.position, -mesh.normal, mesh.surface, mesh.triangles[:, ::-1])


def open_neck(points: Floats) -> Floats:
    """Return where a shirt with a collar is open at points (n, 3), 0 to 1: between its leaves, down to a button."""
    x, y, z = points.T
    found: Floats = rise(abs(x) - 0.42 * (y - 1.435), 0.004, -0.004) * rise(z, 0.0, 0.02)
    return found


def placket(points: Floats) -> Floats:
    """Return the tone of a shirt at points (n, 3) against the mean: the stitched edge in front, and its buttons."""
    x, y, z = points.T
    edge = rise(z, 0.02, 0.05) * bump(x, 0.017, 0.005) * rise(y, 1.47, 1.45)
    tone: Floats = 1.0 - 0.30 * edge
    return tone


def belt(points: Floats) -> Floats:
    """Return distances to a belt with its buckle."""
    whole = oval(points, (0, BELT - 0.03, -0.005), (0, BELT + 0.03, -0.005), (0.1765, 0.1305), (0.1745, 0.1285))
    strap = common(whole, abs(points[:, 1] - BELT) - 0.017, 0.004)
    buckle = block(points, (0, BELT, 0.126), (0.024, 0.021, 0.006), 0.003)
    return np.minimum(strap, buckle)


def trousers(points: Floats, places: Places) -> Floats:
    """Return distances to straight trousers."""
    parts = [
        oval(points, (0, 0.90, -0.01), (0, BELT + 0.02, -0.005), (0.176, 0.128), (0.170, 0.124)),
        ellipsoid(points, (0, 0.90, -0.035), (0.165, 0.10, 0.125)),
        cone(points, (0, 0.855, -0.01), (0, 0.92, -0.01), 0.055, 0.08),
    ]
    for side, sign in SIDES:
        hip, knee, ankle = (places[f"{side}_{name}"] for name in ("upper_leg", "lower_leg", "foot"))
        parts += [
            cone(points, hip + vector(0.002 * sign, -0.03, -0.005), knee, 0.096, 0.073),
            cone(points, knee, knee + 0.92 * (ankle - knee), 0.073, 0.070),
        ]
    hem = 0.068 + 0.30 * (points[:, 2] + 0.02) - points[:, 1]
    whole = common(union(parts, 0.045), points[:, 1] - (BELT + 0.020), 0.006)
    return common(whole, hem, 0.008)


def trouser_folds(points: Floats, limbs: Limbs) -> Floats:
    """Return how high folds of the trousers stand at points (n, 3), m."""
    y, x = points[:, 1], points[:, 0]
    stray, patch = wandering(points, (0.17, 0.24, 0.17), 71), rise(wandering(points, (0.2, 0.2, 0.2), 73), -0.7, 0.7)
    height = 0.0035 * creased(points, (0.20, 0.42, 0.20), 75) * rise(y, BELT, BELT - 0.06)
    # Drawn from the fork over the hips, before and behind.
    for front, high in ((1.0, 0.815), (-1.0, 0.800)):
        fork = vector(0, high, 0.075 * front - 0.02)
        height += 0.0075 * radiating(points, fork, vector(0, 0, front), 9.0, 0.15, 0.25 * stray)
    for number, side in enumerate(("left", "right")):
        leg = limbs[f"{side}_leg"]
        far, turn = leg.along(points)
        own = rise(x * np.sign(leg.root[0]), 0.0, 0.04) * rise(far, 0.0, 0.08)
        wobble = 0.25 * stray + 0.35 * np.sin(turn + 1.7 * number)
        above = np.maximum(leg.length - far, 0.0)
        # The leg breaks once or twice over the shoe, more in front.
        before = 0.55 + 0.45 * np.sin(turn)
        break_ = pinched((above - 0.03 * np.sin(turn + number)) / 0.085 + 0.5 + 0.8 * wobble)
        height += own * 0.0085 * before * rise(above, 0.22, 0.05) * (0.4 + 0.6 * patch) * break_
        knee = leg.at(0.5 * leg.length) + vector(0, 0.01, -0.07)
        height += own * 0.0080 * radiating(points, knee, vector(0, 0, -1), 7.0, 0.14, 0.8 * wobble)
        height += own * 0.0050 * rise(far, 0.40, 0.12) * pinched((far - 0.12 * np.cos(turn)) / 0.150 + wobble)
        # The crease down the front and the back of each leg.
        height += own * 0.0042 * rise(far, 0.15, 0.3) * bump(np.cos(turn), 0.0, 0.16)
    return height


def shoe(points: Floats, ankle: Floats) -> Floats:
    """Return distances to a low shoe that points along +z, without its sole."""
    at = points - ankle
    foot = union(
        [
            cone(at, (0, 0.0, -0.012), (0, 0.035, -0.012), 0.040, 0.039),
            cone(at, (0, -0.014, 0.015), (0, -0.034, 0.115), 0.041, 0.034),
            ellipsoid(at, (0, -0.040, 0.150), (0.043, 0.026, 0.060)),
            ellipsoid(at, (0, -0.034, -0.032), (0.034, 0.040, 0.042)),
        ],
        0.03,
    )
    return common(common(foot, -0.060 - at[:, 1], 0.003), at[:, 1] - 0.045, 0.004)


def shoe_sole(points: Floats, ankle: Floats) -> Floats:
    """Return distances to the sole of a low shoe, with its heel."""
    at = points - ankle
    flat = at * (1, 0, 1)
    outline = union(
        [cone(flat, (0, 0, 0.155), (0, 0, 0.09), 0.047, 0.045), cone(flat, (0, 0, 0.09), (0, 0, -0.035), 0.043, 0.038)],
        0.02,
    )
    waist = 0.009 * np.exp(-(((at[:, 2] - 0.035) / 0.028) ** 2))
    return common(common(outline, -0.068 + waist - at[:, 1], 0.003), at[:, 1] + 0.050, 0.003)
