"""What lies on steps of cells: nosings along their edges, or a ramp over all of them."""

import numpy as np

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, Paint, paint
from liminal.thing.structure.laid import OVERLAP, laid, pieces
from liminal.thing.turning import turned
from liminal.world.structure import NOSING, PROUD, SLAB

BEND, LIP = 0.005, 0.03  # m: radius of the edge of a nosing, and how far it reaches down the riser

# By their variant: cast aluminium, black rubber, yellow paint, white tile that is rounded off.
NOSINGS = (
    paint(Finish.CHROME, "#8f908c"),
    paint(Finish.RUBBER, "#393836"),
    paint(Finish.PAINTED_STEEL, "#c0993a"),
    paint(Finish.PLASTIC, "#d9dbd6"),
)


def stair_nosings(b: Builder, coat: Paint, width: float, steps: float, rise: float, going: float) -> None:
    """A strip along the edge of each of some steps that lead down from the origin towards +z, the first at y = 0."""
    turn = np.radians(np.linspace(0, 90, 4 if b.near else 2))
    edge = np.column_stack([np.cos(turn), np.sin(turn)]) * BEND + (PROUD - BEND)
    profile = np.vstack([(0.0, -NOSING), (PROUD, -NOSING), edge, (-LIP, PROUD), (-LIP, 0.0)])
    for number in range(round(steps)):
        place = 0.0, -number * rise, number * going
        b.moulding(profile, [(-width / 2, 0), (width / 2, 0)], place, coat, spacing=0.4)
        with b.within(place):
            b.proxy((width, PROUD, NOSING), (0, PROUD / 2 - 0.001, -NOSING / 2))


def ramp(b: Builder, coat: Paint, width: float, fall: float, run: float) -> None:
    """A slab down from the origin, at y = 0, towards +z, over steps of cells that lie below it."""
    length = float(np.hypot(fall, run))
    x = np.linspace(-width / 2, width / 2, 1 + pieces(width, 0.25 if b.near else 0.5))
    share = np.linspace(0.0, 1.0, 1 + pieces(length, 0.25 if b.near else 0.5))[:, None]
    up = np.array([0.0, run, fall]) / length
    grid = np.stack(np.broadcast_arrays(x, -fall * share, run * share), -1)
    b.mesh(laid(grid, up, x + width / 2, length * share), coat)
    for side in (-1, 1):
        heights = np.hstack([-fall * share, np.full_like(share, -fall - OVERLAP)])
        edge = np.stack(np.broadcast_arrays(side * width / 2, heights, run * share), -1)
        b.mesh(laid(edge, (side, 0, 0), run * share, heights), coat)
    middle = np.array([0.0, -fall / 2, run / 2]) - SLAB / 2 * up
    b.proxy((width, SLAB, length), middle, turned("x", float(np.degrees(np.arctan2(fall, run)))))
