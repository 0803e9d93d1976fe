"""Coils: a cable drum and a coil of rope."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint
from liminal.thing.hardware import TO_FRONT, bolt
from liminal.thing.outline import circle
from liminal.thing.swept import bent
from liminal.thing.turning import turned

Floats = NDArray[np.float64]

FLANGE, THICK, APART = 0.375, 0.036, 0.42  # m: a flange's radius and thickness, and from one to the other
CABLE_RADIUS, WOUND = 0.020, 0.285  # m: of the cable, and of the drum with it
ROPE_RADIUS = 0.011  # m
# A coil of rope, turn by turn: distance from its middle and height, m; a layer outwards, one inwards, two turns more.
ROPE_TURNS = (
    (0.150, 0.0), (0.174, 0.0), (0.198, 0.0), (0.222, 0.001), (0.226, 0.006), (0.212, 0.0205),
    (0.188, 0.021), (0.164, 0.0215), (0.172, 0.034), (0.200, 0.040), (0.226, 0.036),
)  # fmt: skip

BOARDS = tuple(paint(Finish.VENEER, colour) for colour in ("#9a866a", "#887558", "#a28f73", "#917d60"))
CABLE = paint(Finish.RUBBER, "#3a3835")
CABLE_END = paint(Finish.RUBBER, "#77736b")
STEEL = paint(Finish.PAINTED_STEEL, "#6f6c66")
HOLE = paint(Finish.RUBBER, "#211f1d")
HEMP = paint(Finish.FABRIC, "#9a8868")
TWINE = paint(Finish.FABRIC, "#7d6a4b")


def cable_drum(b: Builder) -> None:
    """A wooden drum of 0.75 m with power cable on it, standing on the rims of its flanges; its axis is z."""
    with b.within((0, FLANGE, 0)):
        for end, turn in ((1, 0), (-1, 180)):
            with b.within((0, 0, end * (APART + THICK) / 2), turned("y", turn)):
                _flange(b)
        _windings(b)


def _flange(b: Builder) -> None:
    """A round of boards, with the end of its steel tube and the rods that hold the drum together."""
    b.proxy_round(FLANGE, THICK, (0, 0, 0), TO_FRONT)
    face = THICK / 2
    cuts = FLANGE * np.array([-1.0, -0.62, -0.25, 0.12, 0.47, 0.78, 1.0])
    upright = turned("z", 90)
    if not b.near:
        b.plate(circle(FLANGE, 16), THICK, (0, 0, 0), BOARDS[1], hollow=True)
        for cut in cuts[1:-1]:
            reach = 0.99 * np.sqrt(FLANGE**2 - cut**2)
            b.line([(-reach, cut), (reach, cut)], 0.005, (0, 0, face + 0.001), HOLE)
    for number, (begin, end) in enumerate(pairwise(cuts) if b.near else ()):
        # Boards lie level, a saw's width apart; so that their grain does too, each is drawn upright.
        rim = np.linspace(np.arccos(end / FLANGE), np.arccos(begin / FLANGE), 5)
        arc = FLANGE * np.column_stack([np.cos(rim), np.sin(rim)])
        arc[0, 0], arc[-1, 0] = end - 0.0015, begin + 0.0015
        outline = np.vstack([arc, arc[::-1] * (1, -1)])
        outline = outline[np.linalg.norm(outline - np.roll(outline, -1, 0), axis=1) > 1e-6]
        b.plate(outline @ upright[:2, :2].T, THICK, (0, 0, 0), BOARDS[number * 3 % 4], bevel=0.002, hollow=True)
    b.lathe([(0.085, -0.002), (0.085, 0.004), (0.042, 0.004)], (0, 0, face), STEEL, TO_FRONT, sides=16, hollow=True)
    b.lathe([(0.042, 0.002), (0, 0.002)], (0, 0, face), HOLE, TO_FRONT, sides=16, hollow=True)
    if b.near:
        for angle in np.radians((40, 130, 220, 310)):
            x, y = np.cos(angle), np.sin(angle)
            b.lathe(
                [(0.022, 0), (0.022, 0.003), (0, 0.003)],
                (0.19 * x, 0.19 * y, face),
                STEEL,
                TO_FRONT,
                sides=10,
                hollow=True,
            )
            bolt(b, 0.012, (0.19 * x, 0.19 * y, face + 0.003), STEEL)
            bolt(b, 0.006, (0.066 * x, 0.066 * y, face + 0.004), STEEL)


def _windings(b: Builder) -> None:
    """Turns of cable side by side: the uppermost layer does not reach the end, and the cable's end is tied down."""
    turns, layer = 10, 7
    pitch = APART / turns
    crest = [(0.0, -0.3), (0.25, 0.0), (0.75, 0.0)] if b.near else [(0.0, 0.0)]
    profile = [(0.1, -APART / 2)]
    for begin, end, radius in ((0, layer, WOUND), (layer, turns, WOUND - 1.7 * CABLE_RADIUS)):
        for number in range(begin, end) if b.near else (begin,):
            low = number * pitch - APART / 2
            profile += [(radius + drop * CABLE_RADIUS, low + share * pitch) for share, drop in crest]
        profile.append((radius + crest[0][1] * CABLE_RADIUS, end * pitch - APART / 2))
    b.lathe([*profile, (0.1, APART / 2)], (0, 0, 0), CABLE, TO_FRONT, sides=16, hollow=True)
    full = layer / turns * APART
    b.proxy_round(WOUND - 0.004, full, (0, 0, (full - APART) / 2), TO_FRONT)
    b.proxy_round(WOUND - 1.7 * CABLE_RADIUS, APART - full, (0, 0, full / 2), TO_FRONT)
    angle, out = np.radians(np.linspace(100, 10, 8)), WOUND - 0.7 * CABLE_RADIUS + np.linspace(0, 0.17, 8) ** 2
    tied = np.stack([out * np.cos(angle), out * np.sin(angle), np.full(8, (layer + 0.5) * pitch - APART / 2)], -1)
    b.tube(tied, CABLE_RADIUS, CABLE, sides=8, hollow=True)
    b.tube([tied[-1], tied[-1] + 0.4 * (tied[-1] - tied[-2])], 0.8 * CABLE_RADIUS, CABLE_END, sides=8, hollow=True)


def rope_coil(b: Builder) -> None:
    """A coil of hemp rope, 22 mm thick and 0.5 m across, tied with twine in two places; its end lies beside it."""
    turns = len(ROPE_TURNS) - 1
    turn = np.linspace(0, turns, (16 if b.near else 8) * turns + 1)
    angle, (across, level) = 2 * np.pi * turn, _rope_place(turn)
    coil = np.stack([across * np.cos(angle), level, across * np.sin(angle)], -1)
    tail = [
        coil[-1],
        (0.238, 0.040, 0.09),
        (0.246, ROPE_RADIUS, 0.16),
        (0.22, ROPE_RADIUS, 0.25),
        (0.15, ROPE_RADIUS, 0.29),
    ]
    b.tube(np.vstack([coil[:-1], bent(tail, 0.08, 3)]), ROPE_RADIUS, HEMP, sides=6, hollow=True)
    for part in range(10):
        around = turned("y", 36 * part)
        b.proxy((0.078, 0.045, 0.1), around @ (0.190, 0.026, 0), around)

    # Twine goes round all the turns of rope in one place: as far out, whichever way, as the outermost of them.
    way = circle(1.0, 14)
    for place in (0.16, 0.61) if b.near else ():
        strands = np.stack(_rope_place(np.arange(turns, dtype=float) + place), -1)
        middle = strands.mean(0)
        girth = ((strands - middle) @ way.T).max(0) + ROPE_RADIUS + 0.002
        bundle = middle + girth[:, None] * way
        with b.within(rotation=turned("y", -360 * place)):
            for shift in (-0.004, 0.003):
                ring = np.column_stack([bundle[:, 0], bundle[:, 1].clip(0.002), np.full(len(bundle), shift)])
                b.tube(ring, 0.0025, TWINE, closed=True, sides=5, hollow=True)


def _rope_place(turn: Floats) -> tuple[Floats, Floats]:
    """Distance from the coil's middle and height of the rope, m, after so many turns; it lies a little unevenly."""
    number, (radius, height) = np.arange(len(ROPE_TURNS)), np.array(ROPE_TURNS).T
    angle = 2 * np.pi * turn
    across = np.interp(turn, number, radius) + 0.003 * np.sin(2 * angle + 1.3 * turn)
    level = np.interp(turn, number, height) + 0.0015 * (1 + np.sin(3 * angle + 0.7 * turn))
    return across, ROPE_RADIUS + level
