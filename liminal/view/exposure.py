"""Exposure over a shot: found in a rehearsal beforehand, so that every frame can be drawn without the one before."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

INTERVAL = 0.5  # s between the instants that are metered
SLUGGISHNESS = 0.7  # s, standard deviation: a camcorder's iris settles within a second or two
REACH = 1.5  # s before and after the shot that are metered as well: farther away nothing counts


@dataclass(frozen=True)
class ExposureCurve:
    """`times` (n,) seconds, rising; `exposures` (n,) log2 of 1 / (cd/m2)."""

    times: NDArray[np.float64]
    exposures: NDArray[np.float64]

    def at(self, time: float) -> float:
        """The exposure at an instant (s), interpolated; before and after the shot as at its ends."""
        return float(np.interp(time, self.times, self.exposures))


def rehearse(meter: Callable[[float], float], duration: float) -> ExposureCurve:
    """Meter a shot of `duration` seconds at regular instants, and follow the readings as slowly as an iris does.

    `meter` gives the right exposure for an instant (s), as `Renderer.meter` does for a pose. It is asked from `REACH`
    before the shot to `REACH` after it, so two shots of one length, one following the other, agree where they meet.
    """
    intervals = max(1, round(duration / INTERVAL))
    step = duration / intervals
    beyond = round(REACH / INTERVAL)
    times = np.arange(-beyond, intervals + beyond + 1, dtype=np.float64) * step
    metered = np.array([meter(float(time)) for time in times])
    smooth = gaussian_filter1d(metered, SLUGGISHNESS / step, radius=beyond)
    within = slice(beyond, -beyond)
    return ExposureCurve(times[within], np.asarray(smooth[within], np.float64))
