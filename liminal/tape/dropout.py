"""Dropouts: specks and scratches of the coating, at which the heads lose the carrier."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, xlogy

from liminal.gl.packing import TEXEL
from liminal.ntsc import FIELD_LINES, FIELD_RATE, LINE_SAMPLES, SAMPLE_RATE
from liminal.random import Stream, key_of, mix, mix_arrays, unit_of, units
from liminal.tape.grid import TEXELS

SHORTEST, LONGEST = 0.5e-6, 300e-6  # s: between them the logarithm of the length is uniformly distributed
# A scratch that is long along the track is also wide: a head moves at 5.8 m/s on tracks 58 um wide, and scratches are
# about eight times as long as wide (estimate). So the longest ones recur in several fields, at the same place.
TRACK_TIME = 8 * 58e-6 / 5.8  # s
FIELDS = 1 + int(LONGEST / TRACK_TIME)
PIECES = 4  # the most into which a scratch is broken, a line apart
REST = 0.1  # of the carrier: the most that a dropout leaves
TEXELS_PER_LINE = LINE_SAMPLES / TEXEL


class Dropouts(NamedTuple):
    """The dropouts of one field. `start`: lines from its top; `length`: s; `rest`: of the carrier, 0 to 1."""

    start: NDArray[np.float64]
    length: NDArray[np.float64]
    rest: NDArray[np.float64]


NONE = Dropouts(np.empty(0), np.empty(0), np.empty(0))


def dropouts(rate: float, seed: int, field: int, generation: int) -> Dropouts:
    """Find the dropouts of field number `field` of a recording. `rate`: new ones a minute, whole, not their pieces."""
    found = []
    for first in range(max(0, field + 1 - FIELDS), field + 1):
        born = _born(rate, seed, first, generation)
        if born is None:
            continue
        # A scratch is an ellipse: each field crosses it on a shorter chord.
        across = 2 * (field - first) * TRACK_TIME / born.length
        alive = across < 1
        chord = np.sqrt(1 - np.square(across[alive]))
        found.append(Dropouts(born.start[alive], born.length[alive] * chord, born.rest[alive]))
    return Dropouts(*map(np.concatenate, zip(*found, strict=True))) if found else NONE


@lru_cache(maxsize=64)
def _born(rate: float, seed: int, field: int, generation: int) -> Dropouts | None:
    """Find the dropouts that begin in a field; most fields have none."""
    key = key_of(seed, Stream.DROPOUT, generation, field)
    count = int(np.searchsorted(_poisson(rate / 60 / FIELD_RATE), unit_of(mix(key, 0)), side="right"))
    if count == 0:
        return None
    start, length, rest = units(mix_arrays(key, np.arange(count), np.arange(1, 4)[:, None]))
    return Dropouts(FIELD_LINES * start, SHORTEST * (LONGEST / SHORTEST) ** length, REST * rest)


@lru_cache(maxsize=4)
def _poisson(mean: float) -> NDArray[np.float64]:
    """The cumulative Poisson distribution: the chance of at most 0, 1, 2 ..., to where it is 1 in double precision."""
    number = np.arange(64 + int(mean + 8 * mean**0.5))
    chances: NDArray[np.float64] = np.cumsum(np.exp(xlogy(number, mean) - mean - gammaln(number + 1)))
    return chances


def cut(carrier: NDArray[np.uint8], found: Dropouts) -> None:
    """Cut dropouts into the carrier of a field, uint8 (240, TEXELS): the pieces of each are a line apart."""
    if not len(found.start):
        return
    owner, piece = _counted(np.minimum(PIECES, 1 + (found.length * 6e4).astype(np.int64)))
    # Each piece begins a little to the side of the one above, and is shorter.
    sideways = 0.02 * (((piece * 40503 + (found.start[owner] * 977).astype(np.int64)) & 255) / 255 - 0.5)
    start = found.start[owner] + piece * (1 + sideways)
    end = start + found.length[owner] * (SAMPLE_RATE / LINE_SAMPLES) * 0.6**piece
    rest = found.rest[owner]

    # A piece may continue into the next lines: the range that it covers of each, in texels.
    owner, line = _counted(end.astype(np.int64) - start.astype(np.int64) + 1)
    row = start[owner].astype(np.int64) + line
    low = (np.maximum(start[owner], row) - row) * TEXELS_PER_LINE
    high = (np.minimum(end[owner], row + 1) - row) * TEXELS_PER_LINE
    first = low.astype(np.int64)
    last = np.minimum(np.ceil(high).astype(np.int64), TEXELS)
    rest = rest[owner]

    # And the share that it covers of each texel.
    owner, along = _counted(np.where(row < FIELD_LINES, np.maximum(last - first, 0), 0))
    texel = first[owner] + along
    covered = np.minimum(texel + 1, high[owner]) - np.maximum(texel, low[owner])
    left = 255 * (1 - covered * (1 - rest[owner]))
    np.minimum.at(carrier, (row[owner], texel), left.astype(np.uint8))


def _counted(counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Enumerate the parts of items with `counts` parts each: of every part its item's number, and its number there."""
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
