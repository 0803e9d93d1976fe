"""A score: the light of troubled tubes over a few seconds, worked out once so that each frame in them costs little."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.light.flicker.ripple import Ripple, lit
from liminal.light.flicker.slot import Indices, Reals

HEAT_UP = 0.35  # s: time constant of a cathode (by eye)
_COOL_DOWN = 0.5  # s: and the other way
_STILL_WARM = 0.3  # glow of a cathode that is left from the try before
_WARM_UP = 7.0  # s: time constant, T12 in still air at room temperature (by eye)


@dataclass(frozen=True)
class Score:
    """From `begin` to `end` (s), each (n,), for n tubes. Beats, pulses, moods and turns are in the order of time."""

    begin: Reals
    end: Reals

    # Pulses of light, (p, n): when (s), and how bright against a healthy tube; none of them overlap.
    on: Reals
    off: Reals
    level: Reals

    # Beats, (b, n): when they begin and first strike (s), whether the tube was lit just before, whether it has a
    # starter at work, and how its cathodes glow if it has not.
    beat: Reals
    strike: Reals
    lit_before: NDArray[np.bool_]
    starting: NDArray[np.bool_]
    resting: Reals
    cathode: Reals  # (n,): how bright the glow of each tube's ends can be

    # Moods, (m, n): when they begin (s), the share of light lacking in the cold tube then, and how far its arc wanders.
    mood: Reals
    chill: Reals
    depth: Reals

    # Turns of the arc, (w, n): where it wanders to; the first of each tube, and turns a second.
    wander: Reals
    turn: Indices
    pace: float

    def covers(self, begin: Reals, end: Reals) -> bool:
        """Whether all of these times (n,) are within."""
        return bool((self.begin <= begin).all() and (end <= self.end).all())

    def light(self, begin: Reals, end: Reals, phase: Reals, ripple: Ripple | None) -> Reals:
        """Return the light of each tube summed up from `begin` to `end` (s): seconds of a healthy tube's mean light."""
        shining = np.nonzero((self.on < end) & (begin < self.off))
        tube = shining[1]
        on, off = np.maximum(self.on[shining], begin[tube]), np.minimum(self.off[shining], end[tube])
        pulses = self.level[shining] * lit(on, off, phase[tube], ripple)
        total: Reals = np.bincount(tube, pulses, len(begin)) * self._strength((begin + end) / 2)
        return total

    def ends(self, time: Reals) -> Reals:
        """Return how brightly the cathodes of dark tubes glow at a time (s), 0 to 1."""
        beat = _latest(self.beat, time)
        shining = ((self.on <= time) & (time < self.off)).any(0)

        # A starter heats the cathodes up to the first strike; then they cool, until it closes again.
        age = np.maximum(time - self.beat[beat], 0.0)
        heating = np.minimum(age, self.strike[beat] - time + age)
        warm = np.where(self.lit_before[beat], 0.0, _STILL_WARM)
        heat = 1 - (1 - warm) * np.exp(-heating / HEAT_UP)
        heat *= np.exp(-(age - heating) / _COOL_DOWN)
        # Without a starter they are heated all the time, or not at all.
        heat = np.where(self.starting[beat], heat, self.resting[beat]) * self.cathode
        glow: Reals = np.where(shining, 0.0, heat)
        return glow

    def _strength(self, time: Reals) -> Reals:
        """Return the light of a lit tube, at most 1: less while it warms up, and never quite steady in a bad mood."""
        mood = _latest(self.mood, time)
        warmth = 1 - self.chill[mood] * np.exp(-(time - self.mood[mood]) / _WARM_UP)

        # The arc wanders: smooth noise between hashes, one for each turn.
        turn = np.floor(time * self.pace)
        part = time * self.pace - turn
        tube = np.arange(len(time))
        row = turn.astype(np.int64) - self.turn
        here, there = self.wander[row, tube], self.wander[row + 1, tube]
        strength: Reals = warmth * (1 - self.depth[mood] * (here + (there - here) * part * part * (3 - 2 * part)))
        return strength


def _latest(begin: Reals, time: Reals) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Which of the rows that `begin` (r, n) then is the last to have begun at a time (n,): an index for (r, n)."""
    row = np.maximum((begin <= time).sum(0) - 1, 0)
    return row, np.arange(len(time))
