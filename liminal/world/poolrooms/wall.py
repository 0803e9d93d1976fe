"""Walls between halls, and the openings in them: the same from both sides."""

from dataclasses import dataclass
from functools import lru_cache

from liminal.random import Dice, Stream, key_of
from liminal.settings.poolrooms import PoolroomsSettings
from liminal.world.lattice import Vertex, is_vertical, line
from liminal.world.poolrooms.mood import Square, mood_of

WALL = 3  # cells: 0.46 m
JAMB = 8  # cells of wall that remain beside an opening, so that one never comes out in a corner

# By mood: ceilings, cells above the deck.
CEILINGS = {
    "tunnels": (16, 16, 17),
    "classic": (20, 26, 32, 40),
    "drained": (26, 32, 40),
    "terraces": (30, 36, 46),
    "sunlit": (44, 56, 66),
}
HEADS = (14, 14, 16, 20, 28)  # cells: the heads of openings, 2.13 m and up
WIDTHS = (8, 10, 12, 16, 24, 32)  # cells
SILL, PANE = 16, 8  # cells: of openings high in a wall


@dataclass(frozen=True)
class Opening:
    """A hole in a wall over [start, stop) along it, from `sill` to `head`, cells above the deck."""

    start: int
    stop: int
    sill: int
    head: int


@dataclass(frozen=True)
class Wall:
    """A straight wall between halls, cells: [line, line + WALL) across, [start, stop) along."""

    line: int
    start: int
    stop: int
    openings: tuple[Opening, ...]


class Walls:
    """All walls of one world, made on demand: each a pure function of the seed, the settings and its vertex."""

    def __init__(self, seed: int, settings: PoolroomsSettings) -> None:
        self._seed, self._settings = seed, settings
        self.at = lru_cache(maxsize=1024)(self._make)
        self.ceiling = lru_cache(maxsize=1024)(self._draw_ceiling)

    def mood(self, square: Square) -> str:
        """The mood of the hall of a square."""
        return mood_of(self._seed, self._settings, square)

    def _draw_ceiling(self, square: Square) -> int:
        choices = CEILINGS[self.mood(square)]
        return choices[key_of(self._seed, Stream.POOL_ROOM, 0, *square) % len(choices)]

    def _make(self, vertex: Vertex) -> Wall:
        i, j = vertex
        behind, ahead = ((i, j - 1), (i, j + 1)) if is_vertical(vertex) else ((i - 1, j), (i + 1, j))
        sides = ((i - 1, j), (i + 1, j)) if is_vertical(vertex) else ((i, j - 1), (i, j + 1))
        start, stop = line(self._seed, behind) + WALL, line(self._seed, ahead)
        splits = [line(self._seed, side) for side in sides]

        # The same two halls meet before the first wall that ends on this one, and behind the second.
        dice, openings = Dice(self._seed, Stream.POOL_WALL, *vertex), list[Opening]()
        lowest = min(self.ceiling((i - a, j - b)) for a in (0, 1) for b in (0, 1))
        for first, last in ((start, min(splits)), (max(splits) + WALL, stop)):
            openings += _pierced(dice, first + JAMB, last - JAMB, lowest)
        return Wall(line(self._seed, vertex), start, stop, tuple(openings))


def _pierced(dice: Dice, first: int, last: int, lowest: int) -> list[Opening]:
    """The openings of one stretch of wall: one to three ways through, and sometimes a row of holes high above them."""
    count = 1 + (last - first > 60 and dice.chance(0.5)) + (last - first > 110 and dice.chance(0.5))
    openings = []
    for number in range(count):
        low, high = (first + (last - first) * k // count for k in (number, number + 1))
        width = min(dice.pick(WIDTHS), high - low - 4)
        begin = dice.between(low + 2, high - width - 2)
        head = min(dice.pick(HEADS), lowest - 2)
        openings.append(Opening(begin, begin + width, 0, head))
    top = max(opening.head for opening in openings)
    if lowest - 3 >= max(SILL, top + 3) + PANE and dice.chance(0.6):
        sill = max(SILL, top + 3)
        pitch = dice.pick((14, 16, 20))
        ways = list(openings)
        for begin in range(first + dice.between(0, pitch), last - PANE, pitch):
            if all(begin + PANE < way.start or begin > way.stop for way in ways):
                openings.append(Opening(begin, begin + PANE, sill, sill + PANE))
    return openings
