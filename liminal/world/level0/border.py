"""Borders between blocks: a wall with openings, a corridor, or nothing, the same from both sides."""

from dataclasses import dataclass, replace
from functools import lru_cache

from liminal.random import Dice, Stream
from liminal.settings.world import WorldSettings
from liminal.world.lattice import PITCH, Vertex, is_vertical, line
from liminal.world.level0.district import character

LINTEL = 14  # cells: the head of a doorway, 2.13 m
CEILING = 18  # cells: the usual ceiling, 2.74 m
REACH = 7  # cells, 1.07 m: kept clear before an opening, beyond a wall's end and between parallel walls
OPEN_EDGE = 4  # cells kept clear on either side of an open border

_LANE = 2  # cells of a corridor that lie before its lattice line
_JAMB = 3  # cells of wall that remain beside an opening


@dataclass(frozen=True)
class Opening:
    """A hole in a wall, over [start, stop) along it. `side`: 0 for the wall at lower coordinates, 1 for the other."""

    side: int
    start: int
    stop: int
    head: int  # cells above the floor; as high as the ceiling where there is no lintel
    sill: int  # cells above the floor: 0 but for a window


@dataclass(frozen=True)
class Border:
    """One straight border of the lattice, in cells.

    It occupies [line - before, line + after) across. A wall has before 0 and after 1, a corridor has a wall on its
    first and on its last cell, an open border occupies nothing.
    """

    vertical: bool
    line: int
    start: int  # along: where it ends on the borders of the vertices behind and ahead
    stop: int
    before: int
    after: int
    openings: tuple[Opening, ...]
    ceiling: int  # of a corridor

    @property
    def is_corridor(self) -> bool:
        """Whether it is a corridor."""
        return self.before > 0

    @property
    def is_open(self) -> bool:
        """Whether it has neither wall nor corridor."""
        return self.after == 0


class Borders:
    """All borders of one world, made on demand."""

    def __init__(self, seed: int, settings: WorldSettings) -> None:
        """Every border is a pure function of the seed, the settings and its vertex."""
        self._seed = seed
        self._settings = settings
        self._extent = lru_cache(maxsize=4096)(self._find_extent)
        self.at = lru_cache(maxsize=1024)(self._make)
        self.ceiling = lru_cache(maxsize=1024)(self._draw_ceiling)

    def _find_extent(self, vertex: Vertex) -> tuple[int, int, int]:
        """Return a border's line, before and after, cells, on which its neighbours depend."""
        here = line(self._seed, vertex)
        kind = character(self._seed, self._settings, vertex[0] * PITCH, vertex[1] * PITCH)
        dice = Dice(self._seed, Stream.BORDER_KIND, *vertex)
        throw = dice.unit()
        if throw < kind.corridor:
            # The lattice line runs inside, so that a whole ceiling tile beyond it has room for a lamp.
            width = dice.pick((12, 12, 14, 16))  # cells: 1.8 to 2.4 m
            return here, 1 + _LANE, 1 + width - _LANE
        return (here, 0, 1) if throw < kind.corridor + kind.wall else (here, 0, 0)

    def _make(self, vertex: Vertex) -> Border:
        i, j = vertex
        vertical = is_vertical(vertex)
        behind, ahead = ((i, j - 1), (i, j + 1)) if vertical else ((i - 1, j), (i + 1, j))
        lower, upper = ((i - 1, j), (i + 1, j)) if vertical else ((i, j - 1), (i, j + 1))
        here, before, after = self._extent(vertex)
        first, last = self._extent(behind), self._extent(ahead)
        splits = self._extent(lower), self._extent(upper)
        start, stop = _beyond(first), _short_of(last)

        dice = Dice(self._seed, Stream.BORDER, *vertex)
        wide = character(self._seed, self._settings, i * PITCH, j * PITCH).wide
        openings: list[Opening] = []
        if before:
            # Each side of a corridor is pierced before and after the border that ends on it; a corridor opens into it.
            for side, split in enumerate(splits):
                openings += _pierce(dice, side, start, split[0] - split[1], wide)
                openings += _mouth(dice, side, split)
                openings += _pierce(dice, side, split[0] + split[2], stop, wide)
        elif after:
            # A wall is pierced where the same two blocks meet all along the opening.
            low = min(split[0] - split[1] for split in splits)
            high = max(split[0] + split[2] for split in splits)
            openings += _pierce(dice, 0, start, low, wide)
            openings += _pierce(dice, 0, high, stop, wide)
            # A corridor that ends on the wall breaks through it or stays a dead end.
            for split, other in (splits, splits[::-1]):
                gap = max(split[0] - split[1] - other[0] - other[2], other[0] - other[1] - split[0] - split[2])
                if gap > REACH and dice.chance(0.75):
                    openings += _mouth(dice, 0, split)
        # Without a lintel an opening reaches the lowest of the ceilings around it.
        ceiling = dice.pick((16, CEILING, CEILING, CEILING))
        around = [self.ceiling((i - a, j - b)) for a in (0, 1) for b in (0, 1)]
        top = min([*around, ceiling] if before else around)
        fitted = tuple(replace(hole, head=min(hole.head, top)) for hole in openings)
        return Border(vertical, here, start, stop, before, after, fitted, ceiling)

    def _draw_ceiling(self, square: tuple[int, int]) -> int:
        i, j = square
        tall = character(self._seed, self._settings, i * PITCH + PITCH // 2, j * PITCH + PITCH // 2).tall
        dice = Dice(self._seed, Stream.CEILING, i, j)
        if not dice.chance(min(1.0, tall * self._settings.tall_ceilings)):
            return CEILING
        return dice.pick((21, 24, 24, 32))


def _beyond(extent: tuple[int, int, int]) -> int:
    here, _, after = extent
    return here + (after or OPEN_EDGE)


def _short_of(extent: tuple[int, int, int]) -> int:
    here, before, after = extent
    return here - (before if after else OPEN_EDGE)


def _pierce(dice: Dice, side: int, start: int, stop: int, wide: float) -> list[Opening]:
    """Make the openings of one stretch of wall: at least one, each in its own part of the stretch."""
    count = 1 + (stop - start > 48 and dice.chance(0.55)) + (stop - start > 96 and dice.chance(0.6))
    openings = []
    for k in range(count):
        low = start + (stop - start) * k // count + _JAMB
        high = start + (stop - start) * (k + 1) // count - _JAMB
        openings.append(opening(dice, side, low, high, wide))
    return openings


def opening(dice: Dice, side: int, low: int, high: int, wide: float) -> Opening:
    """Make one opening within [low, high): a doorway, a wide one, or one without a lintel."""
    width = dice.pick((12, 16, 20, 26)) if dice.chance(wide) else dice.pick((6, 6, 7, 8, 10))
    width = min(width, high - low)
    start = dice.between(low, high - width)
    head = 99 if dice.chance(0.3 if width > 10 else 0.12) else LINTEL
    return Opening(side, start, start + width, head, 0)


def _mouth(dice: Dice, side: int, split: tuple[int, int, int]) -> list[Opening]:
    """Make the opening at the end of a border, if it is a corridor: as wide as that."""
    here, before, after = split
    head = 99 if dice.chance(0.5) else LINTEL
    return [Opening(side, here - before + 1, here + after - 1, head, 0)] if before else []
