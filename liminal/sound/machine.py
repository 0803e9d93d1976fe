"""The camcorder's own noise at its microphone: the drum, the capstan, the zoom."""

from functools import lru_cache

import numpy as np

from liminal.random import Stream, key_of, mix, mix_arrays, units
from liminal.sound.noise import band_noise, wander
from liminal.sound.pages import PAGE, RATE, Signal
from liminal.sound.performance import Performance

_DRUM = 2e-5 * 10 ** (24 / 20)  # Pa at the microphone, through the case
_CAPSTAN = 2e-5 * 10 ** (17 / 20)
_RUB = 2e-5 * 10 ** (18 / 20)  # tape over guides
_ZOOM = 2e-5 * 10 ** (36 / 20)
_CAPSTAN_PITCH = 386.0  # Hz, of a small motor's poles and the belt (by ear)
_ZOOM_PITCH = 310.0  # Hz of the motor at the usual speed
_ZOOM_SPEED = 12.0  # deg/s of field of view: the usual speed
_STILL = 0.4  # deg/s: below, the motor is off

# The drum turns 30000 / 1001 times a second: five turns are 8008 samples exactly.
_TURNS, _CYCLE = 5, 8008


@lru_cache(maxsize=1)
def drum() -> Signal:
    """Return five turns of the drum, (8008,), with a power of 1: two heads on the tape, and the motor's poles."""
    phase = _TURNS * np.arange(_CYCLE) / _CYCLE
    draw = units(mix_arrays(int(Stream.MACHINE), np.arange(80))).reshape(2, 40)
    wave = np.zeros(_CYCLE)
    for order in range(1, 40):
        # Two heads: even orders are strong. Eight poles and their whine at 479 Hz.
        strength = (1.0 if order % 2 == 0 else 0.25) / order**0.6 * (0.4 + draw[0, order])
        strength *= 3.0 if order == 16 else 1.0
        wave += strength * np.sin(2 * np.pi * (order * phase + draw[1, order]))
    return np.asarray(wave / wave.std(), np.float32)


def turning(table: Signal, first: int, count: int = PAGE) -> Signal:
    """Return `count` samples of a table that repeats without end, from sample `first` on."""
    return np.asarray(np.resize(np.roll(table, -(first % len(table))), count), np.float32)


def machine_page(performance: Performance, number: int, seed: int) -> Signal:
    """Return a page of the machine's noise, the same at both capsules: (PAGE,), Pa at the microphone."""
    key, first = key_of(seed, Stream.MACHINE), number * PAGE
    page = _DRUM * turning(drum(), first)

    # The capstan's tone has slow phase modulation.
    sway = np.float32(0.6) * np.sin(_turned(5.1, number)) + np.float32(1.7) * np.sin(_turned(0.43, number))
    tone = _turned(_CAPSTAN_PITCH, number) + sway
    page += np.float32(_CAPSTAN) * (np.sin(tone) + np.float32(0.4) * np.sin(2 * tone + 1))
    page += (
        _RUB
        * (0.7 + 0.6 * wander(mix(key, 1), (number + np.arange(100) / 100) * 3.0)).repeat(480).astype(np.float32)
        * band_noise(1500.0, 7000.0).samples(mix(key, 2), first, PAGE)
    )
    page += _zoom(performance, number, key)
    return page.astype(np.float32)


def _turned(hertz: float, number: int) -> Signal:
    """Return the phase of a rotation of `hertz` in a page: (PAGE,), radians."""
    return np.float32(2 * np.pi * (hertz * number % 1.0)) + _turns(hertz)


@lru_cache(maxsize=8)
def _turns(hertz: float) -> Signal:
    return np.asarray(2 * np.pi * (hertz * np.arange(PAGE) / RATE % 1.0), np.float32)


def _zoom(performance: Performance, number: int, key: int) -> Signal:
    """Return the noise of the zoom's motor, whose pitch follows the speed of the field of view: (PAGE,), Pa."""
    step = 0.02
    times = np.arange(number - 0.1, number + 1.1 + step / 2, step)
    view = np.array([performance.pose(float(time)).fov for time in times])
    speed = np.abs(np.gradient(view, step))
    if speed.max() < _STILL:
        return np.zeros(PAGE, np.float32)
    time = number + np.arange(PAGE) / RATE
    force = np.interp(time, times, np.clip((speed - _STILL) / (3 * _STILL), 0.0, 1.0))
    # The pitch varies little with speed: such motors run near their rated speed.
    pitch = _ZOOM_PITCH * (0.75 + 0.25 * np.interp(time, times, np.clip(speed / _ZOOM_SPEED, 0.0, 1.6)))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    whine = np.sin(phase) + 0.6 * np.sin(2 * phase + 0.5) + 0.5 * np.sin(5 * phase) + 0.35 * np.sin(11 * phase + 1.0)
    gears = band_noise(900.0, 4200.0).samples(mix(key, 3), number * PAGE, PAGE) * (0.6 + 0.4 * np.sin(phase / 4))
    return np.asarray(_ZOOM * force * (0.6 * whine + 0.8 * gears), np.float32)
