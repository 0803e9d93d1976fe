"""Dropouts: specks and scratches of the coating, under which the heads find no signal."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, xlogy

from liminal.gl.packing import TEXEL
from liminal.random import Stream, key_of, mix_arrays, units
from liminal.tape.chance import unit
from liminal.tape.grid import TEXELS
from liminal.tape.standard import FIELD_LINES, FIELD_RATE, LINE_SAMPLES, SAMPLE_RATE

SHORTEST, LONGEST = 0.5e-6, 300e-6  # s: between them short ones are as many more as they are shorter
# A scratch that is long along the track is also broad: a head runs at 5.8 m/s on tracks 58 um wide, and scratches are
# about eight times as long as broad (estimate). So the longest are met by several fields, at the same place.
TRACK_TIME = 8 * 58e-6 / 5.8  # s
FIELDS = 1 + int(LONGEST / TRACK_TIME)
PIECES = 4  # a scratch is broken into at most so many, a line apart
REST = 0.1  # of the carrier, that some leave
TEXELS_PER_LINE = LINE_SAMPLES / TEXEL


class Dropouts(NamedTuple):
    """Those that one field shows. `start`: lines from its top; `length`: s; `rest`: of the carrier, 0 to 1."""

    start: NDArray[np.float64]
    length: NDArray[np.float64]
    rest: NDArray[np.float64]


NONE = Dropouts(np.empty(0), np.empty(0), np.empty(0))


def dropouts(rate: float, seed: int, field: int, generation: int) -> Dropouts:
    """Find those of field number `field` of a recording: `rate` new ones a minute, whole, not their pieces."""
    found = []
    for first in range(max(0, field + 1 - FIELDS), field + 1):
        born = _born(rate, seed, first, generation)
        if born is None:
            continue
        # It narrows down towards its side, field by field, as an ellipse does.
        across = 2 * (field - first) * TRACK_TIME / born.length
        alive = across < 1
        chord = np.sqrt(1 - np.square(across[alive]))
        found.append(Dropouts(born.start[alive], born.length[alive] * chord, born.rest[alive]))
    return Dropouts(*map(np.concatenate, zip(*found, strict=True))) if found else NONE


@lru_cache(maxsize=64)
def _born(rate: float, seed: int, field: int, generation: int) -> Dropouts | None:
    """Find those that are met for the first time in a field; most fields have none."""
    key = key_of(seed, Stream.DROPOUT, generation, field)
    count = int(np.searchsorted(_poisson(rate / 60 / FIELD_RATE), unit(key, 0), side="right"))
    if count == 0:
        return None
    start, length, rest = units(mix_arrays(key, np.arange(count), np.arange(1, 4)[:, None]))
    return Dropouts(FIELD_LINES * start, SHORTEST * (LONGEST / SHORTEST) ** length, REST * rest)


@lru_cache(maxsize=4)
def _poisson(mean: float) -> NDArray[np.float64]:
    """The chance of at most 0, 1, 2 ... of them, up to where more are too rare to be drawn."""
    number = np.arange(64 + int(mean + 8 * mean**0.5))
    chances: NDArray[np.float64] = np.cumsum(np.exp(xlogy(number, mean) - mean - gammaln(number + 1)))
    return chances


def cut(carrier: NDArray[np.uint8], found: Dropouts) -> None:
    """Take dropouts out of the carrier of a field, uint8 (240, TEXELS): their pieces follow a line below each other."""
    if not len(found.start):
        return
    owner, piece = _counted(np.minimum(PIECES, 1 + (found.length * 6e4).astype(np.int64)))
    # Each piece begins a little beside the one above, and is shorter.
    sideways = 0.02 * (((piece * 40503 + (found.start[owner] * 977).astype(np.int64)) & 255) / 255 - 0.5)
    start = found.start[owner] + piece * (1 + sideways)
    end = start + found.length[owner] * (SAMPLE_RATE / LINE_SAMPLES) * 0.6**piece
    rest = found.rest[owner]

    # A piece may go on into the next lines: what it covers of each, in texels.
    owner, line = _counted(end.astype(np.int64) - start.astype(np.int64) + 1)
    row = start[owner].astype(np.int64) + line
    low = (np.maximum(start[owner], row) - row) * TEXELS_PER_LINE
    high = (np.minimum(end[owner], row + 1) - row) * TEXELS_PER_LINE
    first = low.astype(np.int64)
    last = np.minimum(np.ceil(high).astype(np.int64), TEXELS)
    rest = rest[owner]

    # And of each texel.
    owner, along = _counted(np.where(row < FIELD_LINES, np.maximum(last - first, 0), 0))
    texel = first[owner] + along
    covered = np.minimum(texel + 1, high[owner]) - np.maximum(texel, low[owner])
    left = 255 * (1 - covered * (1 - rest[owner]))
    np.minimum.at(carrier, (row[owner], texel), left.astype(np.uint8))


def _counted(counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For things that have so many parts each: of every part, the number of its thing, and its own number in that."""
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
