"""Light groups: the light of single lamps, bounces included, kept sparsely so that a frame can dim each by itself.

Light is linear: a surface gets a fixed part plus, for every dimmable lamp, its dimmer times its light group.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.gl import PointSprites, Program, Scope, Target, make_texture
from liminal.light.atlas import Painter
from liminal.light.block8 import SQUARE, Squares, boxes, corners
from liminal.light.packed_list import trim_long
from liminal.piece.box import in_view
from liminal.piece.page import TILE, Tile
from liminal.piece.surfel import Surfels

Light = NDArray[np.float32]  # (n, 3): linear Rec. 709, lux

SHELF = 256  # squares in a row of the picture that keeps them
STEP = 1 / 256  # dimmers change in steps of this, too small to be seen, so most frames change nothing
FEW = 4  # entries: squares with no more are all drawn as if they had so many, others as if they had 8, 16, 32 ...
_ACROSS = np.array([1, 1 << 16])  # of texels: more than an atlas is wide, so that their products are different
SLACK = 1.05  # of the picture's width and height: samples are shifted by parts of a pixel, and lenses blur

# A square of the atlas: its lower corner; where its first entry is kept, further ones being to the right of it (both
# texels); how many entries it has.
_PLACE = np.dtype([("corner", np.int32, 2), ("slot", np.int32, 2), ("entries", np.int32)])
_COPY = np.dtype([("slot", np.int32, 2), ("corner", np.int32, 2)])


@dataclass(frozen=True)
class LightGroup:
    """One lamp's light (k, 3) on those `surfels` of a list (k,) where it is worth keeping, and the squares with it."""

    surfels: NDArray[np.intp]
    sharp: Light
    smoothed: Light
    squares: Squares

    def listed(self, count: int) -> tuple[Light, Light]:
        """Its sharp and its smoothed light on all `count` surfels of the list."""
        whole = np.zeros((2, count, 3), np.float32)
        whole[0, self.surfels], whole[1, self.surfels] = self.sharp, self.smoothed
        return whole[0], whole[1]

    @property
    def tiles(self) -> set[Tile]:
        """The tiles that the squares lie in."""
        x, y = (corners(self.squares) // TILE).T
        return set(zip(x.tolist(), y.tolist(), strict=True))


@dataclass(frozen=True)
class _Batch:
    """Squares with about as many entries, and how they are drawn: on llvmpipe, counting entries costs half the time."""

    squares: slice
    program: Program
    points: PointSprites


class LightGroups:
    """All light groups of a lightmap, put together anew in its atlas whenever dimmers change."""

    def __init__(
        self,
        scope: Scope,
        painter: Painter,
        surfels: Surfels,
        density: int,
        unit: float,
        atlas: Target,
        parts: list[LightGroup],
        always: NDArray[np.int32],
    ) -> None:
        """Keep the parts of `surfels`. `atlas`: holds the fixed light, and from now on the sum of all.

        `density`, `unit`: as for `block8.boxes`. `always`: lower corners (a, 2), texels of the atlas as it is kept, of
        squares that are put together whether a picture shows them or not.
        """
        self._scope = scope
        self._atlas = atlas

        # Which parts fall on which squares: those squares that have as many stand in rows of their own.
        squares = np.unique(np.concatenate([part.squares for part in parts]))
        self._reach = np.stack([np.isin(squares, part.squares, assume_unique=True) for part in parts], 1)
        order = np.argsort(self._reach.sum(1), kind="stable")
        squares, self._reach = squares[order], self._reach[order]
        self._low, self._high = boxes(surfels, squares, density, unit)
        trim_long(scope, len(surfels))
        entries = self._reach.sum(1)
        slot, rows = _lay_out(1 + entries)

        # The first entry of each square is its fixed light; then come its parts, in their order.
        square, part = np.nonzero(self._reach)
        number = 1 + np.arange(len(square)) - np.repeat(np.cumsum(entries) - entries, entries)
        place = slot[square] + np.column_stack([number, 0 * number])
        listed = np.zeros((rows, SHELF), np.int32)
        listed[place[:, 1], place[:, 0]] = part

        # Whole squares are drawn, though the last row and column of the atlas may hold less of them.
        across, up = (-(-extent // SQUARE) * SQUARE for extent in atlas.size)
        self._whole = (0, 0, across, up)
        self._kept = Target(scope, (SHELF * SQUARE, rows * SQUARE), ["f2"])
        self._kept.clear()
        self._listed = make_texture(scope, (SHELF, rows), 1, "i4", listed[..., None])
        self._corner = corner = surfels.pages.kept(corners(squares))
        self._always = np.isin(corner @ _ACROSS, always @ _ACROSS)
        with scope.scope() as painting:
            copying = Program(painting, "bake_keep.vert", "bake_keep.frag")
            copying.set(square=SQUARE, kept_size=np.array(self._kept.size, np.float32))
            self._keep(copying, self._atlas, slot * SQUARE, corner)
            painted = Target(painting, painter.band_size, ["f2"])
            row = corners(squares)[:, 1] // TILE
            for number, one in enumerate(parts):
                own = np.flatnonzero(part == number)
                for band in painter.paint_bands(painted, *one.listed(len(surfels)), one.tiles):
                    here = own[(row[square[own]] >= band.begin) & (row[square[own]] < band.end)]
                    self._keep(copying, painted, place[here] * SQUARE, corner[square[here]] - (0, band.above))

        points = np.zeros(len(squares), _PLACE)
        points["corner"], points["slot"], points["entries"] = corner, slot * SQUARE, entries
        self._groups = [self._group(points, size, len(parts)) for size in _sizes(int(entries.max()))]

        # Nothing has been put together yet.
        self._dimmers = np.full(len(parts), np.nan, np.float32)
        self._stale = np.ones(len(squares), bool)

    def _group(self, points: NDArray[np.void], size: int, parts: int) -> "_Batch":
        """Make ready to draw those `points` that `size` entries are enough for, and half as many are not."""
        begin, end = np.searchsorted(points["entries"], (size // 2 if size > FEW else 0, size), side="right").tolist()
        program = Program(self._scope, "bake_part.vert", "bake_part.frag", {"PARTS": parts, "ENTRIES": size})
        program.set(kept=self._kept.colours[0], kept_size=np.array(self._kept.size, np.float32))
        program.set(listed=self._listed, square=SQUARE, whole=np.array(self._whole[2:], np.float32))
        return _Batch(slice(begin, end), program, PointSprites(self._scope, program, points[begin:end]))

    def _keep(self, program: Program, source: Target, slot: NDArray[np.int64], corner: NDArray[np.integer]) -> None:
        """Copy squares of a picture to their slots. `slot`, `corner`: (e, 2), lower corners there and here, texels."""
        program.set(source=source.colours[0])
        entries = np.zeros(len(slot), _COPY)
        entries["slot"], entries["corner"] = slot, corner
        points = PointSprites(self._scope, program, entries)
        points.draw(self._kept, np.arange(len(slot)), (0, 0, *self._kept.size))

    def dim(self, dimmers: NDArray[np.float32], clip: NDArray[np.floating] | None = None) -> None:
        """Put the light together for these dimmers (groups,): a pure function of them, not of earlier ones.

        `clip`: (4, 4), from window-local metres to the clip space of the picture that comes next. Then only the squares
        that it can show are put together, and those that `always` are; the rest when they are asked for.
        """
        stepped = in_steps(dimmers)
        changed = stepped != self._dimmers
        if changed.any():
            self._dimmers = stepped
            self._stale |= self._reach[:, changed].any(1)
            for group in self._groups:
                group.program.set(dimmers=stepped)
        wanted = self._stale
        if clip is not None and wanted.any():
            wanted = wanted & (self._always | in_view(self._low, self._high, clip, SLACK))
        for group in self._groups:
            group.points.draw(self._atlas, np.flatnonzero(wanted[group.squares]), self._whole)
        self._stale = self._stale & ~wanted

    def falling_on(self, corner: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Which parts fall on any of some squares: (parts,). `corner`: (k, 2), their lower corners, as it is kept."""
        parts: NDArray[np.bool_] = np.any(self._reach[np.isin(self._corner @ _ACROSS, corner @ _ACROSS)], axis=0)
        return parts

    def shows(self, changed: NDArray[np.bool_], clip: NDArray[np.floating]) -> bool:
        """Tell whether a picture can show any of the `changed` parts, bool (parts,). `clip`: as for `dim`."""
        if not changed.any():
            return False
        reached = self._reach[:, changed].any(1)
        return bool(in_view(self._low[reached], self._high[reached], clip, SLACK).any())


def in_steps(dimmers: NDArray[np.float32]) -> NDArray[np.float32]:
    """Dimmers as light groups take them: whole STEPs."""
    stepped: NDArray[np.float32] = np.round(dimmers / STEP).astype(np.float32) * np.float32(STEP)
    return stepped


def _sizes(most: int) -> list[int]:
    """The numbers of entries that squares with up to `most` are drawn with."""
    sizes = [FEW]
    while sizes[-1] < most:
        sizes.append(2 * sizes[-1])
    return sizes


def _lay_out(entries: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
    """Find room for squares with so many entries each (sorted), side by side: the first's slot (k, 2), and rows."""
    slot = np.zeros((len(entries), 2), np.int64)
    row = 0
    for count in np.unique(entries).tolist():
        alike = np.flatnonzero(entries == count)
        in_row = SHELF // count
        index = np.arange(len(alike))
        slot[alike] = np.column_stack([index % in_row * count, row + index // in_row])
        row += -(-len(alike) // in_row)
    return slot, max(1, row)
