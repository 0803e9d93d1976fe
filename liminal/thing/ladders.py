"""Ladders: a step ladder, and rungs on a wall."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, Paint, paint
from liminal.thing.hardware import bolt
from liminal.thing.turning import turned, upright_along

Floats = NDArray[np.float64]

RUNG_SPACING = 0.305  # m: 12 in (OSHA 1910.27)

SPRUCE = paint(Finish.VENEER, "#b69a70")
PALE_SPRUCE = paint(Finish.VENEER, "#c0a67e")
GREY_ENAMEL = paint(Finish.PAINTED_STEEL, "#74777a")
ZINC = paint(Finish.CHROME, "#85837d")
FOOT = paint(Finish.RUBBER, "#33312e")


def wall_ladder(b: Builder) -> None:
    """A fixed steel ladder, 3.0 m, of flat bars and round rungs 12 in apart, held 0.18 m off its wall."""
    out, half, height, bar = 0.18, 0.215, 3.0, (0.010, 3.0, 0.065)
    for side in (-1, 1):
        x = side * half
        b.box(bar, (x, height / 2, out), GREY_ENAMEL, spacing=0.4)
        for y in (0.42, 1.55, 2.68):
            # Each stand-off is bent from one bar: along the rail, to the wall, and along the wall.
            b.box((0.008, 0.05, out), (x + side * 0.009, y, out / 2 + 0.004), GREY_ENAMEL)
            if b.near:
                b.box((0.085, 0.05, 0.008), (x + side * 0.047, y, 0.004), GREY_ENAMEL)
                bolt(b, 0.010, (x + side * 0.062, y, 0.008), ZINC)
                for z in (out - 0.02, out + 0.012):
                    bolt(b, 0.008, (x + side * 0.013, y, z), ZINC, turned("z", -90 * side))
    for y in np.arange(RUNG_SPACING, height - 0.1, RUNG_SPACING):
        b.tube([(-half - 0.006, y, out), (half + 0.006, y, out)], 0.0095, GREY_ENAMEL, sides=8)
        if b.near:
            for side in (-1, 1):
                weld = [(0.0145, 0), (0.0095, 0.005)]
                b.lathe(
                    weld, (side * (half - 0.005), y, out), GREY_ENAMEL, turned("z", 90 * side), sides=8, hollow=True
                )


def step_ladder(b: Builder) -> None:
    """A wooden step ladder of 6 ft, opened: five steps towards +z, a paint shelf behind them, steel spreaders."""
    foot, head = np.array([0.245, 0.0265, 0.475]), np.array([0.160, 1.70, 0.035])
    rear_foot, rear_head = np.array([0.232, 0.0185, -0.50]), np.array([0.140, 1.66, -0.03])

    def front(y: float) -> Floats:
        return _at_height(foot, head, y)

    def rear(y: float) -> Floats:
        return _at_height(rear_foot, rear_head, y)

    for side in (-1, 1):
        mirror = np.array([side, 1, 1])
        for low, high, section, wood in (
            (foot, head, (0.021, 0.070), SPRUCE),
            (rear_foot, rear_head, (0.019, 0.038), PALE_SPRUCE),
        ):
            boot, ground = 0.018 * (high - low), -0.0072 * (high - low)
            _strut(b, (low if b.near else low + ground) * mirror, high * mirror, section, wood)
            if b.near:
                _strut(b, (low + ground) * mirror, (low + boot) * mirror, np.add(section, 0.006), FOOT)

        # The spreader: two flat bars, their joint a little below the straight line.
        ends = front(0.62) - (0.0135, 0, 0), rear(0.60) - (0.0135, 0, 0)
        joint = (ends[0] + ends[1]) / 2 - (0, 0.012, 0)
        for begin, end in ((ends[0], joint), (joint, ends[1])) if b.near else (ends,):
            _strut(b, begin * mirror, end * mirror, (0.003, 0.018), ZINC)
        if b.near:
            for at in (*ends, joint):
                bolt(b, 0.006, (at - (0.0015, 0, 0)) * mirror, ZINC, turned("z", 90 * side))
            bracket = np.array([0.149, 1.655, 0.0]) * mirror
            b.box((0.003, 0.05, 0.13), bracket, ZINC, turned("z", 3 * side), hollow=True)

    # Steps let into the rails, a steel rod under each; the lowest has braces.
    for number in range(1, 6):
        middle = front(0.285 * number)
        inner = middle[0] - 0.009
        wood = SPRUCE if number % 2 else PALE_SPRUCE
        b.box((2 * inner, 0.020, 0.088), (0, middle[1], middle[2] + 0.004), wood, bevel=0.004, spacing=0.15)
        if b.near:
            level = middle[1] - 0.016, middle[2]
            b.tube([(-inner - 0.02, *level), (inner + 0.02, *level)], 0.003, ZINC, sides=5, hollow=True)
            for side in (-1, 1):
                bolt(b, 0.008, (side * (inner + 0.0195), *level), ZINC, turned("z", -90 * side))
    if b.near:
        low = front(0.285)
        for side in (-1, 1):
            end = front(0.16) * (side, 1, 1) - (side * 0.012, 0, 0)
            _strut(b, end, (side * 0.12, low[1] - 0.011, low[2]), (0.014, 0.002), ZINC)
    b.box((0.375, 0.021, 0.135), (0, 1.712, 0.005), PALE_SPRUCE, bevel=0.004)

    # The rear frame, and the paint shelf that rests on its upper slat.
    for y in (0.26, 0.70, 1.12):
        middle = rear(y)
        b.box((2 * middle[0] - 0.019, 0.045, 0.017), middle * (0, 1, 1) + (0, 0, 0.012), PALE_SPRUCE)
    if not b.near:
        b.box((0.32, 0.03, 0.22), (0, 1.155, -0.135), PALE_SPRUCE)
        return
    pivot = front(1.148)
    b.tube([(-pivot[0], *pivot[1:]), (pivot[0], *pivot[1:])], 0.006, PALE_SPRUCE, sides=6, hollow=True)
    for z in (-0.06, -0.135, -0.21):
        b.box((0.32, 0.012, 0.066), (0, 1.165, z), PALE_SPRUCE)
    for side in (-1, 1):
        b.box((0.014, 0.024, 0.42), (side * 0.151, 1.148, -0.03), SPRUCE)


def _at_height(low: Floats, high: Floats, y: float) -> Floats:
    """Where the line through two points is at a height."""
    place: Floats = low + (high - low) * (y - low[1]) / (high[1] - low[1])
    return place


def _strut(b: Builder, begin: ArrayLike, end: ArrayLike, section: ArrayLike, paint: Paint) -> None:
    """A bar of a section (x, z) from one point to another."""
    begin, end = np.asarray(begin, float), np.asarray(end, float)
    across, deep = np.asarray(section, float)
    size = across, float(np.linalg.norm(end - begin)), deep
    b.box(size, (begin + end) / 2, paint, upright_along(end - begin), spacing=0.25)
