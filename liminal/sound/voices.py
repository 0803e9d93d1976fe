"""Voices in a film, by the events of its storyboard: calls, radios, telephones, loudspeakers, voices in the place."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft

from liminal.random import Stream, key_of, mix
from liminal.sound.arrival import arrival
from liminal.sound.channel import horn, radio, telephone
from liminal.sound.creature_call import creature_call
from liminal.sound.cue import SoundEvent
from liminal.sound.noise import band_noise, filtered, linear_filter
from liminal.sound.pages import PAGE, RATE, Signal, add
from liminal.sound.performance import Performance, PlaceEvent
from liminal.sound.propagation import SPEED, Propagation, stereo
from liminal.sound.speech import speech
from liminal.sound.voice_file import voice_of

VOICES = ("call", "radio", "voice")  # kinds of events

_CALL = 2e-5 * 10 ** (117 / 20)  # Pa at 1 m, at its peak: some 107 dB, as chimpanzees' screams
_RADIO = 2e-5 * 10 ** (84 / 20)  # Pa at 1 m, at full scale, of a handheld set
_CARRIED = 0.5  # m from the microphone to what the operator carries
_PHONE = 2e-5 * 10 ** (86 / 20)  # Pa at the microphone, at full scale, of a receiver held to it
_ROOM = 2e-5 * 10 ** (76 / 20)  # Pa at 1 m, at the peak, of a raised voice
_HORN = 2e-5 * 10 ** (99 / 20)  # Pa at 1 m, at full scale

_HEAD, _CEILING = 1.6, 2.6  # m above the floor, of mouths and of loudspeakers
_HORNS = ((0.0, 0.0), (21.0, 4.0), (-6.0, 26.0))  # m: from one loudspeaker to the others
_FILLS = 8.0  # m
_STRIDE = RATE // 2  # samples between places of the listener, for long sounds
_TAPS = 511
_TAIL = 2.6  # s in which the sound of many rooms falls by 60 dB
_FAR_EDGE = 26_000.0  # Hz m: sound through many rooms keeps frequencies below this over its way
_FAR_LOSS = 0.16  # of pressure, that rooms in between let through


@dataclass(frozen=True)
class Heard:
    """A sound as it arrives, from `time`, s, on: straight (2, n), Pa, and to the room (n,), Pa at 1 m."""

    time: float
    straight: Signal
    sent: Signal


class Voices:
    """The voices of a film."""

    def __init__(self, propagation: Propagation, performance: Performance, amount: float, seed: int) -> None:
        """`amount`: of these sounds, 1 is as in the place."""
        self._propagation, self._performance, self._amount = propagation, performance, np.float32(amount)
        self._key = key_of(seed, Stream.VOICE)
        self._arrived = lru_cache(maxsize=8)(self._arrive)
        self._lengths: dict[int, float] = {}

    def page(self, number: int) -> tuple[Signal, Signal]:
        """Return a page of voices in the place: straight (2, PAGE), Pa, and to the room (PAGE,), Pa at 1 m."""
        straight, sent = np.zeros((2, PAGE), np.float32), np.zeros(PAGE, np.float32)
        for heard in self._within(number, carried=False):
            add(straight, number, heard.straight, heard.time)
            add(sent, number, heard.sent, heard.time)
        return straight, sent

    def carried_page(self, number: int) -> Signal:
        """Return a page of what the operator carries: (2, PAGE), Pa at the microphone."""
        straight = np.zeros((2, PAGE), np.float32)
        for heard in self._within(number, carried=True):
            add(straight, number, heard.straight, heard.time)
        return straight

    def names(self) -> Iterator[SoundEvent]:
        """Yield the beginning of each voice, with its name."""
        for event in self._performance.events if self._amount else ():
            if event.kind == "call":
                yield SoundEvent(event.time, "[something calls, far away]" if self._is_far(event) else "[a scream]")
            elif event.kind == "radio":
                yield SoundEvent(event.time, "[a radio voice]")
            elif event.kind == "voice":
                yield SoundEvent(event.time, _NAMES[event.channel])

    def _within(self, number: int, carried: bool) -> Iterator[Heard]:
        """Yield the sounds of a page."""
        for index, event in enumerate(self._performance.events if self._amount else ()):
            if event.kind not in VOICES or event.carried != carried:
                continue
            if event.time < number + 1 and number < event.time + self._lengths.get(index, np.inf):
                heard = self._arrived(index)
                self._lengths[index] = heard.time - event.time + heard.straight.shape[1] / RATE
                yield heard

    def _arrive(self, index: int) -> Heard:
        event, key = self._performance.events[index], mix(self._key, index)
        if event.kind == "call":
            call = self._amount * np.float32(_CALL * (0.4 + 0.6 * event.strength)) * creature_call(key)
            return self._from_afar(event, call, key) if self._is_far(event) else self._from(event, call, _HEAD)
        if event.kind == "radio":
            said = radio(speech(key, event.seconds), key, event.strength)
        else:
            said = voice_of(event.file)
            if event.channel == "radio":
                said = radio(said, key, event.strength)
            elif event.channel == "telephone":
                said = telephone(said)
            elif event.channel == "pa":
                said = horn(said)
        said = np.asarray(self._amount * said)
        if event.carried:
            loud = _PHONE if event.channel == "telephone" else _RADIO / _CARRIED
            return Heard(event.time, np.tile(np.float32(loud) * said, (2, 1)), np.zeros(0, np.float32))
        if event.channel == "pa":
            return self._from_horns(event, np.float32(_HORN * event.strength) * said)
        return self._from(event, np.float32(_ROOM if event.channel == "room" else _RADIO) * said, _HEAD)

    def _from(self, event: PlaceEvent, sound: Signal, above: float, x: float = 0.0, z: float = 0.0) -> Heard:
        """Return a sound from an event's place, or from (x, z), m, beside it, `above` the floor, as one moves."""
        listener = self._performance.pose(event.time)
        place = event.x + x, listener.y - _HEAD + above, event.z + z
        late = float(np.linalg.norm(np.subtract(place, (listener.x, listener.y, listener.z)))) / SPEED
        straight, sent = np.zeros((2, len(sound)), np.float32), np.zeros(len(sound), np.float32)
        padded = np.pad(sound, (_STRIDE, 2 * _STRIDE))
        for begin in range(0, len(sound) + _STRIDE, _STRIDE):
            # The listener is where they are in the middle of each piece; pieces are cross-faded.
            pose = self._performance.pose(event.time + begin / RATE)
            piece = padded[begin : begin + 2 * _STRIDE] * _WINDOW
            heard, handed = arrival(self._propagation, pose, piece, *place, _FILLS)
            first, last = max(begin - _STRIDE, 0), min(begin + _STRIDE, len(sound))
            within = slice(first - begin + _STRIDE, last - begin + _STRIDE)
            straight[:, first:last] += heard[:, within]
            sent[first:last] += handed[within]
        return Heard(event.time + late, straight, sent)

    def _from_horns(self, event: PlaceEvent, sound: Signal) -> Heard:
        """Return a sound from several loudspeakers, whose ways differ."""
        each = [self._from(event, sound, _CEILING, x, z) for x, z in _HORNS]
        first = min(heard.time for heard in each)
        length = max(round((heard.time - first) * RATE) + heard.straight.shape[1] for heard in each)
        straight, sent = np.zeros((2, length), np.float32), np.zeros(length, np.float32)
        for heard in each:
            at = round((heard.time - first) * RATE)
            straight[:, at : at + heard.straight.shape[1]] += heard.straight
            sent[at : at + len(heard.sent)] += heard.sent
        return Heard(first, straight, sent)

    def _from_afar(self, event: PlaceEvent, sound: Signal, key: int) -> Heard:
        """Return a sound that comes through many rooms: low, from no place, and long after it has ended."""
        listener = self._performance.pose(event.time)
        away = max(float(np.hypot(event.x - listener.x, event.z - listener.z)), 1.0)
        edge = _FAR_EDGE / away
        passed = filtered(np.pad(sound, _TAPS // 2), linear_filter(lambda f: (1 + (f / edge) ** 2) ** -1.0, _TAPS))
        count = int(_TAIL * RATE)
        fades = np.exp(-6.91 * np.arange(count) / count) * np.minimum(np.arange(count) / (0.04 * RATE), 1.0)
        tails = np.stack([band_noise(60.0, 2500.0).samples(mix(key, 9, ear), 0, count) * fades for ear in (0, 1)])
        tails /= np.sqrt(np.square(tails).sum(axis=1, keepdims=True))
        size = next_fast_len(len(passed) + count, real=True)
        rung = irfft(rfft(passed, size) * rfft(tails, size), size)[:, : len(passed) + count]
        bearing = np.arctan2(event.x - listener.x, -(event.z - listener.z)) - np.radians(listener.yaw)
        rung *= 1.3 * stereo(np.array([bearing])) ** 0.5
        rung[:, : len(passed)] += 0.5 * stereo(np.array([bearing])) * passed
        near = np.float32(_FAR_LOSS / away)
        return Heard(event.time + away / SPEED, near * rung.astype(np.float32), near * passed)

    def _is_far(self, event: PlaceEvent) -> bool:
        """Whether walls are between a place and the microphone, or it is further than one sees."""
        return self._propagation.walls(self._performance.pose(event.time), event.x, event.z) > 0


_NAMES = {
    "radio": "[a radio voice]",
    "telephone": "[a voice on the telephone]",
    "pa": "[a voice over loudspeakers]",
    "room": "[a voice]",
}
_WINDOW = (0.5 - 0.5 * np.cos(np.pi * (np.arange(2 * _STRIDE) + 0.5) / _STRIDE)).astype(np.float32)
