"""Instruments: an upright piano."""

import numpy as np

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, Paint, paint
from liminal.thing.swept import rings_along
from liminal.thing.turning import turned

WALNUT = paint(Finish.VENEER, "#4f3729")
INNER = paint(Finish.VENEER, "#584030")
SEAM = paint(Finish.VENEER, "#2f2a27")
IVORY = paint(Finish.PLASTIC, "#c4bba4")
EBONY = paint(Finish.PLASTIC, "#302e2d")
FELT = paint(Finish.FABRIC, "#5f3030")
BRASS = paint(Finish.CHROME, "#8f7744")
SPRUCE = paint(Finish.VENEER, "#85704f")

WIDTH, HEIGHT, REAR, FRONT = 1.46, 1.19, -0.29, 0.29  # m
SIDE = 0.035  # m: how thick the sides are
FACE = 0.01  # m: the front edge of the upright part of the case
CASTOR = 0.034  # m
BED = 0.645  # m: the upper side of the key bed
KEY_TOP, KEY_BACK, KEY_FRONT = 0.676, 0.098, 0.247  # m
PITCH = 0.0235  # m from one white key to the next
WHITES = 52
SHARP_AFTER = {0: 0.002, 2: -0.0025, 3: 0.0025, 5: -0.003, 6: 0.0}  # of A, C, D, F, G: how far off the gap, m


def piano(b: Builder) -> None:
    """A studio upright of the 1950s to 1970s in walnut, its fall open: 1.48 x 0.60 m, 1.19 m high, 88 keys."""
    inner = WIDTH - 2 * SIDE
    side_height = HEIGHT - 0.024 - CASTOR
    for x in (-(WIDTH - SIDE) / 2, (WIDTH - SIDE) / 2):
        b.box(
            (SIDE, side_height, FACE - REAR),
            (x, CASTOR + side_height / 2, (FACE + REAR) / 2),
            WALNUT,
            bevel=0.004,
            spacing=0.28,
        )
        b.box((SIDE, 0.135, 0.262), (x, 0.672, FACE + 0.131), WALNUT, bevel=0.008)
        b.box((0.048, 0.085, 0.285), (x, CASTOR + 0.0425, FACE + 0.1425), WALNUT, bevel=0.008)
        b.box((0.046, 0.487, 0.05), (x, CASTOR + 0.085 + 0.2435, 0.225), WALNUT, bevel=0.01)
        for z in (0.255, -0.25):
            _castor(b, x, z)

    # The lid overhangs a little, and is hinged along its length.
    b.box(
        (WIDTH + 0.02, 0.024, FACE - REAR + 0.02),
        (0, HEIGHT - 0.012, (FACE + REAR) / 2 + 0.01),
        WALNUT,
        bevel=0.006,
        spacing=0.25,
    )
    if b.near:
        b.box((WIDTH + 0.021, 0.0016, 0.0022), (0, HEIGHT, -0.12), SEAM, bevel=0, hollow=True)
        b.box((WIDTH - 0.03, 0.003, 0.002), (0, HEIGHT - 0.0255, FACE + 0.001), SEAM, bevel=0, hollow=True)

    # Panels above and below the keys, each with a raised field; the plinth; the desk for music.
    b.box((inner - 0.004, 0.37, 0.022), (0, 0.978, FACE - 0.022), WALNUT, bevel=0.002, spacing=0.28)
    b.box((inner - 0.004, 0.485, 0.022), (0, 0.358, FACE - 0.03), WALNUT, bevel=0.002, spacing=0.28)
    b.box((inner, 0.082, 0.03), (0, CASTOR + 0.041, FACE - 0.02), WALNUT, bevel=0.003)
    b.box((0.86, 0.235, 0.014), (0, 0.958, FACE + 0.002), INNER, turned("x", -7), bevel=0.004)
    if b.near:
        b.box((0.86, 0.018, 0.05), (0, 0.835, FACE + 0.014), WALNUT, bevel=0.004)
        for x in (-0.55, 0.55):
            b.box((0.2, 0.29, 0.008), (x, 0.978, FACE - 0.009), INNER, bevel=0.003, hollow=True)
        b.box((1.2, 0.38, 0.008), (0, 0.365, FACE - 0.017), INNER, bevel=0.003, hollow=True)
    _keyboard(b, inner)
    if b.near:
        _pedals(b)

    # Behind: the soundboard between beams, and five posts.
    b.box((inner, 1.05, 0.012), (0, 0.6, REAR + 0.095), SPRUCE, bevel=0, spacing=0.28, hollow=True)
    for y in (CASTOR + 0.06, HEIGHT - 0.09):
        b.box((inner, 0.12, 0.085), (0, y, REAR + 0.0475), SPRUCE, bevel=0.004, spacing=0.4)
    for number in range(5 if b.near else 0):
        b.box(
            (0.085, 0.88, 0.075),
            (0.29 * (number - 2), 0.6, REAR + 0.0475),
            SPRUCE,
            bevel=0.004,
            spacing=0.3,
        )
    b.proxy((inner, 1.05, 0.16), (0, 0.6, -0.1))


def _castor(b: Builder, x: float, z: float) -> None:
    """A brass castor under the case."""
    radius = CASTOR / 2
    if b.near:
        b.box((0.03, 0.012, 0.03), (x, CASTOR + 0.002, z), BRASS, bevel=0, hollow=True)
        wheel = [(0, -0.011), (radius, -0.011), (radius, 0.011), (0, 0.011)]
        b.lathe(wheel, (x, radius, z), BRASS, turned("z", 90), sides=12)
    else:
        b.box((0.022, CASTOR, CASTOR), (x, radius, z), BRASS)


def _keyboard(b: Builder, inner: float) -> None:
    """The key bed with its slip and blocks, the keys, the fall behind them."""
    b.box((inner, 0.05, 0.25), (0, BED - 0.025, 0.143), WALNUT, bevel=0.003)
    b.box((inner, 0.026, 0.018), (0, BED + 0.013, KEY_FRONT + 0.018), WALNUT, bevel=0.004)
    length = WHITES * PITCH
    block = (inner - length) / 2 - 0.001
    for side in (-1, 1):
        b.box((block, 0.058, 0.165), (side * (inner - block) / 2, BED + 0.029, 0.175), WALNUT, bevel=0.006)
    middle, depth = (KEY_FRONT + KEY_BACK) / 2, KEY_FRONT - KEY_BACK
    b.box((length, KEY_TOP - BED - 0.001, depth - 0.002), (0, (KEY_TOP + BED - 0.001) / 2, middle), EBONY, bevel=0)
    b.box((length, 0.004, 0.006), (0, KEY_TOP + 0.001, KEY_BACK + 0.002), FELT, bevel=0, hollow=True)
    b.box((inner - 0.004, 0.095, 0.016), (0, KEY_TOP + 0.055, KEY_BACK - 0.013), WALNUT, turned("x", -8), bevel=0.003)
    b.box((inner - 0.004, 0.016, 0.075), (0, 0.787, 0.046), WALNUT, bevel=0.003)
    if b.near:
        b.box((inner - 0.02, 0.004, 0.004), (0, KEY_TOP + 0.104, KEY_BACK - 0.012), BRASS, bevel=0, hollow=True)

    # A white key is its top and its front; the slits between them show the dark under them.
    left = -length / 2
    for number in range(WHITES) if b.near else ():
        low, high = left + number * PITCH + 0.0006, left + (number + 1) * PITCH - 0.0006
        _facet(b, (low, high), [(KEY_TOP - 0.018, KEY_FRONT), (KEY_TOP, KEY_FRONT)], IVORY)
        _facet(b, (low, high), [(KEY_TOP, KEY_FRONT), (KEY_TOP, KEY_BACK)], IVORY)
    if not b.near:
        _facet(b, (left, -left), [(KEY_TOP - 0.018, KEY_FRONT), (KEY_TOP, KEY_FRONT)], IVORY)
        _facet(b, (left, -left), [(KEY_TOP, KEY_FRONT), (KEY_TOP, KEY_BACK)], IVORY)
    for number in range(WHITES - 1):
        off = SHARP_AFTER.get(number % 7)
        if off is None:
            continue
        x = left + (number + 1) * PITCH + off
        if b.near:
            b.box(
                (0.0105, 0.012, 0.095),
                (x, KEY_TOP + 0.006, KEY_BACK + 0.05),
                EBONY,
                bevel=0.0025,
                spacing=0.3,
                hollow=True,
            )
        else:
            _facet(b, (x - 0.006, x + 0.006), [(KEY_TOP + 0.008, KEY_BACK + 0.095), (KEY_TOP + 0.008, KEY_BACK)], EBONY)


def _facet(b: Builder, x: tuple[float, float], edges: list[tuple[float, float]], of: Paint) -> None:
    """A rectangle along x between two edges, (y, z) each, seen from where the first is below."""
    low, high = x
    columns = (2 * low - high, low, high, 2 * high - low)
    b.skin(np.array([[(column, y, z) for column in columns] for y, z in edges]), of)


def _pedals(b: Builder) -> None:
    """Three pedals of brass, in slots of the plinth."""
    y = CASTOR + 0.042
    for x in (-0.075, 0.0, 0.075):
        b.box((0.036, 0.028, 0.004), (x, y, FACE - 0.005), SEAM, bevel=0, hollow=True)
        run = np.array(
            [(x, y, FACE - 0.01), (x, y, FACE + 0.03), (x, y - 0.004, FACE + 0.065), (x, y - 0.008, FACE + 0.092)]
        )
        half = np.array([(0.007, 0.006), (0.008, 0.006), (0.02, 0.005), (0.013, 0.003)])
        b.smooth_loft(rings_along(run, half, (1, 0, 0), 10), BRASS)
