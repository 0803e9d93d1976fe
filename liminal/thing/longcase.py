"""A longcase clock, which stands still."""

import numpy as np

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint
from liminal.thing.turning import turned

OAK = paint(Finish.VENEER, "#5c4029")
PANEL = paint(Finish.VENEER, "#674a31")
INSIDE = paint(Finish.VENEER, "#3a2d29")
BRASS = paint(Finish.CHROME, "#94794a")
DIAL = paint(Finish.PAPER, "#c2b899")
INK = paint(Finish.PAINTED_STEEL, "#302d2b")

STOPPED_AT = 3 * 30 + 47 * 0.5, 47 * 6.0  # degrees of the hour and the minute hand, clockwise from twelve: 3:47
DIAL_Y = 1.73  # m

# Profiles (radius, y), m: a column of the hood, 0.455 m high, and a finial.
COLUMN = [(0.020, 0.0), (0.020, 0.02), (0.013, 0.03), (0.015, 0.2), (0.013, 0.425), (0.020, 0.435), (0.020, 0.455)]
FINIAL = [(0.012, 0.0), (0.006, 0.012), (0.018, 0.028), (0.02, 0.036), (0.014, 0.05), (0.004, 0.058), (0.0, 0.075)]


def grandfather_clock(b: Builder) -> None:
    """A longcase clock of the 1970s in the manner of the 1780s: 0.54 x 0.30 m, 2.16 m high, oak, three weights."""
    for size, y in (((0.50, 0.09, 0.27), 0.045), ((0.50, 0.032, 0.27), 0.476), ((0.50, 0.032, 0.28), 1.476)):
        b.box(size, (0, y, 0), OAK, bevel=0.008)
    b.box((0.45, 0.37, 0.25), (0, 0.275, 0), OAK, bevel=0.003)
    _trunk(b)

    # The hood: a box with the dial before it, columns beside this, a cornice and an arch with three finials.
    b.box((0.44, 0.455, 0.23), (0, 1.7195, -0.01), OAK, bevel=0.003)
    for x in (-0.222, 0.222):
        b.lathe(COLUMN if b.near else COLUMN[2::3], (x, 1.492, 0.118), OAK, sides=12)
    b.box((0.54, 0.035, 0.30), (0, 1.9645, 0), OAK, bevel=0.008)
    angle = np.linspace(0, np.pi, 15 if b.near else 7)
    arch = np.column_stack([0.245 * np.cos(angle), 0.11 * np.sin(angle) ** 0.8])
    b.plate(arch, 0.035, (0, 1.981, 0.11), OAK, bevel=0.003)
    b.box((0.46, 0.05, 0.24), (0, 2.0, -0.02), OAK, bevel=0.003)
    for x, y in ((-0.235, 1.982), (0.0, 2.088), (0.235, 1.982)):
        if b.near:
            b.lathe(FINIAL, (x, y, 0.11), BRASS, sides=12, hollow=True)
    _dial(b)
    if b.near:
        b.box((0.33, 0.24, 0.006), (0, 0.275, 0.126), PANEL, bevel=0.003, hollow=True)


def _trunk(b: Builder) -> None:
    """The waist with its open-framed door, behind which the weights and the pendulum hang."""
    low, high = 0.492, 1.46
    middle, height = (low + high) / 2, high - low
    for side in (-1, 1):
        b.box((0.022, height, 0.205), (side * 0.179, middle, -0.0125), OAK, bevel=0.002)
        b.box((0.06, height, 0.022), (side * 0.16, middle, 0.101), OAK, bevel=0.003)
        b.box((0.26, 0.07, 0.022), (0, middle + side * (height / 2 - 0.035), 0.101), OAK, bevel=0.003)
    b.box((0.336, height, 0.01), (0, middle, -0.11), INSIDE, bevel=0)
    if b.near:
        for side in (-1, 1):
            b.box((0.0016, height - 0.01, 0.0012), (side * 0.127, middle, 0.1122), INSIDE, bevel=0, hollow=True)
        b.lathe(
            [(0.004, 0.0), (0.004, 0.006), (0.009, 0.012), (0.0, 0.018)],
            (0.145, 0.98, 0.112),
            BRASS,
            turned("x", 90),
            sides=8,
            hollow=True,
        )

    # The pendulum hangs at rest; the weights have run down by different lengths.
    b.tube([(0, 1.44, -0.04), (0, 0.68, -0.04)], 0.004, PANEL, sides=5, hollow=True)
    b.lathe(
        [(0.0, -0.008), (0.05, -0.006), (0.062, 0.0), (0.05, 0.006), (0.0, 0.008)],
        (0, 0.66, -0.04),
        BRASS,
        turned("x", 90),
        sides=24,
    )
    for x, y in ((-0.075, 1.02), (0.0, 1.19), (0.075, 0.90)):
        b.lathe(
            [(0.0, 0.0), (0.025, 0.0), (0.026, 0.004), (0.026, 0.19), (0.022, 0.196), (0.0, 0.2)]
            if b.near
            else [(0.026, 0.0), (0.026, 0.2)],
            (x, y, 0.022),
            BRASS,
            sides=16,
        )
        b.tube([(x, y + 0.2, 0.022), (x, 1.44, 0.022)], 0.0015, BRASS, sides=4, hollow=True)


def _dial(b: Builder) -> None:
    """A brass plate with an arch, a painted ring of hours, two hands, in a moulded frame."""
    front = 0.1055
    angle = np.linspace(0, np.pi, 9)
    plate = np.vstack(
        [
            [(-0.15, -0.15), (0.15, -0.15), (0.15, 0.13)],
            np.column_stack([0.12 * np.cos(angle), 0.13 + 0.07 * np.sin(angle)]),
            [(-0.15, 0.13)],
        ]
    )
    b.plate(plate, 0.004, (0, DIAL_Y - 0.02, front + 0.002), BRASS, bevel=0.001, hollow=True)
    at, flat = np.array([0, DIAL_Y - 0.02, front + 0.004]), turned("x", 90)
    ring = [(0.078, 0.0), (0.078, 0.002), (0.132, 0.002), (0.133, 0.0)]
    b.lathe(ring[::-1], at, DIAL, flat, sides=32, hollow=True)
    for side in (-1, 1):
        b.box((0.028, 0.43, 0.012), (side * 0.178, DIAL_Y - 0.01, front + 0.004), OAK, bevel=0.003, hollow=True)
        b.box((0.33, 0.028, 0.012), (0, DIAL_Y - 0.01 + side * 0.2, front + 0.004), OAK, bevel=0.003, hollow=True)
    for number in range(12) if b.near else ():
        spin = turned("z", -30 * number)
        long = 0.03 if number % 3 == 0 else 0.022
        b.box((0.006, long, 0.0006), at + spin @ (0, 0.106, 0.0022), INK, spin, bevel=0, hollow=True)
    for turn, length, width, lift in ((STOPPED_AT[0], 0.075, 0.009, 0.005), (STOPPED_AT[1], 0.115, 0.006, 0.007)):
        spin = turned("z", -turn)
        hand = [
            (-width / 2, -0.012),
            (width / 2, -0.012),
            (width * 0.8, length * 0.6),
            (0.0, length),
            (-width * 0.8, length * 0.6),
        ]
        b.plate(hand, 0.001, at + np.array([0, 0, lift]), INK, spin, bevel=0, hollow=True)
