"""Figures of a preset or a request: where each stands, and whether it fits there."""

import math
from collections.abc import Sequence

from liminal.errors import LiminalError
from liminal.settings.figure import FigureSettings
from liminal.settings.preset import Preset
from liminal.view.figure_source import least_of, with_content
from liminal.view.placed_figures import figure_of
from liminal.view.pose import Pose
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL

BEFORE = 3.0  # m from the camera to a figure of which nothing else is said
FURTHER = (0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 5.0)  # m beyond that, where it finds no room there
ASIDE = (0.0, -0.4, 0.4, -0.8, 0.8, -1.2, 1.2)  # m to the right of where the camera looks, the same
SPAN = 0.5  # m from the middle of a figure to where its hands may be
TURNS = tuple(math.radians(turn) for turn in range(0, 360, 45))
APART = 0.9  # m between the middles of several of them, side by side
ROOM = 0.15  # m around the middle of a figure that must be free: it may touch a wall
HEADROOM = 0.12  # m that a hood is higher than the head in it

Place = tuple[float, float]  # x and z, m


def with_figures(preset: Preset, figures: Sequence[FigureSettings]) -> Preset:
    """Return the preset with more figures in it."""
    return preset.model_copy(update={"figure": (*preset.figure, *figures)}) if figures else preset


def lacks_standing_place(preset: Preset) -> bool:
    """Tell whether some figure is to stand before the camera, wherever that is."""
    return any(figure.at is None for figure in preset.figure)


def facing_camera(preset: Preset, pose: Pose, world: CellGrid) -> Preset:
    """Return the preset with its figures of no place put before a camera, side by side, facing it.

    They stand as near to `BEFORE` and to the middle of the picture as there is room for them in sight.
    """
    loose = [number for number, figure in enumerate(preset.figure) if figure.at is None]
    rows = [_row(pose, len(loose), BEFORE + further, aside) for further in FURTHER for aside in ASIDE]
    places = next((row for row in rows if all(_is_free(world, pose, place) for place in row)), rows[0])
    figures = list(preset.figure)
    for number, at in zip(loose, places, strict=True):
        yaw = figures[number].yaw
        facing = (pose.yaw + 180.0) % 360.0 if yaw is None else yaw
        figures[number] = figures[number].model_copy(update={"at": at, "yaw": facing})
    return preset.model_copy(update={"figure": tuple(figures)})


def _row(pose: Pose, count: int, before: float, aside: float) -> list[Place]:
    """Places side by side, so far before a camera, and their middle so far to the right of where it looks, m."""
    return [pose.on_floor(before, aside + APART * (place - (count - 1) / 2)) for place in range(count)]


def _is_free(world: CellGrid, pose: Pose, place: Place) -> bool:
    """Whether arms have room around a place, and no wall stands between it and a camera."""
    spots = [(place[0] + SPAN * math.sin(turn), place[1] + SPAN * math.cos(turn)) for turn in TURNS]
    steps = math.ceil(math.dist(place, (pose.x, pose.z)) / CELL)
    shares = [step / steps for step in range(1, steps + 1)]
    way = [(pose.x + share * (place[0] - pose.x), pose.z + share * (place[1] - pose.z)) for share in shares]
    return all(world.window(math.floor(x / CELL), math.floor(z / CELL), 1, 1).open[0, 0] for x, z in (*spots, *way))


def stand_figures(world: CellGrid) -> None:
    """Make sure that the figures of a world's preset stand in the open, and note in it what their files hold.

    Raises LiminalError where one does not, and for a file that is no motion, or is another than the preset's `content`.
    """
    world.preset = world.preset.model_copy(update={"figure": tuple(map(with_content, world.preset.figure))})
    for settings in world.preset.figure:
        figure = figure_of(world, settings)
        low, high = (math.floor((at - ROOM) / CELL) for at in (figure.x, figure.z))
        across = math.floor((figure.x + ROOM) / CELL) - low + 1, math.floor((figure.z + ROOM) / CELL) - high + 1
        around = world.window(low, high, *across)
        place = f"{settings.body} at {figure.x:g},{figure.z:g}"
        if not around.open.all():
            raise LiminalError(f"{place} would stand inside a wall; `liminal map` shows where the rooms are")
        if float(around.ceiling.min()) < figure.floor + least_of(settings) * figure.stature + HEADROOM:
            raise LiminalError(f"{place} reaches through the ceiling; choose another place, or a smaller stature")
