"""Parts: the light of single lamps, bounces included, kept sparsely so that a frame can dim each by itself.

Light is linear: what a surface gets is a fixed part plus, for every dimmable lamp, its dimmer times its part.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Context, FullScreen, Mesh, Program, Target
from liminal.light.atlas import TILE, Painter, Tile
from liminal.light.fold import fold
from liminal.light.texel import Texels

Light = NDArray[np.float32]  # (n, 3): linear Rec. 709, lux

SHELF = 32  # tiles in a row of the picture that keeps the parts

# A corner of a tile: where it is in the atlas (texels), how far from there its texels are kept, which part it is of.
_CORNER = np.dtype([("corner", np.float32, 2), ("shift", np.int32, 2), ("part", np.int32)])


@dataclass(frozen=True)
class Part:
    """One lamp's light on the texels of a list, zero where it is not worth keeping, and the tiles that hold it."""

    crisp: Light
    soft: Light
    tiles: set[Tile]


def tiles_touched(texels: Texels, kept: NDArray[np.bool_], seen: set[Tile]) -> set[Tile]:
    """The `seen` tiles with any atlas texel that the `kept` (bool (n,)) texels stand for."""
    corners = []
    for direction in (-1, 1):
        reach = direction * (texels.stride[kept].astype(np.int32) - 1)
        for across in (-1, 1):
            corners.append(((texels.u[kept] + across * abs(reach)) // TILE, (texels.v[kept] + reach) // TILE))
    touched = np.unique(np.concatenate([np.column_stack(corner) for corner in corners]), axis=0)
    return {(int(x), int(y)) for x, y in touched} & seen


class Parts:
    """All parts of a lightmap, and the atlas in which they are put together anew whenever dimmers change."""

    def __init__(self, context: Context, painter: Painter, fixed: Target, parts: list[Part]) -> None:
        self._context = context
        self.fixed = fixed
        self.live = Target(context, fixed.size, ["f2"])
        tiles = [(number, tile) for number, part in enumerate(parts) for tile in sorted(part.tiles)]
        self._kept = Target(context, (SHELF * TILE, max(1, -(-len(tiles) // SHELF)) * TILE), ["f2"])
        self._keep(painter, parts)
        self._copy(context, fixed)

        size = np.array(fixed.size, np.float32)
        self._restore = Program(context, "bake_part.vert", "bake_part.frag", {"RESTORE": True})
        self._add = Program(context, "bake_part.vert", "bake_part.frag")
        self._restore.set(atlas_size=size, fixed_light=fixed.colours[0])
        self._add.set(atlas_size=size, parts=self._kept.colours[0])
        touched = sorted({tile for _, tile in tiles})
        self._below = Mesh(context, self._restore, *_quads([(0, tile) for tile in touched], fixed.size))
        self._above = Mesh(context, self._add, *_quads(tiles, fixed.size))

    def _keep(self, painter: Painter, parts: list[Part]) -> None:
        """Paint each part and copy its tiles, in order, to the picture that keeps them."""
        scratch = Target(self._context, self.fixed.size, ["f2"])
        copy = FullScreen(self._context, "bake_copy.frag")
        slot = 0
        for part in parts:
            painter.paint(scratch, part.crisp, part.soft, part.tiles)
            for x, y in sorted(part.tiles):
                place = (slot % SHELF * TILE, slot // SHELF * TILE)
                shift = (x * TILE - place[0], y * TILE - place[1])
                copy.draw(self._kept, viewport=(*place, TILE, TILE), source=scratch.colours[0], shift=shift)
                slot += 1
        scratch.release()
        copy.release()

    def _copy(self, context: Context, fixed: Target) -> None:
        """Begin with the fixed part everywhere."""
        copy = FullScreen(context, "bake_copy.frag")
        copy.draw(self.live, source=fixed.colours[0], shift=(0, 0))
        copy.release()

    def dim(self, dimmers: NDArray[np.float32]) -> None:
        """Put the light together for these dimmers (parts,): a pure function of them, whatever came before."""
        folded = fold(self._context, dimmers[:, None])
        self._below.draw(self.live)
        self._add.set(dimmers=folded)
        with self._context.state(blend="add"):
            self._above.draw(self.live)
        folded.release()

    def release(self) -> None:
        """Free everything but the fixed part, which is its owner's."""
        for used in (self.live, self._kept, self._below, self._above, self._restore, self._add):
            used.release()


def _quads(tiles: list[tuple[int, Tile]], size: tuple[int, int]) -> tuple[NDArray[np.void], NDArray[np.uint32]]:
    """Two triangles for each tile (part, (x, y)); the n-th is kept in slot n."""
    corner = np.zeros((len(tiles), 4), _CORNER)
    slot = np.arange(len(tiles))
    low = np.array([tile for _, tile in tiles], np.int64).reshape(-1, 2) * TILE
    high = np.minimum(low + TILE, size)
    corner["corner"] = np.stack(
        [low, np.column_stack([high[:, 0], low[:, 1]]), high, np.column_stack([low[:, 0], high[:, 1]])], 1
    )
    corner["shift"] = (np.column_stack([slot % SHELF, slot // SHELF]) * TILE - low)[:, None]
    corner["part"] = np.array([part for part, _ in tiles], np.int32)[:, None]
    triangles = (4 * slot[:, None, None] + np.array([[0, 1, 2], [0, 2, 3]])).reshape(-1, 3)
    return corner.reshape(-1), triangles.astype(np.uint32)
