"""Boots of rubber, as distances to the left one or the right one."""

import numpy as np
from numpy.typing import NDArray

from liminal.body.distance_field import common, cone, ellipsoid, union

Floats = NDArray[np.float64]

SOLE = 0.068  # m below the ankle


def boot(points: Floats, ankle: Floats, leg: Floats) -> Floats:
    """Return distances to a boot without its sole, that points along +z; `leg`: (3,), unit length, up the leg."""
    at = points - ankle
    shaft = cone(at, 0.02 * leg + (0, 0, -0.012), 0.30 * leg + (0, 0, -0.014), 0.063, 0.075)
    foot = union(
        [
            cone(at, (0, 0.0, 0.015), (0, -0.018, 0.125), 0.056, 0.047),
            ellipsoid(at, (0, -0.024, 0.165), (0.054, 0.046, 0.066)),
            ellipsoid(at, (0, -0.026, -0.035), (0.047, 0.055, 0.055)),
        ],
        0.04,
    )
    whole = common(union([shaft, foot], 0.05), -0.050 - at[:, 1], 0.008)
    return common(whole, at[:, 1] - 0.24, 0.008)


def sole(points: Floats, ankle: Floats) -> Floats:
    """Return distances to the sole of a boot, with its heel."""
    at = points - ankle
    outline = union(
        [_disc(at, 0.150, 0.060, 0.090), _disc(at, -0.028, 0.052, 0.066), _disc(at, 0.06, 0.050, 0.10)], 0.05
    )
    waist = 0.010 * np.exp(-(((at[:, 2] - 0.045) / 0.028) ** 2))
    under, over = -SOLE + waist - at[:, 1], at[:, 1] + 0.044
    return common(common(outline, under, 0.004), over, 0.006)


def _disc(at: Floats, z: float, half_x: float, half_z: float) -> Floats:
    off = np.column_stack([at[:, 0] / half_x, (at[:, 2] - z) / half_z])
    distance: Floats = (np.linalg.norm(off, axis=1) - 1.0) * min(half_x, half_z)
    return distance
