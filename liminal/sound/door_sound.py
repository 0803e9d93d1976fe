"""The sounds of a door: its latch, its leaf on the frame, and hinges that creak."""

import numpy as np

from liminal.random import mix, mix_arrays, units
from liminal.sound.noise import Reals, band_noise, wander
from liminal.sound.pages import RATE, Signal
from liminal.thing.hinge import PIN
from liminal.thing.trajectory import Trajectory

_SLAM = 2.5  # m/s of a leaf's edge: a slam
_CLICK, _NOISE = 0.01, 0.2  # of its peak: the latch, and the noise of the blow
_LASTS = 1.2  # s
# Modes of a hollow leaf in its frame, Hz, with their decays, s, and amplitudes (by ear).
_MODES = ((64.0, 0.16, 0.4), (112.0, 0.09, 0.2), (187.0, 0.06, 0.14), (343.0, 0.035, 0.08), (610.0, 0.02, 0.04))
_LATCH = ((2600.0, 0.004, 1.0), (1900.0, 0.006, 0.8), (4300.0, 0.002, 0.5))  # of a spring latch in its strike

_HARMONICS = 24
_FORMANTS = ((520.0, 160.0, 1.0), (1350.0, 260.0, 0.6), (2700.0, 500.0, 0.25))  # Hz, Hz, amplitude: the leaf as a board
_BOUTS = 5.0  # for each radian: how often it begins to creak
_FASTEST = 0.012  # m/s on the pin: above, oil and speed carry it, and it creaks no more


def shut(speed: float, key: int) -> Signal:
    """Return the sound of a leaf that meets its frame, (n,), 1 at the peak of a slam; of the latch alone if slow.

    `speed`: of its edge, m/s.
    """
    time = np.arange(int(_LASTS * RATE)) / RATE
    lots = units(mix_arrays(key, np.arange(8))).tolist()
    force = (speed / _SLAM) ** 1.3
    wave = _CLICK * _ringing(time, _LATCH, 1 + 0.06 * (lots[0] - 0.5))
    # The bolt falls into its strike a moment before the leaf meets the stop, and all the frame shakes.
    late = np.maximum(time - 0.006, 0.0)
    wave += (late > 0) * force * _ringing(late, _MODES, 1 + 0.1 * (lots[1] - 0.5))
    noise = band_noise(120.0, 1600.0).samples(mix(key, 9), 0, len(time))
    wave += (late > 0) * force * _NOISE * noise * np.exp(-late / 0.05)
    rattle = np.maximum(time - 0.055 - 0.02 * lots[2], 0.0)
    wave += (rattle > 0) * 0.04 * force * _ringing(rattle, _LATCH, 0.8 + 0.1 * lots[3])
    fade = np.minimum(np.minimum(time / 0.0005, 1.0), (time[-1] - time) / 0.05)
    return np.asarray(wave * np.minimum(fade, 1.0), np.float32)


def creak(trajectory: Trajectory, times: Reals, key: int) -> Signal:
    """Return how the hinges of a leaf creak at some times (n,), s: 1 is as loud as it gets.

    The pins stick and slip in bouts that belong to the angle, the faster the faster the leaf turns; the sound is made
    of the harmonics of that in the leaf.
    """
    known, slip = trajectory.times, trajectory.slip
    way = _integral(slip / PIN, known)  # rad, however often to and fro
    hertz = (70.0 + 260.0 * np.minimum(slip / _FASTEST, 1.0)) * (0.7 + 0.6 * wander(mix(key, 2), _BOUTS * way))
    bout = np.clip(3.0 * wander(mix(key, 1), _BOUTS * way) - 1.2, 0.0, 1.0)
    loud = bout * np.minimum(slip / (0.1 * _FASTEST), 1.0) * np.clip(2.0 - 2.0 * slip / _FASTEST, 0.0, 1.0)
    cycles, pitch = np.interp(times, known, _integral(hertz, known)), np.interp(times, known, hertz)
    wave = np.zeros(len(times))
    for order in range(1, _HARMONICS):
        gain = sum(share * np.exp(-(((order * pitch - middle) / width) ** 2)) for middle, width, share in _FORMANTS)
        wave += gain * np.sin(2 * np.pi * order * cycles)
    return np.asarray(0.18 * np.interp(times, known, loud, left=0.0, right=0.0) * wave, np.float32)


def _integral(rate: Reals, times: Reals) -> Reals:
    """The integral of a rate over times (n,), from the first of them on: (n,)."""
    return np.concatenate([[0.0], np.cumsum(np.diff(times) * (rate[1:] + rate[:-1]) / 2)])


def _ringing(time: Reals, modes: tuple[tuple[float, float, float], ...], pitch: float) -> Reals:
    """Modes that are struck at 0: each its frequency times `pitch`, its decay and its amplitude."""
    parts = (loud * np.sin(2 * np.pi * pitch * hertz * time) * np.exp(-time / decay) for hertz, decay, loud in modes)
    return np.asarray(sum(parts))
