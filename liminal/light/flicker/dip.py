"""Dips of the mains: sudden, and over within a second."""

from dataclasses import dataclass

import numpy as np

from liminal.light.flicker.slot import Reals, slot_start
from liminal.random import Words, mix_arrays, units

DIP_SLOT = 20.0  # s: the slots that may hold one each
_ONSET = 0.02  # s: a dip comes within a field ...
_RECOVERY = (0.06, 0.7)  # s: ... and goes as the motor that caused it runs up (time constant)


@dataclass(frozen=True)
class Dips:
    """The dips of each of n sequences that may not be over in a while, (3, n): none has a strength of 0."""

    begin: Reals  # s
    recovery: Reals  # s
    strength: Reals  # share of light

    def lost(self, time: float) -> Reals:
        """Return the share of light that is lost at a time (s): (n,)."""
        age = np.maximum(time - self.begin, 0.0)
        lost: Reals = (self.strength * -np.expm1(-age / _ONSET) * np.exp(-age / self.recovery)).sum(0)
        return lost


def dips_around(key: Words, index: int, per_hour: float, depths: tuple[float, float]) -> Dips:
    """Find the dips of the slots around `index`, which hold for times in [index, index + 1) x DIP_SLOT.

    Sequences are named by `key` (n,).
    """
    # Slots begin late, and a dip that began in the slot before may not be over.
    slot = index + np.array([[-2], [-1], [0]])
    starts = slot_start(key, index + np.array([[-2], [-1], [0], [1]]), DIP_SLOT)
    chance, when, depth, ease = units(mix_arrays(key, slot, 4, np.arange(4)[:, None, None]))
    chosen = chance < per_hour * DIP_SLOT / 3600
    return Dips(
        begin=starts[:3] + when * np.diff(starts, axis=0),
        recovery=_RECOVERY[0] * (_RECOVERY[1] / _RECOVERY[0]) ** ease,
        strength=chosen * depths[0] * (depths[1] / depths[0]) ** depth,
    )
