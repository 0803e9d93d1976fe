"""Machines of offices and corridors: copier, vending machine, water cooler."""

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, Paint, paint
from liminal.thing.hardware import castor
from liminal.thing.turning import turned

COPIER = 0.62  # m: the width of its body

IVORY = paint(Finish.PLASTIC, "#b4ac9b")
IVORY_DARK = paint(Finish.PLASTIC, "#9b9484")
SEAM = paint(Finish.PLASTIC, "#2b2925")
PANEL = paint(Finish.PLASTIC, "#5d5a54")
KEY = paint(Finish.PLASTIC, "#a5a196")
GREEN_KEY = paint(Finish.PLASTIC, "#3f8059")
RED_KEY = paint(Finish.PLASTIC, "#98503f")
DISPLAY = paint(Finish.GLASS, "#3a4238")
PAPER = paint(Finish.PAPER, "#c9c6ba")

COOLER = paint(Finish.PAINTED_STEEL, "#aaa28f")
COOLER_TOP = paint(Finish.PLASTIC, "#9f9887")
WATER = paint(Finish.GLASS, "#4f7898")
EMPTY = paint(Finish.GLASS, "#7896ab")
TAP = paint(Finish.PLASTIC, "#b9b4a6")
COLD = paint(Finish.PLASTIC, "#3e5f8c")
HOT = paint(Finish.PLASTIC, "#8f4238")
COLLAR = paint(Finish.PLASTIC, "#8a8577")


def copier(b: Builder) -> None:
    """A floor copier of about 1990 with document feeder and three paper drawers: 0.62 (tray: 0.84) x 0.68 x 1.17 m."""
    with b.within((0.092, 0, 0)):
        for x in (-0.25, 0.25):
            for z, heading in ((-0.25, 30), (0.24, 110 + 200 * x)):
                castor(b, x, z, 0.05, heading)
        _paper_drawers(b)
        _engine(b)
        _exit_tray(b)
        b.box((COPIER + 0.004, 0.065, 0.52), (0, 1.0115, -0.075), IVORY, bevel=0.006, spacing=0.25)
        _control_panel(b, (0, 1.002, 0.258))
        _document_feeder(b)


def _paper_drawers(b: Builder) -> None:
    """The stand of a copier; a grip is moulded under the upper edge of each drawer."""
    b.box((COPIER, 0.535, 0.62), (0, 0.3325, 0.005), IVORY_DARK, bevel=0.006, spacing=0.25)
    b.proxy((COPIER - 0.016, 0.494, 0.026), (0, 0.340, 0.324))
    if b.near:
        b.patch((COPIER - 0.03, 0.50), (0, 0.335, 0.316), SEAM, spacing=1)
    for number, (low, tall) in enumerate(((0.09, 0.20), (0.295, 0.145), (0.445, 0.145))):
        place = 0.0008 * number, low + tall / 2, 0.326 + 0.002 * (number == 1)
        b.box((COPIER - 0.016, tall - 0.005, 0.024), place, IVORY, bevel=0.005, spacing=0.25, hollow=True)
        b.patch((0.18, 0.013), (0, low + tall - 0.043, 0.3418), SEAM)
        if b.near:
            b.box((0.19, 0.026, 0.010), (0, low + tall - 0.038, 0.336), IVORY_DARK, bevel=0.003, hollow=True)
            b.patch((0.034, 0.024), (0.225, low + tall - 0.04, 0.3408), PAPER)


def _engine(b: Builder) -> None:
    """The body of a copier: doors in front, on the right the bypass folded up, air slots at both sides."""
    b.box((COPIER, 0.375, 0.64), (0, 0.7925, -0.01), IVORY, bevel=0.008, spacing=0.2)
    b.box((COPIER - 0.056, 0.288, 0.020), (0, 0.762, 0.320), IVORY, bevel=0.006, spacing=0.2)
    b.patch((0.11, 0.014), (0.06, 0.886, 0.3308), SEAM)
    if not b.near:
        return
    b.patch((COPIER - 0.01, 0.004), (0, 0.603, 0.3105), SEAM, spacing=1)
    b.patch((COPIER - 0.05, 0.295), (0, 0.762, 0.3112), SEAM, spacing=1)
    b.patch((0.003, 0.288), (0.13, 0.762, 0.3308), SEAM)
    for side in (-1, 1):
        with b.within((side * (COPIER / 2 + 0.001), 0.70, -0.20), turned("y", 90 * side)):
            for number in range(7):
                b.patch((0.12, 0.005), (0, 0.014 * (number - 3), 0), SEAM)
    with b.within((COPIER / 2, 0.80, 0.08), turned("y", 90)):
        b.patch((0.35, 0.012), (0, 0.13, 0.001), SEAM)
        b.box((0.33, 0.23, 0.014), (0, 0, 0.006), IVORY_DARK, turned("x", 2), bevel=0.004, hollow=True)
        b.patch((0.09, 0.018), (0, 0.09, 0.0175), SEAM)
    with b.within((0, 0.79, -0.331), turned("y", 180)):
        b.patch((0.50, 0.30), (0, 0, 0), IVORY_DARK)
        for number in range(9):
            b.patch((0.16, 0.006), (0.14, 0.016 * (number - 4), 0.001), SEAM)


def _exit_tray(b: Builder) -> None:
    """The tray on the left of a copier, sloping up from the slot, with a sheet in it."""
    with b.within((-COPIER / 2, 0.845, 0.02), turned("z", -17)):
        b.box((0.20, 0.008, 0.36), (-0.10, -0.012, 0), IVORY_DARK, bevel=0.003, spacing=0.2)
        b.box((0.008, 0.025, 0.36), (-0.20, -0.002, 0), IVORY_DARK, bevel=0.003, spacing=0.2, hollow=True)
        if b.near:
            b.patch((0.40, 0.035), (-0.004, 0.012, 0), SEAM, turned("y", -90))
            b.box((0.15, 0.002, 0.27), (-0.115, -0.006, 0.004), PAPER, turned("y", 3), bevel=0, hollow=True)


def _document_feeder(b: Builder) -> None:
    """The cover of a copier with its feeder; it does not lie quite flat."""
    tray = turned("z", 12)
    with b.within((0, 1.048, -0.325), turned("x", -1.3) @ turned("z", 0.4)):
        b.box((0.58, 0.032, 0.48), (0, 0.018, 0.25), IVORY_DARK, bevel=0.008, spacing=0.25)
        b.box((0.21, 0.070, 0.47), (-0.175, 0.066, 0.245), IVORY, bevel=0.012, spacing=0.2)
        b.box((0.33, 0.010, 0.33), (0.09, 0.073, 0.245), IVORY, tray, bevel=0.003, spacing=0.2)
        if b.near:
            b.patch((0.30, 0.012), (-0.069, 0.081, 0.245), SEAM, turned("y", 90))
            b.patch((0.17, 0.003), (-0.175, 0.066, 0.4812), SEAM)
            for z in (0.12, 0.37):
                b.box((0.12, 0.022, 0.008), (0.07, 0.086, z), PANEL, tray, bevel=0.002, hollow=True)


def _control_panel(b: Builder, at: tuple[float, float, float]) -> None:
    """The sloped panel of a copier: display, number keys, the round start key."""
    with b.within(at, turned("x", 14)):
        b.box((COPIER + 0.01, 0.052, 0.17), (0, 0, 0), IVORY, bevel=0.007, spacing=0.2)
        with b.within((0, 0.0265, 0), turned("x", -90)):
            b.patch((COPIER - 0.06, 0.125), (0, 0.004, 0.0005), PANEL)
            if not b.near:
                return
            b.patch((0.15, 0.042), (-0.05, 0.030, 0.0012), DISPLAY)
            for row in range(4):
                for column in range(3):
                    b.box(
                        (0.017, 0.013, 0.004),
                        (0.135 + 0.023 * column, 0.043 - 0.019 * row, 0.002),
                        KEY,
                        bevel=0.001,
                        hollow=True,
                    )
            for number in range(6):
                b.patch((0.018, 0.010), (-0.245 + 0.027 * (number % 3), 0.035 - 0.024 * (number // 3), 0.0012), KEY)
                b.patch((0.020, 0.011), (-0.11 + 0.028 * number, -0.022, 0.0012), KEY)
            with b.within((0.245, -0.020, 0), turned("x", 90)):
                b.lathe([(0.016, 0), (0.015, 0.005), (0, 0.006)], (0, 0, 0), GREEN_KEY, sides=12, hollow=True)
            b.box((0.022, 0.014, 0.005), (0.245, 0.024, 0.002), RED_KEY, bevel=0.001, hollow=True)


def water_cooler(b: Builder) -> None:
    """A bottled-water cooler of the 1980s with a 5-gallon bottle, two taps: 0.32 x 0.33 x 1.32 m."""
    width, depth, shelf, top = 0.31, 0.31, 0.655, 0.93
    b.box((width - 0.02, 0.04, depth - 0.03), (0, 0.02, -0.005), SEAM, bevel=0)
    b.box((width, shelf - 0.03, depth), (0, (shelf + 0.03) / 2, 0), COOLER, bevel=0.006, spacing=0.16)
    if b.near:
        b.patch((width - 0.030, 0.003), (0, 0.115, depth / 2 + 0.001), SEAM)
        for side in (-1, 1):
            for number in range(6):
                place = side * (width / 2 + 0.001), 0.16 + 0.016 * number, -0.03
                b.patch((0.16, 0.006), place, SEAM, turned("y", 90 * side))

    # The condenser behind its grille.
    with b.within((0, 0.33, -depth / 2 - 0.001), turned("y", 180)):
        b.patch((width - 0.05, 0.50), (0, 0, 0), SEAM)
        for number in range(16 if b.near else 0):
            b.patch((width - 0.06, 0.010), (0, 0.031 * (number - 7.5), 0.001), COOLER)

    # Above the drip tray an alcove holds the taps: two cheeks, a back, a hood.
    for side in (-1, 1):
        b.box(
            (0.014, top - shelf, depth),
            (side * (width - 0.014) / 2, (top + shelf) / 2, 0),
            COOLER,
            bevel=0.004,
            spacing=0.16,
        )
    back = width - 0.027, top - shelf, 0.17
    b.box(back, (0, (top + shelf) / 2, (0.17 - depth) / 2 + 0.002), COOLER_TOP, spacing=0.14)
    b.box((width - 0.027, 0.062, depth - 0.165), (0, top - 0.031, 0.081), COOLER_TOP, bevel=0.005, spacing=0.15)
    b.box((width + 0.006, 0.034, depth + 0.006), (0, top + 0.010, 0), COOLER_TOP, bevel=0.010, spacing=0.16)
    b.box((width - 0.05, 0.014, 0.145), (0, shelf + 0.007, 0.088), SEAM, bevel=0.003, hollow=True)
    for number in range(9 if b.near else 0):
        b.box((0.008, 0.004, 0.125), (0.026 * (number - 4), shelf + 0.015, 0.088), COLLAR, bevel=0, hollow=True)
    for x, lever in ((-0.062, HOT), (0.062, COLD)):
        _tap(b, (x, 0.825, 0.018), lever)

    # The bottle stands upside down in a collar.
    b.lathe([(0.118, 0), (0.112, 0.020), (0.060, 0.026), (0.045, 0.020)], (0, top + 0.026, -0.004), COLLAR, hollow=True)
    _bottle(b, top + 0.022)


def _tap(b: Builder, at: tuple[float, float, float], lever: Paint) -> None:
    """A tap whose lever is pressed down with the cup; it comes out of what looks towards +z."""
    with b.within(at):
        b.tube([(0, 0, 0), (0, 0, 0.045)], 0.013, TAP, sides=8, hollow=True)
        if b.near:
            b.lathe(
                [(0.009, -0.048), (0.012, -0.02), (0.014, 0.006), (0, 0.012)], (0, 0, 0.052), TAP, sides=9, hollow=True
            )
        b.box((0.024, 0.010, 0.044), (0, 0.019, 0.062), lever, turned("x", 22), bevel=0.003, hollow=True)
        b.proxy((0.020, 0.020, 0.060), (0, 0, 0.030))
        b.proxy((0.017, 0.045, 0.017), (0, -0.022, 0.052))


def _bottle(b: Builder, base: float) -> None:
    """A 5-gallon bottle of blue polycarbonate, upside down, three quarters full."""
    neck = [(0.030, 0.0), (0.034, 0.012), (0.070, 0.030), (0.110, 0.052), (0.130, 0.082), (0.135, 0.105)]
    ribs = [
        (0.135, 0.135),
        (0.1305, 0.142),
        (0.1305, 0.150),
        (0.135, 0.157),
        (0.135, 0.205),
        (0.1305, 0.212),
        (0.1305, 0.220),
    ]
    full = [*neck, *ribs, (0.135, 0.227), (0.135, 0.262)]
    air = [(0.135, 0.262), (0.135, 0.275), (0.1305, 0.282), (0.1305, 0.290), (0.135, 0.297), (0.135, 0.335)]
    end = [(0.128, 0.352), (0.115, 0.358), (0.105, 0.352), (0.0, 0.345)]
    b.lathe(full if b.near else [*neck[::2], full[-1]], (0, base, -0.004), WATER, sides=22, hollow=True)
    b.lathe(
        [*air, *end] if b.near else [air[0], air[-1], end[1], end[-1]], (0, base, -0.004), EMPTY, sides=22, hollow=True
    )

    # Four boxes that make an octagon within the bottle.
    with b.within((0, base, -0.004)):
        for number in range(4):
            b.proxy((0.249, 0.25, 0.103), (0, 0.21, 0), turned("y", 45 * number))
        b.proxy((0.10, 0.05, 0.10), (0, 0.06, 0))
