"""Bubbles: what rings when something falls into water."""

import numpy as np

from liminal.sound.noise import Reals
from liminal.sound.pages import RATE

_MINNAERT = 3.26  # Hz m (Minnaert, 1933, "On musical air-bubbles and the sounds of running water")
_RISE = 0.1  # how far the pitch rises within a decay, as the bubble comes to the surface


def pitch(radius: float) -> float:
    """Return the frequency at which a bubble of a radius (m) rings, Hz."""
    return _MINNAERT / radius


def bubble(radius: float, time: Reals) -> Reals:
    """Return the sound of a bubble that is closed at time 0, of amplitude 1, at some times (s): (n,).

    Its damping is by heat, radiation and viscosity (van den Doel, 2005, "Physically based models for liquid sounds").
    """
    late = np.maximum(time, 0.0)
    damping = 0.13 / radius + 0.0072 * radius**-1.5  # 1/s
    cycles = pitch(radius) * (late + _RISE * damping * late**2 / 2)
    return np.asarray(np.sin(2 * np.pi * cycles) * np.exp(-damping * late) * (time > 0))


def times(seconds: float) -> Reals:
    """Return the times of the samples of so long a sound, s: (n,)."""
    return np.arange(int(seconds * RATE)) / RATE
