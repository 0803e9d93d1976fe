"""The rest of the creature: it stands quite still, and seldom settles anew."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.motion.minimum_jerk import minimum_jerk
from liminal.random import Stream, keys_of, units

Floats = NDArray[np.float64]

_SLOT = 6.5  # s, in which it settles anew once, or not
_SETTLES = 0.6  # of the slots
_SECONDS = 1.1  # s that it takes
# What settles: m to the left and to the front, rad of the head to the left and down, of the trunk, and of the fingers.
_REACH = np.array([0.022, 0.018, 0.16, 0.07, 0.025, 0.22])
_TREMOR = ((1.9, 0.0007), (3.1, 0.0004))  # Hz and m: of what stands on two poles


class Rest(NamedTuple):
    """Deviations (f,) of a creature that stands: m, and rad."""

    aside: Floats
    ahead: Floats
    gaze: Floats
    nod: Floats
    pitch: Floats
    curl: Floats


def rest_at(seed: int, times: Floats) -> Rest:
    """Return how a creature that stands has settled at times (f,), s."""
    slot = np.floor(times / _SLOT).astype(np.int64)
    before, here = _level(seed, slot - 1), _level(seed, slot)
    starts = (slot + 0.75 * _lots(seed, slot, 8)) * _SLOT
    moved = here + (before - here) * (1.0 - minimum_jerk((times - starts) / _SECONDS))
    tremor = sum(reach * np.sin(2 * np.pi * rate * times) for rate, reach in _TREMOR)
    moved[0] += tremor
    return Rest(*moved)


def _level(seed: int, slot: NDArray[np.int64]) -> Floats:
    """What it has settled to in slots (f,): (6, f). In one in which it does not settle, that of the last in which."""
    for _ in range(12):
        slot = np.where(_lots(seed, slot, 7) < _SETTLES, slot, slot - 1)
    levels = np.stack([2.0 * _lots(seed, slot, number) - 1.0 for number in range(len(_REACH))])
    level: Floats = _REACH[:, None] * levels
    return level


def _lots(seed: int, slot: NDArray[np.int64], number: int) -> Floats:
    lots: Floats = units(keys_of(seed, Stream.CREATURE, 2, slot, number)).astype(float)
    return lots
