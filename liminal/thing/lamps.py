"""Lamps that stand: on a table, on the floor, on a building site; each lit and dark."""

import numpy as np

from liminal.thing import stand_in
from liminal.thing.builder import ROUND, Builder
from liminal.thing.finish import Finish, Paint, paint
from liminal.thing.swept import smoothed
from liminal.thing.turning import turned

# Luminances in cd/m2, of 2,700 K (60 and 100 W bulbs behind cloth) and 3,000 K (halogen behind glass).
WARM = np.array([1.36, 0.96, 0.42])
HALOGEN_LIGHT = np.array([1.28, 0.97, 0.52])
SHADE_OUTSIDE, SHADE_INSIDE, BULB, SITE_GLASS = 600.0, 1500.0, 6000.0, 8000.0

FACETS = 8  # emitters around a shade
LINING_SHARE = 0.6  # of SHADE_INSIDE: the mean over a lining, which is brightest beside the bulb
BULB_AREA = 0.0125  # m2
UNGUARDED = 0.87  # of a head's glass: what the guard of wires before it leaves free

CLOTH_COLOUR = "#cdbfa2"
GLAZE = paint(Finish.PLASTIC, "#5d7070")
GLAZE_FOOT = paint(Finish.VENEER, "#4b3529")
BRASS = paint(Finish.CHROME, "#8f7744")
WIRE = paint(Finish.CHROME, "#6f6a5e")
HEM = paint(Finish.FABRIC, "#a89877")
YELLOW = paint(Finish.PAINTED_STEEL, "#c0962c")
BLACK = paint(Finish.PAINTED_STEEL, "#33312f")
ORANGE_CORD = paint(Finish.RUBBER, "#b4582a")
STEEL = paint(Finish.CHROME, "#a9a9a5")

# Profiles (radius, y), m: a rubber foot, the knob of a screw.
FOOT = [(0.0, -0.014), (0.015, -0.014), (0.018, -0.004), (0.016, 0.03), (0.0, 0.03)]
KNOB = [(0.0, 0.0), (0.015, 0.0), (0.018, 0.008), (0.012, 0.014), (0.0, 0.014)]


def _glowing(finish: Finish, colour: str, light: np.ndarray, luminance: float) -> Paint:
    red, green, blue = (float(each) for each in luminance * light)
    return paint(finish, colour, (red, green, blue))


def _shade(b: Builder, low: float, high: float, bottom: float, top: float, lit: bool) -> None:
    """A cloth shade between two heights, of two radii, with its bulb, the wires that carry it, and its finial."""
    wall, height = 0.006, high - low
    outside = _glowing(Finish.FABRIC, CLOTH_COLOUR, WARM, SHADE_OUTSIDE * lit)
    inside = _glowing(Finish.FABRIC, CLOTH_COLOUR, WARM, SHADE_INSIDE * lit)
    bulb = low + 0.45 * height
    rows = [(bottom + (top - bottom) * share, low + height * share) for share in np.linspace(0, 1, 7 if b.near else 3)]
    lining = [(radius - wall, y) for radius, y in rows[::-1]]
    with b.lit_from((0, bulb, 0)):
        b.lathe(rows, (0, 0, 0), outside, sides=32, hollow=True)
        _shade_emitters(b, (low, high), (bottom, top))
        b.lathe(lining, (0, 0, 0), inside, sides=32, hollow=True)
    if lit:
        for radius, y, turn in ((bottom, low - 0.004, 90), (top, high + 0.004, -90)):
            opening = _opening_glow((bottom + top) / 2, height, np.pi * (bottom**2 + top**2))
            b.emitter(np.full(2, 2 * ROUND * radius), (0, y, 0), turned("x", turn), glow=opening)
    for box in stand_in.vessel_boxes(np.array(rows + lining))[:-1]:
        b.proxy(*box)

    # The bulb; a spider of three wires, which hangs the shade from the finial; a harp that holds this; rolled hems.
    glass = _glowing(Finish.GLASS, "#d8d4c8", WARM, BULB * lit)
    profile = [(0.013, -0.055), (0.016, -0.03), (0.03, 0), (0.022, 0.024), (0.004, 0.032)]
    b.lathe(profile, (0, bulb, 0), glass, sides=12)
    if not b.near:
        return
    hook = high - 0.018
    for spoke in range(3):
        rim = turned("y", 120 * spoke + 20) @ (top - wall, high - 0.004, 0)
        b.tube(np.array([(0, hook, 0), rim]), 0.0018, WIRE, sides=4, hollow=True)
    b.lathe([(0.006, 0), (0.011, 0.01), (0.005, 0.02), (0.001, 0.034)], (0, hook, 0), BRASS, sides=8, hollow=True)
    for side in (-1, 1):
        harp = smoothed([(0.012, bulb - 0.09, 0), (0.05, bulb - 0.02, 0), (0.04, bulb + 0.06, 0), (0.002, hook, 0)], 3)
        b.tube(harp * (side, 1, 1), 0.002, WIRE, sides=4, hollow=True)
    angle = 2 * np.pi * np.arange(32) / 32
    for radius, y in ((bottom, low), (top, high)):
        ring = np.column_stack([radius * np.cos(angle), np.full(32, y), radius * np.sin(angle)])
        b.tube(ring, 0.0035, HEM, closed=True, sides=5, hollow=True)


def _shade_emitters(b: Builder, heights: tuple[float, float], radii: tuple[float, float]) -> None:
    """Rectangles around the outside of a shade, of the same area; its radius at either end."""
    slant = np.hypot(heights[1] - heights[0], radii[0] - radii[1])
    lean = np.degrees(np.arctan2(radii[0] - radii[1], heights[1] - heights[0]))
    middle = sum(radii) / 2
    for side in range(FACETS):
        with b.within((0, sum(heights) / 2, 0), turned("y", 360 * side / FACETS)):
            size = 2 * np.pi * middle / FACETS, slant
            b.emitter(size, (0, 0, middle + 0.004), turned("x", -lean))


def _opening_glow(radius: float, height: float, openings: float) -> np.ndarray:
    """The mean luminance of the openings of a lit shade, (3,), cd/m2 by channel, as of an integrating sphere.

    Light that is thrown about inside leaves where nothing throws it back (Sumpner 1892). `radius`: mean, m. `openings`:
    their area, m2.
    """
    wall = 2 * np.pi * radius * height
    sent = SHADE_INSIDE * LINING_SHARE * wall + BULB * BULB_AREA
    cloth = np.array(paint(Finish.FABRIC, CLOTH_COLOUR).colour)
    return np.asarray(WARM * sent / (openings + (1 - cloth) * wall))


def _table_lamp(b: Builder, lit: bool) -> None:
    """0.66 m high: a glazed ginger jar on a turned wooden foot, a cone of cloth 0.40 m wide below."""
    b.lathe([(0, 0), (0.082, 0), (0.086, 0.008), (0.08, 0.018), (0.07, 0.024), (0, 0.024)], (0, 0, 0), GLAZE_FOOT)
    jar = [(0.056, 0.024), (0.062, 0.04), (0.092, 0.11), (0.106, 0.19), (0.088, 0.265), (0.044, 0.3)]
    curve = smoothed(jar, 3 if b.near else 1).tolist()
    b.lathe([(0, 0.024), *curve, (0, 0.303)], (0, 0, 0), GLAZE, sides=24)
    neck = [(0.0075, 0.3), (0.0075, 0.385), (0.016, 0.39), (0.018, 0.43), (0.014, 0.442)]
    b.lathe(neck, (0, 0, 0), BRASS, sides=12)
    if b.near:
        collar = [(0.044, 0.3), (0.05, 0.303), (0.05, 0.309), (0.02, 0.314), (0.008, 0.32)]
        b.lathe(collar, (0, 0, 0), BRASS, hollow=True)
        b.tube([(0.012, 0.41, 0), (0.034, 0.41, 0.004)], 0.0035, BLACK, sides=6, hollow=True)
    _shade(b, 0.37, 0.64, 0.2, 0.135, lit)


def table_lamp(b: Builder) -> None:
    """A ceramic table lamp of the 1970s and 1980s, switched off."""
    _table_lamp(b, lit=False)


def table_lamp_on(b: Builder) -> None:
    """The ceramic table lamp with its 60 W bulb lit."""
    _table_lamp(b, lit=True)


def _floor_lamp(b: Builder, lit: bool) -> None:
    """1.57 m high: a weighted foot 0.28 m wide, a brass pole of 22 mm with rings, a cone of cloth 0.46 m wide below."""
    radii, heights = (0.138, 0.14, 0.132, 0.06, 0.03, 0.016, 0.011), (0.0, 0.006, 0.016, 0.03, 0.042, 0.07, 0.075)
    foot = list(zip(radii, heights, strict=True))
    b.lathe([(0, 0), *foot] if b.near else [*foot[:3], foot[-1]], (0, 0, 0), BRASS, sides=32)
    pole = [(0.011, y) for y in ((0.05, 0.42, 0.83, 1.2) if b.near else (0.05, 1.2))]
    b.lathe(pole, (0, 0, 0), BRASS, sides=12)
    ring = [(0.011, -0.02), (0.016, -0.014), (0.013, -0.006), (0.019, 0), (0.013, 0.006), (0.016, 0.014), (0.011, 0.02)]
    for height in (0.43, 0.81, 1.19) if b.near else ():
        b.lathe(ring, (0, height, 0), BRASS, sides=12, hollow=True)
    b.lathe([(0.012, 1.2), (0.03, 1.215), (0.03, 1.219), (0.012, 1.225), (0.018, 1.24), (0.018, 1.3)], (0, 0, 0), BRASS)
    if b.near:
        b.tube([(0.02, 1.28, 0.01), (0.03, 1.28, 0.015), (0.033, 1.2, 0.016)], 0.0012, WIRE, sides=4, hollow=True)
        b.lathe([(0.001, 0), (0.004, -0.004), (0.004, -0.012), (0.001, -0.016)], (0.033, 1.2, 0.016), BRASS, sides=8)
    _shade(b, 1.26, 1.55, 0.23, 0.14, lit)


def floor_lamp(b: Builder) -> None:
    """A brass floor lamp with a cloth shade, of the 1970s and 1980s, switched off."""
    _floor_lamp(b, lit=False)


def floor_lamp_on(b: Builder) -> None:
    """The brass floor lamp with its 100 W bulb lit."""
    _floor_lamp(b, lit=True)


def _work_lamp_head(b: Builder, lit: bool) -> None:
    """One 500 W halogen head in its fork, looking towards +z: 0.17 x 0.12 m of glass in a finned casting."""
    outline = np.array([(1, 0.6), (0.7, 1), (-0.7, 1), (-1, 0.6), (-1, -0.6), (-0.7, -1), (0.7, -1), (1, -0.6)])
    sections = ((0.056, 0.04, -0.03), (0.074, 0.052, -0.018), (0.086, 0.064, 0.01), (0.09, 0.067, 0.045))
    rings = [np.column_stack([outline * (width, height), np.full(8, z)]) for width, height, z in sections]
    b.smooth_loft(rings, YELLOW)
    glass = _glowing(Finish.GLASS, "#b9b8b2", HALOGEN_LIGHT, SITE_GLASS * lit)
    with b.lit_from((0, 0, 0.03)):
        b.box((0.168, 0.118, 0.006), (0, 0, 0.06), glass, bevel=0, spacing=0.06)
    b.emitter((0.168, 0.118), (0, 0, 0.065), share=UNGUARDED)
    if not b.near:
        b.box((0.2, 0.146, 0.02), (0, 0, 0.05), YELLOW)
        return

    # The frame of the glass, and the fork.
    for side in (-1, 1):
        b.box((0.2, 0.014, 0.022), (0, side * 0.066, 0.054), YELLOW, bevel=0.004)
        b.box((0.014, 0.118, 0.022), (side * 0.093, 0, 0.054), YELLOW, bevel=0.004)
        b.box((0.003, 0.13, 0.022), (side * 0.103, -0.055, 0.02), BLACK, bevel=0)
    b.box((0.209, 0.003, 0.022), (0, -0.118, 0.02), BLACK, bevel=0)

    # The guard of wire before the glass, the fins of the casting, the box where the flex enters, the handle.
    guard = [[(x, -0.07, 0.06), (x, -0.064, 0.082), (x, 0.064, 0.082), (x, 0.07, 0.06)] for x in (-0.05, 0.0, 0.05)]
    guard += [[(-0.096, y, 0.06), (-0.09, y, 0.084), (0.09, y, 0.084), (0.096, y, 0.06)] for y in (-0.026, 0.026)]
    for wire in guard:
        b.tube(wire, 0.002, BLACK, sides=4, hollow=True)
    for x in np.linspace(-0.05, 0.05, 5):
        b.box((0.003, 0.085, 0.03), (x, 0.004, -0.026), YELLOW, bevel=0, hollow=True)
    b.box((0.06, 0.045, 0.034), (0, -0.012, -0.044), BLACK, bevel=0.004)
    handle = [(-0.06, 0.058, 0.02), (-0.06, 0.098, -0.02), (0.06, 0.098, -0.02), (0.06, 0.058, 0.02)]
    b.tube(handle, 0.006, BLACK, bend=0.02, sides=6, hollow=True)
    for side in (-1, 1):
        b.lathe(KNOB, (side * 0.103, 0, 0.02), BLACK, turned("z", -90 * side), sides=8, hollow=True)


def _tripod(b: Builder, crown: float, slider: float) -> None:
    """Three legs of yellow tube on feet 0.5 m from the axis, with stays, about a pole that slides in two collars."""
    for number in range(3):
        spin = turned("y", 120 * number + 60)
        foot, hinge = spin @ (0, 0.014, 0.50), spin @ (0, crown, 0.034)
        b.tube([hinge, foot], 0.0125, YELLOW)
        b.tube([spin @ (0, slider, 0.02), foot + 0.45 * (hinge - foot)], 0.006, YELLOW, sides=6, hollow=True)
        b.lathe(FOOT, foot, BLACK, sides=8, hollow=True)
        if b.near:
            b.box((0.022, 0.05, 0.03), spin @ (0, crown, 0.034), BLACK, spin, bevel=0.003, hollow=True)
    b.tube([(0, 0.2, 0), (0, 0.55, 0), (0, 0.93, 0)], 0.016, YELLOW, sides=12)
    for height, radius in ((slider, 0.022), (crown, 0.03), (0.925, 0.021)) if b.near else ((crown, 0.03),):
        collar = [(0.016, -0.024), (radius, -0.022), (radius, 0.022), (0.0125, 0.024)]
        b.lathe(collar, (0, height, 0), BLACK, sides=12, hollow=True)


def _work_lamp(b: Builder, lit: bool) -> None:
    """1.90 m high: a tripod of yellow tube, a telescopic pole, a bar 0.56 m long, two heads that look apart."""
    crown, slider, bar = 0.86, 0.34, 1.66
    _tripod(b, crown, slider)
    b.tube([(0, 0.93, 0), (0, 1.3, 0), (0, bar, 0)], 0.0125, STEEL, sides=12)
    b.box((0.56, 0.026, 0.026), (0, bar, 0), YELLOW, bevel=0.003)
    for side, yaw, pitch in ((-1, -9, 14), (1, 13, 8)):
        b.box((0.008, 0.028, 0.028), (side * 0.281, bar, 0), BLACK, bevel=0.002, hollow=True)
        with b.within((side * 0.19, bar + 0.132, -0.02), turned("y", yaw) @ turned("x", pitch)):
            _work_lamp_head(b, lit)
    if not b.near:
        return

    # Knobs of the clamps; the flexes of the heads meet at a box on the pole, from which a long one hangs in loops.
    for height, turn in ((0.925, 70), (slider, 190)):
        spin = turned("y", turn)
        b.tube(np.array([(0, height, 0), spin @ (0, height, 0.05)]), 0.004, STEEL, sides=6, hollow=True)
        b.lathe(KNOB, spin @ (0, height, 0.045), BLACK, spin @ turned("x", 90), sides=8, hollow=True)
    b.box((0.06, 0.08, 0.04), (0, 1.5, -0.033), BLACK, bevel=0.004)
    for side in (-1, 1):
        flex = np.array(
            [(0.19, bar + 0.11, -0.08), (0.15, bar - 0.02, -0.14), (0.06, 1.5, -0.11), (0.012, 1.455, -0.034)]
        )
        b.tube(smoothed(flex * (side, 1, 1), 3), 0.0042, BLACK, sides=5, hollow=True)
    b.tube([(0, 0.8, 0), (0, 0.8, -0.07), (0, 0.83, -0.08)], 0.005, YELLOW, sides=5, hollow=True)
    angle = 2 * np.pi * np.arange(14) / 14
    for number in range(4):
        reach, drop, lean = 0.07 + 0.008 * (number * 2 % 5), 0.2 + 0.013 * (number * 3 % 5), 0.012 * (number - 2)
        out = 1 - np.cos(angle)
        loop = np.column_stack([reach * np.sin(angle), 0.805 - drop * out, lean * out / 2 - 0.055 - 0.006 * number])
        b.tube(loop, 0.0045, ORANGE_CORD, closed=True, sides=4, hollow=True)
    down = [(0.01, 1.46, -0.045), (0.02, 1.2, -0.05), (-0.03, 0.95, -0.06), (0.0, 0.815, -0.06)]
    b.tube(smoothed(down, 3), 0.0045, ORANGE_CORD, sides=5, hollow=True)


def work_lamp(b: Builder) -> None:
    """A twin halogen work lamp on a tripod, of the 1980s and 1990s, switched off."""
    with b.within((0, 0, 0.125)):
        _work_lamp(b, lit=False)


def work_lamp_on(b: Builder) -> None:
    """The work lamp with both heads lit, 500 W each."""
    with b.within((0, 0, 0.125)):
        _work_lamp(b, lit=True)
