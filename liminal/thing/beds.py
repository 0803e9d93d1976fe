"""Beds, without bedclothes."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from liminal.thing import swept
from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint
from liminal.thing.hardware import castor
from liminal.thing.turning import turned

Floats = NDArray[np.float64]

MAPLE = paint(Finish.VENEER, "#6d5140")
SLAT = paint(Finish.VENEER, "#94795a")
TICKING = paint(Finish.FABRIC, "#b3aa96")
STRIPE = paint(Finish.FABRIC, "#737f8b")
PIPING = paint(Finish.FABRIC, "#8b8a84")
BRASS = paint(Finish.CHROME, "#8d7a4c")

FRAME = paint(Finish.PAINTED_STEEL, "#8f8c81")
PAN = paint(Finish.PAINTED_STEEL, "#7a776e")
LAMINATE = paint(Finish.PLASTIC, "#a59980")
GRAIN = paint(Finish.VENEER, "#80684c")
GREEN_VINYL = paint(Finish.VINYL, "#65807a")
RAIL = paint(Finish.CHROME, "#9d9c97")
BUMPER = paint(Finish.RUBBER, "#5b5954")
BLACK = paint(Finish.PLASTIC, "#2c2b29")


def bed(b: Builder) -> None:
    """A single bed of stained maple with turned spindles, 39 x 75 in mattress, bare: 1.06 x 2.03 x 0.93 m."""
    wide, inside, post = 1.06, 0.95, 0.055
    end = 2.03 / 2 - post / 2
    _bed_end(b, -end, 0.93, 0.36, wide, post)
    _bed_end(b, end, 0.58, 0.24, wide, post)

    # Side rails bear the slats, and the mattress lies between them.
    for side in (-1, 1):
        place = side * (inside / 2 + 0.012), 0.305, 0
        b.box((0.024, 0.14, 2 * end - post), place, MAPLE, bevel=0.003, spacing=0.22)
    for number in range(10 if b.near else 0):
        b.patch((inside, 0.065), (0, 0.292, 0.19 * (number - 4.5)), SLAT, turned("x", 90), spacing=0.5)
    _mattress(b, (0.94, 0.165, 1.90), 0.300)


def _bed_end(b: Builder, z: float, height: float, low: float, wide: float, post: float) -> None:
    """Head or foot of the bed: turned posts, an arched rail and a straight one at `low`, spindles between them."""
    clear, arch = wide - 2 * post, 0.035
    top = height - 0.14
    for side in (-1, 1):
        x = side * (wide - post) / 2
        square = height - 0.075
        b.box((post, square, post), (x, square / 2, z), MAPLE, bevel=0.005, spacing=0.25)
        ball = [(0.012, 0), (0.016, 0.006), (0.013, 0.014), (0.024, 0.030), (0.0275, 0.046), (0.022, 0.064), (0, 0.075)]
        b.lathe(ball if b.near else ball[::3], (x, square, z), MAPLE, sides=9, hollow=True)
    u = np.linspace(1, -1, 9 if b.near else 5)
    bow = np.column_stack([u * clear / 2, 0.035 + arch * (1 - u**2)])
    b.plate(np.vstack([bow[::-1] * (1, 0) - (0, 0.04), bow]), 0.026, (0, top, z), MAPLE, bevel=0.004, hollow=True)
    b.proxy((clear, 0.075, 0.026), (0, top - 0.002, z))
    b.proxy((0.6 * clear, 0.02, 0.026), (0, top + 0.045, z))
    b.box((clear, 0.075, 0.026), (0, low, z), MAPLE, bevel=0.004, spacing=0.25)

    # Turned spindles.
    tall = top - low - 0.075
    turning = [(0.008, 0), (0.008, 0.08), (0.013, 0.14), (0.009, 0.21), (0.0155, 0.48), (0.009, 0.79), (0.013, 0.86)]
    for number in range(5):
        x = (number - 2) * clear / 5.3
        profile = [(radius, share * tall) for radius, share in (*turning, (0.008, 0.93), (0.008, 1))]
        if b.near:
            b.lathe(profile, (x, low + 0.0375, z), MAPLE, sides=7, hollow=True)
        else:
            b.tube([(x, low, z), (x, low + tall, z)], 0.012, MAPLE, hollow=True)
        b.proxy((0.017, tall, 0.017), (x, low + 0.0375 + tall / 2, z))


def _mattress(b: Builder, size: tuple[float, float, float], base: float) -> None:
    """An innerspring mattress in striped ticking, hollowed by use; its lowest height is `base`."""
    width, height, length = size
    b.proxy((width - 0.01, height - 0.012, length - 0.01), (0, base + height / 2 - 0.003, 0))
    outline = swept.rounded_rectangle(width, length, 0.03, 2 if b.near else 1) @ turned("x", -90).T
    outline = swept.subdivided(outline, 0.25, closed=True)
    bulge = np.array([[1.0, 0.0], [1.006, 0.5], [1.0, 1.0]])
    b.surface([outline * (out, 1, out) + (0, base + share * height, 0) for out, share in bulge], TICKING, ring=True)

    # The top is stripes of cloth side by side: crowned by the springs, hollow in the middle.
    along = np.linspace(length / 2 - 0.004, 0.004 - length / 2, 9 if b.near else 4)
    pitch, stripe, reach = 0.078, 0.017, width / 2 - 0.004
    seams = np.sort(np.concatenate([pitch * np.arange(-6, 6) + edge for edge in (0.03, 0.03 + stripe)]))
    seams = np.concatenate([[-reach], seams[abs(seams) < reach], [reach]]) if b.near else np.array([-reach, reach])
    for number, (left, right) in enumerate(pairwise(seams)):
        x, z = np.meshgrid((left, right), along)
        u, v = x / reach, 2 * z / length
        crown = 0.022 * (1 - u**4) * (1 - v**4)
        hollow = 0.034 * np.exp(-(((u - 0.1) / 0.5) ** 2) - ((v + 0.08) / 0.55) ** 2)
        cloth = STRIPE if b.near and number % 2 else TICKING
        b.surface(np.stack([x, base + height + crown - hollow, z], -1), cloth)
    b.patch((width - 0.01, length - 0.01), (0, base + 0.002, 0), TICKING, turned("x", 90), spacing=0.5)
    if not b.near:
        return
    for level in (base + 0.004, base + height):
        b.tube(np.add(outline, (0, level, 0)), 0.0065, PIPING, closed=True, sides=4, hollow=True)
    for side in (-1, 1):
        for z in (-0.60, 0.60):
            with b.within((side * width * 0.503, base + height / 2, z), turned("z", -90 * side)):
                b.lathe([(0.011, -0.001), (0.010, 0.002), (0.005, 0.001)], (0, 0, 0), BRASS, sides=8, hollow=True)


def hospital_bed(b: Builder) -> None:
    """A hospital bed of the 1980s with cranks, its back raised, one rail up: 0.99 x 2.20 x 1.02 m."""
    head, foot, deck = -1.055, 1.055, 0.50

    # Chassis: castors under a low frame, and two arms that carry the bed.
    for x in (-0.40, 0.40):
        for z, heading in ((-0.86, 20 * np.sign(x)), (0.86, 165)):
            castor(b, x, z, 0.125, heading)
        b.box((0.04, 0.05, 1.86), (x, 0.185, 0), FRAME, bevel=0.004, spacing=0.35)
        for z in (-0.62, 0.50):
            lean = turned("x", -18)
            b.box((0.03, 0.30, 0.05), (0.85 * x, 0.335, z), FRAME, lean, spacing=0.3)
    for z in (-0.86, 0.86) if b.near else ():
        b.box((0.76, 0.05, 0.04), (0, 0.185, z), FRAME, bevel=0.004, spacing=0.35, hollow=True)
    for x in (-0.425, 0.425):
        b.box((0.035, 0.06, 2.05), (x, deck - 0.035, 0), FRAME, bevel=0.004, spacing=0.3)
    for z in (-1.0, 0.0, 1.0) if b.near else ():
        b.box((0.815, 0.05, 0.035), (0, deck - 0.035, z), FRAME, bevel=0.004, spacing=0.35, hollow=True)

    # The deck's four pans, bent up at the back and at the knees, and the mattress on them.
    back, knee = np.radians(32), np.radians(11)
    hips, thigh = np.array([0, deck + 0.012, -0.24]), np.array([0, deck + 0.012, 0.10])
    shoulders = hips + 0.74 * np.array([0, np.sin(back), -np.cos(back)])
    knees = thigh + 0.34 * np.array([0, np.sin(knee), np.cos(knee)])
    heels = np.array([0, deck + 0.015, 1.0])
    pans = np.array([shoulders, hips, thigh, knees, heels])
    for begin, end in pairwise(pans):
        run = end - begin
        pitch = turned("x", -float(np.degrees(np.arctan2(run[1], run[2]))))
        size = 0.86, 0.012, float(np.linalg.norm(run)) - 0.012
        if b.near:
            b.box(size, (begin + end) / 2 - (0, 0.006, 0), PAN, pitch, spacing=0.4, hollow=True)
        with b.within((begin + end) / 2, pitch):
            b.proxy((0.86, 0.118, size[2]), (0, 0.054, 0))
    _vinyl_mattress(b, pans, 0.875, 0.125)

    _board(b, head, 0.58, 1.02)
    _board(b, foot, 0.46, 0.86)
    _side_rail(b, -1, 0.62)
    _side_rail(b, 1, 0.33)
    for x in (-0.16, 0.16) if b.near else ():
        rod = [(x, 0.40, 0.96), (x, 0.40, 1.085), (x + 0.11, 0.37, 1.09)]
        b.tube(rod, 0.007, RAIL, bend=0.015, sides=6, hollow=True)
        b.tube([rod[-1], (x + 0.112, 0.368, 1.03)], 0.011, BLACK, sides=6, hollow=True)


def _board(b: Builder, z: float, low: float, high: float) -> None:
    """Head or foot of the hospital bed: a moulded board with an inlay of wood grain, on two posts."""
    width, corner = 0.93, 0.09
    height, middle = high - low, (high + low) / 2
    outline = swept.rounded_rectangle(width, height, corner, 4 if b.near else 1)[:, :2]
    out = 1 if z > 0 else -1
    b.plate(outline, 0.034, (0, middle, z), LAMINATE, bevel=0.008, hollow=True)
    for inset, drop in ((0.0, 2 * corner), (0.6 * corner, 0.6 * corner), (2 * corner, 0.0)):
        b.proxy((width - inset, height - drop, 0.034), (0, middle, z))
    for turn in (0, 180):
        with b.within((0, middle, z), turned("y", turn)):
            b.patch((width - 0.19, height - 0.15), (0, 0, 0.018), GRAIN)
    for x in (-0.36, 0.36):
        b.box((0.04, low - 0.40 + 0.02, 0.022), (x, (low + 0.42) / 2, z - out * 0.022), FRAME, bevel=0.003, hollow=True)
        if b.near:
            b.lathe([(0.03, 0), (0.03, 0.03), (0.02, 0.034)], (1.24 * x, 0.47, z), BUMPER, sides=10, hollow=True)


def _side_rail(b: Builder, side: int, level: float) -> None:
    """A folding rail on one side, its lowest bar at a height."""
    x, rear, front, bars = side * 0.475, -0.55, 0.42, (0.0, 0.12, 0.24)
    for lift in bars:
        b.tube([(x, level + lift, rear), (x, level + lift, front)], 0.010, RAIL, sides=6)
    for number in range(4):
        z = rear + 0.06 + number * (front - rear - 0.12) / 3
        b.tube(
            [(x - side * 0.016, level - 0.10, z), (x - side * 0.016, level + bars[-1], z)],
            0.009,
            RAIL,
            sides=6,
            hollow=True,
        )


def _vinyl_mattress(b: Builder, pans: Floats, width: float, thickness: float) -> None:
    """A mattress that follows the pans of a deck (n, 3)."""
    path = swept.subdivided(swept.bent(pans, 0.22, 2 if b.near else 1), 0.3)
    along = np.gradient(path, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    up = np.cross(along, (1, 0, 0))
    section = swept.rounded_rectangle(width, thickness, 0.035, 2 if b.near else 1)
    section = swept.subdivided(section, 0.25 if b.near else 0.5, closed=True)
    rings = [
        place + section[:, :1] * (1, 0, 0) + (section[:, 1:2] + thickness / 2) * lift
        for place, lift in zip(path, up, strict=True)
    ]
    b.surface(rings, GREEN_VINYL, ring=True)
    for end in (0, -1):
        middle = path[end] + thickness / 2 * up[end]
        flat = (rings[end] - middle) * 1e-4 + middle
        b.surface([flat, rings[end]][:: -1 if end else 1], GREEN_VINYL, ring=True)
