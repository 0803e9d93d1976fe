"""A wheelchair."""

import numpy as np
from numpy.typing import NDArray

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint
from liminal.thing.turning import turned, upright_along

Floats = NDArray[np.float64]

CHROME = paint(Finish.CHROME, "#b3b2ae")
NAVY_VINYL = paint(Finish.VINYL, "#3c434f")
BLACK_VINYL = paint(Finish.VINYL, "#3a3937")
GREY_PLASTIC = paint(Finish.PLASTIC, "#6f6f6c")
TYRE = paint(Finish.RUBBER, "#5f5e5b")
BLACK_RUBBER = paint(Finish.RUBBER, "#343331")

TUBE = 0.0111  # m: radius of 7/8 inch tube
HALF = 0.228  # m: from the middle to the side frames; the seat is 18 inches wide
AXLE = np.array([0.288, 0.305, -0.19])  # of the right wheel, 24 inches in diameter


def wheelchair(b: Builder) -> None:
    """A folding hospital wheelchair of the 1960s to 1990s, chromed steel with vinyl slings, as for adults.

    0.65 wide, 1.06 long, 0.93 high; seat 0.49, arms 0.74 m.
    """
    with b.within((0, 0, -0.035)):
        for side in (-1, 1):
            _side(b, side)
        _middle(b)


def _side(b: Builder, side: int) -> None:
    """One side: the frame, the footrest, the wheel and the castor."""
    mirror = np.array([side, 1.0, 1.0])
    _frame(b, mirror)
    _footrest(b, mirror)
    with b.within(AXLE * mirror, turned("y", 0 if side > 0 else 180)):
        _wheel(b)
    with b.within((side * HALF, 0, 0.245), turned("y", 15 if side > 0 else -30)):
        _castor(b)


def _middle(b: Builder) -> None:
    """The cross by which it folds, and the slings."""
    # Each bar of the cross carries the seat rail of the other side.
    for side, depth in ((-1, 0.035), (1, 0.0)):
        ends = np.array([(-side * (HALF - 0.012), 0.180, depth), (side * (HALF - 0.022), 0.472, depth)])
        b.tube(ends, 0.0095, CHROME, sides=8)
        b.tube([(side * (HALF - 0.022), 0.478, z) for z in (-0.20, 0.215)], TUBE, CHROME, hollow=True)

    # Slings of vinyl: the seat over its rails, the back between its posts.
    u, v = np.meshgrid(np.linspace(-1, 1, 7), np.linspace(0, 1, 5))
    sag = 0.020 * (1 - u**2) * (0.9 + 0.1 * np.sin(np.pi * v)) + 0.008 * (abs(u) - 0.6).clip(0) / 0.4
    seat = np.stack([0.222 * u, 0.493 - sag, -0.20 + 0.415 * v], -1)
    b.sheet(seat, 0.004, NAVY_VINYL, hollow=True)
    b.proxy_sheet(seat[::4, ::2], 0.004)
    height = 0.525 + 0.375 * v
    behind = _post_depth(height) + 0.012 - 0.024 * (1 - u**2) * (0.9 + 0.1 * np.sin(np.pi * v))
    back = np.stack([(HALF + 0.010) * u, height, behind], -1)
    b.sheet(back, 0.004, NAVY_VINYL, hollow=True)
    b.proxy_sheet(back[::4, ::2], 0.004)
    if b.near:
        for level in (0.532, 0.893):
            edge = np.array([[(HALF + 0.008) * x, level, -0.0145 * (1 - x**2)] for x in np.linspace(-1, 1, 5)])
            edge[:, 2] += _post_depth(edge[:, 1]) + 0.0135
            b.tube(edge, 0.002, BLACK_VINYL, sides=4, hollow=True)


def _post_depth(height: Floats) -> Floats:
    """Where a back post is at some height: upright up to the seat, leaning above it."""
    depth: Floats = -0.20 - 0.10 * (height - 0.50).clip(0)
    return depth


def _frame(b: Builder, mirror: Floats) -> None:
    """The side frame: rails, posts, the arm with its skirt guard, the brake."""
    top = float(_post_depth(np.array(0.90)))
    post = np.array([(HALF, 0.165, -0.20), (HALF, 0.50, -0.20), (HALF, 0.905, top), (HALF, 0.915, top - 0.115)])
    b.tube(post * mirror, TUBE, CHROME, bend=0.035)
    grip = np.array([(HALF, 0.9115, top - 0.035), (HALF, 0.916, top - 0.125)])
    b.tube(grip * mirror, 0.0155, BLACK_VINYL, hollow=True)
    front = np.array([(HALF, 0.17, -0.20), (HALF, 0.17, 0.245), (HALF, 0.47, 0.245), (HALF, 0.478, -0.20)])
    b.tube(front[:2] * mirror, TUBE, CHROME, sides=8)
    b.tube(np.array([(HALF, 0.155, 0.245), (HALF, 0.49, 0.245)]) * mirror, 0.0135, CHROME)
    b.tube(front[2:] * mirror, 0.0095, CHROME)

    arm = np.array([(HALF, 0.47, 0.185), (HALF, 0.712, 0.185), (HALF, 0.712, -0.205)])
    b.tube(arm * mirror, 0.0095, CHROME, bend=0.05)
    b.box((0.052, 0.034, 0.34), np.array((HALF, 0.733, -0.005)) * mirror, BLACK_VINYL, bevel=0.008)
    b.box((0.003, 0.195, 0.35), np.array((HALF, 0.595, 0.0)) * mirror, CHROME, bevel=0.001, spacing=0.2)
    if b.near:
        lever = np.array([(0.25, 0.50, 0.135), (0.258, 0.51, 0.135), (0.262, 0.60, 0.165)])
        b.tube(lever * mirror, 0.005, CHROME, sides=6, hollow=True)
        b.tube(lever[1:] * mirror + (0, 0.045, 0.0155), 0.009, BLACK_RUBBER, sides=6, hollow=True)
        b.box((0.02, 0.03, 0.075), np.array((0.245, 0.492, 0.125)) * mirror, CHROME, hollow=True)


def _footrest(b: Builder, mirror: Floats) -> None:
    """A hanger hooked to the front post, and the plate for a foot."""
    bent, foot = (HALF - 0.01, 0.445, 0.345), (HALF - 0.045, 0.115, 0.468)
    path = np.array([(HALF, 0.435, 0.262), (HALF, 0.462, 0.30), bent, foot]) * mirror
    b.tube(path, 0.0095, CHROME, bend=0.03, sides=6, hollow=True)
    b.proxy((0.015, 0.35, 0.015), (path[2] + path[3]) / 2, upright_along(path[3] - path[2]))
    with b.within(np.array((0.112, 0.105, 0.495)) * mirror, turned("x", -12)):
        b.box((0.15, 0.006, 0.14), (0, 0, 0), CHROME, bevel=0.002, spacing=0.1)
        if b.near:
            for number in range(3):
                b.box((0.13, 0.002, 0.008), (0, 0.0035, -0.04 + 0.04 * number), BLACK_RUBBER, bevel=0, hollow=True)
    if b.near:
        link = np.array([(HALF - 0.040, 0.108, 0.470), (0.05, 0.098, 0.478)])
        b.tube(link * mirror, 0.006, CHROME, sides=6, hollow=True)


def _wheel(b: Builder) -> None:
    """A spoked wheel about its axle, along x, whose handrim is on the +x side."""
    count = 32 if b.near else 14
    angle = 2 * np.pi * np.arange(count) / count
    circle = np.column_stack([np.zeros(count), np.sin(angle), np.cos(angle)])
    b.tube(0.2925 * circle, 0.0125, TYRE, closed=True, sides=6, hollow=True)
    b.tube(0.2665 * circle + (0.03, 0, 0), 0.008, CHROME, closed=True, sides=5, hollow=True)
    for number in range(10):
        slope = turned("x", -36 * number)
        b.proxy((0.02, 0.02, 0.176), slope @ (0, 0.284, 0), slope)
    b.tube([(-0.055, 0, 0), (0.03, 0, 0)], 0.02, CHROME, hollow=True)
    if not b.near:
        return
    b.tube(0.279 * circle, 0.0085, CHROME, closed=True, sides=3, hollow=True)

    # Spokes leave either end of the hub in turn, not quite towards the middle.
    for number in range(18):
        outer = np.radians(20 * number)
        inner = outer + np.radians(55 * (1 if number % 4 < 2 else -1))
        hub = np.array([0.022 * (-1) ** (number % 2), 0.019 * np.sin(inner), 0.019 * np.cos(inner)])
        rim = 0.274 * np.array([0, np.sin(outer), np.cos(outer)])
        along = (rim - hub) / np.linalg.norm(rim - hub)
        across = np.cross(along, (1, 0, 0))
        aside = np.array([0.0012, 0, 0])
        section = 0.0014 * across, aside - 0.0007 * across, -aside - 0.0007 * across
        b.loft([[end + corner for corner in section] for end in (hub, rim)], CHROME, capped=False)
    for number in range(4):
        rim = 0.269 * np.array([0, np.sin(np.pi / 2 * number + 0.2), np.cos(np.pi / 2 * number + 0.2)])
        b.tube([rim, rim + np.array([0.028, 0, 0])], 0.004, CHROME, sides=3, hollow=True)


def _castor(b: Builder) -> None:
    """A castor of 8 inches about its stem, on the floor; it trails towards -z."""
    axle, across = np.array([0.0, 0.101, -0.045]), turned("z", 90)
    if b.near:
        angle = np.linspace(0, 2 * np.pi, 18, endpoint=False)
        circle = np.column_stack([np.zeros(18), np.sin(angle), np.cos(angle)])
        b.tube(axle + 0.088 * circle, 0.013, TYRE, closed=True, sides=6, hollow=True)
        web = [(0, -0.020), (0.016, -0.018), (0.08, -0.004), (0.08, 0.004), (0.016, 0.018), (0, 0.020)]
        b.lathe(web, axle, GREY_PLASTIC, across, sides=12, hollow=True)
    else:
        b.lathe([(0, -0.011), (0.1, -0.011), (0.1, 0.011), (0, 0.011)], axle, TYRE, across, sides=16, hollow=True)
    b.proxy((0.022, 0.18, 0.09), axle)
    b.proxy((0.022, 0.09, 0.18), axle)
    for side in (-1, 1):
        prong = [(0.012 * side, 0.215, 0), (0.024 * side, 0.205, -0.006), (0.024 * side, 0.095, -0.046)]
        grid = [[(x, y, z - 0.012), (x, y, z + 0.012)] for x, y, z in prong]
        b.sheet(grid, 0.004, CHROME, hollow=True)
    if b.near:
        b.box((0.028, 0.006, 0.03), (0, 0.2165, -0.002), CHROME, hollow=True)
