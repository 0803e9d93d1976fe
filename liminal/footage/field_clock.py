"""The field clock: which picture each field of television shows, whatever the source's own rate."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from liminal.rate import FRAME_RATE

FIELD_RATE: Fraction = 2 * FRAME_RATE  # Hz
_INSTANT = 0.45  # of a field: not quite the middle, where pictures of film (2.5 fields each) begin

Picture = TypeVar("Picture")


@dataclass(frozen=True)
class Shown(Generic[Picture]):
    """A picture, and the instant until which it is shown: seconds from the start, where the one before it ends."""

    picture: Picture
    until: float


def field_pairs(shown: Iterable[Shown[Picture]]) -> Iterator[tuple[Picture, Picture]]:
    """Yield of each frame, 29.97 a second, the pictures of its first and its second field.

    A field takes the picture that is shown near the middle of its sixtieth of a second, so that times which a container
    has rounded never drop or double a picture of a source of the same rate, or of film: that is pulled down 3:2. Half a
    frame at the end becomes a whole one, and so does a single picture shown for less than that.
    """
    waiting: list[Picture] = []
    fields = 0
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
        first = (waiting or last)[0]
        yield first, last[0]
