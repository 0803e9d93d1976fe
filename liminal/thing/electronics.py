"""Home electronics: television, video recorder."""

from liminal.thing.builder import Builder
from liminal.thing.finish import Colour, Finish, Paint, paint
from liminal.thing.hardware import knob
from liminal.thing.picture_tube import MASK, TUBE, bezel, rear_shell
from liminal.thing.turning import turned

WALNUT = paint(Finish.VENEER, "#5f4632")
BROWN = paint(Finish.PLASTIC, "#35302b")
BEZEL = paint(Finish.PLASTIC, "#3b3936")
TRIM = paint(Finish.CHROME, "#96948d")
BRUSHED = paint(Finish.CHROME, "#6d6a63")
SLOT = paint(Finish.PLASTIC, "#1b1a19")
IDLE_GLOW = (60.0, 75.0, 110.0)  # cd/m2: a channel without a picture

VCR_BODY = paint(Finish.PAINTED_STEEL, "#373736")
VCR_FRONT = paint(Finish.PLASTIC, "#2f2f2e")
VCR_KEY = paint(Finish.PLASTIC, "#4a4947")
VCR_WINDOW = paint(Finish.GLASS, "#1d2324")
LEGEND = paint(Finish.PLASTIC, "#8f8d87")


def television(b: Builder) -> None:
    """A 19 in table television of about 1980 in walnut-grained vinyl, off: 0.60 x 0.46 x 0.47 m."""
    _television(b, (0.0, 0.0, 0.0))


def television_on(b: Builder) -> None:
    """The television, on, without a picture."""
    _television(b, IDLE_GLOW)


def _television(b: Builder, glow: Colour) -> None:
    """The set, its screen of so much luminance, cd/m2."""
    width, height, front, foot, wall = 0.60, 0.445, 0.235, 0.015, 0.016
    middle = foot + height / 2
    for x in (-0.23, 0.23):
        for z in (-0.02, 0.18):
            b.box((0.035, foot + 0.002, 0.035), (x, foot / 2 + 0.001, z), SLOT, bevel=0.003, hollow=True)

    # The cabinet is a frame of boards; its front lies a little within.
    deep, rear = 0.255, front - 0.255
    for side in (-1, 1):
        at = side * (width - wall) / 2, middle, rear + deep / 2
        b.box((wall, height, deep), at, WALNUT, spacing=0.15, hollow=True)
        level = 0, middle + side * (height - wall) / 2, rear + deep / 2
        b.box((width - 2 * wall + 0.001, wall, deep), level, WALNUT, spacing=0.15, hollow=True)
    b.proxy((width, height, deep - 0.026), (0, middle, rear + deep / 2 - 0.013))
    with b.within((0, middle, front - 0.008)):
        _television_front(b, width - 2 * wall, height - 2 * wall, Paint(Finish.SCREEN, TUBE.colour, glow))
    with b.within((0, middle, rear), turned("y", 180)):
        rear_shell(b, ((0.575, 0.42, 0.0), (0.575, 0.42, 0.03), (0.38, 0.30, 0.14), (0.26, 0.22, 0.212)), BROWN)
        b.patch((width - 2 * wall, height - 2 * wall), (0, 0, -0.002), SLOT, spacing=1)
        for number in range(9 if b.near else 0):
            b.patch((0.22, 0.006), (0, 0.065 - 0.016 * number, 0.2135), SLOT, spacing=1)


def _television_front(b: Builder, width: float, height: float, tube: Paint) -> None:
    """Bezel and picture tube on the left, a panel with two tuners and the loudspeaker on the right."""
    panel = 0.135
    with b.within((0.002 - panel / 2, 0, 0)):
        bezel(b, (width - panel - 0.004, height), (0.392, 0.304), 0.028, BEZEL, tube)
    with b.within(((width - panel) / 2, 0, 0)):
        b.box((panel, height, 0.010), (0, 0, -0.003), BRUSHED, bevel=0.002, spacing=0.3, hollow=True)
        b.proxy((panel, height, 0.018), (0, 0, -0.009))
        if not b.near:
            for level in (0.135, 0.055):
                b.box((0.052, 0.052, 0.019), (0, level, 0.0095), MASK, hollow=True)
            b.patch((0.105, 0.145), (0, -0.112, 0.003), MASK)
            return
        for level, radius, pointer in ((0.135, 0.030, 25), (0.055, 0.030, -70)):
            knob(b, (0, level, 0.002), radius, pointer)
        for number in range(3):
            knob(b, (-0.036 + 0.036 * number, -0.008, 0.002), 0.009, 40 * number)
        b.box((0.105, 0.145, 0.004), (0, -0.112, 0.003), MASK, bevel=0.001, hollow=True)
        for number in range(13):
            b.box((0.0035, 0.138, 0.005), (-0.045 + 0.0075 * number, -0.112, 0.005), BRUSHED, bevel=0, hollow=True)


def vcr(b: Builder) -> None:
    """A front-loading VHS recorder of about 1988, off: 17 x 14 1/2 x 4 in, 0.43 x 0.37 x 0.10 m."""
    width, depth, foot, height = 0.43, 0.36, 0.010, 0.098
    for x in (-0.17, 0.17):
        for z in (-0.13, 0.12):
            b.lathe([(0, 0), (0.012, 0), (0.014, foot + 0.001)], (x, 0, z), SLOT, sides=8, hollow=True)
    tall, middle = height - foot, (height + foot) / 2
    b.box((width, tall, depth - 0.022), (0, middle, -0.011), VCR_BODY, bevel=0.002, spacing=0.15)
    front = depth / 2
    b.box((width, tall, 0.024), (0, middle, front - 0.012), VCR_FRONT, bevel=0.003, spacing=0.15)

    # Cassette flap and display above a bright line, keys below it.
    with b.within((0, 0, front)):
        b.box((0.205, 0.040, 0.004), (-0.095, 0.072, 0.001), VCR_BODY, turned("x", 3), bevel=0.0015, hollow=True)
        b.patch((0.135, 0.034), (0.095, 0.072, 0.001), VCR_WINDOW)
        b.patch((width - 0.008, 0.0015), (0, 0.0465, 0.001), LEGEND, spacing=1)
        if not b.near:
            b.patch((0.20, 0.012), (-0.03, 0.030, 0.001), VCR_KEY, spacing=1)
            return
        b.patch((0.19, 0.0015), (-0.095, 0.054, 0.0037), SLOT)
        b.patch((0.045, 0.004), (-0.165, 0.086, 0.0042), LEGEND)
        b.box((0.030, 0.014, 0.006), (-0.190, 0.030, 0.002), VCR_KEY, bevel=0.001, hollow=True)
        for number in range(6):
            wide = 0.030 if number == 2 else 0.022
            b.box((wide, 0.012, 0.006), (-0.115 + 0.034 * number, 0.030, 0.002), VCR_KEY, bevel=0.001, hollow=True)
            b.patch((0.012, 0.002), (-0.115 + 0.034 * number, 0.0405, 0.001), LEGEND)
        b.box((0.105, 0.022, 0.003), (0.150, 0.029, 0.001), VCR_BODY, bevel=0.001, hollow=True)
        knob(b, (0.195, 0.072, 0.001), 0.0085, 30)
    for side in (-1, 1):
        for row in range(12):
            b.patch((0.085, 0.004), (0.075 * side, height + 0.0008, -0.15 + 0.011 * row), SLOT, turned("x", -90))
    with b.within((0, middle, -depth / 2 - 0.001), turned("y", 180)):
        socket = [(0.006, 0), (0.006, 0.006), (0, 0.006)]
        for number in range(6):
            b.lathe(socket, (-0.06 + 0.022 * number, 0, 0), TRIM, turned("x", 90), sides=8, hollow=True)
        b.patch((0.06, 0.03), (0.13, 0.012, 0), LEGEND)
        b.patch((width - 0.01, 0.002), (0, 0.034, 0), SLOT, spacing=1)
