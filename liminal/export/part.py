"""Parts: the mesh of a window cut up and named the way a person sorts a scene: floors, walls, lamps one by one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.piece.mesh import Mesh
from liminal.piece.patch import BLOCK_CELLS, UPRIGHT
from liminal.world.grid import CELL, TILE_X, TILE_Z
from liminal.world.lamp_kind import LampKind
from liminal.world.material import Material
from liminal.world.window import Window

# The groups, in the order in which they stand in a scene. `border` closes a part off where the place goes on.
GROUPS = ("floors", "ceilings", "walls", "border", "skirting", "lamps", "outlets", "vents")
FLOORS, CEILINGS, WALLS, BORDER, SKIRTING, LAMPS, OUTLETS, VENTS = range(len(GROUPS))

# Faces of these materials belong to these groups, whichever way they face.
_DETAILS = {
    Material.SKIRTING: SKIRTING,
    Material.DIFFUSER: LAMPS,
    Material.OPAL: LAMPS,
    Material.LAMP_FRAME: LAMPS,
    Material.PLASTIC: OUTLETS,
    Material.GRILLE: VENTS,
}

BEHIND = 0.001  # m: a point this far behind a face lies in the object that the face belongs to
BESIDE = 0.1  # m: so far beyond the luminous face of a lamp its frame may reach
AT_BORDER = 0.03  # m: walls at the border stand on it, their skirting half an inch before
NO_LAMP = -1


@dataclass(frozen=True)
class Part:
    """Triangles of one material that belong together.

    `group`: one of `GROUPS`. `lamp`: index into the window's lamps, or NO_LAMP. `middle`: window-local metres (x, z) of
    the square of cells, the lamp or the vent that it belongs to. `vertices`: indices (v,) into those of the mesh.
    `normal`: float32 (v, 3), unit length, outward. `triangles`: uint32 (t, 3) into the part's own vertices,
    counter-clockwise.
    """

    group: str
    material: Material
    lamp: int
    middle: tuple[float, float]
    vertices: NDArray[np.intp]
    normal: NDArray[np.float32]
    triangles: NDArray[np.uint32]


def cut(mesh: Mesh, window: Window) -> list[Part]:
    """Cut a mesh into parts: by group, by block (or lamp, or vent), by material. The window is `enclosed`."""
    triangles = mesh.indices.reshape(-1, 3).astype(np.intp)
    corner = mesh.vertices["position"][triangles].astype(np.float64)  # (t, 3, 3)
    across = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    normal = across / np.linalg.norm(across, axis=1, keepdims=True)

    # The object that a triangle belongs to lies behind it, so the lamp is looked up by the tile there.
    first = mesh.vertices[triangles[:, 0]]
    middle = corner.mean(1)
    behind = (middle - BEHIND * first["normal"]) / CELL + (window.x0, 0, window.z0)
    cell_x, cell_z = (np.floor(behind[:, axis]).astype(np.intp) for axis in (0, 2))
    lamp = _lamps_by_tile(window, cell_z // TILE_Z, cell_x // TILE_X)
    hanging = _hangs(first, middle, window)
    lamp[hanging] = first["lamp"][hanging]
    group = _group(first, lamp, middle, window)

    # Lamps and vents are things of their own; all else is cut along the blocks of the mesh.
    place = np.floor(middle[:, (0, 2)] / (BLOCK_CELLS * CELL)).astype(np.intp)
    hung, airing = group == LAMPS, group == VENTS
    place[hung] = lamp[hung, None]
    place[airing] = np.column_stack([cell_x, cell_z])[airing] // TILE_X

    keys = np.column_stack([group, place[:, 1], place[:, 0], first["material"]])
    order = np.lexsort(keys.T[::-1])
    starts = np.flatnonzero(np.append(True, (np.diff(keys[order], axis=0) != 0).any(1)))
    parts = []
    for members in np.split(order, starts[1:]):
        kind = int(group[members[0]])
        number = int(lamp[members[0]]) if kind == LAMPS else NO_LAMP
        at = _middle(kind, (int(place[members[0], 0]), int(place[members[0], 1])), number, window)
        vertices, index = np.unique(triangles[members], return_inverse=True)
        index = index.reshape(-1, 3)
        outward = np.empty((len(vertices), 3))
        outward[index] = normal[members][:, None]  # a vertex belongs to one flat face
        material = Material(int(first["material"][members[0]]))
        parts.append(
            Part(GROUPS[kind], material, number, at, vertices, outward.astype(np.float32), index.astype(np.uint32))
        )
    return parts


def _group(
    vertex: NDArray[np.void], lamp: NDArray[np.intp], middle: NDArray[np.float64], window: Window
) -> NDArray[np.intp]:
    """The group of each triangle (t,), given one `vertex`, the `lamp` of its tile, and its `middle` (t, 3)."""
    material, normal = vertex["material"], vertex["normal"]
    group = np.full(len(vertex), WALLS)
    group[normal[:, 1] < -UPRIGHT] = CEILINGS
    group[(normal[:, 1] > UPRIGHT) | (material == Material.CARPET)] = FLOORS  # steps are covered like their floor
    for made_of, belongs in _DETAILS.items():
        group[material == made_of] = belongs
    group[(material == Material.LAMP_FRAME) & (lamp == NO_LAMP)] = VENTS

    # The outermost cells of an enclosed window are solid: surfaces on their inner faces are the part's border.
    rows, columns = window.floor.shape
    across = normal[:, (0, 2)]
    border = np.where(across > 0, 1, (columns - 1, rows - 1)) * CELL
    ends = (abs(across) > 0.5) & (abs(middle[:, (0, 2)] - border) < AT_BORDER)
    group[ends.any(1) & np.isin(group, (WALLS, FLOORS, SKIRTING))] = BORDER
    return group


def _hangs(vertex: NDArray[np.void], middle: NDArray[np.float64], window: Window) -> NDArray[np.bool_]:
    """Which triangles, (t,), given one `vertex` and the `middle` (t, 3), are of a lamp that fills no tile."""
    if not len(window.lamps):
        return np.zeros(len(vertex), bool)
    lamps = window.lamps[np.minimum(vertex["lamp"], len(window.lamps) - 1)]
    x, z = middle[:, 0] + window.origin[0] - lamps["x"], middle[:, 2] + window.origin[1] - lamps["z"]
    inside = (abs(x) < lamps["size_x"] / 2 + BESIDE) & (abs(z) < lamps["size_z"] / 2 + BESIDE)
    made = np.isin(vertex["material"], (Material.OPAL, Material.LAMP_FRAME))
    found: NDArray[np.bool_] = made & inside & (lamps["kind"] != LampKind.TROFFER)
    return found


def _lamps_by_tile(window: Window, tile_z: NDArray[np.intp], tile_x: NDArray[np.intp]) -> NDArray[np.intp]:
    """The troffer in each of some tiles of the world (t,): index into the window's lamps, or NO_LAMP."""
    lamps = window.lamps
    known = {
        (int(lamp["cell_z"]) // TILE_Z, int(lamp["cell_x"]) // TILE_X): n
        for n, lamp in enumerate(lamps)
        if lamp["kind"] == LampKind.TROFFER
    }
    tiles, index = np.unique(np.column_stack([tile_z, tile_x]), axis=0, return_inverse=True)
    number = np.array([known.get((int(z), int(x)), NO_LAMP) for z, x in tiles], np.intp)
    return number[index.ravel()]


def _middle(group: int, place: tuple[int, int], lamp: int, window: Window) -> tuple[float, float]:
    """The middle (x, z) of the lamp, vent or block that a part belongs to, window-local metres."""
    if group == LAMPS and window.lamps["kind"][lamp] != LampKind.TROFFER:
        x, z = float(window.lamps["x"][lamp]), float(window.lamps["z"][lamp])
        return x - window.origin[0], z - window.origin[1]
    if group == LAMPS:
        cell_x, cell_z = window.lamps["cell_x"][lamp], window.lamps["cell_z"][lamp]
        return (int(cell_x) - window.x0 + TILE_X / 2) * CELL, (int(cell_z) - window.z0 + TILE_Z / 2) * CELL
    if group == VENTS:
        return ((place[0] + 0.5) * TILE_X - window.x0) * CELL, ((place[1] + 0.5) * TILE_X - window.z0) * CELL
    return (place[0] + 0.5) * BLOCK_CELLS * CELL, (place[1] + 0.5) * BLOCK_CELLS * CELL
