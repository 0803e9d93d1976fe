"""Visibility: the cells of a window that cameras see, and so how finely its light must be known."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_dilation, distance_transform_edt

from liminal.world.grid import CELL
from liminal.world.window import Window

APART = 0.25  # cells between lines of sight, at most: they find gaps as wide
FIRST_RING = 16.0  # cells: up to twice as far off, lines of sight are twice as many, and so on
FARTHEST = 512.0  # cells (78 m): at the edges of things, lines of sight are no further than a cell apart up to here
SIGHT_STEP = 0.95  # cells along a line of sight: no wall is thinner than a cell
MARGIN = 2  # cells: seen surfaces are found this much wider than seen, so that no edge is left dark
# m: up to here light is found at every texel, every second, every fourth, and beyond at every eighth of wide floors
# and ceilings.
NEAR, MIDDLE, FAR = 12.0, 28.0, 60.0
LINES = 1080  # of a picture for which that holds; in a smaller one the same texels look smaller
COARSEST_LINES = 360  # smaller pictures are lit as finely as one of this height
UNSEEN_STRIDE = 8  # texels between those of surfaces that are not in the picture
UNSEEN_RADIUS = 7.0  # m: around visible cells, surfaces send light into the picture though they are not in it
DISTANT_STRIDE = 16  # texels: further off, or around cells beyond FAR, such surfaces matter together, not one by one
DISTANT_RADIUS = 32.0  # m: without those up to here, pits and the walls of wide halls were 2 to 3 % too dark
FAR_RADIUS = 16.0  # m: the same around cells beyond FAR


@dataclass(frozen=True)
class Viewpoint:
    """A camera as seen from above: window-local position (m), direction and half angle of sight (radians; compass)."""

    x: float
    z: float
    heading: float
    half_angle: float


@dataclass(frozen=True)
class Visibility:
    """The cells that some cameras see of a window: bool (h, w), those in free sight of any of them, in the plan.

    `lines`: height of their pictures in pixels, which decides how finely the light must be known.
    """

    viewpoints: tuple[Viewpoint, ...]
    cells: NDArray[np.bool_]
    lines: int = LINES

    @property
    def sharpness(self) -> float:
        """Factor, at most 1, of the distances up to which light is found so finely: 1 for pictures of LINES lines."""
        return min(max(self.lines, COARSEST_LINES) / LINES, 1.0)

    @cached_property
    def distance(self) -> NDArray[np.float32]:
        """How far each cell is from the nearest viewpoint, in the plan: (h, w), metres."""
        z, x = (np.arange(extent, dtype=np.float32) for extent in self.cells.shape)
        nearest = np.full(self.cells.shape, np.inf, np.float32)
        square = np.empty_like(nearest)
        for viewpoint in self.viewpoints:
            along = (z - np.float32(viewpoint.z / CELL)) ** 2
            np.add(along[:, None], (x - np.float32(viewpoint.x / CELL)) ** 2, out=square)
            np.minimum(nearest, square, out=nearest)
        return np.sqrt(nearest) * np.float32(CELL)


def visible_cells(window: Window, viewpoints: Iterable[Viewpoint]) -> Visibility:
    """Look from all viewpoints as far as walls let one see."""
    stands = tuple(viewpoints)
    cells = np.zeros(window.floor.shape, bool)
    for viewpoint in stands:
        cells |= _seen(window.open, viewpoint)
    return Visibility(stands, cells)


def _seen(air: NDArray[np.bool_], viewpoint: Viewpoint) -> NDArray[np.bool_]:
    """Which cells lie in free sight of a viewpoint: bool (h, w).

    `air`: bool (h, w), False where cells are solid from floor to ceiling. Solid cells that end a line of sight are not
    part of the result. A cell counts as seen when one of a fan of rays meets it, which are nowhere further apart than a
    cell: they are split as they go, and at the edge of an obstacle that ends one but not the next.
    """
    rows, columns = air.shape
    solid = ~np.pad(air, 1).ravel()  # cells outside end a ray, too
    x, z = np.float32(viewpoint.x / CELL + 1), np.float32(viewpoint.z / CELL + 1)
    found = np.zeros(len(solid), bool)

    def walk(angle: NDArray[np.floating], begin: float, end: float) -> NDArray[np.bool_]:
        """Note the cells that rays meet from `begin` to `end`, cells, and return which of them go on."""
        steps = np.arange(begin, end, SIGHT_STEP, dtype=np.float32)
        across = (np.sin(angle).astype(np.float32)[:, None] * steps + x).astype(np.int32)
        along = (z - np.cos(angle).astype(np.float32)[:, None] * steps).astype(np.int32)
        np.clip(across, 0, columns + 1, out=across)
        np.clip(along, 0, rows + 1, out=along)
        along *= columns + 2
        along += across
        free = ~solid[along]
        np.logical_and.accumulate(free, axis=1, out=free)
        found[along[free]] = True
        on: NDArray[np.bool_] = free[:, -1]
        return on

    # Each ray stands for a share of the angle, here such that they are APART at the end of the first ring.
    count = int(np.ceil(2 * viewpoint.half_angle * FIRST_RING / APART))
    share = np.full(count, 2 * viewpoint.half_angle / count)
    angle = viewpoint.heading - viewpoint.half_angle + share * (np.arange(count) + 0.5)
    begin, end = 0.0, FIRST_RING
    while len(angle):
        angle, share = _split(angle, share, np.where(share * end > APART, 2, 1))
        free = walk(angle, begin, end)
        beside = np.diff(angle) < 0.6 * (share[1:] + share[:-1])
        edge = np.append(beside & free[1:], False) | np.append(False, beside & free[:-1])
        edge &= ~free
        finer = _split(angle[edge], share[edge], np.ceil(share[edge] * FARTHEST).astype(np.intp))
        on = walk(finer[0], begin, end)
        angle, share = np.append(angle[free], finer[0][on]), np.append(share[free], finer[1][on])
        order = np.argsort(angle)
        angle, share = angle[order], share[order]
        begin, end = end, 2 * end
    return found.reshape(rows + 2, columns + 2)[1:-1, 1:-1]


def _split(
    angle: NDArray[np.floating], share: NDArray[np.floating], parts: NDArray[np.integer]
) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """Split rays (n,), each of which stands for a share of the angle, into `parts` (n,) each: in their order."""
    number = np.arange(parts.sum()) - np.repeat(np.cumsum(parts) - parts, parts)
    narrow = np.repeat(share / np.maximum(parts, 1), parts)
    return np.repeat(angle - share / 2, parts) + narrow * (number + 0.5), narrow


def cells_in_picture(window: Window, visibility: Visibility) -> NDArray[np.bool_]:
    """The cells whose surfaces may be in the picture: those in sight and MARGIN around them, bool (h, w)."""
    around: NDArray[np.bool_] = binary_dilation(visibility.cells, np.ones((3, 3), bool), iterations=MARGIN)
    return around & window.open


def strides(window: Window, visibility: Visibility) -> NDArray[np.int8]:
    """How finely the light of each cell is to be found: int8 (h, w); 1, 2, 4, 8 or 16 texels apart, 0 not at all.

    Cells that are not in the picture, and only send light there, have negative ones.
    """
    in_view = cells_in_picture(window, visibility)

    # Distance to the nearest camera sets the spacing; cells that are only near visible ones are lit coarsely.
    beyond, far = distance_transform_edt(~in_view) * CELL, visibility.distance / np.float32(visibility.sharpness)
    seen = np.array([1, 2, 4, 8], np.int8)[np.digitize(far, (NEAR, MIDDLE, FAR))]
    near = np.where(far < FAR, np.int8(-UNSEEN_STRIDE), np.int8(-DISTANT_STRIDE))
    radius = np.where(far < FAR + DISTANT_RADIUS / visibility.sharpness, DISTANT_RADIUS, FAR_RADIUS)
    distant = np.where(beyond < radius, np.int8(-DISTANT_STRIDE), np.int8(0))
    spacing = np.where(beyond == 0, seen, np.where(beyond < UNSEEN_RADIUS, near, distant))
    return np.where(window.open, spacing, np.int8(0))
