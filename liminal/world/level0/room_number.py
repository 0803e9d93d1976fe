"""Room numbers: plates beside the doorways of corridors, in those wings of Level 0 that were once numbered.

Numbers rise along a corridor, odd on one side and even on the other, a hundred to each; a few are wrong.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from liminal.random import Dice, Stream, key_of
from liminal.settings.world import WorldSettings
from liminal.world.grid import CELL, CHUNK
from liminal.world.inscription import NO_INSCRIPTIONS, InscriptionKind, inscription
from liminal.world.runs import runs
from liminal.world.site import BEARINGS, RIM, TURNS, Site, unturned

WING = 4  # chunks along the edge of a wing, 78 m
SHARE = 0.2  # of wings are numbered, at the usual amount of things
NARROWEST, WIDEST = 6, 10  # cells: of a doorway, 0.91 to 1.52 m
CORRIDOR = 18  # cells: what has a wall no further ahead, 2.74 m, is a corridor
BESIDE = 3  # cells of wall beside a doorway that a plate needs
LINE = 1.524  # m above the floor: the middle of a plate, 60 in (ADAAG 1991, 4.30.6)
ROOM = (0.21, 0.16)  # m: the wall that a plate and its shadow take
BAY = 12  # cells of a corridor's wall for each number, 1.83 m
LANE = 64  # cells across for each hundred, 9.8 m
LOST = 0.06  # of places lost their plate
WRONG = 0.04  # of plates have a number from elsewhere

Rows = NDArray[np.void]  # (n,) INSCRIPTION


def number_rooms(seed: int, settings: WorldSettings, cx: int, cz: int, site: Site) -> Rows:
    """The plates of a chunk, (n,) INSCRIPTION."""
    wing = cx // WING, cz // WING
    drawn = Dice(seed, Stream.ROOM_NUMBER, 0, *wing)
    if not drawn.chance(min(SHARE * settings.things, 1.0)):
        return NO_INSCRIPTIONS
    style = key_of(seed, Stream.ROOM_NUMBER, 1, *wing)
    plates: list[Rows] = []
    given: set[str] = set()
    for way, x, z, middle in _places(site):
        row, column = int(np.floor(z / CELL)), int(np.floor(x / CELL))
        dice = Dice(seed, Stream.ROOM_NUMBER, 2, row, column, way)
        if dice.chance(LOST):
            continue
        along, across = (column, middle + site.chunk.z0) if way in (0, 2) else (row, middle + site.chunk.x0)
        text = room_number(along, across, eastward=way in (0, 2), odd=way in (0, 3))
        # Two corridors may lie in one lane: the second leaves the numbers of the first out.
        if text in given:
            continue
        given.add(text)
        if dice.chance(WRONG):
            text = dice.pick((text[::-1], str(dice.between(1, 19)), room_number(0, across, eastward=True, odd=False)))
        floor = site.floor_at(*_before(x, z, way))
        plates.append(inscription(InscriptionKind.PLATE, text, style, BEARINGS[way], (x, floor + LINE, z), ROOM))
    return np.concatenate(plates) if plates else NO_INSCRIPTIONS


def room_number(along: int, across: int, *, eastward: bool, odd: bool) -> str:
    """The number at a place of a corridor: cells along it, and of its middle line across it.

    `eastward`: it runs along x; others have a letter before the number. `odd`: of the side at the lower coordinate.
    """
    wing = WING * CHUNK
    hundred, bay = (across % wing) // LANE + 1, (along % wing) // BAY
    number = 100 * hundred + 2 * bay + (1 if odd else 2)
    return str(number) if eastward else f"{'ABCD'[(across // wing) % 4]}{number}"


def _places(site: Site) -> Iterator[tuple[int, float, float, int]]:
    """Yield a place for a plate beside each doorway that opens onto a corridor.

    The way that its wall looks, x and z on the wall (m), and the middle line across the corridor, cells of the chunk.
    """
    for way, turns in enumerate(TURNS):
        free, air = np.rot90(site.free, turns), np.rot90(site.chunk.open, turns)
        ceiling = np.rot90(site.chunk.ceiling, turns)
        # A doorway is lower than the corridor before it.
        head = np.zeros(air.shape, bool)
        head[:-1] = air[:-1] & (ceiling[:-1] < ceiling[1:])
        for row in (np.flatnonzero(head.any(1)) + 1).tolist():
            if not RIM <= row < CHUNK - RIM:
                continue
            for start, stop in runs(head[row - 1]):
                wall = np.s_[stop : stop + BESIDE]
                if not NARROWEST <= stop - start <= WIDEST or stop + BESIDE >= CHUNK - RIM or start < RIM:
                    continue
                if air[row - 1, start - 1] or air[row - 1, wall].any() or not free[row, wall].all():
                    continue
                ahead = air[row : row + CORRIDOR + 1, (start + stop) // 2].tolist()
                if all(ahead) or not all(air[row : row + ahead.index(False), stop + 1]):
                    continue
                z, x = unturned(float(row), stop + BESIDE / 2, turns, CHUNK)
                middle = unturned(row + ahead.index(False) / 2, stop + BESIDE / 2, turns, CHUNK)
                across = int(middle[0] if way in (0, 2) else middle[1])
                yield way, (site.chunk.x0 + x) * CELL, (site.chunk.z0 + z) * CELL, across


def _before(x: float, z: float, way: int) -> tuple[float, float]:
    """A place half a cell before a wall."""
    bearing = np.radians(BEARINGS[way])
    return float(x + np.sin(bearing) * CELL / 2), float(z - np.cos(bearing) * CELL / 2)
