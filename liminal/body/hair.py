"""Hair as a mass, as distances, with strands as relief and tone. Told of a person of 1.75 m."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from liminal.body.distance_field import common, cone, ellipsoid, union
from liminal.body.folds import bump, rise, wandering
from liminal.body.head import mirrored

Floats = NDArray[np.float64]

_CROWN = (0.012, -0.050)  # m: x and z of the whorl that strands go out from
_STRAND = 0.075  # rad: across a lock as one sees it from above


def _cap(points: Floats, thick: float) -> Floats:
    """Distances to what covers the skull, m thick."""
    return ellipsoid(points, (0, 1.690, -0.018), (0.0755 + thick, 0.080 + 1.2 * thick, 0.098 + thick))


def hairline(points: Floats) -> Floats:
    """Return about how far points (n, 3) are outside of where hair that is cut short grows, m."""
    x, y, z = points.T
    aside = abs(x)
    # The hairline: over the forehead, back at the temples, down before the ears, round them, and across the neck.
    front = z - 0.066 - 0.9 * np.minimum(y - 1.728, 0.05) + 0.020 * bump(aside, 0.052, 0.016)
    temple = z - 0.030 - 0.40 * np.maximum(y - 1.665, 0.0)
    line = np.where(y > 1.715, front, np.where(y > 1.665, temple + rise(y, 1.690, 1.715) * (front - temple), temple))
    burns = np.maximum(abs(z - 0.022) - 0.011, 1.632 - y)
    ragged = 0.0035 * wandering(points, (0.012, 0.016, 0.012), 87)
    grows: Floats = ragged + union([np.maximum(line, 1.662 - y), burns, np.maximum(z + 0.012, 1.575 - y)], 0.006)
    return grows


def _short(points: Floats) -> Floats:
    """Cut short at the sides and the neck, parted on the left, combed over from there."""
    x, y, z = points.T
    over = union([_cap(points, 0.0065), ellipsoid(points, (-0.010, 1.733, 0.002), (0.068, 0.049, 0.079))], 0.03)
    ear = ellipsoid(
        points * (np.sign(x)[:, None] * (1, 0, 0) + (0, 1, 1)), (0.082, 1.645, -0.012), (0.03, 0.036, 0.026)
    )
    hair = common(common(over, hairline(points), 0.010), -ear, 0.006)
    parting = np.hypot(x - 0.036, 0.6 * (y - 1.772)) - 0.0045
    return common(hair, -np.maximum(parting, -z - 0.035), 0.008)


def _long(points: Floats) -> Floats:
    """Down to the shoulders, with a fringe."""
    x, y, z = points.T
    aside = mirrored(points)
    top = union([_cap(points, 0.016), ellipsoid(points, (0, 1.735, 0.004), (0.080, 0.058, 0.088))], 0.03)
    top = common(top, np.maximum(z - 0.026 - 0.9 * np.maximum(y - 1.700, 0.0), 1.640 - y), 0.010)
    fringe = common(ellipsoid(points, (0, 1.705, 0.002), (0.082, 0.070, 0.098)), 1.695 - y - 0.25 * abs(x), 0.006)
    fringe = common(fringe, -z, 0.01)
    fall = union(
        [
            ellipsoid(points, (0, 1.605, -0.055), (0.096, 0.120, 0.070)),
            cone(aside, (0.076, 1.690, -0.010), (0.100, 1.560, -0.016), 0.026, 0.036),
            cone(aside, (0.100, 1.560, -0.016), (0.094, 1.495, -0.006), 0.036, 0.026),
        ],
        0.04,
    )
    return union([union([top, fringe], 0.012), common(fall, 1.478 - y - 0.04 * z, 0.018)], 0.022)


def _bowl(points: Floats) -> Floats:
    """Cut level all round, over the brows and the ears."""
    _, y, z = points.T
    over = union([_cap(points, 0.014), ellipsoid(points, (0, 1.715, 0.002), (0.088, 0.068, 0.098))], 0.03)
    edge = 1.640 + 0.052 * rise(z, 0.020, 0.060) - 0.055 * rise(z, -0.030, -0.070)
    return common(over, edge - y, 0.008)


STYLES: Mapping[str, Callable[[Floats], Floats]] = {"short": _short, "long": _long, "bowl": _bowl}


def _lock(points: Floats) -> Floats:
    """Where across its lock of hair a point is: a pattern of about -1 to 1 that runs along the strands."""
    x, y, z = points.T
    turn = np.arctan2(x - _CROWN[0], z - _CROWN[1])
    round_ = np.column_stack([np.cos(turn), 0.9 * (y - 1.7) / 0.1 * _STRAND, np.sin(turn)])
    lock: Floats = 0.6 * wandering(round_, (2.2 * _STRAND,) * 3, 81) + 0.4 * wandering(round_, (_STRAND,) * 3, 83)
    return lock


def strands(points: Floats) -> Floats:
    """Return how high strands of hair stand, m."""
    height: Floats = 0.0030 * _lock(points)
    return height


def hair_tone(points: Floats) -> Floats:
    """Return the reflectance of hair at points (n, 3) against the mean."""
    tone: Floats = 1.0 + 0.38 * np.clip(_lock(points), -1.0, 1.0)
    return tone
