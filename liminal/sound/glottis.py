"""The glottis: the pulses of air that cords let through, as Liljencrants and Fant have them."""

from functools import lru_cache

import numpy as np
from scipy.optimize import brentq

from liminal.sound.noise import Reals

_TABLE = 2048  # samples of one pulse


@lru_cache(maxsize=4)
def glottal_pulse(ease: float) -> Reals:
    """Return one period of the derivative of the flow, (_TABLE,), -1 at its least, of mean 0.

    Fant, Liljencrants and Lin, 1985, "A four-parameter model of glottal flow", its parameters from one, `ease` (Rd: 0.3
    is pressed, 1 usual, 2.7 breathy), as Fant, 1995, "The LF-model revisited".
    """
    returns, skew = (-1.0 + 4.8 * ease) / 100, (22.4 + 11.8 * ease) / 100
    rises = skew * (0.5 + 1.2 * skew) / (4 * (0.11 * ease - returns * (0.5 + 1.2 * skew)))
    peak = 1 / (2 * rises)  # the flow is greatest; the period is 1
    closes = peak * (1 + skew)
    omega = np.pi / peak
    back = brentq(lambda e: e * returns - 1 + np.exp(-e * (1 - closes)), 1e-3, 2 / returns)
    # The area under the return; what opens must have as much, so that no air is left over.
    ends = np.exp(-back * (1 - closes))
    left = -((1 - ends) / back - (1 - closes) * ends) / (back * returns)

    def opened(growth: float) -> float:
        # The integral of E exp(a t) sin(w t) from 0 to te, with E so that it ends at -1.
        scale = -1 / (np.exp(growth * closes) * np.sin(omega * closes))
        inner = np.exp(growth * closes) * (growth * np.sin(omega * closes) - omega * np.cos(omega * closes)) + omega
        return float(scale * inner / (growth**2 + omega**2) + left)

    growth = brentq(opened, -50.0, 80.0)
    time = np.arange(_TABLE) / _TABLE
    opening = -np.exp(growth * (time - closes)) * np.sin(omega * time) / np.sin(omega * closes)
    closing = -(np.exp(-back * (time - closes)) - ends) / (back * returns)
    pulse = np.where(time < closes, opening, closing)
    return np.asarray(pulse - pulse.mean())


def glottal_flow(cycles: Reals, ease: float) -> Reals:
    """Return the derivative of the flow at phases (n,), in cycles."""
    pulse = glottal_pulse(ease)
    place = (cycles % 1.0) * _TABLE
    whole = place.astype(np.int64) % _TABLE
    share = place - np.floor(place)
    return np.asarray((1 - share) * pulse[whole] + share * pulse[(whole + 1) % _TABLE])
