"""What travellers leave behind: a suitcase, a shoe."""

import numpy as np
from numpy.typing import NDArray

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint
from liminal.thing.swept import rings_along, smoothed
from liminal.thing.turning import turned

Floats = NDArray[np.float64]

SHELL = paint(Finish.PLASTIC, "#5f4439")
RIM = paint(Finish.CHROME, "#9a9891")
DARK = paint(Finish.PLASTIC, "#353330")
STUD = paint(Finish.RUBBER, "#3a3835")
LEATHER = paint(Finish.VINYL, "#4a352b")
LINING = paint(Finish.FABRIC, "#8a7459")
SOLE = paint(Finish.RUBBER, "#38332f")
WELT = paint(Finish.VINYL, "#5a4636")
LACE = paint(Finish.FABRIC, "#3a302a")

# Half of the shell of a suitcase in sections: how far inside the outline, how far from the rim, m.
SHELL_IN = (0.0, 0.0, 0.0, 0.006, 0.02, 0.055, 0.11, 0.18)
SHELL_OUT = (0.005, 0.035, 0.066, 0.086, 0.096, 0.1, 0.102, 0.103)

# The upper of a shoe in rings from the welt to its mouth and down inside, m: where heel and toe are, half the width,
# height over the sole at heel, side and toe.
UPPER = np.array(
    [
        (-0.148, 0.149, 0.0500, 0.000, 0.000, 0.000),
        (-0.152, 0.150, 0.0520, 0.014, 0.013, 0.014),
        (-0.151, 0.142, 0.0490, 0.030, 0.030, 0.030),
        (-0.149, 0.117, 0.0430, 0.046, 0.042, 0.042),
        (-0.146, 0.080, 0.0365, 0.058, 0.050, 0.064),
        (-0.143, 0.044, 0.0310, 0.066, 0.054, 0.086),
        (-0.141, 0.036, 0.0290, 0.068, 0.055, 0.089),
        (-0.138, 0.034, 0.0270, 0.066, 0.053, 0.085),
        (-0.134, 0.040, 0.0290, 0.036, 0.030, 0.040),
        (-0.122, 0.060, 0.0300, 0.008, 0.008, 0.008),
    ]
)
MOUTH = 6  # the ring of UPPER that is the edge of the opening


def _rounded(width: float, height: float, radius: float, steps: int) -> Floats:
    """The outline of a rectangle with round corners, counter-clockwise: (4 (steps + 1), 2)."""
    angle = np.linspace(0, np.pi / 2, steps + 1)
    arc = radius * np.column_stack([np.cos(angle), np.sin(angle)])
    turn = np.array([(0, -1), (1, 0)])
    corners = []
    for x, y in ((1, 1), (-1, 1), (-1, -1), (1, -1)):
        corners.append(arc + np.array([x * (width / 2 - radius), y * (height / 2 - radius)]))
        arc = arc @ turn.T
    return np.concatenate(corners)


def suitcase(b: Builder) -> None:
    """A hard-shell suitcase of the 1970s, upright on its long edge: 0.66 x 0.21 m, 0.51 m high with its handle."""
    width, height, foot, steps = 0.66, 0.445, 0.010, 4 if b.near else 1
    with b.within((0, foot + height / 2, 0)):
        for side in (1, -1):
            rings = []
            for inset, z in zip(SHELL_IN, SHELL_OUT, strict=True):
                outline = _rounded(width - 2 * inset, height - 2 * inset, 0.055 * (1 - inset / 0.25), 4)
                points = _with_middles(outline, 3)
                rings.append(np.column_stack([points, np.full(len(points), side * z)]))
            b.smooth_loft(rings if b.near else [rings[k] for k in (0, 2, 2, 4, 4)], SHELL, hollow=True)
            b.proxy((width - 0.006, height - 0.05, 0.088), (0, 0, side * 0.048))
            b.proxy((width - 0.05, height - 0.006, 0.088), (0, 0, side * 0.048))
        b.plate(_rounded(width + 0.003, height + 0.003, 0.056, steps), 0.009, (0, 0, 0), RIM, bevel=0.002, hollow=True)
    top = foot + height
    for x in (-0.19, 0.19) if b.near else ():
        b.box((0.052, 0.006, 0.034), (x, top + 0.003, 0.006), RIM, bevel=0.0015, hollow=True)
        b.box((0.030, 0.006, 0.022), (x, top + 0.007, 0.012), RIM, bevel=0.0015, hollow=True)
    for x, z in ((-0.28, -0.055), (-0.28, 0.055), (0.28, -0.055), (0.28, 0.055)):
        b.box((0.02, foot + 0.004, 0.02), (x, (foot + 0.004) / 2, z), STUD, bevel=0.004)
    _case_handle(b, top)


def _with_middles(outline: Floats, count: int) -> Floats:
    """An outline of a rounded rectangle with so many more points along each of its four straight edges."""
    quarter, parts = len(outline) // 4, []
    for corner in range(4):
        begin, end = outline[(corner + 1) * quarter - 1], outline[(corner + 1) * quarter % len(outline)]
        share = np.arange(1, count + 1)[:, None] / (count + 1)
        parts += [outline[corner * quarter : (corner + 1) * quarter], begin + share * (end - begin)]
    return np.concatenate(parts)


def _case_handle(b: Builder, top: float) -> None:
    """A moulded handle on two hinges, and the lock between them."""
    for x in (-0.072, 0.072):
        b.box((0.022, 0.010, 0.028), (x, top + 0.005, 0), RIM, bevel=0.002)
    quarter = np.array([(-0.072, 0.006, 0), (-0.064, 0.034, 0.003), (-0.03, 0.045, 0.004)])
    path = smoothed(np.vstack([quarter, quarter[::-1] * (-1, 1, 1)]), 2) + np.array([0, top, 0])
    half = np.interp(abs(path[:, 0]), (0, 0.05, 0.072), (0.0125, 0.011, 0.007))
    b.smooth_loft(rings_along(path, np.column_stack([half, 0.7 * half]), (0, 0, 1), 8), DARK)
    b.box((0.03, 0.005, 0.02), (0, top + 0.0025, 0.006), RIM, bevel=0.001, hollow=True)


def _plan(heel: float, toe: float, half: float, count: int) -> Floats:
    """The plan of a right shoe, (count, 2; x, z), from the toe on: broad at the ball, narrow at the waist."""
    angle = 2 * np.pi * np.arange(count) / count
    along, across = np.cos(angle), np.sin(angle)
    z = (heel + toe) / 2 + (toe - heel) / 2 * np.sign(along) * abs(along) ** 0.85
    share = (z - heel) / (toe - heel)
    broad = np.interp(share, (0, 0.12, 0.35, 0.5, 0.68, 0.85, 1), (0.72, 0.76, 0.70, 0.80, 1.0, 0.90, 0.66))
    bow = 0.008 * np.sin(np.pi * share) - 0.014 * share**2
    return np.column_stack([half * broad * np.sign(across) * abs(across) ** 0.7 - bow, z])


def _tread(z: Floats) -> Floats:
    """How high the upper side of the sole is: over the heel, down to the ball of the foot, up at the toe."""
    return np.interp(z, (-0.15, -0.065, 0.0, 0.055, 0.15), (0.030, 0.028, 0.014, 0.008, 0.015))


def _ring(plan: Floats, y: Floats) -> Floats:
    return np.column_stack([plan[:, 0], y, plan[:, 1]])


def shoe(b: Builder) -> None:
    """A man's lace-up shoe for the right foot, 0.31 x 0.11 m, brown, of the 1970s to 1990s."""
    count = 28 if b.near else 12
    rings = []
    for heel, toe, half, *heights in UPPER:
        plan = _plan(heel, toe, half, count)
        over = np.interp((plan[:, 1] - heel) / (toe - heel), (0, 0.45, 1), heights)
        rings.append(_ring(plan, _tread(plan[:, 1]) + over))
    kept = range(len(rings)) if b.near else (0, 2, 4, MOUTH, 9)
    grid = np.array([np.concatenate([ring[-1:], ring, ring[:2]]) for ring in rings])
    b.skin(grid[[k for k in kept if k <= MOUTH]], LEATHER)
    b.skin(grid[[k for k in kept if k >= MOUTH]], LINING)
    inside = _plan(-0.124, 0.062, 0.031, 16)
    b.plate(inside, 0.002, (0, 0.026, 0), LINING, turned("x", 90), bevel=0, hollow=True)

    # The sole and its welt, the heel under them.
    plan = _plan(-0.154, 0.154, 0.0545, count)
    y = _tread(plan[:, 1])
    b.smooth_loft(np.array([_ring(plan, y - 0.008), _ring(plan, y - 0.0025)]), SOLE, hollow=True)
    b.smooth_loft(np.array([_ring(plan, y - 0.0025), _ring(plan, y + 0.001)]), WELT, hollow=True)
    plan = _plan(-0.154, 0.154, 0.0545, 28)
    block = plan[plan[:, 1] < -0.07]
    b.smooth_loft(np.array([_ring(block, np.full(len(block), level)) for level in (0.0, 0.022)]), SOLE, hollow=True)
    b.proxy((0.07, 0.045, 0.12), (-0.002, 0.0225, 0.075))
    b.proxy((0.06, 0.03, 0.13), (-0.004, 0.015, -0.08))
    for size, at in (
        ((0.012, 0.05, 0.1), (0.024, 0.055, -0.08)),
        ((0.012, 0.05, 0.1), (-0.034, 0.055, -0.08)),
        ((0.05, 0.05, 0.012), (-0.004, 0.06, -0.138)),
    ):
        b.proxy(size, at)
    b.proxy((0.05, 0.03, 0.05), (0.0, 0.055, 0.065))
    if b.near:
        _laces(b, np.array([ring[0] for ring in rings[3 : MOUTH + 1]]))


def _laces(b: Builder, ridge: Floats) -> None:
    """Laces across the ridge of an upper, (n, 3) from below to the mouth, and their bow."""
    path = smoothed(ridge, 6)
    up = np.array([0.0, 0.75, 0.66])
    tongue = path[3:, None] + 0.0008 * up + np.array([(-0.006, -0.001, 0), (0, 0, 0), (0.006, -0.001, 0)])
    b.sheet(tongue, 0.001, LACE, hollow=True)
    x = np.linspace(-1, 1, 5)
    bar = np.column_stack([0.015 * x, -0.0035 * x * x, np.zeros(5)]) + 0.0022 * up
    for number in range(4):
        b.tube(path[5 + 3 * number] + bar, 0.0016, LACE, sides=5, hollow=True)
    knot = path[14] + 0.003 * up
    loop = np.array([(0, 0, 0), (0.02, 0.004, 0.004), (0.038, -0.012, 0.012), (0.022, -0.01, 0.014)])
    end = np.array([(0, 0, 0), (0.012, -0.002, 0.014), (0.026, -0.022, 0.026)])
    for side in (-1, 1):
        b.tube(knot + smoothed(loop * (side, 1, 1), 3, closed=True), 0.0014, LACE, closed=True, sides=4, hollow=True)
        b.tube(knot + smoothed(end * (side, 1, 1), 3), 0.0014, LACE, sides=4, hollow=True)
