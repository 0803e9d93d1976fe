"""Reception: what television sets receive, far from any station: noise, through which now and then a picture rolls.

A set's brightness follows the mean of its picture. Its tube is written anew in each field of 1/59.94 s and dark while
the beam flies back; a shutter that is open for as long as a field sees none of that.
"""

from dataclasses import dataclass

import numpy as np

from liminal.light.flicker.slot import Indices, Reals, slot_at, slot_start
from liminal.random import Words, mix_arrays, units

FIELD_RATE = 60_000 / 1001  # Hz, of NTSC (SMPTE 170M)
SCANNED = 242.5 / 262.5  # of a field: lines with a picture, the rest is blanked (SMPTE 170M)

_SPELL = 11.0  # s: about how long noise or a picture lasts
_PICTURED = 0.35  # share of spells with a picture
_STRENGTH = (0.45, 0.85)  # of the picture, against noise
_EDGE = 0.5  # s in which a picture comes and goes
_SHOT = 3.2  # s: about how long a shot of the programme lasts
_BRIGHTNESS = (0.35, 1.25)  # of a shot, against noise
_UNREST = 0.04  # of the light of noise: how far it wanders
_UNREST_RATE = 5.0  # Hz
_ROLL = (0.05, 0.6)  # pictures a second: how fast one rolls that is out of step
_FIELDS = 4096  # after so many fields the noise repeats


@dataclass(frozen=True)
class Reception:
    """The reception of n sets, each named by its `key` (n,)."""

    key: Words

    def light(self, begin: float, end: float) -> Reals:
        """Return the mean light of each set from `begin` to `end` (s) against its usual: (n,)."""
        scanned = (self._scanned(end) - self._scanned(begin)) / (end - begin)
        light: Reals = scanned * self.level((begin + end) / 2)
        return light

    def level(self, time: float) -> Reals:
        """Return the mean of each picture at a time (s) against the usual light of the set: (n,)."""
        strength, brightness = self.strength(time), self._shot(time, *_BRIGHTNESS)
        place = time * _UNREST_RATE
        whole = int(np.floor(place))
        noise = units(mix_arrays(self.key, 3, np.array([[whole], [whole + 1]])))
        unrest = 1 + _UNREST * (2 * (noise[0] + (noise[1] - noise[0]) * (place - whole)) - 1)
        level: Reals = (1 - strength) * unrest + strength * brightness
        return level

    def strength(self, time: float) -> Reals:
        """Return how far a picture stands out from the noise at a time (s), from 0 to 1: (n,)."""
        clock, now = mix_arrays(self.key, 1), np.full(len(self.key), time)
        spell = slot_at(clock, now, _SPELL)
        before, here = (self._strength_in(spell - 1), self._strength_in(spell))
        share = np.clip((time - slot_start(clock, spell, _SPELL)) / _EDGE, 0.0, 1.0)
        strength: Reals = before + (here - before) * share
        return strength

    def picture(self, time: float) -> Reals:
        """Return what a set's face shows at a time (s), as `shaders/view_screen.glsl` takes it: (n, 4).

        Strength of the picture; a number of the shot, from 0 to 1; how far it has rolled, from 0 to 1; which field.
        """
        rolled = time * (_ROLL[0] + (_ROLL[1] - _ROLL[0]) * units(mix_arrays(self.key, 4))) % 1.0
        field = np.full(len(self.key), np.floor(time * FIELD_RATE) % _FIELDS)
        return np.column_stack([self.strength(time), self._shot(time, 0.0, 1.0), rolled, field])

    def _strength_in(self, spell: Indices) -> Reals:
        chance, strength = units(mix_arrays(mix_arrays(self.key, 1), spell, np.array([[2], [3]])))
        low, high = _STRENGTH
        found: Reals = np.where(chance < _PICTURED, low + (high - low) * strength, 0.0)
        return found

    def _shot(self, time: float, low: float, high: float) -> Reals:
        """Return a draw of each set's present shot, from `low` to `high`: (n,)."""
        clock = mix_arrays(self.key, 2)
        shot = slot_at(clock, np.full(len(self.key), time), _SHOT)
        draw: Reals = low + (high - low) * units(mix_arrays(clock, shot, 1))
        return draw

    def _scanned(self, time: float) -> Reals:
        """Return for how long the beam has written since time 0, as a share of 1 of all time: (n,), s."""
        fields = time * FIELD_RATE + units(mix_arrays(self.key, 5))
        whole = np.floor(fields)
        written: Reals = (whole + np.minimum((fields - whole) / SCANNED, 1.0)) / FIELD_RATE
        return written
