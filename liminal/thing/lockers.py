"""School lockers."""

import numpy as np

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint
from liminal.thing.lettering import write
from liminal.thing.turning import turned

DOORS = 6
BAY, DEPTH = 0.305, 0.305  # m: a locker, 12 x 12 in
BASE, BODY, SLOPE = 0.10, 1.83, 0.11  # m: heights of the plinth, the lockers (72 in) and the hood

BODY_PAINT = paint(Finish.PAINTED_STEEL, "#8c8474")
DOOR_PAINT = paint(Finish.PAINTED_STEEL, "#5a6d77")
SHADOW = paint(Finish.PAINTED_STEEL, "#1f2427")
LOUVRED = paint(Finish.PAINTED_STEEL, "#4f6069")  # door and slots, from afar
PLINTH = paint(Finish.PAINTED_STEEL, "#3b3a37")
STAINLESS = paint(Finish.CHROME, "#8a8983")
CUP = paint(Finish.CHROME, "#5a5a57")
ALUMINIUM = paint(Finish.CHROME, "#a3a097")
ENGRAVED = paint(Finish.PLASTIC, "#2d2b28")


def locker_row(b: Builder) -> None:
    """Six school lockers, 12 x 12 x 72 in each, on a 4 in base, under a sloped hood: 1.83 x 0.32 x 2.04 m."""
    width, top = DOORS * BAY, BASE + BODY
    front = DEPTH / 2 - 0.018
    b.box((width - 0.004, BASE, DEPTH - 0.055), (0, BASE / 2, -0.0275), PLINTH, spacing=0.45)

    # Sides, back and the frame between the doors; the gaps show a dark plane behind.
    b.proxy((width, BODY, DEPTH - 0.004), (0, BASE + BODY / 2, -0.002))
    if b.near:
        for side in (-1, 1):
            place = side * (width / 2 - 0.006), BASE + BODY / 2, 0.0
            b.box((0.012, BODY, DEPTH), place, BODY_PAINT, spacing=0.25, hollow=True)
        b.patch((width, BODY), (0, BASE + BODY / 2, 0.002 - DEPTH / 2), BODY_PAINT, turned("y", 180), spacing=0.3)
        b.patch((width, DEPTH), (0, BASE + 0.001, 0), BODY_PAINT, turned("x", 90), spacing=0.6)
        b.patch((width - 0.02, BODY), (0, BASE + BODY / 2, front), SHADOW, spacing=0.6)
        for level in (BASE + 0.014, top - 0.014):
            b.box((width - 0.022, 0.028, 0.018), (0, level, front + 0.008), BODY_PAINT, spacing=0.3, hollow=True)
        for number in range(1, DOORS):
            place = number * BAY - width / 2, BASE + BODY / 2, front + 0.008
            b.box((0.024, BODY - 0.056, 0.016), place, BODY_PAINT, spacing=0.4, hollow=True)
    else:
        b.box((width, BODY, DEPTH - 0.01), (0, BASE + BODY / 2, -0.005), BODY_PAINT, spacing=0.25, hollow=True)
    _hood(b, width, top)

    # One door stands a little open, one hangs 2 mm low.
    for number in range(DOORS):
        x = (number + 0.5) * BAY - width / 2
        ajar, low = (2.4 if number == 4 else 0.0), (0.002 if number == 1 else 0.0)
        hinge = 0.137
        with b.within((x + hinge, BASE + BODY / 2 - low, DEPTH / 2 - 0.002), turned("y", ajar)):
            _door(b, (-hinge, 0, -0.008), 41 + number)


def _hood(b: Builder, width: float, top: float) -> None:
    """The sloped hood over a row."""
    x = np.linspace(-width / 2, width / 2, 7 if b.near else 4)
    edge = [(top, DEPTH / 2), (top + SLOPE / 2, 0), (top + SLOPE, -DEPTH / 2)]
    b.surface([[(each, y, z) for each in x] for y, z in edge], BODY_PAINT)
    b.patch((width, SLOPE), (0, top + SLOPE / 2, -DEPTH / 2), BODY_PAINT, turned("y", 180), spacing=0.4)
    for side in (-1, 1):
        end = [(side * width / 2, y, z) for y, z in edge]
        b.surface([[(x, y, z), (x, top - 0.001, z)][::side] for x, y, z in end], BODY_PAINT)

    # A board under the slope, and steps under the board.
    slab, long, lean = 0.016, float(np.hypot(SLOPE, DEPTH)), float(np.degrees(np.arctan2(SLOPE, DEPTH)))
    with b.within((0, top + SLOPE / 2, 0), turned("x", lean)):
        b.proxy((width, slab, long - 0.012), (0, -slab / 2, 0.006))
    for step in range(3):
        high = SLOPE * (3 - step) / 4
        b.proxy((width, high, DEPTH / 4), (0, top + high / 2, DEPTH * (step / 4 - 0.375)))


def _door(b: Builder, at: tuple[float, float, float], number: int) -> None:
    """A door with louvres, number plate, recessed handle and hinges; its middle at a place, its hinges on the right."""
    width, height, face = 0.274, BODY - 0.062, 0.008
    with b.within(at):
        b.box(
            (width, height, 2 * face), (0, 0, 0), DOOR_PAINT, bevel=0.004, spacing=0.22 if b.near else 0.5, hollow=True
        )
        if not b.near:
            for level in (-0.755, 0.755):
                b.patch((0.124, 0.09), (0, level, face + 0.002), LOUVRED)
            b.patch((0.064, 0.026), (0, 0.565, face + 0.002), ALUMINIUM)
            b.patch((0.060, 0.13), (-0.085, 0.03, face + 0.002), CUP)
            return
        for level in (-0.755, 0.755):
            for step in (-0.036, 0.0, 0.036):
                _louvre(b, level + step, face)
        b.box((0.064, 0.026, 0.0015), (0, 0.565, face + 0.0005), ALUMINIUM, bevel=0.0005, hollow=True)
        write(b, str(number), 0.015, (0, 0.565, face + 0.002), ENGRAVED)
        for side in (-1, 1):
            b.patch((0.004, 0.004), (side * 0.027, 0.565, face + 0.002), ENGRAVED)

        # The handle: a steel cup in the door, with a lifting lever and a hasp for a padlock.
        with b.within((-0.085, 0.03, face)):
            b.box((0.064, 0.135, 0.004), (0, 0, 0), STAINLESS, bevel=0.0015, hollow=True)
            b.patch((0.048, 0.117), (0, 0, 0.0027), CUP)
            b.patch((0.048, 0.020), (0, 0.0485, 0.0034), SHADOW)
            b.box((0.022, 0.058, 0.008), (0.002, -0.004, 0.005), STAINLESS, bevel=0.003, hollow=True)
            b.box((0.010, 0.018, 0.012), (0.002, -0.043, 0.007), STAINLESS, bevel=0.002, hollow=True)
        for level in (-0.66, 0.02, 0.70):
            b.box((0.009, 0.055, 0.009), (width / 2 + 0.004, level, face - 0.001), DOOR_PAINT, bevel=0.003, hollow=True)


def _louvre(b: Builder, level: float, face: float) -> None:
    """A louvre pressed outwards, its slot at the lower edge."""
    rows = [(-0.009, 0.006), (0.001, 0.0055), (0.010, 0.0005)]
    b.surface([[(x, level + y, face + z) for x in (-0.062, 0.062)] for y, z in rows], DOOR_PAINT)
    for side in (-1, 1):
        end = [(side * 0.062, level + y, face + z) for y, z in rows]
        b.surface([[(x, y, face), (x, y, z)][::-side] for x, y, z in end], DOOR_PAINT)
    b.patch((0.124, 0.007), (0, level - 0.012, face + 0.0008), SHADOW)
