"""Intermittent lamps: a bad contact leaves both tubes without mains for minutes, until they start anew."""

from dataclasses import dataclass, field

import numpy as np

from liminal.light.flicker.circuit import Blackout, restarted
from liminal.light.flicker.slot import Indices, Latest, Reals, slot_at, slot_start
from liminal.random import Words, mix_arrays, units

OFTEN = 540.0  # s: from one failure to the next, as a mean
DARK = (60.0, 240.0)  # s: how long it is dark; logarithmic
AT_MOST = 0.7  # of the time to the next failure


@dataclass(frozen=True)
class Intermittence:
    """The failures of n lamps, named by `key` (n,)."""

    key: Words
    _found: Latest[Blackout] = field(default_factory=Latest, init=False, repr=False, compare=False)

    def blackout(self, time: float) -> Blackout:
        """Return the latest failure of each lamp at a time (s): of a lamp that is lit, one that is over."""
        slot = slot_at(self._clock, np.full(len(self.key), time), OFTEN)
        return self._found.of(slot.tobytes(), lambda: self._blackout(slot))

    @property
    def _clock(self) -> Words:
        return mix_arrays(self.key, 9)

    def _blackout(self, slot: Indices) -> Blackout:
        clock = self._clock
        out, after = (slot_start(clock, slot + step, OFTEN) for step in (0, 1))
        dark: Reals = DARK[0] * (DARK[1] / DARK[0]) ** units(mix_arrays(clock, slot, 1))
        restored = out + np.minimum(dark, AT_MOST * (after - out))
        return restarted(out, restored, units(mix_arrays(clock, slot, 2, np.arange(9)[:, None])))
