"""Breath behind a visor: a demand valve that opens and hisses, a mask that resounds, and a valve that lets out.

Of masks of breathing apparatus: air that rushes in is broad noise, steady while the valve is open and louder than all
else in the mask; air that leaves is softer (Kushner et al., 2006, "The acoustic properties of SCBA equipment and its
effects on speech communication"). Levels and pitches are by ear.
"""

from functools import lru_cache

import numpy as np

from liminal.random import mix, mix_arrays, units
from liminal.sound.noise import Noise, Reals, band, band_noise, wander
from liminal.sound.pages import RATE, Signal

INHALED = 2e-5 * 10 ** (63 / 20)  # Pa in the mask
EXHALED = 2e-5 * 10 ** (57 / 20)
OUTSIDE = 2e-5 * 10 ** (37 / 20)  # Pa at 1 m from a mask, of a breath out
SUIT = 0.5  # kg/m2: of coated fabric

# Resonances of the air in a mask and a hood: Hz, width, gain.
_CAVITY = ((240.0, 70.0, 1.0), (345.0, 90.0, 0.9), (690.0, 130.0, 0.35), (1480.0, 280.0, 0.22), (2650.0, 500.0, 0.16))
_CLICK = 0.003  # s
_FLUTTER = 31.0  # Hz: of a valve's disc


def _resounding(hertz: Reals, hiss: float, low: float, high: float) -> Reals:
    """Return the gain of a mask for noise that begins in a valve: its resonances, and what comes straight."""
    rings = sum(loud / (1 + ((hertz - middle) / width) ** 2) for middle, width, loud in _CAVITY)
    return np.asarray((rings + hiss) * band(hertz, low, high))


@lru_cache(maxsize=2)
def _rush(outward: bool) -> Noise:
    hiss, low, high = (0.03, 120.0, 1500.0) if outward else (0.16, 170.0, 6500.0)
    return Noise(lambda hertz: _resounding(hertz, hiss, low, high))


@lru_cache(maxsize=16)
def breath_in(key: int, seconds: float) -> Signal:
    """Return a breath in: (n,), with a power of about 1 while the valve is open."""
    count = int(seconds * RATE)
    time, lots = np.arange(count) / RATE, units(mix_arrays(key, np.arange(6))).tolist()
    # The valve opens at once when the pull of the lungs is enough, and shuts more slowly.
    opened = np.minimum(time / 0.03, 1.0) * np.clip((seconds - time) / (0.25 + 0.15 * lots[0]), 0.0, 1.0) ** 1.5
    pull = 0.65 + 0.35 * np.sin(np.pi * np.minimum(time / seconds, 1.0)) + 0.2 * _wandering(mix(key, 1), 9.0, time)
    trembles = 1.0 + 0.12 * lots[1] * np.sin(2 * np.pi * (_FLUTTER * time + 0.7 * _wandering(mix(key, 2), 12.0, time)))
    wave = opened * pull * trembles * _rush(False).samples(mix(key, 3), 0, count)
    wave += opened * np.maximum(pull - 0.9, 0.0) * band_noise(1800.0, 7500.0).samples(mix(key, 4), 0, count)
    for at, loud in ((0.004, 0.9), (max(seconds - 0.06, 0.01), 0.5)):
        late = time - at
        tick = np.exp(-np.maximum(late, 0.0) / _CLICK) * (late > 0)
        wave += loud * tick * (np.sin(2 * np.pi * 1350.0 * late) + 0.6 * np.sin(2 * np.pi * 410.0 * late))
    return np.asarray(wave, np.float32)


@lru_cache(maxsize=16)
def breath_out(key: int, seconds: float) -> Signal:
    """Return a breath out: (n,), with a power of about 1 at its peak."""
    count = int(seconds * RATE)
    time, lots = np.arange(count) / RATE, units(mix_arrays(key, np.arange(4))).tolist()
    flow = np.minimum(time / 0.05, 1.0) * np.exp(-1.6 * time / seconds) * np.clip((seconds - time) / 0.15, 0.0, 1.0)
    # The disc of the valve flaps while little air passes: as it opens, and before it shuts.
    little = np.exp(-(((flow - 0.45) / 0.25) ** 2))
    turns = _FLUTTER * (0.8 + 0.4 * lots[0]) * time + _wandering(mix(key, 1), 8.0, time)
    flaps = 1.0 + 0.55 * little * np.sin(2 * np.pi * turns)
    return np.asarray(1.3 * flow * flaps * _rush(True).samples(mix(key, 2), 0, count), np.float32)


def _wandering(key: int, pace: float, time: Reals) -> Reals:
    """Return `wander` at times, s, at so many new values a second, each hundredth of a second interpolated."""
    known = np.arange(0.0, time[-1] + 0.02, 0.01)
    return np.asarray(np.interp(time, known, wander(key, pace * known)))


def through_suit(hertz: Reals) -> Reals:
    """Return the share of pressure that passes a suit at f Hz, by the mass law, as of `SoundPaths.passing`."""
    return np.asarray(np.minimum(10 ** (47 / 20) / (SUIT * np.maximum(hertz, 1.0)), 1.0))
