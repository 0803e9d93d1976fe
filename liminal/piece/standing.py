"""Standing things as a part of a piece: surfels at their corners, and where the light of each is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from liminal.piece.chart import SLOTS, Charts
from liminal.piece.occluder import FacePoints, inside
from liminal.thing.finish import SEEN_THROUGH
from liminal.thing.thing import BOX, NO_EMITTERS, Placement, Thing, placed
from liminal.world.grid import CELL
from liminal.world.window import Window

SLOT = 2  # texels along the edge of the square that keeps the light of a surfel, each with rays of its own
INWARDS = 0.2  # of the way to the middle of its triangles: the shift of a surfel from its corner, off edges and floors
CLEAR = 0.003  # m: surfels less far outside a box, or above a floor, are taken to be inside, where there is no light
NO_POINTS = np.zeros((0, 3))
LARGE = 0.6  # m: corners of parts that are longer share no light with other parts
TURNED = 2.0  # units of length: weight of the distance between unit normals against that between places

# The sides from which the light of a probe is found, in pairs along each axis.
SIDES = np.array([(1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)], np.float64)

Floats = NDArray[np.float64]
Points = NDArray[np.floating]  # (n, 3)
Colours = NDArray[np.float32]  # (n, 3)


@dataclass(frozen=True)
class Standing:
    """The things that stand in a piece, with s surfels in all.

    `placements`: parent is the window, metres. `position`: float32 (s, 3), window-local cells. `normal`: float32
    (s, 3). `reflectance`: float32 (s, 3), linear Rec. 709. `glow`: float32 (s, 3), luminance of its own, cd/m2 by
    channel. `slot`: int32 (s, 2; u, v), the lowest texel of the square that keeps its light.
    `surface`: uint16 (s,), its number. `surfel`: of each thing intp (v,), the surfel of each corner. `probe`: intp (k,
    6), the surfels of each probe, in the order of SIDES; `air`: intp (a, 6), those of the points of the air. `own`: the
    number of surfels that are of things; those of
    probes follow. `boxes`: (b,) BOX, metres. `emitters`: (e,) EMITTER, metres; surfels of things with emitters have no
    glow. `emitting`: intp (e,), the placement that each is of.
    """

    placements: tuple[Placement, ...]
    position: NDArray[np.float32]
    normal: NDArray[np.float32]
    reflectance: NDArray[np.float32]
    glow: NDArray[np.float32]
    slot: NDArray[np.int32]
    surface: NDArray[np.uint16]
    surfel: tuple[NDArray[np.intp], ...]
    probe: NDArray[np.intp]
    air: NDArray[np.intp]
    own: int
    boxes: NDArray[np.void]
    emitters: NDArray[np.void]
    emitting: NDArray[np.intp]

    def light_place(self, surfels: NDArray[np.intp]) -> NDArray[np.float32]:
        """Where the light of surfels (...,) is read: (..., 2), texels, in the middle of their slots."""
        return (self.slot[surfels] + SLOT / 2).astype(np.float32)

    def of_points(self, points: FacePoints) -> NDArray[np.intp]:
        """The surfel that stands for each of some points on the things' boxes: (p,)."""
        solid = np.zeros(len(self.position), bool)
        for placement, surfel in zip(self.placements, self.surfel, strict=True):
            solid[surfel[~np.isin(placement.thing.corners["finish"], SEEN_THROUGH)]] = True
        number = np.flatnonzero(solid[: self.own])
        return number[nearest(self.position[number], self.normal[number], points.position, points.normal)]


def stand(
    placements: Sequence[Placement],
    probes: NDArray[np.floating],
    window: Window,
    charts: Charts,
    air: NDArray[np.floating] = NO_POINTS,
) -> tuple[Standing, Charts]:
    """Find the surfels of things in a window, and room for their light in the atlas, which grows by that.

    `probes`: (k, 3), points of the air whose light is found from all sides, m. `air`: (a, 3), the same, for its haze.
    """
    things = [placed(each) for each in placements]
    boxes = np.concatenate([np.zeros(0, BOX), *(thing.boxes for thing in things)])
    emitters = np.concatenate([NO_EMITTERS, *(thing.emitters for thing in things)])
    emitting = np.repeat(np.arange(len(things)), [len(thing.emitters) for thing in things])
    parts = [
        corner_surfels(thing, each.spacing, each.blended, each.coarse)
        for thing, each in zip(things, placements, strict=True)
    ]
    parts.append(_probe_surfels(np.concatenate([probes, air])))
    count = np.cumsum([0, *(len(part[0]) for part in parts)])
    position, normal, reflectance, glow = (np.concatenate([part[field] for part in parts]) for field in range(4))

    # A surfel in a wall, under a floor or in another thing has the light of the nearest one that is in the air.
    kept = np.flatnonzero(_in_air(position, normal, window, boxes))
    if not len(kept):
        kept = np.arange(len(position))
    hidden = position, normal
    position, normal, reflectance, glow = position[kept], normal[kept], reflectance[kept], glow[kept]
    stands_for = nearest(position, normal, *hidden)
    stands_for[kept] = np.arange(len(kept))
    *surfel, probe = (stands_for[part[4] + first] for part, first in zip(parts, count, strict=False))
    own = int((kept < count[-2]).sum())

    # Slots side by side, numbered like a chequered board so that none is smoothed into the next.
    in_row, begin = charts.width // SLOT, -(-charts.height // SLOT)
    number = np.arange(len(kept))
    row, column = begin + number // in_row, number % in_row
    slot = np.stack([column, row], -1).astype(np.int32) * SLOT
    surface = np.array(SLOTS, np.uint16)[(row + column) % 2]
    higher = replace(charts, height=SLOT * int(row.max(initial=begin - 1) + 1))
    cells, normals = (position / CELL).astype(np.float32), normal.astype(np.float32)
    return Standing(
        tuple(placements),
        cells,
        normals,
        reflectance,
        glow,
        slot,
        surface,
        tuple(surfel),
        probe[: 6 * len(probes)].reshape(-1, 6),
        probe[6 * len(probes) :].reshape(-1, 6),
        own,
        boxes,
        emitters,
        emitting,
    ), higher


def corner_surfels(
    thing: Thing, spacing: float, blended: bool, coarse: bool = False
) -> tuple[Floats, Floats, Colours, Colours, NDArray[np.intp]]:
    """Surfels of a thing: position, normal, reflectance and glow, (s, 3) each, and the one of each corner (v,).

    `spacing`, `blended`, `coarse`: as of a `Placement`.
    """
    corners, triangles = thing.corners, thing.triangles
    position, normal = corners["position"].astype(np.float64), corners["normal"].astype(np.float64)
    colours = np.hstack([64 * corners["colour"], corners["glow"]])
    told = [position / spacing, normal] if coarse else [position / spacing, 2 * normal, _large_parts(thing)[:, None]]
    key = np.rint(np.hstack(told if blended else [*told, colours])).astype(np.int64)
    first, surfel = np.unique(key, axis=0, return_index=True, return_inverse=True)[1:]
    surfel = surfel.ravel()

    # Where two faces meet, or one meets the floor, rays must begin beside the edge and not on it.
    used = surfel[triangles.ravel()]
    middle = position[triangles].mean(1).repeat(3, 0)
    shares = np.maximum(np.bincount(used, minlength=len(first)), 1)
    inner = np.column_stack([np.bincount(used, axis, len(first)) / shares for axis in middle.T])
    moved = position[first] + INWARDS * (inner - position[first])
    reflectance, glow = corners["colour"][first], corners["glow"][first]
    if blended:
        own = np.bincount(surfel, minlength=len(first))[:, None]
        reflectance, glow = (
            (np.column_stack([np.bincount(surfel, axis) for axis in corners[name].T]) / own).astype(np.float32)
            for name in ("colour", "glow")
        )
    if len(thing.emitters):
        glow = np.zeros_like(glow)
    return moved, normal[first], reflectance, glow, surfel


def _probe_surfels(probes: NDArray[np.floating]) -> tuple[Floats, Floats, Colours, Colours, NDArray[np.intp]]:
    """Surfels of probes (k, 3), one that looks each way and throws nothing back; as `corner_surfels` gives them."""
    count = 6 * len(probes)
    dark = np.zeros((count, 3), np.float32)
    return np.repeat(probes, 6, 0).astype(np.float64), np.tile(SIDES, (len(probes), 1)), dark, dark, np.arange(count)


def _large_parts(thing: Thing) -> NDArray[np.intp]:
    """The number of the connected part that each corner belongs to, (v,); 0 for those of all parts up to LARGE.

    Two faces of a board may be closer than corners that share their light: they are apart all the same.
    """
    count = len(thing.corners)
    edges = np.concatenate([thing.triangles[:, :2], thing.triangles[:, 1:]])
    links = coo_array((np.ones(len(edges), bool), (edges[:, 0], edges[:, 1])), shape=(count, count))
    parts, part = connected_components(links, directed=False)
    low, high = np.full((parts, 3), np.inf), np.full((parts, 3), -np.inf)
    np.minimum.at(low, part, thing.corners["position"])
    np.maximum.at(high, part, thing.corners["position"])
    large: NDArray[np.intp] = np.where(((high - low).max(1) > LARGE)[part], part + 1, 0)
    return large


def _in_air(position: Floats, normal: Floats, window: Window, boxes: NDArray[np.void]) -> NDArray[np.bool_]:
    """Which points (n, 3), just off their surfaces, lie in the open and in no box: bool (n,)."""
    place = position + CLEAR * normal
    rows, columns = window.floor.shape
    z, x = np.floor(place[:, 2] / CELL).astype(int), np.floor(place[:, 0] / CELL).astype(int)
    within = (z >= 0) & (z < rows) & (x >= 0) & (x < columns)
    z, x = z.clip(0, rows - 1), x.clip(0, columns - 1)
    free: NDArray[np.bool_] = (
        within & (place[:, 1] > window.floor[z, x] + CLEAR / 2) & (place[:, 1] < window.ceiling[z, x] - CLEAR / 2)
    )
    free &= ~inside(boxes, place, -CLEAR / 2)
    return free


def nearest(position: Points, normal: Points, wanted: Points, wanted_normal: Points) -> NDArray[np.intp]:
    """The number of the point (n, 3) that is nearest in place and normal to each that is wanted (m, 3): (m,)."""
    tree = cKDTree(np.hstack([position, TURNED * normal]))
    found: NDArray[np.intp] = np.asarray(tree.query(np.hstack([wanted, TURNED * wanted_normal]))[1], np.intp)
    return found
