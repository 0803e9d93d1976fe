"""The volume: the same light, coarsely, in the air of a place, for what will stand or move there.

Probes stand on a lattice over the plan, several above each other. Each keeps an ambient cube (McTaggart 2004,
"Half-Life 2 / Valve Source Shading"): the irradiance on six small faces, found by the rays that find a lightmap.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_dilation, distance_transform_edt

from liminal.colour import luminance
from liminal.geometry.chart import FACING_DOWN, FACING_UP
from liminal.light.bake import Bake
from liminal.light.sight import Sight, away
from liminal.world.grid import CELL
from liminal.world.window import Window

Floats = NDArray[np.float32]
Light = NDArray[np.float32]

SPACING = 4  # cells (0.61 m) between probes in the plan
LAYERS = 4  # probes above each other
RADIUS = 14.0  # m: around viewpoints
RAYS = 128  # from each face of a probe
LOW, HIGH = 0.05, 2.0  # cells: the lowest probe stands this far above the floor, the highest this far below the ceiling
NUDGE = 2.5  # cells: a probe that would be in a wall moves at most this far into the air
STEPS = 16  # points of a line of sight between a probe and what asks, at most half a cell apart

# The faces of a cube in the order of `bake_texel.glsl`: +x, -x, +z, -z, down, up.
FACES = 6
_POSITIVE, _NEGATIVE = [0, FACING_UP, 2], [1, FACING_DOWN, 3]  # by axis: x, y, z


@dataclass(frozen=True)
class Lattice:
    """Where the probes stand, in window cells. Row r and column c belong to the cell (first + r, first + c) * SPACING.

    `first`: (z, x). `place`: (rows, columns, 2), x and z. `height`: (LAYERS, rows, columns), low to high. `known`: bool
    (rows, columns), False where there is no air or nobody looks.
    """

    first: tuple[int, int]
    place: Floats
    height: Floats
    known: NDArray[np.bool_]


class Volume:
    """Irradiance in the air of a window, lux, linear Rec. 709; positions are window-local metres.

    `lattice`: where it is known. `cubes`: (LAYERS, rows, columns, 6, 3), the light as dimmed last. `fixed`: the part
    that never changes. `parts`: (k, LAYERS, rows, columns, 6, 3), those of dimmable lamps.
    """

    def __init__(self, window: Window, lattice: Lattice, fixed: Light, parts: Light) -> None:
        self._window = window
        self.lattice = lattice
        self._fixed, self._parts = fixed, parts
        self.cubes = fixed + parts.sum(0)

    def dim(self, dimmers: Floats) -> None:
        """Dim the lamps that can be: (k,), 1 = as bright as the window says."""
        self.cubes = self._fixed + np.tensordot(dimmers, self._parts, 1).astype(np.float32)

    def irradiance(self, points: Floats, normals: Floats) -> Light:
        """What small faces at `points` (n, 3) that look along `normals` (n, 3; unit) receive: (n, 3), lux."""
        cubes = self._cubes_at(points)

        # Squares of a unit vector's parts add up to one, so even light comes out even.
        share = (normals**2)[..., None]
        positive, negative = cubes[:, _POSITIVE], cubes[:, _NEGATIVE]
        light: Light = (share * np.where(normals[..., None] > 0, positive, negative)).sum(1).astype(np.float32)
        return light

    def flow(self, points: Floats) -> Floats:
        """The light vector at `points` (n, 3): (n, 3), lux, pointing to where more light comes from.

        Exact at a probe: along any axis, what one side of a face gets less what the other gets (Gershun 1939, "The
        light field"). Its length against the irradiance says how much of the light has a direction.
        """
        cubes = luminance(self._cubes_at(points))  # (n, 6)
        vector: Floats = (cubes[:, _POSITIVE] - cubes[:, _NEGATIVE]).astype(np.float32)
        return vector

    def _cubes_at(self, points: Floats) -> Light:
        """Blend the cubes of the four probes around each point in the plan, and two in height: (n, 6, 3).

        Probes behind a wall do not count; where all are, the nearest does.
        """
        lattice = self.lattice
        cells = np.asarray(points, np.float32) / np.float32(CELL)
        spot = (cells[:, [2, 0]] - 0.5) / SPACING - np.array(lattice.first, np.float32)  # (n, 2): row, column
        low = np.floor(spot).astype(int)
        part = spot - low
        total, weight = np.zeros((len(points), FACES, 3), np.float32), np.zeros(len(points), np.float32)
        for dz, dx in ((0, 0), (0, 1), (1, 0), (1, 1)):
            row, column = (
                np.clip(low[:, axis] + d, 0, lattice.known.shape[axis] - 1) for axis, d in ((0, dz), (1, dx))
            )
            share = abs(1 - dz - part[:, 0]) * abs(1 - dx - part[:, 1]) + 1e-4
            share = np.where(lattice.known[row, column] & self._sees(cells, row, column), share, 0)
            total += share[:, None, None] * self._at_height(cells[:, 1], row, column)
            weight += share

        lost = np.flatnonzero(weight == 0)
        if len(lost) and lattice.known.any():
            rows, columns = np.nonzero(lattice.known)
            from_probe = cells[lost, None][..., [0, 2]] - lattice.place[rows, columns]
            nearest = np.argmin((from_probe**2).sum(-1), axis=1)
            total[lost] = self._at_height(cells[lost, 1], rows[nearest], columns[nearest])
            weight[lost] = 1
        blended: Light = (total / np.maximum(weight, 1e-6)[:, None, None]).astype(np.float32)
        return blended

    def _at_height(self, y: Floats, row: NDArray[np.intp], column: NDArray[np.intp]) -> Light:
        """Blend the cubes of one column of probes at heights (n,), cells."""
        heights = self.lattice.height[:, row, column]  # (LAYERS, n)
        lower = np.clip((heights <= y).sum(0) - 1, 0, LAYERS - 2)
        each = np.arange(len(y))
        below, above = heights[lower, each], heights[lower + 1, each]
        part = np.clip((y - below) / np.maximum(above - below, 1e-3), 0, 1)[:, None, None]
        light: Light = (1 - part) * self.cubes[lower, row, column] + part * self.cubes[lower + 1, row, column]
        return light

    def _sees(self, cells: Floats, row: NDArray[np.intp], column: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Whether air lies between points (n, 3), cells, and probes, seen from above at the points' height."""
        window = self._window
        probe = self.lattice.place[row, column]
        free = np.ones(len(cells), bool)
        for step in range(1, STEPS + 1):
            along = np.float32(step / STEPS)
            x, z = (cells[:, axis] + along * (probe[:, i] - cells[:, axis]) for i, axis in enumerate((0, 2)))
            last_z, last_x = np.array(window.floor.shape) - 1
            here = np.clip(z.astype(int), 0, last_z), np.clip(x.astype(int), 0, last_x)
            y = cells[:, 1] * CELL
            free &= window.open[here] & (window.floor[here] < y + 0.1) & (window.ceiling[here] > y - 0.1)
        return free


def place_probes(window: Window, sight: Sight, radius: float = RADIUS) -> Lattice:
    """Set probes in the air that is in sight of cameras, and around it, up to `radius` metres from any."""
    wanted = binary_dilation(sight.cells, iterations=2 * SPACING) & window.open & (away(sight) < radius)
    z, x = np.nonzero(wanted)
    if not len(z):
        z = x = np.zeros(1, int)
    first = int(z.min()) // SPACING, int(x.min()) // SPACING
    rows, columns = int(z.max()) // SPACING - first[0] + 2, int(x.max()) // SPACING - first[1] + 2
    row, column = np.mgrid[0:rows, 0:columns]
    cell_z = np.minimum((first[0] + row) * SPACING, window.floor.shape[0] - 1)
    cell_x = np.minimum((first[1] + column) * SPACING, window.floor.shape[1] - 1)

    # Whoever would stand in a wall moves to the nearest air.
    distance, nearest = distance_transform_edt(~window.open, return_indices=True)
    known = (distance[cell_z, cell_x] <= NUDGE) & wanted[nearest[0][cell_z, cell_x], nearest[1][cell_z, cell_x]]
    cell_z, cell_x = nearest[0][cell_z, cell_x], nearest[1][cell_z, cell_x]
    floor, ceiling = window.floor[cell_z, cell_x] / CELL, window.ceiling[cell_z, cell_x] / CELL
    lowest = floor + LOW
    highest = np.maximum(ceiling - HIGH, (floor + ceiling) / 2)
    step = np.linspace(0, 1, LAYERS, dtype=np.float32)[:, None, None]
    height = lowest + step * (highest - lowest)
    place = np.stack([cell_x + 0.5, cell_z + 0.5], -1).astype(np.float32)
    return Lattice(first, place, height.astype(np.float32), known)


def find_volume(
    work: Bake,
    lattice: Lattice,
    fixed: tuple[NDArray[np.void], Light],
    dimmable: list[tuple[NDArray[np.void], Light]] | None = None,
) -> Volume:
    """Find the light at the probes.

    `fixed`: the lamps (m,) that never change, and the light (n, 3) that they give to the texels of `work`, bounces
    included. `dimmable`: the same of each lamp that can be dimmed, one row of LAMP each.
    """
    rows, columns = np.nonzero(lattice.known)
    points = _faces(lattice, rows, columns)

    def cubes(lamps: NDArray[np.void], light: Light) -> Light:
        filled = np.zeros((*lattice.height.shape, FACES, 3), np.float32)
        if len(points):
            received = work.light_in_air(points, lamps, light, RAYS)
            filled[:, rows, columns] = received.reshape(LAYERS, len(rows), FACES, 3)
        return filled

    parts = [cubes(np.atleast_1d(lamp), light) for lamp, light in dimmable or ()]
    together = np.stack(parts) if parts else np.zeros((0, *lattice.height.shape, FACES, 3), np.float32)
    return Volume(work.window, lattice, cubes(*fixed), together)


def _faces(lattice: Lattice, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Floats:
    """The faces of all probes as the baking shaders read texels: (LAYERS * probes * 6, 4)."""
    position = np.zeros((LAYERS, len(rows), FACES, 3), np.float32)
    position[..., 0] = lattice.place[rows, columns, 0][None, :, None]
    position[..., 1] = lattice.height[:, rows, columns][..., None]
    position[..., 2] = lattice.place[rows, columns, 1][None, :, None]

    # Neighbours take different samples of one sequence, so that what errors remain do not all go the same way.
    phase = (columns % 4 + 4 * (rows % 4))[None, :, None]
    code = np.broadcast_to(np.arange(FACES) + 8 * phase, position.shape[:3])
    return np.concatenate([position, code[..., None]], -1, dtype=np.float32).reshape(-1, 4)
