"""The hand: it wanders, trembles, and passes steps and knocks on to the camera."""

import math

import numpy as np
from noise import snoise2, snoise3

from liminal.random import Stream, key_of, lowbias32
from liminal.shot.track import Track

Bands = tuple[tuple[float, float], ...]  # how often (per unit of time) and how far

# Slow wandering, correction, unrest, and the muscles' tremor (8-12 Hz, Stiles and Randall, 1967), of which fields at
# 60 Hz show the lower end.
ANGLES: Bands = ((0.19, 0.9), (0.47, 0.45), (1.1, 0.22), (2.7, 0.09), (7.3, 0.03))  # deg
PLACES: Bands = ((0.27, 0.009), (0.9, 0.004), (2.3, 0.0012))  # m

_ARM = 5.0, 0.32  # Hz and damping of a camera in a hand: a knock swings it once or twice


def wander(at: Track, bands: Bands, seed: int, stream: Stream, *numbers: int, period: float | None = None) -> Track:
    """Return noise at each instant, a sum of bands, within about ± the sum of their reaches.

    `seed`, `stream` and `numbers` name it, as in `key_of`. `period`: after which it repeats, in the unit of `at`.
    """
    total = np.zeros(len(at))
    for number, (rate, reach) in enumerate(bands):
        row = float(lowbias32(key_of(seed, stream, *numbers, number)) % 65536) + 0.5
        shift = float(key_of(seed, stream, *numbers, number, 1) % 1024)
        if period is None:
            total += reach * np.array([snoise2(place, row) for place in (at * rate + shift).tolist()])
        else:
            total += reach * closed_noise(at, rate, row % 4096, period)
    return total


def closed_noise(at: Track, rate: float, row: float, period: float) -> Track:
    """Return noise at each instant that repeats: along a circle, whose circumference is as many waves as it lasts.

    `rate`: how often it turns, per unit of `at`. `row`: which noise, 0 to some thousands. `period`: unit of `at`.
    """
    radius, angle = rate * period / (2 * math.pi), at * (2 * math.pi / period)
    circle = zip((radius * np.cos(angle)).tolist(), (radius * np.sin(angle)).tolist(), strict=True)
    return np.array([snoise3(x, y, row) for x, y in circle])


def swing(knocks: Track, tick: float) -> Track:
    """Return how a camera in a hand answers knocks, (n,) each at its tick: it swings to about 1 for 1, and back."""
    frequency, damping = _ARM
    turn = 2 * math.pi * frequency * tick
    fade = math.exp(-damping * turn)
    # The response of a damped spring to a blow, sampled: two poles.
    angle = turn * math.sqrt(1 - damping**2)
    blow, back, lost = 1.55 * fade * math.sin(angle), 2 * fade * math.cos(angle), fade**2
    swung, now, then = np.zeros(len(knocks)), 0.0, 0.0
    for index, knock in enumerate(knocks.tolist()):
        swung[index] = now
        now, then = then + blow * knock + back * now, -lost * now
    return swung
