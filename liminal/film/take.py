"""A take: the frames of a walk, drawn one after another, lit scene by scene."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from liminal.film.rate import frame_time
from liminal.shot.walk import Walk
from liminal.view.exposure import rehearse
from liminal.view.renderer import Renderer

Picture = NDArray[np.uint8]  # (H, W, 3), sRGB encoded, top row first

# Scenes begin at the same frames in every take, so frame n does not depend on how long the take is; and only one is
# lit at a time, so that memory does not grow.
SCENE = 150  # frames: 5 s
_GLANCE = 10  # frames between the poses that a scene is lit for


def scenes_over(frames: int) -> int:
    """Return the frames of the whole scenes that hold `frames`: what a walk must last for."""
    return -(-frames // SCENE) * SCENE


def take(renderer: Renderer, walk: Walk, frames: int, size: tuple[int, int], samples: int) -> Iterator[Picture]:
    """Yield the first `frames` frames of a walk, which must last for `scenes_over(frames)`.

    `size`: width and height in pixels. `samples`: for each pixel.
    """
    aspect = size[0] / size[1]
    for first in range(0, frames, SCENE):
        glances = [walk.pose(frame_time(frame)) for frame in range(first, first + SCENE + 1, _GLANCE)]
        renderer.prepare(glances, aspect)
        exposure = _exposure(lambda time: renderer.meter(walk.pose(time), aspect), frame_time(first))
        for frame in range(first, min(first + SCENE, frames)):
            time = frame_time(frame)
            yield renderer.picture(walk.pose(time), size, exposure(time), samples)


def _exposure(meter: Callable[[float], float], start: float) -> Callable[[float], float]:
    """Return the exposure over the scene that begins at `start` seconds.

    It follows the meter slowly, but begins and ends at its reading, so that two scenes agree where they meet.
    """
    duration = frame_time(SCENE)
    curve = rehearse(lambda time: meter(start + time), duration)
    at_start = meter(start) - curve.at(0.0)
    at_end = meter(start + duration) - curve.at(duration)

    def exposure(time: float) -> float:
        share = (time - start) / duration
        return curve.at(time - start) + at_start * (1.0 - share) + at_end * share

    return exposure
