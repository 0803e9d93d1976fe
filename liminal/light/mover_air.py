"""The light of the air about a mover: of its surroundings, from six sides, and which of its lamps it sees."""

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Scope, Target
from liminal.light.block8 import SQUARE
from liminal.light.mover_lamps import Direct, mover_lamps, padded
from liminal.light.shader import PROBES, SHADOWED, bake_shader
from liminal.piece.piece import Piece
from liminal.piece.standing import SIDES

BLUR = 2.0  # cells (0.3 m): the standard deviation of the weights of probes by their distance

Floats = NDArray[np.float64]


class MoverAir:
    """Finds the light of the air anywhere along the ways of movers of a piece, which has probes there.

    `target`: the light that was found last, lux from six sides. `lamps`: those that are known one by one; the light of
    these is not in it. `colour`: of their light, (3,).
    """

    def __init__(self, scope: Scope, piece: Piece, colour: NDArray[np.float32], direct: Direct) -> None:
        """`colour`: of the preset's lamps, (3,). `direct`: finds their light while the piece is baked."""
        standing = piece.standing
        assert standing is not None
        self._probes = standing.position[standing.probe].mean(1).astype(np.float64)
        self._texel = piece.surfels.pages.kept(standing.slot[standing.probe])
        self.lamps = mover_lamps(piece, self._probes, direct)
        self.colour = self.lamps.colour(piece.lights, colour)
        self.target = Target(scope, (len(SIDES), 1), ["f4"])
        self._of_air = bake_shader(scope, "mover_air")
        self._of_air.program.set(lamp_colour=self.colour)
        self._on_sides = np.zeros((SHADOWED, len(SIDES)))

    @property
    def squares(self) -> NDArray[np.int32]:
        """The lower corners (k, 2), where the atlas is kept, texels, of the squares with the light of its probes."""
        return np.unique(self._texel.reshape(-1, 2) // SQUARE * SQUARE, axis=0)

    @property
    def strength(self) -> Floats:
        """The share of the light of all lamps that each gives at the place, if they are as bright as the piece says."""
        of_each: Floats = self._on_sides.sum(1) / max(float(self._on_sides.sum()), 1e-9)
        return of_each

    def place(self, middle: Floats) -> NDArray[np.float32]:
        """Say where the light is asked for, (3,), cells; return what share of its lamps that place sees."""
        distance = np.linalg.norm(self._probes - middle, axis=1)
        nearest = np.argsort(distance, kind="stable")[:PROBES]
        weights = np.exp((distance[nearest[0]] ** 2 - distance[nearest] ** 2) / (2 * BLUR**2))
        weights = padded(weights / weights.sum(), PROBES)
        nearest = np.resize(nearest, PROBES)
        self._on_sides = np.einsum("lps,p->ls", self.lamps.on_sides[:, nearest], weights)
        self._of_air.program.set(probe_texel=self._texel[nearest], probe_weight=weights)
        seen: NDArray[np.float32] = self.lamps.seen[:, nearest] @ weights
        return seen

    def find(self, atlas: Target, scale: NDArray[np.float32]) -> None:
        """Find the light around the place, but for that of its lamps, which are so bright (SHADOWED,)."""
        self._of_air.draw(self.target, atlas=atlas.colours[0], of_lamps=scale @ self._on_sides)
