"""Charts: where each surface's light is kept.

One atlas holds the light of a window, `density` texels to a cell edge. Floors and ceilings lie straight on the grid,
side by side, so that a position is an address. Walls are runs of columns: an open cell owns a column of texels,
floor to ceiling, for each of its sides that shows a face; neighbouring columns on one wall line stand side by side.
Empty texels keep runs apart, so a filter that stops at them never reaches round a corner.

    rows 0 .. h*d     floors, from column 0; ceilings, from column w*d
    rows h*d ..       walls, in shelves of equal column height
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.world.grid import CELL
from liminal.world.window import Window

# The neighbour on each side of a cell, as (dz, dx), and the normal of the face towards it, which looks the other way.
SIDES = ((0, 1), (0, -1), (1, 0), (-1, 0))  # +x, -x, +z, -z
WALL_NORMALS = np.array([(-1, 0, 0), (1, 0, 0), (0, 0, -1), (0, 0, 1)], np.float32)

MINIMUM_WIDTH = 512  # texels: narrower atlases would pile long walls up into too many shelves
# Runs begin at multiples of this many texels, shown ones and the others: light is found for blocks of texels,
# which then fall on a run alike wherever that lies, and are not cut up by its ends.
GRID, COARSE_GRID = 4, 16
GAP = 2  # empty texels between runs: as wide as a partition is in the plan at the usual density

# Each texel of the atlas belongs to a surface, which has a number; nothing is read or smoothed across to another one.
# All walls share one, because empty texels keep their runs apart. Floors and ceilings lie over one another in the plan
# only where heights change, so each eighth of a cell has its own. Half floats hold whole numbers up to 2048.
WALL = 1
LEVELS = 2044
SLOTS = 2046, 2047  # of surfels that are kept one by one: neighbours differ
COLUMN_BITS = 14  # a column's address packs x into these low bits (16,384 is the widest texture drivers offer)


@dataclass(frozen=True)
class Face:
    """The vertical faces that open cells show towards one side: float32 (h, w) spans, metres; empty where low >= high.

    `riser`: from the cell's floor up to its neighbour's. `lintel`: from the neighbour's ceiling up to the cell's own.
    A solid neighbour shows as one riser from floor to ceiling.
    """

    riser_low: NDArray[np.float32]
    riser_high: NDArray[np.float32]
    lintel_low: NDArray[np.float32]
    lintel_high: NDArray[np.float32]

    @property
    def shown(self) -> NDArray[np.bool_]:
        """Where there is any face: bool (h, w)."""
        return (self.riser_low < self.riser_high) | (self.lintel_low < self.lintel_high)


def faces(window: Window, side: int) -> Face:
    """Find the vertical faces of every open cell towards `side` (index into SIDES). Outside the window all is solid."""
    floor, ceiling = window.floor, window.ceiling
    dz, dx = SIDES[side]

    # Look up each cell's neighbour; a solid neighbour counts as a floor that reaches any ceiling.
    rows, columns = floor.shape
    padded_floor = np.pad(np.where(window.open, floor, np.float32(np.inf)), 1, constant_values=np.inf)
    padded_ceiling = np.pad(np.where(window.open, ceiling, np.float32(np.inf)), 1, constant_values=np.inf)
    there = np.s_[1 + dz : 1 + dz + rows, 1 + dx : 1 + dx + columns]
    floor_there, ceiling_there = padded_floor[there], padded_ceiling[there]

    top = np.where(window.open, ceiling, floor)
    return Face(
        riser_low=floor,
        riser_high=np.minimum(floor_there, top),
        lintel_low=np.maximum(np.minimum(ceiling_there, top), floor),
        lintel_high=top,
    )


@dataclass(frozen=True)
class Charts:
    """The layout of one window's light.

    `density`: texels along a cell's edge. `width`, `height`: the atlas, texels. `columns`: int32 (c + 1, 4), of each
    cell that shows a wall the packed address (x | y << COLUMN_BITS) of the lowest texel at the lower-coordinate end of
    its wall column, towards the sides +x, -x, +z, -z; -1 where there is no face, as in all of the last row. A column
    grows from the cell's floor with rising atlas y. `walled`: int32 (h, w), the row of each cell in `columns`.
    """

    window: Window
    density: int
    width: int
    height: int
    columns: NDArray[np.int32]
    walled: NDArray[np.int32]

    def column(
        self, cell_z: NDArray[np.integer], cell_x: NDArray[np.integer], side: int | NDArray[np.integer]
    ) -> NDArray[np.int32]:
        """The address of the wall column of cells (n,) towards a side (index into SIDES): (n,)."""
        address: NDArray[np.int32] = self.columns[self.walled[cell_z, cell_x], side]
        return address

    def level(self, height: NDArray[np.float32]) -> NDArray[np.uint16]:
        """The numbers of floors or ceilings at some heights, metres: WALL + 1 and up, the same shape."""
        eighths = np.rint(height * np.float32(8 / CELL)).astype(np.int32)
        number: NDArray[np.uint16] = (WALL + 1 + eighths % LEVELS).astype(np.uint16)
        return number

    @property
    def plan_size(self) -> tuple[int, int]:
        """Columns and rows of the floors' part of the atlas: where the ceilings begin, and where the walls do."""
        rows, columns = self.window.floor.shape
        return columns * self.density, rows * self.density

    def floor_uv(self, x: ArrayLike, z: ArrayLike) -> NDArray[np.float32]:
        """Atlas position (..., 2), in texels, of a floor point given in window-local metres."""
        scale = self.density / CELL
        return np.stack(np.broadcast_arrays(np.asarray(x) * scale, np.asarray(z) * scale), -1).astype(np.float32)

    def ceiling_uv(self, x: ArrayLike, z: ArrayLike) -> NDArray[np.float32]:
        """Atlas position (..., 2), in texels, of a ceiling point given in window-local metres."""
        return self.floor_uv(x, z) + np.array([self.plan_size[0], 0], np.float32)

    def wall_uv(
        self, cell_z: NDArray[np.intp], cell_x: NDArray[np.intp], side: ArrayLike, along: ArrayLike, y: ArrayLike
    ) -> NDArray[np.float32]:
        """Atlas position (..., 2), in texels, of a point on the face of open cell (cell_z, cell_x) towards `side`.

        `along`: window-local metres along the wall's axis (z for the sides +x and -x, x for the others); it may reach
        beyond the cell into others of the same run. `y`: world height, metres. Arrays broadcast together.
        """
        side = np.asarray(side)
        address = self.column(cell_z, cell_x, side)
        scale = self.density / CELL
        cell_along = np.where(side < 2, cell_z, cell_x)
        u = (address & ((1 << COLUMN_BITS) - 1)) + (np.asarray(along) * scale - cell_along * self.density)
        v = (address >> COLUMN_BITS) + (np.asarray(y) - self.window.floor[cell_z, cell_x]) * scale
        return np.stack(np.broadcast_arrays(u, v), -1).astype(np.float32)


def lay_out(window: Window, density: int, shown: NDArray[np.bool_] | None = None) -> Charts:
    """Give every surface of the window its place in an atlas of `density` texels to a cell edge.

    Walls of `shown` cells (bool (h, w)) come first, so that visible surfaces fill the atlas from its beginning.
    """
    rows, columns = window.floor.shape
    width = max(2 * columns * density, rows * density, MINIMUM_WIDTH)
    tallest = np.ceil((window.ceiling - window.floor) / CELL * density - 1e-3).astype(np.int32)

    # Collect the runs of every side: cells in wall order, and where each run begins.
    members, lengths, heights, hidden = [], [], [], []
    for side in range(4):
        cells, starts = _runs(window, side)
        members.append(np.column_stack([cells, np.full(len(cells), side)]))
        lengths.append(np.diff(np.append(starts, len(cells))))
        heights.append(tallest[cells[starts, 0], cells[starts, 1]])
        seen = np.ones(len(cells), bool) if shown is None else shown[cells[:, 0], cells[:, 1]]
        hidden.append(~np.logical_or.reduceat(seen, starts) if len(starts) else seen)
    member, length, height = np.concatenate(members), np.concatenate(lengths), np.concatenate(heights)

    # Fill shelves with runs of equal column height, apart from each other; the hidden ones get shelves of their own.
    corner = np.zeros((len(length), 2), np.int64)
    x, y, shelf = 0, rows * density, 0
    out_of_sight = np.concatenate(hidden)
    order = np.lexsort((-height, out_of_sight))
    hidden_from = len(order) - int(out_of_sight.sum())
    for number, run in enumerate(order):
        wide = int(length[run]) * density
        step = GRID if number < hidden_from else COARSE_GRID
        if height[run] != shelf or x + wide > width or number == hidden_from:
            y = _next(y + shelf + GAP, step)
            x, shelf = 0, int(height[run])
        corner[run] = x, y
        x = _next(x + wide + GAP, step)
    y += shelf + GAP

    # Every cell of a run follows the one before it by `density` texels.
    within = np.arange(len(member)) - np.repeat(np.cumsum(length) - length, length)
    address = (np.repeat(corner[:, 0], length) + within * density) | (np.repeat(corner[:, 1], length) << COLUMN_BITS)
    cells, row = np.unique(member[:, 0] * columns + member[:, 1], return_inverse=True)
    table = np.full((len(cells) + 1, 4), -1, np.int32)
    table[row.ravel(), member[:, 2]] = address
    walled = np.full((rows, columns), len(cells), np.int32)
    walled.ravel()[cells] = np.arange(len(cells))
    return Charts(window, density, width, y, table, walled)


def _next(place: int, step: int) -> int:
    """The first multiple of a step that is not before a place."""
    return -(-place // step) * step


def _runs(window: Window, side: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """List the cells (n, 2: z, x) that show a face towards `side`, in wall order, and the indices where runs begin.

    A run goes on while the next cell on the same line also shows a face and has the same floor and ceiling.
    """
    shown = faces(window, side).shown
    along_z = side < 2
    lines = shown.T if along_z else shown
    cells = np.argwhere(lines)
    cells = cells[:, ::-1] if along_z else cells
    z, x = cells[:, 0], cells[:, 1]

    line, position = (x, z) if along_z else (z, x)
    new = np.ones(len(cells), bool)
    new[1:] = (np.diff(line) != 0) | (np.diff(position) != 1)
    new[1:] |= (np.diff(window.floor[z, x]) != 0) | (np.diff(window.ceiling[z, x]) != 0)
    return cells, np.flatnonzero(new)
