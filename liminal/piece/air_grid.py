"""The grid of points in the air of a piece at which light is found from all sides."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt

from liminal.world.grid import CELL
from liminal.world.window import Window

STEP = 8  # cells between points, along x and z
HEIGHTS = np.array((0.1, 0.5, 0.9))  # of the room between floor and ceiling


@dataclass(frozen=True)
class AirGrid:
    """Columns of points over a rectangle of a window.

    `position`: (k, 3), window-local metres, the points of one column after another, from the lowest up. `column`: intp
    (rows, columns), the number of the column that stands nearest to each place of the grid. `floor`, `ceiling`:
    float32, of the same shape, m. `corner`: x and z of the first place, m.
    """

    position: NDArray[np.float64]
    column: NDArray[np.intp]
    floor: NDArray[np.float32]
    ceiling: NDArray[np.float32]
    corner: tuple[float, float]


def air_grid(window: Window, shown: NDArray[np.bool_]) -> AirGrid:
    """Spread points over the air near the cells that are `shown`, bool (h, w)."""
    rows, columns = (np.flatnonzero((shown & window.open).any(axis)) for axis in (1, 0))
    low = np.array([rows[0], columns[0]]) // STEP * STEP
    count = (np.array([rows[-1], columns[-1]]) - low) // STEP + 2
    extent = low + count * STEP - window.floor.shape
    pad = [(0, max(0, int(each))) for each in extent]
    air = np.pad(shown & window.open, pad)
    floor, ceiling = (np.pad(each, pad, mode="edge") for each in (window.floor, window.ceiling))

    # A place of the grid takes the nearest open cell that is shown: no way from an eye to a surface leads elsewhere.
    z, x = (low[axis] + STEP * np.arange(count[axis]) for axis in (0, 1))
    nearest = distance_transform_edt(~air, return_distances=False, return_indices=True)
    at_z, at_x = nearest[:, z[:, None] + STEP // 2, x[None, :] + STEP // 2]
    used, column = np.unique(at_z * air.shape[1] + at_x, return_inverse=True)
    column = column.reshape(at_z.shape)
    u_z, u_x = np.divmod(used, air.shape[1])
    bottom, top = floor[u_z, u_x], ceiling[u_z, u_x]
    y = bottom[:, None] + HEIGHTS * (top - bottom)[:, None]
    across = np.repeat(((u_x + 0.5) * CELL)[:, None], len(HEIGHTS), 1)
    along = np.repeat(((u_z + 0.5) * CELL)[:, None], len(HEIGHTS), 1)
    position = np.stack([across, y, along], -1).reshape(-1, 3)
    corner = float((low[1] + STEP // 2 + 0.5) * CELL), float((low[0] + STEP // 2 + 0.5) * CELL)
    heights = bottom[column].astype(np.float32), top[column].astype(np.float32)
    return AirGrid(position, column.astype(np.intp), *heights, corner)
