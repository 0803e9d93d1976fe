"""Groups: several things that are set out as one, about a middle and towards one bearing."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from liminal.world.prop import prop

Member = tuple[str, float, float, float, float]  # a thing: m to the right of the middle, before it, up; degrees turned


def group(middle: tuple[float, float, float], bearing: float, members: Iterable[Member]) -> list[NDArray[np.void]]:
    """Rows of PROP, (1,) each, of members about a middle (x, y, z; m), their fronts to a compass bearing, degrees."""
    angle = np.radians(bearing)
    right, ahead = (np.cos(angle), np.sin(angle)), (np.sin(angle), -np.cos(angle))
    x, y, z = middle
    return [
        prop(
            name,
            float(x + along * right[0] + before * ahead[0]),
            y + up,
            float(z + along * right[1] + before * ahead[1]),
            (bearing + turned) % 360.0,
        )
        for name, along, before, up, turned in members
    ]
