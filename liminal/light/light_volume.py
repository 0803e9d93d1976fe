"""The light of the air: how much of it comes from all sides together, at the points of a grid."""

import numpy as np
from numpy.typing import NDArray

from liminal.gl import FullScreen, Scope, Target, Texture, make_texture
from liminal.light.block8 import SQUARE
from liminal.light.lightmap import Lightmap
from liminal.piece.air_grid import HEIGHTS, NO_COLUMN, AirGrid
from liminal.piece.piece import Piece


class LightVolume:
    """The mean radiance at the points of a piece's grid, cd/m2: levels of the grid stand one above the other."""

    def __init__(self, scope: Scope, piece: Piece, grid: AirGrid, lightmap: Lightmap) -> None:
        assert piece.standing is not None
        self._lightmap = lightmap
        texel = piece.surfels.pages.kept(piece.standing.slot[piece.standing.air])  # (k, 6, 2)
        rows, columns = grid.column.shape
        number = grid.column[None] * len(HEIGHTS) + np.arange(len(HEIGHTS))[:, None, None]
        sides = np.where((grid.column == NO_COLUMN)[None, ..., None, None], NO_COLUMN, texel[number])
        sides = sides.reshape(len(HEIGHTS) * rows, columns * 6, 2)
        self._sides = make_texture(scope, (columns * 6, len(HEIGHTS) * rows), 2, "i4", sides.astype(np.int32))
        self._target = Target(scope, (columns, len(HEIGHTS) * rows), ["f2"], filter="linear")
        self._gather = FullScreen(scope, "bake_volume.frag")

    def find(self) -> Texture:
        """The light as the lightmap was dimmed last."""
        self._gather.draw(self._target, atlas=self._lightmap.texture, sides=self._sides)
        return self._target.colours[0]


def air_squares(piece: Piece) -> NDArray[np.int32]:
    """The lower corners (k, 2), where the atlas is kept, texels, of the squares with the light of a piece's air."""
    if piece.air is None or piece.standing is None:
        return np.zeros((0, 2), np.int32)
    texel = piece.surfels.pages.kept(piece.standing.slot[piece.standing.air])
    return np.unique(texel.reshape(-1, 2) // SQUARE * SQUARE, axis=0)
