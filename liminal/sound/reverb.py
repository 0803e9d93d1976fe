"""Reverberation: rays around the microphone give the room's early reflections and diffuse tail."""

import math
from functools import lru_cache

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft

from liminal.random import Stream, mix
from liminal.sound.air_around import AirAround
from liminal.sound.noise import band_noise
from liminal.sound.pages import PAGE, RATE, PageCache, Signal
from liminal.sound.performance import Performance
from liminal.sound.propagation import SPEED, Propagation, stereo
from liminal.sound.room import Room, room_in_sight
from liminal.sound.surface_absorption import BANDS, edges

SHORT = 1.0  # s: the longest tail of carpeted rooms
_SLOWEST = 1.35  # decays of a place that rings are no longer than this many tails: they are cut off 44 dB down
_HOP = PAGE // 2  # samples between states of the room, which are cross-faded


def impulse_response(room: Room, seconds: float = SHORT) -> Signal:
    """Return the response at either capsule to an impulse of 1 Pa at 1 m: (2, seconds * RATE)."""
    answer = np.zeros((2, int(seconds * RATE)), np.float32)
    time = np.arange(answer.shape[1], dtype=np.float32) / np.float32(RATE)
    tails = _tails(answer.shape[1])
    for tail, decay, power in zip(tails, room.decay.tolist(), room.power.tolist(), strict=True):
        rate = 6 * math.log(10) / decay  # 1/s, of power
        envelope = np.float32(math.sqrt(power * rate / RATE)) * np.exp(np.float32(-rate / 2) * time)
        answer += tail * envelope
    # The tail builds up until the second reflection.
    answer *= np.minimum(time * np.float32(SPEED / (2 * room.free)), np.float32(1))

    for length, bearing in room.echoes:
        at = round(length / SPEED * RATE)
        if at + len(_SOFT) <= answer.shape[1]:
            strength = np.sqrt(1 - room.absorption[3]) / length
            echo = strength * stereo(np.array([bearing])) * _SOFT
            answer[:, at : at + len(_SOFT)] += echo.astype(np.float32)
    return answer


_SOFT = np.hanning(9)[1:-1] / np.hanning(9).sum()  # low-pass of an early reflection


@lru_cache(maxsize=2)
def _tails(length: int) -> list[Signal]:
    """Return noise by octave bands, each (2, length), of power 1, different in either ear, the same in every room."""
    tails = []
    for place in range(len(BANDS)):
        low, high = edges(place)
        noise = [band_noise(low, high).samples(mix(Stream.ROOM_TAIL, place, ear), 0, length) for ear in (0, 1)]
        # Low frequencies are coherent between the ears.
        share = np.clip(0.9 - 0.16 * place, 0.1, 0.9)
        common = band_noise(low, high).samples(mix(Stream.ROOM_TAIL, place, 2), 0, length)
        tails.append(np.float32(np.sqrt(share)) * common + np.float32(np.sqrt(1 - share)) * np.stack(noise))
    return tails


class Reverb:
    """The reverberation of a dry sound, cross-faded between states of the room as the microphone moves."""

    def __init__(
        self,
        propagation: Propagation,
        performance: Performance,
        dry: PageCache,
        amount: float,
        longest: float = SHORT,
    ) -> None:
        """`amount`: of the echo, 1 is as in the place. `longest`: tail, s; above 1 s the place is one that rings."""
        self._propagation, self._performance, self._dry, self._amount = propagation, performance, dry, amount
        self._longest, self._air = longest, AirAround(propagation)
        self._length = 2 * _HOP + int(longest * RATE)
        self._reach = -(-self._length // _HOP)
        self._answered = lru_cache(maxsize=max(16, self._reach + 4))(self._answer)

    def page(self, number: int) -> Signal:
        """Return a page of reverberation: (2, PAGE), Pa."""
        wet = np.zeros((2, PAGE), np.float32)
        if not self._amount:
            return wet
        first = number * PAGE
        for state in range(first // _HOP - self._reach, (first + PAGE) // _HOP + 1):
            start = (state - 1) * _HOP - first
            low, high = max(start, 0), min(start + self._length, PAGE)
            if low < high:
                wet[:, low:high] += self._answered(state)[:, low - start : high - start]
        return self._amount * wet

    def _answer(self, state: int) -> Signal:
        """Return the reverberation of the windowed dry sound around one state of the room: (2, length)."""
        dry = self._dry.samples((state - 1) * _HOP, 2 * _HOP) * _WINDOW
        listener = self._performance.pose(state * _HOP / RATE)
        if self._longest > SHORT:
            room = self._air.room(listener, _SLOWEST * self._longest)
        else:
            room = room_in_sight(self._propagation, listener)
        answer = impulse_response(room, self._longest)
        size = next_fast_len(self._length, real=True)
        spectrum = rfft(dry, size) * rfft(answer, size)
        return np.asarray(irfft(spectrum, size)[:, : self._length])


_WINDOW = (0.5 - 0.5 * np.cos(np.pi * (np.arange(2 * _HOP) + 0.5) / _HOP)).astype(np.float32)
