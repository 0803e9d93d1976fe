"""A take: the frames of a walk, drawn one after another, lit scene by scene."""

from collections.abc import Iterator, Sequence
from functools import partial
from math import ceil

import numpy as np
from numpy.typing import NDArray

from liminal.film.rate import FRAME_RATE, frame_time
from liminal.shot.camera import Camera
from liminal.view.exposure import REACH, ExposureCurve, rehearse
from liminal.view.renderer import Renderer

Picture = NDArray[np.uint8]  # (H, W, 3), sRGB encoded, top row first

# Scenes begin at the same frames in every take, so frame n does not depend on how long the take is; and no more than
# two are lit at a time, so that memory does not grow.
SCENE = 150  # frames: 5 s
_OVERLAP = ceil(REACH * FRAME_RATE)  # frames before and after a scene that are lit, for the light meter
_GLANCE = 15  # frames between the poses that a scene is lit for: half a second
FADE = 32  # frames in which a scene takes over from the one before, sample by sample, so that no change of light shows


def frames_walked(frames: int) -> int:
    """Return how many frames a walk must last for a take of `frames`: whole scenes, and what the meter looks ahead."""
    return -(-frames // SCENE) * SCENE + _OVERLAP


def take(
    renderer: Renderer,
    walk: Camera,
    frames: int,
    size: tuple[int, int],
    samples: int,
    wanted: Sequence[int] | None = None,
) -> Iterator[Picture]:
    """Yield the first `frames` frames of a walk, which must last for `frames_walked(frames)`.

    `size`: width and height in pixels. `samples`: for each pixel. `wanted`: only these, by number, rising.
    """
    lit = None
    for frame in range(frames) if wanted is None else wanted:
        first = frame - frame % SCENE
        if first != lit:
            # What a scene fades over from is lit as well, even where nobody has seen it.
            if first > 0 and lit != first - SCENE:
                prepare_scene(renderer, walk, first - SCENE, size[0] / size[1], size[1], keep=False)
            exposure, lit = light_scene(renderer, walk, first, size), first
        fade = (frame - first + 0.5) / FADE
        time = frame_time(frame)
        if fade > 1.0:
            renderer.forget()
        yield renderer.picture(walk.pose(time), size, exposure.at(time - frame_time(first)), samples, time, fade)


def light_scene(renderer: Renderer, walk: Camera, first: int, size: tuple[int, int]) -> ExposureCurve:
    """Light the scene that begins at frame `first`, beside the one before; returns its exposure from its start on."""
    aspect = size[0] / size[1]
    prepare_scene(renderer, walk, first, aspect, size[1], keep=first > 0)
    return rehearse(partial(_meter, renderer, walk, aspect, frame_time(first)), frame_time(SCENE))


def prepare_scene(renderer: Renderer, walk: Camera, first: int, aspect: float, lines: int, *, keep: bool) -> None:
    """Light the scene that begins at frame `first`, for pictures of `lines` lines. `keep`: see `Renderer.prepare`."""
    glances = range(max(0, first - _OVERLAP), first + SCENE + _OVERLAP + 1, _GLANCE)
    poses = [walk.pose(frame_time(frame)) for frame in glances]
    renderer.prepare(poses, aspect, keep=keep, lines=lines)


def _meter(renderer: Renderer, walk: Camera, aspect: float, start: float, time: float) -> float:
    """Return the right exposure for the instant `time` seconds into the scene that begins at `start`."""
    instant = max(0.0, start + time)
    return renderer.meter(walk.pose(instant), aspect, instant)
