"""A take: the frames of a film as an ideal camera sees them, one after another."""

import math
from collections import deque
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Readback, ReadbackRing, Scope, Target
from liminal.rate import FRAME_RATE, frame_time
from liminal.shoot.card import draw_card
from liminal.shoot.scenes import Scenes, scene_of
from liminal.shot.timeline import Timeline
from liminal.view.exposure import REACH
from liminal.view.layer_picture import NO_LAYERS, LayerSource
from liminal.view.picture_form import FLAT
from liminal.view.picture_part import TILE
from liminal.view.presentation import Presentation
from liminal.view.renderer import Renderer

Picture = NDArray[np.uint8]  # (H, W, 3), sRGB encoded, top row first

FADE = 32  # frames of cross-fade between scenes, sample by sample, so that no change of light shows
METERED = math.ceil(REACH * FRAME_RATE)  # frames beyond a scene that its exposure takes account of


def take(
    scope: Scope,
    renderer: Renderer,
    film: Timeline,
    frames: int,
    size: tuple[int, int],
    samples: int,
    wanted: Sequence[int] | None = None,
    presentation: Presentation | None = None,
    layers: LayerSource = NO_LAYERS,
) -> Iterator[Picture]:
    """Yield the first `frames` frames of a film, uint8 (H, W, 3).

    `size`: width, height, pixels. `samples`: for each pixel. `wanted`: numbers of frames; None is all. On a GPU a frame
    of up to TILE pixels an edge is yielded when the next ones have been drawn, so that neither waits for the other.
    `presentation`: draws the frames of another form than the flat one. `layers`: put into the light of flat ones.
    """
    form = presentation.form if presentation is not None else FLAT
    width, height = form.of_an_eye(size)
    scenes = Scenes(renderer, film, width / height, height, FADE, METERED, form)
    with scope.scope() as own:
        ring, waiting = None if presentation is not None else _ring(own, size), deque[Picture | Readback]()
        for frame in range(frames) if wanted is None else wanted:
            lines = film.card(frame)
            if lines is not None:
                waiting.append(draw_card(lines, size, size[0] / size[1]))
            else:
                first, time = scene_of(film, frame)[0], film.instant(frame_time(frame))
                exposure = scenes.exposure(first).at(time - frame_time(first))
                seen = scenes.at(frame), film.pose(time)
                if presentation is not None:
                    waiting.append(presentation.picture(*seen, size, exposure, samples, time))
                elif ring is None:
                    waiting.append(renderer.picture(*seen, size, exposure, samples, time, layers.at(2 * frame)))
                else:
                    renderer.develop(ring.target, *seen, exposure, samples, time, layers.at(2 * frame))
                    waiting.append(ring.begin())
            if ring is None or len(waiting) > ring.ahead:
                yield _taken(waiting.popleft())
        while waiting:
            yield _taken(waiting.popleft())


def _ring(scope: Scope, size: tuple[int, int]) -> ReadbackRing | None:
    """A ring that reads pictures of a size; None for those that are drawn in parts."""
    return ReadbackRing(scope, Target(scope, size, ["f1"])) if max(size) <= TILE else None


def _taken(drawn: Picture | Readback) -> Picture:
    """A picture, which may have to be waited for."""
    return drawn.arrays[0][::-1, :, :3] if isinstance(drawn, Readback) else drawn
