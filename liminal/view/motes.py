"""Motes of dust: where they are in the air around a lens, and how large.

They lie in a lattice that the air carries through the world, and sway about their places: a function of the time alone.
"""

import numpy as np
from numpy.typing import NDArray

from liminal.random import Stream, keys_of, mix_arrays, units
from liminal.settings.air import AirSettings

EDGE = 0.5  # m: of a cube of the lattice
REACH = 2.5  # m from the lens
SMALLEST, LARGEST = 0.15e-3, 1.0e-3  # m: radii of spheres that throw back as much as flakes and lint do
COARSENESS = 2.0  # the number of motes larger than a radius falls with this power of it
SWAY = 0.12  # m: amplitude about the place in the lattice
SLOWEST, FASTEST = 0.3, 1.0  # rad/s: of the swaying
COURSE = np.array([0.9, -0.15, 0.4])  # of the lattice, for a drift of 1
WIDEST = 0.4  # cosine of the angle off the axis beyond which no lens sees

Floats = NDArray[np.float64]


def motes_around(seed: int, settings: AirSettings, eye: Floats, ahead: Floats, time: float) -> tuple[Floats, Floats]:
    """Places (n, 3), m in the world, and radii (n,), m, of the motes before a lens at a time, s.

    `ahead`: unit vector along the lens's axis. Some of them lie outside the picture.
    """
    carried = settings.drift * time * COURSE
    first = np.floor((eye - carried - REACH) / EDGE).astype(np.int64)
    count = int(np.ceil(2 * REACH / EDGE)) + 1
    cubes = first + np.stack(np.meshgrid(*3 * [np.arange(count)], indexing="ij"), -1).reshape(-1, 3)
    away = (cubes + 0.5) * EDGE + carried - eye
    distance, margin = np.linalg.norm(away, axis=1), EDGE + SWAY
    cubes = cubes[(distance < REACH + margin) & (away @ ahead > WIDEST * distance - margin)]

    keys = keys_of(seed, Stream.DUST, *cubes.T)
    expected = settings.dust * EDGE**3
    held = np.floor(expected + units(mix_arrays(keys, 0))).astype(np.int64)
    number = np.repeat(np.arange(len(cubes)), held)
    index = np.arange(len(number)) - np.repeat(np.cumsum(held) - held, held)

    # For each mote: its place in the cube, the angles and rates at which it sways, and its radius.
    lots = units(mix_arrays(keys[number][:, None], 1 + index[:, None], np.arange(10)))
    phase = 2 * np.pi * lots[:, 3:6] + (SLOWEST + (FASTEST - SLOWEST) * lots[:, 6:9]) * time
    place = (cubes[number] + lots[:, :3]) * EDGE + carried + SWAY * np.sin(phase)
    radius = np.minimum(SMALLEST * (1.0 - lots[:, 9]) ** (-1 / COARSENESS), LARGEST)
    return place, radius
