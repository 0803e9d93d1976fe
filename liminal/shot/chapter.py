"""Chapters: the parts of a film, one for each shot, with titles that say in plain words what it shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from liminal.settings.storyboard import StoryboardShot, Verb

_TITLES: dict[Verb, str] = {
    "wander": "Wandering",
    "follow": "Following a corridor",
    "run": "Running",
    "hold": "Standing still",
    "look": "Looking about",
    "fall": "Falling",
    "drop": "The camera falls",
    "cctv": "Surveillance camera",
    "photo": "Photograph",
    "card": "Black",
}
_STOPPED = "Blank tape"


@dataclass(frozen=True)
class Chapter:
    """A part of a film that has a name: from `start` to `end`, s."""

    start: float
    end: float
    title: str


def title_of(shot: StoryboardShot) -> str:
    """Return what a shot is called: by its own title, a card by its text, others by their verb."""
    return shot.title or " ".join(line for line in shot.text if line.strip()) or _TITLES[shot.verb]


def chapters_of(shots: Iterable[tuple[float, StoryboardShot]], stopped: float, duration: float) -> tuple[Chapter, ...]:
    """Return the chapters of a film of `duration` (s), without gaps; none where it is all one.

    `shots`: each with its beginning, s. `stopped`: when the recording stops and the tape is blank.
    """
    begins: Sequence[tuple[float, str]] = [(begin, title_of(shot)) for begin, shot in shots]
    begins = [each for each in [*begins, (stopped, _STOPPED)] if each[0] < duration]
    if len(begins) < 2:
        return ()
    ends = [*(begin for begin, _ in begins[1:]), duration]
    return tuple(Chapter(begin, end, title) for (begin, title), end in zip(begins, ends, strict=True))
