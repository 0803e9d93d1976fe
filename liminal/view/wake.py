"""The wake of who wades: waves that the pressure of moving legs leaves on water, each a sum of impulses.

Kelvin's way: a moving pressure is a row of impulses, and the rings that these send out add up to the wake, its cusps
19.5 degrees off its axis (H. Lamb, Hydrodynamics, 1932, section 256). Waves are linear, so a sum over all impulses is
kept for each wave number, and a moment costs as much after many steps as after one. A stride in water
30 cm deep gives waves some 0.3 J, 1 cm high.
Capillary waves, which run ahead of a leg at 0.3 to 0.8 m/s, are at most 6 mm long and fade within 5 cm: there are none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft2

from liminal.gl import constants
from liminal.light.waves import GRAVITY, TENSION

PERIOD = 10.0  # m: waves are known on a square that repeats
POINTS = 192  # along its edge: 5.2 cm apart
REACH = 4.0  # m about the wader: what lies further repeats
LIFE = 7.0  # s after which waves of a step are left out
FADING = 2.0  # s before that in which they fade
DEPTH = 0.4  # m: of the water that they run on
LEG = 0.06  # m: radius (standard deviation) of the pressure of a leg
BETWEEN = 1 / 40  # s between impulses

DRAG = 0.3  # pressure of a leg against the dynamic pressure of water that meets it as fast
PLUNGE = 0.9  # m/s: as fast as this a foot comes down, and is pulled up, at a usual step
PLUNGED = 0.1  # s in which it does
KNEE = 0.4  # m: so deep, water meets all of the leg that swings
STEEPEST = 0.35  # slope above which waves break, and grow no further
FOCUS = 0.5  # by how much the light on the bottom is spread or gathered, at most: lamps are wide, and blur the rest

WAKE = constants("wake", WAKE_PERIOD=PERIOD, WAKE_REACH=REACH, WAKE_FOCUS=FOCUS)

Sums = NDArray[np.complex64]  # (2, POINTS, POINTS // 2 + 1): see `WaveSum`


@dataclass(frozen=True)
class LegSwing:
    """A leg that swings from `start` to `end` (x and z, m) in water, from a time `begin` to `landing`, s.

    `depths`: of the water at both, m. `weight`: with which it lands, 0 to 1.
    """

    begin: float
    landing: float
    start: tuple[float, float]
    end: tuple[float, float]
    depths: tuple[float, float]
    weight: float


@dataclass(frozen=True)
class Impulses:
    """Pressure that strikes water at times (n,), s, and places (n, 2; x, z), m.

    `push`: pressure by the time it lasts over the density of water, m2/s.
    """

    time: NDArray[np.float64]
    place: NDArray[np.float64]
    push: NDArray[np.float64]


def impulses_of(swing: LegSwing) -> Impulses:
    """Return what a swing does to the water: a foot pulled up, a leg that drags, and a foot that comes down.

    The leg speeds up and slows down as arms and legs do that are moved smoothly: with the least jerk (T. Flash and N.
    Hogan, 1985, J. Neurosci. 5). Its pressure grows with the square of its speed.
    """
    first, last = np.ceil(swing.begin / BETWEEN), np.floor((swing.landing + PLUNGED) / BETWEEN)
    time = np.arange(first, last + 1) * BETWEEN
    lasted = swing.landing - swing.begin
    done = np.clip((time - swing.begin) / lasted, 0.0, 1.0)
    way = np.array(swing.end) - swing.start
    place = swing.start + (done**3 * (10 - 15 * done + 6 * done**2))[:, None] * way
    speed = float(np.hypot(*way)) / lasted * 30 * done**2 * (1 - done) ** 2
    depth = np.interp(done, (0.0, 1.0), swing.depths)
    dragged = DRAG * speed**2 / 2 * np.minimum(depth / KNEE, 1.0)
    up, down = (np.maximum(1 - abs(2 * (time - since) / PLUNGED - 1), 0.0) for since in (swing.begin, swing.landing))
    plunging = PLUNGE**2 / 2 * 2 * swing.weight * (down - 0.5 * up) * (depth > 0)
    return Impulses(time, place, (dragged + plunging) * BETWEEN)


class WaveSum:
    """Waves on the square that repeats, from the impulses on it.

    An impulse at a time s sends out waves sin(omega (t - s)) of each wave number; those of all are kept as two sums, of
    what turns forward and of what turns back.
    """

    def __init__(self) -> None:
        rows = np.fft.fftfreq(POINTS, 1 / POINTS)
        self._z, self._x = 2 * np.pi / PERIOD * rows, 2 * np.pi / PERIOD * np.arange(POINTS // 2 + 1)
        # Frequencies go by the length of the wave vector: rows of negative numbers repeat those of positive ones.
        self._row = abs(rows).astype(int)
        number = np.hypot(self._x[:, None], self._x)
        deep = np.tanh(number * DEPTH)
        self._frequency = np.sqrt((GRAVITY * number + TENSION * number**3) * deep)
        pressed = 2 * np.pi * (LEG / PERIOD) ** 2 * np.exp(-((number * LEG) ** 2) / 2)
        response = -number * deep * pressed / np.maximum(self._frequency, 1e-9)
        # No slope at the highest numbers, of which there is no second one to cancel against.
        response[-1] = response[:, -1] = 0.0
        x, z = np.broadcast_arrays(self._x, self._z[:, None])
        seen = np.stack([x, z, 1j * np.hypot(x, z) ** 2])
        self._seen = (seen * response[self._row] / 2).astype(np.complex64)

    def none(self) -> Sums:
        """Return the sums of no impulse."""
        return np.zeros((2, POINTS, POINTS // 2 + 1), np.complex64)

    def add(self, sums: Sums, impulses: Impulses, some: slice) -> None:
        """Add some impulses to sums, one by one in their order: sums made in parts are the same to the bit."""
        for time, (x, z), push in zip(impulses.time[some], impulses.place[some], impulses.push[some], strict=True):
            turned = self._turned(-float(time))
            place = (push * np.exp(-1j * self._z * z)[:, None] * np.exp(-1j * self._x * x)).astype(np.complex64)
            sums[0] += place * turned
            sums[1] += place * turned.conj()

    def waves(self, sums: Sums, time: float) -> NDArray[np.float32]:
        """Return the slope of the water at a time, s, along x and z, and the sum of its curvatures along both, 1/m.

        (POINTS, POINTS, 3), rows along z.
        """
        turned = self._turned(time)
        waves = sums[0] * turned - sums[1] * turned.conj()
        seen: NDArray[np.float32] = irfft2(self._seen * waves, (POINTS, POINTS), norm="forward")
        return np.moveaxis(seen, 0, -1)

    def _turned(self, time: float) -> NDArray[np.complex64]:
        """Return by how much each wave turns in a time, s: exp(i omega t), (POINTS, POINTS // 2 + 1)."""
        angle = np.mod(self._frequency * time, 2 * np.pi).astype(np.float32)
        turned: NDArray[np.complex64] = (np.cos(angle) + 1j * np.sin(angle))[self._row]
        return turned


class Wake:
    """The wake of an operator, a function of time alone."""

    def __init__(self, swings: Sequence[LegSwing]) -> None:
        """`swings`: in the order of their times."""
        self._swings = swings
        self._impulses = lru_cache(maxsize=32)(lambda number: impulses_of(swings[number]))
        self._sum = WaveSum()
        self._kept: dict[int, tuple[int, Sums]] = {}  # of swings: impulses counted, and their sums

    def at(self, time: float) -> NDArray[np.float32] | None:
        """Return the waves at a time, s, on the square that repeats, as `WaveSum.waves` does; None: still water."""
        total, there = self._sum.none(), False
        for number, swing in enumerate(self._swings):
            left = min((swing.landing + LIFE - time) / FADING, 1.0)
            if swing.begin < time and left > 0:
                total += np.float32(left * left * (3 - 2 * left)) * self._sums(number, time)
                there = True
        if not there:
            return None
        waves = self._sum.waves(total, time)
        steepness: NDArray[np.float32] = np.sqrt(1 + (waves[..., :2] ** 2).sum(-1, keepdims=True) / STEEPEST**2)
        return waves / steepness

    def centre(self, time: float) -> tuple[float, float]:
        """Return where the wader is at a time, s: x and z, m."""
        landing = [swing.landing for swing in self._swings]
        x, z = np.array([np.add(swing.start, swing.end) / 2 for swing in self._swings]).T
        return float(np.interp(time, landing, x)), float(np.interp(time, landing, z))

    def _sums(self, number: int, time: float) -> Sums:
        """Return the sums of the impulses of a swing up to a time, s."""
        impulses = self._impulses(number)
        count = int(np.searchsorted(impulses.time, time))
        known, sums = self._kept.pop(number, (0, self._sum.none()))
        if known > count:
            known, sums = 0, self._sum.none()
        self._sum.add(sums, impulses, slice(known, count))
        self._kept[number] = count, sums
        return sums
