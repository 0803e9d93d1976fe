"""Formants: resonances of a throat that moves, as filters that change every five milliseconds."""

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, rfft

from liminal.sound.noise import Reals, frequencies
from liminal.sound.pages import RATE, Signal

HOP = RATE // 200  # samples between states of the throat: 5 ms
_SIZE = 2048  # samples of a transform: a frame of two hops, and 33 ms for it to ring

Responses = NDArray[np.complex128]  # (states, _SIZE / 2 + 1)


def states(count: int) -> int:
    """Return how many states of a throat so many samples have."""
    return -(-count // HOP) + 1


def resonance(middle: Reals, width: Reals) -> Responses:
    """Return the response of a resonance whose frequency and bandwidth, Hz, are known for each state: (states,).

    Klatt, 1980, "Software for a cascade/parallel formant synthesizer", equations 1 and 2: 1 at 0 Hz.
    """
    fades = np.exp(-np.pi * width / RATE)[:, None]
    first, second = 2 * fades * np.cos(2 * np.pi * middle / RATE)[:, None], -(fades**2)
    back = _back()
    return np.asarray((1 - first - second) / (1 - first * back - second * back**2))


def peak(middle: Reals, width: Reals) -> Responses:
    """Return a `resonance` for a parallel branch: 1 at its peak, and nothing at 0 Hz."""
    rings = resonance(middle, width) * (1 - _back())
    return np.asarray(rings / np.maximum(np.abs(rings).max(axis=1, keepdims=True), 1e-9))


def shaped(sound: Reals, responses: Responses) -> Signal:
    """Return a sound (n,) through a throat of so many `states`, each cross-faded to the next: (n,)."""
    count = len(responses)
    padded = np.pad(sound, (HOP, HOP * (count + 1) - len(sound)))
    starts = HOP * np.arange(count)
    frames = padded[starts[:, None] + np.arange(2 * HOP)] * _WINDOW
    rung = irfft(rfft(frames, _SIZE) * responses, _SIZE)
    hops = -(-_SIZE // HOP)
    rung = np.pad(rung, ((0, 0), (0, hops * HOP - _SIZE))).reshape(count, hops, HOP)
    out = np.zeros((count + hops, HOP))
    for hop in range(hops):
        out[hop : hop + count] += rung[:, hop]
    return np.asarray(out.ravel()[HOP : HOP + len(sound)], np.float32)


def _back() -> NDArray[np.complex128]:
    """One sample back, at each frequency of a transform."""
    return np.asarray(np.exp(-2j * np.pi * frequencies(_SIZE) / RATE))


_WINDOW = 0.5 - 0.5 * np.cos(np.pi * (np.arange(2 * HOP) + 0.5) / HOP)
