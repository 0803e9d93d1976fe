"""The microphone: its band and noise, and an automatic gain control that pumps."""

import math

import numpy as np

from liminal.random import Stream, key_of, mix
from liminal.settings.track import TrackSettings
from liminal.sound.noise import Reals, band, band_noise, filtered, linear_filter
from liminal.sound.pages import PAGE, RATE, PageCache, Signal

LOW, HIGH = 70.0, 13_000.0  # Hz: an electret behind foam, with a wind filter
_NOISE = 2e-5 * 10 ** (19 / 20)  # Pa: self-noise of a small electret (data sheets: 22 to 32 dB(A))
_FULL = 2.0  # Pa at full scale with a gain of 1: 100 dB
_TARGET = 0.16  # of full scale: the level that the gain control seeks, -16 dB
_MOST = 400.0  # times: the greatest gain, 52 dB
_FRAME = 240  # samples that a level is measured over: 5 ms
_FRAMES = PAGE // _FRAME
_ATTACK = 3  # frames of delay of the gain
_RELEASED = 20.0  # dB by which the gain rises in the release time
_MEMORY = 60.0  # dB of release after which a peak no longer counts
_MIRRORED = 2  # pages of the beginning that, mirrored, precede it
_REST = 0.35  # share of the dynamic range, in dB, that the gain control keeps
_KNEE = 0.7  # of full scale: above, the amplifier saturates
_MID = 10 ** (-66 / 20) * _FULL  # Pa: the level that a fixed gain brings to the target

_BAND = linear_filter(lambda frequency: band(frequency, LOW, HIGH), 2047)
_REACH = len(_BAND) // 2


class Microphone:
    """Turns pressures, (2, samples) in Pa, into a signal of one channel or two, in parts of full scale."""

    def __init__(self, air: PageCache, settings: TrackSettings, seed: int) -> None:
        self._air, self._settings = air, settings
        self._channels = 2 if settings.microphone == "stereo" else 1
        self._key = key_of(seed, Stream.MICROPHONE)
        self._heard = PageCache(self._hear, keep=8)
        self._levels = PageCache(self._level, keep=64)

    def page(self, number: int) -> Signal:
        """Return a page of the signal: (channels, PAGE)."""
        amplified = self._heard.page(number) * _rising(self.gains(number))
        return _bent(amplified)

    def gains(self, number: int) -> Reals:
        """Return the amplifier's gain at the beginning of each frame of a page, and of the next: (_FRAMES + 1,)."""
        run_up = math.ceil(_MEMORY / _RELEASED * self._settings.release)
        level = np.concatenate([self._past(each) for each in range(number - run_up, number + 1)]).astype(float)
        # A peak holds the gain down and releases it over time: the greatest of the past counts.
        rate = _RELEASED / self._settings.release * np.log(10) / 20  # 1/s, of the logarithm
        let_go = np.arange(len(level)) * (_FRAME / RATE * rate)
        held = np.maximum.accumulate(np.log(level) + let_go) - let_go
        held = held[-_FRAMES - 1 - _ATTACK : len(held) - _ATTACK]

        # The gain goes only a part of the way in dB, so that soft sounds stay softer.
        full = np.log(_TARGET * _FULL) - held
        fixed = np.log(_TARGET * _FULL / _MID)
        share = self._settings.agc * (1 - _REST)
        gain = np.minimum(fixed + share * (full - fixed), np.log(_MOST))
        return np.asarray(np.exp(gain) / _FULL)

    def _hear(self, number: int) -> Signal:
        first = number * PAGE
        air = self._air.samples(first - _REACH, PAGE + 2 * _REACH)
        if self._channels == 1:
            air = air.mean(axis=0, keepdims=True)
        heard = filtered(air, _BAND)
        if self._settings.self_noise:
            for channel, row in enumerate(heard):
                row += (
                    self._settings.self_noise
                    * _NOISE
                    * band_noise(200.0, 11_000.0).samples(mix(self._key, channel), first, PAGE)
                )
        return heard

    def _past(self, number: int) -> Signal:
        """Return the levels of a page; before the beginning mirrored ones, so that the gain starts settled."""
        return self._levels.page(number) if number >= 0 else self._levels.page(min(-1 - number, _MIRRORED))[::-1]

    def _level(self, number: int) -> Signal:
        """Return the root-mean-square level of each frame of a page, Pa: (_FRAMES,)."""
        power = np.square(self._heard.page(number)).mean(axis=0).reshape(_FRAMES, _FRAME).mean(axis=1)
        return np.asarray(np.sqrt(power + 1e-12), np.float32)


def _rising(gains: Reals) -> Signal:
    place = np.arange(PAGE) / _FRAME
    return np.asarray(np.interp(place, np.arange(_FRAMES + 1), gains), np.float32)


def _bent(signal: Signal) -> Signal:
    """Compress samples above the knee towards full scale, which they never reach."""
    over = np.abs(signal) - np.float32(_KNEE)
    room = np.float32(1 - _KNEE)
    bent = np.float32(_KNEE) + room * np.tanh(over / room)
    return np.asarray(np.where(over > 0, np.sign(signal) * bent, signal), np.float32)
