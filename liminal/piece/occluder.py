"""The occluder: the solids that rays meet in a piece. `shaders/common_ray.glsl` follows the same rays on the GPU.

Space: grid space, window-local, one unit = one cell along every axis, y included.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_dilation, distance_transform_cdt
from scipy.spatial import cKDTree

from liminal.thing.thing import BOX
from liminal.world.grid import CELL
from liminal.world.window import Window

COUNT_BITS = 6  # of how many points lie along an axis of a box
FACE_GRID = 1.0  # cells: light on a box is looked up at points no further apart on its faces
BESIDE = 40  # cells (6 m): from further off, boxes hide and reflect less than 1 % of the light of a surface
BEGINS = 1e-4  # of a ray's direction: a nearer face is the one that the ray leaves
LEVEL = 1e-9  # of a direction: less is taken for this
NO_BOXES = np.zeros(0, BOX)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Occluder:
    """The air of a piece, cell by cell, and the boxes that stand in it. The outermost cells are solid.

    `floor`, `ceiling`: float32 (h, w), cells above the world's zero; solid where they meet. `reach`: int32 (h, w), at
    least 1: all cells closer than this (Chebyshev distance) have the same two heights as the cell itself. `free`: int32
    (h, w), how far the nearest cell is that a box stands over; in such cells -1 - number, counted row by row.
    `boxes`: (b,) BOX, in cells. `range`: int32 (c, 2), of each such cell the first entry in `members` and how many
    there are: `members`, int32 (m,), numbers of the boxes over each cell. `unit`: m to a cell.
    """

    floor: NDArray[np.float32]
    ceiling: NDArray[np.float32]
    reach: NDArray[np.int32]
    free: NDArray[np.int32]
    boxes: NDArray[np.void]
    range: NDArray[np.int32]
    members: NDArray[np.int32]
    unit: float = CELL

    def beside_boxes(self, place: NDArray[np.floating]) -> NDArray[np.bool_]:
        """Which places (n, 3), cells, lie so near a box that it takes light from them, or gives any: bool (n,)."""
        cell = np.floor(place[:, [2, 0]]).astype(np.intp).clip(0, np.array(self.free.shape) - 1)
        near: NDArray[np.bool_] = self.free[cell[:, 0], cell[:, 1]] < BESIDE
        return near

    @property
    def box_heights(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The lowest and the highest of the boxes over each cell that there are any over, cells: (c,)."""
        extent = (abs(self.boxes["axes"][:, :, 1]) * self.boxes["half"]).sum(1)
        cell = np.repeat(np.arange(len(self.range)), self.range[:, 1])
        low, high = (np.full(len(self.range), end, np.float32) for end in (np.inf, -np.inf))
        middle = self.boxes["centre"][:, 1]
        np.minimum.at(low, cell, (middle - extent)[self.members])
        np.maximum.at(high, cell, (middle + extent)[self.members])
        return low, high

    @cached_property
    def face_points(self) -> "FacePoints":
        """Points all over the faces of the boxes."""
        return _face_points(self.boxes)


@dataclass(frozen=True)
class FacePoints:
    """Points on the faces of boxes, on an even grid over each; p in all.

    `position`, `normal`: float64 (p, 3), cells. `counts`: int32 (b, 3), how many points lie along each axis of a box.
    `first`: int32 (b,), each box's first point. A box has those of its
    faces towards +axis 0, -axis 0, +axis 1, ... one after another; a face those of rising place on the next axis after
    its own (the one after 2 is 0), and for each of these those of rising place on the last.
    """

    position: Floats
    normal: Floats
    counts: NDArray[np.int32]
    first: NDArray[np.int32]


@dataclass(frozen=True)
class Hits:
    """The first hits of rays, (n,): `distance` along the direction, in its own lengths, inf where nothing is met.

    `normal`: (n, 3), of the face, towards the air. `cell`: intp (n, 2; x, z), that shows the face. `box`: intp, the box
    that is met, or -1.
    """

    distance: Floats
    normal: Floats
    cell: NDArray[np.intp]
    box: NDArray[np.intp]


def occluder_of(window: Window, boxes: NDArray[np.void] = NO_BOXES) -> Occluder:
    """The occluder of a window whose outermost cells are solid, with `boxes`, (b,) BOX, in window-local metres."""
    boxes = boxes.copy()
    boxes["centre"] /= CELL
    boxes["half"] /= CELL
    occupied, ranges, members = _over_cells(boxes, window.floor.shape)
    reach, free = _reach(window), _free(occupied, window.floor.shape)
    floor, ceiling = window.floor / np.float32(CELL), window.ceiling / np.float32(CELL)
    return Occluder(floor, ceiling, reach, free, boxes, ranges, members)


def _free(occupied: NDArray[np.intp], shape: tuple[int, ...]) -> NDArray[np.int32]:
    """`free` of an `Occluder` for a plan of this shape: `occupied` are the cells that boxes stand over, (c,)."""
    if not len(occupied):
        return np.full(shape, np.iinfo(np.int32).max, np.int32)
    air = np.ones(shape, bool)
    air.ravel()[occupied] = False
    distance: NDArray[np.int32] = distance_transform_cdt(air, metric="chessboard")
    distance.ravel()[occupied] = -1 - np.arange(len(occupied))
    return distance


def _reach(window: Window) -> NDArray[np.int32]:
    """How far heights stay the same around each cell: int32 (h, w), at least 1."""
    # A cell with a different neighbour has reach 1; every other is one further than its nearest such cell.
    changes = np.zeros(window.floor.shape, bool)
    for heights in (window.floor, window.ceiling):
        across = np.diff(heights, axis=1) != 0
        along = np.diff(heights, axis=0) != 0
        changes[:, 1:] |= across
        changes[:, :-1] |= across
        changes[1:] |= along
        changes[:-1] |= along
        diagonal = heights[1:, 1:] != heights[:-1, :-1]
        changes[1:, 1:] |= diagonal
        changes[:-1, :-1] |= diagonal
        diagonal = heights[1:, :-1] != heights[:-1, 1:]
        changes[1:, :-1] |= diagonal
        changes[:-1, 1:] |= diagonal
    changes[[0, -1], :] = changes[:, [0, -1]] = True
    distance: NDArray[np.int32] = distance_transform_cdt(~changes, metric="chessboard")
    return distance + 1


def _over_cells(
    boxes: NDArray[np.void], shape: tuple[int, ...]
) -> tuple[NDArray[np.intp], NDArray[np.int32], NDArray[np.int32]]:
    """Which cells of a plan of this shape boxes stand over, row by row, (c,); `range`, `members` of an `Occluder`."""
    extent = (abs(boxes["axes"]) * boxes["half"][:, :, None]).sum(1)  # (b, 3), half the size along x, y, z
    low = np.floor((boxes["centre"] - extent)[:, [2, 0]]).astype(int).clip(0)
    high = np.ceil((boxes["centre"] + extent)[:, [2, 0]]).astype(int).clip(0, shape)
    rows, columns = (high - low).clip(0).T
    owner = np.repeat(np.arange(len(boxes)), rows * columns)
    z, x = np.divmod(_within(rows * columns), columns[owner])
    cell = (low[owner, 0] + z) * shape[1] + low[owner, 1] + x
    order = np.argsort(cell, kind="stable")
    occupied, first, count = np.unique(cell[order], return_index=True, return_counts=True)
    return occupied, np.stack([first, count], -1).astype(np.int32), owner[order].astype(np.int32)


def _within(counts: NDArray[np.integer]) -> NDArray[np.intp]:
    """The numbers 0 .. count - 1 for each of some counts, one after another."""
    numbers: NDArray[np.intp] = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return numbers


def _face_points(boxes: NDArray[np.void]) -> FacePoints:
    counts = np.ceil(2 * boxes["half"] / FACE_GRID).clip(1, (1 << COUNT_BITS) - 1).astype(np.int32)
    own = np.tile(np.repeat(np.arange(3), 2), len(boxes))  # by face: the axis it is on, and the two that follow
    other, last, box = (own + 1) % 3, (own + 2) % 3, np.repeat(np.arange(len(boxes)), 6)
    sizes = counts[box, other] * counts[box, last]
    face = np.repeat(np.arange(len(box)), sizes)
    row, column = np.divmod(_within(sizes), counts[box, last][face])
    local, point = np.zeros((len(face), 3)), np.arange(len(face))
    sign = 1.0 - 2.0 * (face % 2)
    local[point, own[face]] = sign
    local[point, other[face]] = (row + 0.5) / counts[box, other][face] * 2 - 1
    local[point, last[face]] = (column + 0.5) / counts[box, last][face] * 2 - 1
    held = boxes[box[face]]
    position = held["centre"] + ((local * held["half"])[:, None] @ held["axes"])[:, 0]
    normal = sign[:, None] * held["axes"][point, own[face]]
    of_box = sizes.reshape(-1, 6).sum(1)
    return FacePoints(position, normal.astype(np.float64), counts, (np.cumsum(of_box) - of_box).astype(np.int32))


def inside(
    boxes: NDArray[np.void], place: NDArray[np.floating], clear: float, normal: Floats | None = None, reach: float = 0.0
) -> NDArray[np.bool_]:
    """Which places (n, 3) lie in any of the boxes, (b,) BOX, or less than `clear` outside: bool (n,).

    `reach`: those count, too, that have a box before them within so much along their unit `normal` (n, 3). All in one
    unit of length.
    """
    found = np.zeros(len(place), bool)
    if not len(boxes) or not len(place):
        return found
    around = np.linalg.norm(boxes["half"] + max(clear, 0.0), axis=1) + reach
    some = _about(place, boxes["centre"], float(around.max()))
    near = cKDTree(place[some]).query_ball_point(boxes["centre"], around, return_sorted=False)
    held = boxes[np.repeat(np.arange(len(boxes)), [len(each) for each in near])]
    member = some[np.concatenate([np.asarray(each, np.intp) for each in near])]
    along = (held["axes"] @ (place[member] - held["centre"])[..., None])[..., 0]
    half = held["half"] + clear
    if normal is None:
        found[member[(abs(along) < half).all(1)]] = True
        return found

    # Where the way along the normal is between each pair of a box's faces, from its begin to its end.
    step = (held["axes"] @ normal[member][..., None])[..., 0]
    step = np.where(abs(step) < LEVEL, LEVEL, step)
    crossed = np.sort(np.stack([(-half - along) / step, (half - along) / step]), axis=0)
    found[member[np.maximum(crossed[0].max(1), 0.0) < np.minimum(crossed[1].min(1), reach)]] = True
    return found


def _about(place: NDArray[np.floating], centre: NDArray[np.floating], reach: float) -> NDArray[np.intp]:
    """Which places, (n, 3), may lie within `reach` of any centre, (b, 3), in the plan: found without a search."""
    square, centred = (np.floor(each[:, [2, 0]] / reach).astype(np.intp) for each in (place, centre))
    low = square.min(0) - 1
    marked = np.zeros(square.max(0) - low + 2, bool)
    marked[tuple((centred - low).clip(0, np.array(marked.shape) - 1).T)] = True
    marked = binary_dilation(marked, np.ones((3, 3), bool))
    return np.flatnonzero(marked[tuple((square - low).T)])


def trace(occluder: Occluder, origin: Floats, direction: Floats, limit: float = np.inf) -> Hits:
    """Find the first face that each of n rays meets before `limit`. `origin` (n, 3) must lie in open air.

    A walk over the grid as Amanatides and Woo (A Fast Voxel Traversal Algorithm, 1987) have it, all rays a box of equal
    heights at a time.
    """
    count = len(direction)
    along = np.where(abs(direction) < 1e-7, 1e-7, direction)
    cell = np.floor(origin[:, [0, 2]]).astype(np.intp)
    hits = Hits(
        np.full(count, np.inf), np.zeros((count, 3)), np.zeros((count, 2), np.intp), np.full(count, -1, np.intp)
    )
    alive = np.arange(count)
    while len(alive):
        start, way, here = origin[alive], along[alive], cell[alive]
        x, z = here.T
        forward = way[:, [0, 2]] > 0
        reach = np.minimum(occluder.reach[z, x], np.maximum(occluder.free[z, x], 1))[:, None]
        low, high = here - (reach - 1), here + reach
        leave = (np.where(forward, high, low) - start[:, [0, 2]]) / way[:, [0, 2]]
        axis = np.where(leave[:, 0] < leave[:, 1], 0, 1)
        t = leave.min(1)
        up = way[:, 1] > 0
        t_level = (np.where(up, occluder.ceiling[z, x], occluder.floor[z, x]) - start[:, 1]) / way[:, 1]
        until = np.minimum(t, t_level)

        # A box that stands over this cell may be met before the cell's own faces.
        t_box, box, box_normal = _nearest_box(occluder, here, start, way, until)
        boxed = t_box < np.minimum(until, limit)

        # Into the next cell; where that is closed at this height, the ray has met its side.
        level = ~boxed & (t_level <= t) & (t_level < limit)
        place = start + way * t[:, None]
        beside = np.clip(np.floor(place[:, [0, 2]]).astype(np.intp), low, high - 1)
        rows = np.arange(len(alive))
        ahead = forward[rows, axis]
        beside[rows, axis] = np.where(ahead, high[rows, axis] - 1, low[rows, axis])
        following = beside.copy()
        following[rows, axis] += np.where(ahead, 1, -1)
        goes_on = ~boxed & (t_level > t) & (t < limit)
        at = np.where(goes_on[:, None], following, here)
        closed = (place[:, 1] <= occluder.floor[at[:, 1], at[:, 0]]) | (
            place[:, 1] >= occluder.ceiling[at[:, 1], at[:, 0]]
        )
        sided = goes_on & closed

        side_normal = np.zeros((len(alive), 3))
        side_normal[rows, 2 * axis] = np.where(ahead, -1.0, 1.0)
        level_normal = np.column_stack([np.zeros(len(alive)), np.where(up, -1.0, 1.0), np.zeros(len(alive))])
        below = np.clip(np.floor((start + way * t_level[:, None])[:, [0, 2]]).astype(np.intp), low, high - 1)
        for met, distance, normal, shows in (
            (boxed, t_box, box_normal, here),
            (level, t_level, level_normal, below),
            (sided, t, side_normal, beside),
        ):
            hits.distance[alive[met]] = distance[met]
            hits.normal[alive[met]] = normal[met]
            hits.cell[alive[met]] = shows[met]
        hits.box[alive[boxed]] = box[boxed]
        on = goes_on & ~closed
        cell[alive[on]] = following[on]
        alive = alive[on]
    return hits


def _nearest_box(
    occluder: Occluder, cell: NDArray[np.intp], origin: Floats, along: Floats, until: Floats
) -> tuple[Floats, NDArray[np.intp], Floats]:
    """The first box over each ray's `cell` (n, 2) that it enters before `until`: distance or inf, number, normal."""
    distance, box, normal = np.full(len(cell), np.inf), np.full(len(cell), -1, np.intp), np.zeros((len(cell), 3))
    first, count = np.zeros((2, len(cell)), np.int32)
    number = -1 - occluder.free[cell[:, 1], cell[:, 0]]
    first[number >= 0], count[number >= 0] = occluder.range[number[number >= 0]].T
    for step in range(int(count.max(initial=0))):
        rays = np.flatnonzero(count > step)
        number = occluder.members[first[rays] + step]
        boxes = occluder.boxes[number]
        inside = boxes["axes"] / boxes["half"][:, :, None]
        start = (inside @ (origin[rays] - boxes["centre"])[..., None])[..., 0]
        way = (inside @ along[rays][..., None])[..., 0]
        way = np.where(abs(way) < 1e-9, 1e-9, way)
        enter = (-np.sign(way) - start) / way
        axis = enter.argmax(1)
        rows = np.arange(len(rays))
        begin, end = enter[rows, axis], ((np.sign(way) - start) / way).min(1)
        met = (begin < end) & (begin > BEGINS) & (begin < until[rays]) & (begin < distance[rays])
        chosen = rays[met]
        distance[chosen], box[chosen] = begin[met], number[met]
        sign = -np.sign(way[rows, axis])[met]
        normal[chosen] = sign[:, None] * boxes["axes"][rows, axis][met]
    return distance, box, normal


def unobstructed(occluder: Occluder, origin: Floats, direction: Floats) -> NDArray[np.bool_]:
    """Whether nothing stands between `origin` and `origin + direction`, (n, 3) both: bool (n,)."""
    return ~np.isfinite(trace(occluder, origin, direction, 0.999).distance)
