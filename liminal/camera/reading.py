"""A reading: the measurements of a scene from which a camera's automatics work."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.colour import luminance

DARKEST = 0.05  # cd/m2: darker pixels count as this, so that one black corner does not dominate
OVERLIT = 6.0  # times the average: lamps
CENTRE = 0.45  # of half the picture: standard deviation of the centre weighting


@dataclass(frozen=True)
class Reading:
    """The scene at `time`, s: `level`, log2 of its average, cd/m2; `colour`, its mean, linear, of luminance 1.

    `overlit`: share of pixels far brighter than the average. `contrast`: standard deviation of log2 of luminance.
    """

    time: float
    level: float
    colour: tuple[float, float, float]
    overlit: float
    contrast: float


def read_scene(time: float, scene: NDArray[np.floating]) -> Reading:
    """Measure a small picture of a scene, centre-weighted: (h, w, 3) cd/m2, linear Rec. 709.

    The mean colour excludes overlit pixels, which clip on the sensor.
    """
    height, width = scene.shape[:2]
    y, x = np.mgrid[:height, :width]
    radius = np.hypot(2 * (x + 0.5) / width - 1, 2 * (y + 0.5) / height - 1)
    weight = 0.35 + np.exp(-0.5 * (radius / CENTRE) ** 2)
    weight /= weight.sum()

    levels = np.log2(np.maximum(luminance(scene), DARKEST))
    level = float((weight * levels).sum())
    over = levels > level + np.log2(OVERLIT)
    fair = (weight * ~over)[..., None]
    colour = np.maximum((fair * scene).sum((0, 1)), 1e-9)
    red, green, blue = (float(part) for part in colour / luminance(colour))
    return Reading(time, level, (red, green, blue), float((weight * over).sum()), float(levels.std()))
