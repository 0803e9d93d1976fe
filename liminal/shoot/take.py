"""A take: the frames of a film as an ideal camera sees them, one after another."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from liminal.rate import frame_time
from liminal.shoot.card import draw_card
from liminal.shoot.film import Film, scene_of
from liminal.shoot.scenes import Scenes
from liminal.view.renderer import Renderer

Picture = NDArray[np.uint8]  # (H, W, 3), sRGB encoded, top row first

FADE = 32  # frames in which a scene takes over from the one before, sample by sample, so that no change of light shows


def take(
    renderer: Renderer,
    film: Film,
    frames: int,
    size: tuple[int, int],
    samples: int,
    wanted: Sequence[int] | None = None,
) -> Iterator[Picture]:
    """Yield the first `frames` frames of a film.

    `size`: width and height in pixels. `samples`: for each pixel. `wanted`: only the frames with these numbers.
    """
    aspect = size[0] / size[1]
    scenes = Scenes(renderer, film, aspect, size[1], FADE)
    for frame in range(frames) if wanted is None else wanted:
        lines = film.card(frame)
        if lines is not None:
            yield draw_card(lines, size, aspect)
            continue
        first, time = scene_of(film, frame)[0], film.instant(frame_time(frame))
        exposure = scenes.exposure(first).at(time - frame_time(first))
        yield renderer.picture(scenes.at(frame), film.pose(time), size, exposure, samples, time)
