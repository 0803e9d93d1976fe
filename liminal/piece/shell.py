"""The shell: floors, ceilings and vertical faces, which together enclose all the air of a window without a hole."""

import numpy as np
from numpy.typing import NDArray

from liminal.piece.chart import SIDES, WALL_NORMALS, Charts, faces
from liminal.piece.cut import Cut
from liminal.piece.merge import merge_lines, merge_rectangles
from liminal.piece.patch import DOWN, LIT_CEILING, LIT_FLOOR, UP, lattice, patches, rectangles
from liminal.world.grid import CELL, TILE_X, TILE_Z
from liminal.world.lamp_kind import LampKind
from liminal.world.window import Window

STEP = 2.5 * CELL  # m: risers up to two cells are steps, covered like the floor above them; half walls are higher


def floors(window: Window) -> NDArray[np.void]:
    """Floor patches: open cells of equal height and material, merged."""
    return _level(window.open, window.floor, window.floor_material, UP, LIT_FLOOR)


def ceilings(window: Window) -> NDArray[np.void]:
    """Ceiling patches, merged like floors; the tiles of troffers are left out, since their housings take that place."""
    closed = window.open.copy()
    for lamp in window.lamps[window.lamps["kind"] == LampKind.TROFFER]:
        z, x = int(lamp["cell_z"]) - window.z0, int(lamp["cell_x"]) - window.x0
        closed[max(z, 0) : max(z + TILE_Z, 0), max(x, 0) : max(x + TILE_X, 0)] = False
    return _level(closed, window.ceiling, window.ceiling_material, DOWN, LIT_CEILING)


def walls(cut: Cut, charts: Charts) -> NDArray[np.void]:
    """Vertical patches: risers, lintels and full walls, merged along a line while span, material and light agree."""
    sides = []
    for side, wanted in enumerate(cut.walls):
        face = faces(cut.window, side)
        riser, lintel = face_material(cut.window, side)
        sides.append(_wall_line(side, wanted, face.riser_low, face.riser_high, riser, charts))
        sides.append(_wall_line(side, wanted, face.lintel_low, face.lintel_high, lintel, charts))
    return np.concatenate(sides)


def _level(
    present: NDArray[np.bool_],
    height: NDArray[np.float32],
    material: NDArray[np.uint8],
    normal: NDArray[np.float32],
    lit: int,
) -> NDArray[np.void]:
    """Merge level cells into patches that look up or down."""
    z0, x0, z1, x1 = merge_rectangles(present, height, material).T
    y = height[z0, x0]
    low = np.column_stack([lattice(x0), y, lattice(z0)])
    high = np.column_stack([lattice(x1), y, lattice(z1)])
    return patches(
        rectangles(low, high, normal), normal=normal, lit=lit, material=material[z0, x0], cell_z=z0, cell_x=x0
    )


def _wall_line(
    side: int,
    wanted: NDArray[np.bool_],
    low: NDArray[np.float32],
    high: NDArray[np.float32],
    material: NDArray[np.uint8],
    charts: Charts,
) -> NDArray[np.void]:
    """Merge the vertical faces, `low` to `high`, that `wanted` cells show towards one side."""
    cell_z, cell_x, line, position = cells_in_lines(wanted & (low < high), side)
    at = cell_z, cell_x
    column = charts.column(cell_z, cell_x, side)

    # Within a run of the atlas each column follows the last by the density, so this difference is constant.
    run = column - position * charts.density
    first, last = merge_lines(line, position, low[at], high[at], material[at], run)

    # The face stands on the line between the cell and its neighbour.
    dz, dx = SIDES[side]
    z0, x0 = cell_z[first] + (dz > 0), cell_x[first] + (dx > 0)
    z1, x1 = cell_z[last] + (1 if dx else dz > 0), cell_x[last] + (1 if dz else dx > 0)
    bottom = np.column_stack([lattice(x0), low[at][first], lattice(z0)])
    top = np.column_stack([lattice(x1), high[at][first], lattice(z1)])
    return patches(
        rectangles(bottom, top, WALL_NORMALS[side]),
        normal=WALL_NORMALS[side],
        lit=side,
        material=material[at][first],
        cell_z=cell_z[first],
        cell_x=cell_x[first],
    )


def cells_in_lines(
    present: NDArray[np.bool_], side: int
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """List the `present` cells in the order of wall lines towards `side`: cell z, cell x, line, place on the line."""
    if side < 2:  # these walls run along z
        cell_x, cell_z = np.nonzero(present.T)
        return cell_z, cell_x, cell_x, cell_z
    cell_z, cell_x = np.nonzero(present)
    return cell_z, cell_x, cell_z, cell_x


def face_material(window: Window, side: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The materials of the risers and of the lintels towards `side`: uint8 (h, w) each, values of `Material`.

    A face belongs to the mass behind it, the neighbour's; at the border of the window to the cell itself. Where the
    neighbour is no more than a step higher, its floor covers the riser as well.
    """
    dz, dx = SIDES[side]
    rows, columns = window.floor.shape
    there = np.s_[1 + dz : 1 + dz + rows, 1 + dx : 1 + dx + columns]
    wall = np.pad(window.wall_material, 1, mode="edge")[there]
    covering = np.pad(window.floor_material, 1, mode="edge")[there]
    ground = np.pad(np.where(window.open, window.floor, np.float32(np.inf)), 1, constant_values=np.inf)[there]
    return np.where(ground - window.floor < STEP, covering, wall), wall
