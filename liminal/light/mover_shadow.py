"""The shadow of a mover: what it takes from the light of surfaces near it, and what it throws at them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Program, Scope, Target, Texture, make_texture
from liminal.light.light_group import SLACK
from liminal.light.mover_lamps import Direct, MoverLamps
from liminal.light.near_squares import NearSquares, near_squares
from liminal.light.shader import SHADOWED, SHARED
from liminal.light.square_overlay import SquareOverlay
from liminal.piece.box import in_view
from liminal.piece.piece import Piece
from liminal.world.grid import CELL

REACH = 20.0  # cells (3 m): further than this beyond a mover, its shadow is too faint to be seen


class MoverShadow:
    """Draws the shadow of a mover into the squares of the atlas near it, and takes it out again.

    `near`: those squares along its way. `pictures`: uniforms with their positions, normals and light.
    """

    def __init__(
        self,
        scope: Scope,
        piece: Piece,
        way: NDArray[np.float64],
        radius: float,
        lamps: MoverLamps,
        direct: Direct,
        uniforms: dict[str, Any],
        reach: float = REACH,
        fragment: str = "bake_shade.frag",
    ) -> None:
        """`way`: (k, 3), where the mover's middle comes, and `radius`, of a sphere about it: window-local cells.

        `direct`: finds the light of a lamp. `uniforms`: of the mover, for the shader `fragment`. `reach`: cells beyond
        the mover up to which its shadow is drawn.
        """
        self._radius, self._reach = radius, reach + radius
        self.near = near = near_squares(piece, way, reach + radius)
        self._drawn, self._reached = np.zeros((2, len(near.slot)), bool)
        self.cast = False  # whether the mover is there
        self._shade = Program(scope, "bake_keep.vert", fragment, made=SHARED)
        self._overlay = SquareOverlay(scope, near, self._shade)
        self.pictures: dict[str, Any] = {
            "positions": make_texture(scope, near.size, 4, "f4", near.position),
            "normals": make_texture(scope, near.size, 3, "f2", near.normal),
            "lamp_light": _light_of_each(scope, near, lamps.numbers, direct),
        }
        known = {"unshaded": self._overlay.saved.colours[0], **self.pictures, **uniforms}
        self._shade.set_used(known)

    def restore(self, atlas: Target) -> None:
        """Give the squares that it was drawn into the light they had before."""
        self._overlay.restore(atlas, self._drawn)
        self._drawn[:] = False

    def set(self, middle: NDArray[np.float64], **uniforms: Any) -> None:
        """Set the place (3,) of the mover's middle, cells, and uniforms of its shader."""
        near, reach = self.near, self._reach
        away = np.maximum(np.maximum(near.low - middle * CELL, middle * CELL - near.high), 0)
        self._reached = np.linalg.norm(away, axis=1) < reach * CELL
        known = {"sphere": (*middle, self._radius), "reach": reach, **uniforms}
        self._shade.set_used(known)

    def light(self, **uniforms: Any) -> None:
        """Set uniforms of its shader that do not hang on where the mover is."""
        self._shade.set(**uniforms)

    def wanted(self, clip: NDArray[np.floating] | None) -> NDArray[np.bool_]:
        """Which squares `draw` would draw it into: (k,)."""
        wanted: NDArray[np.bool_] = self.cast & self._reached & ~self._drawn
        if clip is not None:
            wanted &= in_view(self.near.low, self.near.high, clip, SLACK)
        return wanted

    def draw(self, atlas: Target, clip: NDArray[np.floating] | None) -> None:
        """Draw it into those squares near it that it is not in yet. `clip`: as for `Lightmap.dim`."""
        wanted = self.wanted(clip)
        if not wanted.any():
            return
        self._overlay.save(atlas, wanted)
        self._overlay.draw(atlas, wanted)
        self._drawn |= wanted


def _light_of_each(scope: Scope, near: NearSquares, lamps: NDArray[np.intp], direct: Direct) -> Texture:
    """Make the `lamp_light` texture of `shaders/bake_shade.frag` and those of limbs."""
    surfels, texel = np.unique(near.surfel, return_inverse=True)
    light = np.zeros((SHADOWED, *near.surfel.shape), np.float32)
    for number, lamp in enumerate(lamps.tolist()):
        light[number] = direct(lamp, surfels.clip(0).astype(np.intp))[texel].reshape(near.surfel.shape)
    pictures = np.concatenate(np.moveaxis(light.reshape(-1, 4, *near.surfel.shape), 1, -1))
    return make_texture(scope, (near.size[0], len(pictures)), 4, "f4", pictures)
