"""Discharge lamps (metal halide, mercury, sodium): dark for minutes after each interruption, then slow to run up.

A hot arc tube has too much pressure to strike: it must cool for minutes first. Then the arc burns in mercury vapour
alone, dim and blue-green, until the salts or the sodium have evaporated. At the end of its life a lamp wants more
voltage than its ballast has: it goes out when it is hot, cools, strikes again, and so on.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from liminal.light.flicker.circuit import SLOT, Circuits
from liminal.light.flicker.slot import Latest, Reals, slot_at, slot_start
from liminal.random import Words, mix_arrays, units

CYCLE = (900.0, 1800.0)  # s: from one time that an old lamp goes out to the next, its own mean
RESTRIKE = (60.0, 300.0)  # s: until the arc tube is cool enough; logarithmic
STRUCK = 0.08  # of its light: a lamp that has just struck
RUN_UP = (80.0, 150.0)  # s: time constant of the light, its own; nine tenths of it come in two to four minutes
# Of mercury lamps, which makers say take 4 to 7 minutes to run up and 3 to 7 to strike again.
MERCURY_RESTRIKE, MERCURY_RUN_UP = (180.0, 420.0), (160.0, 275.0)  # s
COLOURED = 1.3  # times that: the colour comes a little later, with the last of the salts
_BEFORE = 6  # slots of blackouts whose restrike and run-up may not be over
_DARK = -1.0  # s: the age of an arc that does not burn

Cuts = tuple[Reals, Reals]  # (k, n) each, s: when lamps go out, and when they strike again


@dataclass(frozen=True)
class DischargeLamps:
    """A number of discharge lamps; all arrays are (n,).

    `key`: all chance of a lamp depends on this alone. `old`: those at the end of their life. `mercury`: those with
    nothing but mercury in their arc. `circuits`: of these.
    """

    key: Words
    old: NDArray[np.bool_]
    mercury: NDArray[np.bool_]
    circuits: Circuits
    _cuts: Latest[Cuts] = field(default_factory=Latest, init=False, repr=False, compare=False)

    def light(self, time: float) -> Reals:
        """Return the light of each at a time (s), against that of a lamp that has run up: (n,)."""
        age = self._age(time)
        light: Reals = np.where(age < 0, 0.0, STRUCK + (1 - STRUCK) * self._risen(age))
        return light

    def warmth(self, time: float) -> Reals:
        """Return how far the colour of each has come at a time (s), from mercury vapour, 0, to its own, 1: (n,)."""
        return np.where(self.mercury, 1.0, self._risen(np.maximum(self._age(time), 0.0) / COLOURED))

    def _risen(self, age: Reals) -> Reals:
        least, most = self._of_lamps(RUN_UP, MERCURY_RUN_UP)
        constant = least + (most - least) * units(mix_arrays(self.key, 13))
        risen: Reals = -np.expm1(-((age / constant) ** 2))
        return risen

    def _age(self, time: float) -> Reals:
        """Return for how long each arc has burnt at a time (s): (n,), s; _DARK where it does not."""
        out, relit = self._interruptions(time)
        age = np.where(out <= time, np.where(time < relit, _DARK, time - relit), np.inf)
        youngest: Reals = age.min(0)
        return youngest

    def _interruptions(self, time: float) -> Cuts:
        """Return the interruptions that may matter at a time (s)."""
        blackouts = self._cuts.of(int(time // SLOT), lambda: self._blackouts(time))
        low, high = CYCLE
        clock = mix_arrays(self.key, 10)
        width = low + (high - low) * units(mix_arrays(self.key, 11))
        slot = slot_at(clock, np.full(len(self.key), time), width)
        aged = np.where(self.old, slot_start(clock, slot, width), np.inf)
        out, relit = (np.vstack([each, more]) for each, more in zip(blackouts, (aged, aged), strict=True))
        relit[-1] += self._cooling(mix_arrays(clock, slot))
        return out, relit

    def _blackouts(self, time: float) -> Cuts:
        """Return the blackouts of the slot of a time (s) and of those before it."""
        slots = [int(time // SLOT) - before for before in range(_BEFORE)]
        found = [self.circuits.blackout((slot + 0.5) * SLOT) for slot in slots]
        relit = [
            blackout.restored + self._cooling(mix_arrays(self.key, 12, slot))
            for blackout, slot in zip(found, slots, strict=True)
        ]
        return np.stack([blackout.out for blackout in found]), np.stack(relit)

    def _cooling(self, words: Words) -> Reals:
        least, most = self._of_lamps(RESTRIKE, MERCURY_RESTRIKE)
        cooling: Reals = least * (most / least) ** units(words)
        return cooling

    def _of_lamps(self, usual: tuple[float, float], mercury: tuple[float, float]) -> tuple[Reals, Reals]:
        """Return the least and the most of a time for each lamp, (n,) each, s."""
        least, most = (np.where(self.mercury, slow, quick) for slow, quick in zip(mercury, usual, strict=True))
        return least, most
