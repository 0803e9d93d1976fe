"""The field clock: which picture each field of television shows, for a source of any rate."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from liminal.rate import FRAME_RATE

FIELD_RATE: Fraction = 2 * FRAME_RATE  # Hz
_INSTANT = 0.45  # of a field: before the middle, where pictures of film (2.5 fields each) begin

Picture = TypeVar("Picture")


@dataclass(frozen=True)
class TimedPicture(Generic[Picture]):
    """A picture, shown from the end of the one before until `until` (s from the start)."""

    picture: Picture
    until: float


def instant_of(frame: int) -> float:
    """Return the instant, s, of which frame number `frame` shows the picture in its first field.

    Of the first frame it is 0, as that shows the shortest film.
    """
    return float((2 * frame + _INSTANT) / FIELD_RATE) if frame else 0.0


def field_pairs(shown: Iterable[TimedPicture[Picture]], first: int = 0) -> Iterator[tuple[Picture, Picture]]:
    """Yield the pictures of the first and the second field of each frame from number `first` on, 29.97 a second.

    A field takes the picture at 0.45 of its duration, so that times rounded by a container drop or double no picture of
    a source of the same rate, or of film, which is pulled down 3:2. Half a frame at the end becomes a whole one, and so
    does a single shorter picture.
    """
    waiting: list[Picture] = []
    fields = 2 * first
    last: list[Picture] = []
    for each in shown:
        last = [each.picture]
        while (fields + _INSTANT) / FIELD_RATE < each.until:
            waiting.append(each.picture)
            fields += 1
            if len(waiting) == 2:
                yield waiting[0], waiting[1]
                waiting.clear()
    if waiting or (last and not fields):
        yield (waiting or last)[0], last[0]
