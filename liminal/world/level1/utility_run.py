"""Utilities: pipes and ducts below the ceiling of a hall, along its columns."""

from collections.abc import Iterator
from itertools import pairwise

from liminal.random import Dice
from liminal.world.grid import CELL
from liminal.world.hall.hall_block import Hall
from liminal.world.prop import structure

BELOW = 0.16  # m from the undersides of beams to the middles of pipes
PIPED, DUCTED = 0.6, 0.45  # of the halls: those with a run of pipes, and with a duct
DIAMETERS = (0.09, 0.11, 0.17, 0.22)  # m
COLOURS = (0, 0, 1, 2, 3)  # of the paints of pipes: grey more often than others
DUCTS = ((0.6, 0.4), (0.45, 0.3))  # m: width, depth


def run_utilities(hall: Hall, wall: int, bay: int, lines: tuple[list[int], list[int]], beams: int, dice: Dice) -> None:
    """Run pipes beside one line of columns, and a duct beside another.

    `bay`: cells between columns. `lines`: first cells of their lines over rows and over columns. `beams`: how far the
    deepest hang from the ceiling, cells.
    """
    top = int(hall.ceiling.max())
    along_rows = dice.chance(0.5)
    across = lines[1] if along_rows else lines[0]
    if across and dice.chance(PIPED):
        place, diameter = dice.pick(across) - 2, dice.pick(DIAMETERS)
        dimensions = {"diameter": diameter, "count": dice.between(1, 3 if diameter < 0.15 else 2)}
        dimensions["drop"] = beams * CELL + BELOW + diameter / 2
        _run(hall, wall, place, top * CELL, bay, "pipe-run", dice.pick(COLOURS), dimensions, along_rows=along_rows)
    across = lines[0] if along_rows else lines[1]
    if across and dice.chance(DUCTED):
        width, depth = dice.pick(DUCTS)
        place = dice.pick(across) + 7
        dimensions = {"width": width, "depth": depth}
        _run(hall, wall, place, (top - beams) * CELL, bay, "duct", 0, dimensions, along_rows=not along_rows)


def _run(
    hall: Hall,
    wall: int,
    place: int,
    top: float,
    bay: int,
    name: str,
    variant: int,
    dimensions: dict[str, float],
    *,
    along_rows: bool,
) -> None:
    """One run from wall to wall, in lengths of about a bay. `place`: its row, or its column if it runs along rows."""
    extent = hall.shape[0] if along_rows else hall.shape[1]
    for start, stop in _lengths(wall, extent, bay):
        middle = (start + stop) / 2
        x, z = hall.at(*((middle, place) if along_rows else (place, middle)))
        length = {"length": (stop - start) * CELL}
        hall.props.append(structure(name, x, top, z, 90.0 if along_rows else 180.0, variant, **length, **dimensions))


def _lengths(start: int, stop: int, bay: int) -> Iterator[tuple[int, int]]:
    """The lengths of a run, cells [start, stop) each."""
    count = max(1, round((stop - start) / bay))
    yield from pairwise(start + (stop - start) * number // count for number in range(count + 1))
