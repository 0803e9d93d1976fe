"""Circuits: strips of the ceiling that share a phase of the mains, dip together, and go dark lamp after lamp."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from liminal.light.flicker.dip import DIP_SLOT, Dips, dips_around
from liminal.light.flicker.slot import Latest, Reals
from liminal.random import Stream, Words, keys_of, mix_arrays, units
from liminal.settings.light import LightSettings
from liminal.world.grid import CELL, TILE_X, TILE_Z

# An electrician's home run: four strips to a square, all lying the same way, 6.1 x 24.4 m, some 25 lamps.
LENGTH = 160  # cells
WIDTH = 40  # cells
PHASES = 3

SLOT = 240.0  # s: each may hold one blackout, from beginning to end
_LATEST = 150.0  # s: a blackout begins at most so long after its slot
SPEED = (2.0, 10.0)  # m/s: how fast darkness runs
_STAY = (3.0, 45.0)  # s: how long it stays
_RESTART = (0.3, 2.5)  # s: how long a lamp takes to catch once the mains are back
_UNEVEN = 0.08  # s: lamps go out this much out of turn, at most
_REFLASH = 0.4  # share of lamps that light up once more

_MAINS_DIP = (0.02, 0.10)  # share of light lost
_WEAK_DIP = (0.08, 0.50)
_WEAK_OFTEN = 10  # times as many dips on a weak circuit


@dataclass(frozen=True)
class Blackout:
    """For each lamp of some: when it is without light (s, never where `out` is infinite), and flashes within."""

    out: Reals  # (n,)
    back: Reals  # (n,)
    restored: Reals  # (n,): the mains come back
    flash_begin: Reals  # (3, n)
    flash_end: Reals  # (3, n)


@dataclass(frozen=True)
class Circuits:
    """The circuit of each lamp. All arrays are (n,)."""

    key: Words
    lamp_key: Words
    phase: NDArray[np.intp]  # 0, 1 or 2, a third of the mains' period apart
    along: Reals  # m from the circuit's end
    weak: NDArray[np.bool_]
    sags: float  # per hour
    blackouts: float  # per hour
    _dips: Latest[Dips] = field(default_factory=Latest, init=False, repr=False, compare=False)
    _blackouts: Latest[Blackout] = field(default_factory=Latest, init=False, repr=False, compare=False)

    def take(self, which: NDArray[np.intp]) -> "Circuits":
        """Return the circuits of some of the lamps."""
        return Circuits(
            self.key[which], self.lamp_key[which], self.phase[which], self.along[which], self.weak[which],
            self.sags, self.blackouts,
        )  # fmt: skip

    def dip(self, time: float) -> Reals:
        """Return the share of light that is left on weak circuits at a time (s), apart from dips of the mains."""
        index, often = int(time // DIP_SLOT), self.sags * _WEAK_OFTEN
        return 1 - self.weak * self._dips.of(index, lambda: dips_around(self.key, index, often, _WEAK_DIP)).lost(time)

    def blackout(self, time: float) -> Blackout:
        """Return the blackout of the slot that a time (s) falls in, for lamps on weak circuits."""
        slot = int(time // SLOT)
        return self._blackouts.of(slot, lambda: self._blackout(slot))

    def _blackout(self, slot: int) -> Blackout:
        chance, start, way, pace, stay, return_way = units(mix_arrays(self.key, slot, 1, np.arange(6)[:, None]))
        speed = SPEED[0] * (SPEED[1] / SPEED[0]) ** pace
        distance = np.where(way < 0.5, self.along, LENGTH * CELL - self.along)
        reach = LENGTH * CELL / speed

        # Darkness passes lamp by lamp; the mains come back as it came, or everywhere at once.
        begin = slot * SLOT + start * _LATEST
        out = begin + distance / speed
        held = _STAY[0] * (_STAY[1] / _STAY[0]) ** stay
        restored = np.where(return_way < 0.5, out, begin + reach) + held

        own = units(mix_arrays(self.lamp_key, slot, 2, np.arange(9)[:, None]))
        out = out + _UNEVEN * own[0]
        struck = (chance < self.blackouts * SLOT / 3600) & self.weak
        return restarted(np.where(struck, out, np.inf), restored, own)


def restarted(out: Reals, restored: Reals, own: Reals) -> Blackout:
    """How tubes go out and start anew. `out`, `restored`: (n,), s. `own`: (9, n), a lamp's own draws from [0, 1)."""
    back = restored + _RESTART[0] * (_RESTART[1] / _RESTART[0]) ** own[1]

    # Many light up once more as they go, and strike once or twice before they catch.
    lasts = 0.02 + 0.06 * own[2:5]
    again = np.where(own[5] < _REFLASH, out + 0.05 + 0.2 * own[6], np.inf)
    first, second = (restored + (back - restored) * share for share in (0.3 + 0.4 * own[7], 0.72 + 0.2 * own[8]))
    flash = np.stack([again, np.where(own[7] < 0.7, first, np.inf), second])
    return Blackout(out, back, restored, flash, np.minimum(flash + lasts, back))


def circuits_of(seed: int, lamps: NDArray[np.void], lamp_key: Words, settings: LightSettings) -> Circuits:
    """Find the circuit of each lamp (LAMP): a hash of where it hangs."""
    x, z = lamps["cell_x"].astype(np.int64) + TILE_X // 2, lamps["cell_z"].astype(np.int64) + TILE_Z // 2
    square_x, square_z = x // LENGTH, z // LENGTH
    lies_along_x = keys_of(seed, Stream.CIRCUIT, 0, square_x, square_z) % 2 == 0
    along = np.where(lies_along_x, x, z) % LENGTH
    strip = np.where(lies_along_x, z, x) % LENGTH // WIDTH
    key = keys_of(seed, Stream.CIRCUIT, 1, square_x, square_z, strip)
    return Circuits(
        key,
        lamp_key,
        phase=(mix_arrays(key, 2) % settings.phases).astype(np.intp),
        along=along * CELL,
        weak=units(mix_arrays(key, 3)) < settings.weak_circuits * settings.flicker,
        sags=settings.sags * settings.flicker,
        blackouts=settings.blackouts * settings.flicker,
    )


@dataclass(frozen=True)
class Mains:
    """The mains that feed all lamps. `sags`: dips per hour."""

    seed: int
    sags: float
    _dips: Latest[Dips] = field(default_factory=Latest, init=False, repr=False, compare=False)

    def level(self, time: float) -> float:
        """Return the share of light that dips of the mains leave, at a time (s)."""
        if not self.sags:
            return 1.0
        index = int(time // DIP_SLOT)
        return float(1 - self._dips.of(index, lambda: self._dips_around(index)).lost(time)[0])

    def _dips_around(self, index: int) -> Dips:
        return dips_around(keys_of(self.seed, Stream.MAINS), index, self.sags, _MAINS_DIP)
