"""The audio track of a tape: linear along its edge, FM under the picture, or PCM."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from liminal.random import Stream, key_of, mix, mix_arrays, units
from liminal.settings.tape import TapeSettings
from liminal.settings.track import TrackSettings
from liminal.sound.noise import Noise, Reals, band, filtered, linear_filter, wander
from liminal.sound.pages import PAGE, RATE, PageCache, SampledSound, Signal
from liminal.sound.run import run_of

FIELD = 800.8  # samples: a field lasts 1001 / 60000 s
_CYCLE = 4004  # samples of five fields

Loss = Callable[[int], float]  # of a field by its number: the share of signal lost to dropouts, 0 to 1


@dataclass(frozen=True)
class TrackFormat:
    """The format of an audio track. `low`, `high`: band, Hz. `treble`: time constant of equalisation, s; 0 is none.

    `noise`: dB against full level. `wow`: share of speed, weighted peak. `buzz`: of the picture heads, dB. `clicks`: at
    each head switch, dB. `bits`: of PCM; 0 is analogue. `channels`: at most. `saturates`: whether the tape does.
    """

    low: float
    high: float
    treble: float
    noise: float
    wow: float
    buzz: float
    clicks: float = -200.0
    bits: int = 0
    channels: int = 2
    saturates: bool = True


# VHS along the edge: SMPTE 32M's 3180 and 120 us (170 us below SP); edges as in decks' data sheets; else estimates.
_VHS = {
    "sp": TrackFormat(100.0, 10_000.0, 120e-6, -42.0, 0.0020, -58.0, channels=1),
    "lp": TrackFormat(100.0, 9_000.0, 170e-6, -40.0, 0.0028, -56.0, channels=1),
    "ep": TrackFormat(100.0, 8_000.0, 170e-6, -38.0, 0.0038, -54.0, channels=1),
}
# Under the picture: FM, companded 2:1 (SMPTE 32M, annex). It runs as evenly as the drum.
_HIFI = TrackFormat(20.0, 20_000.0, 0.0, -80.0, 0.00005, -200.0, clicks=-62.0, saturates=False)
# Video8 has one such carrier, of lesser range, and no linear track in use.
_VIDEO8 = TrackFormat(30.0, 15_000.0, 0.0, -64.0, 0.0001, -200.0, clicks=-60.0, channels=1, saturates=False)
_BETACAM = TrackFormat(50.0, 15_000.0, 70e-6, -60.0, 0.0010, -80.0)  # Sony's data sheets, with Dolby C
_DV = TrackFormat(0.0, 22_000.0, 0.0, -96.0, 0.0, -200.0, bits=16, saturates=False)  # IEC 61834: 48 kHz, 16 bits

_SHELF_LOW = 3180e-6  # s
_FULL = 0.5  # of full scale: the full level that noise refers to, with 6 dB of headroom
_BENDS = 1.1  # of full scale, after pre-emphasis, at which the tape saturates
_FINER = 4  # times oversampling of the saturation
_BENT_REACH = 32  # samples on either side that oversampling needs
_MUFFLED = 1600.0  # Hz: bandwidth with the head fully off its track
_AZIMUTH = 4500.0  # Hz: bandwidth at an azimuth error of 1
_FADED = 0.004  # s of fade at either end of a dropout
_REACH = 6_000  # samples beyond a page that filters and speed errors read

# Speed varies at the rates of reels, capstan and pinch roller: Hz, and share of the total.
_PACES = ((0.55, 0.35), (1.35, 0.25), (4.2, 0.18), (9.6, 0.22), (23.0, 0.10))


def track_format(tape: TapeSettings, track: TrackSettings) -> TrackFormat | None:
    """Return the format of a tape's audio track; None for no tape."""
    if tape.format is None:
        return None
    if tape.format == "vhs":
        return _HIFI if track.hifi else _VHS[tape.speed]
    return {"video8": _VIDEO8, "betacam": _BETACAM, "dv": _DV}[tape.format]


def does_nothing(tape: TapeSettings, track: TrackSettings) -> bool:
    """Tell whether playback equals the recording: no tape, or all impairments at 0 and no transport event."""
    dials = (track.band, track.hiss, track.wow, track.buzz, track.dropouts, tape.tracking)
    return tape.format is None or not (any(dials) or tape.transport)


class AudioTrack:
    """The playback of a sound recorded on a tape."""

    def __init__(
        self, source: SampledSound, tape: TapeSettings, track: TrackSettings, seed: int, loss: Loss | None = None
    ) -> None:
        """`source`: (channels, n), 1 for full scale. `loss`: the dropouts of each field; None is none."""
        self._source, self._tape, self._track = source, tape, track
        self._kind = track_format(tape, track)
        self._key = key_of(seed, Stream.TRACK)
        self._loss = loss
        self._run = run_of(tape)
        self._written = PageCache(self._write, keep=6)
        self._played = PageCache(self._play, keep=4)

    def samples(self, first: int, count: int) -> Signal:
        """Return samples of the playback: float32 (channels, count)."""
        if self._kind is None:
            return self._source.samples(first, count)
        return self._played.samples(first, count)

    def page(self, number: int) -> Signal:
        """Return a second of the playback."""
        return self.samples(number * PAGE, PAGE)

    def _write(self, number: int) -> Signal:
        """Return a page of the tape's signal before noise and speed errors: (channels, PAGE)."""
        kind = self._kind
        assert kind is not None
        recorded, played, reach = _filters(kind, self._track.band, self._track.azimuth, self._tape.generations)
        saturates = kind.saturates and self._track.band
        beyond = 2 * reach + (_BENT_REACH if saturates else 0)
        sound = self._source.samples(number * PAGE - beyond, PAGE + 2 * beyond)
        if kind.channels == 1 and len(sound) > 1:
            sound = sound.mean(axis=0, keepdims=True)
        sound = filtered(sound, recorded)
        if saturates:
            sound = _bent(sound, _BENDS / self._track.band)
        return filtered(sound, played)

    def _play(self, number: int) -> Signal:
        kind = self._kind
        assert kind is not None
        first = number * PAGE
        sound = self._read(first, kind)
        sound = self._faded(sound, number) * self._run.recorded(first)
        sound = sound + self._noise(first, len(sound), kind)
        if kind.bits:
            steps = np.float32(2 ** (kind.bits - 1))
            sound = np.asarray(np.round(sound * steps) / steps, np.float32)
        return np.asarray(sound * self._run.sounding(first), np.float32)

    def _read(self, first: int, kind: TrackFormat) -> Signal:
        """Return a page from `first` on as the head reads it at the tape's actual speed: (channels, PAGE)."""
        place = self._run.places(first)
        low = int(place.min())
        late = self._lateness((first + np.arange(PAGE)) / RATE, kind) * RATE
        start, count = low - _REACH, int(place.max()) - low + 2 * _REACH
        if count > 4 * PAGE:  # a fast search, which is muted
            return np.zeros((len(self._written.page(0)), PAGE), np.float32)
        sound = self._written.samples(start, count)
        at = place + late - start
        steady = not late.any() and bool(np.all(np.diff(place) == 1))
        read = sound[:, _REACH : _REACH + PAGE] if steady else _interpolated(sound, at)
        tracking = self._tape.tracking
        if not tracking or kind.bits:
            return read
        # Off its track, a head loses treble first.
        dull = filtered(sound, _dull())
        reach = len(_dull()) // 2
        muffled = _interpolated(dull, at - reach)
        slow = wander(mix(self._key, 5), np.array([first / RATE, first / RATE + 1]) * 0.4)
        beside = tracking * (0.6 + 0.4 * np.linspace(slow[0], slow[1], PAGE)).astype(np.float32)
        return (1 - beside) * read + beside * np.float32(0.8) * muffled

    def _lateness(self, time: Reals, kind: TrackFormat) -> Reals:
        """Return the tape's delay, s: bounded, so that picture and sound stay in step."""
        depth = kind.wow * self._track.wow * sqrt(self._tape.generations)
        if not depth:
            return self._run.crumpled(time)
        # The fastest component has 23 Hz: a thousand values a second are enough.
        now = np.linspace(time[0], time[-1], PAGE // 48)
        late = np.zeros(len(now))
        for place, (pace, share) in enumerate(_PACES):
            turn = 2 * np.pi * (mix(self._key, 1, place) >> 8) * 2.0**-24
            swell = 0.4 + 1.2 * wander(mix(self._key, 2, place), now * pace / 5)
            lead = 1.5 * wander(mix(self._key, 3, place), now * pace / 4)
            late += depth * share / (2 * np.pi * pace) * swell * np.sin(2 * np.pi * pace * now + turn + lead)
        return np.asarray(np.interp(time, now, late) + self._run.crumpled(time))

    def _faded(self, sound: Signal, number: int) -> Signal:
        """Attenuate the sound in fields with dropouts."""
        if self._loss is None or not self._track.dropouts:
            return sound
        first = int(number * PAGE / FIELD) - 1
        fields = np.arange(first, first + int(PAGE / FIELD) + 4)
        lost = np.array([self._loss(int(field)) if field >= 0 else 0.0 for field in fields])
        if not lost.any():
            return sound
        kind = self._kind
        assert kind is not None
        gain = np.ones(PAGE)
        at = np.arange(PAGE)
        for field, share in zip(fields[lost > 0], lost[lost > 0], strict=True):
            middle = (field + 0.5) * FIELD - number * PAGE
            width = FIELD / 2 + _FADED * RATE
            shape = np.clip((width - np.abs(at - middle)) / (_FADED * RATE), 0.0, 1.0)
            gain *= 1 - min(share * self._track.dropouts, 1.0) * shape
        faded = sound * gain.astype(np.float32)
        if not kind.saturates and not kind.bits:
            # An FM track does not fade but gives a burst of noise.
            burst = _hiss(0.0, 1.0).samples(mix(self._key, 4), number * PAGE, PAGE)
            faded = faded + (0.25 * (1 - gain) ** 2).astype(np.float32) * burst
        return np.asarray(faded, np.float32)

    def _noise(self, first: int, channels: int, kind: TrackFormat) -> Signal:
        """Return hiss, the buzz of the heads, and clicks: (channels, PAGE)."""
        track, copies = self._track, self._tape.generations
        total = np.zeros((channels, PAGE), np.float32)
        if track.hiss and not kind.bits:
            level = np.float32(track.hiss * sqrt(copies) * _FULL / sqrt(2) * 10 ** (kind.noise / 20))
            for channel, row in enumerate(total):
                row += level * _hiss(kind.treble, kind.high).samples(mix(self._key, 6, channel), first, PAGE)
        beside = self._tape.tracking
        if track.buzz and kind.buzz > -150:
            loud = track.buzz * sqrt(copies) * _FULL / sqrt(2) * 10 ** (kind.buzz / 20)
            total += np.float32(loud * (1 + 4 * beside)) * _turned(_buzz(), first)
        if track.buzz and kind.clicks > -150:
            total += np.float32(track.buzz * sqrt(copies)) * self._clicks(first, 10 ** (kind.clicks / 20), beside)
        return total

    def _clicks(self, first: int, level: float, beside: float) -> Signal:
        """Return the ticks of head switches, of random force, up to 31 times as loud with bad tracking: (PAGE,)."""
        page = np.zeros(PAGE, np.float32)
        fields = np.arange(int(first / FIELD) - 1, int((first + PAGE) / FIELD) + 2)
        force = level * (1 + 30 * beside) * units(mix_arrays(self._key, 7, fields)) ** 2
        at = np.round(fields * FIELD).astype(int) - first
        tick = np.array([0.3, 1.0, -0.8, 0.4, -0.2, 0.1], np.float32)
        for offset, part in enumerate(tick):
            inside = (at + offset >= 0) & (at + offset < PAGE)
            page[at[inside] + offset] += (part * force[inside]).astype(np.float32)
        return page


@lru_cache(maxsize=8)
def _filters(kind: TrackFormat, amount: float, azimuth: float, copies: int) -> tuple[Signal, Signal, int]:
    """Return the filters before and after saturation, and half the length of either, samples."""

    def shelf(frequency: Reals) -> Reals:
        # Pre-emphasis by half the time constant, at most sixfold.
        raised = np.sqrt(1 + (2 * np.pi * frequency * kind.treble * 0.5) ** 2)
        return np.minimum(raised, 6.0)

    def left(frequency: Reals) -> Reals:
        edges = band(frequency, kind.low, kind.high, 3)
        askew = 1 / (1 + (azimuth * frequency / _AZIMUTH) ** 2) if kind.treble else 1.0
        return np.asarray(((edges * askew) ** copies) ** amount)

    taps = 2047
    before = linear_filter(shelf, taps)
    after = linear_filter(lambda frequency: left(frequency) / shelf(frequency), taps)
    return before, after, taps // 2


def _bent(sound: Signal, limit: float) -> Signal:
    """Saturate (channels, n + 2 _BENT_REACH) samples to (channels, n), oversampled fourfold against aliasing."""
    finer = np.zeros((*sound.shape[:-1], _FINER * sound.shape[-1]), np.float32)
    finer[..., ::_FINER] = _FINER * sound
    finer = filtered(finer, _finer_band())
    bent = np.asarray(limit * np.tanh(finer / limit), np.float32)
    return np.ascontiguousarray(filtered(bent, _finer_band())[..., ::_FINER])


@lru_cache(maxsize=1)
def _finer_band() -> Signal:
    """Return a low-pass from 20 to 28 kHz at four times the rate, for which frequencies here are a fourth."""
    return linear_filter(lambda frequency: np.clip((7000 - frequency) / 2000, 0.0, 1.0), _FINER * _BENT_REACH + 1)


@lru_cache(maxsize=8)
def _hiss(treble: float, high: float) -> Noise:
    """Return the hiss of a track, with a power of 1: white noise of the head, equalised above 1 / (2 pi treble)."""

    def gain(frequency: Reals) -> Reals:
        lifted = np.sqrt(1 + (2 * np.pi * frequency * treble) ** 2) if treble else np.ones(len(frequency))
        return np.asarray(lifted * band(frequency, 60.0, high if high > 1 else 14_000.0, 2))

    return Noise(gain)


@lru_cache(maxsize=1)
def _dull() -> Signal:
    return linear_filter(lambda frequency: band(frequency, 0.0, _MUFFLED, 1), 511)


@lru_cache(maxsize=1)
def _buzz() -> Signal:
    """Return five fields of buzz, (4004,), with a power of 1: a short pulse at each head switch."""
    phase = 5 * np.arange(_CYCLE) / _CYCLE
    draw = units(mix_arrays(int(Stream.TRACK), np.arange(60)))
    wave = np.zeros(_CYCLE)
    for order in range(1, 60):
        wave += order**-0.5 * np.exp(-order / 22) * np.cos(2 * np.pi * order * phase + 0.8 * draw[order])
    return np.asarray(wave / wave.std(), np.float32)


def _turned(table: Signal, first: int) -> Signal:
    return np.asarray(np.resize(np.roll(table, -(first % len(table))), PAGE), np.float32)


def _interpolated(sound: Signal, at: Reals) -> Signal:
    """Interpolate (channels, n) at fractional samples `at` by Catmull-Rom cubics."""
    whole = np.clip(np.floor(at).astype(np.int64), 1, sound.shape[1] - 3)
    t = (at - whole).astype(np.float32)
    a, b, c, d = (sound[:, whole + step] for step in (-1, 0, 1, 2))
    bend: NDArray[np.float32] = 2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)
    return b + np.float32(0.5) * t * (c - a + t * bend)
