"""Surfels of things that move: points of a thing in its own space, where its light is found at every instant."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from liminal.piece.occluder import inside
from liminal.piece.standing import CLEAR, corner_surfels, nearest
from liminal.thing.movable import Movable
from liminal.thing.thing import Thing

SPACING = 0.04  # m: corners closer than this share their light
RAYS = 64  # from each surfel, to find how much of its surroundings the thing itself hides
OUTLINE = 400  # rays along each axis, to find its outline
SLIVERS = 24  # surfels that cast rays at a time: some 10 MB
_GOLDEN = np.pi * (3 - np.sqrt(5))  # rad: the turn from one ray to the next that spreads them evenly


@dataclass(frozen=True)
class MoverSurfels:
    """s surfels of a thing, in its own metres.

    `position`, `normal`: float32 (s, 3). `reflectance`: float32 (s, 3), linear Rec. 709. `openness`: float32 (s,), the
    share of the light from all around, by the cosine, that its own boxes let through. `open_side`: float32 (s, 3), unit
    length, the mean direction of that. `outline`: float32 (3,), the share that it covers, seen along each of its axes,
    of the disc of the sphere about its middle. `surfel`: intp (v,), the surfel of each corner of its mesh.
    """

    position: NDArray[np.float32]
    normal: NDArray[np.float32]
    reflectance: NDArray[np.float32]
    openness: NDArray[np.float32]
    open_side: NDArray[np.float32]
    outline: NDArray[np.float32]
    surfel: NDArray[np.intp]


@lru_cache(maxsize=16)
def mover_surfels(movable: Movable) -> MoverSurfels:
    """The surfels of a thing that moves. Those of models, like theirs that stand, have mean colours."""
    thing, spacing = movable.thing(), movable.spacing
    position, normal, reflectance, _, surfel = corner_surfels(thing, max(spacing or 0.0, SPACING), spacing is not None)

    # A surfel inside another part has the light of the nearest one that is outside all.
    free = np.flatnonzero(~inside(thing.boxes, position + CLEAR * normal, -CLEAR / 2))
    if not len(free):
        free = np.arange(len(position))
    stands_for = nearest(position[free], normal[free], position, normal)
    position, normal, reflectance = position[free], normal[free], reflectance[free]
    return MoverSurfels(
        position.astype(np.float32),
        normal.astype(np.float32),
        reflectance,
        *open_sides(position + CLEAR * normal, normal, thing.boxes),
        outline_of(thing),
        stands_for[surfel],
    )


def open_sides(
    position: NDArray[np.float64], normal: NDArray[np.float64], boxes: NDArray[np.void]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return how much of the half space over surfels (s, 3) is clear of boxes, by the cosine: (s,); where: (s, 3)."""
    disc = _disc(RAYS)
    disc = np.column_stack([disc, np.sqrt(1 - (disc**2).sum(1))])
    openness, open_side = np.empty(len(position), np.float32), np.empty((len(position), 3), np.float32)
    for begin in range(0, len(position), SLIVERS):
        part = np.s_[begin : begin + SLIVERS]
        rays = disc @ _frames(normal[part])
        free: NDArray[np.bool_] = ~_blocked(position[part, None], rays, boxes)
        mean = (rays * free[..., None]).sum(1)
        openness[part] = free.mean(1)
        open_side[part] = np.where(free.any(1, keepdims=True), mean, normal[part])
    return openness, open_side / np.linalg.norm(open_side, axis=1, keepdims=True)


def outline_of(thing: Thing) -> NDArray[np.float32]:
    """Return the share of the disc of a thing's sphere that its boxes cover, seen along each axis: (3,)."""
    low, high = thing.bounds
    radius = float(np.linalg.norm(high - low)) / 2
    covered = []
    for axis in range(3):
        points = radius * np.insert(_disc(OUTLINE), axis, -1.0, axis=1) + (low + high) / 2
        along = np.zeros((OUTLINE, 1, 3))
        along[..., axis] = 1.0
        covered.append(np.mean(_blocked(points[:, None], along, thing.boxes)))
    return np.array(covered, np.float32)


def _disc(count: int) -> NDArray[np.float64]:
    """Points spread evenly over the unit disc: (count, 2)."""
    number = np.arange(count) + 0.5
    radius, angle = np.sqrt(number / count), _GOLDEN * number
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def _frames(normal: NDArray[np.float64]) -> NDArray[np.float64]:
    """A frame about each unit normal (s, 3), whose rows are two tangents and the normal: (s, 3, 3)."""
    helper = np.where(abs(normal[:, :1]) < 0.7, np.array([[1.0, 0, 0]]), np.array([[0, 1.0, 0]]))
    first = np.cross(helper, normal)
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    return np.stack([first, np.cross(normal, first), normal], 1)


def _blocked(origin: NDArray[np.float64], rays: NDArray[np.float64], boxes: NDArray[np.void]) -> NDArray[np.bool_]:
    """Which rays (s, r, 3) from origins (s, 1, 3) enter any of the boxes: bool (s, r)."""
    found = np.zeros(rays.shape[:2], bool)
    for box in boxes:
        axes = box["axes"] / box["half"][:, None]
        start, way = (origin - box["centre"]) @ axes.T, rays @ axes.T
        way = np.where(abs(way) < 1e-9, 1e-9, way)
        enter = ((-np.sign(way) - start) / way).max(-1)
        leave = ((np.sign(way) - start) / way).min(-1)
        found |= (enter > 0) & (enter < leave)
    return found
