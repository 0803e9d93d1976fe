"""A take with passes: the frames of a film as arrays, for compositing and as data."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.rate import frame_time
from liminal.shoot.scenes import Scenes, scene_of
from liminal.shoot.take import FADE, METERED
from liminal.shot.timeline import Timeline
from liminal.view.picture_passes import CameraInstant, PassPicture, draw_passes, needs_split_light
from liminal.view.pose import Pose
from liminal.view.renderer import Renderer
from liminal.view.stage import StageKey


@dataclass(frozen=True)
class PassFrame:
    """The passes of a frame, by its number in the film.

    `lamps`: of its scene, (n,) LAMP; `luminance`: of the face of each then, (n,), cd/m2, but for `ripple`, a factor
    that all share.
    """

    number: int
    camera: CameraInstant
    picture: PassPicture
    lamps: NDArray[np.void]
    luminance: NDArray[np.floating]
    ripple: float


def pass_still(
    renderer: Renderer,
    pose: Pose,
    size: tuple[int, int],
    samples: int,
    passes: Collection[str],
    lit_for: tuple[Pose, ...] = (),
) -> PassFrame:
    """Return the passes of a picture from a pose. The arguments are those of `pass_take`.

    `lit_for`: poses, this one among them, that light is found for together; none: for this one alone.
    """
    now = CameraInstant(pose, 0.0)
    poses = lit_for or (pose,)
    key = StageKey(poses, size[0] / size[1], moment=now.time, passes=needs_split_light(passes))
    stage = renderer.stage(key)
    drawn = draw_passes(renderer, [(stage, 1.0)], now, size, samples, passes)
    return PassFrame(0, now, drawn, stage.lamps, *stage.lamp_luminance(now.time))


def pass_take(
    renderer: Renderer,
    film: Timeline,
    wanted: Sequence[int],
    size: tuple[int, int],
    samples: int,
    passes: Collection[str],
) -> Iterator[PassFrame]:
    """Yield those frames of a film whose numbers are `wanted`, rising, but for cards, which show no place.

    `size`: width and height, pixels. `samples`: for each pixel of its light. `passes`: see `draw_passes`.
    """
    split = needs_split_light(passes)
    scenes = Scenes(renderer, film, size[0] / size[1], size[1], FADE, METERED, passes=split)
    for number in wanted:
        if film.card(number) is not None:
            continue
        begin, end = film.span(number)
        now, before, after = (
            _camera(film, min(max(each, begin), end - 1)) for each in (number, number - 1, number + 1)
        )
        shares = scenes.at(number)
        drawn = draw_passes(renderer, shares, now, size, samples, passes, (before, after))
        if "seen" in drawn.arrays:
            # Nothing goes on across a cut.
            for column, goes_on in enumerate((number + 1 < end, number > begin)):
                drawn.arrays["seen"][..., column] *= goes_on
        stage = scenes.stage(scene_of(film, number)[0])
        yield PassFrame(number, now, drawn, stage.lamps, *stage.lamp_luminance(now.time))


def _camera(film: Timeline, frame: int) -> CameraInstant:
    time = film.instant(frame_time(frame))
    return CameraInstant(film.pose(time), time)
