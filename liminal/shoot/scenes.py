"""Scenes: a film is lit in scenes of up to 20 s; each frame shows one, or a cross-fade from the one before."""

import math
from collections.abc import Iterator
from functools import lru_cache, partial

from liminal.rate import frame_time
from liminal.shot.film_clock import first_instant, scene_around
from liminal.shot.timeline import Timeline
from liminal.shot.track import shortest_turn
from liminal.view.exposure import ExposureCurve, rehearse
from liminal.view.picture_form import FLAT, PictureForm
from liminal.view.pose import Pose
from liminal.view.renderer import KEPT, Renderer
from liminal.view.shares import Shares
from liminal.view.stage import COLOUR_PERIOD, Stage, StageKey

_INTERVAL = 15  # frames: the longest interval between the poses that a scene is lit for
_TURNED = 10.0  # deg: the largest change of yaw between them
_REMEMBERED = 8  # scenes whose poses and exposure are kept


def scene_of(film: Timeline, frame: int) -> tuple[int, int]:
    """Return the first frame of the scene of a frame, and the first after it. No scene extends past a cut."""
    begin, end = film.span(frame)
    first, after = scene_around(frame - begin, end - begin)
    return begin + first, begin + after


def scenes_between(film: Timeline, first: int, end: int) -> Iterator[int]:
    """Yield the first frames of the scenes of a take, from the one that begins at `first` to the last before `end`."""
    while first < end:
        yield first
        first = scene_of(film, first)[1]


def pose_within(film: Timeline, frame: int, time: float) -> Pose:
    """Return the camera's pose at a time (s) clamped to the take of `frame`."""
    begin, end = film.span(frame)
    latest = math.nextafter(first_instant(end), 0.0)
    return film.pose(min(max(time, frame_time(begin)), latest))


class Scenes:
    """The scenes of a film, for pictures of one aspect and height. The renderer keeps the light of the last two."""

    def __init__(
        self,
        renderer: Renderer,
        film: Timeline,
        aspect: float,
        lines: int,
        fade: int,
        beyond: int,
        form: PictureForm = FLAT,
        *,
        passes: bool = False,
    ) -> None:
        """`lines`: height of the pictures, pixels. `fade`: frames of cross-fade between two scenes of a take.

        `form`: of the pictures. `beyond`: frames before and after a scene that it is lit for as well, at least `fade`.
        `passes`: whether its light is told apart.
        """
        self._passes = passes
        self._renderer, self._film, self.aspect, self._lines = renderer, film, aspect, lines
        self._fade, self._beyond, self._form = fade, beyond, form
        self._key = lru_cache(_REMEMBERED)(self._find_key)
        self.exposure = lru_cache(_REMEMBERED)(self._rehearse)

    def at(self, frame: int) -> Shares:
        """Return the lit scenes that a frame shows, each with its share: its own, and at first the one before."""
        first, begin = scene_of(self._film, frame)[0], self._film.span(frame)[0]
        if first == begin or frame - first >= self._fade:
            return [(self.stage(first), 1.0)]
        share = (frame - first + 0.5) / self._fade
        before = self._renderer.stage(self._key(scene_of(self._film, first - 1)[0]))
        return [(before, 1.0 - share), (self.stage(first), share)]

    def stage(self, first: int) -> Stage:
        """Return the scene that begins at frame `first`, lit. The first of a take needs none from before the cut."""
        cut = self._film.span(first)[0] == first
        return self._renderer.stage(self._key(first), beside=0 if cut else KEPT - 1)

    def _find_key(self, first: int) -> StageKey:
        (begin, end), after = self._film.span(first), scene_of(self._film, first)[1]
        frames = range(max(begin, first - self._beyond), min(after + self._beyond, end - 1) + 1)
        poses = _sparse([pose_within(self._film, first, frame_time(frame)) for frame in frames])
        poses = [eye for pose in poses for eye in self._form.lit_for(pose)]
        events = self._film.staged(first, frame_time(frames[0]), frame_time(frames[-1] + 1))
        period = int(frame_time((first + after) // 2) / COLOUR_PERIOD)
        return StageKey(
            tuple(poses), self.aspect, lines=self._lines, stage_events=events, period=period, passes=self._passes
        )

    def _rehearse(self, first: int) -> ExposureCurve:
        """Return the exposure of the scene that begins at frame `first`, as a function of time from its start (s)."""
        begin, end = scene_of(self._film, first)
        return rehearse(partial(self._meter, first), frame_time(end - begin))

    def _meter(self, first: int, time: float) -> float:
        """Return the metered exposure at `time` (s) from the start of the scene that begins at frame `first`."""
        begin, end = self._film.span(first)
        instant = min(max(frame_time(begin), frame_time(first) + time), frame_time(end - 1))
        pose = pose_within(self._film, first, instant)
        return self._renderer.meter(self.stage(first), pose, self.aspect, instant)


def _sparse(poses: list[Pose]) -> list[Pose]:
    """Return the first and last of consecutive poses, and some between: see `_INTERVAL` and `_TURNED`."""
    kept = [0]
    for number, pose in enumerate(poses):
        turned = abs(shortest_turn(pose.yaw - poses[kept[-1]].yaw))
        if number - kept[-1] >= _INTERVAL or turned > _TURNED or number == len(poses) - 1:
            kept.append(number)
    return [poses[number] for number in kept]
