"""A roll-up door."""

import numpy as np

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint
from liminal.thing.hardware import bolt
from liminal.thing.turning import turned

SLAT = 0.075  # m: 3 in
SIZE = 3.0  # m: width and height of the opening
AJAR = 0.09  # m

GALVANISED = paint(Finish.PAINTED_STEEL, "#959698")
GUIDE = paint(Finish.PAINTED_STEEL, "#707275")
CHAIN = paint(Finish.CHROME, "#7d7d7a")
SEAM = paint(Finish.RUBBER, "#2b2926")
BEYOND = paint(Finish.PLASTIC, "#d8d8d4", glow=(560.0, 600.0, 520.0))  # cd/m2: a lit floor and wall behind, cool white


def roll_up_door(b: Builder) -> None:
    """A warehouse's door of curved steel slats, 3 in each, 3.0 x 3.0 m, in guides under its drum; closed to 2 cm."""
    _door(b, 0.02)


def roll_up_door_lit(b: Builder) -> None:
    """The same door, open by a hand, with light beneath it from beyond."""
    _door(b, AJAR)
    b.box((SIZE - 0.04, AJAR, 0.004), (0, AJAR / 2, 0.006), BEYOND, bevel=0, spacing=0.2, hollow=True)
    b.emitter((SIZE - 0.04, AJAR), (0, AJAR / 2, 0.03), glow=BEYOND.glow)


def _door(b: Builder, gap: float) -> None:
    """A door whose lower edge is a gap above the floor, m."""
    size, curtain, bar = SIZE, 0.035, 0.055
    low, high = gap + bar, size + 0.02
    with b.within((0, low, curtain)):
        _curtain(b, size + 0.06, high - low)

    # The bottom bar, with a rubber seal and two handles.
    b.box((size - 0.02, bar, 0.045), (0, gap + bar / 2 + 0.004, curtain + 0.006), GUIDE, spacing=0.5)
    if b.near:
        b.box((size - 0.03, 0.022, 0.02), (0, gap + 0.009, curtain + 0.006), SEAM, spacing=0.6, hollow=True)
        for x in (-0.7, 0.7):
            grip = [(x - 0.07, 0, 0), (x - 0.07, 0, 0.04), (x + 0.07, 0, 0.04), (x + 0.07, 0, 0)]
            b.tube(np.add(grip, (0, gap + 0.035, curtain + 0.025)), 0.006, GUIDE, bend=0.015, sides=6, hollow=True)

    # Guides: a channel that holds the ends of the slats, on an angle that is bolted to the wall.
    for side in (-1, 1):
        x = side * (size / 2 + 0.03)
        b.box((0.075, size, 0.005), (x, size / 2, curtain + 0.033), GUIDE, spacing=0.4)
        b.box((0.006, size, curtain + 0.03), (x + side * 0.037, size / 2, (curtain + 0.03) / 2), GUIDE, spacing=0.4)
        if b.near:
            b.box((0.075, size, 0.006), (x + side * 0.07, size / 2, 0.003), GUIDE, spacing=0.5)
            for y in np.arange(0.25, size, 0.5):
                bolt(b, 0.011, (x + side * 0.09, y, 0.006), CHAIN)
    _drum_box(b, size)


def _curtain(b: Builder, width: float, height: float) -> None:
    """Slats of a width that hang to y = 0: each an arc that stands out, with an edge where it hooks into the next."""
    slats, crown, across = round(height / SLAT), 0.014, [(-width / 2, 0), (width / 2, 0)]
    pitch = height / slats
    if b.near:
        arc = [(0.0, 0.0), (0.16, 0.72), (0.5, 1.0), (0.84, 0.72)]
        front = [((k - share) * pitch, rise * crown) for k in range(slats, 0, -1) for share, rise in arc]
        back = [(k * pitch / 2, k % 2 * crown - 0.001) for k in range(2 * slats + 1)]
        b.moulding([*front, (0.0, 0.0)], across, (0, 0, 0), GALVANISED, spacing=0.6)
        b.moulding(back, across, (0, 0, 0), GALVANISED, spacing=1.6)
        b.proxy((width, height, 0.01), (0, height / 2, 0.006))
        return

    # From afar the lower half of each slat is dark.
    b.box((width, height, 0.01), (0, height / 2, 0.006), GALVANISED, spacing=0.3)
    for turn in (0, 180):
        with b.within((0, 0, 0.006), turned("y", turn)):
            for k in range(slats):
                strip = np.add(across, (0, (k + 0.2) * pitch))
                b.line(strip, 0.4 * pitch, (0, 0, 0.008), GUIDE, spacing=width)


def _drum_box(b: Builder, size: float) -> None:
    """The hood over a roll-up door's drum between its brackets, and the chain that turns it."""
    low, edge, half = size - 0.02, 0.44, size / 2 + 0.09
    profile = [(low + 0.02, 0.01), (low + edge, 0.01), (low + edge, edge - 0.1), (low + edge - 0.1, edge)]
    profile += [(low + 0.12, edge), (low, edge - 0.12), (low, 0.1), (low + 0.02, 0.085)]
    b.moulding([*profile, profile[0]], [(-half, 0), (half, 0)], (0, 0, 0), GUIDE, spacing=0.35)
    middle = (0, low + edge / 2, edge / 2)
    b.proxy((2 * half, edge - 0.07, edge - 0.07), middle)
    b.proxy((2 * half, 0.9 * edge, 0.45 * edge), middle)
    for side in (-1, 1):
        outline = np.array([(v, u) for u, v in profile]) - (edge / 2, low + edge / 2)
        b.plate(1.02 * outline, 0.008, (side * half, *middle[1:]), GALVANISED, turned("y", -90))
    if not b.near:
        return
    for x in (-0.8, 0.8):
        b.line([(x, low + 0.125), (x, low + edge - 0.105)], 0.003, (0, 0, edge + 0.0005), SEAM)
    wheel = half + 0.035
    b.lathe(
        [(0.08, -0.012), (0.085, -0.012), (0.085, 0.012), (0, 0.012)],
        (wheel, *middle[1:]),
        GALVANISED,
        turned("z", -90),
        sides=16,
        hollow=True,
    )
    loop = [(wheel, 1.0, z) for z in (0.14, 0.30)]
    loop += [(wheel, middle[1], 0.30), (wheel, middle[1] + 0.08, 0.22), (wheel, middle[1], 0.14)]
    b.tube(loop, 0.004, CHAIN, bend=0.06, closed=True, sides=5, hollow=True)
