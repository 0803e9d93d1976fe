"""Ropes with floats that part a pool into lanes, or the deep end from the shallow one."""

import numpy as np

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, Paint, paint
from liminal.thing.turning import turned

ALONG_X = turned("z", -90)  # turns a body of rotation from +y to +x

ROPE = paint(Finish.FABRIC, "#b9b7a8")
FLOATS = (paint(Finish.PLASTIC, "#d5d8d6"), paint(Finish.PLASTIC, "#3f6f9c"))
EVERY, RADIUS, LENGTH = 0.45, 0.055, 0.15  # m


def float_rope(b: Builder, coat: Paint, span: float) -> None:
    """A rope along x on the water, whose surface is y = 0, with white and blue floats by turns."""
    count = max(1, int(span / EVERY))
    places = EVERY * (np.arange(count) - (count - 1) / 2)
    b.tube(np.linspace((-span / 2, 0, 0), (span / 2, 0, 0), 9), 0.007, coat, sides=6)
    share = np.linspace(-1, 1, 9 if b.near else 5)
    profile = np.column_stack([RADIUS * (1 - abs(share) ** 3), LENGTH / 2 * share])
    profile[[0, -1], 0] = 0.008
    for number, x in enumerate(places.tolist()):
        b.lathe(profile.tolist(), (x, 0, 0), FLOATS[number % 2], ALONG_X, sides=18, hollow=True)
        b.proxy((LENGTH - 0.03, 1.3 * RADIUS, 1.3 * RADIUS), (x, 0, 0))
