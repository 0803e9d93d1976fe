"""The vending machine, lit and dark."""

import numpy as np

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, Paint, paint
from liminal.thing.hardware import glide
from liminal.thing.lettering import write
from liminal.thing.turning import turned

WIDTH, DEPTH, HEIGHT = 0.90, 0.80, 1.83  # m
PANEL_LUMINANCE = 250.0  # cd/m2: of the white of the lit panel

CABINET = paint(Finish.PAINTED_STEEL, "#4a4f55")
DOOR = paint(Finish.PAINTED_STEEL, "#3c4046")
ALUMINIUM = paint(Finish.CHROME, "#8f8e88")
STAINLESS = paint(Finish.CHROME, "#82817b")
BLACK = paint(Finish.PLASTIC, "#242424")
SEAM = paint(Finish.PLASTIC, "#17181a")
FLAP = paint(Finish.PLASTIC, "#33312e")
STEEL_BUTTON = paint(Finish.PLASTIC, "#a19e95")

# The colours of the panel's print by transmitted light, and of the labels of the drinks.
WHITE, BLUE, CYAN = "#e6ebee", "#20539c", "#6fa9cf"
WHITE_SHARE, CYAN_SHARE = 0.201, 0.065  # of the panel's area: band and letters; the other band's edges
LABEL_SIZE = 0.150, 0.046  # m
STRIPE = 0.010 / LABEL_SIZE[1]  # of a label is white
LABELS = ("#a8453a", "#d7d3c6", "#3f7a52", "#c7913f", "#a8453a", "#6b5a86", "#d7d3c6", "#3f7a52")


def vending_machine(b: Builder) -> None:
    """A machine for canned drinks, late 1980s, its panel lit from behind: 36 x 31 x 72 in, 0.90 x 0.80 x 1.83 m."""
    _machine(b, lit=True)


def vending_machine_dark(b: Builder) -> None:
    """The vending machine with its panel off."""
    _machine(b, lit=False)


def _print(encoded: str, *, lit: bool) -> Paint:
    """A colour of the panel's translucent plastic: bright by light from behind, duller than print without it."""
    plain = paint(Finish.PLASTIC, encoded)
    red, green, blue = plain.colour
    dull = (0.03 + 0.42 * red, 0.03 + 0.42 * green, 0.03 + 0.42 * blue)
    glow = (PANEL_LUMINANCE * red, PANEL_LUMINANCE * green, PANEL_LUMINANCE * blue)
    return Paint(Finish.PLASTIC, dull, glow if lit else (0.0, 0.0, 0.0))


def _transmitted(encoded: str) -> np.ndarray:
    """The share of the light from behind that a colour of print lets through, by channel: (3,)."""
    return np.array(paint(Finish.PLASTIC, encoded).colour)


def _mean_print(area: float) -> np.ndarray:
    """The mean of what the panel's print lets through, by channel: (3,); the lit labels beside it count to its light.

    `area`: of the panel, m2.
    """
    striped = [STRIPE * _transmitted(WHITE) + (1 - STRIPE) * _transmitted(each) for each in LABELS]
    labels = LABEL_SIZE[0] * LABEL_SIZE[1] / area * np.sum(striped, axis=0)
    shares = {WHITE: WHITE_SHARE, CYAN: CYAN_SHARE, BLUE: 1 - WHITE_SHARE - CYAN_SHARE}
    return np.asarray(labels + sum(share * _transmitted(each) for each, share in shares.items()))


def _machine(b: Builder, *, lit: bool) -> None:
    foot, front, door = 0.05, DEPTH / 2 - 0.030, 0.11
    tall = HEIGHT - foot
    for x in (-0.38, 0.38):
        for z in (-0.33, 0.30):
            glide(b, x, z, foot + 0.002, 0.028)
    body = DEPTH / 2 + front - door - 0.006
    b.box((WIDTH - 0.01, tall, body), (0, foot + tall / 2, (body - DEPTH) / 2), CABINET, bevel=0.006, spacing=0.25)
    if b.near:
        b.box(
            (WIDTH - 0.03, tall - 0.02, 0.02), (0, foot + tall / 2, front - door - 0.003), SEAM, spacing=1, hollow=True
        )
    b.box((WIDTH, tall - 0.002, door), (0, foot + tall / 2, front - door / 2), DOOR, bevel=0.012, spacing=0.25)

    # Left the panel in its frame, right the column with coins and buttons, below the chute and a kick plate.
    with b.within((-0.125, 1.09, front)):
        _panel(b, 0.58, 1.34, lit=lit)
    with b.within((0.300, 1.09, front)):
        _column(b, 0.21, 1.34, lit=lit)
    with b.within((-0.125, 0.27, front)):
        b.box((0.58, 0.20, 0.012), (0, 0, 0.004), STAINLESS, bevel=0.003, spacing=0.3, hollow=True)
        b.patch((0.50, 0.135), (0, 0, 0.0115), SEAM)
        b.box((0.48, 0.105, 0.006), (0, 0.012, 0.011), FLAP, turned("x", -5), bevel=0.002, hollow=True)
    if b.near:
        b.box((WIDTH - 0.06, 0.075, 0.004), (0, 0.098, front + 0.001), BLACK, bevel=0.001, hollow=True)
        for number in range(12):
            b.patch((0.05, 0.006), (0.3, 0.20 + 0.014 * number, front + 0.001), SEAM)
        for level in (0.25, 1.60):
            b.tube(
                [(WIDTH / 2 - 0.02, level, front - door), (WIDTH / 2 - 0.02, level + 0.09, front - door)],
                0.012,
                DOOR,
                hollow=True,
            )
        _rear(b, -DEPTH / 2 - 0.001)


def _panel(b: Builder, width: float, height: float, *, lit: bool) -> None:
    """The picture: deep blue, a white wave that rises through it, two lines of letters."""
    rim = 0.016
    for side in (-1, 1):
        b.box(
            (rim, height, 0.012), (side * (width - rim) / 2, 0, 0.005), ALUMINIUM, bevel=0.003, spacing=0.5, hollow=True
        )
        b.box(
            (width, rim, 0.012), (0, side * (height - rim) / 2, 0.005), ALUMINIUM, bevel=0.003, spacing=0.5, hollow=True
        )
    half, top = width / 2 - rim, height / 2 - rim
    b.patch((2 * half, 2 * top), (0, 0, 0.002), _print(BLUE, lit=lit), spacing=0.22)

    # Bands between curves, from edge to edge, each over the one before.
    x = np.linspace(-half, half, 13 if b.near else 7)
    rise = np.sin(np.pi * x / (2 * half))
    for lift, (low, high, encoded) in enumerate(((-0.16, 0.13, CYAN), (-0.11, 0.10, WHITE), (-0.035, -0.01, BLUE))):
        narrow = 1 - 0.45 * x / half
        edges = [-0.20 + 0.20 * rise + share * narrow for share in (low, high)]
        grid = [np.column_stack([x, edge, np.full_like(x, 0.003 + 0.0008 * lift)]) for edge in edges]
        b.surface(grid, _print(encoded, lit=lit))
    white = _print(WHITE, lit=lit)
    write(b, "COLD", 0.135, (0, 0.43, 0.0035), white, weight=0.22)
    write(b, "DRINKS", 0.070, (0, 0.295, 0.0035), white, weight=0.20)
    b.emitter((2 * half, 2 * top), (0, 0, 0.0115), share=_mean_print(4 * half * top) / _transmitted(WHITE))
    if b.near:
        for x0, y0, radius in ((0.18, -0.42, 0.035), (0.11, -0.52, 0.022), (0.20, -0.55, 0.015), (-0.19, 0.13, 0.012)):
            angle = 2 * np.pi * np.arange(12) / 12
            ring = np.column_stack([np.cos(angle), np.sin(angle), np.zeros(12)])
            b.surface([(x0, y0, 0.0035) + radius * out * ring for out in (1.0, 0.72)], _print(CYAN, lit=lit), ring=True)


def _column(b: Builder, width: float, height: float, *, lit: bool) -> None:
    """Selection buttons with lit labels, slots for coins and notes, the coin return."""
    b.box((width, height, 0.010), (0, 0, 0.003), BLACK, bevel=0.003, spacing=0.35, hollow=True)
    for number, encoded in enumerate(LABELS):
        with b.within((0, height / 2 - 0.065 - 0.073 * number, 0.008)):
            b.box((0.165, 0.060, 0.012), (0, 0, 0.003), STEEL_BUTTON, bevel=0.004, hollow=True) if b.near else None
            b.patch(LABEL_SIZE, (0, 0, 0.0100), _print(encoded, lit=lit))
            if b.near:
                b.patch((0.150, 0.010), (0, -0.006 + 0.004 * (number % 3), 0.0108), _print(WHITE, lit=lit))
    if not b.near:
        b.patch((0.16, 0.40), (0, -0.36, 0.010), STAINLESS)
        return
    b.box((0.165, 0.13, 0.008), (0, -0.115, 0.009), STAINLESS, bevel=0.002, hollow=True)
    b.patch((0.004, 0.034), (-0.030, -0.095, 0.0138), SEAM)
    b.box((0.026, 0.026, 0.014), (0.040, -0.095, 0.012), STAINLESS, turned("z", 45), bevel=0.003, hollow=True)
    b.patch((0.09, 0.020), (0, -0.155, 0.0138), SEAM)
    b.box((0.150, 0.105, 0.026), (0, -0.285, 0.016), BLACK, bevel=0.008, hollow=True)
    b.patch((0.085, 0.008), (0, -0.275, 0.0298), _print("#5f8f6a", lit=lit))
    b.patch((0.075, 0.0035), (0, -0.290, 0.0298), SEAM)
    b.box((0.10, 0.09, 0.008), (0, -0.46, 0.009), STAINLESS, bevel=0.002, hollow=True)
    b.patch((0.076, 0.062), (0, -0.462, 0.0138), SEAM)
    with b.within((0, -0.585, 0.008), turned("x", 90)):
        b.lathe([(0.016, 0), (0.015, 0.006), (0.011, 0.008), (0, 0.008)], (0, 0, 0), ALUMINIUM, sides=12, hollow=True)


def _rear(b: Builder, z: float) -> None:
    """The grille of the cooling unit and the seams of the back."""
    with b.within((0, 0, z), turned("y", 180)):
        b.patch((0.78, 0.004), (0, 0.60, 0), SEAM)
        for number in range(14):
            b.patch((0.62, 0.010), (0, 0.15 + 0.028 * number, 0), SEAM, spacing=1)
