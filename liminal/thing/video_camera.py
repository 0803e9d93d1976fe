"""A camcorder on its tripod."""

import numpy as np

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint
from liminal.thing.turning import turned

CHARCOAL = paint(Finish.PLASTIC, "#454545")
DARK = paint(Finish.PLASTIC, "#303031")
GRIP = paint(Finish.RUBBER, "#262626")
FOAM = paint(Finish.FABRIC, "#2b2b2d")
LEGEND = paint(Finish.PLASTIC, "#9a9994")
WINDOW = paint(Finish.GLASS, "#222a2e")
LENS = paint(Finish.GLASS, "#2a2740")
RED = paint(Finish.PLASTIC, "#833a33")
STRAP = paint(Finish.VINYL, "#302f2f")
ALLOY = paint(Finish.CHROME, "#84847f")
TRIPOD = paint(Finish.PAINTED_STEEL, "#4c4c4b")

LEG_REACH, HEAD = 0.42, 1.16  # m: from the column to a foot; the plate under the camera


def camcorder(b: Builder) -> None:
    """A full-size VHS camcorder of about 1990 on a light tripod, its lens at 1.29 m: 0.76 x 0.85 x 1.39 m."""
    _tripod(b)
    with b.within((0, HEAD, 0), turned("x", 2)):
        hand_camera(b)


def _tripod(b: Builder) -> None:
    """Three legs of two sections, braced to the centre column; a head with its pan bar."""
    crown, knee = 0.98, 0.46
    for heading in (0, 120, 240):
        with b.within((0, 0, 0), turned("y", heading)):
            top, foot = np.array([0, crown, 0.045]), np.array([0, 0.012, LEG_REACH])
            joint = top + knee * (foot - top) / np.linalg.norm(foot - top) * 1.12
            b.tube([top, joint], 0.0125, TRIPOD, sides=7)
            b.tube([joint, foot], 0.0085, ALLOY, sides=6)
            shoe = [(0.0, -0.012), (0.013, -0.012), (0.015, 0.022), (0.0, 0.026)]
            b.lathe(shoe if b.near else shoe[1:3], foot, GRIP, sides=8, hollow=True)
            brace = top + 0.78 * (joint - top)
            b.tube([(0, 0.58, 0.016), brace], 0.005, ALLOY, sides=5)
            if b.near:
                lean = turned("x", -float(np.degrees(np.arctan2(LEG_REACH - 0.045, crown))))
                b.box((0.034, 0.055, 0.034), joint, DARK, lean, bevel=0.006, hollow=True)
                b.box((0.008, 0.036, 0.014), np.add(joint, (0, 0.004, 0.022)), GRIP, lean, bevel=0.002, hollow=True)
                b.box((0.026, 0.05, 0.036), np.add(top, (0, 0.01, 0)), DARK, bevel=0.006, hollow=True)
    b.lathe([(0.02, 0.555), (0.026, 0.56), (0.026, 0.60), (0.02, 0.605)], (0, 0, 0), DARK, sides=10, hollow=True)
    b.tube([(0, 0.53, 0), (0, 1.10, 0)], 0.0125, ALLOY, sides=9)
    b.lathe([(0.03, 0.955), (0.045, 0.965), (0.045, 1.005), (0.025, 1.03)], (0, 0, 0), DARK, sides=12, hollow=True)
    b.lathe([(0.022, 1.08), (0.036, 1.09), (0.036, 1.115), (0.02, 1.12)], (0, 0, 0), DARK, sides=12, hollow=True)
    b.box((0.05, 0.045, 0.06), (0, 1.13, 0), DARK, bevel=0.006)
    b.box((0.085, 0.012, 0.11), (0, HEAD - 0.006, 0), DARK, bevel=0.003)
    b.tube(
        [(-0.03, 1.13, -0.01), (-0.075, 1.115, -0.08), (-0.11, 0.98, -0.30)],
        0.006,
        ALLOY,
        bend=0.05,
        sides=6,
        hollow=True,
    )
    b.tube([(-0.106, 0.996, -0.274), (-0.127, 0.915, -0.406)], 0.0135, GRIP, sides=8)


def hand_camera(b: Builder) -> None:
    """The camcorder, its base at y = 0, its lens towards +z and its viewfinder on its left, +x."""
    body, low = (0.105, 0.150, 0.275), 0.012
    middle = low + body[1] / 2
    b.box((0.07, low + 0.002, 0.15), (0, low / 2, -0.02), DARK, bevel=0.003, hollow=True)
    b.box(body, (0, middle, -0.03), CHARCOAL, bevel=0.010, spacing=0.12)
    b.box((0.086, 0.118, 0.034), (-0.004, middle - 0.010, -0.184), DARK, bevel=0.005)
    b.box((0.088, 0.104, 0.042), (-0.004, middle + 0.012, 0.122), CHARCOAL, bevel=0.009)
    _lens(b, (-0.004, middle + 0.014, 0.140))

    # Handle over the top, microphone before it, viewfinder beside it.
    b.box((0.026, 0.052, 0.030), (-0.006, middle + 0.096, 0.075), CHARCOAL, turned("x", 12), bevel=0.005, hollow=True)
    b.box((0.026, 0.052, 0.030), (-0.006, middle + 0.096, -0.115), CHARCOAL, turned("x", -12), bevel=0.005, hollow=True)
    b.box((0.030, 0.022, 0.245), (-0.006, middle + 0.125, -0.022), CHARCOAL, bevel=0.007, spacing=0.15)
    b.tube([(-0.006, middle + 0.128, 0.098), (-0.006, middle + 0.128, 0.190)], 0.0145, FOAM, sides=9)
    b.box((0.045, 0.026, 0.034), (0.058, middle + 0.058, 0.070), CHARCOAL, bevel=0.006, hollow=True)
    finder = (0.0835, middle + 0.060, -0.01)
    b.box((0.044, 0.042, 0.15), (finder[0], finder[1], 0.015), CHARCOAL, bevel=0.008, spacing=0.15)
    cup = [(0.017, 0), (0.019, 0.012), (0.017, 0.026), (0.028, 0.048), (0.024, 0.047), (0.010, 0.036), (0, 0.036)]
    b.lathe(
        cup if b.near else [cup[0], cup[3], cup[-1]],
        (finder[0], finder[1], -0.055),
        GRIP,
        turned("x", -90),
        sides=12,
        hollow=True,
    )
    b.proxy((0.026, 0.026, 0.044), (finder[0], finder[1], -0.080))
    _strap(b, (-body[0] / 2, middle + 0.004, 0.0))
    if b.near:
        _details(b, body, middle)


def _lens(b: Builder, at: tuple[float, float, float]) -> None:
    """A zoom lens with ribbed rings and a rectangular hood round its glass, along +z from a place."""
    with b.within(at, turned("x", 90)):
        barrel = [(0.036, 0.0), (0.036, 0.014), (0.0395, 0.016), (0.0395, 0.034), (0.0355, 0.036), (0.0355, 0.046)]
        focus = [(0.041, 0.048), (0.041, 0.070), (0.037, 0.072), (0.037, 0.080), (0.043, 0.088), (0.044, 0.104)]
        inside = [(0.041, 0.104), (0.033, 0.078)]
        b.lathe([*barrel, *focus] if b.near else [barrel[0], focus[-1]], (0, 0, 0), DARK, sides=20, hollow=True)
        b.lathe([focus[-1], *inside], (0, 0, 0), GRIP, sides=20, hollow=True)
        b.lathe([(0.033, 0.078), (0.022, 0.083), (0, 0.086)], (0, 0, 0), LENS, sides=20, hollow=True)
        for number in range(4):
            b.proxy((0.068, 0.076, 0.028), (0, 0.038, 0), turned("y", 45 * number))
        for number in range(8):
            with b.within((0, 0, 0), turned("y", 45 * number)):
                b.proxy((0.003, 0.020, 0.032), (0.0405, 0.094, 0))
        for number in range(24 if b.near else 0):
            with b.within((0, 0.059, 0), turned("y", 15 * number)):
                b.patch((0.005, 0.018), (0, 0, 0.0417), GRIP)


def _strap(b: Builder, at: tuple[float, float, float]) -> None:
    """The hand strap on the right side, padded."""
    along = np.linspace(0, 1, 7)
    out = 0.034 * np.sin(np.pi * along) ** 0.7
    rows = [
        [(-each - 0.003, y, 0.085 - 0.17 * share) for share, each in zip(along, out, strict=True)]
        for y in (-0.02, 0.022)
    ]
    with b.within(at):
        b.sheet(rows, 0.005, STRAP, hollow=True)
        b.proxy((0.010, 0.04, 0.09), (-0.031, 0, 0))
        b.box((0.016, 0.070, 0.075), (-0.003, 0.012, 0.055), GRIP, bevel=0.006, hollow=True)


def _details(b: Builder, body: tuple[float, float, float], middle: float) -> None:
    """Cassette door with its window, keys, seams and lamps."""
    with b.within((body[0] / 2, middle, -0.03), turned("y", 90)):
        b.box((0.208, 0.106, 0.006), (0.020, -0.004, 0.001), CHARCOAL, bevel=0.002, hollow=True)
        b.patch((0.105, 0.034), (0.015, 0.004, 0.0047), WINDOW)
        b.patch((0.050, 0.006), (0.085, -0.040, 0.0047), LEGEND)
        b.patch((0.200, 0.002), (0.020, 0.030, 0.0047), DARK)
        for number in range(7):
            b.box((0.017, 0.007, 0.005), (-0.055 + 0.024 * number, -0.066, 0.001), DARK, bevel=0.001, hollow=True)
        b.box((0.026, 0.018, 0.006), (-0.112, -0.030, 0.001), LEGEND, bevel=0.001, hollow=True)
        for number in range(3):
            b.lathe(
                [(0.006, 0), (0.005, 0.005), (0, 0.005)],
                (-0.112, 0.005 + 0.018 * number, 0),
                DARK,
                turned("x", 90),
                sides=8,
                hollow=True,
            )
    with b.within((-0.004, middle, 0.1435)):
        b.patch((0.008, 0.006), (0.030, 0.052, 0), RED)
        b.patch((0.020, 0.008), (-0.026, -0.032, 0), WINDOW)
    for side, z in ((-1, -0.10), (1, -0.145)):
        b.patch((0.003, body[1] - 0.03), (side * (body[0] / 2 + 0.0008), middle, z), DARK, turned("y", 90 * side))
    b.patch((0.05, 0.0025), (0, middle + body[1] / 2 + 0.0008, -0.14), DARK, turned("x", -90))
    b.box((0.022, 0.005, 0.022), (-0.006, middle + 0.138, 0.05), ALLOY, bevel=0.001, hollow=True)
    b.box((0.016, 0.008, 0.030), (-0.006, middle + 0.137, -0.06), RED, bevel=0.002, hollow=True)
