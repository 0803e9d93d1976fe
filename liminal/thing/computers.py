"""Computers."""

import numpy as np

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint
from liminal.thing.hardware import knob
from liminal.thing.picture_tube import TUBE, bezel, rear_shell
from liminal.thing.swept import rounded_rectangle, subdivided
from liminal.thing.turning import turned

BEIGE = paint(Finish.PLASTIC, "#b1a78f")
YELLOWED = paint(Finish.PLASTIC, "#b3a47e")  # by years of light from above
BEIGE_DARK = paint(Finish.PLASTIC, "#948b77")
KEY_LIGHT = paint(Finish.PLASTIC, "#bab19c")
KEY_DARK = paint(Finish.PLASTIC, "#8f8776")
CRACK = paint(Finish.PLASTIC, "#38342c")
BRACKET = paint(Finish.CHROME, "#96948d")
LED = paint(Finish.PLASTIC, "#3c5a3a")
POWER = paint(Finish.PLASTIC, "#8c4236")

UNIT = 0.0187  # m: from key to key; the standard's 3/4 in, a little less
FUNCTION_ROW = -1.35  # the row of function keys lies apart from the others

# The runs of keys on a 101-key keyboard: first key, how many wide, row from the back, where they are split; in units.
RUNS = (
    *((begin, units, FUNCTION_ROW, range(1, units)) for begin, units in ((0, 1), (2, 4), (6.5, 4), (11, 4), (15.4, 3))),
    (0, 15, 0, range(1, 14)),
    (0, 15, 1, (1.5, *np.arange(2.5, 14))),
    (0, 15, 2, (1.8, *np.arange(2.8, 13))),
    (0, 15, 3, (2.3, *np.arange(3.3, 13))),
    (0, 15, 4, (1.5, 3, 4.4, 10.6, 12, 13.5)),
    *((15.4, 3, row, (1, 2)) for row in (0, 1, 4)),
    (16.4, 1, 3, ()),
    *((18.8, 4, row, (1, 2, 3)) for row in range(5)),
)


def computer(b: Builder) -> None:
    """A desktop computer of about 1990, off: 14 in monitor on its case, 101-key keyboard: 0.46 x 0.54 x 0.62 m."""
    with b.within((0, 0, -0.105)):
        _case(b, 0.42, 0.145, 0.40)
    with b.within((0.004, 0.145, -0.10), turned("y", 3)):
        _monitor(b)
    with b.within((-0.012, 0, 0.215), turned("y", -2.5)):
        _keyboard(b)
    if b.near:
        leaving, beside, behind = (0.05, 0.02, 0.135), (0.19, 0.006, 0.11), (0.222, 0.012, -0.31)
        cable = [leaving, (0.14, 0.006, 0.12), beside, (0.235, 0.005, 0.03), behind]
        b.tube(cable, 0.003, CRACK, bend=0.03, sides=5, hollow=True)


def _case(b: Builder, width: float, height: float, depth: float) -> None:
    """A desktop case; its middle is at x = z = 0."""
    foot, thick = 0.010, 0.034
    middle = (height + foot) / 2
    for x in (-0.17, 0.17):
        for z in (-0.15, 0.15):
            b.box((0.03, foot + 0.002, 0.03), (x, foot / 2 + 0.001, z), CRACK, bevel=0, hollow=True)
    b.box((width - 0.006, height - foot, depth - thick), (0, middle, -thick / 2), YELLOWED, bevel=0.003)
    front = width, height - foot + 0.003, thick
    b.box(front, (0, middle, (depth - thick) / 2), BEIGE, bevel=0.005, spacing=0.14)
    with b.within((0, 0, depth / 2)):
        if b.near:
            _drives(b)
        else:
            b.patch((0.15, 0.085), (0.115, 0.089, 0.001), BEIGE_DARK)
            b.patch((0.026, 0.040), (0.005, 0.088, 0.001), POWER)
            b.patch((0.15, 0.060), (-0.115, 0.061, 0.001), BEIGE_DARK)
    if b.near:
        with b.within((0, middle, -depth / 2 - 0.001), turned("y", 180)):
            _sockets(b)


def _drives(b: Builder) -> None:
    """The front of a case: two diskette drives, switch, lamps, badge, air slots."""
    for level in (0.112, 0.066):
        b.box((0.150, 0.043, 0.004), (0.115, level, 0.001), BEIGE_DARK, bevel=0.001, hollow=True)
    b.patch((0.128, 0.004), (0.115, 0.116, 0.0038), CRACK)
    b.box((0.016, 0.024, 0.010), (0.115, 0.113, 0.006), CRACK, bevel=0.002, hollow=True)
    b.patch((0.008, 0.004), (0.055, 0.100, 0.0038), LED)
    b.patch((0.098, 0.004), (0.110, 0.071, 0.0038), CRACK)
    b.box((0.014, 0.007, 0.004), (0.152, 0.058, 0.004), BEIGE, bevel=0.001, hollow=True)
    b.box((0.026, 0.040, 0.012), (0.005, 0.088, 0.003), POWER, turned("x", 6), bevel=0.003, hollow=True)
    for number, light in enumerate((LED, POWER, LED)):
        b.patch((0.008, 0.004), (-0.05 + 0.018 * number, 0.112, 0.001), light)
    b.patch((0.040, 0.012), (-0.17, 0.112, 0.001), BRACKET)
    for number in range(11):
        b.patch((0.15, 0.003), (-0.115, 0.032 + 0.0058 * number, 0.001), CRACK, spacing=1)
    b.patch((0.41, 0.002), (0, 0.027, 0.001), BEIGE_DARK, spacing=1)


def _sockets(b: Builder) -> None:
    """The back of a case: brackets of the cards, fan, sockets for mains and keyboard."""
    for number in range(7):
        x = 0.185 - 0.021 * number
        b.patch((0.014, 0.096), (x, -0.004, 0), BRACKET)
        if number in (1, 4):
            b.patch((0.008, 0.045), (x, -0.012, 0.001), CRACK)
    for row in range(9):
        b.patch((0.070, 0.004), (-0.075, 0.036 - 0.009 * row, 0), CRACK)
    for level in (-0.030, 0.018):
        b.patch((0.028, 0.022), (-0.155, level, 0), CRACK)
    b.patch((0.016, 0.016), (0.012, -0.045, 0), CRACK)


def _monitor(b: Builder) -> None:
    """A 14 in monitor on its swivel foot, tilted up a little; it stands on y = 0."""
    foot = [(0.125, 0), (0.130, 0.006), (0.120, 0.016), (0.075, 0.022), (0.070, 0.036), (0.100, 0.046)]
    b.lathe(foot if b.near else foot[1:4], (0, 0, 0.01), BEIGE_DARK, sides=20, hollow=True)
    b.proxy((0.18, 0.02, 0.18), (0, 0.010, 0.01))
    b.proxy((0.10, 0.03, 0.10), (0, 0.033, 0.01))
    width, height, thick, front = 0.362, 0.335, 0.075, 0.19
    with b.within((0, 0.215, 0), turned("x", -4)):
        with b.within((0, 0, front)):
            bezel(b, (width - 0.008, height - 0.008), (0.272, 0.205), 0.020, BEIGE, TUBE)
            if b.near:
                b.box((0.020, 0.009, 0.004), (0.135, -0.145, 0.001), BEIGE_DARK, bevel=0.001, hollow=True)
                b.patch((0.005, 0.005), (0.112, -0.145, 0.001), LED)
                b.patch((0.05, 0.003), (-0.13, -0.145, 0.001), BEIGE_DARK)
                for x in (0.05, 0.075):
                    knob(b, (x, -0.145, 0), 0.006, 30)

        # The frame of the bezel, and behind a step the shell.
        sizes = (width - 0.008, height - 0.008, 0), (width, height, -0.005), (width, height, -thick)
        rings = [np.add(rounded_rectangle(x, y, 0.010, 2 if b.near else 1), (0, 0, front + z)) for x, y, z in sizes]
        rings = [subdivided(ring, 0.15, closed=True) for ring in rings]
        b.surface(rings[1::-1], BEIGE, ring=True)
        b.surface(rings[:0:-1], YELLOWED, ring=True)
        b.surface([rings[-1] * (0.9, 0.85, 1), rings[-1]], YELLOWED, ring=True)
        b.proxy((width, height, thick - 0.016), (0, 0, front - thick / 2 - 0.008))
        with b.within((0, 0.005, front - thick), turned("y", 180)):
            stages = (0.34, 0.30, 0.0), (0.325, 0.285, 0.12), (0.235, 0.20, 0.27), (0.21, 0.18, 0.295)
            rear_shell(b, stages, YELLOWED)
            for number in range(8 if b.near else 0):
                z = 0.012 + 0.012 * number
                for x in (-0.05, 0.05):
                    b.patch((0.085, 0.004), (x, 0.151 - 0.0625 * z, z), CRACK, turned("x", -86.4))


def _keyboard(b: Builder) -> None:
    """A 101-key keyboard about x = z = 0, on y = 0."""
    width, depth = 0.462, 0.168
    with b.within((0, 0.0195, 0), turned("x", 6)):
        b.box((width, 0.021, depth), (0, 0, 0), BEIGE, bevel=0.004, spacing=0.16)
        with b.within((0.014 - width / 2, 0.0105, -0.024)):
            if b.near:
                for begin, units, row, splits in RUNS:
                    _keys(b, begin, units, row, [float(split) for split in splits])
                b.patch((0.05, 0.012), (20.8 * UNIT, 0.001, -0.034), BEIGE_DARK, turned("x", -90))
                return
            for begin, units in ((0, 15), (15.4, 3), (18.8, 4)):
                field = units * UNIT, 0.007, 6.3 * UNIT
                b.box(field, ((begin + units / 2) * UNIT, 0.003, 1.3 * UNIT), KEY_LIGHT, hollow=True)


def _keys(b: Builder, begin: float, units: int, row: float, splits: list[float]) -> None:
    """A run of keys, and the gaps between them on its top; in units."""
    height, gap = 0.009, 0.0025
    skin = KEY_DARK if row == FUNCTION_ROW or 15 < begin < 18 else KEY_LIGHT
    with b.within((begin * UNIT, 0.0035, row * UNIT)):
        b.box((units * UNIT - gap, height, UNIT - gap), (units * UNIT / 2, 0, 0), skin, spacing=0.5, hollow=True)
        for split in splits:
            b.patch((0.0022, UNIT - gap), (split * UNIT, height / 2 + 0.0004, 0), CRACK, turned("x", -90))
