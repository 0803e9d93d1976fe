"""Painting light into the atlas: from a list of texels to all the atlas texels that they stand for, smoothed."""

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Context, FullScreen, Target
from liminal.light.fold import fold
from liminal.light.held import Held
from liminal.light.sight import UNSEEN_STRIDE
from liminal.light.texel import STRIDE_SHIFT, Texels

Light = NDArray[np.float32]  # (n, 3): linear Rec. 709, lux
Tile = tuple[int, int]  # column and row of a tile of the atlas

TILE = 32  # texels: the atlas is worked on in squares of this size, and only where something is to be seen


class Painter:
    """Paints the light of one list of texels.

    It keeps three pictures of its `size` until it is released: the atlas down to the last row with anything to be seen.
    """

    def __init__(self, context: Context, texels: Texels, held: Held) -> None:
        height, width = texels.place.shape
        self._context = context
        self.seen = tiles_of(texels.place)
        self.size = (width, min(height, TILE * (1 + max((y for _, y in self.seen), default=0))))
        self._unfold = FullScreen(context, "bake_unfold.frag")
        self._smooth = FullScreen(context, "bake_smooth.frag")
        self._sum = FullScreen(context, "bake_sum.frag")
        self._unfold.program.set(places=held.places, texels=held.texels)
        self._smooth.program.set(places=held.places)
        self._crisp, self._soft, self._between = (Target(context, self.size, ["f2"]) for _ in range(3))
        for target in (self._crisp, self._soft, self._between):
            target.clear()

    def paint(self, target: Target, crisp: Light, soft: Light, tiles: set[Tile]) -> None:
        """Paint tiles of `target`: `soft` (n, 3) smoothed along surfaces, `crisp` (n, 3) only where it is coarse."""
        around = {(x + i, y + j) for x, y in tiles for i in (-1, 0, 1) for j in (-1, 0, 1)} & self.seen
        for light, part, finest in ((crisp, self._crisp, 2), (soft, self._soft, 1)):
            entries = fold(self._context, light)
            self._unfold.program.set(light=entries)
            self._draw(self._unfold, part, around)
            self._smooth.program.set(light=part.colours[0], axis=(1, 0), finest=finest)
            self._draw(self._smooth, self._between, around)
            self._smooth.program.set(light=self._between.colours[0], axis=(0, 1))
            self._draw(self._smooth, part, tiles)
            entries.release()
        self._sum.program.set(crisp=self._crisp.colours[0], soft=self._soft.colours[0])
        self._draw(self._sum, target, tiles)

    def _draw(self, shader: FullScreen, target: Target, tiles: set[Tile]) -> None:
        for x, y, width, height in spans(tiles):
            shader.draw(target, viewport=_within(self.size, x * TILE, y * TILE, width * TILE, height * TILE))

    def release(self) -> None:
        """Free the programs and the pictures."""
        for used in (self._unfold, self._smooth, self._sum, self._crisp, self._soft, self._between):
            used.release()


def tiles_of(place: NDArray[np.int32]) -> set[Tile]:
    """The tiles that hold anything to be seen."""
    seen = (place >= 0) & (place < UNSEEN_STRIDE.bit_length() - 1 << STRIDE_SHIFT)
    rows = np.add.reduceat(seen, np.arange(0, seen.shape[0], TILE), axis=0, dtype=np.int32)
    y, x = np.nonzero(np.add.reduceat(rows, np.arange(0, seen.shape[1], TILE), axis=1))
    return set(zip(x.tolist(), y.tolist(), strict=True))


def spans(tiles: set[Tile]) -> list[tuple[int, int, int, int]]:
    """Join tiles that lie side by side: (x, y, width, 1) in tiles, in order."""
    joined: list[tuple[int, int, int, int]] = []
    for y, x in sorted((y, x) for x, y in tiles):
        if joined and joined[-1][1] == y and joined[-1][0] + joined[-1][2] == x:
            left, _, width, _ = joined.pop()
            joined.append((left, y, width + 1, 1))
        else:
            joined.append((x, y, 1, 1))
    return joined


def _within(size: tuple[int, int], x: int, y: int, width: int, height: int) -> tuple[int, int, int, int]:
    return x, y, min(width, size[0] - x), min(height, size[1] - y)
