"""What pipes lead to: a drinking fountain, a radiator."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint
from liminal.thing.swept import smoothed
from liminal.thing.turning import turned

CHROME = paint(Finish.CHROME, "#a3a39f")
STAINLESS = paint(Finish.CHROME, "#94948f")
TAUPE = paint(Finish.PAINTED_STEEL, "#a0967f")
SHADOW = paint(Finish.PAINTED_STEEL, "#2f2d2b")
CAST_IRON = paint(Finish.PAINTED_STEEL, "#b5ac96")
BRASS = paint(Finish.CHROME, "#8f7744")


def drinking_fountain(b: Builder) -> None:
    """A water cooler of the 1960s to 1980s that stands against a wall: 0.46 x 0.36 m, spout 1.0 m up, steel basin."""
    width, depth, kick, top = 0.43, 0.33, 0.075, 0.885
    b.box((width - 0.05, kick, depth - 0.06), (0, kick / 2, -0.01), SHADOW, bevel=0)
    b.box((width, top - kick, depth), (0, (top + kick) / 2, 0), TAUPE, bevel=0.008, spacing=0.14)
    front = depth / 2
    if b.near:
        # Seams of the front panel, and louvres low down in front and at the sides.
        for y in (0.38, 0.80):
            b.box((width - 0.012, 0.0022, 0.001), (0, y, front), SHADOW, bevel=0, hollow=True)
        for number in range(8):
            y = 0.135 + 0.024 * number
            b.box((0.30, 0.008, 0.001), (0, y, front + 0.0003), SHADOW, bevel=0, hollow=True)
            b.box((0.30, 0.004, 0.007), (0, y + 0.006, front + 0.002), TAUPE, turned("x", 35), bevel=0, hollow=True)
        for side in (-1, 1):
            for number in range(5):
                place = side * width / 2, 0.62 + 0.026 * number, -0.02
                b.box((0.001, 0.006, 0.16), place, SHADOW, bevel=0, hollow=True)
        for x in (-0.19, 0.19):
            b.lathe(
                [(0.006, 0.0), (0.005, 0.002), (0.0, 0.0026)],
                (x, 0.36, front),
                STAINLESS,
                turned("x", 90),
                sides=8,
                hollow=True,
            )
    _basin(b, top)


def _basin(b: Builder, top: float) -> None:
    """A basin of stainless steel on the cabinet: a rolled apron, a dish with its strainer, the spout and its button."""
    width, depth, rim = 0.46, 0.36, 0.95
    height, level, wall = rim - top + 0.012, (top + rim) / 2 - 0.004, 0.012
    for side in (-1, 1):
        b.box((width, height, wall), (0, level, side * (depth - wall) / 2), STAINLESS, bevel=0.004)
        b.box((wall, height, depth - 0.02), (side * (width - wall) / 2, level, 0), STAINLESS, bevel=0.004)
    x, z = np.meshgrid(np.linspace(-1, 1, 13) * (width / 2 - 0.003), np.linspace(-1, 1, 11) * (depth / 2 - 0.003))
    b.sheet(np.stack([x, rim - _hollow(x, z), z], -1), 0.002, STAINLESS, hollow=True)
    b.proxy((width - 0.03, 0.012, depth - 0.03), (0, rim - 0.057, 0))

    # The spout leans over the dish from the back; the button stands beside it.
    spout, button = (-0.14, -0.115), (0.14, -0.125)
    with b.within((spout[0], rim - float(_hollow(*spout)) - 0.002, spout[1]), turned("y", 35)):
        b.lathe([(0.026, 0.0), (0.024, 0.008), (0.014, 0.014), (0.012, 0.03)], (0, 0, 0), CHROME, sides=12, hollow=True)
        b.tube(smoothed([(0, 0.02, 0), (0, 0.045, 0.002), (0, 0.062, 0.014), (0, 0.064, 0.032)], 3), 0.0085, CHROME)
        if b.near:
            bow = np.array([(0.02, 0.03, 0.0), (0.02, 0.068, 0.012), (0.014, 0.078, 0.045)])
            b.tube(np.vstack([bow * (-1, 1, 1), bow[::-1]]), 0.003, CHROME, bend=0.012, sides=6, hollow=True)
    knob = [(0.022, 0.0), (0.02, 0.012), (0.015, 0.013), (0.014, 0.028), (0.0, 0.03)]
    b.lathe(knob, (button[0], rim - float(_hollow(*button)) - 0.002, button[1]), CHROME, sides=12)
    if b.near:
        drain = rim - float(_hollow(0.0, 0.01)) + 0.001
        b.lathe([(0.024, 0.0), (0.022, 0.002), (0.0, 0.0025)], (0.0, drain, 0.01), CHROME, sides=12, hollow=True)
        for number in range(6):
            hole = 0.013 * np.cos(number * np.pi / 3), drain + 0.0024, 0.01 + 0.013 * np.sin(number * np.pi / 3)
            b.box((0.005, 0.0006, 0.005), hole, SHADOW, bevel=0, hollow=True)


def _hollow(x: ArrayLike, z: ArrayLike) -> NDArray[np.float64]:
    """How far under its rim the basin is at some places, m: a dish, and a ridge along the back."""
    u, v = np.asarray(x) / 0.227, np.asarray(z) / 0.177
    wall = np.clip(1.5 * (1 - abs(u) ** 5) * (1 - abs(v) ** 5), 0, 1)
    ridge = 0.03 * np.clip((-v - 0.6) / 0.4, 0, 1) ** 2 * (1 - u**8)
    depth: NDArray[np.float64] = wall**2 * (0.05 - 0.018 * np.hypot(u, v)) - ridge
    return depth


def radiator(b: Builder) -> None:
    """A cast-iron column radiator of the 1920s to 1960s: eleven sections of three columns, 0.62 m long, 0.70 m high."""
    count, pitch, low, high, reach = 11, 0.056, 0.115, 0.678, 0.058
    ends = (count - 1) / 2 * pitch
    with b.within((-0.043, 0, 0)):
        for x in np.linspace(-ends, ends, count):
            _section(b, float(x), low, high, reach)
        for y in (low, high):
            b.proxy((2 * ends, 0.024, 2 * reach - 0.03), (0, y, 0))
        for y in (low + 0.006, high - 0.006):
            b.tube([(-ends - 0.03, y, 0), (ends + 0.03, y, 0)], 0.021, CAST_IRON, sides=8, hollow=True)
        for x in (-ends, ends):
            for side in (-1, 1):
                z = side * (reach - 0.022)
                leg = [(x, low - 0.005, z), (x, 0.05, z), (x, 0.014, 1.5 * z), (x, 0, 1.5 * z)]
                b.tube(leg, 0.016, CAST_IRON, sides=7, hollow=True)
                b.proxy((0.024, low, 0.024), (x, low / 2, 1.1 * z))
        _valve(b, ends + 0.03, low + 0.006)


def _section(b: Builder, x: float, low: float, high: float, reach: float) -> None:
    """A section of a radiator: three columns that meet below and above."""
    for z in (-reach, 0, reach):
        b.proxy((0.029, high - low, 0.029), (x, (low + high) / 2, z))
    if not b.near:
        b.box((0.036, high - low + 0.038, 2 * reach + 0.036), (x, (low + high) / 2, 0), CAST_IRON, hollow=True)
        return
    loop = [(x, low, -reach), (x, high, -reach), (x, high, reach), (x, low, reach)]
    b.tube(loop, 0.019, CAST_IRON, bend=0.045, closed=True, sides=7, hollow=True)
    b.tube([(x, low, 0), (x, (low + high) / 2, 0), (x, high, 0)], 0.017, CAST_IRON, sides=7, hollow=True)


def _valve(b: Builder, x: float, y: float) -> None:
    """An angle valve between the end of a radiator and a pipe out of the floor."""
    b.tube([(x, y, 0), (x + 0.05, y, 0)], 0.012, BRASS, hollow=True)
    if not b.near:
        b.tube([(x + 0.06, 0, 0), (x + 0.06, y + 0.06, 0)], 0.015, BRASS)
        return
    radii = (0.0, 0.022, 0.025, 0.012, 0.0105, 0.0105, 0.017, 0.018, 0.010, 0.010)
    heights = (0.0, 0.0, 0.004, 0.012, 0.012, y - 0.02, y - 0.02, y + 0.03, y + 0.036, y + 0.05)
    b.lathe(list(zip(radii, heights, strict=True)), (x + 0.06, 0, 0), BRASS, sides=10)
    wheel = [(0.012, 0.0), (0.028, 0.004), (0.031, 0.012), (0.028, 0.022), (0.0, 0.026)]
    b.lathe(wheel, (x + 0.06, y + 0.05, 0), SHADOW, sides=12, hollow=True)
    vent = [(0.018, 0.0), (0.018, 0.012), (0.008, 0.016), (0.0, 0.016)]
    b.lathe(vent, (-x, y + 0.55, 0), BRASS, turned("z", 90), sides=6, hollow=True)
