"""Arcs of circles over a span, as arches and vaults have them: round, or segmental where they rise less."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Arc:
    """An arc from (-half, springing) to (half, springing), m, that rises by at most half its span between."""

    half: float
    rise: float
    springing: float = 0.0

    @property
    def radius(self) -> float:
        """Radius of the circle, m."""
        return (self.half**2 + self.rise**2) / (2 * self.rise)

    @property
    def sweep(self) -> float:
        """The angle from the crown to a springing, radians."""
        return float(np.arctan2(self.half, self.radius - self.rise))

    @property
    def length(self) -> float:
        """Length from one springing to the other, m."""
        return 2 * self.sweep * self.radius

    def angles(self, count: int) -> Floats:
        """Angles from the crown of `count` + 1 points, evenly from the left springing to the right, radians."""
        return np.linspace(-self.sweep, self.sweep, count + 1)

    def at(self, angle: Floats) -> Floats:
        """The points (n, 2; x, y) at angles (n,) from the crown, m."""
        return np.column_stack([np.sin(angle), np.cos(angle)]) * self.radius + (
            0.0,
            self.springing + self.rise - self.radius,
        )
