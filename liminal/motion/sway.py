"""Standing is never still: sway, weight that goes from leg to leg, breath, and a head that wanders.

Amplitudes and rates: Winter, 1995, "Human balance and posture control during standing and walking"; Duarte and
Zatsiorsky, 1999, "Patterns of center of pressure migration during prolonged unconstrained standing"; 12 to 16 breaths a
minute.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.random import Stream, keys_of, units

Floats = NDArray[np.float64]

# Waves of each: Hz and m or rad. Their rates have no common measure, so that they do not repeat.
_AHEAD = ((0.083, 0.004), (0.271, 0.0025), (0.617, 0.0012))
_ASIDE = ((0.061, 0.003), (0.223, 0.002), (0.541, 0.001))
_WEIGHT = ((0.031, 0.012), (0.073, 0.008))
_HEAD_TURN = ((0.047, 0.05), (0.131, 0.025), (0.37, 0.008))
_HEAD_NOD = ((0.059, 0.02), (0.19, 0.01))
_ARMS = ((0.053, 0.02), (0.29, 0.006))
_BREATH = ((0.24, 0.011),)


class Sway(NamedTuple):
    """Deviations (f,): of the hips, m, ahead and aside; of weight from leg to leg, m; of head, arms and chest, rad."""

    ahead: Floats
    aside: Floats
    weight: Floats
    head_turn: Floats
    head_nod: Floats
    arms: Floats
    breath: Floats


def sway_at(seed: int, times: Floats) -> Sway:
    """Return how a person sways at times (f,), s."""
    return Sway(*(np.sin(2 * np.pi * rate * times[:, None] + phases) @ reach for rate, reach, phases in _waves(seed)))


@lru_cache(maxsize=64)
def _waves(seed: int) -> tuple[tuple[Floats, Floats, Floats], ...]:
    """Return for each deviation the rates of its waves, Hz, how far they reach, and their phases, rad."""
    bands = (_AHEAD, _ASIDE, _WEIGHT, _HEAD_TURN, _HEAD_NOD, _ARMS, _BREATH)
    return tuple(
        (*np.array(band).T, 2 * np.pi * units(keys_of(seed, Stream.FIGURE_SWAY, number, np.arange(len(band)))))
        for number, band in enumerate(bands)
    )
