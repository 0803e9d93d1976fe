"""Light from above: how much of it a solid's own brows, chin, hair or folds leave each point of its surface.

Lamps hang overhead, so that sockets of eyes, the underside of a nose and the neck below a chin lie in shade.
"""

import numpy as np
from numpy.typing import NDArray

from liminal.body.isosurface import Field

Floats = NDArray[np.float64]

_TILT = 0.75  # of a unit: how far aside the ways go that are looked along, as many as they are
_WAYS = ((0.0, 0.0), (1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0))
_STEPS = (0.010, 0.024, 0.050)  # m along each
_CLEAR = 0.002  # m off the surface, where they begin
_HIDES = 0.72  # of that light, at most: lamps further off shine in from before and beside
_SOFT = 0.30  # of the way so far: what passes closer hides a part of a lamp, which is wide


def overhead(distance: Field, position: Floats, normal: Floats) -> Floats:
    """Return the share (v,) of the light from above that reaches points (v, 3) with unit normals (v, 3) of a solid.

    `distance`: to the solid, m.
    """
    # Folds that lie deeper than the solid's own surface shade themselves as creases do.
    lift = _CLEAR + np.maximum(-distance(position), 0.0)
    begin = position + lift[:, None] * normal
    light, whole = np.full(len(position), 1e-3), np.full(len(position), 1e-3)
    for x, z in _WAYS:
        way = np.array([_TILT * x, 1.0, _TILT * z]) / np.hypot(1.0, _TILT * np.hypot(x, z))
        faces = np.maximum(normal @ way, 0.0) + 0.02
        free = np.ones(len(position))
        for step in _STEPS:
            free = np.minimum(free, np.clip(distance(begin + step * way) / (_SOFT * step) + 0.5, 0.0, 1.0))
        light, whole = light + faces * free, whole + faces
    share: Floats = 1.0 - _HIDES * (1.0 - light / whole)
    return share
