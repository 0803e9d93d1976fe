"""What people carry through the place: a torch, an instrument case."""

import numpy as np

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint
from liminal.thing.turning import turned

BLACK = paint(Finish.PLASTIC, "#2b2b2c")
RIBBED = paint(Finish.RUBBER, "#232324")
SWITCH = paint(Finish.PLASTIC, "#7d2f28")
REFLECTOR = paint(Finish.CHROME, "#b9b8b0")
SHELL = paint(Finish.PAINTED_STEEL, "#7f8384")
EDGE = paint(Finish.CHROME, "#9b9c99")
CORNER = paint(Finish.PLASTIC, "#242526")
LABEL = paint(Finish.PAPER, "#c8c2a4")

LENS_AT = 0.118  # m before the middle of a torch's grip
LENS_RADIUS = 0.0225  # m
# cd/m2: as bright as the glass would be if it sent its 160 lm to all sides alike, of a bulb of 2700 K.
LENS_GLOW = (39e3, 31e3, 16e3)

CASE = (0.16, 0.30, 0.42)  # m: width, height and length
CASE_TOP = -0.055  # m: of the shell, below the handle


def torch(b: Builder) -> None:
    """A torch of two D cells, lit, along +z: 24 cm long, the middle of its grip at the origin."""
    barrel = [(0.0, -0.118), (0.016, -0.118), (0.019, -0.112), (0.019, 0.066)]
    head = [(0.019, 0.066), (0.0225, 0.074), (0.0285, 0.094), (0.0290, 0.124), (0.0255, 0.125)]
    with b.within((0, 0, 0), turned("x", 90)):
        b.lathe(barrel, (0, 0, 0), BLACK, sides=16, hollow=True)
        b.lathe(head, (0, 0, 0), BLACK, sides=16, hollow=True)
        b.lathe([(0.0255, 0.125), (LENS_RADIUS, LENS_AT)], (0, 0, 0), REFLECTOR, sides=16, hollow=True)
        glass = paint(Finish.GLASS, "#d8d6cc", LENS_GLOW)
        b.lathe([(LENS_RADIUS, LENS_AT), (0.0, LENS_AT + 0.001)], (0, 0, 0), glass, sides=16, hollow=True)
        for number in range(9 if b.near else 0):
            ring = -0.100 + 0.016 * number
            b.lathe([(0.019, ring), (0.0202, ring + 0.003), (0.0202, ring + 0.008), (0.019, ring + 0.011)],
                    (0, 0, 0), RIBBED, sides=16, hollow=True)  # fmt: skip
    if b.near:
        b.box((0.010, 0.007, 0.024), (0, 0.021, 0.052), SWITCH, bevel=0.002, hollow=True)
    b.proxy((0.034, 0.034, 0.236), (0, 0, 0))


def instrument_case(b: Builder) -> None:
    """A hard case for instruments, 42 x 30 x 16 cm, that hangs from its handle, which is at the origin along z."""
    width, height, length = CASE
    middle = CASE_TOP - height / 2
    b.box((width, height, length), (0, middle, 0), SHELL, bevel=0.012, spacing=0.1)
    b.tube([(0, CASE_TOP, -0.062), (0, 0, -0.052), (0, 0, 0.052), (0, CASE_TOP, 0.062)], 0.0095, RIBBED, bend=0.02)
    for side in (-1, 1):
        # The frame in which the lid lies, and what closes it.
        b.box((0.008, height + 0.004, length + 0.004), (0.012 * side, middle, 0), EDGE, bevel=0.002, hollow=True)
        for along in (-1, 1) if b.near else ():
            for up in (-1, 1):
                at = (side * width / 2, middle + up * height / 2, along * length / 2)
                b.box((0.034, 0.034, 0.034), 0.965 * np.array(at) + (0, 0.035 * middle, 0), CORNER, bevel=0.008,
                      hollow=True)  # fmt: skip
    if b.near:
        for hinge in (-0.13, 0.13):
            b.box((0.05, 0.008, 0.036), (0, CASE_TOP + 0.002, hinge), EDGE, bevel=0.003, hollow=True)
        for side in (-1, 1):
            b.patch((0.13, 0.06), (side * (width / 2 + 0.0008), middle + 0.06, 0.06), LABEL, turned("y", 90 * side))
