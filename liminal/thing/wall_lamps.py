"""Lamps on walls, each lit and dark: bulkheads, sconces, the lamps of pools, beacons. Their backs lie on z = 0."""

import numpy as np

from liminal.thing.builder import ROUND, Builder
from liminal.thing.finish import Finish, Paint, paint
from liminal.thing.hardware import TO_FRONT, bolt
from liminal.thing.lamps import HALOGEN_LIGHT, WARM
from liminal.thing.turning import turned

# Luminances, cd/m2. A bulb of 60 W gives 800 lm, three quarters of it through the pressed glass, 0.045 m2 of it; two
# of 40 W stand in a sconce; a reflector lamp of 300 W gives 4,000 lm through 0.049 m2.
GLOBE_LUMINANCE = 4200.0
SHADE_LUMINANCE, OPENING_LUMINANCE = 700.0, 6500.0
NICHE_LUMINANCE = 26_000.0
BEACON_LUMINANCE = 2400.0  # while it is on: 1,000 lm through amber plastic, 0.053 m2 of it

BASE, GLOBE = 0.105, 0.085  # m: radii of a bulkhead's casting and of its glass
DEEP = 0.034  # m: depth of the casting
GUARDED = 0.88  # of the light: what the guard leaves
SCONCE_WIDE, SCONCE_HIGH, SCONCE_DEEP = 0.24, 0.20, 0.12  # m: the shade of a sconce, half a drum
FACES = 3  # emitters around it
LENS, RING = 0.125, 0.152  # m: radii of the lens of a niche, and of the ring that holds it
DOME, DOME_HIGH, REACH = 0.06, 0.115, 0.12  # m: radius and height of a beacon, and how far off the wall it stands
AMBER_LIGHT = np.array([2.85, 0.56, 0.02])  # linear Rec. 709, of chromaticity (0.57, 0.42) (SAE J578, yellow)

CAST_GREY = paint(Finish.PAINTED_STEEL, "#8b8d8a")
WIRE = paint(Finish.CHROME, "#7d7c78")
GLASS = paint(Finish.GLASS, "#cfcdc4")
BRASS = paint(Finish.CHROME, "#8f7744")
CLOTH = paint(Finish.FABRIC, "#d2c4a4")
AMBER = paint(Finish.GLASS, "#b8661c")
BLACK = paint(Finish.PLASTIC, "#2b2a29")
STAINLESS = paint(Finish.CHROME, "#b4b6b6")


def _lit(base: Paint, light: np.ndarray, luminance: float) -> Paint:
    red, green, blue = (float(each) for each in luminance * light)
    return Paint(base.finish, base.colour, (red, green, blue))


def bulkhead(b: Builder) -> None:
    """A round bulkhead lamp of cast aluminium, 0.21 m wide, with pressed glass behind a guard and 60 W inside."""
    _bulkhead(b, GLOBE_LUMINANCE)


def bulkhead_dark(b: Builder) -> None:
    """A bulkhead lamp whose bulb has failed."""
    _bulkhead(b, 0.0)


def _bulkhead(b: Builder, luminance: float) -> None:
    with b.within((0, BASE, 0)):
        casting = [(0, 0), (BASE, 0), (BASE, 0.012), (BASE - 0.008, DEEP), (GLOBE + 0.002, DEEP), (GLOBE, DEEP - 0.004)]
        b.lathe(casting, (0, 0, 0), CAST_GREY, TO_FRONT, sides=28)
        angle = np.radians(np.linspace(0, 90, 7 if b.near else 4))
        dome = list(zip(GLOBE * np.cos(angle) + 1e-4, DEEP + 0.95 * GLOBE * np.sin(angle), strict=True))
        glass = _lit(GLASS, WARM, luminance)
        b.lathe(dome, (0, 0, 0), glass, TO_FRONT, sides=24, hollow=True)
        b.proxy((1.3 * GLOBE, 1.3 * GLOBE, 0.8 * GLOBE), (0, 0, DEEP + 0.4 * GLOBE))

        # A dome looks like a disc from before it and like half of one from its sides.
        top, across = DEEP + 0.95 * GLOBE + 0.006, 2 * ROUND * GLOBE
        glow = np.array(glass.glow) * GUARDED
        b.emitter((across, across), (0, 0, top), glow=glow)
        reach, tall = GLOBE + 0.008, np.pi * GLOBE**2 / 2 / across
        for side in range(4):
            with b.within((0, 0, DEEP + tall / 2), turned("z", 90 * side)):
                b.emitter((tall, across), (reach, 0, 0), turned("y", 90), glow=glow)

        _guard(b)


def _guard(b: Builder) -> None:
    """Two bars bent over the glass, and a ring around it; the lugs that hold them."""
    reach, top = GLOBE + 0.007, DEEP + 0.95 * GLOBE + 0.005
    angle = np.radians(np.linspace(0, 180, 13 if b.near else 7))
    arch = np.column_stack([reach * np.cos(angle), 0 * angle, DEEP + (top - DEEP) * np.sin(angle)])
    for degrees in (45, 135):
        b.tube(arch @ turned("z", degrees).T, 0.0028, WIRE, sides=5, hollow=True)
    around = 2 * np.pi * np.arange(20) / 20
    height, wide = np.sin(np.radians(38)), np.cos(np.radians(38))
    level = DEEP + (top - DEEP) * height
    ring = np.column_stack([reach * wide * np.cos(around), reach * wide * np.sin(around), np.full(20, level)])
    b.tube(ring, 0.0025, WIRE, closed=True, sides=5, hollow=True)
    for number in range(4) if b.near else ():
        lug = np.radians(45 + 90 * number)
        bolt(b, 0.006, (0.094 * np.cos(lug), 0.094 * np.sin(lug), DEEP), WIRE)


def sconce(b: Builder) -> None:
    """A hotel's sconce of the 1980s: half a drum of cloth on a brass plate, open at both ends; two bulbs of 40 W."""
    _sconce(b, 1.0)


def sconce_dark(b: Builder) -> None:
    """The sconce, switched off."""
    _sconce(b, 0.0)


def _sconce(b: Builder, level: float) -> None:
    half, middle = SCONCE_WIDE / 2, SCONCE_HIGH / 2
    shade = _lit(CLOTH, WARM, SHADE_LUMINANCE * level)
    angle = np.radians(np.linspace(0, 180, 17 if b.near else 9))
    around = np.column_stack([half * np.cos(angle), SCONCE_DEEP * np.sin(angle)])
    heights = np.linspace(0, SCONCE_HIGH, 3)
    grid = np.array([[(x, y, z + 0.012) for x, z in around] for y in heights])
    with b.lit_from((0, middle, 0.05)):
        b.sheet(grid, 0.003, shade, hollow=True)
    b.box((0.11, 0.16, 0.012), (0, middle, 0.006), BRASS, bevel=0.003)
    b.proxy((SCONCE_WIDE * 0.8, SCONCE_HIGH * 0.96, SCONCE_DEEP * 0.6), (0, middle, 0.012 + SCONCE_DEEP * 0.32))
    for y in (0.002, SCONCE_HIGH - 0.002):
        rim = np.array([(x, y, z + 0.012) for x, z in around])
        b.tube(rim, 0.0032, BRASS, sides=5, hollow=True)
    if not level:
        return

    # Around the cloth, then out of the openings, half as wide as long.
    size = np.pi * (half + SCONCE_DEEP) / 2 / FACES, SCONCE_HIGH
    for number in range(FACES):
        lean = np.radians(180 * (number + 0.5) / FACES)
        place = (half + 0.006) * np.cos(lean), middle, 0.012 + (SCONCE_DEEP + 0.006) * np.sin(lean)
        b.emitter(size, place, turned("y", 90 - float(np.degrees(lean))), glow=np.array(shade.glow))
    opening = 2 * half * ROUND, SCONCE_DEEP * ROUND
    for y, turn in ((-0.004, 90), (SCONCE_HIGH + 0.004, -90)):
        b.emitter(opening, (0, y, 0.012 + SCONCE_DEEP / 2), turned("x", turn), glow=OPENING_LUMINANCE * WARM)


def niche_lamp(b: Builder) -> None:
    """The lamp of a pool, 300 W, behind a round lens 0.25 m wide in a ring of stainless steel."""
    _niche_lamp(b, NICHE_LUMINANCE)


def niche_lamp_dark(b: Builder) -> None:
    """The lamp of a pool, switched off."""
    _niche_lamp(b, 0.0)


def _niche_lamp(b: Builder, luminance: float) -> None:
    with b.within((0, RING, 0)):
        ring = [(RING, 0), (RING - 0.001, 0.008), (RING - 0.008, 0.013), (LENS + 0.003, 0.014), (LENS, 0.009)]
        b.lathe(ring, (0, 0, 0), STAINLESS, TO_FRONT, sides=36, hollow=True)
        glass = _lit(GLASS, HALOGEN_LIGHT, luminance)
        lens = [(LENS, 0.009), (0.8 * LENS, 0.015), (0.45 * LENS, 0.020), (1e-4, 0.022)]
        b.lathe(lens, (0, 0, 0), glass, TO_FRONT, sides=36, hollow=True)
        b.proxy_round(LENS, 0.008, (0, 0, 0.004), TO_FRONT)
        b.emitter((2 * ROUND * LENS, 2 * ROUND * LENS), (0, 0, 0.026), glow=np.array(glass.glow))
        for number in range(3) if b.near else ():
            place = np.radians(90 + 120 * number)
            bolt(b, 0.006, (0.139 * np.cos(place), 0.139 * np.sin(place), 0.014), STAINLESS)


def beacon(b: Builder) -> None:
    """An amber beacon on a bracket, 0.13 m wide, as beside the doors of a loading dock: it flashes."""
    _beacon(b, BEACON_LUMINANCE)


def beacon_dark(b: Builder) -> None:
    """A beacon that is switched off."""
    _beacon(b, 0.0)


def _beacon(b: Builder, luminance: float) -> None:
    # The bracket: a plate on the wall, an arm, and a web below it.
    b.box((0.08, 0.09, 0.005), (0, 0.045, 0.0025), CAST_GREY, bevel=0.001)
    b.box((0.06, 0.005, REACH + 0.03), (0, 0.0875, (REACH + 0.03) / 2), CAST_GREY, bevel=0.001)
    b.box((0.004, 0.06, 0.07), (0, 0.055, 0.04), CAST_GREY, bevel=0.001, hollow=True)
    with b.within((0, 0.09, REACH)):
        foot = [(0, 0), (0.066, 0), (0.068, 0.006), (0.068, 0.026), (0.062, 0.032), (0, 0.032)]
        b.lathe(foot, (0, 0, 0), BLACK, sides=24)
        plastic, low = _lit(AMBER, AMBER_LIGHT, luminance), 0.032
        top = low + DOME_HIGH
        wall = [(DOME, low), (DOME - 0.002, top - 0.03), (DOME - 0.012, top - 0.009), (0.03, top - 0.001), (1e-4, top)]
        b.lathe(wall, (0, 0, 0), plastic, sides=24, hollow=True)
        b.proxy_round(DOME - 0.012, DOME_HIGH - 0.02, (0, low + DOME_HIGH / 2 - 0.01, 0))

        # A round body sends as much all around as four faces of pi / 4 of what one sees of it.
        glow = np.array(plastic.glow)
        for turn in (0, 90, 180, 270):
            with b.within((0, low + DOME_HIGH / 2, 0), turned("y", turn)):
                b.emitter((2 * DOME * np.pi / 4, DOME_HIGH), (0, 0, DOME + 0.006), glow=glow)
        across = 2 * ROUND * DOME
        b.emitter((across, across), (0, top + 0.004, 0), turned("x", -90), glow=glow)
