"""Bounces: what surfaces throw back of the light of small lamps that move, each as one more lamp where that is.

It stands before the surface that the axis meets, or in the beam where that is far off, and shines to all sides alike
(A. Keller, "Instant radiosity", 1997, with one point for each lamp). In a still all bounces of the spill are baked;
of the small bright spot of a hot centre a bake would find blotches.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from liminal.light.shader import BOUNCE_PATCH
from liminal.piece.occluder import Hits, Occluder, trace
from liminal.view.spot_lamp import SpotLamp
from liminal.world.grid import CELL
from liminal.world.window import Window

Floats = NDArray[np.float64]

_FARTHEST = 4.0  # m from the lamp: what is thrown back further off is faint here
_BEFORE = 0.3  # m before the surface
_LEAST = 0.05  # m from a lamp to what it meets, be it held into a wall
_THING = 0.35  # reflectance of things


def with_bounces(
    lamps: Sequence[SpotLamp], window: Window, occluder: Occluder, reflectance: NDArray[np.floating], spilt: bool
) -> list[SpotLamp]:
    """Return lamps with what surfaces throw back of their light, and how far their axes go.

    `reflectance`: of each Material, (m, 3). `spilt`: whether their spill counts.
    """
    if not lamps:
        return []
    place, axis = np.array([lamp.place for lamp in lamps]), np.array([lamp.axis for lamp in lamps])
    hits = trace(occluder, place / CELL, axis)
    reach = np.clip(hits.distance * CELL, _LEAST, 1e4)
    near = np.minimum(reach, _FARTHEST)[:, None]
    bounce = place + near * axis + np.minimum(_BEFORE, near) * hits.normal * (reach[:, None] <= _FARTHEST)
    colours = _colours(window, hits, reflectance)
    found = []
    for number, lamp in enumerate(lamps):
        hot, spill = _fluxes(lamp)
        flux = spilt * spill + hot * min(1.0, _FARTHEST / reach[number]) ** 2
        bounced = 4 * BOUNCE_PATCH * flux / (2 * np.pi) * colours[number] * lamp.intensity
        found.append(replace(lamp, reach=float(reach[number]), bounce=bounce[number], bounced=bounced))
    return found


def _fluxes(lamp: SpotLamp) -> tuple[float, float]:
    """The light of the hot centre and of the spill, lm for each candela along the axis."""
    width, spill, whole, gone = lamp.beam
    return float((1 - spill) * np.pi * width / np.log(2)), float(spill * 2 * np.pi * (1 - (whole + gone) / 2))


def _colours(window: Window, hits: Hits, reflectance: NDArray[np.floating]) -> Floats:
    """The reflectance of what rays meet, (n, 3)."""
    x, z = hits.cell.T
    level = [window.floor_material[z, x], window.ceiling_material[z, x]]
    up = hits.normal[:, 1]
    material = np.select([up > 0.5, up < -0.5], level, window.wall_material[z, x])
    return np.where(hits.box[:, None] >= 0, _THING, reflectance[material].astype(float))
