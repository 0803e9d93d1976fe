"""Cleaning and warning: bins, a bucket, a wet floor sign, a traffic cone."""

import numpy as np
from numpy.typing import NDArray

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, Paint, paint
from liminal.thing.hardware import TO_FRONT
from liminal.thing.lettering import write
from liminal.thing.outline import rounded_rectangle
from liminal.thing.turning import turned

Floats = NDArray[np.float64]

Section = tuple[float, float, float, float]  # of a vessel: height, width, depth and the radius of its corners, m

BEIGE = paint(Finish.PLASTIC, "#8a7f6c")
BEIGE_INSIDE = paint(Finish.PLASTIC, "#776d5c")
GREY = paint(Finish.PLASTIC, "#87867f")
BROWN = paint(Finish.PLASTIC, "#57493b")
SEAM = paint(Finish.RUBBER, "#2a2826")
ZINC = paint(Finish.PAINTED_STEEL, "#8a8d8f")
WIRE = paint(Finish.CHROME, "#73736f")
WOOD = paint(Finish.VENEER, "#94774f")
YELLOW = paint(Finish.PLASTIC, "#b3963f")
PRINT = paint(Finish.PLASTIC, "#2c2a27")
PRINT_RED = paint(Finish.PLASTIC, "#8f3a2c")
ORANGE = paint(Finish.RUBBER, "#b1552f")
WHITE_BAND = paint(Finish.VINYL, "#bdb9ae")
FOOT = paint(Finish.RUBBER, "#35332f")


def waste_basket(b: Builder) -> None:
    """An office waste basket of moulded plastic, 7 gallons: 0.37 x 0.26 x 0.38 m, tapered, with a rolled rim."""
    sections = [(0.0, 0.272, 0.180, 0.030), (0.17, 0.309, 0.209, 0.034), (0.325, 0.343, 0.236, 0.038)]
    sections += [(0.330, 0.352, 0.245, 0.040), (0.375, 0.358, 0.250, 0.040)]
    _walls(b, sections, 0.003, BEIGE)
    rim = _ring((0.377, 0.362, 0.254, 0.042))[:-1]
    b.tube(rim if b.near else rim[::2], 0.0055, BEIGE, closed=True, sides=8, hollow=True)
    b.plate(rounded_rectangle(0.270, 0.178, 0.03), 0.003, (0, 0.0055, 0), BEIGE_INSIDE, turned("x", -90))


def waste_bin(b: Builder) -> None:
    """A corridor's waste bin of plastic with a swing lid, 0.40 x 0.40 x 0.60 m; the flap has not come to rest level."""
    sections = [(0.0, 0.305, 0.305, 0.045), (0.02, 0.318, 0.318, 0.05), (0.22, 0.344, 0.344, 0.052)]
    sections += [(0.43, 0.374, 0.374, 0.055), (0.455, 0.377, 0.377, 0.055)]
    _walls(b, sections, 0.004, GREY)
    if b.near:
        b.plate(rounded_rectangle(0.300, 0.300, 0.04), 0.004, (0, 0.004, 0), GREY, turned("x", -90))

    # The lid fits over the rim; its hood leans in to the flap, between two gables.
    lid = [(0.435, 0.394, 0.394, 0.06), (0.456, 0.400, 0.400, 0.062), (0.468, 0.396, 0.396, 0.06)]
    lid += [(0.520, 0.334, 0.334, 0.045), (0.530, 0.326, 0.326, 0.04)]
    _walls(b, lid, 0.004, BROWN)
    half, z = 0.153, np.array([-0.146, -0.135, -0.06, -0.02, 0.02, 0.06, 0.135, 0.146])
    crown = 0.067 - 0.06 * np.sqrt(0.004 + (z / 0.15) ** 2)
    gable = [(-0.150, -0.012), (0.150, -0.012), *np.column_stack([z, crown - 0.003])[::-1]]
    for side in (-1, 1):
        b.plate(gable, 0.012, (side * half, 0.533, 0), BROWN, turned("y", 90), bevel=0.003)
        if b.near:
            pivot = [(0.011, 0), (0.010, 0.004), (0, 0.005)]
            at = side * (half + 0.006), 0.566, 0
            b.lathe(pivot, at, BROWN, turned("z", -90 * side), sides=12, hollow=True)
    with b.within((0, 0.566, 0), turned("x", 2)):
        across, flap = np.meshgrid((half - 0.009) * np.linspace(-1, 1, 5), crown - 0.033)
        b.sheet(np.stack([across, flap, np.broadcast_to(z[:, None], flap.shape)], -1), 0.004, BROWN)
    b.line([(-0.14, 0), (0.14, 0)], 0.25, (0, 0.50, 0), SEAM, turned("x", -90))


def bucket(b: Builder) -> None:
    """A galvanised pail of 12 l, 0.30 m across, its bail laid down towards +z."""
    outside = [(0.100, 0), (0.104, 0), (0.106, 0.014), (0.124, 0.12), (0.1345, 0.182)]
    outside += [(0.1370, 0.188), (0.1370, 0.196), (0.1360, 0.202), (0.1445, 0.252), (0.1490, 0.252), (0.1505, 0.257)]
    outside += [(0.1480, 0.262)]
    inside = [(0.1440, 0.258), (0.1425, 0.250), (0.123, 0.12), (0.103, 0.016), (0, 0.014)]
    if not b.near:
        outside = [(0.104, 0), (0.106, 0.014), (0.1445, 0.252), (0.1505, 0.257), (0.1480, 0.262)]
        inside = [(0.1440, 0.258), (0.103, 0.016), (0, 0.014)]
    b.lathe([*outside, *inside], (0, 0, 0), ZINC, sides=28, vessel=True)
    b.lathe([(0, 0.008), (0.100, 0.008), (0.100, 0)], (0, 0, 0), ZINC, hollow=True)
    ear = 0.152
    for side in (-1, 1):
        b.box((0.004, 0.044, 0.036), (side * 0.1465, 0.236, 0), ZINC, turned("z", -9 * side), bevel=0.0015, hollow=True)

    # The bail is a half circle of wire with a wooden grip.
    angle = np.radians(np.linspace(0, 180, 15 if b.near else 9))
    hang = turned("x", 24)
    bail = np.column_stack([ear * np.cos(angle), 0 * angle, 0.157 * np.sin(angle)]) @ hang.T + (0, 0.238, 0)
    b.tube(bail, 0.0024, WIRE, sides=6, hollow=True)
    with b.within(hang @ (0, 0, 0.157) + (0, 0.238, 0), turned("z", 90)):
        grip = [(0.004, -0.048), (0.009, -0.046), (0.0115, 0), (0.009, 0.046), (0.004, 0.048)]
        b.lathe(grip, (0, 0, 0), WOOD, sides=10, hollow=True)


def wet_floor_sign(b: Builder) -> None:
    """A folding caution sign of yellow plastic, 0.30 m wide and 0.62 m high, opened; both its sides are printed."""
    height, lean = 0.635, 13.0
    for turn in (0, 180):
        with b.within((0, 0.618, 0), turned("y", turn) @ turned("x", -lean)), b.within((0, -height, 0.006)):
            _sign_panel(b, height)
    b.tube([(-0.075, 0.618, 0), (0.075, 0.618, 0)], 0.0075, YELLOW, hollow=True)

    # Straps at the sides keep the panels from sliding apart.
    reach = 0.40 * np.tan(np.radians(lean))
    for x in (-0.118, 0.118) if b.near else ():
        b.box((0.003, 0.014, 2 * reach), (x, 0.225, 0), YELLOW, hollow=True)


def _sign_panel(b: Builder, height: float) -> None:
    """A panel that stands on y = 0: tapered, on two feet, with a grip cut out at its top, printed in front."""
    low, high, thick = 0.045, 0.545, 0.006
    left = [(-0.150, low), (-0.108, high)]
    right = [(0.108, high), (0.150, low)]
    sides = [np.linspace(begin, end, 5) for begin, end in (left, right)]
    b.plate(np.vstack(sides), thick, (0, 0, 0), YELLOW, bevel=0.001)
    section = [(-0.016, -0.003), (0.016, -0.003), (0.016, 0.003), (-0.016, 0.003), (-0.016, -0.003)]
    b.moulding(
        section,
        [(0.092, high - 0.002), (0.085, height - 0.022), (-0.085, height - 0.022), (-0.092, high - 0.002)],
        (0, 0, 0),
        YELLOW,
    )
    for side in (-1, 1):
        foot = np.array([(0.153, 0.0), (0.148, low + 0.001), (0.105, low + 0.001), (0.113, 0.0)]) * (side, 1)
        b.plate(foot, thick, (0, 0, 0), YELLOW, bevel=0.001)

    # A raised edge all round, and the print: black on yellow, the slipping figure in a triangle.
    front = thick / 2 + 0.0004
    edge = [(0.144, low + 0.006), (0.103, high - 0.005), (-0.103, high - 0.005), (-0.144, low + 0.006)]
    b.line(edge, 0.0022, (0, 0, front), PRINT, closed=True)
    triangle = [(0.088, 0.235), (0.0, 0.395), (-0.088, 0.235)]
    b.line(triangle, 0.012, (0, 0, front), PRINT, closed=True)
    for text, size, y, colour in (
        ("CAUTION", 0.037, 0.480, PRINT_RED),
        ("WET", 0.046, 0.170, PRINT),
        ("FLOOR", 0.046, 0.102, PRINT),
    ):
        if b.near:
            write(b, text, size, (0, y, front), colour, weight=0.21)
        else:
            b.line([(-0.4 * size * len(text), y), (0.4 * size * len(text), y)], 0.6 * size, (0, 0, front), colour)
    if b.near:
        _slipping_figure(b, front)


def _slipping_figure(b: Builder, front: float) -> None:
    """The figure that slips backwards on a wet floor."""
    b.lathe([(0.0105, 0), (0, 0)], (-0.020, 0.338, front), PRINT, TO_FRONT, sides=12, hollow=True)
    for path, width in (
        ([(-0.018, 0.322), (-0.006, 0.290), (0.002, 0.276)], 0.016),
        ([(-0.002, 0.282), (0.022, 0.288), (0.044, 0.268)], 0.010),
        ([(-0.002, 0.280), (-0.004, 0.262), (0.020, 0.254)], 0.010),
        ([(-0.014, 0.316), (0.012, 0.318), (0.026, 0.330)], 0.007),
        ([(-0.018, 0.316), (-0.036, 0.300), (-0.042, 0.280)], 0.007),
        ([(-0.052, 0.249), (0.052, 0.249)], 0.004),
    ):
        b.line(path, width, (0, 0, front + 0.0002), PRINT)


def traffic_cone(b: Builder) -> None:
    """A traffic cone, 0.70 m, on a base of 0.36 m: faded orange with two white bands (MUTCD 6F)."""
    side, foot, base, top = 0.36, 0.006, 0.030, 0.70
    low, high = (0.134, base + 0.012), (0.0275, top - 0.006)

    def radius(y: float) -> float:
        return float(np.interp(y, (low[1], high[1]), (low[0], high[0])))

    b.box((side, base - foot, side), (0, (base + foot) / 2, 0), ORANGE, bevel=0.007, spacing=0.12)
    if b.near:
        for x in (-0.145, 0.145):
            for z in (-0.145, 0.145):
                b.box((0.05, 0.01, 0.05), (x, 0.005, z), FOOT, hollow=True)
    else:
        b.box((0.3, 0.01, 0.3), (0, 0.005, 0), FOOT, hollow=True)
    bands = (0.315, 0.415), (0.475, 0.625)
    heights = [low[1], 0.18, *[y for band in bands for y in band], high[1]]
    cone = [(0.158, base - 0.002), (0.150, base + 0.004), *[(radius(y), y) for y in heights]]
    cone += [(0.0245, top), (0.0205, top - 0.004), (0.024, top - 0.06)]
    b.lathe(cone, (0, 0, 0), ORANGE, sides=24, hollow=True)
    b.lathe([(0.024, top - 0.05), (0, top - 0.05)], (0, 0, 0), SEAM, sides=12, hollow=True)
    for begin, end in bands:
        lift = 0.0009
        band = [(radius(begin), begin - 0.0005), (radius(begin) + lift, begin), (radius(end) + lift, end)]
        b.lathe(
            [*band, (radius(end), end + 0.0005)] if b.near else band[1:], (0, 0, 0), WHITE_BAND, sides=24, hollow=True
        )
    for begin, end in ((base, 0.14), (0.14, 0.28), (0.28, 0.42), (0.42, 0.56), (0.56, top)):
        b.proxy_round(radius(end), end - begin, (0, (begin + end) / 2, 0))


def _ring(section: Section) -> Floats:
    """A closed ring (n, 3) about a vessel: its first and last point are the middle of its back."""
    height, width, depth, radius = section
    outline = rounded_rectangle(width, depth, radius, 4)
    corners = np.split(outline, 4)
    middles = [
        (corner[-1] + following[0]) / 2 for corner, following in zip(corners, [*corners[1:], corners[0]], strict=True)
    ]
    ring = np.vstack([np.vstack([corner, middle]) for corner, middle in zip(corners, middles, strict=True)])
    ring = np.roll(ring, 1, 0)
    ring = np.roll(ring, -int(ring[:, 1].argmax()), 0)
    ring = np.vstack([ring, ring[:1]])
    return np.column_stack([ring[:, 0], np.full(len(ring), height), -ring[:, 1]])


def _walls(b: Builder, sections: list[Section], thickness: float, colour: Paint) -> None:
    """The walls of a tapered vessel with round corners."""
    chosen = sections if b.near else [sections[0], sections[-1]]
    rings = np.array([_ring(section) for section in chosen])
    b.sheet(rings, thickness, colour, hollow=True)
    (y0, w0, d0, _), (y1, w1, d1, _) = sections[0], sections[-1]
    for turn, width, begin, end in ((0, w0, d0, d1), (180, w0, d0, d1), (90, d0, w0, w1), (-90, d0, w0, w1)):
        lean = np.degrees(np.arctan2((end - begin) / 2, y1 - y0))
        with b.within(rotation=turned("y", turn)):
            size = 0.94 * width, y1 - y0, thickness
            b.proxy(size, (0, (y0 + y1) / 2, (begin + end) / 4), turned("x", lean))
