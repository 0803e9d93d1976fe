"""The creature's call: a modem's carrier that a throat bends, rough as screams are, broken, never the same twice.

What a scream has: loudness modulated at 30 to 150 Hz, which other voices lack (Arnal et al., 2015, "Human screams
occupy a privileged niche in the communication soundscape"); subharmonics, a second voice and chaos, as those of
chimpanzees (Riede et al., 2004, "Vocal production mechanisms in a non-human primate"). The carriers are those of modems
of 300 to 1200 baud: 1070 and 1270, 2025 and 2225 Hz (Bell 103), 1200 and 2400 Hz (Bell 212A), as ratios to a pitch that
glides.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from liminal.random import mix, mix_arrays, units
from liminal.sound.formant import HOP, peak, shaped, states
from liminal.sound.noise import Reals, band_noise, wander
from liminal.sound.pages import RATE, Signal

LONGEST = 4.2  # s
_PAIRS = ((1070.0, 1270.0), (2025.0, 2225.0), (1200.0, 2400.0))  # Hz: the two states of each carrier
_HARMONICS = 22
_HIGHEST = 9000.0  # Hz: of harmonics
_FORMANTS = ((680.0, 150.0, 1.0), (1480.0, 220.0, 0.8), (2750.0, 380.0, 0.55), (3900.0, 600.0, 0.3))  # Hz, Hz, gain
_ROUGH = (34.0, 118.0)  # Hz: slowest and fastest roughness


@dataclass(frozen=True)
class _Manner:
    """How one call goes. `seconds`: long. `pitch`: of the cry, Hz. `pair`: of carriers. `rises`: how far it glides.

    `broken`: share that is chaos. `low`: share of subharmonics.
    """

    seconds: float
    pitch: float
    pair: int
    rises: float
    broken: float
    low: float


def _manner(key: int) -> _Manner:
    lots = units(mix_arrays(key, np.arange(6))).tolist()
    return _Manner(
        1.9 + 2.0 * lots[0],
        430.0 + 330.0 * lots[1],
        int(lots[2] * len(_PAIRS)),
        0.55 + 0.6 * lots[3],
        0.25 + 0.4 * lots[4],
        0.3 + 0.4 * lots[5],
    )


@lru_cache(maxsize=4)
def creature_call(key: int) -> Signal:
    """Return a call, different for each key: (n,), 1 at its peak."""
    manner = _manner(key)
    count = int(manner.seconds * RATE)
    time = np.arange(count) / RATE
    share = time / manner.seconds
    pitch = _pitch(manner, key, time, share)
    chaos = np.clip(3.0 * (wander(mix(key, 1), 3.1 * time) - 1.0 + manner.broken), 0.0, 1.0) * (share > 0.15)
    voice = _cords(manner, key, time, pitch, chaos)
    voice += 0.5 * _second_voice(manner, key, time, pitch)

    # Roughness, whose rate wanders, and air that is driven through with every beat of it.
    rate = _ROUGH[0] + (_ROUGH[1] - _ROUGH[0]) * wander(mix(key, 2), 2.3 * time) * (0.4 + 0.6 * np.sin(np.pi * share))
    beat = np.cumsum(rate) / RATE + 0.25 * wander(mix(key, 3), 61.0 * time)
    depth = 0.6 + 0.4 * wander(mix(key, 4), 1.7 * time)
    rough = 1.0 - depth * (0.5 - 0.5 * np.cos(2 * np.pi * beat)) ** 0.7
    air = band_noise(500.0, 6500.0).samples(mix(key, 5), 0, count)
    drawn = np.exp(-((share / 0.09) ** 2)) * np.minimum(time / 0.09, 1.0) + np.exp(-(((1.0 - share) / 0.13) ** 2))
    sound = _loudness(manner, key, time, share) * rough * (voice + (0.22 + 0.5 * chaos) * air) + 0.10 * drawn * air
    cry = _through_throat(key, sound, manner)
    # Cords that slap together, and a throat that is driven too hard.
    cry = np.tanh(2.4 * cry / np.percentile(np.abs(cry), 99.5)) * np.minimum((manner.seconds - time) / 0.06, 1.0)
    return np.asarray(cry / np.abs(cry).max(), np.float32)


def _pitch(manner: _Manner, key: int, time: Reals, share: Reals) -> Reals:
    """Return the pitch, Hz: it is wound up, held with flaws, and falls in steps."""
    up = np.clip(share / (0.16 + 0.14 * float(units(mix_arrays(key, 20))[0])), 0.0, 1.0)
    arch = 0.55 + 0.45 * up * up * (3 - 2 * up) + manner.rises * np.sin(np.pi * np.clip(share, 0, 1) ** 1.3)
    falls = np.clip((share - 0.78) / 0.22, 0.0, 1.0)
    steps = np.floor(3.0 * falls + 0.6 * wander(mix(key, 21), 9.0 * time)) / 3.0
    drift = 1.0 + 0.14 * (wander(mix(key, 22), 2.2 * time) - 0.5) + 0.05 * (wander(mix(key, 23), 13.0 * time) - 0.5)
    # The carrier is keyed between its two states, at a pace that drags and hurries; here and there it holds.
    low, high = _PAIRS[manner.pair]
    pace = 9.0 + 120.0 * wander(mix(key, 24), 1.3 * time) ** 3
    symbol = np.floor(np.cumsum(pace) / RATE).astype(int)
    bits = units(mix_arrays(key, 25, symbol)) < 0.5
    held = wander(mix(key, 26), 1.9 * time) < 0.35
    ratio = np.where(bits & ~held, high / low, 1.0)
    ratio = _eased(_eased(ratio, 0.012), 0.005)
    return np.asarray(manner.pitch * arch * (1.0 - 0.5 * steps) * drift * ratio ** (1.0 if manner.pair < 2 else 0.5))


def _cords(manner: _Manner, key: int, time: Reals, pitch: Reals, chaos: Reals) -> Reals:
    """Return the voice of the cords: harmonics with jitter and shimmer, subharmonics, and stretches of chaos."""
    jitter = 0.012 * (band_noise(2.0, 60.0).samples(mix(key, 30), 0, len(time)))
    torn = 0.16 * chaos * band_noise(20.0, 420.0).samples(mix(key, 31), 0, len(time))
    cycles = np.cumsum(pitch * (1.0 + jitter + torn)) / RATE
    wave = np.zeros(len(time))
    for order in range(1, _HARMONICS + 1):
        shimmer = 0.45 + 1.1 * wander(mix(key, 32, order), (7.0 + order) * time)
        heard = np.clip((_HIGHEST - order * pitch) / 1500.0, 0.0, 1.0)
        wave += order**-0.75 * shimmer * heard * np.sin(2 * np.pi * order * cycles + order * order * 0.4)
    # Every second or third cycle is weaker, for a while.
    period = 2 + (wander(mix(key, 33), 1.1 * time) > 0.55)
    lower = np.clip(3.0 * (wander(mix(key, 34), 2.7 * time) - 1.0 + manner.low), 0.0, 1.0)
    return np.asarray(wave * (1.0 + 0.8 * lower * np.cos(2 * np.pi * cycles / period)))


def _second_voice(manner: _Manner, key: int, time: Reals, pitch: Reals) -> Reals:
    """Return a second voice at a ratio that is no harmonic's, which beats with the first into side bands."""
    ratio = (2225.0, 2025.0, 1270.0)[manner.pair] / _PAIRS[manner.pair][0]
    slides = pitch * ratio * (0.9 + 0.5 * wander(mix(key, 40), 1.6 * time))
    cycles = np.cumsum(slides * (1.0 + 0.03 * band_noise(3.0, 90.0).samples(mix(key, 41), 0, len(time)))) / RATE
    there = np.clip(4.0 * (wander(mix(key, 42), 2.1 * time) - 0.45), 0.0, 1.0)
    tone = np.sin(2 * np.pi * cycles) + 0.5 * np.sin(4 * np.pi * cycles + 1.0)
    return np.asarray(there * tone * (0.6 + 0.8 * band_noise(4.0, 140.0).samples(mix(key, 43), 0, len(time))))


def _loudness(manner: _Manner, key: int, time: Reals, share: Reals) -> Reals:
    """Return how loud it is: torn open, uneven, lost for moments, and let go of."""
    opens = np.clip((time - 0.12) / (0.05 + 0.1 * float(units(mix_arrays(key, 50))[0])), 0.0, 1.0)
    uneven = 0.55 + 0.6 * wander(mix(key, 51), 3.3 * time)
    lost = np.clip(4.0 * (wander(mix(key, 52), 6.0 * time) - 0.1), 0.15, 1.0)
    return np.asarray(opens * uneven * lost * np.clip((1.0 - share) / 0.22, 0.0, 1.0) ** 1.4)


def _through_throat(key: int, sound: Reals, manner: _Manner) -> Signal:
    """Return a sound through a throat whose resonances move by themselves."""
    count = states(len(sound))
    time = np.arange(count) * HOP / RATE
    size = 0.86 + 0.2 * float(units(mix_arrays(key, 60))[0]) + 0.22 * (wander(mix(key, 61), 1.5 * time) - 0.5)
    total = np.zeros((count, 1), complex)
    for number, (middle, width, loud) in enumerate(_FORMANTS):
        moves = size * (0.7 + 0.75 * wander(mix(key, 62, number), (2.6 - 0.4 * number) * time))
        total = total + (-1) ** number * loud * peak(middle * moves, width * moves)
    return shaped(sound, total)


def _eased(steps: Reals, seconds: float) -> Reals:
    """Return a curve of steps, each of which takes some seconds."""
    width = max(int(seconds * RATE), 1)
    summed = np.cumsum(np.pad(steps, (width, 0), mode="edge"))
    return np.asarray((summed[width:] - summed[:-width]) / width)
