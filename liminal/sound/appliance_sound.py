"""The sound of things on the mains that stand near: signs hum, compressors run, televisions whine.

Levels are estimates by ear, of quiet machines of that time, at 1 m.
"""

import math
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from liminal.light.flicker.slot import slot_at, slot_start
from liminal.random import Stream, keys_of, mix, mix_arrays, units
from liminal.sound.noise import Reals, band_noise
from liminal.sound.pages import PAGE, RATE
from liminal.sound.performance import Listener, Performance
from liminal.sound.propagation import Propagation, stereo
from liminal.sound.takes import Listening, PlaceSound, page_of_takes
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL

RADIUS = 13.0  # m: things beyond are inaudible
_FADE = 4.0  # m: over the last of the radius they fade out
_SQUARE = 40  # cells: things are looked up for squares of 6.1 m
_MARGIN = 3.5  # m: the farthest that the listener moves within a page
_KNOTS = 4  # Hz: rate at which the paths to things are updated
_FRAME = 480  # samples between those of a motor's run

RIPPLE = 120.0  # Hz: iron is pulled twice in each period of the mains
LINES = 4.5e6 / 286  # Hz, 15,734: lines of NTSC, by which the transformer of a picture tube sings (SMPTE 170M)
FIELDS = LINES / 262.5  # Hz
SHAFT = 58.3  # Hz: a motor of two poles at 3,500 turns a minute

_CYCLE = 340.0  # s: about how long a compressor runs and rests, once each
_RUNNING = 0.45  # share of that in which it runs
_START, _STOP = 0.35, 0.8  # s: time constants


@dataclass(frozen=True)
class Harmonics:
    """A tone and its harmonics, `count` in all.

    `level`: dB SPL of the first, 1 m away. `slope`: the n-th has n ** -slope of its amplitude. `detune`:
    greatest share by which one differs from another. `motor`: whether it belongs to a compressor's motor.
    """

    hertz: float
    level: float
    count: int = 1
    slope: float = 1.0
    detune: float = 0.0
    motor: bool = False


@dataclass(frozen=True)
class Hiss:
    """Noise from `low` to `high`, Hz. `level`: dB SPL at 1 m. `motor`: as of a tone."""

    low: float
    high: float
    level: float
    motor: bool = False


@dataclass(frozen=True)
class Voice:
    """What a thing sounds like. `height`: m above where it stands. `caption`: for subtitles."""

    caption: str
    height: float
    tones: tuple[Harmonics, ...]
    hisses: tuple[Hiss, ...] = ()


_BALLAST = Harmonics(RIPPLE, 27.0, count=10, slope=0.9)
_SIGN = Voice("hum of a sign", 0.1, (_BALLAST,))
VOICES = {
    "exit-sign": _SIGN,
    "exit-sign-hanging": _SIGN,
    "television-on": Voice(
        "hiss of a television",
        0.25,
        (Harmonics(LINES, 40.0), Harmonics(FIELDS, 22.0, count=12, slope=0.7)),
        (Hiss(250.0, 6000.0, 33.0),),  # of its loudspeaker, turned low
    ),
    "vending-machine": Voice(
        "hum of a vending machine",
        0.4,
        (
            Harmonics(RIPPLE, 33.0, count=10, slope=0.8),
            Harmonics(SHAFT, 42.0, count=9, slope=0.5, detune=0.012, motor=True),
        ),
        (Hiss(140.0, 1300.0, 36.0, motor=True),),
    ),
}


class ApplianceSounds:
    """The sound of all things of VOICES within RADIUS."""

    def __init__(self, world: CellGrid, propagation: Propagation, performance: Performance) -> None:
        self._world, self._propagation, self._performance = world, propagation, performance
        self._share = world.preset.sound.hum
        self._near = lru_cache(maxsize=4)(self._find_near)

    def page(self, number: int) -> PlaceSound:
        """Return a page of it."""
        return page_of_takes(self._performance, number, partial(self._heard, number))

    def audible(self, listener: Listener) -> list[str]:
        """Return the captions of the voices in range of a listener, each once, the nearest first."""
        props = self._around(listener) if self._share else []
        near = sorted(props, key=lambda each: _away(each, listener))
        within = [each for each in near if _away(each, listener) < RADIUS - _FADE]
        return list(dict.fromkeys(VOICES[str(each["name"])].caption for each in within))

    def _heard(self, number: int, listener: Listening) -> PlaceSound:
        """Return a page as it is heard in a take."""
        total = np.zeros((3, PAGE), np.float32)
        props = self._around(listener(number + 0.5)) if self._share else []
        if props:
            knots = [listener(number + knot / _KNOTS) for knot in range(_KNOTS + 1)]
            keys = keys_of(self._world.seed, Stream.APPLIANCE, *(_cells(props, name) for name in ("x", "z")))
            for prop, key in zip(props, keys.tolist(), strict=True):
                self._add(total, number, prop, key, knots)
        total *= np.float32(self._share)
        return PlaceSound(total[:2], total[2])

    def _add(self, total: NDArray[np.float32], number: int, prop: np.void, key: int, knots: list[Listener]) -> None:
        """Add one thing's sound to a page: left, right and to the room, (3, PAGE)."""
        voice = VOICES[str(prop["name"])]
        place = (np.array([prop["x"]], float), np.array([prop["y"] + voice.height]), np.array([prop["z"]], float))
        paths = [self._propagation.paths(knot, *place) for knot in knots]

        def gains(hertz: float) -> NDArray[np.float32]:
            rows = []
            for each in paths:
                passing = each.passing(np.array([hertz]))[0, 0] * np.clip((RADIUS - each.distance[0]) / _FADE, 0, 1)
                rows.append([*(stereo(each.bearing)[:, 0] * passing / max(each.distance[0], 0.3)), passing])
            at = np.linspace(0, _KNOTS, PAGE, endpoint=False)
            return np.stack([np.interp(at, range(len(rows)), row) for row in np.transpose(rows)]).astype(np.float32)

        if min(each.distance[0] for each in paths) > RADIUS:
            return
        run = _run(key, number) if any(tone.motor for tone in voice.tones) else None
        for index, tone in enumerate(voice.tones):
            for order in range(1, tone.count + 1):
                wave = _wave(tone, order, mix(key, index), number)
                total += gains(order * tone.hertz) * (wave if run is None or not tone.motor else wave * run)
        for index, hiss in enumerate(voice.hisses):
            noise = band_noise(hiss.low, hiss.high).samples(mix(key, 20 + index), number * PAGE, PAGE)
            noise = np.float32(_pascals(hiss.level)) * (noise if run is None or not hiss.motor else noise * run)
            total += gains(math.sqrt(hiss.low * hiss.high)) * noise

    def _around(self, listener: Listener) -> list[np.void]:
        """Return the things in range of a listener, (n,) PROP."""
        props = self._near(*(math.floor(at / CELL / _SQUARE) for at in (listener.x, listener.z)))
        return [each for each in props if _away(each, listener) < RADIUS + _MARGIN]

    def _find_near(self, square_x: int, square_z: int) -> NDArray[np.void]:
        """Return the things in range of a square, (n,) PROP."""
        reach = math.ceil((RADIUS + _MARGIN) / CELL)
        size = _SQUARE + 2 * reach
        props = self._world.window(square_x * _SQUARE - reach, square_z * _SQUARE - reach, size, size).props
        return np.asarray(props[np.isin(props["name"], list(VOICES))])


def _away(prop: np.void, listener: Listener) -> float:
    """Return how far a thing is from a listener in the plan, m."""
    return math.dist((prop["x"], prop["z"]), (listener.x, listener.z))


def _cells(props: list[np.void], name: str) -> NDArray[np.int64]:
    return np.array([math.floor(each[name] / CELL) for each in props])


def _pascals(level: float) -> float:
    """Return the RMS sound pressure, Pa, of a level, dB SPL."""
    return float(2e-5 * 10 ** (level / 20))


def _wave(tone: Harmonics, order: int, key: int, number: int) -> NDArray[np.float32]:
    """Return a page of one of a tone's harmonics, Pa at 1 m: (PAGE,)."""
    turn, uneven = units(mix_arrays(key, order, np.arange(2)))
    detune = units(mix_arrays(key, 0))[0]  # the same for all harmonics
    hertz = order * tone.hertz * (1 + tone.detune * (2 * detune - 1))
    peak = math.sqrt(2) * _pascals(tone.level) * order**-tone.slope * (0.5 + uneven if tone.count > 1 else 1.0)
    cycles = (hertz * number + turn) % 1.0 + hertz * np.arange(PAGE) / RATE
    return np.asarray(peak * np.sin(2 * np.pi * cycles), np.float32)


def _run(key: int, number: int) -> NDArray[np.float32]:
    """Return how far a compressor's motor is up to speed in a page, 0 to 1: (PAGE,)."""
    time = number + np.arange(PAGE // _FRAME + 1) * _FRAME / RATE
    clock = mix_arrays(mix(key, 30))
    slot = slot_at(clock, time, _CYCLE)
    begin, after = slot_start(clock, slot, _CYCLE), slot_start(clock, slot + 1, _CYCLE)
    age, length = time - begin, _RUNNING * (after - begin)
    run: Reals = np.where(age < length, -np.expm1(-age / _START), np.exp(-np.maximum(age - length, 0.0) / _STOP))
    at = np.arange(PAGE) / _FRAME
    return np.interp(at, np.arange(len(run)), run).astype(np.float32)
