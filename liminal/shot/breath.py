"""Breath: when, how deep, and what it does to the camera."""

from dataclasses import dataclass

import numpy as np

from liminal.random import Stream, mix_arrays, units
from liminal.shot.hand import wander
from liminal.shot.track import TICK, Track, times

_AT_REST = 14.0  # 1/min: adults at rest, 12 to 18
_IN_PANIC, _TIRED = 14.0, 22.0  # 1/min more
_IN = 0.4  # of a breath is breathing in


@dataclass(frozen=True)
class Breath:
    """`times`: when each breath begins, s. `depths`: 1 is at rest. `lift`: at each tick, how full the chest is."""

    times: tuple[float, ...]
    depths: tuple[float, ...]
    lift: Track


def breathe(tired: Track, mood: float, seed: int) -> Breath:
    """Return the breath of somebody who is as tired as `tired` says at each tick (0..1)."""
    uneven = 1.0 + 0.25 * wander(times(len(tired)), ((0.13, 1.0), (0.4, 0.4)), seed, Stream.OPERATOR, 30)
    rate = (_AT_REST + _IN_PANIC * mood + _TIRED * tired) / 60.0
    phase = np.cumsum(rate * uneven) * TICK
    number = np.floor(phase).astype(int)

    # No two breaths are as deep; those of the tired are deeper.
    share = phase - number
    depth = 0.7 + 0.6 * units(mix_arrays(seed, seed >> 32, Stream.OPERATOR, 31, number)) + 1.5 * tired
    rising, falling = share / _IN, (1.0 - share) / (1.0 - _IN)
    full = np.minimum(rising, falling).clip(0.0, 1.0)
    begins = np.flatnonzero(np.diff(number, prepend=0) > 0)
    lift = depth * full * full * (3.0 - 2.0 * full)
    return Breath(tuple((begins * TICK).tolist()), tuple(depth[begins].tolist()), lift)
