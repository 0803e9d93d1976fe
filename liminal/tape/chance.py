"""Chance on the tape: values that wander, and a table of noise that is made once."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from liminal.random import Stream, mix, mix_arrays, unit_of, units

Floats = NDArray[np.float64]

TABLE = 1 << 16  # normal deviates
ROUGH = 512, 256  # rows, texels of the streaks in which a carrier fails
STREAK = 5  # texels: how long they are, about 3 us


def unit(*key: int) -> float:
    """A number from [0, 1) for a key."""
    return unit_of(mix(*key))


def wander(key: int, time: float | Floats) -> Floats:
    """A value from 0 to 1 that wanders with `time`, a new goal each time the clock strikes."""
    time = np.atleast_1d(np.asarray(time, np.float64))
    whole = np.floor(time).astype(np.int64)
    share = time - whole
    share = share * share * (3 - 2 * share)
    goals = units(mix_arrays(key, np.stack([whole, whole + 1])))
    wandered: Floats = goals[0] + (goals[1] - goals[0]) * share
    return wandered


@lru_cache(maxsize=1)
def normal_table() -> Floats:
    """Normal deviates (TABLE,), the same for every seed."""
    number = np.arange(TABLE)
    # Box and Muller, 1958, "A note on the generation of random normal deviates".
    radius = np.sqrt(-2 * np.log(1 - units(mix_arrays(int(Stream.TIME_BASE), 0, number))))
    table: Floats = radius * np.cos(2 * np.pi * units(mix_arrays(int(Stream.TIME_BASE), 1, number)))
    table.setflags(write=False)
    return table


def normals(place: int, length: int) -> Floats:
    """So many deviates from the table, beginning anywhere."""
    first = place % (TABLE - length)
    return normal_table()[first : first + length]


@lru_cache(maxsize=1)
def streaks() -> NDArray[np.float32]:
    """A tile ROUGH of values from 0 to 1, alike along the line and not from line to line, all equally frequent."""
    number = np.arange(ROUGH[0] * ROUGH[1]).reshape(ROUGH)
    noise = units(mix_arrays(int(Stream.TRACKING), 0, number))
    smooth = np.sum([np.roll(noise, shift, axis=1) for shift in range(STREAK)], axis=0)
    ranks = np.argsort(np.argsort(smooth.ravel()))
    tile = (ranks / ranks.size).reshape(ROUGH).astype(np.float32)
    tile.setflags(write=False)
    return tile
