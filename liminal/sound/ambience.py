"""Ambience: what goes on all the time far away in places, diffuse: wind, a pump, switchgear. Levels are by ear."""

import numpy as np

from liminal.random import mix, mix_arrays, units
from liminal.settings.sound import SoundSettings
from liminal.sound.noise import band_noise, wander
from liminal.sound.pages import PAGE, RATE, Signal

_WIND = 2e-5 * 10 ** (39 / 20)  # Pa, where one stands
_WHISTLE = 2e-5 * 10 ** (17 / 20)  # Pa: its part above 110 Hz
_GUST = 11.0  # s

# Tones that walls let through: Hz, dB SPL where one stands. Two pumps of two poles at 3,500 turns a minute, one of
# which slips more than the other: they beat. The iron of switchgear is pulled twice in each period of the mains.
_PUMP = ((58.30, 31.0), (58.12, 29.0), (116.6, 24.0), (116.24, 22.0), (174.9, 18.0), (291.5, 13.0))
_MAINS = ((60.0, 32.0), (120.0, 33.0), (180.0, 22.0), (240.0, 25.0), (360.0, 17.0))
_RUSH = 2e-5 * 10 ** (20 / 20)  # Pa: of water in the pump's pipes


def ambience_page(settings: SoundSettings, key: int, number: int) -> Signal:
    """Return a page of what goes on far away: (2, PAGE), Pa at the microphone."""
    page, first = np.zeros((2, PAGE), np.float32), number * PAGE
    if settings.wind:
        gust = np.float32(settings.wind) * _swell(mix(key, 1), number, _GUST) ** 2
        low = [band_noise(18.0, 70.0).samples(mix(key, 2, part), first, PAGE) for part in (0, 1, 2)]
        high = [band_noise(110.0, 480.0).samples(mix(key, 3, part), first, PAGE) for part in (0, 1)]
        both = np.stack([0.9 * low[0] + 0.4 * low[1], 0.9 * low[0] + 0.4 * low[2]])
        page += gust * np.float32(_WIND) * both.astype(np.float32)
        page += gust**2 * np.float32(_WHISTLE) * np.stack(high)
    if settings.pump:
        rush = np.stack([band_noise(140.0, 420.0).samples(mix(key, 4, ear), first, PAGE) for ear in (0, 1)])
        steady = 0.8 + 0.2 * _swell(mix(key, 5), number, 7.0)
        page += np.float32(settings.pump) * (steady * _tones(_PUMP, mix(key, 6), number) + np.float32(_RUSH) * rush)
    if settings.mains:
        page += np.float32(settings.mains) * _tones(_MAINS, mix(key, 7), number)
    return page


def _swell(key: int, number: int, seconds: float) -> Signal:
    """Return a slow random curve from 0.4 to 1.6 in a page: (PAGE,)."""
    ends = wander(key, np.linspace(number, number + 1, 9) / seconds)
    return np.interp(np.linspace(0, 8, PAGE, endpoint=False), np.arange(9), 0.4 + 1.2 * ends).astype(np.float32)


def _tones(tones: tuple[tuple[float, float], ...], key: int, number: int) -> Signal:
    """Return a page of tones, Pa: (PAGE,)."""
    wave = np.zeros(PAGE)
    turns = units(mix_arrays(key, np.arange(len(tones)))).tolist()
    for (hertz, level), turn in zip(tones, turns, strict=True):
        cycles = (hertz * number + turn) % 1.0 + hertz * np.arange(PAGE) / RATE
        wave += np.sqrt(2) * 2e-5 * 10 ** (level / 20) * np.sin(2 * np.pi * cycles)
    return wave.astype(np.float32)
