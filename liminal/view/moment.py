"""Moments of exposures, and how many pictures share them for what moves to be blurred."""

import math
from typing import NamedTuple

MOST = 20  # pictures that share an exposure
BLURRED = 12.0  # rows: figures of which nothing goes further while the shutter is open are drawn once, and not blurred
GHOST = 6.0  # pixels between two of them, above which one sees several things and no blur


def blurring(rows: float) -> int:
    """How many pictures blur what goes so many rows of a picture in an exposure."""
    return min(math.ceil(rows / GHOST), MOST)


class Moment(NamedTuple):
    """The middle of an exposure and its length, s, the number of its field; `row` and `gain` as for `Fields._add`."""

    middle: float
    length: float
    number: int
    row: int
    gain: float = 1.0

    def shared(self, length: float) -> list[float]:
        """The middles of the parts of it of a length, s."""
        count = round(self.length / length)
        return [self.middle + (index - (count - 1) / 2) * length for index in range(count)]


class MovingFigures(NamedTuple):
    """The numbers of figures that move, and how fast the fastest part of them does, rows of the picture a second."""

    numbers: tuple[int, ...]
    speed: float

    def exposures(self, length: float) -> int:
        """How many pictures blur them in an exposure of a length, s: one as long as their ways are seldom seen."""
        rows = self.speed * length
        return 1 if rows <= BLURRED else blurring(rows)
