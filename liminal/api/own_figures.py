"""Figures of a preset or a request: where each stands, and whether it fits there."""

import math
from collections.abc import Sequence

from liminal.errors import LiminalError
from liminal.settings.figure import FigureSettings
from liminal.settings.preset import Preset
from liminal.view.placed_figures import figure_of
from liminal.view.pose import Pose
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL

BEFORE = 3.0  # m from the camera to a figure of which nothing else is said
APART = 0.9  # m between the middles of several of them, side by side
ROOM = 0.15  # m around the middle of a figure that must be free: it may touch a wall
HEADROOM = 0.12  # m that a hood is higher than the head in it


def with_figures(preset: Preset, figures: Sequence[FigureSettings]) -> Preset:
    """Return the preset with more figures in it."""
    return preset.model_copy(update={"figure": (*preset.figure, *figures)}) if figures else preset


def lacks_standing_place(preset: Preset) -> bool:
    """Tell whether some figure is to stand before the camera, wherever that is."""
    return any(figure.at is None for figure in preset.figure)


def facing_camera(preset: Preset, pose: Pose) -> Preset:
    """Return the preset with its figures of no place put before a camera, side by side, facing it."""
    loose = [number for number, figure in enumerate(preset.figure) if figure.at is None]
    angle, figures = math.radians(pose.yaw), list(preset.figure)
    for place, number in enumerate(loose):
        aside = APART * (place - (len(loose) - 1) / 2)
        x = pose.x + BEFORE * math.sin(angle) + aside * math.cos(angle)
        z = pose.z - BEFORE * math.cos(angle) + aside * math.sin(angle)
        yaw = figures[number].yaw
        facing = (pose.yaw + 180.0) % 360.0 if yaw is None else yaw
        figures[number] = figures[number].model_copy(update={"at": (round(x, 3), round(z, 3)), "yaw": facing})
    return preset.model_copy(update={"figure": tuple(figures)})


def check_figures(world: CellGrid) -> None:
    """Make sure that the figures of a world's preset stand in the open. Raises LiminalError otherwise."""
    for settings in world.preset.figure:
        figure = figure_of(world, settings)
        low, high = (math.floor((at - ROOM) / CELL) for at in (figure.x, figure.z))
        across = math.floor((figure.x + ROOM) / CELL) - low + 1, math.floor((figure.z + ROOM) / CELL) - high + 1
        around = world.window(low, high, *across)
        place = f"{settings.body} at {figure.x:g},{figure.z:g}"
        if not around.open.all():
            raise LiminalError(f"{place} would stand inside a wall; `liminal map` shows where the rooms are")
        if float(around.ceiling.min()) < figure.floor + figure.stature + HEADROOM:
            raise LiminalError(f"{place} reaches through the ceiling; choose another place, or a smaller stature")
