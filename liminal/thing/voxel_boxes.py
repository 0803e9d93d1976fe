"""Voxel boxes: a few boxes along the axes that cover a mesh, found by way of voxels; they hardly stick out of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_dilation, binary_fill_holes, distance_transform_edt

from liminal.thing.surface_mesh import spread_points
from liminal.thing.thing import BOX

MOST = 24  # boxes
ALONG = 64  # voxels along the longest edge of the mesh's bounds, at most
FINEST = 0.008  # m: edge of a voxel, at least
DENSITY = 16.0  # points on the surface for each face of a voxel
MOST_POINTS = 3_000_000
ENOUGH = 0.995  # of all voxels that are taken: once these are covered, no more boxes are sought
TRIED = 24  # voxels from which a box is grown, of which the best counts
FACING = 0.7  # cosine: up to this angle to an axis a surface decides where a face of a box across it lies
INWARD = 0.2  # of the points of such a surface: so many may lie inside the face of a box, the rest do not
THINNEST = 0.0005  # m: half the thickness of a sheet's box

Floats = NDArray[np.float64]
Grid = NDArray[np.bool_]
Corner = NDArray[np.intp]  # (3,), a voxel
Span = tuple[Corner, Corner]  # the lowest voxel of a box, and the first beyond it


@dataclass(frozen=True)
class _Points:
    """Points all over a surface, (p, 3) each, m, and the normals there."""

    place: Floats
    normal: Floats


def voxel_boxes(position: Floats, triangles: NDArray[np.intp]) -> NDArray[np.void]:
    """Boxes, (b,) BOX, that cover a mesh of corners (v, 3), m; what it encloses is solid.

    At most MOST; they stick out by half a voxel at most, where the mesh lies askew.
    """
    low, high = position[triangles].min((0, 1)), position[triangles].max((0, 1))
    extent = high - low
    edge = max(float(extent.max()) / ALONG, FINEST)
    shape = np.maximum(np.rint(extent / edge), 1).astype(np.intp)
    voxel = np.maximum(extent / shape, 2 * THINNEST)
    points = _spread(position, triangles, edge)
    taken, core = _solid(points, low, voxel, shape)
    spans = _covering(taken)
    boxes = np.zeros(len(spans), BOX)
    boxes["axes"] = np.eye(3)
    for box, (begin, end) in zip(boxes, spans, strict=True):
        inner = core[tuple(np.s_[a:b] for a, b in zip(begin, end, strict=True))].any()
        bounds = _snapped(low + begin * voxel, low + end * voxel, points, voxel, hollow=not inner)
        box["centre"], box["half"] = bounds.mean(0), np.ptp(bounds, axis=0) / 2
    return boxes


def _spread(position: Floats, triangles: NDArray[np.intp], edge: float) -> _Points:
    """Points spread evenly over triangles, DENSITY for each square of an `edge`, m, and at least one each."""
    corners = position[triangles]
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    area = np.linalg.norm(normal, axis=1) / 2
    density = min(DENSITY / edge**2, MOST_POINTS / max(float(area.sum()), 1e-12))
    place, owner = spread_points(corners, density)
    return _Points(place, (normal / np.maximum(2 * area, 1e-30)[:, None])[owner])


def _solid(points: _Points, low: Floats, voxel: Floats, shape: Corner) -> tuple[Grid, Grid]:
    """Which voxels count as solid, and which of these have no surface in them: bool (x, y, z) each."""
    cell = ((points.place - low) / voxel).astype(np.intp).clip(0, shape - 1)
    number = np.ravel_multi_index(tuple(cell.T), tuple(shape))
    size = int(np.prod(shape))
    skin = np.bincount(number, minlength=size).reshape(shape) > 0
    core: Grid = binary_fill_holes(skin) & ~skin

    # Voxels of the skin count where their middle is behind the surface, or where nothing else is beside them.
    outward = ((low + (cell + 0.5) * voxel - points.place) * points.normal).sum(1)
    behind = np.bincount(number, outward, size).reshape(shape) <= 1e-9
    beside = binary_dilation(core, np.ones((3, 3, 3), bool))
    return core | (skin & (behind | ~beside)), core


def _covering(taken: Grid) -> list[Span]:
    """Boxes of voxels, all of them taken, that cover as many as they can."""
    total = int(taken.sum())
    spans: list[Span] = []
    table, left = _summed(taken), taken.copy()
    depth = distance_transform_edt(np.pad(taken, 1))[1:-1, 1:-1, 1:-1]
    while len(spans) < MOST and left.sum() > (1 - ENOUGH) * total:
        open_places = np.argwhere(left)
        deepest = np.argsort(-depth[left], kind="stable")[: TRIED // 3]
        spread = np.linspace(0, len(open_places) - 1, TRIED - TRIED // 3).astype(np.intp)
        gains = _summed(left)
        grown = [_grown(table, open_places[seed]) for seed in np.unique(np.append(deepest, spread))]
        best = max(grown, key=lambda span: _count(gains, *span))
        left[tuple(np.s_[a:b] for a, b in zip(*best, strict=True))] = False
        spans.append(best)
    return spans


def _summed(grid: Grid) -> NDArray[np.int64]:
    """How many are set below and before each corner of the grid: a summed volume table, one longer each way."""
    table = np.zeros(np.array(grid.shape) + 1, np.int64)
    table[1:, 1:, 1:] = grid.astype(np.int64).cumsum(0).cumsum(1).cumsum(2)
    return table


def _count(table: NDArray[np.int64], begin: Corner, end: Corner) -> int:
    """How many are set in a box of voxels."""
    (x0, y0, z0), (x1, y1, z1) = begin.tolist(), end.tolist()
    upper = table[x1, y1, z1] - table[x0, y1, z1] - table[x1, y0, z1] + table[x0, y0, z1]
    lower = table[x1, y1, z0] - table[x0, y1, z0] - table[x1, y0, z0] + table[x0, y0, z0]
    return int(upper - lower)


def _grown(table: NDArray[np.int64], voxel: Corner) -> Span:
    """The box around a voxel, grown by a layer on one side after another while all of the layer is taken."""
    begin, end = voxel.copy(), voxel + 1
    most = np.array(table.shape) - 1
    growing = [(axis, side) for axis in range(3) for side in (0, 1)]
    while growing:
        for axis, side in tuple(growing):
            first, last = begin.copy(), end.copy()
            if side:
                first[axis], last[axis] = end[axis], end[axis] + 1
            else:
                first[axis], last[axis] = begin[axis] - 1, begin[axis]
            full = first[axis] >= 0 and last[axis] <= most[axis]
            if full and _count(table, first, last) == int(np.prod(last - first)):
                begin, end = np.minimum(begin, first), np.maximum(end, last)
            else:
                growing.remove((axis, side))
    return begin, end


def _snapped(low: Floats, high: Floats, points: _Points, voxel: Floats, *, hollow: bool) -> Floats:
    """The bounds of a box, (2, 3), m, its faces moved onto the surfaces that lie along them.

    `hollow`: whether there is but surface in it, so that it ends where that does.
    """
    near = ((points.place > low - voxel / 2) & (points.place < high + voxel / 2)).all(1)
    place, normal = points.place[near], points.normal[near]
    bounds = np.stack([low, high])
    if hollow and len(place):
        bounds = np.stack([np.maximum(low, place.min(0)), np.minimum(high, place.max(0))])
    for axis in range(3):
        for side, sign in ((0, -1.0), (1, 1.0)):
            facing = sign * normal[:, axis] > FACING
            facing &= abs(place[:, axis] - (low, high)[side][axis]) < 1.01 * voxel[axis]
            if facing.any():
                bounds[side, axis] = np.quantile(place[facing, axis], INWARD if side else 1 - INWARD)
    middle = bounds.mean(0)
    return np.stack([np.minimum(bounds[0], middle - THINNEST), np.maximum(bounds[1], middle + THINNEST)])
