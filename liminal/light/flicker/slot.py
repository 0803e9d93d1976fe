"""Time cut into slots of uneven length, any of which can be found at once: each holds one random event or state.

The i-th slot begins at (i + jitter) x width, its jitter a hash of i. So lengths vary between a fifth and nearly twice
the width, there is no regular beat, and no slot has to know those before it. The state drawn for a slot does not
depend on its length, so that the share of time spent in a state is its probability.
"""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from liminal.random import Words, mix_arrays, units

Reals = NDArray[np.float64]
Indices = NDArray[np.int64]
Answer = TypeVar("Answer")

_JITTER = 0.8  # of a slot's width


def slot_start(key: Words, index: Indices, width: float | Reals) -> Reals:
    """Return when slots begin, in seconds. `key` names the sequence and broadcasts against `index`."""
    start: Reals = (index + _JITTER * units(mix_arrays(key, index))) * width
    return start


def slot_at(key: Words, time: Reals, width: float | Reals) -> Indices:
    """Return the index of the slot that each time (s) falls in."""
    index: Indices = np.floor(time / width).astype(np.int64)
    return index - (time < slot_start(key, index, width))


class Latest(Generic[Answer]):
    """Keeps the answer for the index that was asked for last: frames mostly ask for the same one again."""

    def __init__(self) -> None:
        self._found: tuple[Hashable, Answer] | None = None

    def of(self, index: Hashable, find: Callable[[], Answer]) -> Answer:
        """Return the answer of `find` for this index, which must depend on nothing else."""
        if self._found is None or self._found[0] != index:
            self._found = index, find()
        return self._found[1]
