"""Speech: words that one cannot quite make out, of a voice that reports, from formants and pulses of cords.

Klatt, 1980, "Software for a cascade/parallel formant synthesizer", in small: cords and breath through a cascade of
resonances, hiss beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from liminal.random import mix, mix_arrays, units
from liminal.sound.formant import HOP, peak, resonance, shaped, states
from liminal.sound.glottis import glottal_flow
from liminal.sound.noise import Reals, band_noise, wander
from liminal.sound.pages import RATE, Signal
from liminal.sound.phoneme import CONSONANTS, VOWELS, Phoneme

_WIDTHS = (70.0, 95.0, 150.0)  # Hz
# Hz: the formants above the third, and their widths; without those beyond what one hears the others were too soft.
_UPPER = tuple((3500.0 + 1000.0 * number, 200.0 + 60.0 * number) for number in range(8))
_SILENCE = Phoneme(0.1, (500.0, 1500.0, 2500.0), 0.0)
_ONSETS = ("b", "d", "g", "p", "t", "k", "s", "sh", "f", "m", "n", "l", "r", "w", "h", "s t", "t r", "p r", "")
_CODAS = ("", "", "", "n", "t", "k", "s", "l", "r", "d", "m", "n d", "s t", "v")
_WORDS = (  # digits and letters, as they are said over radio
    "w ah n", "t uw", "th r iy", "f ao r", "f aa ih v", "s ih k s", "s eh v ah n", "eh ih t", "n aa ih n", "z iy r ao",
    "d eh l t ah", "ae l f ah", "r ah jh er", "ao v er", "s eh k t er", "l eh v ah l",
)  # fmt: skip
_KNOWN = 0.42  # share of words that are such
_HOLDS = 0.5  # shortest of a vowel against the usual
_EASY = 0.045  # s: in which the throat goes from one state to the next


@dataclass(frozen=True)
class Speaker:
    """Who speaks. `pitch`: Hz, at the beginning of a phrase. `size`: of formants against a man's. `ease`: of cords."""

    pitch: float
    size: float
    ease: float

    @classmethod
    def of(cls, key: int) -> "Speaker":
        """Return the speaker of a key: two thirds are men."""
        lots = units(mix_arrays(key, np.arange(4))).tolist()
        if lots[0] < 0.67:
            return cls(96.0 + 40.0 * lots[1], 0.96 + 0.10 * lots[2], 0.8 + 0.6 * lots[3])
        # Formants of women are 1.17 times those of men, on average over Peterson and Barney's vowels.
        return cls(180.0 + 45.0 * lots[1], 1.13 + 0.08 * lots[2], 1.0 + 0.7 * lots[3])


@dataclass(frozen=True)
class _Throat:
    """A throat over time, for each of its states: pitch, Hz, formants (3, states), Hz, and how loud its sources are."""

    pitch: Reals
    formants: Reals
    voice: Reals
    breath: Reals
    hiss: Reals
    hisses: Reals


@lru_cache(maxsize=8)
def speech(key: int, seconds: float) -> Signal:
    """Return what a speaker says in up to so many seconds, in phrases with pauses: (n,), about 1 at its peaks."""
    return _voiced(list(_said(mix(key, 1), seconds)), Speaker.of(mix(key, 0)), key)


def spoken(phonemes: list[Phoneme], speaker: Speaker, key: int) -> Signal:
    """Return some phonemes as a speaker says them: (n,), about 1 at its peaks."""
    return _voiced([(phoneme, 1.0) for phoneme in phonemes], speaker, key)


def _said(key: int, seconds: float) -> Iterator[tuple[Phoneme, float]]:
    """Yield phonemes that fill some seconds, and how high each is said."""
    time, phrase = 0.12, 0
    yield _SILENCE.lasting(1.2), 1.0
    while True:
        lots = units(mix_arrays(key, phrase, np.arange(3))).tolist()
        words = 2 + int(5 * lots[0])
        for word in range(words):
            sounds = list(_word(mix(key, phrase, 7, word)))
            # Each phrase falls; stressed syllables stand above it; the last word falls to the ground.
            height = 1.14 - 0.26 * word / max(words - 1, 1)
            lasts = sum(each.seconds for each, _ in sounds)
            if time + lasts > seconds - 0.15:
                return
            time += lasts
            yield from ((each, height * (1.1 if stress else 1.0)) for each, stress in sounds)
        pause = 0.22 + 0.55 * lots[1] ** 2
        time, phrase = time + pause, phrase + 1
        yield _SILENCE.lasting(10.0 * pause), 1.0


def _word(key: int) -> Iterator[tuple[Phoneme, bool]]:
    """Yield the phonemes of a word, and whether each is stressed."""
    lots = units(mix_arrays(key, np.arange(4))).tolist()
    haste = 0.78 + 0.3 * lots[2]
    if lots[0] < _KNOWN:
        names = _WORDS[int(lots[1] * len(_WORDS))].split()
    else:
        names = []
        for syllable in range(1 + int(2.6 * lots[1])):
            draw = units(mix_arrays(key, 1, syllable, np.arange(4))).tolist()
            vowels = list(VOWELS)
            names += _ONSETS[int(draw[0] * len(_ONSETS))].split()
            names.append(vowels[int(draw[1] * len(vowels))])
            names += _CODAS[int(draw[2] * len(_CODAS))].split()
    first = True
    for index, name in enumerate(names):
        if name in VOWELS:
            stress = first and lots[3] < 0.7
            first = False
            glides = index + 1 < len(names) and names[index + 1] in VOWELS
            yield VOWELS[name].lasting(haste * (1.15 if stress else 0.75) * (0.8 if glides else 1.0)), stress
        else:
            for each in CONSONANTS["d"] + CONSONANTS["sh"] if name == "jh" else CONSONANTS[name]:
                yield each.lasting(haste), False


def _track(said: list[tuple[Phoneme, float]], speaker: Speaker, key: int, count: int) -> _Throat:
    """Return the throat over so many states, that goes from one phoneme to the next."""
    ends = np.cumsum([each.seconds for each, _ in said])
    at = np.minimum(np.searchsorted(ends, np.arange(count) * HOP / RATE, side="right"), len(said))
    rows = [*said, (_SILENCE, 1.0)]

    def curve(values: list[float], seconds: float) -> Reals:
        return _smooth(np.array(values)[at], seconds)

    time = np.arange(count) * HOP / RATE
    formants = np.stack([curve([each.formants[number] for each, _ in rows], _EASY) for number in range(3)])
    uneven = 1.0 + 0.03 * (wander(mix(key, 3), 4.0 * time) - 0.5)
    pitch = speaker.pitch * curve([height for _, height in rows], 0.12) * uneven
    return _Throat(
        pitch,
        speaker.size * formants,
        curve([each.voice for each, _ in rows], 0.02),
        curve([each.breath for each, _ in rows], 0.015),
        curve([each.hiss for each, _ in rows], 0.010),
        np.stack([np.array([each.hisses[number] for each, _ in rows])[at] for number in range(2)]),
    )


def _voiced(said: list[tuple[Phoneme, float]], speaker: Speaker, key: int) -> Signal:
    """Return the sound of phonemes, each at a height against the speaker's pitch: (n,)."""
    count = int(sum(phoneme.seconds for phoneme, _ in said) * RATE)
    track = _track(said, speaker, key, states(count))
    place, known = np.arange(count) / HOP, np.arange(len(track.pitch))

    def each(values: Reals) -> Reals:
        return np.asarray(np.interp(place, known, values))

    # No two pulses are alike: half a percent of jitter, three of shimmer.
    jitter = 1.0 + 0.006 * band_noise(3.0, 90.0).samples(mix(key, 4), 0, count)
    cycles = np.cumsum(each(track.pitch) * jitter) / RATE
    shimmer = 1.0 + 0.06 * (units(mix_arrays(mix(key, 5), np.floor(cycles).astype(np.int64))) - 0.5)
    cords = each(track.voice) * shimmer * glottal_flow(cycles, speaker.ease)
    air = band_noise(300.0, 7000.0).samples(mix(key, 6), 0, count)
    # Air whirls where the cords let it through.
    breath = (each(track.breath) + 0.03 * each(track.voice) * (cycles % 1.0 < 0.6)) * air * 0.3
    throat = np.ones((len(known), 1), complex)
    for formant, width in zip(track.formants, _WIDTHS, strict=True):
        throat = throat * resonance(formant, np.full(len(known), width))
    for middle, width in _UPPER:
        throat = throat * resonance(np.full(len(known), middle * speaker.size), np.full(len(known), width))
    hissing = each(track.hiss) * band_noise(500.0, 9000.0).samples(mix(key, 7), 0, count)
    sound = shaped(cords + breath, throat) + 1.1 * shaped(hissing, peak(*track.hisses))
    return np.asarray(sound / 3.0, np.float32)


def _smooth(values: Reals, seconds: float) -> Reals:
    """Return a curve of states without steps: each takes some seconds."""
    width = max(round(seconds * RATE / HOP), 1) | 1
    window = np.hanning(width + 2)[1:-1]
    return np.asarray(np.convolve(np.pad(values, width // 2, mode="edge"), window / window.sum(), "valid"))
