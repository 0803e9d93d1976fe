"""Structures: parts of buildings that lie on no grid, as round columns and vaults. Their dimensions; what they take up.

A prop names one and holds its dimensions. In its own space a structure stands on y = 0, and its front looks to +z.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from liminal.world.arc import Arc
from liminal.world.material import Material

Point = tuple[float, float, float]
Box = tuple[Point, Point]  # the lowest and the highest of its coordinates, m

MOST_DIMENSIONS = 4
CROWN = 0.02  # m: how far below a flat ceiling the crown of an arch or a vault lies
PLINTH = 0.05  # m: how far a column's plinth stands out
STEPS = 10  # boxes of half an arch


@dataclass(frozen=True)
class Form:
    """`usual`: its dimensions by name, in the order in which a prop holds them; metres, but for counts and angles.

    `solids`: boxes that hold all of it, by the dimensions: what one walks into and does not see through. `variant`: the
    usual one. `notable`: one looks at it, as at a thing.
    """

    usual: dict[str, float]
    solids: Callable[..., Iterator[Box]]
    variant: int = Material.POOL_TILE
    notable: bool = False


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


FORMS = {
    "round-column": Form({"radius": 0.3, "height": 2.7, "plinth": 0.0}, _column),
    "arch": Form({"width": 2.4384, "height": 2.4384, "rise": 1.2, "depth": 0.4572}, _arch),
    "barrel-vault": Form({"span": 4.8768, "height": 3.9624, "rise": 1.8, "length": 4.8768}, _arch),
}


def solids(name: str, dimensions: NDArray[np.floating]) -> NDArray[np.float64]:
    """What a structure takes up, in its own space: (n, 2, 3), the lowest and highest of the coordinates of boxes, m."""
    form = FORMS[name]
    return np.array(list(form.solids(*dimensions[: len(form.usual)].astype(float).tolist())), float)
