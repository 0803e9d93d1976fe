"""Limb axes: places around an arm or a leg, in the pose that its skin is made in."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class LimbAxis:
    """A straight arm or leg from its `root` to its `end`, (3,), m; `outside`: (3,), about the way off the body."""

    root: Floats
    end: Floats
    outside: Floats

    @property
    def length(self) -> float:
        """Its length, m."""
        return float(np.linalg.norm(self.end - self.root))

    @cached_property
    def axes(self) -> Floats:
        """Rows: along it, off the body, and about to the front of a left one, to the back of a right one."""
        along = (self.end - self.root) / self.length
        aside = self.outside - along * (self.outside @ along)
        aside /= np.linalg.norm(aside)
        axes: Floats = np.stack([along, aside, np.cross(aside, along)])
        return axes

    def along(self, points: Floats) -> tuple[Floats, Floats]:
        """Return how far along it points (n, 3) are, m, and where around it, rad: 0 off the body, pi / 2 in front."""
        local: Floats = self.axes @ (points - self.root).T
        turn: Floats = np.arctan2(local[2] * np.sign(self.axes[2, 2]), local[1])
        return local[0], turn

    def at(self, far: float) -> Floats:
        """Return the point (3,) so far along it, m."""
        point: Floats = self.root + far * self.axes[0]
        return point

    def ring(self, far: Floats, turn: Floats, radius: Floats) -> Floats:
        """Return points (..., 3) so far along it, m, where around it, rad, and how far off it, m; see `along`."""
        front = np.sign(self.axes[2, 2]) * self.axes[2]
        off = np.cos(turn)[..., None] * self.axes[1] + np.sin(turn)[..., None] * front
        points: Floats = self.root + np.asarray(far)[..., None] * self.axes[0] + np.asarray(radius)[..., None] * off
        return points
