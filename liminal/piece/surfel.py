"""Surfels: points on surfaces whose light is found, listed, and the texels of the atlas that each stands for."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from liminal.piece.chart import Charts
from liminal.piece.occluder import Occluder, inside
from liminal.piece.page import ABSENT, TILE, Pages, lay_pages, tile_numbers
from liminal.piece.place_map import STRIDE_SHIFT, UNSEEN, PlaceMap, lay_places
from liminal.piece.sample import Sampled, Samples, surfaces
from liminal.piece.standing import CLEAR, SLOT, Standing
from liminal.random import Stream, mix_arrays
from liminal.world.grid import CELL

LIST_WIDTH = 1024  # surfels a row when the list is folded into a texture
RAY_START = 0.02  # cells (3 mm): how far above its surface a surfel's light is found, and its rays begin
PHASES = 4  # surfels along the edge of a block that share one sequence of rays
SURFACES_A_BLOCK = 12  # a block of the atlas may cover the ends of this many surfaces before samples stand alone
PATCH, SQUARE = 16, 4  # edges: of patches cast together, strides; of squares of the folded list, surfels
GAP = 0.05  # m: how far before a wall a thing stands whose outline hides the wall behind it
OUTLINE = 1.6  # texels: how far behind it that light is left out of what the wall beside the outline shows
GROUP_CELLS = 2  # along the edge of a group: no wall is so thin that a group could reach round both its sides


@dataclass(frozen=True)
class Surfels:
    """Points with a normal, an area, a reflectance and an emission; n of them.

    `position`: float32 (n, 3), grid space (window-local cells). `normal`: float32 (n, 3), unit length. `reflectance`:
    float32 (n, 3), linear Rec. 709. `emission`: float32 (n, 3), luminous exitance by channel, lm/m2; None where nothing
    but lamps shines. `stride`, `phase`: uint8 (n,); a surfel stands for `stride` squared texels of the atlas; those of
    one block have different phases. `area`: float32 (n,), texels of the atlas; 0 of points in the air. `surface`:
    uint16 (n,), the number of its surface (`piece.chart`). `seen`: bool (n,), whether a picture can show it; the others
    only send light there.

    `u`, `v`: int32 (n,), an atlas texel that each is; those that it stands for are less than its stride away.

    `clear`: so many of the list's first are far from all boxes.

    `representative`: intp (g,), one surfel of each group of neighbours on one surface. `group`: int32 (n,), each
    surfel's group.

    `places`: which of them stands for each texel of the atlas. `pages`: where the light of those tiles of the atlas is
    kept in which any can be seen.
    """

    position: NDArray[np.float32]
    normal: NDArray[np.float32]
    reflectance: NDArray[np.float32]
    emission: NDArray[np.float32] | None
    surface: NDArray[np.uint16]
    stride: NDArray[np.uint8]
    phase: NDArray[np.uint8]
    area: NDArray[np.float32]
    seen: NDArray[np.bool_]
    u: NDArray[np.int32]
    v: NDArray[np.int32]
    clear: int
    representative: NDArray[np.intp]
    group: NDArray[np.int32]
    places: PlaceMap
    pages: Pages

    def __len__(self) -> int:
        return len(self.position)

    def number_at(self, u: NDArray[np.int32], v: NDArray[np.int32]) -> NDArray[np.int32]:
        """The numbers in the list of the surfels that are these atlas texels themselves: (n,)."""
        order = np.lexsort((self.u, self.v))
        key = self.v[order].astype(np.int64) << 32 | self.u[order]
        found: NDArray[np.int32] = order[np.searchsorted(key, v.astype(np.int64) << 32 | u)].astype(np.int32)
        return found


@dataclass(frozen=True)
class _Chosen:
    """The samples that are kept of some surfaces, and which stand where.

    `group`: int32 (n,), each one's group. `covers`: the samples as they were laid out, and `number`, int32 (m,), of
    each the kept one that stands for it. The rest: see `Surfels`.
    """

    position: NDArray[np.float32]
    normal: NDArray[np.float32]
    reflectance: NDArray[np.float32]
    surface: NDArray[np.uint16]
    spacing: NDArray[np.int8]
    u: NDArray[np.int32]
    v: NDArray[np.int32]
    group: NDArray[np.int32]
    covers: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]]
    number: NDArray[np.int32]


def list_surfels(
    charts: Charts,
    spacing: NDArray[np.integer],
    reflectance: NDArray[np.float32],
    standing: Standing | None = None,
    occluder: Occluder | None = None,
) -> Surfels:
    """List the surfels of all surfaces of the cells that have a spacing, (h, w) as `visibility.strides` gives it.

    `reflectance`: (materials, 3), linear, by `Material`. `standing`: things, whose surfels are all listed as finely as
    any. `occluder`: with their boxes.
    """
    parts = [_choose(surface, charts, reflectance) for surface in surfaces(charts, spacing)]
    if standing is not None:
        parts = [_uncovered(part, standing, charts.density) for part in parts]
        parts.append(_of_things(standing))
    names = ("position", "normal", "reflectance", "surface", "spacing", "u", "v")
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    sizes = [(len(part.u), int(part.group.max(initial=-1)) + 1) for part in parts]
    first = np.cumsum([(0, 0), *sizes], axis=0, dtype=np.int32)
    group = np.concatenate([part.group + start for part, start in zip(parts, first[:, 1], strict=False)])

    step = _log2(abs(columns["spacing"]))
    phase = ((columns["u"] >> step) % PHASES + PHASES * ((columns["v"] >> step) % PHASES)).astype(np.uint8)
    place = columns["position"] + np.float32(RAY_START) * columns["normal"]
    beside = np.zeros(len(place), bool) if occluder is None else occluder.beside_boxes(place)
    order = _neighbours(columns["u"] >> step, columns["v"] >> step, step, phase, beside)
    columns = {name: values[order] for name, values in columns.items()}
    spacing, group, phase = columns.pop("spacing"), group[order], phase[order]
    seen, stride = spacing > 0, abs(spacing).astype(np.uint8)

    area, emission = stride.astype(np.float32) ** 2, None
    if standing is not None:
        owner, _ = _copies(standing)
        area[order >= len(order) - int((owner >= standing.own).sum())] = 0.0
        if standing.glow.any():
            emission = np.zeros((len(order), 3), np.float32)
            emission[-len(owner) :] = np.pi * standing.glow[owner]
            emission = emission[order]

    # In the place map, samples are known by where those that stand for them have come to.
    code = np.empty(len(order), np.int32)
    code[order] = np.arange(len(order)) | np.where(seen, _log2(stride), UNSEEN).astype(np.int32) << STRIDE_SHIFT
    covers = [(*part.covers, code[start:][part.number]) for part, start in zip(parts, first[:, 0], strict=False)]
    tiles = -(-charts.height // TILE), -(-charts.width // TILE)
    return Surfels(
        **columns,
        clear=len(beside) - int(beside.sum()),
        emission=emission,
        stride=stride,
        phase=phase,
        area=area,
        seen=seen,
        representative=_representatives(group),
        group=group,
        places=lay_places(covers, tiles),
        pages=_pages_of_seen(columns["u"][seen], columns["v"][seen], tiles),
    )


def _neighbours(
    u: NDArray[np.integer],
    v: NDArray[np.integer],
    step: NDArray[np.uint8],
    phase: NDArray[np.uint8],
    beside: NDArray[np.bool_],
) -> NDArray[np.intp]:
    """Order surfels, those `beside` boxes last, so that places close together cast like rays from one square.

    Squares are of SQUARE x SQUARE of the folded list. `u`, `v`: in strides. Drivers that draw without a GPU work on
    such squares, and wait for the longest of their rays.
    """
    patch = (v // PATCH << 14 | u // PATCH).astype(np.int64) << 8 | step.astype(np.int64) << 4 | phase
    patch |= beside.astype(np.int64) << 62
    return fold_squares(np.argsort(patch, kind="stable"))


def fold_squares(order: NDArray[np.intp]) -> NDArray[np.intp]:
    """Order a list (n,) so that consecutive entries come to lie in squares once it is folded into a texture."""
    order = order.copy()
    whole = len(order) // (SQUARE * LIST_WIDTH) * SQUARE * LIST_WIDTH
    squares = order[:whole].reshape(-1, LIST_WIDTH // SQUARE, SQUARE, SQUARE)
    order[:whole] = squares.transpose(0, 2, 1, 3).ravel()
    return order


def _log2(stride: NDArray[np.integer]) -> NDArray[np.uint8]:
    """The logarithm of strides, which are powers of two: (n,)."""
    logarithm: NDArray[np.uint8] = np.log2(np.arange(1, 33)).astype(np.uint8)[stride - 1]
    return logarithm


def _representatives(group: NDArray[np.int32]) -> NDArray[np.intp]:
    """Choose one of each group, (g,) of (n,): any, as surfels at the same place of a block cast the same rays."""
    size = np.bincount(group)
    first = np.cumsum(size) - size
    drawn = mix_arrays(int(Stream.LEADER), np.arange(len(size))) % size.astype(np.uint32)
    chosen: NDArray[np.intp] = np.argsort(group, kind="stable")[first + drawn]
    return chosen


def _choose(surface: Sampled, charts: Charts, reflectance: NDArray[np.float32]) -> _Chosen:
    """Choose which samples of a surface are kept."""
    samples = surface.samples
    chosen, number = _represent(samples, abs(samples.spacing), charts.width)
    kept = samples.subset(chosen)
    edge = 1 << (GROUP_CELLS * charts.density).bit_length() - 1
    _, group = _represent(kept, np.where(abs(kept.spacing) < edge, np.int8(edge), np.int8(1)), charts.width)
    placed = surface.place(kept)
    normal = np.tile(surface.normal, (len(kept), 1))
    covers = (samples.u, samples.v, samples.extent)
    reflects = reflectance[placed.material]
    return _Chosen(
        placed.position, normal, reflects, placed.number, kept.spacing, kept.u, kept.v, group, covers, number
    )


def _uncovered(part: _Chosen, standing: Standing, density: int) -> _Chosen:
    """The same samples; those inside of things belong to no surface, so that none is smoothed with their darkness.

    Nor do those just behind the outline of a thing that stands less than GAP before its wall. Surfels further behind
    keeps its own light: that of a dark gap.
    """
    place = part.position * CELL
    covered = inside(standing.boxes, place, CLEAR)
    behind = np.flatnonzero(~covered & inside(standing.boxes, place, CLEAR, part.normal.astype(np.float64), GAP))
    if len(behind):
        open_ = np.ones(len(place), bool)
        open_[behind] = False
        ring = OUTLINE * abs(part.spacing[behind]) * (CELL / density)
        covered[behind[cKDTree(place[open_ & ~covered]).query(place[behind])[0] < ring]] = True
    return replace(part, surface=np.where(covered, np.uint16(0), part.surface))


def _copies(standing: Standing) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The texels that list the surfels of things: (m,) the surfel of each, and which texel of its slot it is.

    Each is listed once for every texel of its slot, those of the air once: their light is even, and there are many.
    """
    times = np.full(len(standing.position), SLOT * SLOT)
    in_air = np.unique(standing.air)
    times[in_air[in_air >= standing.own]] = 1
    return np.repeat(np.arange(len(times)), times), np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)


def _of_things(standing: Standing) -> _Chosen:
    """The surfels of things and of the air."""
    owner, texel = _copies(standing)
    v, u = standing.slot[owner, 1] + texel // SLOT, standing.slot[owner, 0] + texel % SLOT
    extent = np.where(np.bincount(owner)[owner] == 1, SLOT, 1).astype(np.int8)
    every = {name: getattr(standing, name)[owner] for name in ("position", "normal", "reflectance", "surface")}
    u, v, group, number = (each.astype(np.int32) for each in (u, v, owner, np.arange(len(owner))))
    covers = (u, v, extent.astype(np.uint8))
    return _Chosen(**every, spacing=extent, u=u, v=v, group=group, covers=covers, number=number)


def _pages_of_seen(u: NDArray[np.int32], v: NDArray[np.int32], shape: tuple[int, int]) -> Pages:
    """Lay out the tiles of an atlas, so many rows and columns of them, in which any of the texels (n,) lie.

    Blocks of texels that one surfel stands for do not straddle tiles.
    """
    fold = np.full(shape, ABSENT, np.int32)
    fold.ravel()[tile_numbers(u, v, shape[1])] = 0
    return lay_pages(fold)


def _represent(samples: Samples, stride: NDArray[np.int8], width: int) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
    """Choose the samples that are kept, and the number (in the kept list) of the sample that stands for each.

    Samples of stride s (n,) in the same s x s block of the atlas, `width` texels wide, share one, as long as they lie
    on the same surface.
    """
    representative = np.arange(len(samples), dtype=np.int32)
    alone = samples.extent >= stride
    for edge in (2, 4, 8, 16):
        members = np.flatnonzero((stride == edge) & ~alone)
        for _ in range(SURFACES_A_BLOCK):
            if not len(members):
                break
            central = _central(samples, members, edge, width)
            alike = samples.surface[members] == samples.surface[central]
            representative[members[alike]] = central[alike]
            members = members[~alike]

    keeps = np.zeros(len(samples), bool)
    keeps[representative] = True
    number = np.cumsum(keeps, dtype=np.int32) - 1
    return np.flatnonzero(keeps), number[representative]


def _central(samples: Samples, members: NDArray[np.intp], stride: int, width: int) -> NDArray[np.int32]:
    """For each member, the one of its block of the atlas that is nearest to the block's middle."""
    u, v = samples.u[members], samples.v[members]
    blocks = (v // stride) * np.int32(width // stride + 1) + u // stride
    off_middle = abs(2 * (u % stride) + 1 - stride) + abs(2 * (v % stride) + 1 - stride)
    order = np.argsort(off_middle.astype(np.uint8), kind="stable")[::-1]

    # Of those that are written to the same slot, the last one stays.
    slot = np.zeros(int(blocks.max(initial=0)) + 1, np.int32)
    slot[blocks[order]] = members[order]
    central: NDArray[np.int32] = slot[blocks]
    return central
