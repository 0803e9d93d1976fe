"""How the mass of a thing lies in it, and the few boxes that stand for it where it hits something."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.thing.thing import BOX, Thing

Floats = NDArray[np.float64]

MOST = 12  # boxes of a thing that moves: more cost time, and are not seen

_CORNERS = np.array([(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], float)


class MassProperties(NamedTuple):
    """`mass`: kg. `centre`: of mass, (3,), m. `inertia`: about it, (3, 3), kg m2."""

    mass: float
    centre: Floats
    inertia: Floats


def mass_points(thing: Thing, mass: float) -> tuple[Floats, Floats]:
    """Return points (n, 3), m, and their masses (n,), kg, that move as a thing of even density within its boxes does.

    Eight in each box, where Gauss' rule of two points has them, so that first and second moments are exact.
    """
    boxes = thing.boxes
    half = boxes["half"].astype(float)
    places = boxes["centre"][:, None] + np.einsum("nk,pk,nkj->npj", half / np.sqrt(3), _CORNERS, boxes["axes"])
    volume = np.repeat(half.prod(1), len(_CORNERS))
    return places.reshape(-1, 3).astype(float), mass * volume / volume.sum()


def mass_properties(thing: Thing, mass: float) -> MassProperties:
    """Return the mass properties of a thing of this mass (kg) and even density."""
    places, weights = mass_points(thing, mass)
    centre = weights @ places / mass
    off = places - centre
    square = (off * off).sum(1)
    inertia = (weights * square).sum() * np.eye(3) - np.einsum("n,ni,nj->ij", weights, off, off)
    return MassProperties(mass, centre, inertia)


def fewer(boxes: NDArray[np.void], most: int = MOST) -> NDArray[np.void]:
    """Return at most so many boxes that hold all of some boxes (n,) BOX, with as little more volume as can be.

    Each time those two become one whose common box, along the axes of one of them, adds least.
    """
    left = list(boxes)
    cost = {}
    for first in range(len(left)):
        for second in range(first):
            cost[second, first] = _joined(left[second], left[first])
    alive = set(range(len(left)))
    while len(alive) > most:
        pair = min(cost, key=lambda each: (cost[each][0], each))
        left.append(cost[pair][1])
        alive -= set(pair)
        cost = {each: value for each, value in cost.items() if not set(each) & set(pair)}
        cost |= {(other, len(left) - 1): _joined(left[other], left[-1]) for other in sorted(alive)}
        alive.add(len(left) - 1)
    return np.array([left[number] for number in sorted(alive)], BOX)


def corners_of(boxes: NDArray[np.void]) -> Floats:
    """Return the eight corners of each box: (n, 8, 3), m."""
    spread = np.einsum("nk,pk,nkj->npj", boxes["half"].astype(float), _CORNERS, boxes["axes"].astype(float))
    return np.asarray(boxes["centre"][:, None] + spread)


def _joined(first: np.void, second: np.void) -> tuple[float, np.void]:
    """Return by how much the box around two is larger than both (m3), and that box."""
    corners = corners_of(np.array([first, second], BOX)).reshape(-1, 3)
    best, volume = np.zeros(1, BOX), np.inf
    for axes in (first["axes"].astype(float), second["axes"].astype(float)):
        along = corners @ axes.T
        low, high = along.min(0), along.max(0)
        if (high - low).prod() < volume:
            volume = float((high - low).prod())
            best["centre"], best["axes"], best["half"] = (low + high) / 2 @ axes, axes, (high - low) / 2
    return volume - 8 * float(first["half"].prod() + second["half"].prod()), best[0]
