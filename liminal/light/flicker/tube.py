"""Troubled tubes: when each is lit, and how brightly, at any time and without any history."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from liminal.light.flicker import habit
from liminal.light.flicker.habit import Beat, Mood, Trouble
from liminal.light.flicker.ripple import RIPPLE, Ripple
from liminal.light.flicker.slot import Indices, Reals, slot_at, slot_start
from liminal.random import Words, mix_arrays, units

_TIRED = 0.10  # a troubled tube is darker than its healthy neighbours by up to this share
_COLD = 0.30  # share of its light that a tube lacks while it is cold
_WARM_UP = 7.0  # s: time constant, T12 in still air at room temperature (by eye)
_HEAT_UP = 0.35  # s: time constant of a cathode (by eye)
_COOL_DOWN = 0.5  # s: and the other way
_STILL_WARM = 0.3  # how much a cathode glows from the try before
_STEADY_HEAT = 0.5  # how much it glows while the ballast heats it and nothing else happens
_HEATED = 0.5  # share of tubes whose ballast does that
_SNAKING = 0.10  # share of light that comes and goes as the arc of a troubled tube wanders, at most
_WANDER = 11.0  # Hz: how often it turns (by eye)

_NUMBERS = np.arange(3 * habit.PULSES + 5)[:, None]


@dataclass(frozen=True)
class Tubes:
    """A number of troubled tubes. All arrays are (n,).

    `key`: what is drawn for a tube hangs on this alone. `phase`: of its mains, in cycles of the ripple.
    """

    key: Words
    trouble: NDArray[np.intp]
    phase: Reals

    def take(self, which: NDArray[np.intp]) -> "Tubes":
        """Return some of the tubes."""
        return Tubes(self.key[which], self.trouble[which], self.phase[which])

    @cached_property
    def _clocks(self) -> tuple[Words, Words, Words]:
        """Name the sequences of moods, spells and beats."""
        return mix_arrays(self.key, 1), mix_arrays(self.key, 2), mix_arrays(self.key, 3)

    @cached_property
    def _tempo(self) -> Reals:
        low, high = habit.TEMPO
        tempo: Reals = low + (high - low) * units(mix_arrays(self.key, 4))
        return tempo

    def light(self, begin: Reals, end: Reals, ripple: Ripple | None) -> Reals:
        """Return the light of each tube summed up from `begin` to `end` (s): seconds of a healthy tube's mean light."""
        beats = self._clocks[2]
        first, last = slot_at(beats, np.stack([begin, end]), self._tempo)
        total = np.zeros(len(self.key))
        for step in range(int((last - first).max(initial=0)) + 1):
            which = np.flatnonzero((first + step <= last) & (begin < end))
            some = self.take(which)
            on, off, level = some._pulses(first[which] + step)
            on, off = np.maximum(on, begin[which]), np.minimum(off, end[which])
            total[which] += (level * lit(on, off, some.phase, ripple)).sum(0)
        return total * self._strength((begin + end) / 2)

    def moods(self, time: Reals) -> tuple[Indices, NDArray[np.intp]]:
        """Return the slot and the Mood of each tube at a time (s)."""
        clock = self._clocks[0]
        slot = slot_at(clock, time, habit.MOOD)
        return slot, habit.choose(habit.MOODS, self.trouble, mix_arrays(clock, slot, 1))

    def drawn(self, beat: Indices) -> NDArray[np.intp]:
        """Return the Beat drawn for each tube's beat of that index, the last axis being the tubes."""
        _, spells, beats = self._clocks
        start = slot_start(beats, beat, self._tempo)
        _, mood = self.moods(start)
        spell = slot_at(spells, start, habit.SPELL)
        resting = units(mix_arrays(spells, spell, 1)) < habit.REST[mood]
        kind: NDArray[np.intp] = np.where(
            resting, habit.AT_REST[mood], habit.choose(habit.BEATS, mood, mix_arrays(beats, beat, 1))
        )
        return kind

    def ends(self, time: Reals) -> Reals:
        """Return how brightly the cathodes of dark tubes glow at a time (s), 0 to 1."""
        clock = self._clocks[2]
        beat = slot_at(clock, time, self._tempo)
        kind, lit_before = self._played(beat)
        on, off, _ = self._pulses(beat)
        shining = ((on <= time) & (time < off)).any(0)

        # A starter heats the cathodes up to the first strike; then they cool, until it closes again.
        age = np.maximum(time - slot_start(clock, beat, self._tempo), 0.0)
        heating = np.minimum(age, on[0] - time + age)
        warm = np.where(lit_before, 0.0, _STILL_WARM)
        heat = 1 - (1 - warm) * np.exp(-heating / _HEAT_UP)
        heat *= np.exp(-(age - heating) / _COOL_DOWN)
        # Without a starter they are heated all the time, or not at all.
        strength, heated = units(mix_arrays(self.key, 5, np.arange(2)[:, None]))
        heat = np.where(np.isin(kind, (Beat.STRIKE, Beat.CATCH)), heat, _STEADY_HEAT * (heated < _HEATED))
        heat *= (0.4 + 0.6 * strength) * (self.trouble != Trouble.LOOSE)
        glow: Reals = np.where(shining, 0.0, heat)
        return glow

    def _played(self, beat: Indices) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Return what each beat becomes after the one before it, and whether that one ended lit."""
        both = np.stack([beat - 1, beat])
        before, kind = self.drawn(both)
        lit_before = units(mix_arrays(self._clocks[2], both[0], 2)) < habit.TAIL[before]
        relit = ~lit_before & np.isin(kind, (Beat.HOLD, Beat.DIP, Beat.RATTLE))
        return np.where(relit, Beat.CATCH, kind), lit_before

    def _pulses(self, beat: Indices) -> tuple[Reals, Reals, Reals]:
        """Return the pulses of each tube's beat: begin (s), end (s) and level, each (PULSES + 1, n); some are empty."""
        clock = self._clocks[2]
        start, stop = slot_start(clock, np.stack([beat, beat + 1]), self._tempo)
        kind, lit_before = self._played(beat)
        draws = units(mix_arrays(clock, beat, 3, _NUMBERS))

        # Darkness and light in turn. A beat begins as the one before it ended, dark or (except for strikes) lit.
        n = habit.PULSES
        dark = _logarithmic(habit.BETWEEN[kind], draws[: n + 1])
        lit_for = _logarithmic(habit.LIT[kind], draws[n + 1 : 2 * n + 2])
        lead = _logarithmic(habit.LEAD[kind], draws[-1])
        carried = lit_before & np.isin(kind, habit.CARRY_ON)
        dark[0] = np.where(carried, 0.0, lead)
        lit_for[0] = np.where(carried, lead, lit_for[0])
        off = start + np.cumsum(dark + lit_for, axis=0)
        on = off - lit_for

        # After so many pulses comes the tail, which lasts to the end of the beat or is left out.
        low, high = habit.COUNT[kind].T
        count = np.floor(low + (high - low + 1) * draws[-2]).astype(int)
        number = np.arange(n + 1)[:, None]
        tail = units(mix_arrays(clock, beat, 2)) < habit.TAIL[kind]
        off = np.where(number < count, off, np.where((number == count) & tail, stop, on))

        low, high = habit.LEVEL[kind].T
        level = low + (high - low) * draws[2 * n + 2 : 3 * n + 3]
        own = 1 - _TIRED * units(mix_arrays(self.key, 7))
        level = np.where((number == count) | (carried & (number == 0)), own, level)
        return on, np.minimum(off, stop), level

    def _strength(self, time: Reals) -> Reals:
        """Return what a lit tube gives, at most 1: less while it warms up, and never quite steady in a bad mood."""
        clock = self._clocks[0]
        slot, mood = self.moods(time)
        # One that was dark for a whole mood is cold when the next begins.
        before = habit.choose(habit.MOODS, self.trouble, mix_arrays(clock, slot - 1, 1))
        age = time - slot_start(clock, slot, habit.MOOD)
        warmth = 1 - _COLD * (before == Mood.OUT) * np.exp(-age / _WARM_UP)

        # The arc wanders: smooth noise between hashes, one for each turn.
        turn = np.floor(time * _WANDER)
        part = time * _WANDER - turn
        ends = units(mix_arrays(clock, turn.astype(np.int64) + np.arange(2)[:, None], 3))
        wandering = ends[0] + (ends[1] - ends[0]) * part * part * (3 - 2 * part)
        depth = _SNAKING * units(mix_arrays(clock, slot, 4)) * (mood != Mood.CALM)
        strength: Reals = warmth * (1 - depth * wandering)
        return strength


def lit(begin: Reals, end: Reals, phase: Reals, ripple: Ripple | None) -> Reals:
    """Return the light of healthy tubes summed up from `begin` to `end` (s); 0 where that is not after `begin`."""
    end = np.maximum(begin, end)
    if ripple is None:
        return end - begin
    light: Reals = (ripple.integral(end * RIPPLE + phase) - ripple.integral(begin * RIPPLE + phase)) / RIPPLE
    return light


def _logarithmic(bounds: Reals, draw: Reals) -> Reals:
    """Turn draws from [0, 1) into times between bounds (n, 2), evenly on a logarithmic scale."""
    low, high = bounds[:, 0], bounds[:, 1]
    time: Reals = low * (high / low) ** draw
    return time
