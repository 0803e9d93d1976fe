"""Lamplight: how much light lamps send to places past walls, as a plan tells without any ray of the picture."""

import numpy as np
from numpy.typing import NDArray

from liminal.shot.ground import Points
from liminal.shot.outlook import Outlook, light_of

_NEAREST = 20  # lamps of each place that count: those further off hardly light it
_SEEN = 0.4  # m before a lamp that a wall may end the line of sight to it

Floats = NDArray[np.float64]


class Lamplight:
    """The light of `lamps`, LAMP (m,), among the walls that an outlook knows."""

    def __init__(self, lamps: NDArray[np.void], outlook: Outlook) -> None:
        self._lamps, self.outlook = lamps, outlook

    def of_each(self, places: Points) -> Floats:
        """Return what each lamp sends straight to the floor at places (n, 2), lux; 0 from behind walls: (n, m).

        Walls are those at an eye's height.
        """
        light = light_of(self._lamps, places)
        nearest = np.argsort(-light, axis=1)[:, :_NEAREST]
        x, z = (self._lamps[name].astype(np.float64)[nearest] - places[:, axis, None] for axis, name in enumerate("xz"))
        free = self.outlook.depth(places, np.arctan2(x, -z)) > np.hypot(x, z) - _SEEN
        kept = np.zeros(light.shape)
        np.put_along_axis(kept, nearest, np.take_along_axis(light, nearest, axis=1) * free, axis=1)
        return kept

    def on(self, places: Points) -> Floats:
        """Return what all of them send to the floor at places (n, 2), lux: (n,)."""
        return np.asarray(self.of_each(places).sum(axis=1))
