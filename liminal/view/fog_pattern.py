"""The pattern of fog: where it is denser or thinner, and where its top stands higher or lower; it repeats."""

import numpy as np
from numpy.typing import NDArray

from liminal.random import Stream, normals

PERIOD = 32.0  # m
TEXELS = 256  # along each edge
WIDEST, FINEST = 6.0, 0.9  # m: the waves between which most of it lies


def fog_pattern() -> NDArray[np.float64]:
    """Normal deviates of density and of the height of the top: (256, 256, 2), half of the variance of each.

    Two such patterns that pass over each other, added, have a standard deviation of 1.
    """
    number = np.arange(2 * TEXELS * TEXELS).reshape(2, TEXELS, TEXELS)
    frequency = np.hypot(*np.meshgrid(*2 * [np.fft.fftfreq(TEXELS, PERIOD / TEXELS)]))  # 1/m
    # Amplitudes fall with the frequency, as those of turbulence do, from the widest waves to the finest.
    kept = np.exp(-((frequency * FINEST) ** 2)) / (1.0 + (frequency * WIDEST) ** 2)
    kept[0, 0] = 0.0
    waves = np.fft.ifft2(np.fft.fft2(normals(number, Stream.FOG)) * kept).real
    pattern: NDArray[np.float64] = np.moveaxis(waves / waves.std((1, 2), keepdims=True) / np.sqrt(2.0), 0, -1)
    return pattern
