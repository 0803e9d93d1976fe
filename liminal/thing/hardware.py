"""Hardware that several things share: feet, castors, knobs, bolts."""

from numpy.typing import ArrayLike

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, Paint, paint
from liminal.thing.turning import Matrix, turned

TO_FRONT = turned("x", 90)  # turns a body of rotation from +y to +z

RUBBER = paint(Finish.RUBBER, "#35332f")
KNOB = paint(Finish.PLASTIC, "#262524")
TYRE = paint(Finish.RUBBER, "#4a4845")
ZINC = paint(Finish.CHROME, "#9a9a94")
SMALL = 0.08  # m: a castor of less is not a wheel any more from several metres away


def glide(b: Builder, x: float, z: float, height: float, radius: float = 0.014) -> None:
    """A levelling glide under a cabinet: a foot of so much height on its screw."""
    if not b.near:
        b.tube([(x, 0, z), (x, height, z)], radius, RUBBER, hollow=True)
        return
    foot = 0.4 * height
    b.lathe([(0, 0), (radius, 0), (radius, foot), (0, foot)], (x, 0, z), RUBBER, sides=8, hollow=True)
    b.lathe([(0.004, foot), (0.004, height)], (x, 0, z), ZINC, sides=6, hollow=True)


def castor(b: Builder, x: float, z: float, diameter: float, heading: float = 0.0) -> None:
    """A swivel castor with one wheel, `heading` degrees from rolling along z; its plate lies 1.3 diameters up."""
    radius, width = diameter / 2, 0.26 * diameter
    shoulder = (0.9 * radius, -width / 2), (radius, -width / 4)
    tread = [(0, -width / 2), *(shoulder if b.near else [(radius, -width / 2)])]
    with b.within((x, 0, z), turned("y", heading)):
        b.proxy((width, 1.4 * radius, 1.4 * radius), (0, radius, -0.3 * radius))
        if not b.near and diameter < SMALL:
            b.tube([(0, 0, 0), (0, 1.3 * diameter, 0)], 0.6 * radius, TYRE, hollow=True)
            return
        with b.within((0, radius, -0.3 * radius), turned("z", 90)):
            b.lathe([*tread, *[(r, -y) for r, y in reversed(tread)]], (0, 0, 0), TYRE, sides=12, hollow=True)
        if not b.near:
            b.tube([(0, diameter, 0), (0, 1.3 * diameter, 0)], width / 2, ZINC, hollow=True)
            return
        for side in (-1, 1):
            place = side * (0.65 * width), 1.45 * radius, -0.15 * radius
            b.box((0.003, 1.25 * radius, 0.7 * radius), place, ZINC, turned("x", 14), bevel=0.001, hollow=True)
        crown = 1.4 * width, 0.28 * diameter, 0.8 * radius
        b.box(crown, (0, 1.16 * diameter, 0), ZINC, bevel=0.003, hollow=True)


def knob(b: Builder, at: ArrayLike, radius: float, pointer: float) -> None:
    """A rotary knob on what looks towards +z, its mark turned by so many degrees; a large one has a bright rim."""
    with b.within(at, turned("z", pointer)):
        if radius > 0.02:
            rim = [(1.25 * radius, 0), (1.25 * radius, 0.002), (0.9 * radius, 0.003)]
            b.lathe(rim, (0, 0, 0), ZINC, turned("x", 90), sides=18, hollow=True)
        body = [(radius, 0), (0.93 * radius, 0.017), (0.8 * radius, 0.019), (0, 0.019)]
        b.lathe(body, (0, 0, 0), KNOB, turned("x", 90), sides=14, hollow=True)
        b.patch((0.12 * radius, 0.7 * radius), (0, 0.5 * radius, 0.0197), ZINC)


def bolt(
    b: Builder, radius: float, at: tuple[float, float, float], paint: Paint, rotation: Matrix | None = TO_FRONT
) -> None:
    """The head of a screw or a bolt, on a surface that looks towards +z; its own axis is y."""
    profile = [(radius, 0), (0.8 * radius, 0.4 * radius), (0, 0.45 * radius)]
    b.lathe(profile, at, paint, rotation, sides=6, hollow=True)
