"""What hangs from ceilings: a ceiling tile that has come down with cables behind it, and a rope."""

import numpy as np
from numpy.typing import NDArray

from liminal.random import mix_arrays, units
from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint
from liminal.thing.swept import smoothed
from liminal.thing.turning import turned

Floats = NDArray[np.float64]

WIDTH, DEPTH = 0.6096, 1.2192  # m: a 2 x 4 ft bay of the grid
PLENUM = 0.6096  # m of hollow above the grid
HANGS = 1.45  # m from the ceiling to the lower end of its cable
BOARD = 0.016  # m: 5/8 in mineral fibre
FLANGE, WEB = 0.024, 0.038  # m: 15/16 in exposed tee, 1 1/2 in high
LINED = 0.006  # m between the dark lining and the walls of the hollow
ROPE_LENGTH, ROPE_RADIUS = 5.2, 0.014  # m
KNOT_PITCH = 0.62  # m from one knot of a rope to the next

TEE = paint(Finish.PAINTED_STEEL, "#d6d2c6")
FACE = paint(Finish.PAPER, "#cfc9b8")
CRUMB = paint(Finish.PAPER, "#a89b80")
DUST = paint(Finish.RUBBER, "#171614")
SLAB = paint(Finish.RUBBER, "#34312c")
ZINC = paint(Finish.CHROME, "#77756f")
SHEATH = paint(Finish.RUBBER, "#1d1c1b")
CONDUCTORS = tuple(paint(Finish.RUBBER, colour) for colour in ("#242220", "#c8c4ba", "#7a3a30"))
HEMP = paint(Finish.FABRIC, "#9a8868")


def ceiling_opening(b: Builder) -> None:
    """A bay of a ceiling grid whose tile has broken off: a strip of it is left, and cables hang out of the hollow.

    The grid is HANGS above the cable's lower end, y = 0; the hollow of WIDTH x DEPTH over it is PLENUM high.
    """
    with b.within((0, HANGS, 0)):
        _lining(b)
        _tees(b)
        _left_over(b)
        conduit = PLENUM - 0.11
        b.tube([(-0.14, conduit, -DEPTH / 2 + 0.01), (-0.14, conduit, DEPTH / 2 - 0.01)], 0.013, ZINC, hollow=True)
        b.box((0.102, 0.04, 0.102), (-0.14, conduit - 0.02, 0.06), ZINC, hollow=True)
        _cables(b, np.array([-0.14, conduit - 0.04, 0.06]))


def broken_tile(b: Builder) -> None:
    """The larger part of a ceiling tile on the floor, face down, with a piece of it on top and crumbs about."""
    level = turned("x", 90)
    b.plate(np.add(_piece(0.6), (0, -0.15)), BOARD, (0, BOARD / 2, 0), FACE, level)
    shard = np.array([(-0.15, -0.10), (0.03, -0.13), (0.16, -0.02), (0.09, 0.11), (-0.06, 0.08), (-0.13, 0.03)])
    b.plate(shard, BOARD, (0.16, 1.5 * BOARD, 0.30), FACE, turned("y", 40) @ level, hollow=True)
    draws = units(mix_arrays(5, np.arange(80))).reshape(20, 4)
    for x, z, size, turn in draws if b.near else draws[:6]:
        extent = 0.008 + 0.022 * size**3
        at = (0.72 * (x - 0.5), 0.004, -0.47 + 0.12 * (z - 0.5))
        b.box((extent, 0.008, 0.7 * extent), at, CRUMB, turned("y", 360 * turn), bevel=0.0, hollow=True)


def hanging_rope(b: Builder) -> None:
    """A hemp rope out of a hole in the ceiling, ROPE_LENGTH long, with a knot every KNOT_PITCH; its end is frayed."""
    steps = 42 if b.near else 14
    height = np.linspace(0.09, ROPE_LENGTH, steps + 1)
    # A rope that was coiled keeps some of the turns, less where more of it hangs below.
    slack = 0.016 * np.exp(-height / 1.6)
    path = np.column_stack([slack * np.cos(4.1 * height), height, slack * np.sin(4.1 * height)])
    b.tube(path, ROPE_RADIUS, HEMP, sides=7, hollow=True)
    b.proxy((1.5 * ROPE_RADIUS, ROPE_LENGTH - 0.1, 1.5 * ROPE_RADIUS), (0, ROPE_LENGTH / 2 + 0.04, 0))
    for number, y in enumerate(np.arange(0.2, ROPE_LENGTH - 1.0, KNOT_PITCH)):
        x, z = (np.interp(y, height, path[:, axis]) for axis in (0, 2))
        with b.within((x, y, z), turned("y", 77 * number)):
            _knot(b)
    for number, angle in enumerate(np.radians(np.arange(0, 360, 60 if b.near else 120))):
        out = np.array([np.cos(angle), 0, np.sin(angle)])
        foot = path[0] * (1, 0, 1)
        ends = [path[0], foot + 0.006 * out + (0, 0.05, 0), foot + (0.012 + 0.004 * (number % 3)) * out]
        b.tube(smoothed(np.add(ends, (0, 0.0035, 0)), 3), 0.0034, HEMP, sides=4, hollow=True)
    angle = np.radians(np.arange(0, 360, 36))
    ragged = np.column_stack([np.cos(angle), np.sin(angle)]) * (0.034 + 0.012 * np.sin(3.0 * angle + 1))[:, None]
    b.plate(ragged, 0.001, (0, ROPE_LENGTH - 0.0005, 0), DUST, turned("x", 90), bevel=0.0, hollow=True)


def _lining(b: Builder) -> None:
    """The inside of the hollow: dusty dark on four sides, the underside of a slab above."""
    half_x, half_z = WIDTH / 2 - LINED, DEPTH / 2 - LINED
    for z, turn in ((-half_z, 0), (half_z, 180)):
        b.patch((WIDTH, PLENUM), (0, PLENUM / 2, z), DUST, turned("y", turn), spacing=0.3)
    for x, turn in ((-half_x, 90), (half_x, -90)):
        b.patch((DEPTH, PLENUM), (x, PLENUM / 2, 0), DUST, turned("y", turn), spacing=0.3)
    b.patch((WIDTH, DEPTH), (0, PLENUM - LINED, 0), SLAB, turned("x", 90), spacing=0.3)


def _tees(b: Builder) -> None:
    """The bars of the grid round the bay, half of each on this side of it."""
    for side in (-1, 1):
        for size, at in (
            ((FLANGE / 2, 0.0015, DEPTH), (side * (WIDTH / 2 - FLANGE / 4), 0.00075, 0)),
            ((WIDTH, 0.0015, FLANGE / 2), (0, 0.00075, side * (DEPTH / 2 - FLANGE / 4))),
        ):
            b.box(size, at, TEE, bevel=0.0004)
        if b.near:
            b.box((0.003, WEB, DEPTH), (side * (WIDTH / 2 - 0.008), WEB / 2, 0), TEE, hollow=True)
            b.box((WIDTH, WEB, 0.003), (0, WEB / 2, side * (DEPTH / 2 - 0.008)), TEE, hollow=True)


def _left_over(b: Builder) -> None:
    """The strip of the tile that still lies on the grid, at one end of the bay."""
    b.plate(_piece(-0.6), BOARD, (0, 0.002 + BOARD / 2, 0), FACE, turned("x", 90))


def _piece(end: float) -> Floats:
    """The outline (n, 2; x, y), m, of a tile from where it has broken across to one of its ends, y = `end`."""
    x = np.linspace(-WIDTH / 2 + 0.006, WIDTH / 2 - 0.006, 12)
    rough = units(mix_arrays(17, np.arange(len(x)))) - 0.5
    broken = -0.29 + 0.035 * rough + 0.06 * np.sin(5.5 * x + 0.6)
    return np.concatenate([np.column_stack([x, broken]), np.column_stack([x, np.full(len(x), end)])[::-1]])


def _cables(b: Builder, box: Floats) -> None:
    """A sheathed cable that hangs out of a junction box down to y = -HANGS, and one that sags out and back."""
    steps = 5 if b.near else 2
    hanging = [box, (-0.12, 0.28, 0.13), (0.02, 0.05, 0.24), (0.06, -0.35, 0.27), (0.045, -0.85, 0.262)]
    tip = np.array([0.075, 0.07 - HANGS, 0.27])
    path = smoothed(np.array([*hanging, (0.04, -1.2, 0.258), tip]), steps)
    b.tube(path, 0.0085, SHEATH, sides=8, hollow=True)
    b.proxy((0.013, 1.3, 0.013), (0.05, -0.69, 0.262))
    for number, colour in enumerate(CONDUCTORS):
        spread = np.array([0.012 * (number - 1), 0, 0.010 * (number % 2)])
        ends = [tip, tip + spread + (0.006, -0.035, 0), tip + 2.2 * spread + (0.018, -0.062 - 0.004 * number, 0.004)]
        b.tube(smoothed(np.array(ends), 3), 0.0022 if number < 2 else 0.0018, colour, sides=5, hollow=True)
    sag = [(0.24, 0.42, -0.16), (0.2, 0.1, 0.0), (0.13, -0.24, 0.13), (0.02, -0.33, 0.28), (-0.12, -0.16, 0.40)]
    loop = smoothed(np.array([*sag, (-0.19, 0.12, 0.46), (-0.16, 0.44, 0.52)]), steps)
    b.tube(loop, 0.0065, SHEATH, sides=7, hollow=True)


def _knot(b: Builder) -> None:
    """An overhand knot pulled tight: two turns of the rope about itself."""
    turn = np.linspace(0, 2 * np.pi, 10 if b.near else 6, endpoint=False)
    for tilt, lift in ((24, -0.012), (-28, 0.013)):
        ring = 0.022 * np.column_stack([np.cos(turn), np.zeros_like(turn), np.sin(turn)])
        ring = ring @ turned("z", tilt).T
        b.tube(np.add(ring, (0, lift, 0)), 0.0155, HEMP, closed=True, sides=6, hollow=True)
