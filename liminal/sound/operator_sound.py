"""The sounds of the operator: cloth, breath, and hands on the camcorder's case."""

from bisect import bisect_left, bisect_right
from functools import lru_cache

import numpy as np

from liminal.light.flicker.slot import slot_start
from liminal.random import Stream, key_of, mix, mix_arrays, units
from liminal.sound.noise import Reals, band_noise, wander
from liminal.sound.pages import PAGE, RATE, Signal, add
from liminal.sound.performance import Performance, steps_between
from liminal.sound.visor_breath import EXHALED, INHALED, breath_in, breath_out

_CONTROL = 100  # Hz: rate of the values from which slow envelopes are interpolated
_CLOTH = 2e-5 * 10 ** (28 / 20)  # Pa at the microphone, of a sleeve at 1 m/s
_BREATH = 2e-5 * 10 ** (31 / 20)  # Pa at the microphone, at rest
_HANDLING = 2e-5 * 10 ** (54 / 20)  # Pa, equivalent to hands at 1 m/s on the case
_CREAK = 2e-5 * 10 ** (46 / 20)  # Pa, of plastic that yields
_LONGEST = 4.6  # s: the longest breath; a longer interval adds only rest
_STRIDE = 0.09  # s: width of the swell of cloth noise after a step


def body_page(performance: Performance, number: int, seed: int, visor: bool = False) -> Signal:
    """Return a page of the operator's sounds, the same at both capsules: (PAGE,), Pa at the microphone.

    `visor`: whether the operator breathes behind one.
    """
    key = key_of(seed, Stream.BODY)
    control = number + np.arange(_CONTROL + 1) / _CONTROL
    motion = np.array([max(performance.motion(float(time)), 0.0) for time in control[::5]])
    motion = np.interp(control, control[::5], motion)
    motion /= 1 + motion  # bounded, for a camera that flies

    # Cloth brushes with every step and with every movement of the arms.
    swing = np.zeros(len(control))
    for _, step in steps_between(performance, number - 0.6, number + 1.3):
        swing += 0.5 * step.weight * np.exp(-(((control - step.time - 0.12) / _STRIDE) ** 2))
    rub = (0.25 + wander(mix(key, 1), control * 7.0)) * (swing + np.minimum(2.0 * motion, 1.5) + 0.02)
    first = number * PAGE
    cloth = _CLOTH * _rising(rub) * band_noise(600.0, 5200.0).samples(mix(key, 2), first, PAGE)

    # The case conducts the hands as low thuds, now and then as a creak.
    grip = motion * (0.3 + 1.4 * wander(mix(key, 3), control * 5.0)) + 0.25 * swing + 0.004
    handling = _HANDLING * _rising(grip) * band_noise(35.0, 190.0).samples(mix(key, 4), first, PAGE)
    page = cloth + handling
    _creak(page, performance, number, mix(key, 5))
    _breathe(page, performance, number, mix(key, 6), visor)
    return page.astype(np.float32)


def _creak(page: Signal, performance: Performance, number: int, key: int) -> None:
    """Add the creaks of plastic under moving fingers."""
    slots = np.arange(number * 3 - 2, number * 3 + 4)
    for slot in slots.tolist():
        start = float(slot_start(mix_arrays(key), np.array([slot]), 1 / 3)[0])
        draw = units(mix_arrays(key, slot, np.arange(3)))
        if draw[0] > 2.5 * performance.motion(start):
            continue
        time = np.arange(int(0.03 * RATE)) / RATE
        pitch = 900.0 * 3.0 ** draw[1]
        tick = np.sin(2 * np.pi * pitch * time) * np.exp(-time / 0.003) + 0.6 * np.sin(820.0 * time) * np.exp(
            -time / 0.009
        )
        add(page, number, (_CREAK * (0.3 + draw[2]) * tick).astype(np.float32), start)


def _breathe(page: Signal, performance: Performance, number: int, key: int, visor: bool) -> None:
    """Add the breaths that also lift the camera: in, out, and a rest in longer intervals."""
    breaths = performance.breaths
    first = bisect_left(breaths, number - _LONGEST, key=lambda breath: breath.time)
    last = bisect_right(breaths, number + 1.0, key=lambda breath: breath.time)
    for index in range(first, last):
        begin, depth = breaths[index].time, breaths[index].depth
        following = breaths[index + 1].time - begin if index + 1 < len(breaths) else _LONGEST
        span = min(following, _LONGEST)
        draw = units(mix_arrays(key, index, np.arange(3)))
        inhaled, exhaled = span * (0.22 + 0.1 * draw[1]), span * (0.26 + 0.14 * draw[2])
        keys = mix(key, index), mix(key, index, 1)
        if visor:
            # The valve gives what lungs ask for: a deep breath is longer rather than louder.
            force = (0.8 + 0.4 * draw[0]) * min(depth, 2.0) ** 0.5
            add(page, number, np.float32(INHALED * force) * breath_in(keys[0], 1.3 * inhaled), begin)
            add(page, number, np.float32(EXHALED * force) * breath_out(keys[1], 1.3 * exhaled), begin + 0.45 * span)
            continue
        strength = _BREATH * (0.5 + 0.7 * draw[0]) * depth**2
        add(page, number, strength * _breath(keys[0], inhaled, (900.0, 4200.0)), begin)
        add(page, number, 0.8 * strength * _breath(keys[1], exhaled, (350.0, 2400.0)), begin + 0.4 * span)


@lru_cache(maxsize=16)
def _breath(key: int, seconds: float, edges: tuple[float, float]) -> Signal:
    """Return the noise of one inhalation or exhalation, (n,), with a power of about 1 at its peak."""
    count = int(seconds * RATE)
    flow = np.sin(np.pi * (np.arange(count) / count) ** 0.8) ** 1.5
    return np.asarray(flow * band_noise(*edges).samples(key, 0, count), np.float32)


def _rising(control: Reals) -> Signal:
    """Interpolate a page's samples between `_CONTROL` + 1 control values: (PAGE,)."""
    return np.interp(np.arange(PAGE) * _CONTROL / PAGE, np.arange(_CONTROL + 1), control).astype(np.float32)
