"""The rest of the creature: it hardly sways, trembles, seldom settles anew, and searches slowly with its head."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.motion.minimum_jerk import minimum_jerk
from liminal.motion.sway import Sway
from liminal.random import Stream, keys_of, units

Floats = NDArray[np.float64]

_SLOT = 6.5  # s, in which it settles anew once, or not
_SETTLES = 0.6  # of the slots
_SECONDS = 1.1  # s that it takes
# What settles: m to the left and to the front, rad of the head to the left and down, of the trunk, and of the fingers.
_REACH = np.array([0.022, 0.018, 0.16, 0.07, 0.025, 0.22])
_TREMOR = ((1.9, 0.0007), (3.1, 0.0004))  # Hz and m: of what stands on two poles

# Where it only stands: Hz and m, to the front and to the left. A pole of its height on a hinge that is held by a spring
# swings about half as fast as a person does.
_LEANS = (0.11, 0.011), (0.047, 0.008)
_SEARCH = 7.5  # s, in which its head is turned elsewhere once
_TURNS = 3.2  # s that this takes
_TURNED, _NODDED = 0.62, 0.16  # rad at most
_ARMS = ((0.083, 0.010), (0.19, 0.006))  # Hz and rad, that they swing


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
    moved[0] += _waves(times, _TREMOR, 0.0)
    return Rest(*moved)


def creature_sway(seed: int, times: Floats) -> Sway:
    """Return how a creature that only stands deviates from its stance at times (f,), s."""
    phase = 2 * np.pi * float(_lots(seed, np.array([0]), 9)[0])
    slot = np.floor(times / _SEARCH).astype(np.int64)
    starts = (slot + 0.5 * _lots(seed, slot, 10)) * _SEARCH
    there = minimum_jerk((times - starts) / _TURNS)
    turn, nod = (
        reach * 2.0 * ((1.0 - there) * _lots(seed, slot - 1, number) + there * _lots(seed, slot, number) - 0.5)
        for number, reach in ((11, _TURNED), (12, _NODDED))
    )
    ahead, aside = (_waves(times, _LEANS, phase + each) for each in (0.0, 1.9))
    none = np.zeros(len(times))
    return Sway(ahead, aside + _waves(times, _TREMOR, 0.0), none, turn, nod, _waves(times, _ARMS, phase), none)


def _waves(times: Floats, waves: tuple[tuple[float, float], ...], phase: float) -> Floats:
    """Return the sum of waves, each of a rate, Hz, and a reach, at times (f,), s."""
    total: Floats = np.sum([reach * np.sin(2 * np.pi * rate * times + phase) for rate, reach in waves], axis=0)
    return total


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
