"""A slow field over the plan: the value that decides what character a part of a place has."""

import math

from noise import pnoise2

from liminal.random import Stream, key_of
from liminal.world.grid import CELL

_GRAIN = 1024  # the field is rounded to this many steps, so that the last bits of a float decide nothing
_SPREAD = 9.0  # makes the logistic of the noise nearly uniform (measured: deciles within 0.03)
_HOME = 40.0  # m: within this distance of the origin the field tends to its middle


def slow_field(seed: int, stream: Stream, size: float, x: int, z: int) -> float:
    """Return the field of a stream at a cell, about uniform in [0, 1]. `size`: m from one extreme to the other."""
    shift_x, shift_z = (key_of(seed, stream, axis) % 4096 / 16 for axis in (0, 1))
    scale = 1.25 * CELL / size
    value = pnoise2(x * scale + shift_x, z * scale + shift_z, octaves=2)
    # Every walk begins in the middle of the range: around the origin the noise is attenuated.
    away = math.hypot(x, z) * CELL / _HOME
    value *= min(1.0, away * away)
    return round(_GRAIN / (1 + math.exp(-_SPREAD * value))) / _GRAIN
