"""A take: the frames of a walk, drawn one after another, lit scene by scene."""

from collections.abc import Iterator, Sequence
from functools import partial
from math import ceil

import numpy as np
from numpy.typing import NDArray

from liminal.film.card import draw_card
from liminal.film.rate import FRAME_RATE, frame_time
from liminal.film.staging import SCENE, Film, as_film, pose_within, scene_of
from liminal.shot.camera import Camera
from liminal.view.exposure import REACH, ExposureCurve, rehearse
from liminal.view.pose import Pose
from liminal.view.renderer import Renderer

Picture = NDArray[np.uint8]  # (H, W, 3), sRGB encoded, top row first

_OVERLAP = ceil(REACH * FRAME_RATE)  # frames before and after a scene that are lit, for the light meter
_GLANCE = 15  # frames between the poses that a scene is lit for, at most: half a second
_TURNED = 10.0  # deg between them, at most
FADE = 32  # frames in which a scene takes over from the one before, sample by sample, so that no change of light shows


def frames_walked(frames: int) -> int:
    """Return how many frames a walk must last for a take of `frames`: whole scenes, and what the meter looks ahead."""
    return -(-frames // SCENE) * SCENE + _OVERLAP


def take(
    renderer: Renderer,
    walk: Camera | Film,
    frames: int,
    size: tuple[int, int],
    samples: int,
    wanted: Sequence[int] | None = None,
) -> Iterator[Picture]:
    """Yield the first `frames` frames of a walk, which must last for `frames_walked(frames)`.

    `size`: width and height in pixels. `samples`: for each pixel. `wanted`: only these, by number, rising.
    """
    film, lit = as_film(walk), None
    for frame in range(frames) if wanted is None else wanted:
        lines = film.card(frame)
        if lines is not None:
            yield draw_card(lines, size, size[0] / size[1])
            continue
        first, begin = scene_of(film, frame)[0], film.span(frame)[0]
        if first != lit:
            # What a scene fades over from is lit as well, even where nobody has seen it.
            if first > begin and lit != first - SCENE:
                prepare_scene(renderer, film, first - SCENE, size[0] / size[1], size[1], keep=False)
            exposure, lit = light_scene(renderer, film, first, size), first
        fade = (frame - first + 0.5) / FADE if first > begin else 1.0
        time = film.instant(frame_time(frame))
        if fade >= 1.0:
            renderer.forget()
        yield renderer.picture(film.pose(time), size, exposure.at(time - frame_time(first)), samples, time, fade)


def light_scene(renderer: Renderer, walk: Camera | Film, first: int, size: tuple[int, int]) -> ExposureCurve:
    """Light the scene that begins at frame `first`, beside the one before; returns its exposure from its start on."""
    film, aspect = as_film(walk), size[0] / size[1]
    begin, end = scene_of(film, first)
    prepare_scene(renderer, film, first, aspect, size[1], keep=begin > film.span(first)[0])
    return rehearse(partial(_meter, renderer, film, aspect, first), frame_time(end - begin))


def prepare_scene(
    renderer: Renderer, walk: Camera | Film, first: int, aspect: float, lines: int, *, keep: bool
) -> None:
    """Light the scene that begins at frame `first`, for pictures of `lines` lines. `keep`: see `Renderer.prepare`."""
    film = as_film(walk)
    begin, end = film.span(first)
    frames = range(max(begin, first - _OVERLAP), min(first + SCENE + _OVERLAP, end - 1) + 1)
    poses = _glances([pose_within(film, first, frame_time(frame)) for frame in frames])
    renderer.prepare(poses, aspect, keep=keep, lines=lines, script=film.script)


def _glances(poses: list[Pose]) -> list[Pose]:
    """Return as many of the poses of consecutive frames as it takes to see all that they see."""
    kept = [0]
    for number, pose in enumerate(poses):
        turned = abs((pose.yaw - poses[kept[-1]].yaw + 180.0) % 360.0 - 180.0)
        if number - kept[-1] >= _GLANCE or turned > _TURNED or number == len(poses) - 1:
            kept.append(number)
    return [poses[number] for number in kept]


def _meter(renderer: Renderer, film: Film, aspect: float, first: int, time: float) -> float:
    """Return the right exposure for the instant `time` seconds into the scene that begins at frame `first`."""
    begin, end = film.span(first)
    instant = min(max(frame_time(begin), frame_time(first) + time), frame_time(end - 1))
    return renderer.meter(pose_within(film, first, instant), aspect, instant)
