"""Loudness as ITU-R BS.1770-4 defines it, and a limiter that keeps peaks below full scale."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, rfft
from scipy.ndimage import minimum_filter1d, uniform_filter1d

from liminal.sound.noise import Reals
from liminal.sound.pages import RATE, Signal

# K-weighting at 48 kHz, tables 1 and 2 of the recommendation: the effect of a head, and a high-pass.
_HEAD = (1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585)
_BASS = (1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621)
_OFFSET = -0.691  # LKFS
_STEP = RATE // 10  # blocks of 400 ms begin every 100 ms
_SIZE, _FADED = 1 << 16, 1 << 13  # samples: of a transform, and after which the filters' response is below 1e-16
_ABSOLUTE, _RELATIVE = -70.0, -10.0  # LKFS, LU: gates

CEILING = 10 ** (-1.0 / 20)  # of full scale: room for the overshoot of codecs
REACH = 720  # samples: look-ahead and hold of the limiter, 15 ms


def block_powers(sound: Signal) -> Reals:
    """Return the K-weighted power of each whole block of 400 ms of a sound (channels, n) at 48 kHz: (blocks,)."""
    weighted = _weighted(sound)
    steps = weighted.shape[1] // _STEP
    shape = len(sound), steps, _STEP
    power = np.square(weighted[:, : steps * _STEP]).reshape(shape).mean(2, dtype=np.float64).sum(0)
    if steps < 4:
        return np.asarray([power.mean()]) if steps else np.zeros(0)
    return np.asarray(np.convolve(power, np.full(4, 0.25), "valid"))


def _weighted(sound: Signal) -> Signal:
    """Return a K-weighted sound (channels, n), by overlapping transforms."""
    padded = np.pad(sound, ((0, 0), (_FADED, _SIZE)))
    stretches = [
        irfft(rfft(padded[:, first : first + _SIZE]) * _response(), _SIZE)[:, _FADED:]
        for first in range(0, sound.shape[1], _SIZE - _FADED)
    ]
    return np.asarray(np.concatenate(stretches, axis=1)[:, : sound.shape[1]])


@lru_cache(maxsize=1)
def _response() -> NDArray[np.complex64]:
    """Return the frequency response of K-weighting at each bin of a transform: (_SIZE / 2 + 1,)."""
    back = np.exp(-2j * np.pi * np.arange(_SIZE // 2 + 1) / _SIZE)  # one sample back
    (head, head_back), (bass, bass_back) = (
        [sum(weight * back**order for order, weight in enumerate(weights)) for weights in filter]
        for filter in (_HEAD, _BASS)
    )
    return np.asarray(head / head_back * bass / bass_back, np.complex64)


def loudness_of(powers: Reals) -> float:
    """Return the gated loudness, LKFS, of the powers of blocks; minus infinity if all are below the absolute gate."""
    audible = powers[powers > 10 ** ((_ABSOLUTE - _OFFSET) / 10)]
    if not len(audible):
        return float("-inf")
    gate = audible.mean() * 10 ** (_RELATIVE / 10)
    return _OFFSET + 10 * float(np.log10(audible[audible > gate].mean()))


def loudness(sound: Signal) -> float:
    """Return the integrated loudness of a sound (channels, n) at 48 kHz, LKFS."""
    return loudness_of(block_powers(sound))


def limited(sound: Signal) -> Signal:
    """Limit peaks to CEILING by a smooth gain with look-ahead: (channels, n + 4 REACH) gives (channels, n)."""
    peak = np.abs(sound).max(axis=0)
    allowed = np.minimum(1.0, CEILING / np.maximum(peak, 1e-9))
    # The minimum gain of the neighbourhood, averaged over it, never exceeds the allowed gain.
    held = minimum_filter1d(allowed, 2 * REACH + 1, mode="nearest")
    smooth = uniform_filter1d(held, 2 * REACH + 1, mode="nearest")
    inner = slice(2 * REACH, len(peak) - 2 * REACH)
    return np.asarray(np.clip(sound[:, inner] * smooth[inner], -CEILING, CEILING), np.float32)
