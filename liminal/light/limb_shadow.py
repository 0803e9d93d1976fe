"""The shadow of a body: what its limbs keep from surfaces near it is known for a pose, however bright it is there."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import PointSprites, Program, Scope, Target
from liminal.light.block8 import SQUARE
from liminal.light.mover_lamps import Direct, MoverLamps
from liminal.light.mover_shadow import MoverShadow
from liminal.light.shader import MOVER_BOXES, SHARED
from liminal.light.square_overlay import SQUARE_PLACE
from liminal.piece.piece import Piece
from liminal.world.grid import CELL

REACH = 11.0  # cells (1.7 m): further than this beyond a body, which is slender, its shadow is too faint to be seen


class LimbShadow:
    """Draws the shadow of a body into the squares of the atlas near it, and takes it out again.

    Lamps may flicker while the body keeps its pose: its limbs keep the same shares from surfaces.
    """

    def __init__(
        self,
        scope: Scope,
        piece: Piece,
        way: NDArray[np.float64],
        radius: float,
        lamps: MoverLamps,
        direct: Direct,
        light: dict[str, Any],
    ) -> None:
        """`light`: uniforms of `shaders/bake_limbs_shade.frag`. The rest: as for `MoverShadow`."""
        self._shadow = MoverShadow(
            scope, piece, way, radius, lamps, direct, light, REACH, fragment="bake_limbs_shade.frag"
        )
        near, self._sphere = self._shadow.near, radius
        squares = np.zeros(len(near.slot), SQUARE_PLACE)
        squares["slot"] = squares["corner"] = near.slot
        self._kept = Target(scope, near.size, ["f2"] * 3)
        self._limbs = Program(scope, "bake_keep.vert", "bake_limbs.frag", made=SHARED)
        self._limbs.set(
            **self._shadow.pictures,
            square=SQUARE,
            kept_size=np.array(near.size, np.float32),
            lamp_area=lamps.area,
            lamp_rest=lamps.rest(np.ones(len(lamps.height), np.float32)),
            reach=REACH + radius,
        )
        self._squares = PointSprites(scope, self._limbs, squares)
        self._found = np.zeros(len(near.slot), bool)

    @property
    def corner(self) -> NDArray[np.int32]:
        """The lower corners, where the atlas is kept, of the squares that it may be drawn into: (k, 2), texels."""
        return self._shadow.near.corner

    def cast(self, there: bool) -> None:
        """Say whether the body is there."""
        self._shadow.cast = there

    def pose(self, middle: NDArray[np.float64], limbs: NDArray[np.float32], counts: NDArray[np.floating]) -> None:
        """Say where its middle is, (3,), cells, and its limbs (see `limb_rows`).

        `counts`: (SHADOWED,), 0 to 1, how much of each lamp's shadow is shown.
        """
        self._limbs.set(sphere=(*middle, self._sphere), limbs=limbs, limb_count=limbs[1::2, 3].astype(bool).sum())
        self._limbs.set(lamp_counts=counts)
        self._found[:] = False
        names = "first_kept", "second_kept", "hidden"
        self._shadow.set(middle, **dict(zip(names, self._kept.colours, strict=True)))

    def light(self, output: NDArray[np.float32], brightness: float) -> None:
        """Say how bright each lamp is, (SHADOWED,), against what the piece says, and all together where the body is."""
        self._shadow.light(lamp_output=output, brightness=brightness)

    def restore(self, atlas: Target) -> None:
        """As `MoverShadow.restore`."""
        self._shadow.restore(atlas)

    def draw(self, atlas: Target, clip: NDArray[np.floating] | None) -> None:
        """As `MoverShadow.draw`."""
        missing = self._shadow.wanted(clip) & ~self._found
        self._squares.draw(self._kept, np.flatnonzero(missing), (0, 0, *self._kept.size))
        self._found |= missing
        self._shadow.draw(atlas, clip)


def limb_rows(boxes: NDArray[np.void]) -> NDArray[np.float32]:
    """Return the `limbs` of `shaders/bake_limbs.glsl`: the rods in boxes, with the section of an ellipse."""
    rows = np.zeros((MOVER_BOXES, 2, 4), np.float32)
    long = boxes["half"].argmax(1)
    half = boxes["half"][np.arange(len(boxes)), long]
    rows[: len(boxes), 0, :3] = boxes["centre"]
    rows[: len(boxes), 0, 3] = np.sqrt(boxes["half"].prod(1) / half)
    rows[: len(boxes), 1, :3] = boxes["axes"][np.arange(len(boxes)), long] * half[:, None]
    rows[: len(boxes), 1, 3] = half
    return rows.reshape(-1, 4) / np.float32(CELL)
