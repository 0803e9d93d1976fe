"""Breath: its times and depths, and the motion that it gives the camera."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from liminal.random import Stream, keys_of, units
from liminal.shot.hand import wander
from liminal.shot.track import TICK, Track, smoothstep, times

_AT_REST = 14.0  # 1/min: adults at rest, 12 to 18
_IN_PANIC, _TIRED = 14.0, 22.0  # 1/min more
_IN = 0.4  # of a breath is breathing in
_HUSHED = 0.97  # of the breathing is held back, at most


class Breath(NamedTuple):
    """When a breath begins, s, and how deep it is: 1 at rest."""

    time: float
    depth: float


@dataclass(frozen=True)
class Respiration:
    """`breaths`: in the order of their times. `lift`: at each tick, how full the chest is: 1 after a breath at rest."""

    breaths: tuple[Breath, ...]
    lift: Track


def breathe(tired: Track, mood: float, seed: int, lap: int | None = None, hushed: Track | float = 0.0) -> Respiration:
    """Return the breath of a person who is `tired` at each tick (0..1); `lap`: ticks after which it repeats.

    `hushed`: how far the breath is held, 0..1.
    """
    bands, period = ((0.13, 1.0), (0.4, 0.4)), None if lap is None else lap * TICK
    uneven = 1.0 + 0.25 * wander(times(len(tired)), bands, seed, Stream.OPERATOR, 30, period=period)
    rate = (_AT_REST + _IN_PANIC * mood + _TIRED * tired) / 60.0
    phase = np.cumsum(rate * uneven * (1.0 - _HUSHED * hushed)) * TICK
    number = np.floor(phase).astype(int)
    if lap is not None:
        # A whole number of breaths a lap, and none that begins where it closes.
        breaths = max(1, round(phase[lap - 1]))
        phase = 0.5 + phase * (breaths / phase[lap - 1])
        number = np.floor(phase).astype(int) % breaths

    # No two breaths are as deep; those of the tired are deeper.
    share = phase - np.floor(phase)
    depth = 0.7 + 0.6 * units(keys_of(seed, Stream.OPERATOR, 31, number)) + 1.5 * tired
    rising, falling = share / _IN, (1.0 - share) / (1.0 - _IN)
    full = np.minimum(rising, falling).clip(0.0, 1.0)
    begins = np.flatnonzero(np.diff(np.floor(phase), prepend=0.0) > 0)
    lift = depth * smoothstep(full)
    return Respiration(tuple(map(Breath, (begins * TICK).tolist(), depth[begins].tolist())), lift)
