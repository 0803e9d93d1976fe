"""Bounces: what surfaces throw back of the light of small lamps that move, as a few lamps where it meets them.

That of the hot centre comes from where the axis meets a surface; that of the spill from the middle of where four rays
around it do, to all sides alike (A. Keller, "Instant radiosity", 1997). A still has all bounces, baked.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.light.shader import MOST_SPOTS
from liminal.piece.occluder import trace
from liminal.piece.piece import Piece
from liminal.view.spot_lamp import SpotLamp
from liminal.world.grid import CELL

Floats = NDArray[np.float64]

_AROUND = np.tan(np.radians(22.0))  # off the axis: where the spill is about half within
_PUSHED = 0.05  # m: before the surface
_THING = 0.35  # reflectance of things
_LEAST = 0.15  # m from a lamp to what it meets: nearer, it is held against a wall


def bounces_of(
    lamps: Sequence[SpotLamp], piece: Piece, reflectance: NDArray[np.floating]
) -> tuple[list[float], dict[str, Any]]:
    """Return how far the axis of each of up to MOST_SPOTS lamps goes, m, and the uniforms of what is thrown back.

    `reflectance`: of each Material, (m, 3).
    """
    uniforms = {name: value.copy() for name, value in NO_BOUNCES.items()}
    if not lamps:
        return [], uniforms
    rays = np.concatenate([_rays(lamp) for lamp in lamps])
    places = np.repeat([lamp.place for lamp in lamps], 5, axis=0)
    hits = trace(piece.occluder, places / CELL, rays)
    far = np.minimum(hits.distance, 1e3) * CELL
    met = places + far[:, None] * rays + _PUSHED * hits.normal
    colour = _colours(piece, hits.cell, hits.normal, hits.box, reflectance)
    uniforms["bounce_count"] = np.array(2 * len(lamps[:MOST_SPOTS]))
    for number, lamp in enumerate(lamps[:MOST_SPOTS]):
        hot, spill = _fluxes(lamp)
        axis, ring = 5 * number, np.arange(5 * number + 1, 5 * number + 5)
        if far[axis] < _LEAST:
            continue
        row = 2 * number
        uniforms["bounce_place"][row : row + 2] = met[axis], met[ring].mean(0)
        uniforms["bounce_way"][row : row + 2] = (*hits.normal[axis], 0.0), (0.0, 0.0, 0.0, 0.25)
        shares = colour[axis] * hot / np.pi, colour[ring].mean(0) * spill / np.pi
        uniforms["bounce_light"][row : row + 2] = np.array(shares) * lamp.intensity
    return far[::5].tolist(), uniforms


NO_BOUNCES = {
    "bounce_count": np.array(0),
    "bounce_place": np.zeros((2 * MOST_SPOTS, 3)),
    "bounce_way": np.zeros((2 * MOST_SPOTS, 4)),
    "bounce_light": np.zeros((2 * MOST_SPOTS, 3)),
}


def _rays(lamp: SpotLamp) -> Floats:
    """The axis, and four directions around it: (5, 3), unit length."""
    side = np.cross(lamp.axis, (0.0, 1.0, 0.0))
    side /= max(float(np.linalg.norm(side)), 1e-6)
    up = np.cross(side, lamp.axis)
    ways = lamp.axis + _AROUND * np.array([0 * side, side, up, -side, -up])
    return np.asarray(ways / np.linalg.norm(ways, axis=1, keepdims=True))


def _fluxes(lamp: SpotLamp) -> tuple[float, float]:
    """The light of the hot centre and of the spill, lm for each candela along the axis."""
    width, spill, whole, gone = lamp.beam
    return float((1 - spill) * np.pi * width / np.log(2)), float(spill * 2 * np.pi * (1 - (whole + gone) / 2))


def _colours(
    piece: Piece, cell: NDArray[np.intp], normal: Floats, box: NDArray[np.intp], reflectance: NDArray[np.floating]
) -> Floats:
    """The reflectance of what rays meet, (n, 3)."""
    window, (x, z) = piece.window, cell.T
    level = [window.floor_material[z, x], window.ceiling_material[z, x], window.wall_material[z, x]]
    material = np.select([normal[:, 1] > 0.5, normal[:, 1] < -0.5], level[:2], level[2])
    return np.where(box[:, None] >= 0, _THING, reflectance[material].astype(float))
