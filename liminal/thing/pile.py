"""A pile: identical copies of one thing in a heap, each let down until it rests on those below."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.random import mix_arrays, units
from liminal.thing.surface_mesh import spread_points
from liminal.thing.thing import Placement, Thing, joined, placed
from liminal.thing.turning import Matrix, moved, turned

HEIGHT = 2.25  # m, that no heap passes
RASTER = 0.025  # m between the points at which heights are compared
DENSITY = 4.0  # points on the surface of a copy for each square of the raster
SPINS = 12  # bearings that a copy may have
CONTACT = 0.03  # m: points no further from a surface below bear a copy
STEADY = 0.97  # of half a turn: the widest gap between bearings of its contacts
SETTLED = 0.012  # m: so deep a copy settles into what bears it

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
class Heap:
    """How copies are heaped: at most `count` of them on a footprint of `width` (x) by `depth` (z), m.

    `rise`: m by which a place counts as higher than another, from its share of the depth and of the width, 0 to 1.
    """

    count: int
    attempts: int  # to lay on one more
    tries: int  # places of which the lowest is taken that bears
    standing: int  # copies that stand upright, below all others
    width: float
    depth: float
    rise: Callable[[float, float], float]


def _towards_middle(z: float, x: float) -> float:
    return 0.9 * float(np.hypot(z - 0.5, x - 0.5))


def _towards_back(z: float, _: float) -> float:
    return 1.5 * max(z - 0.45, 0.0) / 0.55


# Forty copies, as in the film's own pile of chairs; and a corridor of twelve cells filled until nothing passes,
# lower towards its front.
PILE = Heap(40, 110, 60, 6, 3.0, 2.4, _towards_middle)
JAM = Heap(70, 110, 150, 14, 1.8, 3.2, _towards_back)


@dataclass(frozen=True)
class _Copy:
    """Points of a turned copy on the raster: `cell` (k, 2; z, x), from its origin; lowest and highest y, (k,), m.

    `balance`: the cell (2,) under its middle of mass.
    """

    cell: NDArray[np.intp]
    low: Floats
    high: Floats
    balance: Floats


def pile(thing: Thing, heap: Heap, variant: int) -> Thing:
    """Pile up copies of a thing. `variant`: the number of an arrangement."""
    draws = iter(units(mix_arrays(variant + 1, np.arange(heap.attempts * (1 + 3 * heap.tries)))).tolist())
    ground = np.zeros((round(heap.depth / RASTER), round(heap.width / RASTER)))
    shape = np.array(ground.shape)
    turned_copies: dict[tuple[int, int], _Copy] = {}
    middle: Matrix = moved((-heap.width / 2, 0, -heap.depth / 2))
    matrices: list[Matrix] = []
    for _ in range(heap.attempts):
        if len(matrices) == heap.count:
            break
        # The lowest stand on their feet; of the others some lie.
        attitude = int(next(draws) * len(ATTITUDES)) * (len(matrices) >= heap.standing)
        best, lowest = None, HEIGHT
        for _ in range(heap.tries):
            spin, share = int(SPINS * next(draws)), np.array([next(draws), next(draws)])
            if (attitude, spin) not in turned_copies:
                turned_copies[attitude, spin] = _rasterised(thing, _rotation(attitude, spin))
            copy = turned_copies[attitude, spin]
            room = shape - (copy.cell.max(0) - copy.cell.min(0)) - 1
            at = np.rint(share * room).astype(np.intp) - copy.cell.min(0)
            gap = ground[tuple((copy.cell + at).T)] - copy.low
            height = float(gap.max())
            top = height + float(copy.high.max()) + heap.rise(*((at + copy.cell.mean(0)) / shape).tolist())
            if top < lowest and _steady(copy.cell[gap > height - CONTACT] - copy.balance):
                best, lowest = (copy, at, height, spin), top
        if best is not None:
            copy, at, height, spin = best
            height -= SETTLED * (height > SETTLED)
            np.maximum.at(ground, tuple((copy.cell + at).T), height + copy.high)
            matrices.append(middle @ moved((at[1] * RASTER, height, at[0] * RASTER), _rotation(attitude, spin)))
    return joined([placed(Placement(thing, matrix.astype(np.float32))) for matrix in matrices])


def _rotation(attitude: int, spin: int) -> Matrix:
    """How a copy lies: its attitude, then turned about the upright by a part of the whole."""
    about_x, about_z = ATTITUDES[attitude]
    return turned("y", spin * 360 / SPINS) @ turned("z", about_z) @ turned("x", about_x)


def _steady(contacts: NDArray[np.floating]) -> bool:
    """Whether contacts (k, 2), seen from under the middle of mass, lie all around it."""
    bearing = np.sort(np.arctan2(contacts[:, 0], contacts[:, 1]))
    gaps = np.diff(bearing, append=bearing[:1] + 2 * np.pi)
    return bool(gaps.max() < STEADY * np.pi)


def _rasterised(thing: Thing, rotation: Matrix) -> _Copy:
    """The lowest and the highest points of a turned thing over each cell of the raster that it covers."""
    position = thing.corners["position"].astype(float) @ rotation.T
    spread, _ = spread_points(position[thing.triangles], DENSITY / RASTER**2)
    points = np.concatenate([position, spread])
    cell = np.floor(points[:, [2, 0]] / RASTER).astype(np.intp)
    found, where = np.unique(cell, axis=0, return_inverse=True)
    where = where.ravel()
    low, high = np.full(len(found), np.inf), np.full(len(found), -np.inf)
    np.minimum.at(low, where, points[:, 1])
    np.maximum.at(high, where, points[:, 1])
    balance = spread[:, [2, 0]].mean(0) / RASTER
    return _Copy(found, low, high, balance)
