"""Pictures, light and frames in one call: each opens a studio of its own, and closes it."""

from collections.abc import Iterator
from pathlib import Path

from liminal.api.drawing_studio import Light, Picture
from liminal.api.limits import CLIP_SIZE, STILL_SIZE, Size
from liminal.api.look import exposed
from liminal.api.studio import Studio
from liminal.api.world import World
from liminal.plan.floor_plan import draw_cells, extent
from liminal.settings.preset import Preset
from liminal.view.pose import Pose


def render_still(
    preset: str | Path | Preset = "level-0",
    seed: int | str = 7,
    size: Size = STILL_SIZE,
    pose: Pose | None = None,
    exposure: float | None = None,
) -> Picture:
    """Return one picture of a place: uint8 (H, W, 3), sRGB encoded, top row first.

    Without a pose it finds a viewpoint. `exposure`: EV brighter than metered; None is as the preset has it.
    Raises LiminalError for invalid arguments, or when there is no OpenGL 3.3.
    """
    with Studio(World(seed, exposed(preset, exposure))) as studio:
        return studio.still(size, pose)


def render_light(
    preset: str | Path | Preset = "level-0",
    seed: int | str = 7,
    size: Size = STILL_SIZE,
    pose: Pose | None = None,
) -> Light:
    """Return the light of one picture, float32 (H, W, 3), scene-linear Rec. 709 in cd/m2; else as `render_still`."""
    with Studio(World(seed, preset)) as studio:
        return studio.light(size, pose)


def render_clip(
    preset: str | Path | Preset = "level-0",
    seed: int | str = 7,
    seconds: float = 5.0,
    size: Size = CLIP_SIZE,
    pose: Pose | None = None,
    exposure: float | None = None,
) -> Iterator[Picture]:
    """Return the frames of a walk through a place, 29.97 a second, each as `render_still` returns it.

    OpenGL closes when the last frame is taken, or the iterator is closed or forgotten.
    """
    studio = Studio(World(seed, exposed(preset, exposure)))
    frames = studio.clip(seconds, size, pose)

    def closing() -> Iterator[Picture]:
        with studio:
            yield from frames

    return closing()


def floor_plan(
    preset: str | Path | Preset = "level-0",
    seed: int | str = 7,
    at: tuple[float, float] = (0.0, 0.0),
    radius: float = 30.0,
) -> Picture:
    """Return the floor plan within `radius` metres of `at` (x, z) along each axis: uint8 (H, W, 3), -z is up."""
    return draw_cells(World(seed, preset), extent(at, radius))
