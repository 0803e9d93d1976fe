"""What can be seen of a window from where cameras stand, and so how finely its light must be known."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_dilation, distance_transform_edt

from liminal.world.grid import CELL
from liminal.world.window import Window

MARGIN = 2  # cells: seen surfaces are found this much wider than seen, so that no edge is left dark
NEAR, MIDDLE = 12.0, 28.0  # m: up to here light is found at every texel, every second, beyond at every fourth
UNSEEN_STRIDE = 8  # texels between those of surfaces that are not in the picture
UNSEEN_RADIUS = 7.0  # m: around what is seen, surfaces send light into the picture though they are not in it
DISTANT_STRIDE = 32  # texels: further off such surfaces matter together, not one by one
DISTANT_RADIUS = 25.0  # m: without those up to here, a pillar in a hall was 8 % too dark on its far side


@dataclass(frozen=True)
class Viewpoint:
    """A camera as seen from above: window-local position (m), direction and half angle of sight (radians; compass)."""

    x: float
    z: float
    heading: float
    half_angle: float


def seen(air: NDArray[np.bool_], viewpoint: Viewpoint, limit: float) -> NDArray[np.bool_]:
    """Which cells lie in free sight of a viewpoint, in the plan: bool (h, w).

    `air`: bool (h, w), False where cells are solid from floor to ceiling. `limit`: metres. Solid cells that end a line
    of sight are not part of the result. A cell counts as seen when one of a fan of rays, no further apart than a cell
    at the limit, comes through it.
    """
    rows, columns = air.shape
    steps = np.arange(0.0, limit / CELL, 0.5)
    count = int(np.ceil(2 * viewpoint.half_angle * limit / CELL)) + 2
    angles = viewpoint.heading + np.linspace(-viewpoint.half_angle, viewpoint.half_angle, count)

    # Walk all rays at once, in blocks of steps so that rays which have ended cost nothing.
    found = np.zeros(air.shape, bool)
    direction = np.stack([np.sin(angles), -np.cos(angles)], -1)
    for block in np.array_split(steps, max(1, len(steps) // 32)):
        x = (viewpoint.x / CELL + direction[:, :1] * block).astype(np.int32)
        z = (viewpoint.z / CELL + direction[:, 1:] * block).astype(np.int32)
        inside = (x >= 0) & (x < columns) & (z >= 0) & (z < rows)
        free = inside & air[np.clip(z, 0, rows - 1), np.clip(x, 0, columns - 1)]
        free = np.logical_and.accumulate(free, axis=1)
        found[z[free], x[free]] = True
        direction = direction[free[:, -1]]
        if not len(direction):
            break
    return found


def strides(window: Window, viewpoints: Sequence[Viewpoint]) -> NDArray[np.uint8]:
    """How finely the light of each cell is to be found: uint8 (h, w); 1, 2, 4, 8 or 32 texels apart, 0 not at all."""
    in_view = np.zeros(window.floor.shape, bool)
    across = float(np.hypot(*window.floor.shape)) * CELL
    for viewpoint in viewpoints:
        in_view |= seen(window.open, viewpoint, across)
    in_view = binary_dilation(in_view, np.ones((3, 3), bool), iterations=MARGIN)

    # Distance to the nearest camera sets the spacing; what is only near something seen is found coarsely.
    away = np.full(window.floor.shape, np.inf)
    z, x = np.ogrid[: window.floor.shape[0], : window.floor.shape[1]]
    for viewpoint in viewpoints:
        away = np.minimum(away, np.hypot(x - viewpoint.x / CELL, z - viewpoint.z / CELL) * CELL)
    beyond = distance_transform_edt(~in_view) * CELL
    stride = np.select(
        [beyond >= DISTANT_RADIUS, beyond >= UNSEEN_RADIUS, beyond > 0, away < NEAR, away < MIDDLE],
        [0, DISTANT_STRIDE, UNSEEN_STRIDE, 1, 2],
        4,
    )
    return np.where(window.open, stride, 0).astype(np.uint8)
