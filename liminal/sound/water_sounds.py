"""Water that is heard: drops at places that drip, and what laps at the walls of pools."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from liminal.light.drip import drip_interval, force_of, moments
from liminal.random import Stream, key_of, mix, mix_arrays, unit_of, units
from liminal.sound.arrival import arrival
from liminal.sound.bubble import bubble, times
from liminal.sound.noise import band_noise, wander
from liminal.sound.pages import PAGE, Signal, add
from liminal.sound.performance import Performance
from liminal.sound.propagation import Propagation
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL
from liminal.world.water_spot import SQUARE, WaterKind, WaterSpot, water_spots

RADIUS = 17.0  # m: what is beyond is inaudible
_FADE = 5.0  # m: over the last of the radius it fades out
_LONGEST = 3  # s
_LAPPING = 12.0  # s: length of a slot of time, in which water may lap at a wall once
_CALM = 17.0  # s: about how long it is from a time when water laps to one when it hardly does


@dataclass(frozen=True)
class WaterEvent:
    """Water that is heard from `time` (s) on. `force`: amplitude against the usual."""

    time: float
    spot: WaterSpot
    key: int
    force: float


class WaterSounds:
    """The sound of all water within RADIUS."""

    def __init__(self, world: CellGrid, propagation: Propagation, performance: Performance) -> None:
        self._world, self._propagation, self._performance = world, propagation, performance
        self._settings = world.preset.sound
        self._spots = lru_cache(maxsize=256)(self._find_spots)
        self._during = lru_cache(maxsize=8)(self._listen)
        self._arrived = lru_cache(maxsize=64)(self._arrive)

    def page(self, number: int) -> tuple[Signal, Signal]:
        """Return a page: straight (2, PAGE), Pa at the microphone, and to the room (PAGE,), Pa at 1 m."""
        straight, sent = np.zeros((2, PAGE), np.float32), np.zeros(PAGE, np.float32)
        for event in self.events(number - _LONGEST, number + 1):
            heard, handed = self._arrived(event)
            add(straight, number, heard, event.time)
            add(sent, number, handed, event.time)
        return straight, sent

    def events(self, begin: int, end: int) -> Iterator[WaterEvent]:
        """Yield what begins from one whole second to another."""
        if self._settings.drips or self._settings.slosh:
            for second in range(begin, end):
                yield from self._during(second)

    def _listen(self, second: int) -> list[WaterEvent]:
        """Return what begins in a second."""
        return [
            WaterEvent(time, spot, key, force)
            for square in self._around(second)
            for spot in self._spots(*square)
            for time, key in self._moments(spot, second)
            if (force := self._force(spot, time, key)) > 0
        ]

    def _around(self, second: int) -> list[tuple[int, int]]:
        """Return the squares in range of the microphone at the beginning, in the middle or at the end of a second."""
        squares = set()
        for time in (second, second + 0.5, second + 0.999):
            listener, edge = self._performance.pose(time), SQUARE * CELL
            ranges = [
                range(int((at - RADIUS) // edge), int((at + RADIUS) // edge) + 1) for at in (listener.x, listener.z)
            ]
            squares |= {(x, z) for x in ranges[0] for z in ranges[1]}
        return sorted(squares)

    def _find_spots(self, square_x: int, square_z: int) -> list[WaterSpot]:
        return water_spots(self._world, square_x, square_z, self._settings)

    def _moments(self, spot: WaterSpot, second: int) -> Iterator[tuple[float, int]]:
        """Yield the times in a second at which a spot is heard, each with its key."""
        laps = spot.kind == "slosh"
        interval = _LAPPING if laps else drip_interval(spot, self._settings.drips)
        for start, key in moments(spot, interval, second, second + 1):
            if not laps or unit_of(key) < self._unrest(start):
                yield start, key

    def _unrest(self, time: float) -> float:
        """Return how much the water of all pools moves, 0 to 1."""
        unrest = wander(key_of(self._world.seed, Stream.WATER_SOUND), np.array([time / _CALM]))
        return float(unrest[0] ** 1.5)

    def _force(self, spot: WaterSpot, time: float, key: int) -> float:
        listener = self._performance.pose(time)
        near = (RADIUS - float(np.hypot(spot.x - listener.x, spot.z - listener.z))) / _FADE
        return min(near, 1.0) * force_of(key)

    def _arrive(self, event: WaterEvent) -> tuple[Signal, Signal]:
        """Return the sound of an event: straight (2, n), Pa, and to the room (n,), Pa at 1 m."""
        spot, kind = event.spot, KINDS[event.spot.kind]
        amount = self._settings.slosh if spot.kind == "slosh" else 1.0
        sound = np.float32(amount * kind.level * event.force) * kind.make(event.key)
        return arrival(self._propagation, self._performance.pose(event.time), sound, spot.x, spot.y, spot.z)


def _drip(key: int) -> Signal:
    """Return a drop into water: a tick where it hits, and the bubble that it takes along: (n,)."""
    time, draw = times(0.16), units(mix_arrays(key, np.arange(6))).tolist()
    wave = 0.12 * band_noise(2500.0, 9000.0).samples(mix(key, 9), 0, len(time)) * np.exp(-time / 0.0012)
    # The cavity closes a few hundredths of a second later; a second, smaller bubble comes of the jet, seldom.
    radius = 0.8e-3 * 4.0 ** draw[0]  # m: 1 to 4 kHz
    begin = 0.012 + 0.03 * draw[1]
    wave += bubble(radius, time - begin)
    wave += (draw[2] < 0.4) * 0.5 * bubble(0.6 * radius, time - begin - 0.02 - 0.05 * draw[3])
    return np.asarray(wave, np.float32)


def _splat(key: int) -> Signal:
    """Return a drop that bursts on a hard floor: (n,)."""
    time, draw = times(0.06), units(mix_arrays(key, np.arange(2))).tolist()
    wave = band_noise(900.0, 5200.0).samples(mix(key, 9), 0, len(time)) * np.exp(-time / (0.003 + 0.004 * draw[0]))
    wave += 0.5 * np.sin(2 * np.pi * (600.0 + 500.0 * draw[1]) * time) * np.exp(-time / 0.005)
    return np.asarray(0.45 * wave * np.minimum(time / 0.0004, 1.0), np.float32)


def _slosh(key: int) -> Signal:
    """Return a small wave that laps at a wall, and bubbles that it leaves: (n,)."""
    time, draw = times(2.6), units(mix_arrays(key, np.arange(3))).tolist()
    share = time / time[-1]
    swell = np.sin(np.pi * share**0.6) ** 2.2
    wave = swell * band_noise(110.0, 520.0).samples(mix(key, 9), 0, len(time))
    wave += 0.35 * swell**2 * band_noise(500.0, 1900.0).samples(mix(key, 10), 0, len(time))
    count = 3 + int(6 * draw[0])
    for begin, size in units(mix_arrays(key, 1, np.arange(2 * count))).reshape(count, 2).tolist():
        wave += 0.8 * (0.3 + size) * bubble(2.5e-3 * 2.6**size, time - 0.5 - 1.4 * begin)
    return np.asarray(wave, np.float32)


@dataclass(frozen=True)
class WaterSound:
    """A sound of water. `make` returns it from a key; `level`: Pa at 1 m, by ear; `caption`: for subtitles."""

    make: Callable[[int], Signal]
    level: float
    caption: str


KINDS: dict[WaterKind, WaterSound] = {
    "drip": WaterSound(_drip, 2e-5 * 10 ** (66 / 20), "a drip"),
    "splat": WaterSound(_splat, 2e-5 * 10 ** (66 / 20), "a drip"),
    "slosh": WaterSound(_slosh, 2e-5 * 10 ** (41 / 20), "water sloshes"),
}
