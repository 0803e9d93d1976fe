"""Randomness without state: an integer hash, the same in Python and GLSL (`shaders/common_hash.glsl`).

Every consumer of randomness names its own stream, so that no two share a number and a new one disturbs none. A draw
from a seed begins with `key_of`, `keys_of` or `Dice`, in which all 64 bits of the seed count; `mix` goes on from a key.
"""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint32]
T = TypeVar("T")

_WORD = 0xFFFFFFFF
_GOLDEN = 0x9E3779B9  # 2**32 / golden ratio: spreads the state before each next value
_UNIT = 2.0**-24  # the top 24 bits fill a float32's mantissa exactly


class Stream(IntEnum):
    """The consumers of random numbers. The values never change: they are part of every hash of the world."""

    LATTICE = 1
    DISTRICT = 2
    BORDER_KIND = 3
    BORDER = 4
    BLOCK = 5
    LAMP = 6
    LAMP_OUTPUT = 7
    OUTLET = 8
    VENT = 9
    CEILING = 10
    RELIEF = 11
    FURNISHING = 12
    LANDMARK = 13
    INSCRIPTION = 14
    ROOM_NUMBER = 15
    HANDWRITING = 16
    POOL_MOOD = 20
    POOL_ROOM = 21
    POOL_WALL = 22
    POOL_LIGHT = 23
    POOL_THING = 24
    BAY_KIND = 30
    BAY = 31
    BAY_WALL = 32
    BAY_LIGHT = 33
    BAY_THING = 34
    BAY_VENT = 35
    HALL_LANDMARK = 40
    LAMP_TROUBLE = 60
    TUBE = 61
    CIRCUIT = 62
    MAINS = 63
    RECEPTION = 64
    TINT = 65
    TINT_FAMILY = 66
    BEACON = 67
    VIEWPOINT = 100
    GRAIN = 101
    OPERATOR = 102
    LEADER = 103
    FOG = 104
    DUST = 105
    STEAM = 106
    TAPE_NOISE = 120
    DROPOUT = 121
    TIME_BASE = 122
    TRACKING = 123
    CREASE = 124
    CABLE = 125
    SENSOR = 126
    TRANSPORT = 127
    DIGITAL_DROPOUT = 130
    STORYBOARD = 140
    STAGING = 141
    OUTAGE = 142
    HAND = 143
    THROW = 144
    STARTLE = 145
    ESCAPE = 146
    PURSUIT = 147
    SOUND_NOISE = 160
    BALLAST = 161
    ROOM_TAIL = 162
    FOOTFALL = 163
    BODY = 164
    MACHINE = 165
    FAR = 166
    MICROPHONE = 167
    TRACK = 168
    COLLISION = 169
    APPLIANCE = 170
    WATER_SOUND = 171
    FIGURE_SOUND = 172
    VOICE = 173
    FIGURE_SWAY = 180
    CREATURE = 184
    TORCH = 185
    SPLIT = 191
    SAMPLED_VIEW = 192
    SAMPLED_LOOK = 193
    LOOK = 200


# These draws left out the upper half of a seed before all of it counted: whole streams, and of others those with these
# first numbers. Where that half is 0 they still leave it out, so that films of seeds below 2**32 stay as they were. A
# new stream belongs in neither.
_SHORT = {
    Stream.VIEWPOINT,
    Stream.GRAIN,
    Stream.TAPE_NOISE,
    Stream.DROPOUT,
    Stream.TIME_BASE,
    Stream.TRACKING,
    Stream.CREASE,
    Stream.CABLE,
    Stream.SENSOR,
    Stream.TRANSPORT,
    Stream.DIGITAL_DROPOUT,
    Stream.HAND,
    Stream.FOOTFALL,
    Stream.BODY,
    Stream.MACHINE,
    Stream.FAR,
    Stream.MICROPHONE,
    Stream.TRACK,
}
_SHORT_FROM = {Stream.OPERATOR: (0, 3, 20, 22, 23, 30, 53), Stream.STAGING: (8,)}


def lowbias32(word: int) -> int:
    """Scramble 32 bits (Chris Wellons, 2018, "Prospecting for hash functions")."""
    word ^= word >> 16
    word = word * 0x7FEB352D & _WORD
    word ^= word >> 15
    word = word * 0x846CA68B & _WORD
    return word ^ word >> 16


def mix(*values: int) -> int:
    """Hash whole numbers, of any sign (each taken modulo 2**32), to 32 bits.

    A zero at the very beginning is lost, since zero hashes to zero: give keys of one kind one length.
    """
    state = lowbias32(values[0] & _WORD)
    for value in values[1:]:
        state = lowbias32(state * _GOLDEN + value & _WORD)
    return state


def mix_arrays(*values: int | NDArray[Any]) -> Words:
    """Hash whole-number arrays element by element (they broadcast); agrees with `mix` number for number."""
    words = [np.asarray(np.asarray(value).astype(np.int64) & _WORD).astype(np.uint32) for value in values]
    state = _lowbias32_array(words[0])
    for word in words[1:]:
        state = _lowbias32_array(state * np.uint32(_GOLDEN) + word)
    return state


def key_of(seed: int, stream: Stream, *numbers: int) -> int:
    """Hash the key of a draw, 32 bits: all 64 bits of the seed, the stream, and the numbers of the draw in it."""
    return mix(seed, *_upper(seed, stream, numbers), stream, *numbers)


def keys_of(seed: int, stream: Stream, *numbers: int | NDArray[Any]) -> Words:
    """Hash the keys of many draws, element by element; agrees with `key_of` number for number."""
    return mix_arrays(seed, *_upper(seed, stream, numbers), int(stream), *numbers)


def _upper(seed: int, stream: Stream, numbers: tuple[int | NDArray[Any], ...]) -> tuple[int, ...]:
    """Return the upper half of a seed as the words, one or none, that stand after the lower half in a hash."""
    upper = seed >> 32
    if upper == 0 and (stream in _SHORT or (stream in _SHORT_FROM and numbers and numbers[0] in _SHORT_FROM[stream])):
        return ()
    return (upper,)


def unit_of(word: int) -> float:
    """Turn one hash into a number in [0, 1), as `units` does."""
    return (word >> 8) * _UNIT


def units(words: Words) -> NDArray[np.float64]:
    """Turn hashes into numbers in [0, 1), in steps of 2**-24."""
    return (words >> np.uint32(8)).astype(np.float64) * _UNIT


def normals(number: NDArray[Any], *key: int) -> NDArray[np.float64]:
    """Normal deviates of standard deviation 1 for a key, one for each whole number of an array.

    Box and Muller, 1958, "A note on the generation of random normal deviates".
    """
    radius = np.sqrt(-2 * np.log(1 - units(mix_arrays(*key, 0, number))))
    deviates: NDArray[np.float64] = radius * np.cos(2 * np.pi * units(mix_arrays(*key, 1, number)))
    return deviates


def _lowbias32_array(word: Words) -> Words:
    # Arrays of rank 0 would warn when they wrap, so every word is at least a row.
    word = np.atleast_1d(word)
    word = word ^ (word >> np.uint32(16))
    word = word * np.uint32(0x7FEB352D)
    word = word ^ (word >> np.uint32(15))
    word = word * np.uint32(0x846CA68B)
    return word ^ (word >> np.uint32(16))


class Dice:
    """A named sequence of draws: the n-th throw is the hash of (key, n), the key that of seed, stream and numbers."""

    _BATCH = 256

    def __init__(self, seed: int, stream: Stream, *numbers: int) -> None:
        """Start the sequence of this name; see `key_of`."""
        self._key = key_of(seed, stream, *numbers)
        self._drawn = 0
        self._batch: list[float] = []

    def unit(self) -> float:
        """Draw from [0, 1)."""
        if not self._batch:
            numbers = np.arange(self._drawn, self._drawn + self._BATCH)
            self._batch = units(mix_arrays(self._key, numbers))[::-1].tolist()
            self._drawn += self._BATCH
        return self._batch.pop()

    def chance(self, probability: float) -> bool:
        """Be true this often."""
        return self.unit() < probability

    def between(self, low: int, high: int) -> int:
        """Draw a whole number, both ends included; `low` where the range is empty."""
        return low + int(self.unit() * max(1, high - low + 1))

    def pick(self, options: Sequence[T]) -> T:
        """Draw one of the options, all alike."""
        return options[int(self.unit() * len(options))]
