"""Reverberation: rays around the microphone give the room's early reflections and diffuse tail."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft

from liminal.random import Stream, mix
from liminal.sound.absorbers import absorber
from liminal.sound.noise import Reals, band_noise
from liminal.sound.pages import PAGE, RATE, PageCache, Signal
from liminal.sound.performance import Performance
from liminal.sound.propagation import SPEED, Propagation, stereo

# Absorption by octaves from 125 Hz to 4 kHz (Vorlaender, 2008, "Auralization", tables in the appendix).
BANDS = (125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0)  # Hz
_CARPET = np.array([0.08, 0.16, 0.34, 0.48, 0.54, 0.60])  # heavy, on felt, damp
_TILES = np.array([0.34, 0.36, 0.44, 0.58, 0.66, 0.66])  # mineral fibre, old and painted over
_PAPER = np.array([0.22, 0.10, 0.06, 0.05, 0.05, 0.06])  # on gypsum on studs
_OPENING = 0.55  # share that leaves by an opening
_AIR = np.array([0.0, 0.0, 0.0, 0.001, 0.002, 0.006])  # 1/m

_RAYS = 96  # horizontal
_GAP = 1.0  # m: where neighbouring rays differ by more, there is an opening between
LONGEST = 1.0  # s of tail
_HOP = PAGE // 2  # samples between states of the room, which are cross-faded
_EARLY = 8  # reflections from walls, at most
_CLEAR = 0.4  # m: the nearest reflecting surface


@dataclass(frozen=True)
class Room:
    """A room's acoustics. `free`: mean free path, m. `surface`: m2, with that of things in it.

    `absorption`, `decay` (s, 60 dB): by octave.
    `echoes`: of the nearest surfaces: path length (m), and bearing (rad), clockwise from the camera's direction.
    """

    free: float
    surface: float
    absorption: Reals
    decay: Reals
    echoes: tuple[tuple[float, float], ...]


def probe(propagation: Propagation, performance: Performance, time: float) -> Room:
    """Estimate the room around the microphone at a time (s)."""
    listener = performance.pose(time)
    away, floor, ceiling = propagation.room(listener, _RAYS)
    height = max(ceiling - floor, 1.0)
    turn = 2 * np.pi / _RAYS

    # The room is the polygon that rays span: its area, and its outline of walls and openings.
    after = np.roll(away, -1)
    area = float(np.sum(0.5 * away * after * np.sin(turn)))
    edge = np.sqrt(away**2 + after**2 - 2 * away * after * np.cos(turn))
    gap = np.abs(away - after) > _GAP + 2 * turn * np.minimum(away, after)
    walls, gaps = float(edge[~gap].sum()) * height, float(edge[gap].sum()) * height
    things = [
        absorber(str(prop["name"]), int(prop["variant"]), tuple(prop["dimensions"].tolist()))
        for prop in propagation.props(listener, away)
    ]
    surface = 2 * area + walls + gaps + sum(thing.surface for thing in things)
    free = 4 * area * height / surface

    # Eyring, 1930, "Reverberation time in dead rooms", by the mean way between two reflections.
    absorbed = area * (_CARPET + _TILES) + walls * _PAPER + gaps * _OPENING
    absorption = sum((thing.absorbed for thing in things), absorbed) / surface
    decay = 6 * np.log(10) * free / SPEED / (-np.log(1 - absorption) + _AIR * free)

    # The nearest walls face the listener where the distance is least.
    least = (away <= np.roll(away, 1)) & (away < np.roll(away, -1)) & (away > _CLEAR)
    order = [each for each in np.argsort(away, kind="stable") if least[each]][:_EARLY]
    yaw = np.radians(listener.yaw)
    echoes = [(2 * float(away[each]), each * turn - yaw) for each in order]
    echoes += [(2 * max(ceiling - listener.y, _CLEAR), 0.0), (2 * max(listener.y - floor, _CLEAR), 0.0)]
    return Room(free, surface, absorption, np.minimum(decay, 3.0), tuple(echoes))


def impulse_response(room: Room) -> Signal:
    """Return the response at either capsule to an impulse of 1 Pa at 1 m: (2, LONGEST * RATE)."""
    answer = np.zeros((2, int(LONGEST * RATE)), np.float32)
    time = np.arange(answer.shape[1], dtype=np.float32) / np.float32(RATE)
    for tail, decay, absorption in zip(_tails(), room.decay.tolist(), room.absorption.tolist(), strict=True):
        # The reverberant pressure against that 1 m away, and so the power of the tail (Kuttruff, "Room Acoustics").
        power = min(16 * np.pi * (1 - absorption) / (room.surface * absorption), 1.0)
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


@lru_cache(maxsize=1)
def _tails() -> list[Signal]:
    """Return noise by octave bands, each (2, n) with a power of 1, different in either ear, the same in every room."""
    length = int(LONGEST * RATE)
    tails = []
    for place, middle in enumerate(BANDS):
        low = 40.0 if place == 0 else middle / np.sqrt(2)
        high = 9000.0 if place == len(BANDS) - 1 else middle * np.sqrt(2)
        noise = [band_noise(low, high).samples(mix(Stream.ROOM_TAIL, place, ear), 0, length) for ear in (0, 1)]
        # Low frequencies are coherent between the ears.
        share = np.clip(0.9 - 0.16 * place, 0.1, 0.9)
        common = band_noise(low, high).samples(mix(Stream.ROOM_TAIL, place, 2), 0, length)
        tails.append(np.float32(np.sqrt(share)) * common + np.float32(np.sqrt(1 - share)) * np.stack(noise))
    return tails


class Reverb:
    """The reverberation of a dry sound, cross-faded between states of the room as the microphone moves."""

    def __init__(self, propagation: Propagation, performance: Performance, dry: PageCache, amount: float) -> None:
        self._propagation, self._performance, self._dry, self._amount = propagation, performance, dry, amount
        self._answered = lru_cache(maxsize=16)(self._answer)
        self._length = 2 * _HOP + int(LONGEST * RATE)

    def page(self, number: int) -> Signal:
        """Return a page of reverberation: (2, PAGE), Pa."""
        wet = np.zeros((2, PAGE), np.float32)
        if not self._amount:
            return wet
        first = number * PAGE
        reach = -(-self._length // _HOP)
        for state in range(first // _HOP - reach, (first + PAGE) // _HOP + 1):
            start = (state - 1) * _HOP - first
            low, high = max(start, 0), min(start + self._length, PAGE)
            if low < high:
                wet[:, low:high] += self._answered(state)[:, low - start : high - start]
        return self._amount * wet

    def _answer(self, state: int) -> Signal:
        """Return the reverberation of the windowed dry sound around one state of the room: (2, length)."""
        dry = self._dry.samples((state - 1) * _HOP, 2 * _HOP) * _WINDOW
        answer = impulse_response(probe(self._propagation, self._performance, state * _HOP / RATE))
        size = next_fast_len(self._length, real=True)
        spectrum = rfft(dry, size) * rfft(answer, size)
        return np.asarray(irfft(spectrum, size)[:, : self._length])


_WINDOW = (0.5 - 0.5 * np.cos(np.pi * (np.arange(2 * _HOP) + 0.5) / _HOP)).astype(np.float32)
