"""Cloth: what clothes and suits do with every swing of a limb."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft

from liminal.random import mix, mix_arrays, units
from liminal.sound.noise import band_noise
from liminal.sound.pages import RATE, Signal

SWING = 0.46  # s: a swing of a leg and of the other arm
_BUCKLE = 0.0012  # s: decay of a buckle of a coated sheet
_PITCHES, _LOWEST, _RISES = 8, 1150.0, 1.27  # of facets of it: how many, of the largest, Hz, and from each to the next


@dataclass(frozen=True)
class Cloth:
    """Clothing. `level`: its loudest, Pa at 1 m. `low`, `high`: its band, Hz. `buckles`: of a stiff sheet, 1/s."""

    level: float
    low: float
    high: float
    buckles: float = 0.0


COTTON = Cloth(2e-5 * 10 ** (27 / 20), 500.0, 4200.0)
PVC = Cloth(2e-5 * 10 ** (41 / 20), 900.0, 7500.0, 260.0)


@lru_cache(maxsize=32)
def rustle(key: int, cloth: Cloth) -> Signal:
    """Return what a swing makes: (n,), with a power of about 1 where it is fastest."""
    count = int(SWING * RATE)
    share = np.arange(count) / count
    # Fast in the middle, and once more as the other leg takes over.
    speed = np.sin(np.pi * share) ** 2 * (0.75 + 0.25 * np.sin(4 * np.pi * share + 6 * units(mix_arrays(key, 1))))
    wave = band_noise(cloth.low, cloth.high).samples(mix(key, 2), 0, count) * speed
    if cloth.buckles:
        # A coated sheet does not slide but snaps from fold to fold, more often the faster it is moved.
        snaps, late = round(cloth.buckles * SWING), np.arange(int(5 * _BUCKLE * RATE)) / RATE
        lots = units(mix_arrays(key, 3, np.arange(3 * snaps))).reshape(snaps, 3)
        at = np.interp(lots[:, 0], np.cumsum(speed) / speed.sum(), np.arange(count)).astype(int)
        size = next_fast_len(count + len(late), real=True)
        snapping = np.zeros(size // 2 + 1, complex)
        for pitch in range(_PITCHES):
            own = np.floor(lots[:, 1] * _PITCHES) == pitch
            clicks = np.zeros(count)
            np.add.at(clicks, at[own], (0.2 + 3.0 * lots[own, 2] ** 4) * np.where(lots[own, 2] * 64 % 2 < 1, -1.0, 1.0))
            ring = np.exp(-late / _BUCKLE * (0.6 + 0.2 * pitch)) * np.sin(2 * np.pi * _LOWEST * _RISES**pitch * late)
            snapping += rfft(clicks, size) * rfft(ring, size)
        wave = 0.5 * wave + 2.0 * irfft(snapping, size)[:count]
    return np.asarray(wave, np.float32)
