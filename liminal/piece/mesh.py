"""The mesh: patches as indexed triangles, ready to be uploaded, in blocks that can be culled."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.piece import fixture, high_bay, panel, seam, shell, skirting, troffer
from liminal.piece.chart import WALL, Charts
from liminal.piece.cut import cut, whole
from liminal.piece.patch import BLOCK_CELLS, LIT_CEILING, LIT_FLOOR, pattern_place
from liminal.piece.seam import Outline
from liminal.world.window import Window

# One corner of a triangle. `position`: window-local metres. `normal`: unit length, outward. `surface`: where it lies on
# its material, metres: (x, z) window-local for faces up or down; for walls (along the wall, growing to the right
# as seen from the front; world y). `light`: lightmap texels, of the surface with the number `chart`. `lamp`: index into
# the window's lamps, for diffusers. `share`: how much of that light reaches the face.
VERTEX = np.dtype(
    [
        ("position", np.float32, 3),
        ("normal", np.float32, 3),
        ("surface", np.float32, 2),
        ("light", np.float32, 2),
        ("chart", np.uint16),
        ("lamp", np.uint16),
        ("material", np.uint8),
        ("share", np.float32),
    ]
)

# The triangles of one material in one square of cells: a range of indices, and the box (window-local metres) that holds
# them. They are sorted by material first.
BLOCK = np.dtype(
    [
        ("material", np.uint8),
        ("first", np.uint32),
        ("count", np.uint32),
        ("low", np.float32, 3),
        ("high", np.float32, 3),
    ]
)


@dataclass(frozen=True)
class Mesh:
    """Triangles with counter-clockwise fronts: (v,) VERTEX, (3 t,) uint32 indices, and (b,) BLOCK index ranges."""

    vertices: NDArray[np.void]
    indices: NDArray[np.uint32]
    blocks: NDArray[np.void]


def build(window: Window, charts: Charts, shown: NDArray[np.bool_] | None = None) -> Mesh:
    """Build all surfaces of a window, or those that pictures need in which only `shown` cells can be seen.

    `shown`: bool (h, w).
    """
    part = whole(window) if shown is None else cut(window, shown)
    level = [shell.floors(part.window), shell.ceilings(part.window)]
    surround = [*level, shell.walls(part, charts), troffer.collars(part)]
    lamps = [troffer.housings(part), panel.panels(part), panel.strips(part), high_bay.high_bays(part)]
    details = [*lamps, skirting.boards(part, charts), fixture.fixtures(part.window)]
    return assemble(np.concatenate(surround), np.concatenate(details), charts)


def assemble(surround: NDArray[np.void], details: NDArray[np.void], charts: Charts) -> Mesh:
    """Make triangles of two PATCH arrays: the watertight shell, and details that stand free before it."""
    patch = np.concatenate([surround, details])
    rings = seam.join(seam.outline(surround["corner"]), seam.plain(details["corner"]))
    position, owner, triangles = _triangulate(rings, patch["corner"])
    vertices = _vertices(patch[owner], position, charts)
    vertices["normal"] = _normals(patch["corner"])[owner]
    return _in_blocks(vertices, triangles, patch[owner[triangles[:, 0]]])


def _normals(corner: NDArray[np.float32]) -> NDArray[np.float64]:
    """The outward unit normals (n, 3) of flat faces with `corner` (n, 4, 3), counter-clockwise."""
    diagonals = corner.astype(np.float64)[:, 2:] - corner[:, :2]
    across = np.cross(diagonals[:, 0], diagonals[:, 1])
    normals: NDArray[np.float64] = across / np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-12)
    return normals


def _triangulate(
    rings: Outline, corner: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.intp], NDArray[np.intp]]:
    """Fill rings with triangles: vertex positions (v, 3), the patch of each vertex (v,), and triangles (t, 3)."""
    # Four corners make two triangles.
    whole = rings.first[rings.count == 4]
    triangles = [whole[:, None] + (0, 1, 2), whole[:, None] + (0, 2, 3)]

    # A ring with more gets a vertex at its centre and a fan around it, in which no triangle is flat.
    broken = np.flatnonzero(rings.count > 4)
    centre = corner[broken][:, (0, 2)].mean(axis=1)
    hub = np.zeros(len(rings.first), np.intp)
    hub[broken] = len(rings.position) + np.arange(len(broken))
    here = np.flatnonzero(hub[rings.patch])
    patch = rings.patch[here]
    after = rings.first[patch] + (here - rings.first[patch] + 1) % rings.count[patch]
    triangles.append(np.column_stack([hub[patch], here, after]))
    return np.concatenate([rings.position, centre]), np.append(rings.patch, broken), np.concatenate(triangles)


def _vertices(patch: NDArray[np.void], position: NDArray[np.float32], charts: Charts) -> NDArray[np.void]:
    """Fill in vertices (v,) at `position` (v, 3), each on its `patch` (v,)."""
    vertices = np.zeros(len(position), VERTEX)
    vertices["position"] = position
    for name in ("material", "lamp", "share"):
        vertices[name] = patch[name]

    vertices["surface"] = pattern_place(position, patch["normal"])

    # Light comes from the charts of the floor, the ceiling or the wall that the patch belongs to.
    x, y, z = position.T
    lit, window = patch["lit"], charts.window
    rows, columns = window.floor.shape
    cell = patch["cell_z"].clip(0, rows - 1), patch["cell_x"].clip(0, columns - 1)
    vertices["chart"] = WALL
    for place, uv, height in (
        (lit == LIT_FLOOR, charts.floor_uv, window.floor),
        (lit == LIT_CEILING, charts.ceiling_uv, window.ceiling),
    ):
        vertices["light"][place] = uv(x[place], z[place])
        vertices["chart"][place] = charts.level(height[cell][place])
    wall = np.flatnonzero(lit < LIT_CEILING)
    axis = np.where(lit[wall] < 2, z[wall], x[wall])
    cell_z, cell_x = patch["cell_z"][wall], patch["cell_x"][wall]
    vertices["light"][wall] = charts.wall_uv(cell_z, cell_x, lit[wall], axis, y[wall])
    return vertices


def _in_blocks(vertices: NDArray[np.void], triangles: NDArray[np.intp], patch: NDArray[np.void]) -> Mesh:
    """Sort `triangles` (t, 3), each of its `patch` (t,), by their material and the square of cells they lie in."""
    number = (patch["cell_z"] // BLOCK_CELLS).astype(np.int64) << 24 | patch["cell_x"] // BLOCK_CELLS
    number |= patch["material"].astype(np.int64) << 48
    order = np.argsort(number, kind="stable")
    triangles = triangles[order]
    first = np.flatnonzero(np.diff(number[order], prepend=-1))

    # Each block is as large as the triangles in it.
    blocks = np.zeros(len(first), BLOCK)
    blocks["material"] = patch["material"][order[first]]
    blocks["first"] = 3 * first
    blocks["count"] = 3 * np.diff(np.append(first, len(triangles)))
    position = vertices["position"][triangles]
    if len(first):
        blocks["low"] = np.minimum.reduceat(position.min(axis=1), first)
        blocks["high"] = np.maximum.reduceat(position.max(axis=1), first)
    return Mesh(vertices, triangles.astype(np.uint32).ravel(), blocks)
