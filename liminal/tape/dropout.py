"""Dropouts: specks and scratches of the coating, under which the heads find no signal."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.random import Stream, mix, mix_arrays, units
from liminal.tape.chance import unit
from liminal.tape.grid import TEXEL, TEXELS
from liminal.tape.standard import FIELD_LINES, FIELD_RATE, LINE_SAMPLES, SAMPLE_RATE

SHORTEST, LONGEST = 0.5e-6, 300e-6  # s: between them short ones are as many more as they are shorter
# A scratch that is long along the track is also broad: a head runs at 5.8 m/s on tracks 58 um wide, and scratches are
# about eight times as long as broad (estimate). So the longest are met by several fields, at the same place.
TRACK_TIME = 8 * 58e-6 / 5.8  # s
FIELDS = 1 + int(LONGEST / TRACK_TIME)
PIECES = 4  # a scratch is broken into at most so many, a line apart
MOST = 64  # in a field
REST = 0.1  # of the carrier, that some leave


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
    key = mix(seed, Stream.DROPOUT, generation, field)
    count = int(np.searchsorted(_poisson(rate / 60 / FIELD_RATE), unit(key, 0), side="right"))
    if count == 0:
        return None
    start, length, rest = units(mix_arrays(key, np.arange(count), np.arange(1, 4)[:, None]))
    return Dropouts(FIELD_LINES * start, SHORTEST * (LONGEST / SHORTEST) ** length, REST * rest)


@lru_cache(maxsize=4)
def _poisson(mean: float) -> NDArray[np.float64]:
    """The chance of at most 0, 1, 2 ... of them."""
    number = np.arange(MOST)
    factorials = np.cumprod(np.maximum(number, 1.0))
    chances: NDArray[np.float64] = np.cumsum(np.exp(-mean) * mean**number / factorials)
    return chances


def cut(carrier: NDArray[np.uint8], found: Dropouts) -> None:
    """Take dropouts out of the carrier of a field, uint8 (240, TEXELS): their pieces follow a line below each other."""
    line_time = LINE_SAMPLES / SAMPLE_RATE
    for start, length, rest in zip(*found, strict=True):
        for piece in range(min(PIECES, 1 + int(length * 6e4))):
            # Each piece begins a little beside the one above, and is shorter.
            sideways = 0.02 * (((piece * 40503 + int(start * 977)) & 255) / 255 - 0.5)
            _cut_piece(carrier, start + piece * (1 + sideways), length / line_time * 0.6**piece, rest)


def _cut_piece(carrier: NDArray[np.uint8], start: float, length: float, rest: float) -> None:
    per_line = LINE_SAMPLES / TEXEL
    end = start + length
    for row in range(int(start), min(int(end), FIELD_LINES - 1) + 1):
        low, high = (max(start, row) - row) * per_line, (min(end, row + 1) - row) * per_line
        first, last = int(low), min(int(np.ceil(high)), TEXELS)
        if first >= last or row >= FIELD_LINES:
            continue
        texel = np.arange(first, last)
        covered = np.minimum(texel + 1, high) - np.maximum(texel, low)
        left = 255 * (1 - covered * (1 - rest))
        carrier[row, first:last] = np.minimum(carrier[row, first:last], left.astype(np.uint8))
