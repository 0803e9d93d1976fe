"""Where in a pixel the samples of a picture are taken."""

import numpy as np
from numpy.typing import NDArray


def pixel_offsets(samples: int) -> NDArray[np.float64]:
    """Offsets (samples, 2) from the pixel's centre, in pixels, to be given equal weight.

    An evenly spread sequence (Roberts 2018, R2), warped so that its density is a tent two pixels wide: the usual
    reconstruction filter of renderers, without negative lobes that lamps would ring with. One sample is the centre.
    """
    if samples == 1:
        return np.zeros((1, 2))
    index = np.arange(1, samples + 1)[:, None]
    even = np.mod(0.5 + index * np.array([0.7548776662466927, 0.5698402909980532]), 1.0)
    warped: NDArray[np.float64] = np.where(even < 0.5, np.sqrt(2 * even) - 1, 1 - np.sqrt(2 - 2 * even))
    warped -= warped.mean(0)
    return warped


def lens_offsets(samples: int, blur: float) -> NDArray[np.float64]:
    """Offsets (samples, 2), in pixels, by which a soft lens spreads the samples further: a Gaussian of this deviation.

    An evenly spread sequence (Roberts 2018, the last two of R4), bent by Box and Muller (1958). All zero without blur.
    """
    if blur == 0.0 or samples == 1:
        return np.zeros((samples, 2))
    index = np.arange(1, samples + 1)[:, None]
    even = np.mod(0.5 + index * np.array([0.6287067210378087, 0.5385972572236101]), 1.0)
    radius, turn = np.sqrt(-2 * np.log(1 - even[:, :1])), 2 * np.pi * even[:, 1:]
    spread = np.hstack([radius * np.cos(turn), radius * np.sin(turn)])
    spread -= spread.mean(0)
    result: NDArray[np.float64] = blur * spread / spread.std()
    return result
