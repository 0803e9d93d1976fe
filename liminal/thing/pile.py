"""A pile: identical copies of one thing in a heap, each let down until it rests on those below."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.random import mix_arrays, units
from liminal.thing.surface_mesh import spread_points
from liminal.thing.thing import Placement, Thing, joined, placed
from liminal.thing.turning import Matrix, moved, turned

COUNT = 40  # copies, as in the film's own pile of chairs
HEIGHT = 2.25  # m, that it does not pass
WIDTH, DEPTH = 3.0, 2.4  # m, of its footprint
RASTER = 0.025  # m between the points at which heights are compared
DENSITY = 4.0  # points on the surface of a copy for each square of the raster
ATTEMPTS = 110  # to lay on one more
TRIES = 60  # places of which the lowest is taken that bears
STANDING = 6  # copies that stand upright, below all others
SPINS = 12  # bearings that a copy may have
CONTACT = 0.03  # m: points no further from what is below bear a copy
STEADY = 0.97  # of half a turn: the widest gap between bearings of its contacts
SETTLED = 0.012  # m: so deep a copy settles into what bears it
RISE = 0.9  # m by which the rim of the heap counts as higher than its middle

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
    """Points of a turned copy on the raster: `cell` (k, 2; z, x), from its origin; lowest and highest y, (k,), m.

    `balance`: the cell (2,) under its middle of mass.
    """

    cell: NDArray[np.intp]
    low: Floats
    high: Floats
    balance: Floats


def pile(thing: Thing, variant: int) -> Thing:
    """Pile up copies of a thing. `variant`: the number of an arrangement."""
    draws = iter(units(mix_arrays(variant + 1, np.arange(ATTEMPTS * (1 + 3 * TRIES)))).tolist())
    ground = np.zeros((round(DEPTH / RASTER), round(WIDTH / RASTER)))
    shape = np.array(ground.shape)
    turned_copies: dict[tuple[int, int], _Copy] = {}
    middle: Matrix = moved((-WIDTH / 2, 0, -DEPTH / 2))
    matrices: list[Matrix] = []
    for _ in range(ATTEMPTS):
        if len(matrices) == COUNT:
            break
        # The lowest stand on their feet; of the others some lie.
        attitude = int(next(draws) * len(ATTITUDES)) * (len(matrices) >= STANDING)
        best, lowest = None, HEIGHT
        for _ in range(TRIES):
            spin, share = int(SPINS * next(draws)), np.array([next(draws), next(draws)])
            if (attitude, spin) not in turned_copies:
                turned_copies[attitude, spin] = _rasterised(thing, _rotation(attitude, spin))
            copy = turned_copies[attitude, spin]
            room = shape - (copy.cell.max(0) - copy.cell.min(0)) - 1
            at = np.rint(share * room).astype(np.intp) - copy.cell.min(0)
            gap = ground[tuple((copy.cell + at).T)] - copy.low
            height = float(gap.max())
            # The heap rises towards its middle.
            off = float(np.hypot(*((at + copy.cell.mean(0)) / shape - 0.5)))
            top = height + float(copy.high.max()) + RISE * off
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
