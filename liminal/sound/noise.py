"""Noise as a function of the sample number, linear-phase filters, and smooth random curves."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, next_fast_len, rfft

from liminal.random import Stream, mix, mix_arrays, units
from liminal.sound.pages import RATE, Signal

Reals = NDArray[np.float64]

_LENGTH = 1 << 19  # samples in a table, 11 s: too long for its repetition to be heard
_FULL = 4095  # taps: a resolution of 12 Hz, enough for the lowest band edge


class Noise:
    """Noise of one colour, with a power of 1: a periodic table, begun at another place for every key."""

    def __init__(self, gain: Callable[[Reals], Reals]) -> None:
        """`gain(f)`: the amplitude against white noise, at f Hz."""
        shaped = _white_spectrum() * gain(frequencies(_LENGTH)).astype(np.float32)
        table = irfft(shaped, _LENGTH)
        self._table: Signal = table / table.std(dtype=np.float64).astype(np.float32)

    def samples(self, key: int, first: int, count: int) -> Signal:
        """Return the samples from number `first` on: (count,)."""
        start = (mix(key, 0) + first) % _LENGTH
        if start + count <= _LENGTH:
            return np.asarray(self._table[start : start + count])
        return np.asarray(np.take(self._table, np.arange(start, start + count), mode="wrap"))


@lru_cache(maxsize=4)
def frequencies(size: int) -> Reals:
    """Return the frequencies of the real transform of `size` samples, Hz: (size / 2 + 1,)."""
    return np.asarray(np.fft.rfftfreq(size, 1 / RATE), np.float64)


@lru_cache(maxsize=1)
def _white_spectrum() -> NDArray[np.complex64]:
    number = np.arange(_LENGTH)
    # Box and Muller, 1958, "A note on the generation of random normal deviates".
    radius = np.sqrt(-2 * np.log(1 - units(mix_arrays(int(Stream.SOUND_NOISE), 0, number))))
    white = radius * np.cos(2 * np.pi * units(mix_arrays(int(Stream.SOUND_NOISE), 1, number)))
    return np.asarray(rfft(white.astype(np.float32)))


@lru_cache(maxsize=32)
def band_noise(low: float, high: float) -> Noise:
    """Return noise from `low` to `high` Hz."""
    return Noise(lambda frequency: band(frequency, low, high))


def filtered(signal: Signal, filter: Signal) -> Signal:
    """Filter (..., n + 2 reach) samples to (..., n); `reach` is half the filter's length."""
    size = next_fast_len(signal.shape[-1], real=True)
    both = irfft(rfft(signal, size) * _spectrum(filter.tobytes(), size), size)
    return np.ascontiguousarray(both[..., len(filter) - 1 : signal.shape[-1]])


@lru_cache(maxsize=32)
def _spectrum(filter: bytes, size: int) -> NDArray[np.complex64]:
    return np.asarray(rfft(np.frombuffer(filter, np.float32), size))


def linear_filter(gain: Callable[[Reals], Reals], taps: int = _FULL) -> Signal:
    """Return the symmetric filter, of an odd number of `taps`, whose gain at f Hz is `gain(f)`, delayed by half."""
    size = 1 << (taps - 1).bit_length() + 1
    impulse = np.roll(np.fft.irfft(gain(frequencies(size)), size), taps // 2)[:taps]
    return (impulse * np.hanning(taps + 2)[1:-1]).astype(np.float32)


def band(frequency: Reals, low: float, high: float, steepness: int = 2) -> Reals:
    """Return the gain of a band from `low` to `high` Hz, 3 dB down at both, falling 6 dB x `steepness` an octave."""
    passed = 1 + _power(np.square(frequency / high), steepness)
    if low > 0:
        passed *= 1 + _power(np.square(low / np.maximum(frequency, 1e-3)), steepness)
    return np.asarray(1 / np.sqrt(passed))


def _power(base: Reals, exponent: int) -> Reals:
    # A handful of products is much faster than numpy's power.
    return base if exponent == 1 else base * _power(base, exponent - 1)


def wander(key: int, time: Reals) -> Reals:
    """Return value noise from 0 to 1: smooth in `time`, with a new random value at each whole number."""
    whole = np.floor(time)
    share = time - whole
    share = share * share * (3 - 2 * share)
    number = whole.astype(np.int64)
    before, after = units(mix_arrays(key, number)), units(mix_arrays(key, number + 1))
    return np.asarray(before + (after - before) * share)


def burst(time: Reals, attack: float, decay: float) -> Reals:
    """Rise over `attack` and fall with `decay` (s); nothing before time 0."""
    after = np.maximum(time, 0.0)
    return np.asarray(np.minimum(after / attack, 1.0) * np.exp(-np.maximum(after - attack, 0.0) / decay))
