"""What lies on desks: a telephone, books, papers."""

import numpy as np

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, Paint, paint
from liminal.thing.swept import rings_along, smoothed
from liminal.thing.turning import turned

IVORY = paint(Finish.PLASTIC, "#b9ad94")
IVORY_KEY = paint(Finish.PLASTIC, "#c9c1ae")
KEY_FIELD = paint(Finish.PLASTIC, "#8f8674")
INK = paint(Finish.PLASTIC, "#4a4741")
FOOT = paint(Finish.RUBBER, "#3a3835")
CORD = paint(Finish.PLASTIC, "#a3967d")
LEAVES = paint(Finish.PAPER, "#bdb096")
SHEETS = paint(Finish.PAPER, "#cfcabb")
MANILA = paint(Finish.PAPER, "#b89f70")

# The body of the telephone from the side, (z, y): along the slope of the keys, over the cradle, down the back, m.
BODY_Z = (0.112, 0.113, 0.100, 0.050, 0.006, -0.012, -0.050, -0.085, -0.108, -0.113, -0.114, 0.000)
BODY_Y = (0.005, 0.028, 0.040, 0.0645, 0.087, 0.093, 0.086, 0.093, 0.085, 0.050, 0.005, 0.004)
CUP_RADIUS = (0.0, 0.024, 0.027, 0.0275, 0.029, 0.028, 0.022, 0.012, 0.0)
CUP_Y = (0.0, 0.0, 0.004, 0.012, 0.014, 0.022, 0.032, 0.037, 0.038)


def telephone(b: Builder) -> None:
    """A push-button desk telephone of the 1970s to 1990s, 0.21 x 0.23 m, its handset in the cradle."""
    profile = np.column_stack([BODY_Y, BODY_Z])
    if b.near:
        profile = np.maximum(smoothed(profile, 2, closed=True), (0.004, -1))
    middle = np.array([0.035, 0.0])
    half = [(-0.106, 0.86), (-0.104, 0.94), (-0.098, 0.985), (-0.085, 1.0), (-0.03, 1.0)]
    rings = [np.column_stack([np.full(len(profile), x), middle + scale * (profile - middle)]) for x, scale in half]
    b.smooth_loft(np.array(rings + [ring * (-1, 1, 1) for ring in rings[::-1]]), IVORY, hollow=True)
    b.box((0.17, 0.006, 0.18), (0, 0.003, 0), FOOT, bevel=0)
    b.proxy((0.19, 0.03, 0.2), (0, 0.022, 0))
    b.proxy((0.19, 0.05, 0.09), (0, 0.06, -0.062))
    b.proxy((0.19, 0.035, 0.045), (0, 0.05, 0))

    # Three by four keys in a sunken field on the slope.
    with b.within((0, 0.0585, 0.062), turned("x", 26)):
        b.box((0.082, 0.003, 0.092), (0, 0.0005, 0), KEY_FIELD, bevel=0.001, hollow=True)
        for row, column in np.ndindex(4, 3) if b.near else ():
            at = 0.0235 * (column - 1), 0.005, 0.0205 * (row - 1.5)
            b.box((0.0165, 0.007, 0.0125), at, IVORY_KEY, bevel=0, hollow=True)
            b.box((0.004, 0.0004, 0.003), (at[0], 0.0086, at[2]), INK, bevel=0, hollow=True)
    for side, z in ((-1, -0.079), (1, -0.079), (-1, -0.021), (1, -0.021)):
        lean = turned("x", -18 if z > -0.05 else 18)
        b.box((0.026, 0.034, 0.016), (side * 0.052, 0.098, z), IVORY, lean, bevel=0.005, hollow=True)
    _handset(b)
    if b.near:
        _cords(b)


def _handset(b: Builder) -> None:
    """A handset across the cradle, 0.23 m long: a handle of oval section and two cups that look down."""
    x = np.array([0.093, 0.084, 0.060, 0.0])
    quarter = np.column_stack([x, (0.112, 0.131, 0.141, 0.144), np.full(4, -0.05)])
    path = smoothed(np.vstack([quarter * (-1, 1, 1), quarter[-2::-1]]), 2)
    half = np.interp(abs(path[:, 0]), (0, 0.06, 0.093), (0.0155, 0.0175, 0.021))
    b.smooth_loft(rings_along(path, np.column_stack([half, 0.72 * half]), (0, 0, 1), 10), IVORY, hollow=True)
    b.proxy((0.13, 0.02, 0.026), (0, 0.141, -0.05))
    cup = list(zip(CUP_RADIUS, CUP_Y, strict=True)) if b.near else [(0.024, 0.0), (0.029, 0.014), (0.012, 0.037)]
    for side in (-1, 1):
        b.lathe(cup, (side * 0.088, 0.097, -0.05), IVORY, turned("z", side * 9), sides=16)


def _cords(b: Builder) -> None:
    """The coiled cord from the handset to the side of the set, and the line behind it."""
    hang = [
        (-0.112, 0.104, -0.042),
        (-0.137, 0.06, -0.02),
        (-0.147, 0.028, 0.03),
        (-0.135, 0.021, 0.06),
        (-0.106, 0.028, 0.05),
    ]
    middle = smoothed(hang, 26)
    turn = np.linspace(0, 2 * np.pi * 13, len(middle))
    along = np.gradient(middle, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    first = np.cross(along, (0.3, 0.2, 0.93))
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    coil = middle + 0.0055 * (np.cos(turn)[:, None] * first + np.sin(turn)[:, None] * np.cross(along, first))
    b.tube(coil, 0.0021, CORD, sides=3, hollow=True)
    line = [(0.06, 0.02, -0.112), (0.063, 0.0035, -0.13), (0.05, 0.0035, -0.155), (0.01, 0.0035, -0.16)]
    b.tube(line, 0.0025, CORD, bend=0.02, sides=5, hollow=True)


def _book(b: Builder, width: float, depth: float, thick: float, cover: Paint, band: Paint | None) -> None:
    """A bound book that lies on y = 0 about the origin, its spine towards +z. `depth`: from the spine to the edge."""
    board, lip, spine = 0.003, 0.003, depth / 2 - 0.006
    leaves = width - 2 * lip, thick - 2 * board, depth - 0.012 - lip
    b.box(leaves, (0, thick / 2, lip / 2 - 0.006), LEAVES, bevel=0, hollow=True)
    for y in (board / 2, thick - board / 2) if b.near else (thick - board / 2,):
        b.box((width, board, depth - 0.012), (0, y, -0.006), cover, bevel=0.0008, hollow=True)

    # The spine is rounded, and there is a groove between it and the boards.
    angle = np.linspace(-1, 1, 5 if b.near else 3)
    bulge = 0.006 * (1 - angle**2)
    arc = np.stack([np.zeros_like(angle), thick / 2 + angle * (thick / 2 - 0.001), spine + bulge], -1)
    ends = np.array([(-width / 2, 0, 0), (width / 2, 0, 0)])
    b.sheet(arc[None] + ends[:, None], 0.002, cover, hollow=True)
    if band is not None and b.near:
        for x, size in ((-0.3, 0.05), (0.08, 0.4), (0.38, 0.03)):
            strip = arc[1:-1] + np.array([0, 0, 0.0013])
            across = np.array([((x - size / 2) * width, 0, 0), ((x + size / 2) * width, 0, 0)])
            b.sheet(strip[None] + across[:, None], 0.0004, band, hollow=True)
    b.proxy((width - 0.002, thick, depth - 0.006), (0, thick / 2, -0.003))


def book_stack(b: Builder) -> None:
    """Seven bound books of the 1950s to 1980s in a stack 0.24 m high, not quite straight, one with its edge ahead."""
    books = (
        (0.285, 0.215, 0.042, "#4a3b33", "#86734a", 1.5, 0.000, 0.000),
        (0.262, 0.195, 0.036, "#3f4b4a", "#8c7a50", -4.0, 0.006, -0.004),
        (0.240, 0.170, 0.047, "#6b3f37", "#94825a", 2.0, -0.010, 0.006),
        (0.246, 0.178, 0.024, "#7d7257", None, 181.0, 0.004, -0.006),
        (0.228, 0.155, 0.033, "#394a3b", "#95865c", -8.0, -0.004, 0.004),
        (0.210, 0.140, 0.029, "#86806f", "#4d4a44", 5.0, 0.008, 0.002),
        (0.205, 0.138, 0.021, "#4d4458", "#8f8467", 14.0, -0.006, -0.004),
    )
    y = 0.0
    for width, depth, thick, colour, gold, turn, x, z in books:
        with b.within((x, y, z), turned("y", turn)):
            _book(b, width, depth, thick, paint(Finish.VINYL, colour), paint(Finish.PAPER, gold) if gold else None)
        y += thick + 0.0004


def paper_stack(b: Builder) -> None:
    """Letter paper and manila folders (8.5 x 11 in, 0.216 x 0.279 m) in a stack 0.15 m high, never squared up."""
    layers = (
        (0.022, LEAVES, 0.0, 0.0, 0.0),
        (0.0012, MANILA, 0.010, -0.004, 2.0),
        (0.014, SHEETS, -0.003, 0.004, -1.5),
        (0.019, LEAVES, 0.004, -0.003, 1.0),
        (0.0012, MANILA, -0.012, 0.006, -3.0),
        (0.009, SHEETS, 0.002, -0.006, 3.5),
        (0.024, SHEETS, -0.004, 0.002, -0.5),
        (0.004, LEAVES, 0.011, 0.005, 5.0),
        (0.012, SHEETS, 0.000, -0.002, 0.5),
        (0.0012, MANILA, 0.014, 0.0, -2.0),
        (0.016, LEAVES, -0.002, 0.003, 1.5),
        (0.003, SHEETS, 0.006, -0.008, -6.0),
    )
    y = 0.0
    for thick, kind, x, z, turn in layers:
        folder = kind is MANILA
        size = (0.305, thick, 0.235) if folder else (0.279, thick, 0.216)
        b.box(size, (x, y + thick / 2, z), kind, turned("y", turn), bevel=0, spacing=0.15, hollow=thick < 0.008)
        y += thick

    if not b.near:
        return

    # The topmost sheet has curled up at a corner.
    u, v = np.meshgrid(np.linspace(-1, 1, 6), np.linspace(-1, 1, 5))
    curl = 0.020 * np.clip((u + v) / 2 - 0.25, 0, 1) ** 2 / 0.5625 + 0.0015 * np.clip(-u - 0.5, 0, 1)
    sheet = np.stack([0.1395 * u, y + 0.0006 + curl, -0.108 * v], -1)
    b.sheet(sheet @ turned("y", 3.0).T + np.array([-0.004, 0, 0.003]), 0.0006, SHEETS, hollow=True)
