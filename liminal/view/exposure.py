"""Exposure over a shot: found in a rehearsal beforehand, so that every frame can be drawn without the one before."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

INTERVAL = 0.5  # s between the instants that are metered
SLUGGISHNESS = 1.2  # s, standard deviation: about the time that a camcorder's iris takes to settle


@dataclass(frozen=True)
class ExposureCurve:
    """`times` (n,) seconds, rising; `exposures` (n,) log2 of 1 / (cd/m2)."""

    times: NDArray[np.float64]
    exposures: NDArray[np.float64]

    def at(self, time: float) -> float:
        """The exposure at an instant (s), interpolated; before and after the shot as at its ends."""
        return float(np.interp(time, self.times, self.exposures))


def rehearse(meter: Callable[[float], float], duration: float) -> ExposureCurve:
    """Meter a shot of `duration` seconds at regular instants, and follow what is metered as slowly as an iris does.

    `meter` gives the right exposure for an instant (s), as `Renderer.meter` does for a pose.
    """
    times = np.linspace(0.0, duration, max(2, round(duration / INTERVAL) + 1))
    metered = np.array([meter(float(time)) for time in times])
    return ExposureCurve(times, gaussian_filter1d(metered, SLUGGISHNESS / (times[1] - times[0]), mode="nearest"))
