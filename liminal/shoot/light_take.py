"""A take as light: the frames of a film as they reach the camera, for compositing."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from liminal.colour import decode_srgb
from liminal.rate import frame_time
from liminal.shoot.card import draw_card
from liminal.shoot.scenes import Scenes
from liminal.shoot.take import FADE, METERED
from liminal.shot.timeline import Timeline
from liminal.view.layer_picture import NO_LAYERS, LayerSource
from liminal.view.presentation import Presentation
from liminal.view.renderer import Renderer

Light = NDArray[np.float32]  # (H, W, 3), scene-linear Rec. 709 in cd/m2, top row first

_CARD_WHITE = 100.0  # cd/m2: a screen's white (ITU-R BT.1886)


def light_take(
    renderer: Renderer,
    film: Timeline,
    size: tuple[int, int],
    samples: int,
    wanted: Sequence[int],
    presentation: Presentation,
    layers: LayerSource = NO_LAYERS,
) -> Iterator[Light]:
    """Yield those frames of a film whose numbers are `wanted`, rising: float32 (H, W, 3), cd/m2.

    `size`: width, height, pixels. `samples`: for each pixel. Between two scenes their light is mixed.
    `presentation`: draws the frames in their form. `layers`: put into them, if that is flat.
    """
    form = presentation.form
    width, height = form.of_an_eye(size)
    scenes = Scenes(renderer, film, width / height, height, FADE, METERED, form)
    for frame in wanted:
        lines = film.card(frame)
        if lines is not None:
            yield (_CARD_WHITE * decode_srgb(draw_card(lines, size, size[0] / size[1]) / 255)).astype(np.float32)
            continue
        time = film.instant(frame_time(frame))
        pose = film.pose(time)
        over = layers.at(2 * frame)
        parts = [
            share * presentation.light([(stage, 1.0)], pose, size, samples, time, over)
            for stage, share in scenes.at(frame)
        ]
        yield np.asarray(sum(parts[1:], start=parts[0]), np.float32)
