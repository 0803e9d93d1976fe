"""Spot lamps: small lamps with a beam, at the camera or in a hand, and what shaders are told of them.

Their light is drawn by `shaders/common_lamp.glsl`, with a shadow ray for every fragment.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.light.shader import MOST_SPOTS

Floats = NDArray[np.float64]

_ENDLESS = 1e6  # m
_NO_CENTRE = 1e-9  # square of the tangent: too narrow to meet anything


@dataclass(frozen=True)
class BeamShape:
    """A kind of lamp: colour (K), strength along its axis (cd; 0: set by a guide number), and its beam.

    `half`: degrees off the axis at which the hot centre gives half. `spill`: share of the even light around it, which
    is whole up to the first of `edge` and gone at the second (degrees). `size`: width and height of the source, m.
    """

    temperature: float
    intensity: float
    half: float
    spill: float
    edge: tuple[float, float]
    size: tuple[float, float]

    @property
    def beam(self) -> Floats:
        """The `beam` of a spot lamp."""
        return np.array([np.tan(np.radians(self.half)) ** 2, self.spill, *np.cos(np.radians(self.edge))])


# A flash covers the view of a 35 mm lens, 63 degrees across the corners, where it gives half. A torch of two D cells
# and a 10 W camcorder lamp as their makers describe them; halogen bulbs for low voltages burn at 2,900 to 3,100 K.
KINDS = {
    "flash": BeamShape(5600.0, 0.0, 31.7, 0.0, (60.0, 80.0), (0.025, 0.012)),
    "torch": BeamShape(2700.0, 2500.0, 4.5, 0.035, (24.0, 44.0), (0.045, 0.045)),
    "camcorder": BeamShape(3000.0, 700.0, 13.0, 0.10, (26.0, 52.0), (0.045, 0.045)),
}


@dataclass(frozen=True)
class SpotLamp:
    """A lamp at one time.

    `place`: (3,), m, window. `axis`: (3,), unit length. `intensity`: (3,), cd along the axis, linear Rec. 709, the mean
    over the shutter. `beam`: (4,), square of the hot centre's tangent, spill, cosines of the spill's edge. `reach`: m
    that its axis goes before it meets a surface; where the air is lit beyond does not show. `bounce`: (3,), m, where
    much of its light is thrown back, and `bounced`: (3,), cd m, how much (`shaders/common_lamp.glsl`).
    """

    place: Floats
    axis: Floats
    intensity: Floats
    beam: Floats
    reach: float = _ENDLESS
    bounce: Floats = field(default_factory=lambda: np.zeros(3))
    bounced: Floats = field(default_factory=lambda: np.zeros(3))

    @property
    def spill(self) -> "SpotLamp":
        """The same without its hot centre."""
        return replace(self, beam=np.array([_NO_CENTRE, *self.beam[1:]]))

    def counted_from(self, origin: tuple[float, float], other: tuple[float, float]) -> "SpotLamp":
        """Return it with its place counted from another origin in the world, x and z, m."""
        off = np.array([origin[0] - other[0], 0.0, origin[1] - other[1]])
        return replace(self, place=self.place + off)


def spot_uniforms(lamps: Sequence[SpotLamp]) -> dict[str, Any]:
    """Return the uniforms of `shaders/common_lamp.glsl`, less `cells` and `cell`, of up to MOST_SPOTS lamps."""
    shown = lamps[:MOST_SPOTS]

    def of(name: str, size: int) -> NDArray[np.float32]:
        rows = np.zeros((MOST_SPOTS, size), np.float32)
        for row, lamp in zip(rows, shown, strict=False):
            row[:] = getattr(lamp, name)
        return rows

    sizes = {"place": 3, "axis": 3, "intensity": 3, "beam": 4, "reach": 1, "bounce": 3, "bounced": 3}
    return {"spot_count": len(shown), **{f"spot_{name}": of(name, size) for name, size in sizes.items()}}


def shares_of_beam(lamp: SpotLamp, place: Floats) -> Floats:
    """Illuminance of points (n, 3) in the window, lux for each candela of the lamp's axis; see `common_beam.glsl`."""
    towards = place - lamp.place
    square = (towards**2).sum(-1)
    cosine = towards @ lamp.axis / np.sqrt(square)
    width, spill, whole, gone = lamp.beam
    hot = np.exp2(np.maximum(1 - 1 / np.maximum(cosine, 1e-3) ** 2, -1e3 * width) / width)
    edge = np.clip((cosine - gone) / (whole - gone), 0.0, 1.0)
    shape = (1 - spill) * hot + spill * edge**2 * (3 - 2 * edge)
    return np.where(cosine > 0, shape / square, 0.0)
