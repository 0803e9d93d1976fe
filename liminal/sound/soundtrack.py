"""The soundtrack of a film: place, operator and machine, recorded by a microphone onto a tape."""

import math
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from liminal.body.figure import Figure
from liminal.light.flicker import Outage
from liminal.settings.tape import TapeSettings
from liminal.sound.appliance_sound import ApplianceSounds
from liminal.sound.audio_track import AudioTrack, Loss
from liminal.sound.collision import Collisions
from liminal.sound.cue import Cue, schedule_cues
from liminal.sound.cuts import cut_out
from liminal.sound.distant import DistantSounds
from liminal.sound.figure_sounds import FigureSounds
from liminal.sound.hum import Lamps
from liminal.sound.loudness import CEILING, REACH, block_powers, limited, loudness_of
from liminal.sound.machine import machine_page
from liminal.sound.microphone import Microphone
from liminal.sound.noise import filtered, linear_filter
from liminal.sound.operator_sound import body_page
from liminal.sound.pages import PAGE, RATE, PageCache, Signal
from liminal.sound.performance import Performance
from liminal.sound.propagation import Propagation
from liminal.sound.reverb import Reverb
from liminal.sound.run import run_of
from liminal.sound.sound_events import sound_events
from liminal.sound.steps import steps_page
from liminal.sound.visor_breath import through_suit
from liminal.sound.voices import Voices
from liminal.sound.water_sounds import WaterSounds
from liminal.thing.mover import Mover
from liminal.world.cell_grid import CellGrid

_HUMS = 2e-5 * 10 ** (20 / 20)  # Pa: below 20 dB the ventilation masks the hum
_KEPT = 96  # pages of the playback, 37 MB: those measured for loudness are not made again
_WHOLE = 90.0  # s: longer films are measured in stretches
_STRETCHES = 5
_STRETCH = 12  # s
_MOST_GAIN = 100.0  # 40 dB
_JOIN = RATE // 2  # samples of cross-fade from the end of a loop to its beginning
_SUIT = linear_filter(through_suit, 511)
_ROUNDS = 3  # of measurement behind the limiter


class Soundtrack:
    """The sound of a whole film, stereo, at 48 kHz: a function of the sample's number."""

    def __init__(
        self,
        world: CellGrid,
        performance: Performance,
        tape: TapeSettings,
        outages: Sequence[Outage] = (),
        loss: Loss | None = None,
        *,
        loop: bool = False,
        movers: Sequence[Mover] = (),
        figures: Sequence[Figure] = (),
    ) -> None:
        """`performance`: the operator and the events. `tape`: the world's, with what this film's recorder does to it.

        `outages`: of lamps. `loss`: see `AudioTrack`. `loop`: whether the end runs into the beginning. `movers`: things
        that move. `figures`: the place's, and the film's.
        """
        sound, settings, seed = world.preset.sound, world.preset.track, world.seed
        self._duration, self._loudness = performance.duration, sound.loudness
        self._end = int(self._duration * RATE) if loop else None
        self._performance, self._seed, self._sound, self._tape = performance, seed, sound, tape
        propagation = Propagation(world)
        self._lamps = Lamps(world, propagation, performance, outages)
        self._appliances = ApplianceSounds(world, propagation, performance)
        self._far = DistantSounds(propagation, performance, sound, seed)
        self._water = WaterSounds(world, propagation, performance)
        self._movers = movers
        self._collisions = Collisions(propagation, performance, movers, sound.events, seed)
        self._figures = FigureSounds(world, propagation, performance, figures, sound.steps)
        self._voices = Voices(propagation, performance, sound.events, seed)
        self._dry = PageCache(self._make_dry, keep=10)
        sent = PageCache(lambda number: self._dry.page(number)[2], keep=6)
        self._echo = Reverb(propagation, performance, sent, sound.room, sound.echo)
        self._around = PageCache(lambda number: self._dry.page(number)[:2] + self._echo.page(number), keep=4)
        self._visor = world.preset.operator.visor
        self.air = PageCache(self._make_air, keep=8)
        self.microphone = Microphone(self.air, settings, seed)
        recorded = PageCache(self._record, keep=6)
        track = AudioTrack(recorded, tape, settings, seed, loss)
        self.playback = PageCache(lambda number: _both(track.page(number)), keep=_KEPT)

    def samples(self, first: int, count: int) -> Signal:
        """Return samples from number `first` on: float32 (count, 2), -1 to 1."""
        sound = self._levelled(first, count)
        if self._end is not None and first < self._end and self._end - _JOIN < first + count:
            # The end cross-fades to the sound before the beginning.
            share = np.clip((first + np.arange(count) - self._end) / _JOIN + 1, 0.0, 1.0).astype(np.float32)
            sound = (1 - share) * sound + share * self._levelled(first - self._end, count)
        return np.ascontiguousarray(sound.T)

    def _levelled(self, first: int, count: int) -> Signal:
        """Return samples at the film's loudness: (2, count)."""
        raw = self.playback.samples(first - 2 * REACH, count + 4 * REACH)
        return limited(np.float32(self.gain) * raw)

    @cached_property
    def gain(self) -> float:
        """The gain that brings the film to its loudness (`sound.loudness`, LKFS), at most 40 dB."""
        stretches = [self.playback.samples(first - 2 * REACH, count + 4 * REACH) for first, count in self._stretches()]
        powers = np.concatenate([block_powers(each[:, 2 * REACH : -2 * REACH]) for each in stretches])
        peak = max(float(np.abs(each).max()) for each in stretches)
        gain = 1.0
        for _ in range(_ROUNDS):
            found = loudness_of(gain**2 * powers)
            if not np.isfinite(found):
                return 1.0
            gain = min(gain * 10 ** ((self._loudness - found) / 20), _MOST_GAIN)
            if gain * peak > CEILING:
                left = np.concatenate([block_powers(limited(np.float32(gain) * each)) for each in stretches])
                powers = left / gain**2
        return gain

    def cues(self) -> list[Cue]:
        """Return subtitles for the deaf and hard of hearing, which name the sounds, one at a time."""
        lamps = self._lamps.page(0).straight if self._sound.hum else np.zeros(1)
        steady = self._appliances.audible(self._performance.pose(0.0))
        if np.sqrt(np.mean(np.square(lamps))) > _HUMS:
            steady.append("hum of lamps")
        if self._visor and self._sound.body:
            steady.append("breath in a mask")
        if self._sound.far * self._sound.pump:
            steady.append("a far pump")
        chances, water = self._far.chances(0.0, self._duration), self._water.events(0, math.ceil(self._duration))
        named = [*self._figures.names(), *self._voices.names()]
        run = run_of(self._tape)
        events = sound_events(self._performance, self._sound, steady, chances, water, run, self._movers, named)
        return schedule_cues(events, self._duration)

    def _stretches(self) -> list[tuple[int, int]]:
        """Return the stretches whose loudness is measured, as first sample and count: the whole, or five of 12 s."""
        if self._duration <= _WHOLE:
            return [(0, max(round(self._duration * RATE), RATE // 2))]
        starts = np.linspace(0, int(self._duration) - _STRETCH, _STRETCHES).astype(int)
        return [(int(start) * RATE, _STRETCH * RATE) for start in starts]

    def _make_dry(self, number: int) -> Signal:
        """Return direct sound, left and right, and the room's excitation: (3, PAGE), Pa."""
        hum, appliances = self._lamps.page(number), self._appliances.page(number)
        steps, steps_sent = steps_page(self._performance, number, self._seed, self._sound.steps)
        far, far_sent = self._far.page(number)
        blows, blows_sent = self._collisions.page(number)
        water, water_sent = self._water.page(number)
        figures, figures_sent = self._figures.page(number)
        voices, voices_sent = self._voices.page(number)
        straight = hum.straight + appliances.straight + steps + far + blows + water + figures + voices
        sent = hum.sent + appliances.sent + steps_sent + far_sent + blows_sent + water_sent + figures_sent + voices_sent
        return np.concatenate([straight, sent[None]])

    def _make_air(self, number: int) -> Signal:
        """Return the pressure at both capsules: (2, PAGE), Pa."""
        air = self._around.page(number)
        if self._visor:
            reach = len(_SUIT) // 2
            air = filtered(self._around.samples(number * PAGE - reach, PAGE + 2 * reach), _SUIT)
        air = air + self._voices.carried_page(number)
        if self._sound.body:
            air = air + np.float32(self._sound.body) * body_page(self._performance, number, self._seed, self._visor)
        if self._sound.machine:
            air = air + np.float32(self._sound.machine) * machine_page(self._performance, number, self._seed)
        return air

    def _record(self, number: int) -> Signal:
        """Return the signal to the tape, with the camera's stops and starts: (channels, PAGE)."""
        signal = self.microphone.page(number).copy()
        for cut in self._performance.cuts:
            cut_out(signal, number, cut.time, cut.kind)
        return signal


def _both(sound: Signal) -> Signal:
    return np.repeat(sound, 2, axis=0) if len(sound) == 1 else np.array(sound)
