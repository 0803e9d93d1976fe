"""Outages: lamps that a film darkens, in addition to their own ailments."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.light.flicker.slot import Reals
from liminal.random import Stream, mix, mix_arrays, units

_GAPS = 7  # times that a lamp drops out before it stays dark
_STRIKES = 3  # times that it lights up before it has caught
_CATCHING = 1.1  # s that this takes
_LATER = 1e9  # s: for ever


@dataclass(frozen=True)
class Outage:
    """One lamp, named by the corner of its tile (`cell_x`, `cell_z`), is dark from `out` to `back` (s).

    `stutter`: s before that in which it drops out, more and more often. `back` may be infinite. `share`: of its light
    that it then lacks; a lamp that is only dimmed need not strike again.
    """

    cell_x: int
    cell_z: int
    out: float
    back: float = np.inf
    stutter: float = 0.0
    share: float = 1.0


class Outages:
    """How much light some outages leave to each of the lamps (n,) LAMP that they were made for."""

    def __init__(self, outages: Sequence[Outage], lamps: NDArray[np.void]) -> None:
        place = {(int(x), int(z)): i for i, (x, z) in enumerate(zip(lamps["cell_x"], lamps["cell_z"], strict=True))}
        gaps = [
            (place[outage.cell_x, outage.cell_z], begin, end, outage.share)
            for outage in outages
            if (outage.cell_x, outage.cell_z) in place
            for begin, end in _dark(outage)
        ]
        self._lamp = np.array([gap[0] for gap in gaps], np.intp)
        self._begin, self._end, self._share = (np.array([gap[i] for gap in gaps], np.float64) for i in (1, 2, 3))
        self.touched: NDArray[np.bool_] = np.zeros(len(lamps), bool)  # (n,): lamps that any of them concerns
        self.touched[self._lamp] = True

    def left(self, begin: float, end: float) -> Reals:
        """Return the share of the light from `begin` to `end` (s) that is left to each lamp: (n,)."""
        kept = np.ones(len(self.touched))
        dark = np.clip(np.minimum(self._end, end) - np.maximum(self._begin, begin), 0.0, None)
        np.subtract.at(kept, self._lamp, self._share * dark / (end - begin))
        return np.clip(kept, 0.0, 1.0)


def _dark(outage: Outage) -> list[tuple[float, float]]:
    """Return from when to when a lamp is dark, one after the other."""
    lot = units(mix_arrays(mix(Stream.OUTAGE, outage.cell_x, outage.cell_z), np.arange(2 * (_GAPS + _STRIKES) + 2)))
    back = min(outage.back, _LATER)
    dark = []
    if outage.stutter > 0:
        # It drops out for longer and longer, at shorter and shorter intervals.
        order = (np.arange(_GAPS) + 0.9 * lot[:_GAPS]) / _GAPS
        begins = outage.out - outage.stutter * (1 - order) ** 1.6
        lasts = (0.03 + 0.25 * order**2 * lot[_GAPS : 2 * _GAPS]) * min(outage.stutter, 2.0) / 2.0
        dark = [
            (b, min(b + last, after)) for b, last, after in zip(begins, lasts, [*begins[1:], outage.out], strict=True)
        ]
    if back < _LATER and outage.share == 1.0:
        # It lights up a few times before it catches.
        strikes = np.sort(lot[-2 * _STRIKES :: 2]) * _CATCHING
        marks = [outage.out, *(back + strikes)]
        lit = 0.03 + 0.1 * lot[1 - 2 * _STRIKES :: 2]
        ends = [*marks[1:]]
        begins_again = [outage.out, *(mark + each for mark, each in zip(marks[1:], lit, strict=True))][:-1]
        return [*dark, *((b, e) for b, e in zip(begins_again, ends, strict=True) if e > b)]
    return [*dark, (outage.out, back)]
