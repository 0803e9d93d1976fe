"""A take: the frames of a film as an ideal camera sees them, one after another."""

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from liminal.rate import FRAME_RATE, frame_time
from liminal.shoot.card import draw_card
from liminal.shoot.scenes import Scenes, scene_of
from liminal.shot.timeline import Timeline
from liminal.view.exposure import REACH
from liminal.view.renderer import Renderer

Picture = NDArray[np.uint8]  # (H, W, 3), sRGB encoded, top row first

FADE = 32  # frames of cross-fade between scenes, sample by sample, so that no change of light shows
METERED = math.ceil(REACH * FRAME_RATE)  # frames beyond a scene that its exposure takes account of


def take(
    renderer: Renderer,
    film: Timeline,
    frames: int,
    size: tuple[int, int],
    samples: int,
    wanted: Sequence[int] | None = None,
) -> Iterator[Picture]:
    """Yield the first `frames` frames of a film, uint8 (H, W, 3).

    `size`: width, height, pixels. `samples`: for each pixel. `wanted`: numbers of frames; None is all.
    """
    aspect = size[0] / size[1]
    scenes = Scenes(renderer, film, aspect, size[1], FADE, METERED)
    for frame in range(frames) if wanted is None else wanted:
        lines = film.card(frame)
        if lines is not None:
            yield draw_card(lines, size, aspect)
            continue
        first, time = scene_of(film, frame)[0], film.instant(frame_time(frame))
        exposure = scenes.exposure(first).at(time - frame_time(first))
        yield renderer.picture(scenes.at(frame), film.pose(time), size, exposure, samples, time)
