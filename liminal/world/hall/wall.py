"""Walls between halls, and the openings in them: the same from both sides."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from liminal.random import Dice, Stream
from liminal.world.lattice import Vertex, is_vertical, line

Square = tuple[int, int]


@dataclass(frozen=True)
class WallStyle:
    """How walls are built; cells, but for chances.

    `jamb`: wall that remains beside an opening, so that one never comes out in a corner. `heads`, `widths`: of ways
    through, to choose from. `pane`: the edge of square openings high in a wall, `sill` their least height, `panes` the
    chance of a row of them.
    """

    thickness: int
    jamb: int
    heads: tuple[int, ...]
    widths: tuple[int, ...]
    sill: int = 16
    pane: int = 8
    panes: float = 0.0


@dataclass(frozen=True)
class WallOpening:
    """A hole in a wall over [start, stop) along it, from `sill` to `head`, cells above the floor of the ways."""

    start: int
    stop: int
    sill: int
    head: int


@dataclass(frozen=True)
class Wall:
    """A straight wall between halls, cells: [line, line + thickness) across, [start, stop) along."""

    line: int
    start: int
    stop: int
    openings: tuple[WallOpening, ...]


class HallWalls:
    """All walls of one world, made on demand: each a pure function of the seed and its vertex."""

    def __init__(self, seed: int, stream: Stream, style: WallStyle, ceiling: Callable[[Square], int]) -> None:
        """`ceiling`: of the hall of a square, cells."""
        self._seed, self._stream, self.style, self._ceiling = seed, stream, style, ceiling
        self.at = lru_cache(maxsize=1024)(self._make)

    def _make(self, vertex: Vertex) -> Wall:
        i, j = vertex
        behind, ahead = ((i, j - 1), (i, j + 1)) if is_vertical(vertex) else ((i - 1, j), (i + 1, j))
        sides = ((i - 1, j), (i + 1, j)) if is_vertical(vertex) else ((i, j - 1), (i, j + 1))
        thickness, jamb = self.style.thickness, self.style.jamb
        start, stop = line(self._seed, behind) + thickness, line(self._seed, ahead)
        splits = [line(self._seed, side) for side in sides]

        # The same two halls meet before the first wall that ends on this one, and behind the second.
        dice, openings = Dice(self._seed, self._stream, *vertex), list[WallOpening]()
        lowest = min(self._ceiling((i - a, j - b)) for a in (0, 1) for b in (0, 1))
        for first, last in ((start, min(splits)), (max(splits) + thickness, stop)):
            openings += self._pierced(dice, first + jamb, last - jamb, lowest)
        return Wall(line(self._seed, vertex), start, stop, tuple(openings))

    def _pierced(self, dice: Dice, first: int, last: int, lowest: int) -> list[WallOpening]:
        """The openings of one stretch of wall: one to three ways through, and sometimes a row of holes above them."""
        style = self.style
        count = 1 + (last - first > 60 and dice.chance(0.5)) + (last - first > 110 and dice.chance(0.5))
        ways = []
        for number in range(count):
            low, high = (first + (last - first) * k // count for k in (number, number + 1))
            width = min(dice.pick(style.widths), high - low - 4)
            begin = dice.between(low + 2, high - width - 2)
            head = min(dice.pick(style.heads), lowest - 2)
            ways.append(WallOpening(begin, begin + width, 0, head))
        sill = max(style.sill, max(way.head for way in ways) + 3)
        if lowest - 3 < sill + style.pane or not dice.chance(style.panes):
            return ways
        openings, pitch = list(ways), dice.pick((14, 16, 20))
        for begin in range(first + dice.between(0, pitch), last - style.pane, pitch):
            if all(begin + style.pane < way.start or begin > way.stop for way in ways):
                openings.append(WallOpening(begin, begin + style.pane, sill, sill + style.pane))
        return openings
