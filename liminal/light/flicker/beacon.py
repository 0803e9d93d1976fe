"""Beacons: a flasher switches a bulb on and off, whose filament takes its time to heat and to cool."""

from dataclasses import dataclass

import numpy as np

from liminal.light.flicker.slot import Reals
from liminal.random import Words, mix_arrays, units

PERIOD = (0.75, 1.0)  # s: 60 to 80 flashes a minute, each beacon its own
LIT = 0.45  # of a period, during which it is switched on
FILAMENT = 0.055  # s: time constant of its light (by eye)


@dataclass(frozen=True)
class Beacons:
    """The light of n beacons, each named by its `key` (n,)."""

    key: Words

    def light(self, begin: float, end: float) -> Reals:
        """Return the mean light of each from `begin` to `end` (s), 1 being that of a bulb that stays on: (n,)."""
        # A lag of first order: what it gives is what it was given, less what it has gained.
        given = self._given(end) - self._given(begin)
        mean: Reals = (given - FILAMENT * (self.level(end) - self.level(begin))) / (end - begin)
        return mean

    def level(self, time: float) -> Reals:
        """Return the light of each at a time (s): (n,)."""
        period, turns = self._turns(time)
        on, since = LIT * period, (turns - np.floor(turns)) * period
        highest = np.expm1(-on / FILAMENT) / np.expm1(-period / FILAMENT)
        lowest = highest * np.exp(-(period - on) / FILAMENT)
        heating = 1 - (1 - lowest) * np.exp(-since / FILAMENT)
        cooling = highest * np.exp(-(since - on) / FILAMENT)
        level: Reals = np.where(since < on, heating, cooling)
        return level

    def _given(self, time: float) -> Reals:
        """Return for how long each has been switched on since some moment, s."""
        period, turns = self._turns(time)
        whole = np.floor(turns)
        given: Reals = (whole * LIT + np.minimum(turns - whole, LIT)) * period
        return given

    def _turns(self, time: float) -> tuple[Reals, Reals]:
        """Return the period of each, s, and how many it has been through, and a part of one."""
        low, high = PERIOD
        period = low + (high - low) * units(mix_arrays(self.key, 1))
        return period, time / period + units(mix_arrays(self.key, 2))
