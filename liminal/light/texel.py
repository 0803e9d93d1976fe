"""The texels whose light is to be found: a list of points on surfaces, and which atlas texels each stands for."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.geometry.chart import COLUMN_BITS, FACING_DOWN, FACING_OF_SIDE, FACING_UP, Charts, faces
from liminal.geometry.shell import face_material
from liminal.light.page import TILE, Pages, lay_pages
from liminal.light.sight import UNSEEN_STRIDE
from liminal.random import Stream, mix_arrays
from liminal.world.grid import CELL
from liminal.world.window import Window

LIST_WIDTH = 1024  # texels a row when the list is folded into a texture
STRIDE_SHIFT = 28  # in the place map, log2(stride) stands above the number in the list
PHASES = 4  # texels along the edge of a block whose texels share one sequence of samples
SURFACES_A_BLOCK = 12  # a block of the atlas may cover the ends of this many surfaces before points stand alone
SPARSE = 4  # from this stride on, points are laid out a cell apart
GROUP_CELLS = 2  # along the edge of a group: no wall is so thin that a group could reach round both its sides
LINES = 1 << 14  # wall lines are told apart up to this many cells
CLEARANCE = 0.05  # cells: how far from the ends of its face a texel's point is kept


@dataclass(frozen=True)
class Texels:
    """`position`: float32 (n, 3), grid space (window-local cells). `facing`, `material`, `stride`, `phase`: uint8 (n,).

    `u`, `v`: int32 (n,), the atlas texel that each is; those that it stands for are less than its stride away.

    `leader`: intp (g,), one texel of each group of neighbours on one surface. `group`: int32 (n,), each texel's group.

    `place`: int32 (height, width) of what is kept of the atlas by `pages`: number in the list and log2(stride) of what
    stands there, or -1.
    """

    position: NDArray[np.float32]
    facing: NDArray[np.uint8]
    material: NDArray[np.uint8]
    stride: NDArray[np.uint8]
    phase: NDArray[np.uint8]
    u: NDArray[np.int32]
    v: NDArray[np.int32]
    leader: NDArray[np.intp]
    group: NDArray[np.int32]
    pages: Pages
    place: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.position)

    def packed(self) -> NDArray[np.float32]:
        """The rows of the `texels` texture of `shaders/bake_texel.glsl`: float32 (n, 4)."""
        code = self.facing + 8.0 * self.phase + 128.0 * np.log2(self.stride)
        return np.column_stack([self.position, code]).astype(np.float32)


@dataclass(frozen=True)
class _Points:
    """All texels of some surfaces, before any of them stands for others."""

    position: NDArray[np.float32]  # (n, 3)
    u: NDArray[np.int32]  # atlas texel (n,)
    v: NDArray[np.int32]
    surface: NDArray[np.int64]  # (n,): a number for the run of wall, or for the floor or ceiling, that it is on
    facing: NDArray[np.uint8]
    material: NDArray[np.uint8]
    stride: NDArray[np.uint8]


def list_texels(charts: Charts, stride: NDArray[np.uint8]) -> Texels:
    """List the texels of all surfaces of the cells that have a stride (uint8 (h, w); 0 = leave out)."""
    # What is sparse enough is laid out a point to a cell, which stands for all the cell's texels from the start.
    sparse = stride >= SPARSE
    parts = []
    for cells, n in ((np.where(sparse, 0, stride), charts.density), (np.where(sparse, stride, 0), 1)):
        parts += [_level(charts, cells, FACING_UP, n), _level(charts, cells, FACING_DOWN, n)]
        parts += [_walls(charts, cells, side, n) for side in range(4)]
    names = ("position", "u", "v", "surface", "facing", "material", "stride")
    points = _Points(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))
    parts.clear()
    chosen, number = _represent(points, points.stride, charts.width)
    kept = _Points(*(getattr(points, name)[chosen] for name in names))
    edge = 1 << (GROUP_CELLS * charts.density).bit_length() - 1
    _, group = _represent(kept, np.maximum(kept.stride, np.uint8(edge)), charts.width)

    pages, place = _place(points, number | (np.log2(kept.stride).astype(np.int32) << STRIDE_SHIFT)[number], charts)
    step = kept.stride.astype(np.int32)
    phase = ((kept.u // step) % PHASES + PHASES * ((kept.v // step) % PHASES)).astype(np.uint8)
    return Texels(
        kept.position,
        kept.facing,
        kept.material,
        kept.stride,
        phase,
        kept.u,
        kept.v,
        _leaders(group),
        group,
        pages,
        place,
    )


def _leaders(group: NDArray[np.int32]) -> NDArray[np.intp]:
    """Choose one member of each group, (g,) of (n,): any, as texels at the same place of a block cast the same rays."""
    size = np.bincount(group)
    first = np.cumsum(size) - size
    drawn = mix_arrays(int(Stream.LEADER), np.arange(len(size))) % size.astype(np.uint32)
    leader: NDArray[np.intp] = np.argsort(group, kind="stable")[first + drawn]
    return leader


def _place(points: _Points, code: NDArray[np.int32], charts: Charts) -> tuple[Pages, NDArray[np.int32]]:
    """Lay out the pages that the points need, and write the code (n,) of each to its place, or to all of its cell."""
    thin = points.stride >= SPARSE
    places = np.stack([points.u, points.v], -1)

    def held() -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32]]]:
        yield places[~thin], code[~thin]
        for step in np.ndindex(charts.density, charts.density):
            yield places[thin] + np.array(step, np.int32), code[thin]

    # A tile is kept for any point, and comes first if it holds one that can be seen.
    seen, wanted = np.zeros((2, -(-charts.height // TILE), -(-charts.width // TILE)), bool)
    for texels, codes in held():
        column, row = (texels // TILE).T
        wanted[row, column] = True
        in_view = codes >> STRIDE_SHIFT < UNSEEN_STRIDE.bit_length() - 1
        seen[row[in_view], column[in_view]] = True
    pages = lay_pages(wanted, seen)
    place = np.full(pages.size[::-1], -1, np.int32)
    for texels, codes in held():
        u, v = pages.kept(texels).T
        place[v, u] = codes
    return pages, place


def _level(charts: Charts, stride: NDArray[np.uint8], facing: int, n: int) -> _Points:
    """The points of floors (FACING_UP) or ceilings (FACING_DOWN), `n` along the edge of a cell."""
    window, texels = charts.window, charts.density // n
    up = facing == FACING_UP
    fine = np.repeat(np.repeat(stride, n, 0), n, 1)
    v, u = np.nonzero(fine)
    z, x = v // n, u // n
    height = (window.floor if up else window.ceiling)[z, x] / CELL
    material = (window.floor_material if up else window.ceiling_material)[z, x]
    return _Points(
        position=np.column_stack([(u + 0.5) / n, height, (v + 0.5) / n]).astype(np.float32),
        u=(u * texels + (0 if up else charts.plan_size[0])).astype(np.int32),
        v=(v * texels).astype(np.int32),
        surface=(np.rint(height * 8).astype(np.int64) * 8 + facing) * 4 + _beside_pinch(window)[z, x],
        facing=np.full(len(u), facing, np.uint8),
        material=material,
        stride=fine[v, u],
    )


def _beside_pinch(window: Window) -> NDArray[np.int64]:
    """Tell apart the cells that meet where two walls touch at their edges and let nothing through: (h, w); others 0."""
    air = window.open
    low, high, left, right = air[:-1, :-1], air[1:, 1:], air[:-1, 1:], air[1:, :-1]
    pinch = (low & high & ~left & ~right) | (left & right & ~low & ~high)
    beside = np.zeros(air.shape, bool)
    for corner in (np.s_[:-1, :-1], np.s_[1:, 1:], np.s_[:-1, 1:], np.s_[1:, :-1]):
        beside[corner] |= pinch
    return np.where(beside, 1 + np.arange(air.shape[1]) % 2, 0)


def _walls(charts: Charts, stride: NDArray[np.uint8], side: int, n: int) -> _Points:
    """Points of the faces towards one side, `n` to a cell: the rows of each column that a riser or lintel covers."""
    window, d, texels = charts.window, charts.density, charts.density // n
    face = faces(window, side)
    z, x = np.nonzero((stride > 0) & (charts.column[..., side] >= 0))

    # Lay out every column's rows, bottom to top, and every row's texels along the wall.
    rows = np.ceil((window.ceiling[z, x] - window.floor[z, x]) / CELL * n - 1e-3).astype(np.int32)
    cell = np.repeat(np.arange(len(z)), rows * n)
    within = np.arange(len(cell)) - np.repeat(np.cumsum(rows * n) - rows * n, rows * n)
    row, step = within // n, within % n
    z, x = z[cell], x[cell]
    base = window.floor[z, x] / CELL
    low, high = base + row / n, base + (row + 1) / n

    # Keep the rows that lie on a face, and each point within it.
    position = np.zeros((len(cell), 3), np.float32)
    kept = np.zeros(len(cell), bool)
    material = np.zeros(len(cell), np.uint8)
    riser, lintel = face_material(window, side)
    for bottom, top, made_of in (
        (face.riser_low, face.riser_high, riser),
        (face.lintel_low, face.lintel_high, lintel),
    ):
        lowest, highest = bottom[z, x] / CELL, top[z, x] / CELL
        overlaps = (np.maximum(low, lowest) < np.minimum(high, highest) - 1e-3) & ~kept
        y = np.clip((low + high) / 2, lowest + CLEARANCE, np.maximum(highest - CLEARANCE, lowest + CLEARANCE))
        position[overlaps, 1] = y[overlaps]
        material[overlaps] = made_of[z, x][overlaps]
        kept |= overlaps

    # The face stands on the cell's border towards the side.
    along = step + 0.5
    position[:, 0] = (x + (1 if side == 0 else 0)) if side < 2 else x + along / n
    position[:, 2] = (z + along / n) if side < 2 else z + (1 if side == 2 else 0)
    address = charts.column[z, x, side]
    line, place = (x, z) if side < 2 else (z, x)
    run = (address - place * d).astype(np.int64) * LINES + line  # within a run each column follows the last
    return _Points(
        position=position[kept],
        u=((address & ((1 << COLUMN_BITS) - 1)) + step * texels)[kept].astype(np.int32),
        v=((address >> COLUMN_BITS) + row * texels)[kept].astype(np.int32),
        surface=run[kept] * 8 + FACING_OF_SIDE[side],
        facing=np.full(int(kept.sum()), FACING_OF_SIDE[side], np.uint8),
        material=material[kept],
        stride=stride[z, x][kept],
    )


def _represent(points: _Points, stride: NDArray[np.uint8], width: int) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
    """Choose the points that are kept, and the number (in the kept list) of the point that stands for each.

    Points of stride s (uint8 (n,)) in the same s x s block of the atlas, `width` texels wide, share one, as long as
    they lie on the same surface.
    """
    representative = np.arange(len(points.u))
    for edge in (2, 4, 8, 16):
        members = np.flatnonzero(stride == edge)
        for _ in range(SURFACES_A_BLOCK):
            if not len(members):
                break
            speaker = _speakers(points, members, edge, width)
            alike = points.surface[members] == points.surface[speaker]
            representative[members[alike]] = speaker[alike]
            members = members[~alike]

    keeps = np.zeros(len(points.u), bool)
    keeps[representative] = True
    number = np.cumsum(keeps) - 1
    return np.flatnonzero(keeps), number[representative].astype(np.int32)


def _speakers(points: _Points, members: NDArray[np.intp], stride: int, width: int) -> NDArray[np.intp]:
    """For each member, the one that speaks for its block of the atlas: the one nearest to the block's middle."""
    u, v = points.u[members], points.v[members]
    blocks = (v // stride) * (width // stride + 1) + u // stride
    off_middle = abs(2 * (u % stride) + 1 - stride) + abs(2 * (v % stride) + 1 - stride)
    order = np.argsort(off_middle.astype(np.uint8), kind="stable")[::-1]

    # Of those that are written to the same slot, the last one stays.
    slot = np.zeros(int(blocks.max(initial=0)) + 1, np.int32)
    slot[blocks[order]] = members[order]
    speaker: NDArray[np.intp] = slot[blocks].astype(np.intp)
    return speaker
