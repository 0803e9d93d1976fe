"""Structures: parts of buildings that lie on no grid, as round columns and vaults. Their dimensions; what they take up.

A prop names one and holds its dimensions. In its own space a structure stands on y = 0, and its front looks to +z.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from liminal.world.arc import Arc
from liminal.world.material import Material
from liminal.world.slide_way import BORE, DECK, POST_EVERY, WALL, evenly, slide_way

Point = tuple[float, float, float]
Box = tuple[Point, Point]  # the lowest and the highest of its coordinates, m

MOST_DIMENSIONS = 4
CROWN = 0.02  # m: how far below a flat ceiling the crown of an arch or a vault lies
PLINTH = 0.05  # m: how far a column's plinth stands out
STEPS = 10  # boxes of half an arch, and of a bent wall
NOSING, PROUD = 0.05, 0.006  # m: width of a strip along the edge of a step, and how far it stands out
SLAB = 0.1  # m: thickness of a ramp


@dataclass(frozen=True)
class Form:
    """`usual`: its dimensions by name, in the order in which a prop holds them; metres, but for counts and angles.

    `solids`: boxes that hold all of it, by the dimensions: what one walks into and does not see through. `variant`: the
    usual one. `notable`: one looks at it, as at a thing. `underfoot`: one walks on it.
    """

    usual: dict[str, float]
    solids: Callable[..., Iterator[Box]]
    variant: int = Material.POOL_TILE
    notable: bool = False
    underfoot: bool = False


def _around(x: float, z: float, low: float, high: float) -> Box:
    return (-x, low, -z), (x, high, z)


def _column(radius: float, height: float, plinth: float) -> Iterator[Box]:
    """A circle within three rectangles."""
    for x, z in ((1.0, 0.5), (np.sqrt(0.75), np.sqrt(0.75)), (0.5, 1.0)):
        yield _around(radius * x, radius * z, 0.0, height)
    if plinth:
        yield _around(radius + PLINTH, radius + PLINTH, 0.0, plinth)


def _arch(width: float, height: float, rise: float, depth: float) -> Iterator[Box]:
    """All above an arc up to a flat head, in strips; on either side of the middle."""
    arc = Arc(width / 2, rise, height - CROWN - rise)
    points = arc.at(np.linspace(0.0, arc.sweep, STEPS + 1)).tolist()
    for (inner, _), (outer, level) in pairwise(points):
        for near, far in ((-outer, -inner), (inner, outer)):
            yield (near, level, -depth / 2), (far, height, depth / 2)


def _quarter(radius: float, height: float, *, hollow: bool) -> Iterator[Box]:
    """A quarter of a circle about the origin in x, z > 0; or, hollow, what it leaves of the square around it."""
    turn = np.linspace(0.0, np.pi / 2, STEPS + 1)
    for low, high in pairwise((radius * np.column_stack([np.sin(turn), np.cos(turn)])).tolist()):
        if hollow:
            yield (radius - high[0], 0.0, 0.0), (radius - low[0], height, radius - high[1])
        else:
            yield (low[0], 0.0, 0.0), (high[0], height, low[1])


def _curved_wall(radius: float, thickness: float, sweep: float, height: float) -> Iterator[Box]:
    """A ring's part about +z, in pieces."""
    turn = np.radians(np.linspace(-sweep / 2, sweep / 2, 2 * STEPS + 1))
    for ends in pairwise(turn.tolist()):
        x, z = (np.outer((radius - thickness, radius), wave(ends)) for wave in (np.sin, np.cos))
        yield (x.min(), 0.0, z.min()), (x.max(), height, z.max())


def _bar(length: float, width: float, depth: float) -> Iterator[Box]:
    yield (-length / 2, -depth, -width / 2), (length / 2, 0.0, width / 2)


def _duct(length: float, width: float, depth: float) -> Iterator[Box]:
    yield (-length / 2, -depth - 0.05, -width / 2 - 0.025), (length / 2, 0.0, width / 2 + 0.025)


def _pipes(length: float, diameter: float, count: float, drop: float) -> Iterator[Box]:
    reach = (count - 1) * (diameter + 0.11) / 2 + diameter / 2 + 0.05
    yield (-length / 2, -drop - diameter / 2 - 0.05, -reach), (length / 2, 0.0, reach)


def _bollard(radius: float, height: float) -> Iterator[Box]:
    yield _around(radius, radius, 0.0, height)


def _nosings(width: float, steps: float, rise: float, going: float) -> Iterator[Box]:
    for number in range(round(steps)):
        y, z = -number * rise, number * going
        yield (-width / 2, y - 0.03, z - NOSING), (width / 2, y + PROUD, z + PROUD)


def _ramp(width: float, fall: float, run: float) -> Iterator[Box]:
    for low, high in pairwise(np.linspace(0.0, 1.0, STEPS + 1).tolist()):
        yield (-width / 2, -fall, run * low), (width / 2, -fall * low, run * high)


def _rail(run: float, fall: float, height: float, bars: float) -> Iterator[Box]:
    """Along the slope, from foot to hand."""
    for low, high in pairwise(np.linspace(0.0, 1.0, STEPS + 1).tolist()):
        yield (-0.045, -fall * high, run * low - 0.05), (0.045, height - fall * low, run * high + 0.05)
    if bars:
        yield (-0.045, 0.0, -0.35), (0.045, height, 0.0)


def _ladder(width: float, rise: float, drop: float, treads: float) -> Iterator[Box]:
    for side in (-1, 1):
        x = side * (width / 2 - 0.02)
        yield (x - 0.05, 0.0, -0.5), (x + 0.05, rise, 0.16)
    yield (-width / 2, -drop, 0.0), (width / 2, 0.05, 0.18)


def _rope(span: float) -> Iterator[Box]:
    yield (-span / 2, -0.055, -0.055), (span / 2, 0.055, 0.055)


def _slide(height: float, length: float, turns: float, chute: float) -> Iterator[Box]:
    """The tube in pieces, its posts, the platform and the stair behind that."""
    way, out = slide_way(height, length, turns), BORE + WALL + 0.04
    for low, high in pairwise(evenly(way, 0.5)):
        along = (high - low) / np.linalg.norm(high - low)
        reach = out * np.sqrt(1.001 - along**2)  # of a circle across the tube, along each axis
        yield tuple((np.minimum(low, high) - reach).tolist()), tuple((np.maximum(low, high) + reach).tolist())
    for x, y, z in evenly(way, POST_EVERY)[1:-1].tolist():
        yield (x - 0.11, 0.0, z - 0.11), (x + 0.11, max(y - BORE, 0.1), z + 0.11)
    level, edge = height - BORE - WALL, DECK / 2
    yield (-edge, level - 0.06, -0.02 - DECK), (edge, level + 0.98, 0.0)
    for x in (-edge, edge - 0.1):
        for z in (-0.12, -DECK):
            yield (x, 0.0, z), (x + 0.1, level, z + 0.1)
    reach = 0.16 * max(3, round(level / 0.22))
    for low, high in pairwise(np.linspace(0.0, 1.0, STEPS + 1).tolist()):
        ends = (-0.02 - DECK - reach * (1 - share) for share in (low, high))
        yield (-0.36, max(level * low - 0.1, 0.0), next(ends) - 0.08), (0.36, level * high + 1.0, next(ends) + 0.08)


def _grate(width: float, length: float) -> Iterator[Box]:
    yield (-width / 2, 0.0, -length / 2), (width / 2, 0.018, length / 2)


STEAMING = ("floor-grate",)  # structures that steam rises from

FORMS = {
    "round-column": Form({"radius": 0.3, "height": 2.7, "plinth": 0.0}, _column),
    "arch": Form({"width": 2.4384, "height": 2.4384, "rise": 1.2, "depth": 0.4572}, _arch),
    "barrel-vault": Form({"span": 4.8768, "height": 3.9624, "rise": 1.8, "length": 4.8768}, _arch),
    "cove": Form({"radius": 0.6096, "height": 2.7}, partial(_quarter, hollow=True)),
    "rounded-corner": Form({"radius": 0.6096, "height": 2.7}, partial(_quarter, hollow=False)),
    "curved-wall": Form({"radius": 2.4, "thickness": 0.3, "sweep": 90.0, "height": 2.7}, _curved_wall),
    "ramp": Form({"width": 1.2192, "fall": 0.3048, "run": 3.6576}, _ramp, Material.CONCRETE_FLOOR, underfoot=True),
    "beam": Form({"length": 6.0, "width": 0.3, "depth": 0.5}, _bar, Material.CONCRETE),
    "i-beam": Form({"length": 6.0, "width": 0.2, "depth": 0.4}, _bar, 0),
    "pipe-run": Form({"length": 6.0, "diameter": 0.11, "count": 3, "drop": 0.45}, _pipes, 0),
    "duct": Form({"length": 5.0, "width": 0.6, "depth": 0.4}, _duct, 0),
    "bollard": Form({"radius": 0.084, "height": 1.0}, _bollard, 0),
    "floor-grate": Form({"width": 0.6096, "length": 0.9144}, _grate, 0, underfoot=True),
    "stair-nosings": Form({"width": 1.8288, "steps": 6, "rise": 0.1524, "going": 0.3048}, _nosings, 0, underfoot=True),
    "stair-rail": Form({"run": 1.8288, "fall": 0.9144, "height": 0.9, "bars": 0}, _rail, 0),
    "pool-ladder": Form({"width": 0.56, "rise": 0.78, "drop": 1.15, "treads": 3}, _ladder, 0, notable=True),
    "float-rope": Form({"span": 6.0}, _rope, 0),
    "water-slide": Form({"height": 2.6, "length": 5.5, "turns": 0.0, "chute": 0}, _slide, 0, notable=True),
}


def solids(name: str, dimensions: NDArray[np.floating]) -> NDArray[np.float64]:
    """What a structure takes up, in its own space: (n, 2, 3), the lowest and highest of the coordinates of boxes, m."""
    form = FORMS[name]
    return np.array(list(form.solids(*dimensions[: len(form.usual)].astype(float).tolist())), float)
