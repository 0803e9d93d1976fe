"""Scenes: a film is lit in stretches of five seconds, and every frame shows one of them or fades over from one."""

from functools import lru_cache, partial
from math import ceil

from liminal.rate import FRAME_RATE, frame_time
from liminal.shoot.film import Film, pose_within, scene_of
from liminal.shot.film_clock import SCENE
from liminal.shot.track import shortest_turn
from liminal.view.exposure import REACH, ExposureCurve, rehearse
from liminal.view.pose import Pose
from liminal.view.renderer import Renderer, Shares
from liminal.view.stage import Stage, StageKey

_OVERLAP = ceil(REACH * FRAME_RATE)  # frames before and after a scene that are lit, for the light meter
_GLANCE = 15  # frames between the poses that a scene is lit for, at most: half a second
_TURNED = 10.0  # deg between them, at most
_REMEMBERED = 8  # scenes whose poses and exposure are known at a time


class Scenes:
    """The scenes of a film, for pictures of one shape and height. Their light is kept by the renderer, the last two."""

    def __init__(self, renderer: Renderer, film: Film, aspect: float, lines: int, fade: int) -> None:
        """`lines`: of the pictures. `fade`: frames in which a scene takes over from the one before in its take."""
        self._renderer, self._film, self.aspect, self._lines, self._fade = renderer, film, aspect, lines, fade
        self._key = lru_cache(_REMEMBERED)(self._find_key)
        self.exposure = lru_cache(_REMEMBERED)(self._rehearse)

    def at(self, frame: int) -> Shares:
        """Return what a frame shows, lit: the scene that it is in, and at first a share of the one before."""
        first, begin = scene_of(self._film, frame)[0], self._film.span(frame)[0]
        if first == begin or frame - first >= self._fade:
            return [(self.stage(first), 1.0)]
        share = (frame - first + 0.5) / self._fade
        return [(self.stage(first - SCENE), 1.0 - share), (self.stage(first), share)]

    def stage(self, first: int) -> Stage:
        """Return the scene that begins at frame `first`, lit."""
        return self._renderer.stage(self._key(first))

    def _find_key(self, first: int) -> StageKey:
        begin, end = self._film.span(first)
        frames = range(max(begin, first - _OVERLAP), min(first + SCENE + _OVERLAP, end - 1) + 1)
        poses = _glances([pose_within(self._film, first, frame_time(frame)) for frame in frames])
        return StageKey(tuple(poses), self.aspect, lines=self._lines, stage_events=self._film.stage_events)

    def _rehearse(self, first: int) -> ExposureCurve:
        """Return the exposure of the scene that begins at frame `first`, from its start on."""
        begin, end = scene_of(self._film, first)
        return rehearse(partial(self._meter, first), frame_time(end - begin))

    def _meter(self, first: int, time: float) -> float:
        """Return the right exposure for the instant `time` seconds into the scene that begins at frame `first`."""
        begin, end = self._film.span(first)
        instant = min(max(frame_time(begin), frame_time(first) + time), frame_time(end - 1))
        pose = pose_within(self._film, first, instant)
        return self._renderer.meter(self.stage(first), pose, self.aspect, instant)


def _glances(poses: list[Pose]) -> list[Pose]:
    """Return as many of the poses of consecutive frames as it takes to see all that they see."""
    kept = [0]
    for number, pose in enumerate(poses):
        turned = abs(shortest_turn(pose.yaw - poses[kept[-1]].yaw))
        if number - kept[-1] >= _GLANCE or turned > _TURNED or number == len(poses) - 1:
            kept.append(number)
    return [poses[number] for number in kept]
