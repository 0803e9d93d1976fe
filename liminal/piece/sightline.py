"""Sight lines in the plan: how far one sees from a place before something ends the line.

Viewpoints and poses of seeds follow from these lengths, so the march stays as it is, coarse as it is: it may pass the
corner of a wall by up to half a cell. For exact lines use `piece.occluder`.
"""

import math

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
    height, width = air.shape
    shape = np.broadcast_shapes((len(x), 1), angle.shape)
    travelled = np.zeros(math.prod(shape))
    going = np.arange(len(travelled))  # the lines that have not ended, and of these:
    parts = (x[:, None], z[:, None], np.sin(angle), -np.cos(angle))
    from_x, from_z, right, down = (np.broadcast_to(part, shape).ravel() for part in parts)
    way = travelled
    for _ in range(_STEPS):
        column = (from_x + right * way / CELL).astype(np.intp)
        row = (from_z + down * way / CELL).astype(np.intp)
        here = air[row.clip(0, height - 1), column.clip(0, width - 1)]
        way = np.minimum(way + np.where(here > 0, np.maximum(here - CELL, CELL / 2), 0.0), FARTHEST)
        travelled[going] = way
        on = (here > 0) & (way < FARTHEST)
        left = np.count_nonzero(on)
        if left == 0:
            break
        if left < 0.8 * len(on):
            going, way, from_x, from_z, right, down = (each[on] for each in (going, way, from_x, from_z, right, down))
    return travelled.reshape(shape)
