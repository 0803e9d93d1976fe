"""Figures: a shop mannequin, its body one skin from soles to crown, a leg and a half of the trunk at a time."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from liminal.thing import stand_in
from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint
from liminal.thing.spline import monotone
from liminal.thing.swept import rings_along, smoothed

Floats = NDArray[np.float64]

SHELL = paint(Finish.PLASTIC, "#c9bfae")
SEAM = paint(Finish.PLASTIC, "#5f574c")
PLATE = paint(Finish.CHROME, "#8b8a86")
LIFT = 0.009  # m: the plate of the stand

# Cross-sections of a leg, m: height, middle x, half width, middle z, half depth.
LEG = np.array(
    [
        (0.000, 0.097, 0.040, 0.050, 0.122),
        (0.010, 0.097, 0.044, 0.050, 0.127),
        (0.026, 0.096, 0.043, 0.042, 0.117),
        (0.042, 0.095, 0.039, 0.024, 0.096),
        (0.062, 0.094, 0.035, 0.006, 0.074),
        (0.085, 0.093, 0.033, -0.006, 0.055),
        (0.115, 0.093, 0.032, -0.009, 0.043),
        (0.160, 0.093, 0.035, -0.012, 0.043),
        (0.230, 0.094, 0.045, -0.018, 0.053),
        (0.310, 0.095, 0.055, -0.023, 0.062),
        (0.370, 0.094, 0.055, -0.021, 0.062),
        (0.430, 0.092, 0.050, -0.011, 0.057),
        (0.480, 0.091, 0.049, 0.001, 0.057),
        (0.520, 0.090, 0.051, 0.005, 0.060),
        (0.580, 0.090, 0.057, 0.005, 0.065),
        (0.680, 0.090, 0.070, 0.004, 0.077),
        (0.770, 0.089, 0.080, 0.001, 0.087),
        (0.840, 0.088, 0.088, -0.002, 0.094),
        (0.950, 0.090, 0.090, -0.004, 0.098),
    ]
)

# Cross-sections of the trunk, the neck and the head, m: height, half width, depth before and behind z = 0.
TRUNK = np.array(
    [
        (0.840, 0.172, 0.080, 0.096),
        (0.900, 0.175, 0.094, 0.106),
        (0.960, 0.168, 0.096, 0.096),
        (1.020, 0.153, 0.092, 0.078),
        (1.080, 0.141, 0.088, 0.068),
        (1.120, 0.139, 0.088, 0.068),
        (1.180, 0.146, 0.096, 0.076),
        (1.250, 0.159, 0.107, 0.090),
        (1.310, 0.169, 0.113, 0.101),
        (1.360, 0.174, 0.107, 0.105),
        (1.400, 0.177, 0.093, 0.103),
        (1.430, 0.171, 0.078, 0.096),
        (1.452, 0.148, 0.064, 0.088),
        (1.470, 0.115, 0.053, 0.079),
        (1.488, 0.087, 0.047, 0.071),
        (1.508, 0.068, 0.047, 0.064),
        (1.528, 0.059, 0.050, 0.059),
        (1.548, 0.056, 0.055, 0.056),
        (1.566, 0.057, 0.070, 0.058),
        (1.578, 0.061, 0.094, 0.063),
        (1.594, 0.065, 0.106, 0.070),
        (1.620, 0.070, 0.109, 0.082),
        (1.660, 0.075, 0.105, 0.093),
        (1.700, 0.077, 0.101, 0.097),
        (1.735, 0.073, 0.092, 0.092),
        (1.760, 0.062, 0.076, 0.079),
        (1.777, 0.046, 0.056, 0.059),
        (1.787, 0.024, 0.029, 0.031),
        (1.790, 0.001, 0.001, 0.001),
    ]
)
CROTCH, HIP = 0.84, 0.95  # m: below one the legs are apart, above the other the trunk's sections hold
WAIST = 1.1  # m: where the shell is in two

# Heights of the rows of the skin, m, for a camera near by and far away; from one to the next of which boxes stand.
NEAR_ROWS = np.unique(np.concatenate([LEG[:18, 0], [0.852, 0.872, 0.93, 1.215], TRUNK[1:, 0]]))
FAR_ROWS = np.array(
    [0.0, 0.026, 0.085, 0.33, 0.5, 0.84, 0.9, 1.1, 1.31, 1.41, 1.47, 1.54, 1.6, 1.7, 1.765, 1.785, 1.79]
)
BOXED = np.array([0.0, 0.026, 0.085, 0.34, 0.5, CROTCH, 0.95, WAIST, 1.25, 1.41, 1.45, 1.52, 1.57, 1.6, 1.7, 1.76])

# Of the arm, m: where its middle runs, and half its width across and along the way one looks; then the hand.
ARM = np.array(
    [
        (0.118, 1.378, -0.012),
        (0.165, 1.383, -0.013),
        (0.197, 1.330, -0.015),
        (0.210, 1.250, -0.020),
        (0.221, 1.110, -0.022),
        (0.230, 1.000, -0.004),
        (0.240, 0.860, 0.036),
    ]
)
ARM_HALF = np.array(
    [(0.026, 0.024), (0.046, 0.047), (0.044, 0.044), (0.040, 0.037), (0.034, 0.030), (0.034, 0.030), (0.024, 0.019)]
)
PALM = np.array([(0.240, 0.862, 0.035), (0.242, 0.835, 0.044), (0.244, 0.79, 0.056), (0.243, 0.755, 0.065)])
PALM_HALF = np.array([(0.024, 0.019), (0.030, 0.017), (0.039, 0.0135), (0.033, 0.008)])

# A finger's run in its own lengths, half its widths, m; the run of the thumb, m.
CURL = np.array([(-0.02, 0.35, -0.04), (0, 0, 0), (0.002, -0.35, 0.08), (-0.02, -0.7, 0.13), (-0.1, -1.0, 0.14)])
FINGER_HALF = np.array([(0.006, 0.005), (0.0094, 0.0094), (0.009, 0.009), (0.008, 0.008), (0.0045, 0.0045)])
THUMB = np.array(
    [
        (-0.002, 0.0, 0.008),
        (-0.004, -0.012, 0.022),
        (-0.01, -0.03, 0.04),
        (-0.014, -0.055, 0.05),
        (-0.016, -0.078, 0.053),
    ]
)
AHEAD = (0.0, 0.0, 1.0)


def _bell(value: Floats, middle: float, width: float) -> Floats:
    return np.exp(-(((value - middle) / width) ** 2))


def _power(value: Floats, exponent: Floats | float) -> Floats:
    power: Floats = np.sign(value) * abs(value) ** exponent
    return power


def _step(value: Floats, begin: float, end: float) -> Floats:
    share = np.clip((value - begin) / (end - begin), 0, 1)
    return share * share * (3 - 2 * share)


def _half(rows: Floats, count: int) -> Floats:
    """One leg, and the half of the body above it: (r, count + 2, 3), x > 0, its outermost columns beyond its edges.

    Columns run from the inside, or the middle of the front, by the outside to the inside or the middle of the back.
    """
    share = np.linspace(0, 1, count)[None]
    y = rows[:, None]
    middle_x, half_x, middle_z, half_z = (
        each[:, None] for each in monotone(LEG[:, 0], LEG[:, 1:])(np.clip(rows, 0, 0.95)).T
    )
    around = 2 * np.pi * share - np.pi / 2
    blunt = 1 - 0.3 * (1 - _step(y, 0.03, 0.1))  # the foot is less round than the leg
    leg_x = middle_x + half_x * _power(np.sin(around), blunt)
    leg_z = middle_z + half_z * _power(np.cos(around), blunt)

    half, before, behind = (each[:, None] for each in monotone(TRUNK[:, 0], TRUNK[:, 1:])(np.maximum(rows, CROTCH)).T)
    angle = np.arcsin(np.sin(np.pi * share) ** 2)  # as far from the middle as the leg's columns are at the crotch
    angle = np.where(share <= 0.5, angle, np.pi - angle)
    x = half * _power(np.sin(angle), 0.92)
    z = np.where(share <= 0.5, before, behind) * _power(np.cos(angle), 0.92)

    # Chest, spine, shoulder blades and seat.
    front = np.clip(np.cos(angle), 0, 1) ** 0.5
    back = np.clip(-np.cos(angle), 0, 1) ** 0.5
    z = z + front * (
        0.012 * _bell(x, 0.075, 0.05) * _bell(y, 1.30, 0.05) - 0.006 * _bell(x, 0, 0.025) * _bell(y, 1.25, 0.12)
    )
    z = z + back * (
        0.009 * _bell(x, 0, 0.022) * _bell(y, 1.15, 0.2) - 0.009 * _bell(x, 0.085, 0.04) * _bell(y, 1.33, 0.06)
    )
    z = z - back * (0.018 * _bell(x, 0.08, 0.05) - 0.020 * _bell(x, 0, 0.02)) * _bell(y, 0.89, 0.055)

    # Over the crotch the ring of the leg opens into half the ring of the trunk.
    inside = abs(np.cos(np.pi * share)) ** 8
    rise = np.clip((y - CROTCH) / (HIP - CROTCH), 0, 1)
    opened = inside * rise**0.6 + (1 - inside) * rise**2 * (3 - 2 * rise)
    grid = np.stack([leg_x + opened * (x - leg_x), np.broadcast_to(y, x.shape), leg_z + opened * (z - leg_z)], -1)

    first, last = grid[:, 1:2] * (-1, 1, 1), grid[:, -2:-1] * (-1, 1, 1)
    apart = rows < CROTCH - 1e-6
    first[apart], last[apart] = grid[apart, -2:-1], grid[apart, 1:2]
    return np.concatenate([first, grid, last], axis=1)


def _posed(points: Floats, side: int) -> Floats:
    """Points of the upright body as it stands: weight on one leg, the other forward, the head turned a little."""
    x, y, z = np.moveaxis(np.asarray(points, float), -1, 0)
    x = side * x
    below = _step(y, CROTCH, 0.1)

    # Feet point outwards; the free leg is forward, its knee bent.
    turn = np.radians(side * (7 if side > 0 else 12)) * _step(y, 0.5, 0.1)
    middle = side * 0.094
    x, z = middle + (x - middle) * np.cos(turn) + z * np.sin(turn), z * np.cos(turn) - (x - middle) * np.sin(turn)
    if side < 0:
        x = x - 0.015 * below
        z = z + 0.055 * below + 0.04 * _bell(y, 0.5, 0.17)

    # The shoulders are turned against the hips, and the head against both.
    turn = np.radians(5 * _step(y, 0.95, 1.35) + 15 * _step(y, 1.5, 1.6))
    x, z = x * np.cos(turn) + z * np.sin(turn), z * np.cos(turn) - x * np.sin(turn)
    x = x + 0.012 * _step(y, 0.3, 0.9) - 0.010 * _step(y, 0.95, 1.4)
    return np.stack([x, y, z], -1)


def _boxes(b: Builder, rings: Floats) -> None:
    for first, last in pairwise(rings):
        for box in stand_in.ring_boxes(first, last):
            b.proxy(*box)


def _body(b: Builder) -> None:
    """The skin of legs, trunk and head, with its boxes and the seam of the waist."""
    rows, count = (NEAR_ROWS, 15) if b.near else (FAR_ROWS, 7)
    half = _half(rows, count)
    for side in (1, -1):
        b.skin(_posed(half, side)[:, ::side], SHELL)

    half = _half(BOXED, count)[:, 1:-1]
    right, left = _posed(half, 1), _posed(half, -1)
    whole = np.concatenate([right, left[:, -2:0:-1]], axis=1)
    fork = int(np.argmax(BOXED >= CROTCH))
    for rings in (right[: fork + 1], left[: fork + 1], whole[fork:]):
        _boxes(b, rings)
    if b.near:
        b.tube(whole[BOXED == WAIST][0], 0.0012, SEAM, closed=True, sides=4, hollow=True)


def _arm(b: Builder, side: int) -> None:
    """An arm that hangs, its elbow bent a little, with seams where it is joined to the shoulder and to the hand."""
    bend = np.array([0.0, 0.0, 0.012 if side > 0 else -0.01])
    bent = ARM + bend * np.linspace(0, 1, len(ARM))[:, None] ** 2
    path, half = np.split(smoothed(np.hstack([bent, ARM_HALF]), 2), [3], axis=1)
    rings = _posed(rings_along(path, half, AHEAD, 12), side)
    b.smooth_loft(rings, SHELL, hollow=True)
    _boxes(b, rings[[3, 6, 9, 12]])
    for ring in (rings[3], rings[-1]) if b.near else ():
        middle = ring.mean(0)
        b.tube(middle + 1.004 * (ring - middle), 0.001, SEAM, closed=True, sides=4, hollow=True)
    _hand(b, side, bend)


def _hand(b: Builder, side: int, shift: Floats) -> None:
    """A hand beside the thigh, its thumb ahead, its fingers slightly bent."""
    palm, half = np.split(smoothed(np.hstack([PALM + shift, PALM_HALF]), 2), [3], axis=1)
    rings = _posed(rings_along(palm, half, AHEAD, 12), side)
    b.smooth_loft(rings if b.near else rings[[0, 2, 4, 6]], SHELL, hollow=True)
    _boxes(b, rings[[0, -1]])
    fingers = []
    for number, length in enumerate((0.066, 0.078, 0.074, 0.058)):
        root = palm[-1] + (0, 0.012 - 0.003 * abs(number - 1), 0.029 - 0.0195 * number)
        spread = np.outer(CURL[:, 1], (0, 0, 0.004 * (1.5 - number)))
        fingers.append((root + CURL * length * (1, 1.2, 1) + spread, FINGER_HALF))
    fingers.append((palm[1] + THUMB, FINGER_HALF * 1.3))
    for path, size in fingers if b.near else ():
        b.smooth_loft(_posed(rings_along(path, size, AHEAD, 6), side), SHELL, hollow=True)


def mannequin(b: Builder) -> None:
    """A standing shop mannequin of the 1970s to 1990s: fibreglass, featureless, 1.80 m with the plate it stands on."""
    b.lathe([(0.198, 0), (0.2, 0.003), (0.196, LIFT), (0, LIFT)], (0, 0, 0.05), PLATE, sides=32 if b.near else 16)
    calf = _posed(np.array([0.095, 0.3, -0.075]), 1)
    x, y, z = (float(each) for each in calf)
    b.tube([(x, LIFT - 0.002, z - 0.03), (x, y - 0.06, z - 0.03), (x, y, z)], 0.005, PLATE, hollow=not b.near)
    with b.within((0, LIFT, 0)):
        _body(b)
        for side in (1, -1):
            _arm(b, side)
