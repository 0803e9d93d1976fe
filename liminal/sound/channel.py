"""Channels: what a voice goes through that is not in the room: a radio, a telephone, a loudspeaker."""

from functools import lru_cache

import numpy as np
from scipy.ndimage import maximum_filter1d, uniform_filter1d

from liminal.random import mix, mix_arrays, units
from liminal.sound.noise import Reals, band_noise, filtered, linear_filter
from liminal.sound.pages import RATE, Signal

_TAPS = 2047
_EDGE = 60.0  # Hz in which the bands of wires and radios end
_SQUELCH = (0.14, 0.26)  # s: of noise after a carrier has gone, until it is found out
_KEYED = 0.16  # s of carrier before speech and after it
_AGC = 0.18  # s over which a radio's level is evened out
_LOUD = 0.5  # of full scale: the level of speech on wires
_PHONE_RATE = 6  # samples of ours for one of a telephone line at 8 kHz
_MU = 255.0  # ITU-T G.711


def radio(voice: Signal, key: int, quality: float) -> Signal:
    """Return speech as a handheld radio gives it: (n + some, ), 1 for full scale; its squelch opens and shuts.

    `quality`: of the reception, 0 to 1. Less gives noise, and below a half clicks, as FM does near its threshold.
    """
    tail = _SQUELCH[0] + (_SQUELCH[1] - _SQUELCH[0]) * float(units(mix_arrays(key, 1))[0])
    ahead, after = int(_KEYED * RATE), int((_KEYED + tail) * RATE)
    sound = _evened(_limited_band(np.pad(voice, (ahead, after)), 300.0, 3000.0))
    sound = np.tanh(1.6 * sound) / 1.6
    count = len(sound)
    time = np.arange(count) / RATE
    # Noise of an FM detector grows with frequency; where the carrier is gone there is nothing else.
    noise = np.diff(band_noise(300.0, 3200.0).samples(mix(key, 2), 0, count + 1)) * 3.0
    weak = 1.0 - quality
    flutter = 0.6 + 0.8 * np.sin(2 * np.pi * 3.1 * time + 2.0 * np.sin(2 * np.pi * 0.7 * time)) ** 2
    sound = sound * (1.0 - 0.35 * weak * flutter / 1.4) + (0.012 + 0.22 * weak**2 * flutter) * noise
    sound += _clicks(key, count, 45.0 * max(weak - 0.5, 0.0))
    gone = time > (count / RATE - tail)
    sound = np.where(gone, 0.33 * noise, sound)
    return _limited_band(_spoken_by(sound, 1100.0, 350.0), 300.0, 3000.0)


def telephone(voice: Signal) -> Signal:
    """Return speech as a telephone line gives it: a carbon microphone, 300 to 3400 Hz, eight bits at 8 kHz (n,)."""
    sound = _limited_band(voice, 300.0, 3400.0)
    sound = _LOUD * sound / max(_level(sound), 1e-6) / 3.0
    # Grains of carbon are pressed together more easily than apart.
    sound = np.tanh(1.5 * sound + 0.45 * sound**2)
    sound = _limited_band(np.asarray(sound, np.float32), 300.0, 3400.0)
    kept = sound[::_PHONE_RATE]
    pressed = np.sign(kept) * np.log1p(_MU * np.minimum(np.abs(kept), 1.0)) / np.log1p(_MU)
    coded = np.round(pressed * 127.0) / 127.0
    back = np.sign(coded) * np.expm1(np.abs(coded) * np.log1p(_MU)) / _MU
    spread = np.zeros(len(sound), np.float32)
    spread[::_PHONE_RATE] = _PHONE_RATE * back
    return _limited_band(spread, 300.0, 3400.0)


def horn(voice: Signal) -> Signal:
    """Return speech as a loudspeaker's horn gives it, pressed hard by its amplifier: (n,), 1 for full scale."""
    sound = _evened(_limited_band(voice, 350.0, 5200.0))
    sound = np.clip(1.9 * sound, -0.85, 0.85)
    return _limited_band(_spoken_by(np.asarray(sound, np.float32), 900.0, 250.0, 2300.0), 350.0, 5200.0)


def _limited_band(sound: Signal, low: float, high: float) -> Signal:
    """Return a sound, all outside of a band, Hz, lowered by 40 dB and more: (n,)."""
    return np.asarray(filtered(np.pad(sound, _TAPS // 2), _band(low, high)), np.float32)


@lru_cache(maxsize=4)
def _band(low: float, high: float) -> Signal:
    def gain(hertz: Reals) -> Reals:
        rises = np.clip((hertz - low) / _EDGE + 0.5, 0.0, 1.0)
        return np.asarray(rises * np.clip((high - hertz) / _EDGE + 0.5, 0.0, 1.0))

    return linear_filter(gain, _TAPS)


def _spoken_by(sound: Signal, middle: float, width: float, upper: float = 2100.0) -> Signal:
    """Return a sound from a small cone that rings, at two frequencies, Hz."""

    def gain(hertz: Reals) -> Reals:
        first = 1.6 / (1 + ((hertz - middle) / width) ** 2)
        return np.asarray(0.45 + first + 0.9 / (1 + ((hertz - upper) / (0.6 * width)) ** 2))

    return filtered(np.pad(sound, 255), linear_filter(gain, 511)) / np.float32(1.6)


def _evened(sound: Signal) -> Signal:
    """Return speech whose level is held, by a gain that falls at once and rises slowly: (n,)."""
    width = int(_AGC * RATE)
    held = maximum_filter1d(np.abs(sound), width, mode="nearest")
    smooth = uniform_filter1d(held, width // 2, mode="nearest")
    return np.asarray(_LOUD * sound / np.maximum(smooth, 0.12 * max(float(smooth.max()), 1e-6)), np.float32)


def _clicks(key: int, count: int, often: float) -> Reals:
    """Return the clicks of a weak carrier, so many a second: (count,)."""
    clicks = np.zeros(count)
    number = int(often * count / RATE)
    if number:
        lots = units(mix_arrays(key, 3, np.arange(2 * number))).reshape(number, 2)
        clicks[(lots[:, 0] * (count - 60)).astype(int)] = np.where(lots[:, 1] < 0.5, -1.0, 1.0)
        late = np.arange(60)
        clicks = np.convolve(clicks, np.exp(-late / 12.0) * np.sin(late / 4.0))[:count]
    return clicks


def _level(sound: Signal) -> float:
    return float(np.sqrt(np.mean(np.square(sound, dtype=np.float64))))
