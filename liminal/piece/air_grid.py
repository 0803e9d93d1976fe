"""The grid of points in the air of a piece at which light is found from all sides."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt

from liminal.world.grid import CELL
from liminal.world.window import Window

STEP = 4  # cells between points, along x and z
HEIGHTS = np.array((0.1, 0.5, 0.8, 0.96))  # of the room between floor and ceiling: closer where lamps are
BELOW_LAMPS = 0.9  # m: how far below a small lamp points are, at least
NO_COLUMN = -1


@dataclass(frozen=True)
class AirGrid:
    """Columns of points over a rectangle of a window.

    `position`: (k, 3), window-local metres, the points of one column after another, from the lowest up. `column`: intp
    (rows, columns), the number of the column that stands nearest to each place of the grid, or NO_COLUMN where pictures
    show no air. `floor`, `ceiling`: float32, of the same shape, m. `corner`: x and z of the first place, m.
    """

    position: NDArray[np.float64]
    column: NDArray[np.intp]
    floor: NDArray[np.float32]
    ceiling: NDArray[np.float32]
    corner: tuple[float, float]


def air_grid(window: Window, shown: NDArray[np.bool_]) -> AirGrid:
    """Spread points over the air of the cells that are `shown`, bool (h, w), and to the next place around them."""
    seen = shown & window.open
    rows, columns = (np.flatnonzero(seen.any(axis)) for axis in (1, 0))
    low = np.array([rows[0], columns[0]]) // STEP * STEP
    count = (np.array([rows[-1], columns[-1]]) - low) // STEP + 2
    extent = low + count * STEP - window.floor.shape
    pad = [(0, max(0, int(each))) for each in extent]
    air = np.pad(seen, pad)
    floor, ceiling = (np.pad(each, pad, mode="edge") for each in (window.floor, window.ceiling))

    # A place of the grid takes the nearest open cell that is shown: no way from an eye to a surface leads elsewhere.
    z, x = (low[axis] + STEP * np.arange(count[axis]) for axis in (0, 1))
    nearest = distance_transform_edt(~air, return_distances=False, return_indices=True)
    at_z, at_x = nearest[:, z[:, None] + STEP // 2, x[None, :] + STEP // 2]
    last = low + (count - 1) * STEP
    needed = _around(seen[low[0] : last[0], low[1] : last[1]])
    used, numbers = np.unique((at_z * air.shape[1] + at_x)[needed], return_inverse=True)
    column = np.full(needed.shape, NO_COLUMN, np.intp)
    column[needed] = numbers.ravel()
    u_z, u_x = np.divmod(used, air.shape[1])
    bottom, top = floor[u_z, u_x], ceiling[u_z, u_x]
    y = bottom[:, None] + HEIGHTS * (top - bottom)[:, None]
    across = np.repeat(((u_x + 0.5) * CELL)[:, None], len(HEIGHTS), 1)
    along = np.repeat(((u_z + 0.5) * CELL)[:, None], len(HEIGHTS), 1)
    position = _apart_from_lamps(np.stack([across, y, along], -1).reshape(-1, 3), window)
    corner = float((low[1] + STEP // 2 + 0.5) * CELL), float((low[0] + STEP // 2 + 0.5) * CELL)
    heights = floor[at_z, at_x].astype(np.float32), ceiling[at_z, at_x].astype(np.float32)
    return AirGrid(position, column, *heights, corner)


def _apart_from_lamps(position: NDArray[np.float64], window: Window) -> NDArray[np.float64]:
    """The points (k, 3) moved down where they are close below lamps that are smaller than the spacing of the grid.

    Right below one a point would get far more than what lies between it and the next.
    """
    lamps = window.lamps[np.maximum(window.lamps["size_x"], window.lamps["size_z"]) < STEP * CELL]
    for lamp in lamps[lamps["luminance"] > 0]:
        aside = np.hypot(*(position[:, [0, 2]] - (lamp["x"] - window.origin[0], lamp["z"] - window.origin[1])).T)
        below = lamp["y"] - position[:, 1]
        close = (aside < STEP * CELL) & (below > 0) & (below < BELOW_LAMPS)
        position[close, 1] = lamp["y"] - BELOW_LAMPS
    return position


def _around(seen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The places of a grid, bool (rows, columns), that `seen` cells (h, w) lie between: less than STEP from one.

    The first place stands in the cell STEP // 2 of both axes; the last ones lie behind the last cells.
    """
    rows, columns = (-(-extent // STEP) + 1 for extent in seen.shape)
    between = np.zeros(((rows + 1) * STEP, (columns + 1) * STEP), bool)
    half = STEP // 2
    between[half : half + seen.shape[0], half : half + seen.shape[1]] = seen
    blocks = np.logical_or.reduce(between.reshape(rows + 1, STEP, columns + 1, STEP), axis=(1, 3))
    around: NDArray[np.bool_] = blocks[:-1, :-1] | blocks[:-1, 1:] | blocks[1:, :-1] | blocks[1:, 1:]
    return around
