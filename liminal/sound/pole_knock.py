"""Knocks of the creature's hands on walls and lintels, and the clatter of its poles when it folds up."""

from functools import lru_cache

import numpy as np

from liminal.random import mix, mix_arrays, units
from liminal.sound.bubble import times
from liminal.sound.noise import Reals, band_noise, burst, wander
from liminal.sound.pages import Signal

KNOCK = 2e-5 * 10 ** (61 / 20)  # Pa at 1 m, at the peak, of a hand that comes with 1 m/s (by ear: a knuckle on a door)
CLATTER = 2e-5 * 10 ** (74 / 20)  # Pa at 1 m, of poles that fall at 2 m/s
BRUSH = 0.3  # of the peak of a knock: a hand that is drawn away
_FAST = 2.0  # m/s
_LASTS, _CLATTERS = 0.30, 0.75  # s
_BONE = 640.0  # Hz: the lowest mode of a dry finger of 0.2 m
_MODES = (1.0, 2.757, 5.404)  # of a bar with free ends (Rayleigh, "The Theory of Sound", 1877, section 170)
_BOARD = 175.0  # Hz: of plasterboard between its studs


@lru_cache(maxsize=64)
def pole_knock(key: int, speed: float) -> Signal:
    """Return fingers of bone that come to rest on a wall at a speed, m/s, one after the other: (n,), Pa at 1 m."""
    time, lots = times(_LASTS), units(mix_arrays(key, np.arange(12))).tolist()
    wave, count, at = np.zeros(len(time)), 2 + int(2.99 * lots[0]), 0.0
    for finger in range(count):
        hard = (1.0, 0.55, 0.7, 0.35)[finger] * (0.7 + 0.6 * lots[1 + finger])
        wave += hard * _tock(mix(key, finger), time - at, _BONE * (0.85 + 0.4 * lots[5 + finger]))
        at += 0.016 + 0.045 * lots[9 + finger % 3]
    return _faded(KNOCK * speed * wave, time)


@lru_cache(maxsize=16)
def clatter(key: int, speed: float) -> Signal:
    """Return poles that fall on one another and on the floor at a speed, m/s: (n,), Pa at 1 m."""
    time, lots = times(_CLATTERS), units(mix_arrays(key, np.arange(18))).tolist()
    wave = 0.9 * np.sin(2 * np.pi * 62.0 * time) * burst(time, 0.004, 0.06)
    for pole in range(6):
        late = 0.075 * pole * (0.5 + lots[pole])
        hard = (1.0 if pole == 0 else 0.25 + 0.5 * lots[6 + pole]) * np.exp(-2.5 * late)
        # Thigh, shank and arm are three times as long as a finger, and thicker.
        wave += hard * _tock(mix(key, pole), time - late, _BONE * (0.35 + 0.35 * lots[12 + pole]))
    return _faded(CLATTER * (speed / _FAST) * wave, time)


@lru_cache(maxsize=16)
def brush(key: int) -> Signal:
    """Return fingers that are drawn off a wall: (n,), Pa at 1 m."""
    time = times(_LASTS)
    # It sticks and slips unevenly, and goes in a fifth of a second.
    slips = 9.0 * time / _LASTS * (0.6 + 0.9 * wander(mix(key, 1), 11.0 * time / _LASTS))
    grain = np.exp(-5.0 * (slips % 1.0)) * wander(mix(key, 3), 37.0 * time / _LASTS)
    swell = np.minimum(time / 0.02, 1.0) * np.exp(-((time / 0.11) ** 2))
    wave = 0.3 * (0.1 + grain) * swell * band_noise(900.0, 4200.0).samples(mix(key, 2), 0, len(time))
    return _faded(KNOCK * wave, time)


def _tock(key: int, time: Reals, pitch: float) -> Reals:
    """A dry bar that strikes a board at time 0, with a peak of about 1."""
    struck = time > 0
    late = np.maximum(time, 0.0)
    bar = sum(
        np.sin(2 * np.pi * pitch * mode * late) * np.exp(-late / (0.016 / mode)) / (1.0 + number)
        for number, mode in enumerate(_MODES)
    )
    board = 0.5 * np.sin(2 * np.pi * _BOARD * late) * np.exp(-late / 0.030)
    click = 0.5 * band_noise(1800.0, 5200.0).samples(mix(key, 9), 0, len(time)) * burst(time, 0.0006, 0.0025)
    rising = np.minimum(late / 0.0008, 1.0)
    return np.asarray(struck * (rising * (0.6 * bar + board) + click))


def _faded(wave: Reals, time: Reals) -> Signal:
    return np.asarray(wave * np.minimum((time[-1] - time) / 0.05, 1.0), np.float32)
