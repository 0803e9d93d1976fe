"""What stands in halls, lobbies and corridors: a coat stand, an ashtray, a screen, a drinking fountain, a radiator."""

import numpy as np
from numpy.typing import NDArray

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint
from liminal.thing.swept import smoothed
from liminal.thing.turning import turned, upright_along

Floats = NDArray[np.float64]

BENTWOOD = paint(Finish.VENEER, "#5b3d2b")
BRASS = paint(Finish.CHROME, "#8f7744")
CHROME = paint(Finish.CHROME, "#a3a39f")
STEEL = paint(Finish.CHROME, "#94948f")
BLACK = paint(Finish.PAINTED_STEEL, "#363432")
SAND = paint(Finish.PAPER, "#9c9079")
BUTT = paint(Finish.PAPER, "#b3a58c")
CLOTH = paint(Finish.FABRIC, "#8fa294")
RUBBER = paint(Finish.RUBBER, "#3a3835")
TAUPE = paint(Finish.PAINTED_STEEL, "#a39a88")
SHADOW = paint(Finish.PAINTED_STEEL, "#2f2d2b")
CAST_IRON = paint(Finish.PAINTED_STEEL, "#b1a992")
PIPE = paint(Finish.PAINTED_STEEL, "#a19a86")

# The rod of a hook of the coat stand, from its lower end: distance from the axis and height, m.
HOOK_X = (0.095, 0.108, 0.085, 0.050, 0.023, 0.023, 0.065, 0.130, 0.170, 0.165, 0.135)
HOOK_Y = (1.565, 1.530, 1.505, 1.520, 1.575, 1.640, 1.685, 1.700, 1.745, 1.800, 1.822)

# Profiles of the ashtray, (radius, y), m: its foot, its stem with a ring, its bowl from below over the rim to inside.
FOOT = [
    (0.0, 0.0),
    (0.118, 0.0),
    (0.12, 0.004),
    (0.118, 0.012),
    (0.09, 0.022),
    (0.035, 0.032),
    (0.022, 0.045),
    (0.014, 0.07),
]
STEM = [
    (0.0125, 0.06),
    (0.0125, 0.33),
    (0.019, 0.335),
    (0.022, 0.345),
    (0.019, 0.355),
    (0.0125, 0.36),
    (0.0125, 0.45),
    (0.0125, 0.53),
]
BOWL = [
    (0.0125, 0.515),
    (0.05, 0.522),
    (0.085, 0.54),
    (0.098, 0.556),
    (0.106, 0.572),
    (0.11, 0.588),
    (0.112, 0.594),
    (0.109, 0.598),
    (0.102, 0.594),
    (0.097, 0.572),
    (0.094, 0.56),
]


def coat_rack(b: Builder) -> None:
    """A bentwood coat stand 1.86 m high, of the pattern made since the 1860s: six hooks, a ring for umbrellas."""
    radii, heights = (
        (0.0, 0.021, 0.023, 0.020, 0.017, 0.018, 0.024, 0.016, 0.0),
        (0.3, 0.3, 0.5, 1.1, 1.62, 1.8, 1.82, 1.845, 1.86),
    )
    pole = list(zip(radii, heights, strict=True))
    b.lathe(pole if b.near else pole[1::2], (0, 0, 0), BENTWOOD, sides=12)

    # Four legs curl in to the pole and out to the floor; above them runs the ring.
    run = smoothed(
        [(0.018, 0.70, 0), (0.045, 0.56, 0), (0.115, 0.40, 0), (0.165, 0.24, 0), (0.20, 0.09, 0), (0.27, 0.013, 0)],
        3 if b.near else 1,
    )
    for number in range(4):
        spin = turned("y", 90 * number + 45)
        b.tube(run @ spin.T, 0.0135, BENTWOOD, sides=8)
        b.lathe([(0.0, -0.013), (0.012, -0.013), (0.013, 0.0)], run[-1] @ spin.T, RUBBER, sides=12, hollow=True)
    angle = 2 * np.pi * np.arange(24 if b.near else 10) / (24 if b.near else 10)
    ring = np.column_stack([0.158 * np.cos(angle), np.full_like(angle, 0.345), 0.158 * np.sin(angle)])
    b.tube(ring, 0.0095, BENTWOOD, closed=True, sides=6, hollow=True)

    # Each hook is one rod: a scroll below for small things, a long horn above for a coat and a hat.
    hook = smoothed(np.column_stack([HOOK_X, HOOK_Y, np.zeros(len(HOOK_X))]), 2)
    for number in range(6):
        rod = hook @ turned("y", 60 * number + 12).T
        b.tube(rod if b.near else rod[::3], 0.0095, BENTWOOD, sides=6, hollow=True)
        for begin, end in ((rod[2], rod[7]), (rod[8], rod[13]), (rod[13], rod[-2])):
            b.proxy((0.014, float(np.linalg.norm(end - begin)), 0.014), (begin + end) / 2, upright_along(end - begin))


def ashtray_stand(b: Builder) -> None:
    """A smoker's stand of the 1950s to 1970s, 0.61 m high: a weighted foot, a chromed stem, a bowl with rests."""
    b.lathe(FOOT if b.near else FOOT[1::2], (0, 0, 0), BLACK, sides=32)
    b.lathe(STEM if b.near else STEM[::7], (0, 0, 0), CHROME, sides=12)
    b.lathe(BOWL[:4] if b.near else BOWL[:4:3], (0, 0, 0), CHROME, sides=32)
    b.lathe(BOWL[3:] if b.near else BOWL[3::3], (0, 0, 0), CHROME, sides=32, hollow=True)
    b.lathe([(0.094, 0.563), (0.05, 0.567), (0.0, 0.565)], (0, 0, 0), SAND, sides=16, hollow=True)
    if not b.near:
        return

    # Three rests are bent over the rim; a knob in the middle; stubs in the sand.
    across = ((-0.013, 0.0), (-0.006, 0.006), (0.006, 0.006), (0.013, 0.0))
    rest = np.array([[(0.108, 0.597, z), (0.098, 0.601 - dip, z), (0.086, 0.592 - dip, z)] for z, dip in across])
    for number in range(3):
        b.sheet(rest @ turned("y", 120 * number + 30).T, 0.0015, CHROME, hollow=True)
    knob = [(0.005, 0.56), (0.005, 0.592), (0.011, 0.598), (0.012, 0.606), (0.006, 0.612), (0.0, 0.613)]
    b.lathe(knob, (0, 0, 0), BLACK, sides=12, hollow=True)
    for x, z, lean, turn in (
        (0.05, 0.03, 62, 20),
        (-0.04, 0.045, 50, 130),
        (-0.055, -0.02, 70, 250),
        (0.03, -0.055, 80, 300),
    ):
        stub = np.array([x, 0.563, z])
        b.tube([stub, stub + turned("y", turn) @ turned("x", lean) @ (0, 0.028, 0)], 0.004, BUTT, sides=6, hollow=True)


def folding_screen(b: Builder) -> None:
    """A ward screen of the 1950s to 1980s: three tubular frames, 0.60 x 1.69 m, gathered cloth, castors."""
    corner = np.array([-0.80, 0.0, 0.17])
    for number, turn in enumerate((31.0, -24.0, 27.0)):
        with b.within(corner, turned("y", turn)):
            _screen_frame(b, last=number == 2)
        corner = corner + turned("y", turn) @ np.array([0.602, 0, 0])


def _screen_frame(b: Builder, last: bool) -> None:
    """One frame from the origin along +x: posts and bow of one tube, two rods, cloth gathered between these."""
    width, rail, top, foot = 0.576, 0.32, 1.68, 0.075
    end = foot if last else rail - 0.03
    b.tube([(0, foot, 0), (0, top, 0), (width, top, 0), (width, end, 0)], 0.0115, CHROME, bend=0.06, sides=8)
    for y in (rail, top - 0.075):
        b.tube([(0, y, 0), (width, y, 0)], 0.006, CHROME, sides=6, hollow=True)
    for x in (0.0, width) if last else (0.0,):
        _castor(b, (x, 0, 0))
    if b.near and not last:
        for y in (0.5, 1.4):
            b.box((0.03, 0.05, 0.014), (width + 0.013, y, 0), CHROME, bevel=0.002, hollow=True)

    # Pleats wander, and are tighter where a rod holds them. The cloth's two sides bulge away from the box between them.
    rows, columns = (5, 43) if b.near else (2, 5)
    step = 1 / (columns - 3)
    u, v = np.meshgrid(np.linspace(-step, 1 + step, columns), np.linspace(0, 1, rows))
    height = rail - 0.02 + (top - 0.05 - rail) * v
    for side in (-1, 1):
        wave = 0.5 - 0.5 * side * np.sin(2 * np.pi * 9 * u + 1.3 * np.sin(5 * u) + 0.6 * v)
        bulge = 0.003 + 0.013 * np.sin(np.pi * np.clip(v, 0.12, 0.88)) * wave if b.near else np.full_like(u, 0.008)
        grid = np.stack([0.016 + (width - 0.032) * u, height, side * bulge], -1)
        b.skin(grid[:, ::side], CLOTH)
    b.proxy((width - 0.036, top - rail - 0.05, 0.004), (width / 2, (rail + top - 0.09) / 2, 0))


def _castor(b: Builder, place: tuple[float, float, float]) -> None:
    """A swivel castor 75 mm high, its wheel 50 mm wide, under a post."""
    with b.within(place, turned("y", 35)):
        tread = [(0.025, -0.010), (0.025, 0.010)]
        if b.near:
            tread = [(0.008, -0.010), (0.022, -0.010), (0.025, -0.006), (0.025, 0.006), (0.022, 0.010), (0.008, 0.010)]
            b.lathe([(0.013, 0.056), (0.013, 0.076), (0.0, 0.076)], (0, 0, 0), STEEL, sides=8, hollow=True)
            for side in (-1, 1):
                fork = side * 0.0125, 0.036, -0.008
                b.box((0.002, 0.044, 0.026), fork, STEEL, turned("x", 20), bevel=0, hollow=True)
        b.lathe(tread, (0, 0.025, -0.012), RUBBER, turned("z", 90), sides=16)
