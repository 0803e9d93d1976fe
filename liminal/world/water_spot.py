"""Spots where water is heard: places that drip, and places where a pool laps at its wall."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter

from liminal.random import Stream, key_of, mix, unit_of
from liminal.settings.sound import SoundSettings
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL
from liminal.world.window import Window

SQUARE = 36  # cells, 5.5 m: the edge of squares each of which has one place that may drip, and one that may slosh
_MARGIN = 3  # cells: water so near to a wall laps at it
_OVER_WATER, _OVER_FLOOR = 0.8, 0.35  # share of squares with water, and of those with none, in which it drips

WaterKind = Literal["drip", "splat", "slosh"]  # a drop into water, one onto a floor, water against a wall


@dataclass(frozen=True)
class WaterSpot:
    """A place where water is heard, m. `key`: of its randomness."""

    kind: WaterKind
    key: int
    x: float
    y: float
    z: float


def water_spots(world: CellGrid, square_x: int, square_z: int, settings: SoundSettings) -> list[WaterSpot]:
    """Return the spots of one square."""
    size = SQUARE + 2 * _MARGIN
    window = world.window(square_x * SQUARE - _MARGIN, square_z * SQUARE - _MARGIN, size, size)
    inside = np.zeros(window.wet.shape, bool)
    inside[_MARGIN:-_MARGIN, _MARGIN:-_MARGIN] = True
    key = key_of(world.seed, Stream.WATER_SOUND, square_x, square_z)
    return [
        _spot(window, kind, cells & inside, mix(key, number))
        for number, (kind, cells) in enumerate(_kinds(window, unit_of(mix(key, 9)), settings))
        if (cells & inside).any()
    ]


def _kinds(window: Window, lot: float, settings: SoundSettings) -> Iterator[tuple[WaterKind, NDArray[np.bool_]]]:
    """Yield what may be heard in a square, and the cells where it may be."""
    if settings.drips and window.wet.any() and lot < _OVER_WATER:
        yield "drip", window.wet
    elif settings.drips and not window.wet.any() and lot < _OVER_FLOOR:
        yield "splat", window.open
    if settings.slosh:
        yield "slosh", window.wet & ~minimum_filter(window.wet, 2 * _MARGIN + 1)


def _spot(window: Window, kind: WaterKind, cells: NDArray[np.bool_], key: int) -> WaterSpot:
    """Return a spot in one of some cells."""
    places = np.argwhere(cells)
    row, column = places[mix(key, 1) % len(places)].tolist()
    height = max(window.floor[row, column], window.water[row, column])
    x, z = (window.x0 + column + 0.5) * CELL, (window.z0 + row + 0.5) * CELL
    return WaterSpot(kind, mix(key, 2), x, float(height), z)
