"""Sight lines in the plan: how far one sees from a place before something ends the line.

Viewpoints and poses of seeds follow from these lengths, so the march stays as it is, coarse as it is: it may pass the
corner of a wall by up to half a cell. For exact lines use `piece.occluder`.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt

from liminal.world.grid import CELL

FARTHEST = 45.0  # m: further off, a picture is as deep as it can look
_STEPS = 40  # as long as the air is wide each: enough for all but grazing lines

Floats = NDArray[np.float64]


def air_width(transparent: NDArray[np.bool_]) -> Floats:
    """How far the nearest cell is from each that one cannot see through: (h, w), metres; 0 in those themselves."""
    return np.asarray(distance_transform_edt(transparent), np.float64) * CELL


def depth(air: Floats, x: Floats, z: Floats, angle: Floats) -> Floats:
    """How far one sees from places (n,), in cells of the plan, along compass angles (n, m) or (m,), radians: (n, m), m.

    `air`: as `air_width` gives it. At most FARTHEST.
    """
    right, down = np.sin(angle), -np.cos(angle)
    height, width = air.shape
    travelled = np.zeros(np.broadcast_shapes((len(x), 1), angle.shape))
    for _ in range(_STEPS):
        column = np.clip((x[:, None] + right * travelled / CELL).astype(int), 0, width - 1)
        row = np.clip((z[:, None] + down * travelled / CELL).astype(int), 0, height - 1)
        here = air[row, column]
        travelled = np.minimum(travelled + np.where(here > 0, np.maximum(here - CELL, CELL / 2), 0.0), FARTHEST)
    return travelled
