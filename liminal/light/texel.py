"""The texels whose light is to be found: a list of points on surfaces, and which atlas texels each stands for."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.geometry.chart import Charts
from liminal.light.page import TILE, Pages, lay_pages
from liminal.light.point import Points, Surface, surfaces
from liminal.random import Stream, mix_arrays

LIST_WIDTH = 1024  # texels a row when the list is folded into a texture
STRIDE_SHIFT = 28  # in the place map, log2(stride) stands above the number in the list
UNSEEN = 7  # stands there instead where nothing is in the picture
PHASES = 4  # texels along the edge of a block whose texels share one sequence of samples
SURFACES_A_BLOCK = 12  # a block of the atlas may cover the ends of this many surfaces before points stand alone
PATCH, SQUARE = 16, 4  # strides along the edge of what is cast together; texels of the folded list
GROUP_CELLS = 2  # along the edge of a group: no wall is so thin that a group could reach round both its sides


@dataclass(frozen=True)
class Texels:
    """`position`: float32 (n, 3), grid space (window-local cells). `facing`, `material`, `stride`, `phase`: uint8 (n,).

    `seen`: bool (n,), whether it is to be in the picture; the others only send light there.

    `u`, `v`: int32 (n,), an atlas texel that each is; those that it stands for are less than its stride away.

    `leader`: intp (g,), one texel of each group of neighbours on one surface. `group`: int32 (n,), each texel's group.

    `covers`: what stands where in what is kept of the atlas by `pages`.
    """

    position: NDArray[np.float32]
    facing: NDArray[np.uint8]
    material: NDArray[np.uint8]
    stride: NDArray[np.uint8]
    phase: NDArray[np.uint8]
    seen: NDArray[np.bool_]
    u: NDArray[np.int32]
    v: NDArray[np.int32]
    leader: NDArray[np.intp]
    group: NDArray[np.int32]
    pages: Pages
    covers: "Covers"

    def __len__(self) -> int:
        return len(self.position)

    def place(self) -> NDArray[np.int32]:
        """The place map, int32 (height, width) of what is kept: number in the list and log2(stride), or UNSEEN; or -1.

        That is a large array, made anew each time.
        """
        place = np.full(self.pages.size[::-1], -1, np.int32)
        for u, v, extent, code in self.covers:
            lowest = self.pages.index(u, v)
            for edge in np.flatnonzero(np.bincount(extent)):
                step = np.arange(edge, dtype=np.int32)
                here = np.flatnonzero(extent == edge)
                place.ravel()[lowest[here, None, None] + step[:, None] * place.shape[1] + step] = code[here, None, None]
        return place

    def packed(self) -> NDArray[np.float32]:
        """The rows of the `texels` texture of `shaders/bake_texel.glsl`: float32 (n, 4)."""
        rows = np.empty((len(self), 4), np.float32)
        rows[:, :3] = self.position
        rows[:, 3] = self.facing + 8 * self.phase.astype(np.int16) + 128 * _log2(self.stride).astype(np.int16)
        return rows


# Of some surfaces each: the lowest atlas texels (u, v) that their points cover, the points' extents, and their codes.
Covers = list[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8], NDArray[np.int32]]]


@dataclass(frozen=True)
class _Chosen:
    """The points that are kept of some surfaces, what is known of each, and which stand where.

    `group`: int32 (n,), each one's group. `covers`: the points as they were laid out, and `number`, int32 (m,), of each
    the kept one that stands for it.
    """

    position: NDArray[np.float32]
    facing: NDArray[np.uint8]
    material: NDArray[np.uint8]
    spacing: NDArray[np.int8]
    u: NDArray[np.int32]
    v: NDArray[np.int32]
    group: NDArray[np.int32]
    covers: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]]
    number: NDArray[np.int32]


def list_texels(charts: Charts, spacing: NDArray[np.integer]) -> Texels:
    """List the texels of all surfaces of the cells that have a spacing, (h, w) as `sight.strides` gives it."""
    parts = [_choose(surface, charts) for surface in surfaces(charts, spacing)]
    names = ("position", "facing", "material", "spacing", "u", "v")
    known = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    sizes = [(len(part.u), int(part.group.max(initial=-1)) + 1) for part in parts]
    first = np.cumsum([(0, 0), *sizes], axis=0, dtype=np.int32)
    group = np.concatenate([part.group + start for part, start in zip(parts, first[:, 1], strict=False)])

    step = _log2(abs(known["spacing"]))
    phase = ((known["u"] >> step) % PHASES + PHASES * ((known["v"] >> step) % PHASES)).astype(np.uint8)
    order = _neighbours(known["u"] >> step, known["v"] >> step, step, phase)
    known = {name: values[order] for name, values in known.items()}
    spacing, group, phase = known.pop("spacing"), group[order], phase[order]
    seen, stride = spacing > 0, abs(spacing).astype(np.uint8)

    # In the place map, points are known by where those that stand for them have come to.
    code = np.empty(len(order), np.int32)
    code[order] = np.arange(len(order)) | np.where(seen, _log2(stride), UNSEEN).astype(np.int32) << STRIDE_SHIFT
    covers = [(*part.covers, code[start:][part.number]) for part, start in zip(parts, first[:, 0], strict=False)]
    return Texels(
        **known,
        stride=stride,
        phase=phase,
        seen=seen,
        leader=_leaders(group),
        group=group,
        pages=_pages(covers, charts),
        covers=covers,
    )


def _neighbours(
    u: NDArray[np.integer], v: NDArray[np.integer], step: NDArray[np.uint8], phase: NDArray[np.uint8]
) -> NDArray[np.intp]:
    """Order texels so that squares of SQUARE x SQUARE of the folded list cast like rays from places close together.

    `u`, `v`: in strides. Drivers that draw without a GPU work on such squares, and wait for the longest of their rays.
    """
    patch = (v // PATCH << 14 | u // PATCH).astype(np.int64) << 8 | step.astype(np.int64) << 4 | phase
    order = np.argsort(patch, kind="stable")
    whole = len(order) // (SQUARE * LIST_WIDTH) * SQUARE * LIST_WIDTH
    squares = order[:whole].reshape(-1, LIST_WIDTH // SQUARE, SQUARE, SQUARE)
    order[:whole] = squares.transpose(0, 2, 1, 3).ravel()
    return order


def _log2(stride: NDArray[np.integer]) -> NDArray[np.uint8]:
    """The logarithm of strides, which are powers of two: (n,)."""
    logarithm: NDArray[np.uint8] = np.log2(np.arange(1, 33)).astype(np.uint8)[stride - 1]
    return logarithm


def _leaders(group: NDArray[np.int32]) -> NDArray[np.intp]:
    """Choose one member of each group, (g,) of (n,): any, as texels at the same place of a block cast the same rays."""
    size = np.bincount(group)
    first = np.cumsum(size) - size
    drawn = mix_arrays(int(Stream.LEADER), np.arange(len(size))) % size.astype(np.uint32)
    leader: NDArray[np.intp] = np.argsort(group, kind="stable")[first + drawn]
    return leader


def _choose(surface: Surface, charts: Charts) -> _Chosen:
    """Choose which points of a surface are kept."""
    points = surface.points
    chosen, number = _represent(points, abs(points.spacing), charts.width)
    kept = points.some(chosen)
    edge = 1 << (GROUP_CELLS * charts.density).bit_length() - 1
    _, group = _represent(kept, np.where(abs(kept.spacing) < edge, np.int8(edge), np.int8(1)), charts.width)
    position, material = surface.place(kept)
    facing = np.full(len(kept), surface.facing, np.uint8)
    covers = (points.u, points.v, points.extent)
    return _Chosen(position, facing, material, kept.spacing, kept.u, kept.v, group, covers, number)


def _pages(covers: Covers, charts: Charts) -> Pages:
    """Lay out the pages that points need: a tile is kept for any, and comes first if it holds one that can be seen."""
    seen, wanted = np.zeros((2, -(-charts.height // TILE), -(-charts.width // TILE)), bool)
    for u, v, _, code in covers:
        tile = v // TILE * np.int32(wanted.shape[1]) + u // TILE
        wanted.ravel()[tile] = True
        seen.ravel()[tile[code >> STRIDE_SHIFT < UNSEEN]] = True
    return lay_pages(wanted, seen)


def _represent(points: Points, stride: NDArray[np.int8], width: int) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
    """Choose the points that are kept, and the number (in the kept list) of the point that stands for each.

    Points of stride s (n,) in the same s x s block of the atlas, `width` texels wide, share one, as long as they lie on
    the same surface.
    """
    representative = np.arange(len(points), dtype=np.int32)
    alone = points.extent >= stride
    for edge in (2, 4, 8, 16):
        members = np.flatnonzero((stride == edge) & ~alone)
        for _ in range(SURFACES_A_BLOCK):
            if not len(members):
                break
            speaker = _speakers(points, members, edge, width)
            alike = points.surface[members] == points.surface[speaker]
            representative[members[alike]] = speaker[alike]
            members = members[~alike]

    keeps = np.zeros(len(points), bool)
    keeps[representative] = True
    number = np.cumsum(keeps, dtype=np.int32) - 1
    return np.flatnonzero(keeps), number[representative]


def _speakers(points: Points, members: NDArray[np.intp], stride: int, width: int) -> NDArray[np.int32]:
    """For each member, the one that speaks for its block of the atlas: the one nearest to the block's middle."""
    u, v = points.u[members], points.v[members]
    blocks = (v // stride) * np.int32(width // stride + 1) + u // stride
    off_middle = abs(2 * (u % stride) + 1 - stride) + abs(2 * (v % stride) + 1 - stride)
    order = np.argsort(off_middle.astype(np.uint8), kind="stable")[::-1]

    # Of those that are written to the same slot, the last one stays.
    slot = np.zeros(int(blocks.max(initial=0)) + 1, np.int32)
    slot[blocks[order]] = members[order]
    speaker: NDArray[np.int32] = slot[blocks]
    return speaker
