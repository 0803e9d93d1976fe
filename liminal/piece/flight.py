"""Flights of steps: their treads and risers are lit alike, step by step.

The samples of a 4 x 4 block of the atlas share one sequence of rays, and light is smoothed along texels of a surface.
A riser far off is one sample high, and so sees a quarter of the sequence, each riser another; a tread sees half. Means
over the steps around see all of it.
"""

import numpy as np
from numpy.typing import NDArray

from liminal.piece.piece import Piece
from liminal.piece.smoothing import Smoothing, smoothing_weights
from liminal.world.grid import CELL
from liminal.world.material import Material
from liminal.world.window import Window

DISTANCE = 0.4  # m: standard deviation of the weights of surfels around: a step and a half
MATERIALS = (Material.POOL_TILE, Material.CONCRETE, Material.CONCRETE_FLOOR)  # even ones, which hide nothing
DEEPEST = 3  # cells: a tread is no deeper
HIGHEST = 2.5 * CELL  # m: nor a riser higher
FINEST = 2  # texels between samples: closer ones are rows enough


def flight_smoothing(piece: Piece) -> Smoothing | None:
    """How the light of a piece's steps is smoothed where it is not known finely; None where there are none."""
    window, surfels = piece.window, piece.surfels
    tread = treads(window)
    some = np.flatnonzero(surfels.seen & (surfels.stride >= FINEST) & (surfels.area > 0))
    position, normal = surfels.position[some], surfels.normal[some]
    # A tread lies on its cell; a riser is a side of it, and leads up to it from a cell as low as a step.
    inward = np.where(normal[:, 1:2] > 0.5, 0.0, 0.5) * normal
    behind, before = (_cells(window, position + way * inward) for way in (-1, 1))
    top, foot = (window.floor.ravel()[cells] / np.float32(CELL) for cells in (behind, before))
    level = (normal[:, 1] > 0.5) & (abs(position[:, 1] - top) < 0.1)
    riser = (abs(normal[:, 1]) < 0.5) & (position[:, 1] < top) & (top - foot < HIGHEST / CELL)
    either = tread.ravel()[behind] | (riser & tread.ravel()[before])
    some = some[either & (level | riser)]
    if not len(some):
        return None
    place = surfels.position[some] * np.float32(CELL)
    return Smoothing(smoothing_weights(window, place, surfels.normal[some], DISTANCE), some[:, None].astype(np.int32))


def treads(window: Window) -> NDArray[np.bool_]:
    """Which cells are treads: (h, w). Along x or z, a step leads up to one and, up to DEEPEST cells on, another on."""
    found = np.zeros(window.floor.shape, bool)
    for across in (0, 1):
        floor = np.swapaxes(window.floor, 0, across)
        rise = np.diff(floor, axis=0)
        rise[abs(rise) > HIGHEST] = 0.0
        for depth in range(1, DEEPEST + 1):
            # A tread from row `first` to `first` + depth: level within, a step of the same sense at both ends.
            ends = len(rise) - depth
            if ends <= 0:
                break
            first = rise[:ends] * rise[depth:] > 0
            for inner in range(1, depth):
                first &= floor[1 : ends + 1] == floor[1 + inner : ends + 1 + inner]
            along = np.swapaxes(found, 0, across)
            for inner in range(depth):
                along[1 + inner : ends + 1 + inner] |= first
    return found & window.open & np.isin(window.floor_material, MATERIALS)


def _cells(window: Window, position: NDArray[np.float32]) -> NDArray[np.intp]:
    """The numbers of the cells that places (s, 3), cells, lie over."""
    last = np.array(window.floor.shape) - 1
    row, column = np.floor(position[:, [2, 0]]).astype(np.intp).clip(0, last).T
    return np.asarray(row * window.floor.shape[1] + column)
