"""The hum of the lamps: every ballast's own, half-wave by half-wave of the mains.

At 48 kHz a half-wave of 60 Hz lasts 400 samples exactly. So the hum is a sum of harmonics of 120 Hz whose complex
amplitudes are known at each half-wave and go over into each other in between: one short inverse transform for each.
"""

import math
from collections.abc import Sequence
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft

from liminal.light.flicker import Dimmers, Outage
from liminal.light.flicker.lamp_behaviour import on_mains
from liminal.random import Stream, keys_of, mix_arrays, units
from liminal.settings.sound import SoundSettings
from liminal.sound.noise import Reals, wander
from liminal.sound.pages import PAGE, RATE, Signal, add
from liminal.sound.performance import Listener, Performance
from liminal.sound.propagation import Propagation, stereo
from liminal.sound.takes import Listening, PlaceSound, page_of_takes
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL

RIPPLE = 120  # Hz: iron is pulled twice in each period of the mains
FRAME = RATE // RIPPLE  # samples in a half-wave
FRAMES = PAGE // FRAME  # half-waves in a page
KNOTS = 4  # Hz: rate at which the paths to lamps are updated
HARMONICS = 40  # up to 4.8 kHz
RADIUS = 13.0  # m: lamps beyond are inaudible
_MARGIN = 3.5  # m: the farthest that the listener moves within half a page
_SQUARE = 40  # cells: lamps and their dimmers are looked up for squares of 6.1 m
_FADE = 4.0  # m: over the last of the radius lamps fade out

_LEVEL = 2e-5 * 10 ** (33 / 20)  # Pa, 1 m from a common ballast: sound rating B, for offices
_UNEVEN = 7.0  # dB: half of the range of a ballast's level, and of each harmonic's
_SLOPE = 1.15  # the n-th harmonic has n ** -slope of the first's amplitude
_DETUNE = 0.07  # Hz: the greatest detuning of a ballast, as iron warms and cools
_RATTLING = 0.22  # share of ballasts with loose laminations
_PREHEAT = 0.8  # of a ballast's hum while its starter heats the cathodes
_STEADY_EVERY = 5  # half-waves between the samples of steady lamps, of which only the phases turn

_STRUCK = 0.25  # share of full light: a greater rise in one half-wave is an audible strike
_CLICK = 2e-5 * 10 ** (44 / 20)  # Pa at 1 m: the tin of a starter and of the tray it hangs in
_CLICK_TIME = 0.06  # s

_TIME = (np.arange(FRAME) / FRAME).astype(np.float32)
_ORDER = np.arange(1, HARMONICS + 1)
_FREQUENCY: Reals = _ORDER.astype(np.float64) * RIPPLE


class Lamps:
    """The sound of all audible lamps."""

    def __init__(
        self,
        world: CellGrid,
        propagation: Propagation,
        performance: Performance,
        outages: Sequence[Outage] = (),
    ) -> None:
        """`outages`: of lamps, in addition to their own flicker."""
        self._world, self._propagation, self._performance = world, propagation, performance
        self._outages = tuple(outages)
        # Ripple is light's half-waves; those of the hum are made here.
        self._light = world.preset.light.model_copy(update={"ripple": 0.0})
        self._settings = world.preset.sound
        self._near = lru_cache(maxsize=4)(self._find_near)

    def page(self, number: int) -> PlaceSound:
        """Return a page of hum, rattle and strikes."""
        return page_of_takes(self._performance, number, partial(self._heard, number))

    def _heard(self, number: int, listener: Listening) -> PlaceSound:
        """Return a page as it is heard in a take."""
        straight, sent = np.zeros((2, PAGE), np.float32), np.zeros(PAGE, np.float32)
        heard, near, dimmers = self._around(listener(number + 0.5))
        if not len(heard) or not (self._settings.hum or self._settings.rattle):
            return PlaceSound(straight, sent)
        # Only lamps with a gain somewhere in the page are synthesised.
        gains = self._gains([listener(number + knot / KNOTS) for knot in range(KNOTS + 1)], near[heard])
        loud = gains.any(axis=(0, 1, 3))
        heard, gains = heard[loud], gains[:, :, loud]  # (knots, 3, n, harmonics)
        lamps, level = near[heard], dimmers.level[heard].astype(float)
        dimmable, phase = dimmers.dimmable[heard], dimmers.phase[heard]

        frame = number * FRAMES + np.arange(FRAMES + 1)
        total = np.zeros((3, FRAMES + 1, HARMONICS), complex)
        ballasts = _Ballasts(self._world.seed, lamps, phase, self._settings)

        steady = ~dimmable
        coarse = frame[::_STEADY_EVERY]
        turning = _sum(
            gains[:, :, steady], coarse - frame[0], ballasts.amplitudes(steady, coarse) * level[steady, None]
        )
        total += _between(turning)

        driven = np.broadcast_to(level, (FRAMES + 1, len(lamps))).copy()
        if dimmable.any():
            before = 2 * (int(_CLICK_TIME * RIPPLE) // 2 + 1)
            early = np.concatenate([frame[0] - np.arange(before, 0, -1), frame])
            light, drive = _driven(dimmers, early, heard[dimmable])
            driven[:, dimmable] = drive[before:]
            unsteady = ballasts.amplitudes(dimmable, frame) * drive[before:, :, None]
            total += _sum(gains[:, :, dimmable], frame - frame[0], unsteady)
            self._strike(straight, sent, number, early, light, gains[0, :, dimmable, 8], lamps[dimmable])

        # Loose laminations strike once in each half-wave, with varying force.
        loose = ballasts.loose
        if loose.any():
            force = ballasts.force(frame) * driven[:, loose]
            total += _sum(gains[:, :, loose], frame - frame[0], ballasts.blows()[None] * force[..., None])

        played = np.stack([_played(each) for each in total])
        return PlaceSound(straight + played[:2], sent + played[2])

    def _around(self, listener: Listener) -> tuple[NDArray[np.intp], NDArray[np.void], Dimmers]:
        """Return the indices of lamps in range of the listener, the lamps that they index, and their dimmers."""
        lamps, dimmers = self._near(*(math.floor(at / CELL / _SQUARE) for at in (listener.x, listener.z)))
        near = np.hypot(lamps["x"] - listener.x, lamps["z"] - listener.z) < RADIUS + _MARGIN
        return np.flatnonzero(near & ((dimmers.level > 0) | dimmers.dimmable)), lamps, dimmers

    def _find_near(self, square_x: int, square_z: int) -> tuple[NDArray[np.void], Dimmers]:
        """Return the lamps on the mains in range of a square, and their dimmers."""
        reach = math.ceil((RADIUS + _MARGIN) / CELL)
        x0, z0, size = square_x * _SQUARE - reach, square_z * _SQUARE - reach, _SQUARE + 2 * reach
        lamps = self._world.window(x0, z0, size, size).lamps
        shining = lamps[(lamps["luminance"] > 0) & on_mains(lamps["kind"])]
        return shining, Dimmers(self._world.seed, shining, self._light, self._outages)

    def _gains(self, listeners: Sequence[Listener], lamps: NDArray[np.void]) -> Reals:
        """Return left, right and room gain of each lamp's harmonics for each listener: (listeners, 3, n, HARMONICS)."""
        gains = []
        x, y, z = (lamps[name].astype(float) for name in ("x", "y", "z"))
        for listener in listeners:
            paths = self._propagation.paths(listener, x, y, z)
            fade = np.clip((RADIUS - paths.distance) / _FADE, 0.0, 1.0)[:, None]
            passing = paths.passing(_FREQUENCY) * fade
            left, right = stereo(paths.bearing)[..., None] * passing / np.maximum(paths.distance, 0.3)[:, None]
            gains.append(np.stack([left, right, passing]))
        return np.stack(gains)

    def _strike(
        self,
        straight: Signal,
        sent: Signal,
        number: int,
        frame: NDArray[np.int64],
        light: Reals,
        gains: Reals,
        lamps: NDArray[np.void],
    ) -> None:
        """Add the clicks of tubes that strike."""
        rise = np.diff(light, axis=0)
        for row, lamp in np.argwhere(rise > _STRUCK):
            force = self._settings.rattle * _CLICK * min(rise[row, lamp], 1.0)
            click = (force * _click(int(lamps["cell_x"][lamp]) * 31 + int(lamps["cell_z"][lamp]))).astype(np.float32)
            start = frame[row + 1] / RIPPLE
            add(straight, number, gains[lamp, :2, None].astype(np.float32) * click, start)
            add(sent, number, np.float32(gains[lamp, 2]) * click, start)


class _Ballasts:
    """The character of n ballasts: hashes of where they hang."""

    def __init__(self, seed: int, lamps: NDArray[np.void], phase: NDArray[np.intp], settings: SoundSettings) -> None:
        key = keys_of(seed, Stream.BALLAST, lamps["cell_x"], lamps["cell_z"])
        level, detune, loose, peak, when = units(mix_arrays(key, np.arange(5)[:, None]))
        uneven, turn = (
            units(mix_arrays(key[:, None], np.arange(5, 5 + 2 * HARMONICS))).reshape(-1, 2, HARMONICS).swapaxes(0, 1)
        )
        # A sheet-metal tray resonates between 0.5 and 3 kHz.
        place = 500.0 * 6.0**peak
        octaves = np.log2(_FREQUENCY / place[:, None])
        tin = 10 ** (9.0 / 20 * np.exp(-((octaves / 0.35) ** 2)))
        decibels = _UNEVEN * (2 * uneven - 1) + _UNEVEN * (2 * level - 1)[:, None] * 0.6
        shape = _ORDER**-_SLOPE * tin * np.exp(-((_FREQUENCY / 3800.0) ** 2))
        self._key = key
        self._amplitude = settings.hum * _LEVEL * shape * 10 ** (decibels / 20)
        self._detune = _DETUNE * (2 * detune - 1)
        # The three phases of the mains are thirds of its period, two thirds of a half-wave's.
        self._turn = 2 * np.pi * (turn + phase[:, None] * _ORDER * 2 / 3)
        self.loose = (loose < _RATTLING) & (settings.rattle > 0)
        self._blow = settings.rattle * _LEVEL * 0.35 * tin * np.exp(-(((_FREQUENCY - 1800) / 1500) ** 2))
        self._when = when

    def amplitudes(self, which: NDArray[np.bool_], frame: NDArray[np.int64]) -> NDArray[np.complex128]:
        """Return the complex amplitude of each harmonic, Pa at 1 m: (frames, n, HARMONICS)."""
        angle = 2 * np.pi * (self._detune[which] * (frame[:, None] / RIPPLE) % 1.0)
        turns = np.repeat(np.exp(1j * angle)[..., None], HARMONICS, axis=2).cumprod(axis=2)
        return np.asarray(turns * (self._amplitude[which] * np.exp(1j * self._turn[which])))

    def blows(self) -> NDArray[np.complex128]:
        """Return the harmonics of one blow of each that is loose: (n, HARMONICS)."""
        return np.asarray(self._blow[self.loose] * np.exp(-2j * np.pi * _ORDER * self._when[self.loose, None]))

    def force(self, frame: NDArray[np.int64]) -> Reals:
        """Return how hard iron strikes in each half-wave: (frames, n). For seconds it may be still."""
        key = self._key[self.loose]
        uneven = 0.4 + 1.2 * units(mix_arrays(key, 1000, frame[:, None]))
        slow = np.stack([wander(int(each), frame / (RIPPLE * 2.3)) for each in key], axis=1)
        return np.asarray(uneven * np.clip(3.0 * slow - 1.2, 0.0, 1.0))


def _driven(dimmers: Dimmers, frame: NDArray[np.int64], which: NDArray[np.intp]) -> tuple[Reals, Reals]:
    """Return the light of some lamps in each half-wave, and the amplitude that drives their hum, (frames, n) each.

    `frame` begins with an even number: light is looked up for whole waves, the glow of cathodes for ten at a time.
    """
    light = np.stack([dimmers.at(each / RIPPLE, 2 / RIPPLE)[which] for each in frame[::2].tolist()]).astype(float)
    light = np.repeat(light, 2, axis=0)[: len(frame)]
    tens = frame // 20
    ends = np.stack([dimmers.ends(each * 20 / RIPPLE)[which] for each in range(tens[0], tens[-1] + 1)]).astype(float)
    return light, np.maximum(np.sqrt(np.minimum(light, 1.0)), _PREHEAT * ends[tens - tens[0]])


def _sum(gains: Reals, frame: NDArray[np.int64], amplitudes: NDArray[np.complex128]) -> NDArray[np.complex128]:
    """Sum lamps (frames, n, HARMONICS), weighted by gains interpolated between knots: (3, frames, HARMONICS)."""
    place = frame * KNOTS / FRAMES
    knot = np.minimum(place.astype(int), KNOTS - 1)
    share = place - knot
    total = np.zeros((HARMONICS, len(frame), 3), complex)
    # Harmonic by harmonic a product of matrices: half-waves by lamps, lamps by gains.
    waves, turned = amplitudes.transpose(2, 0, 1), gains.transpose(0, 3, 2, 1).astype(complex)
    for each in range(KNOTS):
        rows = np.flatnonzero(knot == each)
        if len(rows):
            part = waves[:, rows[0] : rows[-1] + 1]
            going, coming = part @ turned[each], part @ turned[each + 1]
            total[:, rows] = going + (coming - going) * share[rows, None]
    return total.transpose(2, 1, 0)


def _between(coarse: NDArray[np.complex128]) -> NDArray[np.complex128]:
    """Interpolate the half-waves between those of steady lamps: (3, FRAMES + 1, HARMONICS)."""
    place = np.arange(FRAMES + 1) / _STEADY_EVERY
    low = np.minimum(place.astype(int), coarse.shape[1] - 2)
    share = (place - low)[:, None]
    return np.asarray(coarse[:, low] * (1 - share) + coarse[:, low + 1] * share)


def _played(amplitudes: NDArray[np.complex128]) -> Signal:
    """Turn harmonics at half-waves (FRAMES + 1, HARMONICS) into a page of sound: (PAGE,)."""
    bins = np.zeros((FRAMES + 1, FRAME // 2 + 1), np.complex64)
    bins[:, 1 : HARMONICS + 1] = amplitudes * (FRAME / 2)
    waves = irfft(bins, FRAME, axis=1)
    going, coming = waves[:-1], waves[1:]
    return np.asarray(going + (coming - going) * _TIME, np.float32).reshape(PAGE)


def _click(key: int) -> Reals:
    """Return the click of a starter: a few modes of sheet metal, with a peak of 1."""
    time = np.arange(int(_CLICK_TIME * RATE)) / RATE
    pitch = 0.9 + 0.2 * units(mix_arrays(key & 0xFFFFFFFF, np.arange(3)))
    modes = ((2300.0, 0.006, 0.7), (4700.0, 0.003, 0.5), (310.0, 0.018, 0.5))
    waves = [
        share * np.sin(2 * np.pi * hertz * one * time) * np.exp(-time / decay)
        for (hertz, decay, share), one in zip(modes, pitch, strict=True)
    ]
    return np.asarray(np.sum(waves, axis=0) * np.minimum(time / 0.0003, 1.0))
