"""Keys of a track that can be left out, because between those that stay it goes where they were."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Between = Callable[[Floats, Floats, ArrayLike], Floats]  # a value, a later one, and how far between them, 0 to 1


def straight(first: Floats, second: Floats, share: ArrayLike) -> Floats:
    """Return what lies between two values (w,) at each `share` (k,), on a line: (k, w)."""
    share = np.asarray(share, np.float64)[:, None]
    return (1 - share) * first + share * second


def kept_keys(times: Floats, values: Floats, tolerance: float, between: Between) -> NDArray[np.intp]:
    """Return which of the keys at rising `times` (k,) with `values` (k, w) have to stay, the first and the last always.

    All others are met within the `tolerance`, as the length of a difference, by what is `between` those that stay
    (Ramer, Douglas and Peucker's way, by differences at the same time).
    """
    kept = {0, len(times) - 1}
    spans = [(0, len(times) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        inner = slice(first + 1, last)
        shares = (times[inner] - times[first]) / (times[last] - times[first])
        errors = np.linalg.norm(between(values[first], values[last], shares) - values[inner], axis=1)
        worst = int(errors.argmax())
        if errors[worst] > tolerance:
            middle = first + 1 + worst
            kept.add(middle)
            spans += [(first, middle), (middle, last)]
    return np.array(sorted(kept))
