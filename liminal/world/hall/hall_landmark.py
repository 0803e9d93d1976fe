"""Landmarks of halls: modules of things that are remembered, of which each part of the world has one."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from liminal.random import Dice, Stream
from liminal.world.grid import CELL, CHUNK
from liminal.world.hall.hall_block import Hall
from liminal.world.hall.wall import Square

Module = Callable[[Hall, Dice], list[NDArray[np.void]] | None]  # rows of PROP; None where a hall has no room for it

EDGE = 5  # squares along a part of the world with one landmark: 110 m
TRIES = 4  # of each module: it may come to lie on the border of a chunk


def homes(seed: int, ring: int) -> Iterator[Square]:
    """Yield the squares whose halls have landmarks, of one ring of parts of the world around the origin."""
    for x in range(-ring, ring + 1):
        for z in range(-ring, ring + 1) if abs(x) == ring else {-ring, ring}:
            yield _home(seed, (x, z))


def set_landmark(hall: Hall, seed: int, modules: Mapping[str, Module], amount: float) -> None:
    """Set the landmark of a hall's part of the world, if that is at home here: the first that finds room.

    `amount`: the share of parts that have one, 0 to 1.
    """
    part = hall.square[0] // EDGE, hall.square[1] // EDGE
    dice = Dice(seed, Stream.HALL_LANDMARK, 1, *part)
    if _home(seed, part) != hall.square or not dice.chance(amount):
        return
    free = hall.taken.copy()
    for name in sorted(modules, key=lambda _: dice.unit()):
        for _ in range(TRIES):
            found = modules[name](hall, dice)
            # All of it lies in one chunk, by which it is found again.
            if found and len({chunk_of(row) for row in found}) == 1:
                for row in found:
                    row["landmark"] = name
                hall.props += found
                return
            hall.taken[:] = free


def chunk_of(row: NDArray[np.void]) -> tuple[int, int]:
    """The chunk, (x, z) from the origin, that the first of some rows of PROP lies in."""
    return int(row["x"][0] // (CHUNK * CELL)), int(row["z"][0] // (CHUNK * CELL))


def _home(seed: int, part: Square) -> Square:
    """The square of a part of the world, (x, z) in parts from the origin, whose hall has its landmark."""
    dice = Dice(seed, Stream.HALL_LANDMARK, 0, *part)
    return part[0] * EDGE + dice.between(0, EDGE - 1), part[1] * EDGE + dice.between(0, EDGE - 1)
