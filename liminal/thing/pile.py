"""A pile: identical copies of one thing in a heap, each let down until it rests on those below."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.random import mix_arrays, units
from liminal.thing.thing import Placement, Thing, joined, placed
from liminal.thing.turning import Matrix, moved, turned

COUNT = 40  # copies, as in the film's own pile of chairs
HEIGHT = 2.25  # m, that it does not pass
WIDTH, DEPTH = 3.0, 2.4  # m, of its footprint
RASTER = 0.025  # m between the points at which heights are compared
TRIES = 14  # places of which the lowest is taken
SETTLED = 0.015  # m: so deep a copy settles into what bears it, as legs slip between legs

# How a copy may lie, degrees about x and z: upright, on its back, face or side, upside down, or leaning on an edge;
# never askew by a little, which would look like a mistake.
ATTITUDES = (
    (0, 0),
    (0, 0),
    (90, 0),
    (-90, 0),
    (0, 90),
    (0, -90),
    (180, 0),
    (180, 0),
    (40, 0),
    (-45, 0),
    (0, 42),
    (0, 135),
)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Copy:
    """Points of a turned copy on the raster: `cell` (k, 2; z, x), from its origin; lowest and highest y, (k,), m."""

    cell: NDArray[np.intp]
    low: Floats
    high: Floats


def pile(thing: Thing, variant: int) -> Thing:
    """Pile up copies of a thing. `variant`: the number of an arrangement."""
    draws = iter(units(mix_arrays(variant + 1, np.arange(COUNT * (2 + 3 * TRIES)))).tolist())
    columns, rows = round(WIDTH / RASTER), round(DEPTH / RASTER)
    ground = np.zeros((rows, columns))
    copies = []
    for number in range(COUNT):
        attitude = ATTITUDES[int(next(draws) * len(ATTITUDES))] if number > 5 else (0, 0)
        lean = turned("z", attitude[1]) @ turned("x", attitude[0])
        best: tuple[float, Matrix, _Copy, NDArray[np.intp]] | None = None
        for _ in range(TRIES):
            spin = turned("y", 30 * int(12 * next(draws))) @ lean
            copy = _rasterised(thing, spin)
            extent = copy.cell.max(0) - copy.cell.min(0)
            room = np.array([rows, columns]) - extent - 1
            share = np.array([next(draws), next(draws)])
            if (room < 0).any():
                continue
            at = np.rint((share * 0.9 + 0.05) * room).astype(np.intp) - copy.cell.min(0)
            z, x = (copy.cell + at).T
            height = float((ground[z, x] - copy.low).max()) - SETTLED * (number > 0)
            # The heap rises towards its middle.
            off = np.hypot(*((at + copy.cell.mean(0)) / (rows, columns) - 0.5))
            top = height + float(copy.high.max()) + 0.9 * off
            if best is None or top < best[0]:
                best = top, moved((at[1] * RASTER, max(height, 0.0), at[0] * RASTER), spin), copy, at
        if best is None or best[1][1, 3] + float(best[2].high.max()) > HEIGHT:
            continue
        copies.append(best[1])
        z, x = (best[2].cell + best[3]).T
        np.maximum.at(ground, (z, x), best[1][1, 3] + best[2].high)
    middle = moved((-WIDTH / 2, 0, -DEPTH / 2))
    return joined([placed(Placement(thing, (middle @ matrix).astype(np.float32))) for matrix in copies])


def _rasterised(thing: Thing, rotation: Matrix) -> _Copy:
    """The lowest and the highest points of a turned thing over each cell of the raster that it covers."""
    position = thing.corners["position"].astype(float) @ rotation.T
    a, b, c = (position[thing.triangles[:, k]] for k in range(3))
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1) / 2
    count = np.ceil(4 * area / RASTER**2).astype(np.intp)
    owner = np.repeat(np.arange(len(count)), count)

    # Points spread evenly over each triangle: a lattice of the plastic number's powers, folded into the triangle.
    number = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    u, v = (0.5 + number * 0.7548776662) % 1, (0.5 + number * 0.5698402910) % 1
    folded = u + v > 1
    u, v = np.where(folded, 1 - u, u), np.where(folded, 1 - v, v)
    spread = a[owner] + u[:, None] * (b - a)[owner] + v[:, None] * (c - a)[owner]
    points = np.concatenate([position, spread])
    cell = np.floor(points[:, [2, 0]] / RASTER).astype(np.intp)
    found, where = np.unique(cell, axis=0, return_inverse=True)
    where = where.ravel()
    low, high = np.full(len(found), np.inf), np.full(len(found), -np.inf)
    np.minimum.at(low, where, points[:, 1])
    np.maximum.at(high, where, points[:, 1])
    return _Copy(found, low, high)
