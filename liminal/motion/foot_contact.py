"""Contacts of feet with the floor, found in the motion of points of their soles."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_closing, binary_opening, gaussian_filter1d, minimum_filter1d

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_SLOW = 0.3  # m/s: a point of a sole that is slower than this, and low, stands
_LOW = 0.05  # m above the lowest place around that time
_AROUND = 0.4  # s
_SMOOTH = 0.02  # s, standard deviation: jitter of marks is no motion
_SHORTEST, _GAP = 0.07, 0.06  # s: shorter contacts are none, and shorter gaps too


def contact_of(point: Floats, rate: float) -> Flags:
    """Return at which poses a point of a sole (f, 3), m, +Y up, stands on the floor. `rate`: poses a second, Hz."""
    if len(point) < 3:
        return np.ones(len(point), bool)
    smooth = gaussian_filter1d(point, _SMOOTH * rate, axis=0, mode="nearest")
    speed = np.linalg.norm(np.gradient(smooth, 1.0 / rate, axis=0), axis=1)
    height = smooth[:, 1] - minimum_filter1d(smooth[:, 1], 2 * round(_AROUND * rate) + 1, mode="nearest")
    stands: Flags = (speed < _SLOW) & (height < _LOW)
    for change, seconds in ((binary_closing, _GAP), (binary_opening, _SHORTEST)):
        size = round(seconds * rate)
        # Beyond its ends a motion goes on as it was there.
        padded = np.pad(stands, size, mode="edge")
        stands = change(padded, np.ones(max(size, 1)))[size : size + len(stands)]
    return stands


def runs_of(flags: Flags) -> list[slice]:
    """Return the stretches of poses at which flags (f,) are set."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return [slice(int(begin), int(end)) for begin, end in edges.reshape(-1, 2)]
