"""What is left beside a pool: a lounger, a towel, a swim ring."""

import numpy as np

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint
from liminal.thing.swept import subdivided
from liminal.thing.turning import turned

Point = tuple[float, float, float]

RESIN = paint(Finish.PLASTIC, "#d2d2cb")
TOWEL, STRIPE = paint(Finish.FABRIC, "#c9c4b4"), paint(Finish.FABRIC, "#4c6d8c")
RING = (paint(Finish.VINYL, "#c98a2e"), paint(Finish.VINYL, "#d9d8d2"))


def lounger(b: Builder) -> None:
    """A lounger of white resin with slats and a raised back: 0.65 wide, 1.92 long, 0.90 high; its foot looks to +z."""
    half, level, inner = 0.29, 0.33, 0.255
    knee, top, behind = -0.16, 0.89, -0.91
    for side in (-1, 1):
        _bar(b, (side * half, level, 0.94), (side * half, level, knee - 0.62), 0.024)
        for z, splay in ((0.74, 0.05), (-0.55, -0.05)):
            _bar(b, (side * (half + 0.012), 0.012, z + splay), (side * half, level, z), 0.022)
            b.lathe([(0.026, 0.0), (0.024, 0.02)], (side * (half + 0.012), 0, z + splay), RESIN, sides=10, hollow=True)
        _bar(b, (side * inner, level + 0.02, knee), (side * inner, top, behind), 0.02)
        _bar(b, (side * inner, 0.62, knee - 0.37), (side * (half - 0.02), level, knee - 0.58), 0.012)
    apart, slat = (0.088, 0.064) if b.near else (0.176, 0.14)
    for z in np.arange(0.93 - slat / 2, knee, -apart).tolist():
        b.box((2 * half, 0.016, slat), (0, level + 0.022, z), RESIN, bevel=0.005)
    lean = np.array([0.0, top - level - 0.02, behind - knee])
    tilt = turned("x", float(np.degrees(np.arctan2(lean[1], -lean[2]))))
    for along in np.arange(0.06, 0.9, apart).tolist():
        place = (0, level + 0.02, knee) + along / 0.92 * lean + tilt @ (0, 0.024, 0)
        b.box((2 * half - 0.03, 0.016, slat), place, RESIN, tilt, bevel=0.005)
    _bar(b, (-half, level, 0.94), (half, level, 0.94), 0.024)


def _bar(b: Builder, begin: Point, end: Point, radius: float) -> None:
    b.tube(subdivided([begin, end], 0.28), radius, RESIN, sides=10)


def towel(b: Builder) -> None:
    """A bath towel that was dropped: 1.10 x 0.62, in low folds."""
    x, z = np.meshgrid(np.linspace(-0.55, 0.55, 29), np.linspace(0.31, -0.31, 15))
    fold = np.sin(9.0 * x + 4.0 * z) * np.cos(5.0 * z - 2.0 * x) + 0.6 * np.sin(17.0 * x - 7.0 * z)
    y = 0.006 + 0.024 * np.clip(fold, 0, None) * np.clip(1.15 - (x / 0.6) ** 2, 0, 1)
    at = np.stack([x + 0.035 * np.sin(6 * z), y, z + 0.05 * np.sin(4 * x)], -1)
    for low, high, cloth in ((0, 4, TOWEL), (3, 7, STRIPE), (6, 29, TOWEL)):
        b.sheet(at[:, low:high], 0.007, cloth, hollow=True)
    b.proxy((0.95, 0.008, 0.5), (0, 0.005, 0))


def swim_ring(b: Builder) -> None:
    """An inflated ring, 0.78 across, in six panels of two colours; it lies flat."""
    radius, tube = 0.29, 0.1
    for panel in range(6):
        angle = np.radians(np.linspace(60 * panel, 60 * (panel + 1), 9))
        way = np.column_stack([radius * np.cos(angle), np.full(9, tube), radius * np.sin(angle)])
        b.tube(way, tube, RING[panel % 2], sides=18, hollow=True)
    square = tube * np.sqrt(2)
    for number in range(18):
        turn = turned("y", 20.0 * number)
        b.proxy((square, square, 0.352 * (radius - tube)), turn @ (radius, tube, 0), turn)
