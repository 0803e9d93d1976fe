"""Steps in water, and those of wet shoes: a plunge with its bubbles, the drag of the other leg, and what squelches."""

from functools import lru_cache

import numpy as np

from liminal.random import mix, mix_arrays, units
from liminal.sound.bubble import bubble, times
from liminal.sound.noise import band_noise, burst
from liminal.sound.pages import Signal

LONG = 1.5  # s: the longest of these sounds
_DEEP = 0.6  # m: deeper, a step is no louder
_BUBBLES = 26  # of a plunge as deep as that


@lru_cache(maxsize=32)
def plunge(key: int, depth: float, weight: float) -> Signal:
    """Return a step into water of a depth (m), of a weight from 0 to 1: (n,), 1 at the peak of a common dry step."""
    time, draw = times(LONG), units(mix_arrays(key, np.arange(6))).tolist()
    deep = min(depth / _DEEP, 1.0)

    # The foot parts the water: the shallower it is, the sharper; then what was thrown up falls back.
    part = band_noise(300.0 if deep < 0.5 else 180.0, 4200.0 if deep < 0.5 else 2600.0)
    wave = (0.25 + 0.35 * deep) * part.samples(mix(key, 11), 0, len(time))
    wave *= burst(time, 0.012 + 0.05 * deep, 0.05 + 0.07 * deep)
    spray = band_noise(900.0, 6500.0).samples(mix(key, 12), 0, len(time))
    wave += 0.16 * (0.6 + 0.8 * draw[0]) * spray * burst(time - 0.07 - 0.06 * draw[1], 0.04, 0.11)

    # The other leg drags through it before it comes down in its turn: low, and longer the deeper.
    drag = band_noise(90.0, 520.0).samples(mix(key, 13), 0, len(time))
    stroke = np.clip((time - 0.18) / (0.5 + 0.4 * deep), 0.0, 1.0)
    wave += 0.35 * deep * (0.7 + 0.6 * draw[2]) * drag * np.sin(np.pi * stroke) ** 2

    # Air that was taken under rings in bubbles of 1 to 5 mm, most of them soon.
    lots = units(mix_arrays(key, 1, np.arange(3 * (4 + round(_BUBBLES * deep))))).reshape(-1, 3)
    for late, size, loud in lots.tolist():
        wave += 0.3 * loud**2 * bubble(1e-3 * 5.0**size, time - 0.04 - 0.55 * late**1.6)
    fade = np.minimum((time[-1] - time) / 0.1, 1.0)
    return np.asarray((0.55 + 2.1 * weight) * fade * wave, np.float32)


@lru_cache(maxsize=32)
def squelch(key: int, wet: float) -> Signal:
    """Return what a wet shoe adds to its step, `wet` from 0 to 1: (n,), 1 at the peak of a common dry step."""
    time, draw = times(0.45), units(mix_arrays(key, np.arange(3))).tolist()
    film = band_noise(1200.0, 6800.0).samples(mix(key, 14), 0, len(time))
    wave = 0.30 * film * burst(time - 0.004, 0.006, 0.018)
    # The sole peels off the film of water it has left.
    wave += 0.16 * (0.5 + draw[0]) * film * burst(time - 0.20 - 0.06 * draw[1], 0.035, 0.02)
    for late, size, loud in units(mix_arrays(key, 2, np.arange(15))).reshape(5, 3).tolist():
        wave += 0.25 * wet * loud * bubble(0.8e-3 * 3.0**size, time - 0.02 - 0.22 * late)
    return np.asarray(wet**0.7 * wave, np.float32)
