"""Distant sounds: ventilation, thuds, now and then perhaps a voice; and the events of a storyboard."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from liminal.light.flicker.slot import slot_at, slot_start
from liminal.random import Stream, key_of, mix, mix_arrays, units
from liminal.settings.sound import DistantName, SoundSettings
from liminal.sound.ambience import ambience_page
from liminal.sound.door_sound import shut
from liminal.sound.noise import Reals, band_noise, filtered, linear_filter, wander
from liminal.sound.pages import PAGE, RATE, Signal, add
from liminal.sound.performance import Performance
from liminal.sound.propagation import Propagation, stereo

_VENTILATION = 2e-5 * 10 ** (33 / 20)  # Pa, everywhere
_ROAR = 2e-5 * 10 ** (21 / 20)  # Pa: its part above 130 Hz
_THUD = 2e-5 * 10 ** (78 / 20)  # Pa at 1 m
_VOICE = 2e-5 * 10 ** (60 / 20)
_EVENT = 2e-5 * 10 ** (72 / 20)

_SHUTTER = 2e-5 * 10 ** (78 / 20)

_LONGEST = 6.0  # s: longest of these sounds
_TAPS = 511  # of their filters


@dataclass(frozen=True)
class DistantSound:
    """A sound from beyond the cells around: one of DISTANT (`kind`), at `time` (s).

    `key`: of its randomness. `away`: m; `angle`: rad, clockwise from -z. `force`: amplitude against the usual.
    """

    kind: DistantName
    time: float
    key: int
    away: float
    angle: float
    force: float


class DistantSounds:
    """All sounds from away from the camcorder, except those of lamps."""

    def __init__(self, propagation: Propagation, performance: Performance, settings: SoundSettings, seed: int) -> None:
        self._propagation, self._performance, self._settings = propagation, performance, settings
        self._key = key_of(seed, Stream.FAR)
        self._arrived = lru_cache(maxsize=8)(self._arrive)

    def page(self, number: int) -> tuple[Signal, Signal]:
        """Return a page: straight (2, PAGE), Pa at the microphone, and to the room (PAGE,), Pa at 1 m."""
        straight, sent = np.zeros((2, PAGE), np.float32), np.zeros(PAGE, np.float32)
        if self._settings.far:
            straight += self._settings.far * self._settings.ventilation * self._ventilation(number)
            if self._settings.wind or self._settings.pump or self._settings.mains:
                straight += self._settings.far * ambience_page(self._settings, mix(self._key, 8), number)
            self._chances(straight, sent, number)
        if self._settings.events:
            self._events(straight, sent, number)
        return straight, sent

    def _ventilation(self, number: int) -> Signal:
        """Return the noise of air in ducts, diffuse: (2, PAGE), Pa."""
        first = number * PAGE
        slow = wander(mix(self._key, 1), np.array([number, number + 1]) / 9.0)
        swell = np.linspace(0.7 + 0.6 * slow[0], 0.7 + 0.6 * slow[1], PAGE, endpoint=False).astype(np.float32)
        low = [band_noise(28.0, 110.0).samples(mix(self._key, 2, part), first, PAGE) for part in (0, 1, 2)]
        high = [band_noise(130.0, 900.0).samples(mix(self._key, 3, part), first, PAGE) for part in (0, 1)]
        both = np.stack([0.9 * low[0] + 0.45 * low[1], 0.9 * low[0] + 0.45 * low[2]])
        return np.asarray(swell * (_VENTILATION * both + _ROAR * np.stack(high)), np.float32)

    def chances(self, begin: float, end: float) -> Iterator[DistantSound]:
        """Yield what begins from `begin` to `end` (s), kind by kind, each a hash of its slot of time."""
        if not self._settings.far:
            return
        for kind in self._settings.distant:
            width, share = DISTANT[kind].slot, DISTANT[kind].share
            key = mix(self._key, DISTANT[kind].number)
            clock = mix_arrays(key)
            first, last = (int(slot_at(clock, np.array([time]), width)[0]) for time in (begin, end))
            for slot in range(first, last + 1):
                draw = units(mix_arrays(key, slot, np.arange(4)))
                start = float(slot_start(clock, np.array([slot]), width)[0]) + draw[3] * 0.2 * width
                if draw[0] <= share and begin <= start <= end:
                    away, angle = 16.0 + 24.0 * draw[1], 2 * np.pi * draw[2]
                    yield DistantSound(kind, float(start), mix(key, slot), away, angle, 0.5 + draw[3])

    def _chances(self, straight: Signal, sent: Signal, number: int) -> None:
        """Add what is heard now and then."""
        for chance in self.chances(number - _LONGEST, number + 1.0):
            kind = DISTANT[chance.kind]
            listener = self._performance.pose(chance.time)
            force = self._settings.far * kind.level * chance.force
            # Too far for the cells around: three walls and the way in between.
            sound = _behind(kind.make, chance.key, chance.away, 3.0)
            gains = stereo(np.array([chance.angle - np.radians(listener.yaw)]))
            near = np.float32(force / chance.away)
            add(straight, number, np.asarray(near * gains * sound, np.float32), chance.time)
            add(sent, number, near * 4 * sound, chance.time)

    def _events(self, straight: Signal, sent: Signal, number: int) -> None:
        """Add the storyboard's events at their places."""
        for index, event in enumerate(self._performance.events):
            if event.kind in EVENT_SOUNDS and number - _LONGEST <= event.time <= number + 1:
                heard, handed = self._arrived(index)
                add(straight, number, heard, event.time)
                add(sent, number, handed, event.time)

    def _arrive(self, index: int) -> tuple[Signal, Signal]:
        """Return the sound of an event: straight (2, n), Pa, and to the room (n,), Pa at 1 m."""
        event = self._performance.events[index]
        place = (np.array([float(event.x)]), np.array([1.0]), np.array([float(event.z)]))
        paths = self._propagation.paths(self._performance.pose(event.time), *place)
        away = max(float(paths.distance[0]), 1.0)
        sound = EVENT_SOUNDS[event.kind].make(mix(self._key, 6, self._answered(index)))
        passed = filtered(np.pad(sound, _TAPS // 2), linear_filter(lambda hertz: paths.passing(hertz)[0], _TAPS))
        force = np.float32(self._settings.events * _EVENT * (0.4 + 1.2 * event.strength))
        return np.asarray(force / away * stereo(paths.bearing) * passed, np.float32), force * passed

    def _answered(self, index: int) -> int:
        """Return the event whose sound an answer repeats: the last knock before it, else its own."""
        events = self._performance.events
        if events[index].kind != "answer":
            return index
        return next((each for each in range(index, -1, -1) if events[each].kind == "knock"), index)


@lru_cache(maxsize=8)
def _behind(make: Callable[[int], Signal], key: int, away: float, walls: float) -> Signal:
    """Return a sound low-passed by air over `away` metres and by a number of walls."""
    edge = 2200.0 / walls * 16.0 / away
    filter = linear_filter(lambda frequency: (1 + (frequency / edge) ** 2) ** -1.0, _TAPS)
    return filtered(np.pad(make(key), _TAPS // 2), filter)


def _time(seconds: float) -> Reals:
    return np.arange(int(seconds * RATE)) / RATE


def _thud(key: int) -> Signal:
    """Return the impact of something heavy: (n,)."""
    time, draw = _time(1.6), units(mix_arrays(key, np.arange(4)))
    pitch = 38.0 + 30.0 * draw[0]
    body = np.sin(2 * np.pi * pitch * (time + 0.01 * np.exp(-time / 0.03))) * np.exp(-time / (0.10 + 0.12 * draw[1]))
    noise = band_noise(60.0, 500.0).samples(mix(key, 9), 0, len(time)) * np.exp(-time / 0.05)
    late = np.maximum(time - 0.25 - 0.5 * draw[2], 0.0)
    again = (late > 0) * draw[3] * 0.5 * np.sin(2 * np.pi * 1.2 * pitch * late) * np.exp(-late / 0.08)
    return np.asarray((body + 0.35 * noise + again) * np.minimum(time / 0.006, 1.0), np.float32)


def _voice(key: int) -> Signal:
    """Return a glide with the formants of a vowel: (n,). It may be a pipe."""
    time, draw = _time(2.6), units(mix_arrays(key, np.arange(6)))
    length = 0.9 + 1.5 * draw[0]
    share = np.clip(time / length, 0.0, 1.0)
    pitch = (105.0 + 90.0 * draw[1]) * (1 + 0.18 * (draw[2] - 0.3) * np.sin(np.pi * share) - 0.12 * share)
    pitch *= 1 + 0.012 * np.sin(2 * np.pi * (4.6 + draw[3]) * time)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    first, second = 420.0 + 260.0 * share * draw[4], 900.0 + 700.0 * (1 - share) * draw[5]
    wave = np.zeros(len(time))
    for order in range(1, 16):
        hertz = order * pitch
        formants = np.exp(-(((hertz - first) / 130) ** 2)) + 0.5 * np.exp(-(((hertz - second) / 180) ** 2)) + 0.05
        wave += formants / order**0.5 * np.sin(order * phase)
    breath = 0.15 * band_noise(400.0, 1800.0).samples(mix(key, 9), 0, len(time))
    return np.asarray((wave + breath) * np.sin(np.pi * share) ** 1.4, np.float32)


def _shutter(key: int) -> Signal:
    """Return a door of slats that is rolled up or down, and how it comes to rest: (n,)."""
    time, draw = _time(5.8), units(mix_arrays(key, np.arange(5)))
    length = 2.6 + 1.8 * draw[0]
    # Slats pass the drum one by one, slowly at first, and more slowly at the end.
    share = np.clip(time / length, 0.0, 1.0)
    slats = (24.0 + 10.0 * draw[1]) * (share - 0.12 * np.sin(2 * np.pi * share) / np.pi)
    blows = np.exp(-5.0 * (slats % 1.0)) * (0.55 + 0.9 * units(mix_arrays(key, 1, slats.astype(int))))
    moving = np.minimum(np.minimum(time / 0.7, 1.0), np.clip((length - time) / 0.05, 0.0, 1.0))
    wave = 0.5 * blows * band_noise(150.0, 900.0).samples(mix(key, 9), 0, len(time))
    wave += 0.35 * band_noise(45.0, 160.0).samples(mix(key, 10), 0, len(time))
    late = np.maximum(time - length, 0.0)
    rest = np.sin(2 * np.pi * (46.0 + 14.0 * draw[2]) * late) * np.exp(-late / 0.16)
    rest += 0.5 * band_noise(90.0, 700.0).samples(mix(key, 11), 0, len(time)) * np.exp(-late / 0.09)
    return np.asarray(0.7 * moving * wave + (late > 0) * rest, np.float32)


def _knock(key: int, hollow: float = 1.0) -> Signal:
    """Return two or three knocks on something hollow: (n,). `hollow`: its pitch against a partition's."""
    time, draw = _time(1.6), units(mix_arrays(key, np.arange(8)))
    wave = np.zeros(len(time))
    for number in range(2 + int(draw[0] < 0.6)):
        late = time - number * (0.24 + 0.10 * draw[1]) - 0.03 * draw[2 + number]
        on = np.maximum(late, 0.0)
        blow = np.zeros(len(time))
        for hertz, decay, loud in ((210.0, 0.030, 1.0), (545.0, 0.014, 0.6), (1430.0, 0.005, 0.4)):
            blow += loud * np.sin(2 * np.pi * hollow * hertz * on) * np.exp(-on * hollow / decay)
        wave += (late > 0) * (0.7 + 0.5 * draw[5]) * blow
    return wave.astype(np.float32)


def _answer(key: int) -> Signal:
    """Return knocks in the rhythm of those of the same key, on something larger: (n,)."""
    return _knock(key, 0.62)


def _door(key: int) -> Signal:
    """Return a door that is shut: (n,)."""
    return np.asarray(3.0 * shut(1.8, key), np.float32)


def _lamp_click(key: int) -> Signal:
    """Return the tick of a tube that fails, and the ring of its sheet-metal tray: (n,)."""
    time = _time(0.25)
    pitch = 1.0 + 0.1 * float(units(mix_arrays(key, 1))[0])
    wave = np.sin(2 * np.pi * 3100 * pitch * time) * np.exp(-time / 0.004)
    wave += 0.5 * np.sin(2 * np.pi * 690 * pitch * time) * np.exp(-time / 0.03)
    return np.asarray(0.25 * wave, np.float32)


def _clunk(key: int) -> Signal:
    """Return a circuit breaker that opens: (n,)."""
    return np.asarray(0.8 * _thud(key) + np.pad(_lamp_click(key), (0, int(1.6 * RATE) - int(0.25 * RATE))), np.float32)


@dataclass(frozen=True)
class EventSound:
    """The sound of an event: `make` returns it from a key, Pa; `caption`: for subtitles."""

    make: Callable[[int], Signal]
    caption: str


# By the events of a storyboard. Steps of figures are in `figure_sounds`; tape that only tears makes no sound.
EVENT_SOUNDS = {
    "knock": EventSound(_knock, "knocking"),
    "answer": EventSound(_answer, "knocking, in answer"),
    "thud": EventSound(_thud, "a thud"),
    "door": EventSound(_door, "a door shuts"),
    "lamp-dies": EventSound(_lamp_click, "a lamp ticks"),
    "blackout": EventSound(_clunk, "a heavy clunk"),
}


@dataclass(frozen=True)
class DistantKind:
    """What is heard far away now and then. `make` returns it from a key; `level`: Pa at 1 m; `caption`: for subtitles.

    `number`: of its stream. `slot`: length of a slot of time, s. `share`: of slots in which it is heard.
    """

    make: Callable[[int], Signal]
    level: float
    number: int
    slot: float
    share: float
    caption: str


DISTANT: dict[DistantName, DistantKind] = {
    "thud": DistantKind(_thud, _THUD, 4, 47.0, 0.55, "a thud, far away"),
    "voice": DistantKind(_voice, _VOICE, 5, 130.0, 0.4, "perhaps a voice, far away"),
    "shutter": DistantKind(_shutter, _SHUTTER, 7, 80.0, 0.6, "a shutter rolls, far away"),
}
