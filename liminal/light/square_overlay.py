"""Square overlays: light drawn over squares of the atlas for a while, and given back afterwards."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import PointSprites, Program, Scope, Target
from liminal.light.block8 import SQUARE
from liminal.light.near_squares import NearSquares

# A square of the atlas: `slot`, its lower corner where it is drawn, `corner`, where it is read; texels.
SQUARE_PLACE = np.dtype([("slot", np.int32, 2), ("corner", np.int32, 2)])


class SquareOverlay:
    """Saves the light of squares, draws over them, and gives it back.

    `saved`: the light of all squares as it was saved last, side by side as `NearSquares` holds them.
    """

    def __init__(self, scope: Scope, near: NearSquares, program: Program) -> None:
        """`program`: draws over a square; its vertex shader is `bake_keep.vert`."""
        atlas, picture = np.zeros((2, len(near.slot)), SQUARE_PLACE)
        atlas["slot"], atlas["corner"] = near.corner, near.slot
        picture["slot"], picture["corner"] = near.slot, near.corner
        self.saved = Target(scope, near.size, ["f2"])
        self._program, self._keep = program, Program(scope, "bake_keep.vert", "bake_keep.frag")
        for each in (self._program, self._keep):
            each.set(square=SQUARE)
        self._save, self._restore = (PointSprites(scope, self._keep, each) for each in (picture, atlas))
        self._squares = PointSprites(scope, self._program, atlas)

    def save(self, atlas: Target, those: NDArray[np.bool_]) -> None:
        """Save the light of some squares, bool (k,)."""
        self._keep.set(source=atlas.colours[0], kept_size=np.array(self.saved.size, np.float32))
        self._save.draw(self.saved, np.flatnonzero(those), (0, 0, *self.saved.size))

    def draw(self, atlas: Target, those: NDArray[np.bool_], **uniforms: Any) -> None:
        """Draw over some squares, bool (k,), with these uniforms."""
        self._program.set(kept_size=np.array(atlas.size, np.float32), **uniforms)
        self._squares.draw(atlas, np.flatnonzero(those), (0, 0, *atlas.size))

    def restore(self, atlas: Target, those: NDArray[np.bool_]) -> None:
        """Give some squares, bool (k,), back the light that was saved."""
        self._keep.set(source=self.saved.colours[0], kept_size=np.array(atlas.size, np.float32))
        self._restore.draw(atlas, np.flatnonzero(those), (0, 0, *atlas.size))
