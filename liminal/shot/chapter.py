"""Chapters: the parts of a film, one for each shot, with titles that describe the shot in plain words."""

from collections.abc import Iterable
from dataclasses import dataclass

_STOPPED = "Blank tape"


@dataclass(frozen=True)
class Chapter:
    """A part of a film that has a name: from `start` to `end`, s."""

    start: float
    end: float
    title: str


def chapters_of(shots: Iterable[tuple[float, str]], stopped: float, duration: float) -> tuple[Chapter, ...]:
    """Return the chapters of a film of `duration` (s), without gaps; none where it is all one.

    `shots`: the beginning (s) and the title of each. `stopped`: when the recording stops and the tape is blank.
    """
    begins = [each for each in [*shots, (stopped, _STOPPED)] if each[0] < duration]
    if len(begins) < 2:
        return ()
    ends = [*(begin for begin, _ in begins[1:]), duration]
    return tuple(Chapter(begin, end, title) for (begin, title), end in zip(begins, ends, strict=True))
