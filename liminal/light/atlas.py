"""Painting light into the atlas: from a list of texels to all the atlas texels that they stand for, smoothed."""

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Context, FullScreen, Target, Texture, make_texture
from liminal.light.fold import fold
from liminal.light.held import Held
from liminal.light.page import TILE, Pages, Tile
from liminal.light.texel import Texels

Light = NDArray[np.float32]  # (n, 3): linear Rec. 709, lux


class Painter:
    """Paints the light of one list of texels.

    It keeps three pictures of its `size` until it is released: of the tiles of the atlas with anything to be `seen`.
    """

    def __init__(self, context: Context, texels: Texels, held: Held) -> None:
        self._context = context
        self._pages = texels.pages
        self.seen: set[Tile] = {(x, y) for y, x in np.argwhere(texels.pages.seen).tolist()}
        self.size = texels.pages.seen_size
        self._table = texels.pages.upload(context, seen_only=True)
        self._homes = _upload_homes(context, texels.pages)
        self._unfold = FullScreen(context, "bake_unfold.frag")
        self._smooth = FullScreen(context, "bake_smooth.frag")
        self._sum = FullScreen(context, "bake_sum.frag")
        self._unfold.program.set(places=held.places, texels=held.texels)
        self._smooth.program.set(places=held.places, pages=self._table, homes=self._homes)
        self._raw, self._between, self._soft = (Target(context, self.size, ["f2"]) for _ in range(3))
        self._sum.program.set(places=held.places, crisp=self._raw.colours[0], soft=self._soft.colours[0])
        for target in (self._raw, self._between, self._soft):
            target.clear()

        # Tiles with light at every texel.
        fine = texels.seen & (texels.stride == 1)
        at = np.unique(np.stack([texels.u[fine], texels.v[fine]], 1) // TILE, axis=0)
        self._fine: set[Tile] = {(x, y) for x, y in at.tolist()}

    def paint(self, target: Target, crisp: Light, soft: Light, tiles: set[Tile]) -> None:
        """Paint tiles of `target`: `soft` (n, 3) smoothed along surfaces, `crisp` (n, 3) only where it is coarse."""
        self._smoothed(target, crisp + soft, tiles)
        fine = tiles & self._fine
        if fine:
            self._smoothed(self._soft, soft, fine)
            self._unfolded(crisp, fine)
            self._draw(self._sum, target, fine)

    def _smoothed(self, target: Target, light: Light, tiles: set[Tile]) -> None:
        """Paint tiles of `target` with light (n, 3), smoothed along surfaces."""
        around = {(x + i, y + j) for x, y in tiles for i in (-1, 0, 1) for j in (-1, 0, 1)} & self.seen
        self._unfolded(light, around)
        self._smooth.program.set(light=self._raw.colours[0], axis=(1, 0))
        self._draw(self._smooth, self._between, around)
        self._smooth.program.set(light=self._between.colours[0], axis=(0, 1))
        self._draw(self._smooth, target, tiles)

    def _unfolded(self, light: Light, tiles: set[Tile]) -> None:
        """Paint raw light (n, 3)."""
        entries = fold(self._context, light)
        self._unfold.program.set(light=entries)
        self._draw(self._unfold, self._raw, tiles)
        entries.release()

    def _draw(self, shader: FullScreen, target: Target, tiles: set[Tile]) -> None:
        for viewport in spans(self._pages.kept(np.array(sorted(tiles), np.int32).reshape(-1, 2) * TILE)):
            shader.draw(target, viewport=viewport)

    def release(self) -> None:
        """Free the programs and the pictures."""
        for used in (self._unfold, self._smooth, self._sum, self._raw, self._between, self._soft):
            used.release()
        self._table.release()
        self._homes.release()


def spans(corners: NDArray[np.int32]) -> list[tuple[int, int, int, int]]:
    """Join tiles with these lower corners (n, 2; u, v), texels, where they lie side by side: (u, v, width, height)."""
    joined: list[tuple[int, int, int, int]] = []
    for v, u in sorted((v, u) for u, v in corners.tolist()):
        if joined and joined[-1][1] == v and joined[-1][0] + joined[-1][2] == u:
            left, _, width, _ = joined.pop()
            joined.append((left, v, width + TILE, TILE))
        else:
            joined.append((u, v, TILE, TILE))
    return joined


def _upload_homes(context: Context, pages: Pages) -> Texture:
    """Make the `homes` texture of `shaders/bake_smooth.frag`: which tile of the atlas each kept one is."""
    width, height = pages.seen_size
    homes = np.zeros((height // TILE, width // TILE, 2), np.int32)
    tiles = np.argwhere(pages.seen)[:, ::-1]
    column, row = (pages.kept(tiles * TILE) // TILE).T
    homes[row, column] = tiles
    return make_texture(context, (width // TILE, height // TILE), 2, "i4", homes)
