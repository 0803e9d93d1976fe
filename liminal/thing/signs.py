"""Signs and safety equipment: exit signs, a wall clock, a fire extinguisher."""

import numpy as np

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, Paint, paint
from liminal.thing.hardware import TO_FRONT, bolt
from liminal.thing.lettering import write
from liminal.thing.outline import circle
from liminal.thing.turning import turned

HOUSING = 0.318, 0.195, 0.050  # m: an exit sign
LETTER, STROKE = 0.152, 0.019  # m: 6 in high, 3/4 in wide (UL 924)
WORD = 0.243  # m: the width of all four letters
EXIT_GLOW = (150.0, 3.0, 1.5)  # cd/m2: red, 34 cd/m2 of luminance
CLOCK = 0.165  # m: radius, of a clock of 13 in
CYLINDER = 0.064  # m: radius, of an extinguisher of 10 lb

OFF_WHITE = paint(Finish.PAINTED_STEEL, "#d0cbbe")
LIT_RED = paint(Finish.PLASTIC, "#8a2a22", glow=EXIT_GLOW)
DARK_RED = paint(Finish.PLASTIC, "#7c2c25")
SEAM = paint(Finish.RUBBER, "#2b2926")
PALE_SEAM = paint(Finish.PAINTED_STEEL, "#98948a")
BLACK = paint(Finish.PLASTIC, "#2c2b2a")
DIAL = paint(Finish.PAPER, "#d2cdbd")
RIM = paint(Finish.PLASTIC, "#4b443c")
SECONDS = paint(Finish.PLASTIC, "#8c3128")
RED = paint(Finish.PAINTED_STEEL, "#8d2d26")
BRASS = paint(Finish.CHROME, "#9a8a62")
CHROME = paint(Finish.CHROME, "#93918c")
LABEL = paint(Finish.PAPER, "#c9c4b4")
PRINT = paint(Finish.PAPER, "#55524b")
GREEN, BLUE = paint(Finish.PAPER, "#4d7253"), paint(Finish.PAPER, "#45587f")


def exit_sign(b: Builder) -> None:
    """A lit American exit sign on a wall: red letters in a white metal face; it usually hangs at 2.1 m or higher."""
    _exit_housing(b, 0.0, HOUSING[2] - 0.005)
    _exit_face(b, HOUSING[2], LIT_RED)


def exit_sign_dark(b: Builder) -> None:
    """An exit sign on a wall whose lamps are out."""
    _exit_housing(b, 0.0, HOUSING[2] - 0.005)
    _exit_face(b, HOUSING[2], DARK_RED)


def hanging_exit_sign(b: Builder) -> None:
    """A lit exit sign under a ceiling, which its canopy touches: legible from both sides."""
    _hanging_exit_sign(b, LIT_RED)


def hanging_exit_sign_dark(b: Builder) -> None:
    """An exit sign under a ceiling whose lamps are out."""
    _hanging_exit_sign(b, DARK_RED)


def _hanging_exit_sign(b: Builder, letters: Paint) -> None:
    """An exit sign about z = 0, its canopy on top."""
    half = HOUSING[2] / 2
    _exit_housing(b, -half + 0.005, half - 0.005)
    for turn in (0, 180):
        with b.within(rotation=turned("y", turn)):
            _exit_face(b, half, letters)
    top = HOUSING[1]
    b.box((0.05, 0.030, 0.034), (0, top + 0.014, 0), OFF_WHITE, bevel=0.004)
    canopy = [(0.030, 0), (0.052, 0.006), (0.060, 0.014), (0.060, 0.022), (0, 0.022)]
    b.lathe(canopy, (0, top + 0.026, 0), OFF_WHITE, sides=20, hollow=True)
    b.proxy_round(0.058, 0.014, (0, top + 0.041, 0))


def _exit_housing(b: Builder, back: float, front: float) -> None:
    """The can of an exit sign between two depths."""
    size = HOUSING[0] - 0.004, HOUSING[1] - 0.004, front - back
    b.box(size, (0, HOUSING[1] / 2, (back + front) / 2), OFF_WHITE, bevel=0.003, spacing=0.11)


def _exit_face(b: Builder, front: float, letters: Paint) -> None:
    """The face of an exit sign up to a depth: a plate a little off the can, letters, arrows that can be broken out."""
    width, height = HOUSING[:2]
    middle = height / 2
    spacing = 0.08 if b.near else 0.04  # as fine from afar: the plate shines as its nearest corners do
    b.box((width, height, 0.004), (0, middle, front - 0.002), OFF_WHITE, bevel=0.0015, spacing=spacing, hollow=True)
    if b.near:
        b.box((width - 0.01, height - 0.01, 0.002), (0, middle, front - 0.0045), SEAM, spacing=1, hollow=True)
        for side in (-1, 1):
            bolt(b, 0.003, (side * (width / 2 - 0.008), middle, front), PALE_SEAM)

    # Letters stand 1.5 mm out of the plate, as diffusers do that are pressed through it from behind.
    half, rise = LETTER / 2, 0.0015
    with b.within((0, middle, front)):
        for x, y, w, h in _letter_bars():
            if b.near:
                b.box((w, h, 2 * rise), (x, y, 0), letters, bevel=0.0006, spacing=0.08, hollow=True)
            else:
                b.line([(x, y - h / 2), (x, y + h / 2)], w, (0, 0, rise), letters, spacing=0.04)
            b.proxy((w, h, 2 * rise), (x, y, 0))
        lean, across = np.degrees(np.arctan2(0.022, half)), 0.53 * STROKE
        for side in (-1, 1):
            x = 0.022 * side
            outline = [(across - x, -half), (x + across, half), (x - across, half), (-x - across, -half)]
            b.plate(outline, 2 * rise, (-0.025, 0, 0.0001 * side), letters, bevel=0.0006, hollow=True)
            b.proxy((STROKE, LETTER, 2 * rise), (-0.025, 0, 0), turned("z", -side * lean))
        x = 2 * across * LETTER * (2 - across / 0.022)  # m2: its strokes, the lozenge where they cross counted once
        lit = x + sum(w * h for _, _, w, h in _letter_bars())
        b.emitter((WORD, LETTER), (0, 0, rise + 0.001), share=lit / (WORD * LETTER))
        if b.near:
            for side in (-1, 1):
                x = side * (width / 2 - 0.017)
                b.line(
                    [(x - side * 0.009, 0.035), (x + side * 0.004, 0), (x - side * 0.009, -0.035)],
                    0.0015,
                    (0, 0, 0.0003),
                    PALE_SEAM,
                )


def _letter_bars() -> list[tuple[float, float, float, float]]:
    """The upright and level strokes of EXIT, all but X: middle (x, y) and size (x, y), m."""
    half, s = LETTER / 2, STROKE
    e, i, t = -0.093, 0.0335, 0.089
    bars = [(e - 0.019, 0.0, s, LETTER), (i, 0.0, s, LETTER)]
    bars += [(e + 0.0095, y, 0.038, s) for y in (half - s / 2, -half + s / 2)]
    bars += [(e + 0.0070, 0.0, 0.033, s)]
    return [*bars, (t, half - s / 2, 0.064, s), (t, -s / 2, s, LETTER - s)]


def wall_clock(b: Builder) -> None:
    """A school's or an office's clock, 0.33 m across, at 3:07; its middle usually hangs at 2.1 m."""
    deep, dial = 0.048, 0.148
    with b.within((0, CLOCK, 0)):
        case = [(0, 0), (CLOCK - 0.012, 0), (CLOCK - 0.004, 0.010), (CLOCK, 0.030), (CLOCK - 0.003, deep - 0.003)]
        case += [(CLOCK - 0.008, deep), (dial + 0.003, deep - 0.004), (dial, 0.036)]
        case = case if b.near else [*case[1:2], *case[3:6], case[-1]]
        b.lathe(case, (0, 0, 0), RIM, TO_FRONT, sides=40, hollow=True)
        b.plate(circle(dial, 40 if b.near else 16), 0.004, (0, 0, 0.034), DIAL, hollow=True)
        b.proxy_round(CLOCK - 0.002, 0.036, (0, 0, 0.018), TO_FRONT)
        _dial_marks(b, 0.0366)

        # Hands: the hour's is broader; a clock with a sweep hand is a synchronous one.
        minutes = 7 + 41 / 60
        for turn, length, back, width, level, colour in (
            (30 * (3 + minutes / 60), 0.078, 0.024, 0.011, 0.039, BLACK),
            (6 * minutes, 0.116, 0.030, 0.008, 0.041, BLACK),
            (6 * 41, 0.118, 0.040, 0.0022, 0.043, SECONDS),
        ):
            outline = [(width / 2, -back), (0.35 * width, length), (-0.35 * width, length), (-width / 2, -back)]
            b.plate(outline, 0.001, (0, 0, level), colour, turned("z", -turn), bevel=0.0, hollow=True)
        b.lathe([(0.006, 0.036), (0.006, 0.044), (0, 0.045)], (0, 0, 0), BLACK, TO_FRONT, sides=10, hollow=True)


def _dial_marks(b: Builder, level: float) -> None:
    """The figures and the minutes of a clock's dial; from afar, dots for the hours."""
    for hour in range(1, 13):
        angle = np.radians(90 - 30 * hour)
        across = np.array([np.cos(angle), np.sin(angle)])
        if b.near:
            write(b, str(hour), 0.030, (*(0.107 * across), level), BLACK, weight=0.15)
        else:
            b.line([(0, -0.01), (0, 0.01)], 0.016, (*(0.107 * across), level + 0.002), BLACK)
    if b.near:
        for minute in range(60):
            width, begin = (0.003, 0.131) if minute % 5 == 0 else (0.0012, 0.135)
            b.line([(0, begin), (0, 0.141)], width, (0, 0, level), BLACK, turned("z", -6 * minute))


def fire_extinguisher(b: Builder) -> None:
    """A dry chemical extinguisher of 10 lb, 0.52 m high: red cylinder, squeeze valve, gauge, hose; it stands."""
    radius, shoulder = CYLINDER, 0.375
    body = [(0, 0.006), (0.045, 0.004), (radius - 0.006, 0), (radius, 0.006), (radius, 0.13), (radius, 0.25)]
    body += [(radius, shoulder), (0.062, shoulder + 0.012), (0.054, shoulder + 0.026), (0.038, shoulder + 0.038)]
    body = [*body, (0.020, shoulder + 0.044)] if b.near else [*body[2:5], *body[6::2], (0.020, shoulder + 0.044)]
    b.lathe(body, (0, 0, 0), RED, sides=24, hollow=True)
    b.proxy_round(radius, shoulder, (0, shoulder / 2, 0))
    b.proxy_round(0.056, 0.026, (0, shoulder + 0.013, 0))
    b.proxy_round(0.030, 0.018, (0, shoulder + 0.033, 0))
    if b.near:
        neck = [
            (0.020, shoulder + 0.040),
            (0.020, shoulder + 0.058),
            (0.015, shoulder + 0.060),
            (0.015, shoulder + 0.09),
        ]
        b.lathe(neck, (0, 0, 0), BRASS, sides=12, hollow=True)
        b.lathe(
            [(radius + 0.0006, shoulder - 0.002), (radius + 0.0006, shoulder)], (0, 0, 0), SEAM, hollow=True, sides=24
        )
    _valve(b, shoulder + 0.075)
    _label(b, radius)

    # The hose goes down the side, its nozzle in a clip.
    hose = [(0.015, shoulder + 0.07, 0), (0.055, shoulder + 0.075, 0), (0.083, shoulder + 0.02, 0.004)]
    hose += [(0.080, 0.25, 0.012), (0.076, 0.17, 0.014)]
    b.tube(hose, 0.0095, BLACK, bend=0.04, sides=8)
    nozzle = [(0.0095, 0), (0.0115, -0.01), (0.0115, -0.04), (0.008, -0.085), (0.0075, -0.1), (0.005, -0.1)]
    if b.near:
        b.lathe(nozzle[::-1], (0.0755, 0.175, 0.014), BLACK, sides=10, hollow=True)
        b.box((0.018, 0.012, 0.026), (0.072, 0.153, 0.014), BLACK, hollow=True)
    b.lathe([(radius + 0.001, 0.146), (radius + 0.001, 0.160)], (0, 0, 0), BLACK, sides=24, hollow=True)


def _valve(b: Builder, level: float) -> None:
    """Carrying handle and lever, which point to the back, pin and gauge."""
    if not b.near:
        b.box((0.028, 0.06, 0.030), (0, level - 0.015, 0.004), BRASS, hollow=True)
        b.box((0.022, 0.03, 0.12), (0, level + 0.027, -0.045), CHROME, turned("x", -3))
        return
    b.box((0.030, 0.026, 0.034), (0, level, 0), BRASS, bevel=0.004, hollow=True)
    for tilt, lift, length in ((4, 0.0, 0.105), (-9, 0.030, 0.120)):
        with b.within((0, level + 0.012 + lift, -0.012), turned("x", tilt)):
            u, v = np.meshgrid(np.linspace(-1, 1, 5), np.linspace(0, 1, 4))
            drop = 0.010 * u**2 + 0.012 * np.clip(v - 0.66, 0, 1) * 3
            strip = np.stack([0.012 * u, (0.006 - drop) * (1 if lift else -0.6), 0.02 - length * v], -1)
            b.sheet(strip, 0.002, CHROME, hollow=True)
    b.proxy((0.022, 0.05, 0.11), (0, level + 0.022, -0.045))
    b.tube([(-0.024, level + 0.022, 0.004), (0.020, level + 0.022, 0.004)], 0.002, CHROME, sides=6, hollow=True)
    ring = [(x - 0.036, y + level + 0.022, 0.004) for x, y in circle(0.012, 10)]
    b.tube(ring, 0.0012, CHROME, closed=True, sides=4, hollow=True)
    with b.within((0, level - 0.004, 0.017)):
        b.lathe([(0.006, 0), (0.006, 0.010)], (0, 0, 0), BRASS, TO_FRONT, sides=8, hollow=True)
        b.lathe(
            [(0.017, 0.009), (0.018, 0.012), (0.017, 0.020), (0.015, 0.019)],
            (0, 0, 0),
            CHROME,
            TO_FRONT,
            sides=16,
            hollow=True,
        )
        b.lathe([(0.0155, 0.0188), (0, 0.0188)], (0, 0, 0), LABEL, TO_FRONT, sides=12, hollow=True)
        b.line([(-0.006, 0.008), (0.006, 0.008)], 0.005, (0, 0, 0.0192), GREEN)
        b.line([(0, -0.002), (0.002, 0.010)], 0.0015, (0, 0, 0.0195), BLACK)


def _label(b: Builder, radius: float) -> None:
    """Instructions on the front of the cylinder: pictures of the classes of fire, and lines of print."""
    around, low, high = np.radians(np.linspace(-62, 62, 9)), 0.172, 0.335
    angle, height = np.meshgrid(around, np.linspace(low, high, 3))
    paper = radius + 0.0006
    b.sheet(np.stack([paper * np.sin(angle), height, paper * np.cos(angle)], -1), 0.0006, LABEL, hollow=True)
    for turn, colour in ((-34, GREEN), (0, SECONDS), (34, BLUE)):
        with b.within(rotation=turned("y", turn)):
            b.line([(0, 0.295), (0, 0.321)], 0.026, (0, 0, paper + 0.0005), colour)
            if not b.near:
                continue
            write(b, {GREEN: "A", SECONDS: "B", BLUE: "C"}[colour], 0.016, (0, 0.308, paper + 0.0009), LABEL)
            for row in range(9):
                width = 0.025 if row % 4 else 0.016
                b.line(
                    [(-width / 2, 0.282 - 0.0115 * row), (width / 2, 0.282 - 0.0115 * row)],
                    0.0036,
                    (0, 0, paper + 0.0012),
                    PRINT,
                )
