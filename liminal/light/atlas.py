"""Painting light into the atlas: from surfels to all the texels that they stand for, smoothed."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.gl import FullScreen, Scope, Target, Texture, make_texture
from liminal.light.packed_list import pack_list, packed_size
from liminal.light.page_table import upload_pages
from liminal.light.shader import bake_shader
from liminal.light.surfel_textures import upload_places
from liminal.piece.page import SHELF, TILE, Pages, Tile
from liminal.piece.surfel import Surfels

Light = NDArray[np.float32]  # (n, 3): linear Rec. 709, lux
Shares = tuple[int, int]  # how often sharp light counts, and light to be smoothed

BAND = 12 * TILE  # texels: the pictures that light is painted in are as high, or a little more


@dataclass(frozen=True)
class Band:
    """Rows of tiles of the atlas that are painted together: `begin` up to `end`; and where they are kept.

    `above`: the first row of texels in which anything is kept that lies in them or beside them. `height`: texels.
    """

    begin: int
    end: int
    above: int
    height: int


class Painter:
    """Paints the light of surfels into pictures of its `size`: tiles of the atlas with anything `seen`.

    It works in three pictures as high as a few rows of tiles, and two lists of light, which it keeps as long as it
    lives.
    """

    def __init__(self, scope: Scope, surfels: Surfels) -> None:
        self._scope = scope
        self._pages = surfels.pages
        self.seen = _tiles(surfels.pages.held)
        self.size = surfels.pages.size
        self._unfold = bake_shader(scope, "unfold")
        self._smooth = bake_shader(scope, "smooth")
        self._sum = bake_shader(scope, "sum")
        self._bands = _bands(surfels.pages)
        self.band_size = (self.size[0], max(band.height for band in self._bands))
        self._raw, self._between, self._filtered = (Target(scope, self.band_size, ["f2"]) for _ in range(3))
        self._sharp, self._blurred = (make_texture(scope, packed_size(len(surfels)), 3) for _ in range(2))
        homes = _upload_homes(scope, surfels.pages, surfels.places.pages)
        places = upload_places(scope, surfels.places)
        for shader in (self._unfold, self._smooth, self._sum):
            shader.program.set(places=places, homes=homes)
        surface = pack_list(scope, surfels.surface[:, None], "f2")
        self._unfold.program.set(surface=surface, sharp=self._sharp, blurred=self._blurred)
        self._smooth.program.set(pages=upload_pages(scope, surfels.pages))
        self._sum.program.set(sharp=self._raw.colours[0], smoothed=self._filtered.colours[0])
        for target in (self._raw, self._between, self._filtered):
            target.clear()

        # Tiles with texels that have light of their own, and with others that share it.
        own = surfels.stride == 1
        self._fine, self._coarse = (_with(surfels, surfels.seen & those) for those in (own, ~own))

    def paint(self, target: Target, sharp: Light, smoothed: Light) -> None:
        """Paint all tiles of `target`: `smoothed` (n, 3) filtered along surfaces, `sharp` (n, 3) only where coarse."""
        self._list(sharp, smoothed)
        for band in self._bands:
            self._painted(target, self.seen, band)

    def paint_bands(self, target: Target, sharp: Light, smoothed: Light, tiles: set[Tile]) -> Iterator[Band]:
        """Paint some tiles in the same way, band by band, into a target of `band_size` that begins `above` rows up.

        Yields each band with any of the tiles when it is painted; the next one takes its place.
        """
        self._list(sharp, smoothed)
        for band in self._bands:
            here = {(x, y) for x, y in tiles if band.begin <= y < band.end}
            if here:
                target.clear()
                self._painted(target, here, band, band.above)
                yield band

    def _list(self, sharp: Light, smoothed: Light) -> None:
        """Take light from now on: (n, 3) each."""
        for texture, light in ((self._sharp, sharp), (self._blurred, smoothed)):
            rows = np.zeros(texture.shape, np.float32)
            rows.reshape(-1, 3)[: len(light)] = light
            texture.write(rows)

    def _painted(self, target: Target, tiles: set[Tile], band: Band, above: int = 0) -> None:
        """Paint those of the tiles that are in a band; `target` begins `above` rows up."""
        here = {(x, y) for x, y in tiles if band.begin <= y < band.end}
        self._smoothed(target, (1, 1), here & self._coarse, band, above)
        fine = here & self._fine
        self._smoothed(self._filtered, (0, 1), fine, band, band.above)
        self._unfolded((1, 0), fine, band)
        self._sum.program.set(above=band.above, drawn_above=above)
        self._draw(self._sum, target, fine, above)

    def _smoothed(self, target: Target, shares: Shares, tiles: set[Tile], band: Band, above: int = 0) -> None:
        """Paint light on tiles of a band, smoothed along surfaces; `target` begins `above` rows up."""
        around = {(x + i, y + j) for x, y in tiles for i in (-1, 0, 1) for j in (-1, 0, 1)} & self.seen
        self._unfolded(shares, around, band)
        self._smooth.program.set(light=self._raw.colours[0], axis=(1, 0), above=band.above, drawn_above=band.above)
        rows = {(x, y + j) for x, y in tiles for j in (-1, 0, 1)} & self.seen
        self._draw(self._smooth, self._between, rows, band.above)
        self._smooth.program.set(light=self._between.colours[0], axis=(0, 1), drawn_above=above)
        self._draw(self._smooth, target, tiles, above)

    def _unfolded(self, shares: Shares, tiles: set[Tile], band: Band) -> None:
        """Paint light on tiles of a band as it is."""
        self._unfold.program.set(shares=shares, drawn_above=band.above)
        self._draw(self._unfold, self._raw, tiles, band.above)

    def _draw(self, shader: FullScreen, target: Target, tiles: set[Tile], above: int = 0) -> None:
        for u, v, width, height in spans(self._pages.kept(np.array(sorted(tiles), np.int32).reshape(-1, 2) * TILE)):
            shader.draw(target, viewport=(u, v - above, width, height))


def _tiles(marked: NDArray[np.bool_]) -> set[Tile]:
    """The tiles that are marked: bool (rows, columns)."""
    return {(x, y) for y, x in np.argwhere(marked).tolist()}


def _with(surfels: Surfels, those: NDArray[np.bool_]) -> set[Tile]:
    """The tiles that hold any of `those` surfels (n,)."""
    marked = np.zeros_like(surfels.pages.held)
    marked[surfels.v[those] // TILE, surfels.u[those] // TILE] = True
    return _tiles(marked)


def _bands(pages: Pages) -> list[Band]:
    """Cut the atlas into bands, each of one row of tiles or as many as are kept, with their neighbours, in BAND."""
    # Tiles are kept in the atlas' own order, behind an empty one.
    after = 1 + np.cumsum(np.concatenate([[0, 0], pages.held.sum(1), [0]]))

    def band(begin: int, end: int) -> Band:
        first, last = int(after[begin]) // SHELF, (int(after[end + 2]) - 1) // SHELF
        return Band(begin, end, first * TILE, (last + 1 - first) * TILE)

    found: list[Band] = []
    for row in range(len(pages.held)):
        wider = band(found[-1].begin, row + 1) if found else band(row, row + 1)
        if found and wider.height <= BAND:
            found.pop()
        found.append(wider if not found or wider.height <= BAND else band(row, row + 1))
    return found


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


def _upload_homes(scope: Scope, pages: Pages, places: Pages) -> Texture:
    """Make the `homes` texture of `shaders/bake_home.glsl`: which tile of the atlas each kept one is."""
    width, height = pages.size
    homes = np.zeros((height // TILE, width // TILE, 4), np.int32)
    tiles = np.argwhere(pages.held)[:, ::-1]
    column, row = (pages.kept(tiles * TILE) // TILE).T
    homes[row, column, 0] = tiles[:, 0] | tiles[:, 1] << 16
    homes[row, column, 1:3] = places.kept(tiles * TILE)
    homes[row, column, 3] = places.fold[tiles[:, 1], tiles[:, 0]]
    return make_texture(scope, (width // TILE, height // TILE), 4, "i4", homes)
