"""Ways: where a body is to be at which time, and which way it is to face."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

Floats = NDArray[np.float64]

TICK = 1 / 60  # s between samples
INERTIA = 0.3  # s, standard deviation: a body changes its speed over about four times this


@dataclass(frozen=True, eq=False)
class Way:
    """Samples at every `TICK` from `begin` (s) on; before the first and after the last, the body stands there.

    `places`: (k, 2), x and z, m. `facing`: (k,), rad about +y, 0 along +z, pi/2 along +x, without jumps of a turn.
    """

    begin: float
    places: Floats
    facing: Floats

    @property
    def end(self) -> float:
        """The time of the last sample, s."""
        return self.begin + (len(self.facing) - 1) * TICK

    def place_at(self, times: Floats) -> Floats:
        """Return x and z at times (f,), s: (f, 2)."""
        return np.stack([self._sampled(self.places[:, axis], times) for axis in (0, 1)], axis=-1)

    def facing_at(self, times: Floats) -> Floats:
        """Return where the body faces at times (f,): (f,), rad."""
        return self._sampled(self.facing, times)

    def _sampled(self, values: Floats, times: Floats) -> Floats:
        return np.interp((times - self.begin) / TICK, np.arange(len(values)), values)


def way_through(times: Floats, places: Floats, facing: Floats | None = None) -> Way:
    """Return the way through places (p, 2), x and z, m, at rising times (p,), s, with a body's inertia.

    `facing`: (p,), rad; None is along the way, and where it does not move as before.
    """
    even = np.arange(times[0], times[-1] + TICK / 2, TICK)
    wide = round(4 * INERTIA / TICK)
    # It stands before and after for as long as its inertia reaches.
    begin = float(even[0]) - wide * TICK
    straight = np.stack([np.pad(np.interp(even, times, places[:, axis]), 2 * wide, mode="edge") for axis in (0, 1)], -1)
    smooth = gaussian_filter1d(straight, INERTIA / TICK, axis=0)[wide:-wide]
    if facing is None:
        step = np.diff(smooth, axis=0, append=smooth[-1:])
        moves = np.linalg.norm(step, axis=1) > 0.02 * TICK
        known = np.flatnonzero(moves)
        angle = np.arctan2(step[:, 0], step[:, 1])
        turned = np.interp(np.arange(len(step)), known, np.unwrap(angle[known])) if len(known) else np.zeros(len(step))
    else:
        turned = np.pad(np.interp(even, times, np.unwrap(facing)), wide, mode="edge")
    return Way(begin, smooth, gaussian_filter1d(turned, INERTIA / TICK, mode="nearest"))
