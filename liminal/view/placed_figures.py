"""Placed figures: those that a preset asks for, and which of a film's a window holds."""

import math
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter

from liminal.body.figure import Figure
from liminal.motion.holding import holding
from liminal.piece.visibility import Visibility
from liminal.random import mix, unit_of
from liminal.settings.figure import FigureSettings
from liminal.view.figure_source import character_of_figure, motion_of, stature_of
from liminal.view.figure_way import on_its_floor
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL
from liminal.world.window import Window

FROM = -0.05  # s: figures of a place are there before the first shutter opens; what they do begins by so much early
REACH = 0.5  # m around a figure: the lowest ceiling there is the one it stands under
NEAR = 6.0  # m beyond the cells in view: so far a figure's shadow may reach into the picture
LIT = 14.0  # m, of one that has a torch: so far its beam may


def figure_of(world: CellGrid, settings: FigureSettings) -> Figure:
    """Return the figure that settings with a place ask for."""
    assert settings.at is not None
    x, z = settings.at
    floor, headroom = floor_and_headroom(world, x, z)
    stance = unit_of(mix(round(x * 100), round(z * 100))) if settings.stance is None else settings.stance
    motion, character = motion_of(settings), character_of_figure(settings)
    if motion is not None and settings.carries is not None:
        motion = holding(motion, settings.carries, mix(round(x * 100), round(z * 100)))
    figure = Figure(
        settings.body if character is None else Path(settings.body).stem,
        stature_of(settings),
        x,
        z,
        floor,
        settings.yaw or 0.0,
        FROM,
        math.inf,
        stance,
        motion,
        headroom,
        character,
        carries=settings.carries,
    )
    return on_its_floor(world, figure)


def floor_and_headroom(world: CellGrid, x: float, z: float) -> tuple[float, float]:
    """Return the height of the floor at a place, and that of the lowest ceiling around it above that, m."""
    low, high = (math.floor((at - REACH) / CELL) for at in (x, z))
    around = world.window(
        low, high, math.floor((x + REACH) / CELL) - low + 1, math.floor((z + REACH) / CELL) - high + 1
    )
    floor = float(around.floor[math.floor(z / CELL) - high, math.floor(x / CELL) - low])
    return floor, float(np.where(around.open, around.ceiling, np.inf).min()) - floor


def figures_of(world: CellGrid) -> tuple[Figure, ...]:
    """Return the figures that a place has of its own."""
    return tuple(figure_of(world, each) for each in world.preset.figure if each.at is not None)


def figures_shown(
    world: CellGrid, figures: Iterable[Figure], window: Window, visibility: Visibility
) -> tuple[Figure, ...]:
    """Return those of the place's and of a film's `figures` that pictures may show, or that shade what they show."""
    every = (*figures_of(world), *figures)
    if not every:
        return ()
    near = {
        reach: np.asarray(maximum_filter(visibility.cells, 2 * math.ceil(reach / CELL) + 1), bool)
        for reach in {_reach(figure) for figure in every}
    }
    shown = (_as_shown(figure, window, near[_reach(figure)]) for figure in every)
    return tuple(figure for figure in shown if figure is not None)


def _reach(figure: Figure) -> float:
    return LIT if figure.carries == "torch" else NEAR


def _as_shown(figure: Figure, window: Window, near: NDArray[np.bool_]) -> Figure | None:
    """Return a figure from when it is first over cells that are `near` those in view until it is last; None if never.

    `near`: (h, w).
    """
    (x0, z0), (rows, columns) = window.origin, window.floor.shape
    places = np.array(figure.places())
    column, row = np.floor((places - (x0, z0)).T / CELL).astype(int)
    inside = (column > 0) & (column < columns) & (row > 0) & (row < rows)
    shown = np.flatnonzero(inside & near[row.clip(0, rows - 1), column.clip(0, columns - 1)])
    if not len(shown):
        return None
    if figure.motion is None:
        return figure
    times = figure.times()
    begin = figure.begin if shown[0] == 0 else float(times[shown[0]])
    return figure.during(begin, figure.end if shown[-1] == len(times) - 1 else float(times[shown[-1]]))
