"""A head: face, ears, neck and hair, as distances. Told of a person of 1.75 m."""

import numpy as np
from numpy.typing import NDArray

from liminal.body.distance_field import common, cone, ellipsoid, union
from liminal.body.folds import bump, rise, wandering

Floats = NDArray[np.float64]


def head(points: Floats) -> Floats:
    """Return distances to a head and a neck."""
    aside = np.column_stack([abs(points[:, 0]), points[:, 1:]])
    skull = [
        ellipsoid(points, (0, 1.672, -0.012), (0.075, 0.094, 0.096)),
        ellipsoid(points, (0, 1.625, 0.022), (0.060, 0.078, 0.070)),
        cone(points, (0, 1.563, 0.050), (0, 1.575, 0.040), 0.024, 0.034),
        cone(aside, (0.040, 1.590, 0.000), (0.018, 1.570, 0.050), 0.020, 0.016),
        cone(points, (0, 1.44, -0.035), (0, 1.60, -0.010), 0.062, 0.056),
        cone(aside, (0.02, 1.683, 0.070), (0.045, 1.680, 0.052), 0.014, 0.013),
        ellipsoid(aside, (0.040, 1.640, 0.060), (0.020, 0.018, 0.018)),
    ]
    face = union(skull, 0.030)
    sockets = ellipsoid(aside, (0.031, 1.663, 0.092), (0.020, 0.013, 0.016))
    face = common(face, -sockets, 0.022)
    eyes = ellipsoid(aside, (0.031, 1.662, 0.069), (0.0135, 0.012, 0.0135))
    nose = union(
        [
            cone(points, (0, 1.668, 0.078), (0, 1.632, 0.098), 0.008, 0.012),
            cone(aside, (0.010, 1.624, 0.086), (0.010, 1.624, 0.084), 0.010, 0.010),
        ],
        0.010,
    )
    lips = cone(aside, (0.0, 1.594, 0.079), (0.020, 1.594, 0.070), 0.0085, 0.005)
    ears = ellipsoid(aside, (0.076, 1.645, -0.010), (0.010, 0.030, 0.019))
    whole = union([union([face, nose], 0.016), lips], 0.010)
    return common(union([union([whole, ears], 0.010), eyes], 0.003), 1.455 - points[:, 1], 0.005)


def hair(points: Floats, is_long: bool) -> Floats:
    """Return distances to hair: short with a parting, or down to the shoulders."""
    x, y, z = points.T
    cap = ellipsoid(points, (0, 1.680, -0.016), (0.085, 0.101, 0.106))
    line = z - 0.052 - 1.1 * np.minimum(y - 1.718, 0.04) - 0.03 * bump(x, 0.03, 0.03)
    if not is_long:
        sides = union([common(cap, line, 0.012)], 0.01)
        return common(sides, 1.575 - y + 0.5 * (z + 0.02), 0.012)
    fall = union(
        [
            ellipsoid(points, (0, 1.60, -0.045), (0.098, 0.130, 0.075)),
            cone(np.column_stack([abs(x), y, z]), (0.080, 1.66, -0.015), (0.088, 1.48, -0.015), 0.024, 0.030),
        ],
        0.05,
    )
    return union([common(cap, line, 0.012), common(fall, 1.455 - y, 0.02)], 0.03)


def strands(points: Floats) -> Floats:
    """Return how high strands of hair stand, m."""
    parted = np.column_stack([points[:, 0], 0.25 * points[:, 1], points[:, 2]])
    return 0.0035 * wandering(parted, (0.030, 0.030, 0.030), 81) + 0.0020 * wandering(parted, (0.014, 0.014, 0.014), 83)


def face_tone(points: Floats, is_shaven: bool) -> Floats:
    """Return the reflectance of skin at points (n, 3) against the mean: brows, eyes, lips, shaven cheeks are darker."""
    x, y, z = abs(points[:, 0]), points[:, 1], points[:, 2]
    front = rise(z, 0.03, 0.06)
    brow = bump(y + 0.15 * abs(x - 0.03), 1.688, 0.0065) * rise(x, 0.008, 0.014) * rise(x, 0.060, 0.050)
    eye = bump(y, 1.662, 0.009) * bump(x, 0.031, 0.014)
    shaven = 0.14 * is_shaven * rise(y, 1.625, 1.59)
    lips = bump(y, 1.593, 0.008) * rise(x, 0.027, 0.015)
    tone: Floats = 1.0 - front * np.clip(0.62 * brow + 0.62 * eye + 0.30 * lips + shaven, 0, 0.8)
    return tone
