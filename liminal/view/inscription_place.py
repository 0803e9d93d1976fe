"""Where inscriptions lie: their corners in a window, and their places in the light of its walls."""

import numpy as np
from numpy.typing import NDArray

from liminal.piece.chart import WALL_NORMALS, Charts
from liminal.piece.patch import axes_of
from liminal.world.grid import CELL
from liminal.world.inscription import cells_before
from liminal.world.window import Window

CORNERS = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)])  # right, up


def areas_before(window: Window) -> list[tuple[slice, slice] | None]:
    """The cells (rows, columns) of a window that lie before each of its inscriptions; None: not all are open there."""
    rows, (height, width) = window.inscriptions, window.floor.shape
    x, z = (cell - corner for cell, corner in zip(cells_before(rows), (window.x0, window.z0), strict=True))
    found: list[tuple[slice, slice] | None] = []
    for number, row in enumerate(rows):
        reach = round(float(row["width"]) / 2 / CELL)
        along_x, along_z = (0, reach) if row["normal"][0] else (reach, 0)
        low, high = (z[number] - along_z, x[number] - along_x), (z[number] + along_z + 1, x[number] + along_x + 1)
        inside = min(low) >= 0 and high[0] <= height and high[1] <= width
        area = slice(low[0], high[0]), slice(low[1], high[1])
        found.append(area if inside and window.open[area].all() else None)
    return found


def corners_of(rows: NDArray[np.void], window: Window) -> NDArray[np.float64]:
    """The corners (n, 4, 3) of inscriptions (n,) on their walls, window-local metres, as `CORNERS` counts them."""
    normal = rows["normal"].astype(np.float64)
    middle = np.column_stack([rows[name].astype(np.float64) for name in ("x", "y", "z")])
    # World positions in single precision are coarse far out: the wall itself stands on the nearest cell line.
    middle = np.where(normal != 0, np.rint(middle / CELL) * CELL, middle) - (window.origin[0], 0.0, window.origin[1])
    right, up = axes_of(normal)
    half = np.column_stack([rows["width"], rows["height"]]).astype(np.float64) / 2
    steps = CORNERS[None] * half[:, None]
    found: NDArray[np.float64] = middle[:, None] + steps[..., :1] * right[:, None] + steps[..., 1:] * up[:, None]
    return found


def light_places(rows: NDArray[np.void], places: NDArray[np.float64], charts: Charts) -> NDArray[np.float32]:
    """Where points (n, k, 3) on the walls of inscriptions (n,) lie in the lightmap: (n, k, 2), texels of its atlas.

    The light is that of the wall behind, as the cell before it sees it.
    """
    window = charts.window
    side = (rows["normal"].astype(np.float64) @ WALL_NORMALS.T).argmax(1)[:, None]
    x, z = (cell - first for cell, first in zip(cells_before(rows), (window.x0, window.z0), strict=True))
    along = np.where(side < 2, places[..., 2], places[..., 0])
    return charts.wall_uv(z[:, None], x[:, None], side, along, places[..., 1])
