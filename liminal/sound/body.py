"""Whoever holds the camera: cloth, breath, and hands on the case."""

import math
from functools import lru_cache

import numpy as np

from liminal.light.flicker.slot import slot_at, slot_start
from liminal.random import Stream, mix, mix_arrays, units
from liminal.sound.noise import Reals, band_noise, wander
from liminal.sound.pages import PAGE, RATE, Signal, add
from liminal.sound.performance import Performance, steps_between

_CONTROL = 100  # values a second for what changes slowly
_CLOTH = 2e-5 * 10 ** (28 / 20)  # Pa at the microphone, of a sleeve at 1 m/s
_BREATH = 2e-5 * 10 ** (31 / 20)  # Pa at the microphone, at rest
_HANDLING = 2e-5 * 10 ** (54 / 20)  # Pa that hands at 1 m/s on the case seem to be
_CREAK = 2e-5 * 10 ** (46 / 20)  # Pa, of plastic that gives
_BREATHS = 3.9  # s from one breath to the next
_STRIDE = 0.09  # s that cloth goes on after a step


def body_page(performance: Performance, number: int, seed: int) -> Signal:
    """Return a page of it, the same at both capsules: (PAGE,), Pa at the microphone."""
    key = mix(seed, Stream.BODY)
    control = number + np.arange(_CONTROL + 1) / _CONTROL
    motion = np.array([max(performance.motion(float(time)), 0.0) for time in control[::5]])
    motion = np.interp(control, control[::5], motion)
    motion /= 1 + motion  # a microphone that flies is no louder than one that is seized

    # Cloth brushes with every step, and whenever the arms move.
    swing = np.zeros(len(control))
    for _, step in steps_between(performance, number - 0.6, number + 1.3):
        swing += 0.5 * step.weight * np.exp(-(((control - step.time - 0.12) / _STRIDE) ** 2))
    rub = (0.25 + wander(mix(key, 1), control * 7.0)) * (swing + np.minimum(2.0 * motion, 1.5) + 0.02)
    first = number * PAGE
    cloth = _CLOTH * _rising(rub) * band_noise(600.0, 5200.0).samples(mix(key, 2), first, PAGE)

    # The case hears the hands as thuds below what air carries, now and then as a creak.
    grip = motion * (0.3 + 1.4 * wander(mix(key, 3), control * 5.0)) + 0.25 * swing + 0.004
    handling = _HANDLING * _rising(grip) * band_noise(35.0, 190.0).samples(mix(key, 4), first, PAGE)
    page = cloth + handling
    _creak(page, performance, number, mix(key, 5))
    _breathe(page, performance, number, mix(key, 6))
    return page.astype(np.float32)


def _creak(page: Signal, performance: Performance, number: int, key: int) -> None:
    """Add plastic that gives under moving fingers."""
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


def _breathe(page: Signal, performance: Performance, number: int, key: int) -> None:
    """Add breaths: in, out, a rest; deeper and quicker after exertion."""
    width = _BREATHS
    clock = mix_arrays(key)
    first, last = (int(slot_at(clock, np.array([time]), width)[0]) for time in (number - 4.0, number + 1.0))
    for slot in range(first, last + 1):
        start = float(slot_start(clock, np.array([slot]), width)[0])
        # Nobody breathes into a camera that hangs on a wall or lies somewhere.
        held = max(performance.motion(start + 0.25 * wait) for wait in range(5))
        if held <= 0.0:
            continue
        depth = _effort(performance, start)
        # Out of breath, there is a second one in the same time.
        for again in range(2 if depth > 0.6 else 1):
            draw = units(mix_arrays(key, slot, again, np.arange(3)))
            begin = start + again * 0.48 * width
            strength = _BREATH * (0.5 + 0.7 * draw[0]) * (1 + 5.0 * depth)
            add(page, number, strength * _breath(mix(key, slot, again), 0.75 + 0.5 * draw[1], (900.0, 4200.0)), begin)
            out = begin + 0.95 + 0.4 * draw[1]
            add(
                page,
                number,
                0.8 * strength * _breath(mix(key, slot, again, 1), 0.9 + 0.6 * draw[2], (350.0, 2400.0)),
                out,
            )


def _effort(performance: Performance, time: float) -> float:
    """Return how much somebody is out of breath, 0 to 1: by the weight of the steps of the last seconds."""
    load = sum(
        step.weight**2 * math.exp((step.time - time) / 6.0) for _, step in steps_between(performance, time - 20.0, time)
    )
    return float(np.clip((load - 2.5) / 8.0, 0.0, 1.0))


@lru_cache(maxsize=16)
def _breath(key: int, seconds: float, edges: tuple[float, float]) -> Signal:
    """Return air that flows in or out, (n,), its power at the fullest about one."""
    count = int(seconds * RATE)
    flow = np.sin(np.pi * (np.arange(count) / count) ** 0.8) ** 1.5
    return np.asarray(flow * band_noise(*edges).samples(key, 0, count), np.float32)


def _rising(control: Reals) -> Signal:
    """Fill in the samples between values `_CONTROL` times a second."""
    return np.interp(np.arange(PAGE) * _CONTROL / PAGE, np.arange(_CONTROL + 1), control).astype(np.float32)
