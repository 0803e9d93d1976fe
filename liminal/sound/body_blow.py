"""Blows of bodies: what falls, heavy and soft, on the floor."""

from functools import lru_cache

import numpy as np

from liminal.random import mix, mix_arrays, units
from liminal.sound.bubble import times
from liminal.sound.noise import band_noise, burst
from liminal.sound.pages import Signal
from liminal.sound.steps import Floor

BLOW = 2e-5 * 10 ** (76 / 20)  # Pa at 1 m, at the peak, of a body that meets the floor at 2 m/s (by ear)
_FAST = 2.0  # m/s
_LASTS = 0.6  # s


@lru_cache(maxsize=16)
def body_blow(key: int, floor: Floor, speed: float) -> Signal:
    """Return a body of flesh and cloth that meets a floor at a speed, m/s: (n,), Pa at 1 m."""
    time, lots = times(_LASTS), units(mix_arrays(key, np.arange(6))).tolist()
    wave = np.zeros(len(time))
    # Knee, hip and shoulder, or hands: not all at once.
    for part in range(3):
        late = np.maximum(time - 0.05 * part * (0.5 + lots[part]), 0.0)
        pitch = (0.55 + 0.25 * lots[3 + part]) * floor.thump
        thump = np.sin(2 * np.pi * pitch * (late + 0.010 * np.exp(-late / 0.03))) * np.exp(-late / 0.085)
        wave += (1.0, 0.7, 0.45)[part] * thump * np.minimum(late / 0.006, 1.0)
    flesh = band_noise(90.0, 420.0).samples(mix(key, 7), 0, len(time)) * burst(time, 0.008, 0.045)
    slap = band_noise(500.0, 2600.0).samples(mix(key, 8), 0, len(time)) * burst(time - 0.01, 0.01, 0.05)
    wave += 0.35 * flesh + 0.12 * floor.tap * slap
    return np.asarray(BLOW * (speed / _FAST) * wave * np.minimum((time[-1] - time) / 0.1, 1.0), np.float32)
