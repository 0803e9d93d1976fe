"""Sound by the page: a second at a time on a fixed grid, so that any block asked for, in any order, is the same."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

RATE = 48_000  # Hz
PAGE = RATE  # samples in a page: one second

Signal = NDArray[np.float32]  # (..., samples); pressures are in pascals, signals in parts of full scale


class SampledSound(Protocol):
    """A sound of which any range of samples can be had."""

    def samples(self, first: int, count: int) -> Signal:
        """Return samples from number `first` on: float32 (channels, count)."""


class PageCache:
    """Keeps the pages of a sound that were used last. `make` must return (..., PAGE) for a page's number."""

    def __init__(self, make: Callable[[int], Signal], keep: int = 4) -> None:
        self._make, self._keep = make, keep
        self._held: OrderedDict[int, Signal] = OrderedDict()

    def page(self, number: int) -> Signal:
        """Return a page; negative numbers are before the beginning."""
        if number not in self._held:
            made = self._make(number)
            made.flags.writeable = False
            self._held[number] = made
            while len(self._held) > self._keep:
                self._held.popitem(last=False)
        self._held.move_to_end(number)
        return self._held[number]

    def samples(self, first: int, count: int) -> Signal:
        """Return samples from number `first` on: (..., count)."""
        numbers = range(first // PAGE, max(first // PAGE, (first + count - 1) // PAGE) + 1)
        joined = np.concatenate([self.page(number) for number in numbers], axis=-1)
        start = first - numbers[0] * PAGE
        return joined[..., start : start + count]


def add(page: Signal, number: int, sound: Signal, start: float) -> None:
    """Add a short sound (..., n) that begins at `start` (s) to page `number` (..., PAGE), as far as it lies within."""
    at = round(start * RATE) - number * PAGE
    low, high = max(at, 0), min(at + sound.shape[-1], PAGE)
    if low < high:
        page[..., low:high] += sound[..., low - at : high - at]
