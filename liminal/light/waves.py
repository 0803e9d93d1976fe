"""Waves on still water: plane waves with the dispersion of their depth, a pure function of place and time."""

import numpy as np
from numpy.typing import NDArray

from liminal.gl import constants

GRAVITY = 9.81  # m/s2
DEPTH = 1.2  # m: of the water that waves run on
TENSION = 7.3e-5  # m3/s2: surface tension of water over its density, at 20 degrees C

DIRECT = 0.7  # of the light on the bottom: straight from lamps, which waves gather
SHARPEST = 0.18  # of a beam's width: lamps are no points, and blur what is narrower
FOCUS = 0.3  # root mean square of how waves gather mirrored light, at most: behind their focus beams cross and even out
CORE = 0.25  # of a lamp's width: what waves gather as from a lamp so narrow; skies are brightest about the sun
LAMPS = 12  # whose mirrored light moves, at most

# Wavelength (m), heading (degrees) and greatest slope of each wave: long swell, and small ripples across it.
TABLE = np.array(
    [
        (2.3, 20.0, 0.010),
        (1.45, 112.0, 0.011),
        (0.83, 251.0, 0.013),
        (0.56, 63.0, 0.013),
        (0.37, 331.0, 0.012),
        (0.29, 168.0, 0.010),
    ]
)

# The same of ripples too short and flat to gather light, which break up the edges of what is mirrored.
RIPPLES = np.array(
    [
        (0.208, 41.0, 0.0095),
        (0.149, 189.0, 0.0090),
        (0.107, 299.0, 0.0085),
        (0.077, 96.0, 0.0080),
        (0.055, 222.0, 0.0065),
        (0.039, 17.0, 0.0050),
    ]
)

NUMBERS = 2 * np.pi / TABLE[:, 0]  # rad/m
AMPLITUDES = TABLE[:, 2] / NUMBERS  # m

WATER = constants(
    "water",
    WAVES=len(TABLE),
    RIPPLES=len(RIPPLES),
    DIRECT=DIRECT,
    SHARPEST=SHARPEST,
    FOCUS=FOCUS,
    LAMPS=LAMPS,
)


def frequency(number: NDArray[np.floating]) -> NDArray[np.float64]:
    """The angular frequency (rad/s) of waves by their wave number (rad/m), on water of DEPTH.

    Gravity and surface tension: omega^2 = (g k + T k^3) tanh(k d) (H. Lamb, Hydrodynamics, 1932, section 267).
    """
    square = (GRAVITY * number + TENSION * number**3) * np.tanh(number * DEPTH)
    result: NDArray[np.float64] = np.sqrt(square)
    return result


def waves(strength: float, origin: tuple[float, float], time: float) -> NDArray[np.float32]:
    """The waves of `shaders/common_water.glsl` at a time (s): (WAVES, 4).

    `strength`: of their usual height. `origin`: of the window, x and z, m.
    """
    return _moved(TABLE, strength, origin, time)


def ripples(strength: float, origin: tuple[float, float], time: float) -> NDArray[np.float32]:
    """The ripples of `shaders/view_water.frag` at a time (s): (RIPPLES, 4). The rest: as of `waves`."""
    return _moved(RIPPLES, strength, origin, time)


def _vectors(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """The wave vectors of a table, (n, 2; x, z), rad/m."""
    heading = np.radians(table[:, 1])
    vectors: NDArray[np.float64] = (2 * np.pi / table[:, :1]) * np.stack([np.cos(heading), np.sin(heading)], -1)
    return vectors


def _moved(
    table: NDArray[np.float64], strength: float, origin: tuple[float, float], time: float
) -> NDArray[np.float32]:
    """Wave vectors, amplitudes and phases of the waves of a table at a time, (n, 4): see `waves`."""
    number, vector = 2 * np.pi / table[:, 0], _vectors(table)
    phase = vector @ np.asarray(origin) - frequency(number) * time
    return np.column_stack([vector, strength * table[:, 2] / number, np.mod(phase, 2 * np.pi)]).astype(np.float32)


def contrast(
    reach: NDArray[np.floating], slant: NDArray[np.floating], widths: NDArray[np.floating]
) -> NDArray[np.float64]:
    """The root mean square by which waves of usual height gather mirrored light unevenly, as shares of its mean: (n,).

    `reach` (n,), m, and `slant` (n, 2): as `mirrored_caustic` of `shaders/common_water.glsl` takes them. `widths`:
    (n, 2), m, over which the lamp's extent spreads the light along x and z.
    """
    vectors = _vectors(TABLE)
    blurred = np.exp(-((0.5 * widths[:, None, :] * vectors) ** 2).sum(-1) / 6)
    bent = AMPLITUDES * (NUMBERS**2 + (slant @ vectors.T) ** 2)
    square = 0.5 * ((reach[:, None] * bent * blurred) ** 2).sum(1)
    result: NDArray[np.float64] = np.sqrt(square / (1 + square / FOCUS**2))
    return result
