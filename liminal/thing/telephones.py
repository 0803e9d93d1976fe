"""Telephones."""

import numpy as np
from numpy.typing import NDArray

from liminal.thing import swept
from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint
from liminal.thing.lettering import write
from liminal.thing.turning import turned

Floats = NDArray[np.float64]

ALMOND = paint(Finish.PLASTIC, "#b3a58a")
SHADE = paint(Finish.PLASTIC, "#9d9079")
FACE = paint(Finish.PLASTIC, "#4a4640")
KEY = paint(Finish.PLASTIC, "#c0b7a4")
MARK = paint(Finish.PLASTIC, "#3a3732")
CARD = paint(Finish.PAPER, "#cfc9b8")
HOOK = paint(Finish.CHROME, "#97958e")
HOLE = paint(Finish.PLASTIC, "#2d2a25")

DROP = 0.33  # m: from the lowest point of the cord to the bottom of the telephone
TURNS = 58  # of the cord


def wall_telephone(b: Builder) -> None:
    """A push-button wall telephone of the 1980s, its handset on the hook, the cord hanging: 0.20 x 0.55 x 0.14 m.

    On a wall its lowest point, that of the cord, is 0.95 m above the floor.
    """
    height = 0.225
    with b.within((0, DROP, 0)):
        b.box((0.175, height - 0.03, 0.014), (0, height / 2, 0.007), SHADE, bevel=0.002)
        b.cushion((0.20, height, 0.062), (0, height / 2, 0.043), ALMOND, radius=0.018, spacing=0.07)
        _keypad(b, (0.040, 0.095, 0.074))
        b.patch((0.062, 0.016), (0.040, 0.188, 0.0755), CARD)
        if b.near:
            b.patch((0.040, 0.0025), (0.040, 0.190, 0.0762), MARK)
            b.patch((0.0025, height - 0.05), (-0.017, height / 2, 0.0748), SHADE)
        with b.within((-0.058, height / 2 + 0.002, 0.074)):
            b.box((0.030, 0.012, 0.026), (0, 0.052, 0.008), HOOK, bevel=0.003, hollow=True)
            _handset(b)
    _cord(b)


def _keypad(b: Builder, at: tuple[float, float, float]) -> None:
    """Twelve square keys on a dark plate."""
    with b.within(at):
        b.box((0.078, 0.100, 0.004), (0, 0, 0.001), FACE, bevel=0.001, hollow=True)
        for row in range(4):
            for column in range(3):
                place = 0.023 * (column - 1), 0.0345 - 0.023 * row, 0.006
                if b.near:
                    b.box((0.0155, 0.0155, 0.008), place, KEY, bevel=0.0015, hollow=True)
                    write(b, "123456789*0#"[3 * row + column], 0.0075, (place[0], place[1], 0.0106), MARK)
                else:
                    b.patch((0.0155, 0.0155), place, KEY)


def _handset(b: Builder) -> None:
    """A handset that hangs upright before z = 0, its earpiece above."""
    arc = np.radians(np.linspace(-38, 38, 9 if b.near else 4))
    spine = np.column_stack(
        [np.zeros(len(arc)), 0.135 * np.sin(arc) / np.sin(arc[-1]) * 0.62, 0.052 - 0.135 * (1 - np.cos(arc))]
    )
    b.tube(spine, 0.0165, ALMOND, sides=12)
    for end, tilt in ((1, 14), (-1, -14)):
        with b.within((0, end * 0.083, 0.020), turned("x", -90 + tilt)):
            cap = [(0.010, 0.020), (0.024, 0.018), (0.0305, 0.004), (0.0305, -0.010), (0.026, -0.017), (0, -0.017)]
            b.lathe(cap[::-1] if b.near else [cap[4], cap[2], cap[0]], (0, 0, 0), ALMOND, sides=16, hollow=True)
        b.proxy((0.043, 0.043, 0.034), (0, end * 0.083, 0.022), turned("x", tilt))


def _cord(b: Builder) -> None:
    """The coiled cord: from the end of the handset down, and up to the bottom of the body."""
    radius, wire = 0.0062, 0.0024
    low = radius + wire
    hang = [(-0.058, DROP + 0.012, 0.082), (-0.060, low, 0.062), (0.030, low, 0.040), (0.035, DROP + 0.004, 0.045)]
    course = swept.bent(hang, 0.05, 6)
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(course, axis=0), axis=1))])
    share = np.linspace(0, 1, (5 * TURNS if b.near else 12) + 1)
    middle = np.column_stack([np.interp(share * length[-1], length, each) for each in course.T])
    if not b.near:
        b.tube(middle, low, SHADE, hollow=True)
        return

    # Its coils lie across its course, and its own weight has opened those at the top.
    along = np.gradient(middle, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    across = np.cross(along, (0.0, 0.0, 1.0))
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    phase = 2 * np.pi * TURNS * (share - 0.03 * np.sin(2 * np.pi * share))
    coil = radius * np.clip(30 * np.minimum(share, 1 - share), 0.05, 1)
    path = middle + coil[:, None] * (np.cos(phase)[:, None] * across + np.sin(phase)[:, None] * np.cross(along, across))
    b.tube(path, wire, SHADE, sides=3, hollow=True)
