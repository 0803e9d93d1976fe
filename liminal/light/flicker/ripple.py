"""The 120 Hz ripple of a tube on a magnetic ballast, and its exact mean over any shutter.

The discharge follows the current, so that it shines as |sin| of the mains; the phosphor goes on glowing for a while
and fills the gaps. Measured modulation of T12 tubes on magnetic ballasts is some 28-37 % (Lehman, Wilkins, Berman,
Poplawski and Miller 2011, "Proposing measures of flicker in the low frequencies for lighting applications").
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

MAINS = 60.0  # Hz
RIPPLE = 2 * MAINS  # Hz: a tube shines alike in both half-waves of the current

Reals = NDArray[np.float64]


@dataclass(frozen=True)
class Ripple:
    """One period of the ripple, of mean 1: a sin(pi u) + b cos(pi u) + c exp(-u / k), for u in [0, 1).

    It solves k y' + y = pi/2 sin(pi u) with y(0) = y(1): a phosphor that decays with time constant k (in periods).
    """

    k: float
    a: float
    b: float
    c: float

    def value(self, cycles: ArrayLike) -> Reals:
        """Return the light at a time given in cycles of the ripple."""
        u = np.asarray(cycles) % 1.0
        result: Reals = self.a * np.sin(np.pi * u) + self.b * np.cos(np.pi * u) + self.c * np.exp(-u / self.k)
        return result

    def integral(self, cycles: Any) -> Reals:
        """Return the light summed up from time 0, in cycles: after n whole ones it is n."""
        whole = np.floor(cycles)
        u = cycles - whole
        turn = np.pi * u
        sines = (self.a * (1 - np.cos(turn)) + self.b * np.sin(turn)) / np.pi
        result: Reals = whole + sines - self.c * self.k * np.expm1(-u / self.k)
        return result

    @property
    def depth(self) -> float:
        """Modulation: (greatest - least) / (greatest + least)."""
        period = self.value(np.arange(2048) / 2048)
        return float(np.ptp(period) / (period.max() + period.min()))


def afterglow(k: float) -> Ripple:
    """The ripple left by a phosphor whose light decays with time constant `k`, in periods of the ripple."""
    a = 0.5 * math.pi / (1 + (math.pi * k) ** 2)
    b = -math.pi * k * a
    return Ripple(k, a, b, 2 * b / math.expm1(-1 / k))


@lru_cache(maxsize=8)
def ripple_of_depth(depth: float) -> Ripple | None:
    """Find the phosphor that leaves this modulation, 0 <= depth < 1, within 0.001; None for light without a ripple."""
    if depth < 1e-3:
        return None
    # The longer it glows the shallower the ripple: halve the range, on a logarithmic scale, until it is found.
    short, long = 1e-3, 1e3
    for _ in range(40):
        middle = (short * long) ** 0.5
        short, long = (middle, long) if afterglow(middle).depth > depth else (short, middle)
    return afterglow(short)


def lit(begin: Reals, end: Reals, phase: Reals, ripple: Ripple | None) -> Reals:
    """Return the light of healthy tubes summed up from `begin` to `end` (s); 0 where that is not after `begin`."""
    end = np.maximum(begin, end)
    if ripple is None:
        return end - begin
    light: Reals = (ripple.integral(end * RIPPLE + phase) - ripple.integral(begin * RIPPLE + phase)) / RIPPLE
    return light
