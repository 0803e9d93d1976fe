"""Upholstered seats: an office chair, an armchair and a sofa."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, Paint, paint
from liminal.thing.lofted import nested, rounded_rectangle
from liminal.thing.turning import turned

Floats = NDArray[np.float64]

CHARCOAL = paint(Finish.FABRIC, "#5b6068")
BLACK_PLASTIC = paint(Finish.PLASTIC, "#3b3b3b")
BLACK_ENAMEL = paint(Finish.PAINTED_STEEL, "#403f3f")
CASTOR = paint(Finish.RUBBER, "#343434")
MAUVE, MAUVE_WELT = paint(Finish.FABRIC, "#7b6b6b"), paint(Finish.FABRIC, "#6a5a5a")
SAGE, SAGE_WELT = paint(Finish.FABRIC, "#7d7f74"), paint(Finish.FABRIC, "#6a6c62")
OAK = paint(Finish.VENEER, "#5c432f")


def task_chair(b: Builder) -> None:
    """An office swivel chair of the 1980s: foam in fabric on plastic shells, a gas lift, five castors.

    0.62 across its base, 1.05 high; seat 0.47 m.
    """
    # Five legs slope down from a hub to castors, each turned its own way.
    for number in range(5):
        with b.within(rotation=turned("y", 72 * number + 90)):
            rings = []
            shape = [(0.02, 0.100, 0.056, 0.044), (0.15, 0.092, 0.046, 0.034), (0.295, 0.076, 0.034, 0.022)]
            for way, height, width, thick in shape if b.near else shape[::2]:
                y, z = rounded_rectangle((thick, width), 0.011, 2 if b.near else 1).T
                rings.append(np.column_stack([np.full(len(y), way), height + y, z]))
            b.loft(rings, BLACK_PLASTIC)
            b.proxy((0.27, 0.024, 0.036), (0.16, 0.091, 0), turned("z", -5))
            with b.within((0.28, 0, 0), turned("y", (40, 155, 260, 15, 310)[number])):
                _castor(b)

    # The gas lift telescopes in its cover; above it, the mechanism with its lever.
    for low, high, radius in ((0.068, 0.190, 0.030), (0.190, 0.285, 0.0265), (0.285, 0.372, 0.023)):
        if b.near:
            profile = [(0.0, low), (radius, low), (radius, high - 0.003), (0.7 * radius, high)]
            b.lathe(profile, (0, 0, 0), BLACK_PLASTIC, sides=12, hollow=True)
        else:
            b.tube([(0, low, 0), (0, high, 0)], radius, BLACK_PLASTIC, hollow=True)
    b.proxy((0.042, 0.31, 0.042), (0, 0.22, 0))
    b.box((0.15, 0.036, 0.21), (0, 0.386, 0), BLACK_ENAMEL, bevel=0.006)
    if b.near:
        lever = [(0.06, 0.385, 0.02), (0.20, 0.385, 0.03), (0.235, 0.378, 0.035)]
        b.tube(lever, 0.005, BLACK_ENAMEL, sides=6, hollow=True)
        b.box((0.045, 0.010, 0.022), (0.245, 0.376, 0.036), BLACK_PLASTIC, bevel=0.003, hollow=True)

    # The seat falls away in front and is hollowed a little; its shell is narrower.
    def seat(x: Floats, y: Floats, z: Floats) -> Floats:
        hollow = 0.010 * (1 - (x / 0.24) ** 2) * (1 - (z / 0.23) ** 2)
        return np.stack([x, y - hollow - 0.028 * ((z - 0.08) / 0.15).clip(0) ** 2, z], -1)

    with b.within((0, 0.443, 0.025)):
        _pad(b, (0.485, 0.46), 0.068, 0.11, 0.012, CHARCOAL, seat, 3)
        b.proxy((0.45, 0.045, 0.31), (0, 0, -0.065))
        b.proxy((0.45, 0.045, 0.13), (0, -0.011, 0.150), turned("x", 9))
    with b.within((0, 0.412, 0.02)):
        _pad(b, (0.44, 0.42), 0.022, 0.09, 0.0, BLACK_PLASTIC, seat)

    # A bent bar carries the back, which is curved to the spine and around it.
    bar = np.array([(0, 0.392, -0.10), (0, 0.388, -0.19), (0, 0.405, -0.245), (0, 0.50, -0.268), (0, 0.66, -0.277)])
    b.sheet(np.stack([bar + x for x in ((-0.03, 0, 0), (0.03, 0, 0))], 1), 0.008, BLACK_ENAMEL, hollow=True)
    b.proxy((0.058, 0.006, 0.14), (0, 0.391, -0.16))
    b.proxy((0.058, 0.25, 0.006), (0, 0.53, -0.268), turned("x", -3))

    def back(x: Floats, y: Floats, z: Floats) -> Floats:
        return np.stack([x, y + 0.55 * x**2 + 0.020 * np.cos(np.pi * (z - 0.09) / 0.40), z], -1)

    with b.within((0, 0.812, -0.225), turned("x", 84)):
        _pad(b, (0.43, 0.475), 0.056, 0.12, 0.008, CHARCOAL, back, 3)
        b.proxy((0.39, 0.04, 0.43), (0, 0.014, 0))
    with b.within((0, 0.812, -0.254), turned("x", 84)):
        _pad(b, (0.40, 0.44), 0.016, 0.11, 0.0, BLACK_PLASTIC, back)


def armchair(b: Builder) -> None:
    """An upholstered lounge chair of the 1980s, from hotels and showrooms: 0.94 wide, 0.90 deep, 0.87 high."""
    with b.within((0, 0, 0.02)):
        _suite(b, 1, MAUVE, MAUVE_WELT)


def sofa(b: Builder) -> None:
    """A three-seater of the 1980s with loose cushions, of the armchair's suite: 2.06 wide, 0.90 deep, 0.87 high."""
    with b.within((0, 0, 0.02)):
        _suite(b, 3, SAGE, SAGE_WELT)


def _suite(b: Builder, seats: int, cloth: Paint, welt: Paint) -> None:
    """A seat of so many places between padded arms."""
    place, arm = 0.56, 0.19
    inside = seats * place
    half = inside / 2 + arm

    # A frame on short feet: the rail below the cushions and the back, which leans.
    for x in (-half + 0.09, half - 0.09):
        for z in (-0.36, 0.36):
            b.lathe([(0.020, 0), (0.030, 0.078)], (x, 0, z), OAK, sides=8, hollow=True)
            b.proxy((0.044, 0.075, 0.044), (x, 0.0375, z))
    b.box((inside + 0.02, 0.19, 0.69), (0, 0.165, 0.02), cloth, bevel=0.008, spacing=0.1)
    stack = [(0.075, 0.0, 0.0), (0.084, 0.008, 0.0), (0.40, 0.008, 0.012), (0.77, 0.008, 0.05)]
    stack += [(0.80, 0.0, 0.052), (0.815, -0.035, 0.054)]
    rings = []
    arc, along = (2, (4 * seats, 1)) if b.near else (1, (seats, 1))
    for height, wider, back in stack if b.near else stack[1::2]:
        flat = rounded_rectangle((inside + 0.02, 0.135 + wider), 0.03, arc, along)
        rings.append(np.column_stack([flat[:, 0], np.full(len(flat), height), -0.372 - 0.6 * back - flat[:, 1]]))
    b.loft(rings, cloth)
    b.proxy((inside, 0.70, 0.13), (0, 0.44, -0.387), turned("x", -2.5))

    for side in (-1, 1):
        with b.within((side * (half - arm / 2), 0.265, 0)):
            _arm(b, arm, cloth, welt)

    # Loose cushions, none quite like its neighbour.
    for number in range(seats):
        x, odd = (number - (seats - 1) / 2) * place, (0.6, -1.0, 0.3)[number]
        with b.within((x, 0.345, 0.095), turned("y", 0.5 * odd) @ turned("x", -2)):
            _box_cushion(b, (place - 0.006, 0.65), 0.15, 0.028 + 0.006 * odd, cloth, welt)
        with b.within((x + 0.002 * odd, 0.635, -0.185), turned("z", 0.7 * odd) @ turned("x", 76 + odd)):
            _box_cushion(b, (place - 0.012, 0.46), 0.15, 0.040 + 0.006 * odd, cloth, welt)


def _arm(b: Builder, width: float, cloth: Paint, welt: Paint) -> None:
    """An arm from 0.19 below to 0.35 m above the origin, round on top; its front is a panel with a welt around it."""
    below = np.array([(-1, 0.17), (-1, 0.0), (-1, -0.18), (-0.9, -0.19), (0.9, -0.19), (1, -0.18), (1, 0.0), (1, 0.17)])
    outline = rounded_rectangle((width, 0.7), 0.07, 4 if b.near else 2)
    outline = np.vstack([outline[outline[:, 1] > 0.2], below * (width / 2, 1)])
    x, y, flat = outline[:, 0], outline[:, 1], np.ones(len(outline))
    front, back = 0.415, -0.425
    between = (-0.25, -0.10, 0.05, 0.2) if b.near else ()
    body = [np.column_stack([x, y, way * flat]) for way in (back + 0.012, *between, front - 0.012)]
    inward = -np.sign(y)  # down at the top and up below: under a panel that hung lower, light would turn round its edge
    ends = [np.column_stack([0.9 * x, y + 0.01 * inward, way * flat]) for way in (back, front)]
    b.loft([ends[0], *body, ends[1]], cloth)
    b.proxy((width - 0.006, 0.485, 0.83), (0, 0.0525, -0.005))
    b.proxy((width - 0.05, 0.06, 0.83), (0, 0.317, -0.005))
    if b.near:
        ring = np.column_stack([0.94 * x, y + 0.006 * inward, (front - 0.003) * flat])
        b.tube(ring, 0.0045, welt, closed=True, sides=4, hollow=True)


def _box_cushion(b: Builder, size: tuple[float, float], height: float, crown: float, cloth: Paint, welt: Paint) -> None:
    """A loose cushion that lies flat about the origin, with a border between two welts."""

    def slack(x: Floats, y: Floats, z: Floats) -> Floats:
        return np.stack([x, y - 0.012 * np.cos(np.pi * x / size[0]) * (z / size[1] + 0.5), z], -1)

    _pad(b, size, height, 0.06, crown, cloth, slack)
    b.proxy((size[0] - 0.02, height - 0.02, size[1] - 0.02), (0, 0.0, 0))
    if b.near:
        outline = rounded_rectangle((size[0] - 0.012, size[1] - 0.012), 0.054, 2, (3, 2))
        for level in (height / 2 - 0.010, 0.010 - height / 2):
            ring = slack(outline[:, 0], np.full(len(outline), level), outline[:, 1])
            b.tube(ring, 0.0045, welt, closed=True, sides=3, hollow=True)


def _pad(
    b: Builder,
    size: tuple[float, float],
    height: float,
    radius: float,
    crown: float,
    paint: Paint,
    form: Callable[[Floats, Floats, Floats], Floats],
    arc: int = 2,
) -> None:
    """A pad that lies flat about the origin, bent to a form (x, y, z to points); its faces bulge by `crown`, m."""
    half, edge, narrow = height / 2, min(0.3 * height, 0.03), min(size) / 2
    shares = ((0.22, 0.45, 0.72) if crown > 0 else (0.5,)) if b.near else (0.45,) if crown > 0 else ()
    rise = [(0.25 * edge, half - 0.25 * edge), (edge, half)] if b.near else [(0.3 * edge, half)]
    rise += [(share * narrow, half) for share in shares]
    profile = [(inset, -y) for inset, y in rise[::-1]] + ([(0.0, 0.0)] if b.near else []) + rise
    pieces = arc if b.near else 1 + (radius > 0.1)
    along = (arc, arc) if b.near else (1, 1)
    x, y, z = np.moveaxis(nested(size, radius, profile, pieces, along), -1, 0)
    bulge = crown * np.prod([1 - abs(2 * each / extent) ** 2.5 for each, extent in zip((x, z), size, strict=True)], 0)
    b.loft(form(x, y + np.where(abs(y) == half, np.sign(y) * bulge, 0), z), paint)


def _castor(b: Builder) -> None:
    """A twin castor of 50 mm under a hood, its stem at the origin."""
    trail = 0.012
    b.proxy((0.038, 0.046, 0.042), (0, 0.027, -trail))
    if not b.near:
        b.box((0.04, 0.07, 0.045), (0, 0.035, -trail), CASTOR, hollow=True)
        return
    tread = [(0, -0.020), (0.016, -0.0195), (0.022, -0.016), (0.025, -0.007), (0.025, 0.007), (0.022, 0.016)]
    with b.within((0, 0.025, -trail), turned("z", 90)):
        b.lathe([*tread, (0.016, 0.0195), (0, 0.020)], (0, 0, 0), CASTOR, sides=10, hollow=True)
    angle = np.radians(np.linspace(-15, 165, 6))
    arc = np.column_stack([np.zeros(6), 0.025 + 0.0275 * np.sin(angle), -trail - 0.0275 * np.cos(angle)])
    b.sheet(np.stack([arc + x for x in ((-0.021, 0, 0), (0.021, 0, 0))], 1), 0.003, BLACK_PLASTIC, hollow=True)
    b.tube([(0, 0.050, 0), (0, 0.072, 0)], 0.008, BLACK_ENAMEL, sides=6, hollow=True)
