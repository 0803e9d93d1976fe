"""Lamps under water: what arrives of their light, against what would arrive straight through air."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.light.refraction import INDEX
from liminal.light.still_water import StillWater
from liminal.piece.surfel import RAY_START, Surfels

HALVINGS = 24  # of the range of angles in which Snell's is looked for
NEAREST = 1e-3  # m: sideways distances less than this count as this

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Submerged:
    """An emitter under water. `place`: (3,), cells. `outward`: (3,). `level`: of the water over it, cells."""

    place: NDArray[np.float32]
    outward: NDArray[np.float32]
    level: float

    def left(self, surfels: Surfels, water: StillWater) -> NDArray[np.float32]:
        """The share of its straight light that surfels get, (n, 3), kept as `still_water` says.

        Straight to what lies in water, but for what that absorbs; bent at the surface to what lies in air.
        """
        away = ((surfels.position - self.place) * water.unit).astype(np.float64)
        wet = water.depth(surfels) > 0
        share, way = np.full(len(away), 1 / INDEX**2), np.linalg.norm(away, axis=1)
        over = ~wet & (away[:, 1] > 0)
        share[over], way[over] = self._bent(away[over], (self.level - float(self.place[1])) * water.unit)
        left: NDArray[np.float32] = (share[:, None] * np.exp(-water.colour * way[:, None])).astype(np.float32)
        return left

    def _bent(self, away: Floats, depth: float) -> tuple[Floats, Floats]:
        """The share that gets to points above the surface, (n,), by the way that bends there; and that way in water, m.

        `away`: from the emitter, (n, 3), m. `depth`: of the emitter, m.
        """
        aside, high = np.maximum(np.hypot(away[:, 0], away[:, 2]), NEAREST), np.maximum(away[:, 1] - depth, NEAREST)

        # The sine of the angle in air at which a ray gets as far aside.
        low, top = np.zeros(len(away)), np.ones(len(away))
        for _ in range(HALVINGS):
            sine = (low + top) / 2
            short = depth * _tangent(sine / INDEX) + high * _tangent(sine) < aside
            low, top = np.where(short, sine, low), np.where(short, top, sine)
        sine = (low + top) / 2
        in_air, in_water = np.sqrt(1 - sine**2), np.sqrt(1 - (sine / INDEX) ** 2)

        # A cone of light in water, and how wide it is where it arrives.
        spread = depth / in_water**2 + high / in_air**2 * (INDEX * in_water / in_air)
        narrow = _entering(in_air, in_water) * (sine / INDEX) / (aside * spread * in_air)
        level = away[:, [0, 2]] / aside[:, None] @ self.outward[[0, 2]]
        sent = np.maximum(level * sine / INDEX + in_water * self.outward[1], 0.0)
        distance = np.linalg.norm(away, axis=1)
        straight = np.maximum(away @ self.outward / distance, 1e-3)
        return sent / straight * narrow * distance**2, depth / in_water


def submerged(emitter: np.void, water: StillWater) -> Submerged | None:
    """An EMITTER, metres, that lies under water; None if it is in air."""
    place = emitter["centre"] / np.float32(water.unit)
    before = place + RAY_START * emitter["axes"][2]
    last = np.array(water.level.shape) - 1
    row, column = np.floor(before[[2, 0]]).astype(int).clip(0, last)
    level = float(water.level[row, column])
    return Submerged(place, emitter["axes"][2], level) if place[1] < level else None


def _tangent(sine: Floats) -> Floats:
    tangent: Floats = sine / np.sqrt(np.maximum(1 - sine**2, 1e-12))
    return tangent


def _entering(in_air: Floats, in_water: Floats) -> Floats:
    """The share of light that passes the surface, by the cosines of its angles (Fresnel)."""
    across = ((INDEX * in_water - in_air) / (INDEX * in_water + in_air)) ** 2
    along = ((INDEX * in_air - in_water) / (INDEX * in_air + in_water)) ** 2
    entering: Floats = 1 - (across + along) / 2
    return entering
