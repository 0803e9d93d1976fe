"""What can be seen of a window from where cameras stand, and so how finely its light must be known."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_dilation, distance_transform_edt

from liminal.world.grid import CELL
from liminal.world.window import Window

MARGIN = 2  # cells: seen surfaces are found this much wider than seen, so that no edge is left dark
NEAR, MIDDLE = 12.0, 28.0  # m: up to here light is found at every texel, every second, beyond at every fourth
LINES = 1080  # of a picture for which that holds; in a smaller one the same texels look smaller
COARSEST_LINES = 360  # pictures smaller than this are lit as if they were not
UNSEEN_STRIDE = 8  # texels between those of surfaces that are not in the picture
UNSEEN_RADIUS = 7.0  # m: around what is seen, surfaces send light into the picture though they are not in it
DISTANT_STRIDE = 16  # texels: further off such surfaces matter together, not one by one
DISTANT_RADIUS = 32.0  # m: without those up to here, pits and the walls of wide halls were 2 to 3 % too dark


@dataclass(frozen=True)
class Viewpoint:
    """A camera as seen from above: window-local position (m), direction and half angle of sight (radians; compass)."""

    x: float
    z: float
    heading: float
    half_angle: float


@dataclass(frozen=True)
class Sight:
    """What some cameras see of a window: bool (h, w), cells in free sight of any of them, in the plan.

    `lines`: height of their pictures in pixels, which decides how finely the light must be known.
    """

    viewpoints: tuple[Viewpoint, ...]
    cells: NDArray[np.bool_]
    lines: int = LINES

    @property
    def sharpness(self) -> float:
        """How much further off than in pictures of LINES lines light is found as finely, at most 1."""
        return min(max(self.lines, COARSEST_LINES) / LINES, 1.0)


def look(window: Window, viewpoints: Iterable[Viewpoint]) -> Sight:
    """Look from all viewpoints as far as walls let one see."""
    stands = tuple(viewpoints)
    cells = np.zeros(window.floor.shape, bool)
    for viewpoint in stands:
        cells |= _seen(window.open, viewpoint)
    return Sight(stands, cells)


def _seen(air: NDArray[np.bool_], viewpoint: Viewpoint) -> NDArray[np.bool_]:
    """Which cells lie in free sight of a viewpoint: bool (h, w).

    `air`: bool (h, w), False where cells are solid from floor to ceiling. Solid cells that end a line of sight are not
    part of the result. A cell counts as seen when one of a fan of rays, nowhere further apart than a cell, meets it.
    """
    rows, columns = air.shape
    steps = np.arange(0.0, np.hypot(rows, columns), 0.5)
    count = int(np.ceil(2 * viewpoint.half_angle * steps[-1])) + 2
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


def away(sight: Sight) -> NDArray[np.float64]:
    """How far each cell is from the nearest viewpoint, in the plan: (h, w), metres."""
    z, x = np.ogrid[: sight.cells.shape[0], : sight.cells.shape[1]]
    nearest = np.full(sight.cells.shape, np.inf)
    for viewpoint in sight.viewpoints:
        nearest = np.minimum(nearest, (x - viewpoint.x / CELL) ** 2 + (z - viewpoint.z / CELL) ** 2)
    distance: NDArray[np.float64] = np.sqrt(nearest) * CELL
    return distance


def shown(window: Window, sight: Sight) -> NDArray[np.bool_]:
    """The cells whose surfaces may be in the picture: those in sight and MARGIN around them, bool (h, w)."""
    around: NDArray[np.bool_] = binary_dilation(sight.cells, np.ones((3, 3), bool), iterations=MARGIN)
    return around & window.open


def strides(window: Window, sight: Sight) -> NDArray[np.int8]:
    """How finely the light of each cell is to be found: int8 (h, w); 1, 2, 4, 8 or 16 texels apart, 0 not at all.

    Cells that are not in the picture, and only send light there, have negative ones.
    """
    in_view = shown(window, sight)

    # Distance to the nearest camera sets the spacing; what is only near something seen is found coarsely.
    beyond, far = distance_transform_edt(~in_view) * CELL, away(sight) / sight.sharpness
    stride = np.select(
        [beyond >= DISTANT_RADIUS, beyond >= UNSEEN_RADIUS, beyond > 0, far < NEAR, far < MIDDLE],
        [0, -DISTANT_STRIDE, -UNSEEN_STRIDE, 1, 2],
        4,
    )
    return np.where(window.open, stride, 0).astype(np.int8)
