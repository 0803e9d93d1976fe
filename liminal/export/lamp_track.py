"""How lamps shine during a film, as a model of it has them."""

from collections.abc import Sequence

import numpy as np

from liminal.light.flicker import Dimmers

STEADY = 0.005  # of its usual light: what changes by less is steady


def lamp_tracks(dimmers: Dimmers, times: Sequence[float], shutter: float) -> dict[int, tuple[float, ...]]:
    """Return the light of lamps that change, by their numbers: (k,), the mean over a `shutter` from each time on, s.

    As shares of what `behaving` says of a lamp, which for those that may change is all their tubes.
    """
    usual = np.where(dimmers.dimmable, 1.0, dimmers.level)
    light = np.array([dimmers.at(time, shutter) for time in times], np.float64)
    shares = light / np.where(usual > 0, usual, 1.0)
    changing = (usual > 0) & (np.abs(shares - 1).max(axis=0) > STEADY)
    return {int(lamp): tuple(shares[:, lamp].tolist()) for lamp in np.flatnonzero(changing)}
