"""Noise of the tape: values that wander, a table of normal deviates, streaks along the line, and the shaders' tiles."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import convolve1d

from liminal.gl import Scope, Texture
from liminal.gl.noise_tile import make_noise_tile, tile_deviates, tile_place
from liminal.random import Stream, key_of, mix_arrays, normals, units
from liminal.tape.filter import Taps

Floats = NDArray[np.float64]

TABLE = 1 << 16  # normal deviates
STREAK_TILE = 512, 256  # rows, texels
STREAK = 5  # texels: length of a streak, about 3 us


def wander(key: int, time: float | Floats) -> Floats:
    """Smooth noise from 0 to 1: a new random value at each whole `time`, joined by smoothstep."""
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
    table = normals(np.arange(TABLE), int(Stream.TIME_BASE))
    table.setflags(write=False)
    return table


def table_normals(place: int, length: int) -> Floats:
    """`length` deviates of the table, from a place in it that any whole number stands for."""
    first = place % (TABLE - length)
    return normal_table()[first : first + length]


@lru_cache(maxsize=1)
def streaks() -> NDArray[np.float32]:
    """A STREAK_TILE of values from 0 to 1, uniformly distributed: correlated along the line, not between lines."""
    number = np.arange(STREAK_TILE[0] * STREAK_TILE[1]).reshape(STREAK_TILE)
    noise = units(mix_arrays(int(Stream.TRACKING), 0, number))
    smooth = np.sum([np.roll(noise, shift, axis=1) for shift in range(STREAK)], axis=0)
    ranks = np.argsort(np.argsort(smooth.ravel()))
    tile = (ranks / ranks.size).reshape(STREAK_TILE).astype(np.float32)
    tile.setflags(write=False)
    return tile


def luma_noise_tile(scope: Scope) -> Texture:
    """White noise of standard deviation 1, the same for every seed."""
    return make_noise_tile(scope, tile_deviates(int(Stream.TAPE_NOISE)))


def colour_noise_tile(scope: Scope, taps: Taps) -> Texture:
    """Noise filtered along the line by `taps`, in the layout of colour: four samples of U and four of V a texel."""
    deviates = tile_deviates(int(Stream.TAPE_NOISE))
    height = len(deviates)
    pairs = deviates.reshape(height, -1, 2, 4).swapaxes(1, 2).reshape(height, 2, -1)
    pairs = convolve1d(pairs, taps, axis=-1, mode="wrap")
    return make_noise_tile(scope, pairs.reshape(height, 2, -1, 4).swapaxes(1, 2).reshape(height, -1))


def noise_place(seed: int, frame: int, generation: int, user: int) -> tuple[int, int]:
    """The place in a tile where the noise of a frame of one generation begins. `user`: the stage that adds it."""
    return tile_place(key_of(seed, Stream.TAPE_NOISE, frame, generation, user))
