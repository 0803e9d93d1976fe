"""Metalwork: pool ladders, rails on stairs, and the paints that bars and tubes come in."""

from collections.abc import Sequence

import numpy as np

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, Paint, paint
from liminal.thing.structure.laid import pieces
from liminal.thing.swept import bent, subdivided

RAIL = 0.0215  # m: radius of a rail of 43 mm tube
GRIP = 0.45  # m: how far the rails of a pool ladder reach back over the deck
OUT = 0.13  # m: how far before the wall they go down
FLANGE = 0.045  # m: radius of the cover where a tube enters the floor
POST_EVERY = 1.5  # m, at most
LIT = 0.25  # m: along tubes, between corners, at most

CHROME = paint(Finish.CHROME, "#c3c6c7")
TREAD = paint(Finish.PLASTIC, "#d8dad6")

# By their variant.
METALS = (
    CHROME,
    paint(Finish.PAINTED_STEEL, "#d6d4cb"),
    paint(Finish.PAINTED_STEEL, "#c29a34"),
    paint(Finish.PAINTED_STEEL, "#4b4f50"),
    paint(Finish.PAINTED_STEEL, "#7d8583"),
)


def pool_ladder(b: Builder, metal: Paint, width: float, rise: float, drop: float, treads: float) -> None:
    """A ladder over the edge of a pool, whose wall is z = 0 and whose deck y = 0: rails above, treads below."""
    for side in (-1, 1):
        x = side * (width / 2 - RAIL)
        path = [(x, 0, -GRIP), (x, rise - RAIL, -GRIP + 0.02), (x, rise - RAIL, OUT), (x, -drop, OUT)]
        _tube(b, metal, path, 0.2)
        _flange(b, metal, (x, 0, -GRIP))
        bumper = [(x, -drop + 0.06, OUT), (x, -drop + 0.06, 0.004)]
        b.tube(bumper, 0.012, TREAD, sides=8)
    for number in range(round(treads)):
        y = -0.18 - 0.29 * number
        b.box((width - 4 * RAIL, 0.028, 0.085), (0, y, OUT), TREAD, bevel=0.008)
        for side in (-1, 1):
            at = side * (width / 2 - 2 * RAIL), y, OUT
            b.box((0.012, 0.05, 0.075), at, metal, bevel=0.003, hollow=True)


def stair_rail(b: Builder, metal: Paint, run: float, fall: float, height: float, bars: float) -> None:
    """A rail down a stair or along a ramp, from the origin towards +z, on posts; with so many bars below it, if any."""
    ahead = 0.3 if bars else 0.0
    top = height - RAIL
    path = [(0, 0, -ahead), (0, top, -ahead), (0, top, 0), (0, top - fall, run), (0, -fall, run)]
    _tube(b, metal, path if bars else path[:1] + path[2:], 0.12)
    along = np.linspace(0.0, 1.0, 1 + pieces(run, POST_EVERY))
    for share in along[1:-1]:
        b.tube([(0, -fall * share, run * share), (0, top - fall * share, run * share)], RAIL, metal, sides=12)
        _flange(b, metal, (0, -fall * share, run * share))
    for end in ((0, 0, -ahead), (0, -fall, run)):
        _flange(b, metal, end)
    for number in range(round(bars)):
        level = (number + 1) / (round(bars) + 1) * height
        begin, end = (0, level, 0.02 - ahead), (0, level - fall, run - 0.02)
        b.tube(subdivided([begin, (0, level, 0), end], LIT), 0.6 * RAIL, metal, sides=10)


def _tube(b: Builder, metal: Paint, path: Sequence[tuple[float, float, float]], bend: float) -> None:
    """A rail along a path whose corners are rounded by so much, m."""
    b.tube(subdivided(bent(path, bend, 8 if b.near else 2), LIT), RAIL, metal, sides=14)


def _flange(b: Builder, metal: Paint, at: tuple[float, float, float]) -> None:
    profile = [(FLANGE, 0.0), (FLANGE, 0.004), (0.6 * FLANGE, 0.016), (RAIL, 0.018)]
    b.lathe(profile if b.near else profile[::3], at, metal, sides=16, hollow=True)
