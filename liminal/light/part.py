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

SHELF = 64  # tiles in a row of the picture that keeps the parts
STEP = 1 / 256  # dimmers change in steps of this: nobody sees less, and most frames change nothing

# A corner of a tile: where it is, and the tile's lower corner (texels of the atlas); which entries belong to the tile.
_CORNER = np.dtype([("corner", np.float32, 2), ("low", np.int32, 2), ("entries", np.int32, 2)])


@dataclass(frozen=True)
class Part:
    """One lamp's light on the texels of a list, zero where it is not worth keeping, and the tiles that hold it."""

    crisp: Light
    soft: Light
    tiles: set[Tile]


def tiles_touched(texels: Texels, kept: NDArray[np.bool_], seen: set[Tile]) -> set[Tile]:
    """The `seen` tiles with any atlas texel that the `kept` (bool (n,)) texels stand for."""
    u, v, reach = texels.u[kept], texels.v[kept], texels.stride[kept].astype(np.int32) - 1
    rows, columns = (-(-extent // TILE) + 1 for extent in texels.place.shape)
    touched = np.zeros((rows, columns), bool)
    for left in (u - reach, u + reach):
        for low in (v - reach, v + reach):
            touched[low.clip(0) // TILE, left.clip(0) // TILE] = True
    y, x = np.nonzero(touched)
    return set(zip(x.tolist(), y.tolist(), strict=True)) & seen


class Parts:
    """All parts of a lightmap, and the atlas in which they are put together anew whenever dimmers change."""

    def __init__(self, context: Context, painter: Painter, fixed: Target, parts: list[Part]) -> None:
        self._context = context
        self.fixed = fixed
        self.live = Target(context, fixed.size, ["f2"])
        self._dimmers = np.full(len(parts), np.nan, np.float32)

        # Every tile of every part has a slot; a tile of the atlas knows which slots fall on it.
        kept = [(tile, number) for number, part in enumerate(parts) for tile in sorted(part.tiles)]
        order = sorted(range(len(kept)), key=lambda slot: (kept[slot][0], slot))
        self._kept = Target(context, (SHELF * TILE, max(1, -(-len(kept) // SHELF)) * TILE), ["f2"])
        self._keep(painter, parts)
        self._entries = fold(
            context, np.array([(slot, kept[slot][1]) for slot in order], np.int32).reshape(-1, 2), "i4"
        )

        self._program = Program(context, "bake_part.vert", "bake_part.frag")
        self._program.set(atlas_size=np.array(fixed.size, np.float32), fixed_light=fixed.colours[0])
        self._program.set(parts=self._kept.colours[0], entry_list=self._entries, tile=TILE, shelf=SHELF)
        self._tiles = Mesh(context, self._program, *_quads([kept[slot][0] for slot in order], fixed.size))

    def _keep(self, painter: Painter, parts: list[Part]) -> None:
        """Paint each part and copy its tiles to their slots; then begin with the fixed light alone."""
        copy = FullScreen(self._context, "bake_copy.frag")
        slot = 0
        for part in parts:
            painter.paint(self.live, part.crisp, part.soft, part.tiles)
            for x, y in sorted(part.tiles):
                place = (slot % SHELF * TILE, slot // SHELF * TILE)
                shift = (x * TILE - place[0], y * TILE - place[1])
                copy.draw(self._kept, viewport=(*place, TILE, TILE), source=self.live.colours[0], shift=shift)
                slot += 1
        copy.draw(self.live, source=self.fixed.colours[0], shift=(0, 0))
        copy.release()

    def dim(self, dimmers: NDArray[np.float32]) -> None:
        """Put the light together for these dimmers (parts,): a pure function of them, whatever came before."""
        stepped = np.round(dimmers / STEP).astype(np.float32) * np.float32(STEP)
        if np.array_equal(stepped, self._dimmers):
            return
        self._dimmers = stepped
        folded = fold(self._context, stepped[:, None])
        self._program.set(dimmers=folded)
        self._tiles.draw(self.live)
        folded.release()

    def release(self) -> None:
        """Free everything but the fixed part, which is its owner's."""
        for used in (self.live, self._kept, self._entries, self._tiles, self._program):
            used.release()


def _quads(tiles: list[Tile], size: tuple[int, int]) -> tuple[NDArray[np.void], NDArray[np.uint32]]:
    """Two triangles for each different one of the sorted `tiles`; its entries are where it stands among them."""
    different, first, count = np.unique(
        np.array(tiles, np.int64).reshape(-1, 2), axis=0, return_index=True, return_counts=True
    )
    low, high = different * TILE, np.minimum((different + 1) * TILE, size)
    corner = np.zeros((len(different), 4), _CORNER)
    corner["corner"] = np.stack(
        [low, np.stack([high[:, 0], low[:, 1]], 1), high, np.stack([low[:, 0], high[:, 1]], 1)], 1
    )
    corner["low"] = low[:, None]
    corner["entries"] = np.stack([first, count], 1)[:, None]
    triangles = 4 * np.arange(len(different))[:, None, None] + np.array([[0, 1, 2], [0, 2, 3]])
    return corner.reshape(-1), triangles.reshape(-1, 3).astype(np.uint32)
