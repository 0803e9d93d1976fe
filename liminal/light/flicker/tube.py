"""Troubled tubes: when each is lit, and how brightly, at any time and without any history."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from liminal.light.flicker import habit
from liminal.light.flicker.habit import Beat, Mood, Trouble
from liminal.light.flicker.ripple import Ripple
from liminal.light.flicker.score import Score
from liminal.light.flicker.slot import Indices, Reals, slot_at, slot_start
from liminal.random import Words, mix_arrays, units

_TIRED = 0.10  # a troubled tube is darker than its healthy neighbours by up to this share
_COLD = 0.30  # share of its light that a tube lacks while it is cold
_STEADY_HEAT = 0.5  # how much it glows while the ballast heats it and nothing else happens
_HEATED = 0.5  # share of tubes whose ballast does that
_SNAKING = 0.10  # share of light that comes and goes as the arc of a troubled tube wanders, at most
_WANDER = 11.0  # Hz: how often it turns (by eye)
_SPAN = 4.0  # s: the length of time that a score covers

_NUMBERS = np.arange(3 * habit.PULSES + 5)[:, None, None]


@dataclass(frozen=True)
class Tubes:
    """A number of troubled tubes. All arrays are (n,).

    `key`: all chance of a tube depends on this alone. `phase`: of its mains, in cycles of the ripple.
    """

    key: Words
    trouble: NDArray[np.intp]
    phase: Reals
    _scores: list[Score] = field(default_factory=list, init=False, repr=False, compare=False)  # the last one written

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
        """Return the light of each tube summed up from `begin` to `end` (s): seconds of a healthy tube's mean light.

        Nothing where `end` is not after `begin`.
        """
        some = begin < end
        if not some.any():
            return np.zeros(len(begin))
        # Tubes whose interval is empty must not widen the time that the score covers.
        moment = begin[some].min()
        begin, end = np.where(some, begin, moment), np.where(some, end, moment)
        return self._score(begin, end).light(begin, end, self.phase, ripple)

    def ends(self, time: Reals) -> Reals:
        """Return how brightly the cathodes of dark tubes glow at a time (s), 0 to 1."""
        return self._score(time, time).ends(time)

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

    def _score(self, begin: Reals, end: Reals) -> Score:
        """Return a score that covers these times (n,). Its values at a time do not depend on where it begins."""
        if not (self._scores and self._scores[-1].covers(begin, end)):
            self._scores[:] = [self._written(begin, end)]
        return self._scores[-1]

    def _written(self, begin: Reals, end: Reals) -> Score:
        """Write out all that happens in the spans that these times (n,) are in."""
        moods, _, beats = self._clocks
        begin = np.floor(begin / _SPAN) * _SPAN
        end = np.maximum(begin + _SPAN, end)
        mood = _slots(moods, begin, end, habit.MOOD)
        beat = _slots(beats, begin, end, self._tempo)
        kind, lit_before = self._played(beat)
        on, off, level = self._pulses(beat)

        # One that was dark for a whole mood is cold when the next begins.
        before, drawn = (habit.choose(habit.MOODS, self.trouble, mix_arrays(moods, mood - i, 1)) for i in (1, 0))
        turn = np.floor(begin * _WANDER).astype(np.int64)
        turns = int(np.ceil((end - begin).max(initial=0.0) * _WANDER)) + 2
        strength, heated = units(mix_arrays(self.key, 5, np.arange(2)[:, None]))
        return Score(
            begin=begin,
            end=end,
            on=_in_turn(on),
            off=_in_turn(off),
            level=_in_turn(level),
            beat=slot_start(beats, beat, self._tempo),
            strike=on[0],
            lit_before=lit_before,
            starting=np.isin(kind, (Beat.STRIKE, Beat.CATCH)),
            resting=np.broadcast_to(_STEADY_HEAT * (heated < _HEATED), beat.shape),
            cathode=(0.4 + 0.6 * strength) * (self.trouble != Trouble.LOOSE),
            mood=slot_start(moods, mood, habit.MOOD),
            chill=_COLD * (before == Mood.OUT),
            depth=_SNAKING * units(mix_arrays(moods, mood, 4)) * (drawn != Mood.CALM),
            wander=units(mix_arrays(moods, turn + np.arange(turns)[:, None], 3)),
            turn=turn,
            pace=_WANDER,
        )

    def _played(self, beat: Indices) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Return the kind of each beat, given the one before it, and whether that one ended lit."""
        both = np.stack([beat - 1, beat])
        before, kind = self.drawn(both)
        lit_before = units(mix_arrays(self._clocks[2], both[0], 2)) < habit.TAIL[before]
        relit = ~lit_before & np.isin(kind, (Beat.HOLD, Beat.DIP, Beat.RATTLE))
        return np.where(relit, Beat.CATCH, kind), lit_before

    def _pulses(self, beat: Indices) -> tuple[Reals, Reals, Reals]:
        """Return the pulses of beats (b, n): begin (s), end (s) and level, each (PULSES + 1, b, n); some are empty."""
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
        low, high = np.moveaxis(habit.COUNT[kind], -1, 0)
        count = np.floor(low + (high - low + 1) * draws[-2]).astype(int)
        number = np.arange(n + 1)[:, None, None]
        tail = units(mix_arrays(clock, beat, 2)) < habit.TAIL[kind]
        off = np.where(number < count, off, np.where((number == count) & tail, stop, on))

        low, high = np.moveaxis(habit.LEVEL[kind], -1, 0)
        level = low + (high - low) * draws[2 * n + 2 : 3 * n + 3]
        own = 1 - _TIRED * units(mix_arrays(self.key, 7))
        level = np.where((number == count) | (carried & (number == 0)), own, level)
        return on, np.minimum(off, stop), level


def _slots(clock: Words, begin: Reals, end: Reals, width: float | Reals) -> Indices:
    """Return the slots from one time to another (n,), and perhaps later ones: (k, n)."""
    first, last = slot_at(clock, np.stack([begin, end]), width)
    slots: Indices = first + np.arange(int((last - first).max(initial=0)) + 1)[:, None]
    return slots


def _in_turn(pulses: Reals) -> Reals:
    """Put the pulses of beats (p, b, n) one after the other: (b p, n)."""
    return np.moveaxis(pulses, 0, 1).reshape(pulses.shape[0] * pulses.shape[1], pulses.shape[2])


def _logarithmic(bounds: Reals, draw: Reals) -> Reals:
    """Turn draws from [0, 1) into times between bounds (..., 2), evenly on a logarithmic scale."""
    low, high = bounds[..., 0], bounds[..., 1]
    time: Reals = low * (high / low) ** draw
    return time
