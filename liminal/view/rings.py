"""Rings that drops leave on water: waves from a point, by the dispersion and the damping of clean water."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import j1

from liminal.gl import constants
from liminal.light.drip import drip_interval, force_of, moments
from liminal.light.waves import frequency
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL
from liminal.world.water_spot import SQUARE, WaterSpot, water_spots

RINGS = 8  # that a picture shows at most, the youngest
REACH = 1.6  # m: up to here a ring is seen
LIFE = 5.0  # s: then it is flatter than the ripples around it
STEPS = 640  # distances from the middle for which its slope is known, 2.5 mm apart
NEAR = 12.0  # m: rings further off, in the plan, are too small to be seen

CRATER, DEPTH = 0.010, 0.006  # m: radius (standard deviation) and depth of the crater that a usual drop leaves
FILM = 6.0  # damping against that of clean water, which the faintest film multiplies
VISCOSITY = 1.0e-6  # m2/s: of water at 20 degrees C, kinematic

RING = constants("ring", RINGS=RINGS, RING_REACH=REACH)


@dataclass(frozen=True)
class Ring:
    """A drop that fell at (`x`, `y`, `z`), m, at a time, s. `force`: height of its waves against the usual."""

    time: float
    x: float
    y: float
    z: float
    force: float


@cache
def _spectrum() -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    """Wave numbers (k,), rad/m, and how each looks at the distances from the middle: (k, STEPS)."""
    number = np.arange(0.5, 4.5 / CRATER, 1.2)
    distance = (np.arange(STEPS) + 0.5) * (REACH / STEPS)
    return number, j1(number[:, None] * distance).astype(np.float32)


def slope(age: float) -> NDArray[np.float32]:
    """The slope of a ring away from its middle at so many seconds after the drop fell, (STEPS,), up to REACH.

    Linear waves from a crater with a rim, -(1 - r^2 / 2 s^2) exp(-r^2 / 2 s^2): each Bessel wave of its Hankel
    transform turns at its own frequency, and is damped by twice the viscosity times its number squared (H. Lamb,
    Hydrodynamics, 1932, sections 255 and 348).
    """
    number, looks = _spectrum()
    crater = DEPTH * CRATER**4 * number**2 / 2 * np.exp(-((CRATER * number) ** 2) / 2)
    left = crater * np.cos(frequency(number) * age) * np.exp(-2 * FILM * VISCOSITY * number**2 * age)
    rising: NDArray[np.float32] = (left * number**2 * (number[1] - number[0])).astype(np.float32) @ looks
    edge = np.linspace(1.0, 0.0, STEPS // 8)
    rising[-len(edge) :] *= edge.astype(np.float32)
    return rising


class Drips:
    """The rings of the drops that fall near some places."""

    def __init__(self, world: CellGrid, places: NDArray[np.floating]) -> None:
        """`places`: (n, 2), x and z, m, of which rings are seen up to NEAR."""
        self._spots: list[WaterSpot] = []
        self._rate = world.preset.sound.drips
        self._during = lru_cache(maxsize=16)(self._find)
        if self._rate and len(places):
            edge = SQUARE * CELL
            for square in _squares(places, edge):
                spots = [spot for spot in water_spots(world, *square, world.preset.sound) if spot.kind == "drip"]
                self._spots += [spot for spot in spots if np.hypot(*(places - (spot.x, spot.z)).T).min() < NEAR]

    def at(self, time: float) -> list[Ring]:
        """The rings there are at a time, s: RINGS at most, the youngest first."""
        seconds = range(int(np.floor(time - LIFE)), int(np.floor(time)) + 1)
        there = [ring for second in seconds for ring in self._during(second) if 0 < time - ring.time < LIFE]
        return sorted(there, key=lambda ring: (-ring.time, ring.x, ring.z))[:RINGS]

    def _find(self, second: int) -> list[Ring]:
        """The drops that fall in a second."""
        return [
            Ring(time, spot.x, spot.y, spot.z, force_of(key))
            for spot in self._spots
            for time, key in moments(spot, drip_interval(spot, self._rate), second, second + 1)
        ]


def _squares(places: NDArray[np.floating], edge: float) -> Iterator[tuple[int, int]]:
    """The squares, of so many metres along their edges, that lie up to NEAR from any of the places, sorted."""
    ranges = np.unique(np.hstack([(places - NEAR) // edge, (places + NEAR) // edge]).astype(int), axis=0).tolist()
    yield from sorted({(x, z) for x0, z0, x1, z1 in ranges for x in range(x0, x1 + 1) for z in range(z0, z1 + 1)})
