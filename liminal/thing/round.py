"""Round things: those that roll as one cylinder does."""

import numpy as np

from liminal.thing.thing import Thing


def radius_and_axis(thing: Thing) -> tuple[float, int]:
    """Return the radius of a round thing, m, and the axis, 0 to 2, that it is round about: across equal sides."""
    low, high = thing.bounds
    size = (high - low).astype(float)
    axis = int(np.argmin([abs(size[(number + 1) % 3] - size[(number + 2) % 3]) for number in range(3)]))
    return float(size[(axis + 1) % 3]) / 2, axis
