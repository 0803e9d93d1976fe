"""Plants, of plastic as in lobbies: nothing grows here."""

import numpy as np
from numpy.typing import NDArray

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, Paint, paint
from liminal.thing.swept import smoothed
from liminal.thing.turning import turned

Floats = NDArray[np.float64]

LEAF = paint(Finish.PLASTIC, "#3a5440")
LEAF_UNDER = paint(Finish.PLASTIC, "#5d6b4d")
SHEATH = paint(Finish.PLASTIC, "#7d4a3f")
STEM = paint(Finish.PLASTIC, "#6a5b48")
POT = paint(Finish.PLASTIC, "#9c8f7d")
SOIL = paint(Finish.PAPER, "#4a3c31")
FERN = paint(Finish.PLASTIC, "#4a6340")
FERN_UNDER = paint(Finish.PLASTIC, "#5c6e4c")
FIBREGLASS = paint(Finish.PLASTIC, "#8a7a66")

GOLDEN = 137.5  # degrees from one leaf of a stem to the next
UP = (0.0, 1.0, 0.0)

# The pot of the rubber plant: radius and height, m, from its bottom over its rim to inside.
POT_RADIUS = (0.0, 0.128, 0.134, 0.168, 0.176, 0.180, 0.180, 0.176, 0.166, 0.160)
POT_HEIGHT = (0.0, 0.0, 0.006, 0.275, 0.277, 0.283, 0.312, 0.318, 0.318, 0.270)
POT_PROFILE = list(zip(POT_RADIUS, POT_HEIGHT, strict=True))


def _arch(length: float, slope: Floats) -> Floats:
    """Where a stalk of a length (m) is that has some slopes (n,), radians, on its way: (n, 2), how far out and up."""
    step = length / (len(slope) - 1) * np.column_stack([np.cos(slope), np.sin(slope)])
    return np.concatenate([[[0.0, 0.0]], np.cumsum((step[1:] + step[:-1]) / 2, axis=0)])


def _leaf(b: Builder, middle: Floats, side: Floats, rise: Floats, paints: tuple[Paint, Paint]) -> None:
    """Both sides of a leaf about its midrib (n, 3): its edges lie `side` (n, 3) off it, and higher."""
    left, right = middle - side + rise, middle + side + rise
    columns = [2 * left - right, left, right, 2 * right - left]
    if b.near:
        columns = [2 * left - middle, left, middle, right, 2 * right - middle]
    grid = np.stack(columns, axis=1)
    b.skin(grid[:, ::-1], paints[0])
    b.skin(grid, paints[1])


def _blade(b: Builder, root: Floats, heading: float, rise: float, droop: float, length: float) -> None:
    """A leaf of a rubber plant, that rises from a point towards a heading and then bends down (degrees)."""
    width = 0.5 * length
    share = np.linspace(0, 1, 6 if b.near else 3)
    run = _arch(length, np.radians(rise - droop * share))
    spin = turned("y", heading)
    middle = root + np.column_stack([np.zeros(len(run)), run[:, 1], run[:, 0]]) @ spin.T

    # Broadest before the middle, with a drip tip; the halves rise from the midrib, and the edges are a little wavy.
    half = width / 2 * np.clip(np.sin(np.pi * share**0.85), 0.02, 1) ** 0.75
    lift = np.outer(0.22 * half + 0.004 * np.sin(9 * share + heading), UP)
    _leaf(b, middle, np.outer(half, spin[:, 0]), lift, (LEAF, LEAF_UNDER))
    chord = middle[-1] - middle[0]
    y = chord / np.linalg.norm(chord)
    axes = np.column_stack([spin[:, 0], y, np.cross(spin[:, 0], y)])
    b.proxy((0.65 * width, 0.6 * length, 0.0015), middle.mean(0), axes)


def _frond(b: Builder, root: Floats, heading: float, length: float, fall: float) -> None:
    """A fern's frond that rises, arches over and hangs: its leaflets are the teeth of a strip that tapers."""
    rows = 12 if b.near else 4
    share = np.linspace(0, 1, rows)
    run = _arch(length, np.radians(74 - fall * share**1.2))
    angle = np.radians(heading + 10 * np.sin(3 * heading) * share)
    sine, cosine, zero = np.sin(angle), np.cos(angle), np.zeros(rows)
    middle = root + np.column_stack([run[:, 0] * sine, run[:, 1], run[:, 0] * cosine])
    half = 0.052 * np.clip(np.sin(np.pi * (0.1 + 0.9 * share) ** 0.8), 0.03, 1)
    if b.near:
        half = half * np.where(np.arange(rows) % 2, 1.2, 0.55)
    side = half[:, None] * np.column_stack([cosine, zero, -sine])
    _leaf(b, middle, side, np.outer(-0.3 * half, UP), (FERN, FERN_UNDER))


def potted_plant(b: Builder) -> None:
    """A plastic rubber plant (Ficus elastica) 1.6 m high, three stems in a round pot 0.36 m wide."""
    b.lathe(POT_PROFILE if b.near else [POT_PROFILE[k] for k in (1, 3, 6, 8, 9)], (0, 0, 0), POT, sides=32)
    soil = [(0.161, 0.27), (0.1, 0.278), (0.05, 0.286), (0.0, 0.288)]
    b.lathe(soil if b.near else soil[::3], (0, 0, 0), SOIL, sides=24, hollow=True)
    stems = (
        (np.array([(0.02, 0.27, 0.01), (0.03, 0.7, 0.03), (-0.01, 1.1, 0.035), (0.0, 1.46, 0.02)]), 17, 20.0),
        (np.array([(-0.05, 0.27, -0.03), (-0.085, 0.6, -0.06), (-0.10, 0.9, -0.10), (-0.075, 1.16, -0.12)]), 13, 160.0),
        (np.array([(0.06, 0.27, -0.04), (0.105, 0.5, -0.05), (0.13, 0.7, -0.03), (0.125, 0.88, -0.02)]), 10, 290.0),
    )
    for points, count, begin in stems:
        path = smoothed(points, 8)
        b.tube(path[::2] if b.near else points, 0.0105, STEM, sides=6)
        for number in range(count):
            # The oldest, lowest leaves are the largest, and hang; the youngest stand up.
            age = 1 - number / (count - 1)
            place = path[round(4 + (len(path) - 5) * (1 - age) ** 0.85)]
            wobble = np.sin(7.0 * number + begin)
            length = (0.19 + 0.11 * min(1.0, 2 * age)) * (1 + 0.08 * wobble)
            _blade(b, place, begin + GOLDEN * number, 70 - 42 * age + 7 * wobble, 62 + 30 * age, length)
        tip, up = path[-1], path[-1] - path[-2]
        if b.near:
            bud = [(0.006, 0.0), (0.0075, 0.02), (0.005, 0.06), (0.001, 0.1)]
            b.lathe(bud, tip + 0.1 * up, SHEATH, sides=6, hollow=True)


def fern_planter(b: Builder) -> None:
    """A planter of fibreglass from a lobby or a mall, 0.90 x 0.32 m, 0.36 m high, with two plastic ferns."""
    width, depth, height, wall = 0.90, 0.32, 0.36, 0.018
    b.box((width - 0.06, 0.03, depth - 0.06), (0, 0.015, 0), SOIL, bevel=0, spacing=0.3)
    middle = (height + 0.03) / 2
    for side in (-1, 1):
        b.box((width, height - 0.03, wall), (0, middle, side * (depth - wall) / 2), FIBREGLASS, bevel=0.006)
        b.box((wall, height - 0.03, depth - 2 * wall), (side * (width - wall) / 2, middle, 0), FIBREGLASS, bevel=0.006)
    b.box((width - 2 * wall, 0.27, depth - 2 * wall), (0, 0.165, 0), SOIL, bevel=0, spacing=0.12)
    for x, begin, size in ((-0.23, 0.0, 1.0), (0.21, 75.0, 0.9)):
        for number in range(20):
            turn, ring = begin + GOLDEN * number, number / 20
            root = np.array([x, 0.30, 0.0]) + turned("y", turn) @ (0, 0, 0.012 + 0.03 * ring)
            _frond(b, root, turn, size * (0.42 + 0.16 * ring + 0.04 * np.sin(5 * number)), 50 + 75 * ring)
        b.proxy((0.16, 0.16, 0.14), (x, 0.38, 0))
