"""Ways of figures: the floor under a motion, and where it goes through what a body cannot."""

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from liminal.body.figure import Figure
from liminal.motion.body_motion import BodyMotion
from liminal.motion.footprint import HIGHEST_STEP
from liminal.motion.uneven_floor import on_floor
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL

Floats = NDArray[np.float64]

_AROUND = 1.0  # m around the hips' way in which its feet are
_EVEN = 0.01  # m: heights that differ by less are one


def on_its_floor(world: CellGrid, figure: Figure) -> Figure:
    """Return a figure whose feet stand on the floor that its motion meets; the same one where that is level.

    A character of one's own stays on the level that it begins on: its feet may have other joints.
    """
    if figure.motion is None or figure.character is not None:
        return figure
    places = figure.in_place(figure.motion.hips)
    low = np.floor((places.min(0) - _AROUND) / CELL).astype(int)
    high = np.floor((places.max(0) + _AROUND) / CELL).astype(int)
    around = world.window(low[0], low[2], high[0] - low[0] + 1, high[2] - low[2] + 1)
    heights = np.where(around.open, around.floor - figure.floor, np.nan).astype(np.float64)
    if np.nanmax(np.abs(heights)) < _EVEN:
        return figure
    key = heights.tobytes(), heights.shape, (int(low[0]), int(low[2]))
    return replace(figure, motion=_on_floor(figure, figure.motion, *key))


@lru_cache(maxsize=16)
def _on_floor(
    figure: Figure, motion: BodyMotion, heights: bytes, shape: tuple[int, int], first: tuple[int, int]
) -> BodyMotion:
    """The motion on heights of the floor of cells from `first` on, m above the figure's."""
    cells = np.frombuffer(heights).reshape(shape)

    def floor_at(x: float, z: float) -> float:
        place = figure.in_place(np.array([x, 0.0, z]))
        row, column = math.floor(place[2] / CELL) - first[1], math.floor(place[0] / CELL) - first[0]
        return float(cells[min(max(row, 0), shape[0] - 1), min(max(column, 0), shape[1] - 1)])

    return on_floor(motion, floor_at)


def objections(world: CellGrid, figures: tuple[Figure, ...], seconds: float) -> list[str]:
    """Return a line for people on each figure whose motion goes through a wall within so many seconds of a film."""
    found = []
    for figure in figures:
        last = figure.floor
        for time, (x, z) in zip(figure.times().tolist(), figure.places(), strict=True):
            if time > seconds:
                break
            cell = world.window(math.floor(x / CELL), math.floor(z / CELL), 1, 1)
            floor, is_open = float(cell.floor[0, 0]), bool(cell.open[0, 0])
            if not is_open or abs(floor - last) > HIGHEST_STEP:
                meets = "a step of over 25 cm" if is_open else "a wall"
                who = f"the motion of {figure.dress} at {figure.x:g},{figure.z:g}"
                where = f"{max(time, 0.0):.1f} s into the film, at {x:.1f},{z:.1f}"
                found.append(f"{who} meets {meets} {where}, and goes through it; another place or yaw leads elsewhere")
                break
            last = floor
    return found
