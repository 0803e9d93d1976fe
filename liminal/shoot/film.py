"""What is filmed, as those who draw it see it: a camera, the takes it is in, and what happens on the stage."""

import math
from typing import Protocol

from liminal.rate import frame_time
from liminal.settings.clock import Clock
from liminal.shot.event import Event
from liminal.shot.film_clock import SCENE, first_instant
from liminal.shot.film_cut import FilmCut
from liminal.view.pose import Pose
from liminal.view.stage_events import StageEvents


class Film(Protocol):
    """All that is asked of a `Timeline`."""

    @property
    def stage_events(self) -> StageEvents:
        """What happens to lamps, and who stands there."""
        ...

    @property
    def cuts(self) -> tuple[FilmCut, ...]:
        """Where takes begin."""
        ...

    @property
    def events(self) -> tuple[Event, ...]:
        """What happens, in order."""
        ...

    def pose(self, time: float) -> Pose:
        """Where the camera is."""
        ...

    def instant(self, time: float) -> float:
        """The time that is seen at a time."""
        ...

    def span(self, frame: int) -> tuple[int, int]:
        """The first frame of the take that a frame is in, and the first after it."""
        ...

    def card(self, frame: int) -> tuple[str, ...] | None:
        """White text on black, if that is what the frame shows."""
        ...

    def clock(self, time: float, start: Clock) -> Clock:
        """What the camera's clock shows, if it showed `start` at the beginning."""
        ...


def scene_of(film: Film, frame: int) -> tuple[int, int]:
    """Return the scene that a frame is in: its first frame, and the first after it. No scene reaches past a cut."""
    begin, end = film.span(frame)
    first = begin + (frame - begin) // SCENE * SCENE
    return first, min(first + SCENE, end)


def pose_within(film: Film, frame: int, time: float) -> Pose:
    """Where the camera is at a time, or at the end of the take of `frame` that is nearest to it."""
    begin, end = film.span(frame)
    latest = math.nextafter(first_instant(end), 0.0)
    return film.pose(min(max(time, frame_time(begin)), latest))
