"""Samples of surfaces: points whose light can be found, on floors, ceilings and walls, before any stands for others.

Where light is to be found finely, each is a texel of the atlas. From a stride of SPARSE on there is one to a cell, or
to a cell's height of a wall, and one to a whole block of the atlas where all of it is alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from liminal.piece.chart import COLUMN_BITS, WALL, WALL_NORMALS, Charts, faces
from liminal.piece.patch import DOWN, UP
from liminal.piece.shell import cells_in_lines, face_material
from liminal.world.grid import CELL
from liminal.world.window import Window

SPARSE = 4  # from this stride on, samples are laid out a cell apart
COARSEST = 16  # the widest stride: the edge of the largest block, texels
CLEARANCE = 0.05  # cells: how far from the ends of its face a texel's point is kept
LEAST = 1e-3  # cells: a face that reaches less far into a row of texels has nothing there

_NOTHING = np.iinfo(np.int32).min
_SPACINGS = 64  # a spacing and half of this fit into that many numbers

Ints = NDArray[np.int32]


@dataclass(frozen=True)
class Samples:
    """Points on surfaces with one normal, (n,).

    `u`, `v`: the lowest atlas texel that each covers, and `extent` the number of texels along both edges. `spacing`:
    int8, as `visibility.strides` gives it. `surface`: a number for the run of wall, or for the level and its spacing,
    that it is on. `owner`: the cell or wall column that it belongs to.
    """

    u: Ints
    v: Ints
    extent: NDArray[np.uint8]
    spacing: NDArray[np.int8]
    surface: Ints
    owner: Ints

    def __len__(self) -> int:
        return len(self.u)

    def subset(self, chosen: NDArray[np.intp]) -> "Samples":
        """The samples at the indices `chosen`."""
        return Samples(*(values[chosen] for values in vars(self).values()))


@dataclass(frozen=True)
class Placed:
    """`position`: float32 (n, 3), window-local cells. `material`: uint8 (n,). `number`: uint16 (n,), of the surface."""

    position: NDArray[np.float32]
    material: NDArray[np.uint8]
    number: NDArray[np.uint16]


class Sampled(Protocol):
    """Surfaces of a window with one normal, and the samples on them."""

    normal: NDArray[np.float32]  # (3,), unit length
    samples: Samples

    def place(self, samples: Samples) -> Placed:
        """Return the positions of some of the samples, with the material and the number of their surface."""
        ...


def surfaces(charts: Charts, spacing: NDArray[np.integer]) -> Iterator[Sampled]:
    """List the samples of all cells that have a spacing, (h, w) as `visibility.strides` gives it: normal by normal."""
    yield Level(charts, spacing, up=True)
    yield Level(charts, spacing, up=False)
    for side in range(4):
        yield Walls(charts, spacing, side)


class Level:
    """Floors, which look up, or ceilings."""

    def __init__(self, charts: Charts, spacing: NDArray[np.integer], *, up: bool) -> None:
        window = charts.window
        self.normal = UP if up else DOWN
        self._density = charts.density
        self._first = 0 if up else charts.plan_size[0]
        height = window.floor if up else window.ceiling
        self._height, self._number = height / np.float32(CELL), charts.level(height)
        self._material = window.floor_material if up else window.ceiling_material

        # Cells are alike that are on one level and as finely lit.
        level = np.rint(self._height * 8).astype(np.int32) * 4 + _beside_pinch(window)
        alike = level * _SPACINGS + spacing.astype(np.int32) + _SPACINGS // 2
        alike[spacing == 0] = _NOTHING
        parts, left = self._blocks(alike)

        # Visible cells that are in no block are lit cell by cell: walls may stand in their block.
        broken = left & (spacing > SPARSE)
        alike[broken] += SPARSE - spacing[broken].astype(np.int32)
        spacing = np.where(broken, np.int8(SPARSE), spacing)
        sparse = abs(spacing) >= SPARSE
        for cells, extent in ((left & ~sparse, 1), (left & sparse, sparse_extent(charts.density))):
            z, x = (at.astype(np.int32) for at in np.nonzero(cells))
            steps = np.arange(0, charts.density, extent, dtype=np.int32)
            u = np.broadcast_to((x * charts.density)[:, None, None] + steps, (len(x), len(steps), len(steps)))
            v = np.broadcast_to((z * charts.density)[:, None, None] + steps[:, None], u.shape)
            parts.append((u.ravel(), v.ravel(), extent))

        u, v = (np.concatenate([part[axis] for part in parts]) for axis in (0, 1))
        extents = np.repeat(np.array([part[2] for part in parts], np.uint8), [len(part[0]) for part in parts])
        owner = v // charts.density * np.int32(spacing.shape[1]) + u // charts.density
        known = (spacing.astype(np.int8).ravel()[owner], alike.ravel()[owner])
        self.samples = Samples(u + np.int32(self._first), v, extents, *known, owner)

    def _blocks(self, alike: Ints) -> tuple[list[tuple[Ints, Ints, int]], NDArray[np.bool_]]:
        """Find the whole blocks of cells that are alike: parts (lowest u, v, edge), texels; and the cells left over."""
        parts: list[tuple[Ints, Ints, int]] = []
        if COARSEST % self._density:
            return parts, alike != _NOTHING
        most, (rows, columns) = COARSEST // self._density, alike.shape
        shift = self._first // self._density % most  # blocks lie on the grid of the atlas
        padded = np.full((-(-rows // most) * most, -(-(columns + shift) // most) * most), _NOTHING, np.int32)
        inner = np.s_[:rows, shift : shift + columns]
        padded[inner] = alike
        tile, edge = padded, 1
        while edge < most:
            corner = tile[::2, ::2]
            equal = (corner == tile[::2, 1::2]) & (corner == tile[1::2, ::2]) & (corner == tile[1::2, 1::2])
            tile, edge = np.where(equal, corner, _NOTHING), 2 * edge
            stride = abs(tile % _SPACINGS - _SPACINGS // 2)
            z, x = np.nonzero((tile != _NOTHING) & (stride == edge * self._density))
            padded.reshape(len(tile), edge, -1, edge)[z, :, x, :] = _NOTHING
            lowest = ((x * edge - shift) * self._density, z * edge * self._density)
            parts.append((lowest[0].astype(np.int32), lowest[1].astype(np.int32), edge * self._density))
        return parts, padded[inner] != _NOTHING

    def place(self, samples: Samples) -> Placed:
        """Each is in the middle of the texels that it covers."""
        half = samples.extent / np.float32(2)
        position = np.empty((len(samples), 3), np.float32)
        position[:, 0] = (samples.u - self._first + half) / self._density
        position[:, 1] = self._height.ravel()[samples.owner]
        position[:, 2] = (samples.v + half) / self._density
        return Placed(position, self._material.ravel()[samples.owner], self._number.ravel()[samples.owner])


class Walls:
    """The faces towards one side: of each column of the charts, the rows of texels that a riser or lintel covers."""

    def __init__(self, charts: Charts, spacing: NDArray[np.integer], side: int) -> None:
        density = charts.density
        self._side, self._density = side, density
        self.normal = WALL_NORMALS[side]

        # Columns in wall order: within a run each follows the last in the atlas, too.
        shows = charts.columns[:, side] >= 0
        z, x, self._line, self._along = cells_in_lines((spacing != 0) & shows[charts.walled], side)
        address = charts.column(z, x, side)
        run = np.cumsum(np.diff(address, prepend=-1) != density, dtype=np.int32)
        self._u: Ints = address & ((1 << COLUMN_BITS) - 1)
        self._v: Ints = address >> COLUMN_BITS
        face, window = faces(charts.window, side), charts.window
        spans = (face.riser_low, face.riser_high, face.lintel_low, face.lintel_high)
        self._spans = np.stack([span[z, x] for span in spans], 1) / np.float32(CELL)
        self._material = np.stack([made_of[z, x] for made_of in face_material(window, side)], 1)
        self._base = window.floor[z, x] / np.float32(CELL)

        # How many rows of each column the riser covers, and from where to where the lintel does.
        own = np.minimum(spacing[z, x], SPARSE).astype(np.int8)  # seen from afar, walls show more than floors
        extent = np.where(abs(own) < SPARSE, 1, sparse_extent(density)).astype(np.int32)
        self._rows: Ints = density // extent  # to a cell
        risen, low, high = (self._spans - self._base[:, None])[:, 1:].T
        riser = np.maximum(np.ceil(self._rows * (risen - LEAST)), 0).astype(np.int32)
        begin = np.maximum(np.floor(self._rows * (low + LEAST)).astype(np.int32), riser)
        end = np.where(low < high - LEAST, np.ceil(self._rows * (high - LEAST)), 0).astype(np.int32)
        count = riser + np.maximum(end - begin, 0)
        self._riser = riser

        # Lay out every column's rows, bottom to top, and every row's samples along the wall.
        number = count * self._rows
        owner = np.repeat(np.arange(len(z), dtype=np.int32), number)
        within = np.arange(len(owner), dtype=np.int32) - (np.cumsum(number, dtype=np.int32) - number)[owner]
        row: Ints
        step: Ints
        row, step = np.divmod(within, self._rows[owner])
        row += np.where(row < riser[owner], 0, (begin - riser)[owner])
        self.samples = Samples(
            self._u[owner] + step * extent[owner],
            self._v[owner] + row * extent[owner],
            extent.astype(np.uint8)[owner],
            own[owner],
            run[owner],
            owner,
        )

    def place(self, samples: Samples) -> Placed:
        """Each is in the middle of the texels that it covers, but within its face, on the border of its cell."""
        owner = samples.owner
        row = (samples.v - self._v[owner]) // samples.extent
        upper = (row >= self._riser[owner]).astype(np.intp)
        lowest, highest = self._spans[owner, 2 * upper], self._spans[owner, 2 * upper + 1]
        middle = self._base[owner] + (row + 0.5) / self._rows[owner]
        height = np.clip(middle, lowest + CLEARANCE, np.maximum(highest - CLEARANCE, lowest + CLEARANCE))
        along = self._along[owner] + (samples.u - self._u[owner] + samples.extent / 2) / self._density
        across = self._line[owner] + (self._side % 2 == 0)
        order = (across, height, along) if self._side < 2 else (along, height, across)
        number = np.full(len(samples), WALL, np.uint16)
        return Placed(np.stack(order, 1).astype(np.float32), self._material[owner, upper], number)


def sparse_extent(density: int) -> int:
    """How many texels sparse samples cover along an edge: a cell's, where these fill blocks."""
    return density if COARSEST % density == 0 else 1


def _beside_pinch(window: Window) -> Ints:
    """Tell apart the cells that meet where two walls touch at their edges and let nothing through: (h, w); others 0."""
    air = window.open
    low, high, left, right = air[:-1, :-1], air[1:, 1:], air[:-1, 1:], air[1:, :-1]
    pinch = (low & high & ~left & ~right) | (left & right & ~low & ~high)
    beside = np.zeros(air.shape, bool)
    for corner in (np.s_[:-1, :-1], np.s_[1:, 1:], np.s_[:-1, 1:], np.s_[1:, :-1]):
        beside[corner] |= pinch
    return np.where(beside, 1 + np.arange(air.shape[1], dtype=np.int32) % 2, np.int32(0))
