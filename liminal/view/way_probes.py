"""Probes along ways: the points at which light is found for movers and figures."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SPACING = 0.3  # m along a way between probes
AROUND = 0.15 * np.array([(0, 0, 0), (1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, -1)])  # m: about either end


def way_probes(ways: Iterable[Floats], origin: tuple[float, float]) -> Floats:
    """Return the probes along ways, (n, 3) each, m: (k, 3), m, of a window with this origin."""
    found = [np.zeros((0, 3))]
    for way in ways:
        kept = [way[0]]
        for place in way[1:]:
            if np.linalg.norm(place - kept[-1]) >= SPACING:
                kept.append(place)
        # Movers and figures stand longest at either end: there are more, as the light of each is a little noisy.
        found += [np.array(kept), way[0] + AROUND, way[-1] + AROUND]
    return np.concatenate(found) - (origin[0], 0.0, origin[1])
