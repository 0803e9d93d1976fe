"""The floor plan: cells as colours, and the lines between them."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.world.cell_grid import CellGrid
from liminal.world.fixture import FixtureKind
from liminal.world.grid import CELL, CHUNK, TILE_X, TILE_Z
from liminal.world.landmark_part import LANDMARK_PART, landmark_parts
from liminal.world.prop import within
from liminal.world.walkable import occupied
from liminal.world.window import Window

Picture = NDArray[np.uint8]  # (H, W, 3), sRGB

RADIUS_LEAST = 2.0  # m
RADIUS_MOST = 1000.0  # m
PAPER = (247, 241, 226)
INK = (58, 46, 38)
LAMP_GLOW = (255, 234, 160)

_EDGE_WANTED = 1700  # pixels: a plan has at least this many along an edge, if that takes no more than 16 to a cell
_EDGE_MOST = 3400  # pixels: and at most this many; where there are more cells, several share a pixel
_RIM = 16  # cells of the window around the part drawn: a lamp or a prop that reaches in has its middle there
_INNER = np.s_[_RIM:-_RIM, _RIM:-_RIM]
_BEFORE = np.s_[_RIM - 1 : -_RIM - 1]
_FINE = 4  # pixels a cell must have before lines are drawn within it
_SOFFIT, _USUAL, _TALL = 16, 18, 24  # cells: ceilings lower than, or as high as these, are tinted


class Tone(IntEnum):
    """The kind of a cell on the plan; the value indexes `PALETTE`."""

    FLOOR = 0
    SOLID = 1
    LINTEL = 2
    LOW_WALL = 3
    SOFFIT = 4
    HIGH = 5
    TALL = 6
    RAISED = 7
    SUNKEN = 8
    PIT = 9
    LAMP = 10
    DEAD = 11
    PROP = 12


PALETTE = np.array(
    [
        (251, 247, 236),
        INK,
        (226, 208, 176),
        (181, 150, 116),
        (242, 232, 208),
        (246, 247, 236),
        (236, 242, 234),
        (248, 238, 216),
        (232, 226, 212),
        (122, 126, 134),
        (250, 212, 96),
        (198, 190, 176),
        (148, 168, 160),
    ],
    np.uint8,
)
_RISER = (176, 158, 132)
_OVERHEAD = (206, 192, 164)
_PIT_EDGE = (74, 76, 84)
_OUTLET = (186, 84, 58)
_VENT = (150, 158, 150)


@dataclass(frozen=True)
class Extent:
    """The square of cells a plan shows."""

    x0: int
    z0: int
    cells: int

    @property
    def scale(self) -> float:
        """Pixels to a cell: a whole number, or one over a whole number."""
        if self.cells > _EDGE_MOST:
            return 1 / -(-self.cells // _EDGE_MOST)
        return float(min(16, -(-_EDGE_WANTED // self.cells)))

    def share(self, x: float, z: float) -> tuple[float, float]:
        """Where a place of the world (m) lies: parts of the edge from the west, and from the north."""
        return (x / CELL - self.x0) / self.cells, (z / CELL - self.z0) / self.cells


def extent(at: tuple[float, float], radius: float, most: float = RADIUS_MOST) -> Extent:
    """Return the cells within `radius` metres of `at` (x, z, metres) along each axis.

    Raises LiminalError unless `radius` is from RADIUS_LEAST to `most`.
    """
    if not RADIUS_LEAST <= radius <= most:
        raise LiminalError(
            f"a plan of this kind cannot have a radius of {radius:g} m; allowed are {RADIUS_LEAST:g} to {most:g} m"
        )
    reach = round(radius / CELL)
    return Extent(round(at[0] / CELL) - reach, round(at[1] / CELL) - reach, 2 * reach)


def draw_cells(world: CellGrid, area: Extent) -> Picture:
    """Draw the plan of `area` without a margin, uint8 (H, W, 3)."""
    return draw_furnished(world, area)[0]


def draw_furnished(world: CellGrid, area: Extent) -> tuple[Picture, NDArray[np.void]]:
    """Draw the plan of `area` without a margin, and return the parts of landmarks there, too.

    It is drawn in strips of chunks, so that memory stays flat.
    """
    strips, parts = [], [np.zeros(0, LANDMARK_PART)]
    shrink = round(1 / area.scale) if area.scale < 1 else 1
    height = CHUNK - CHUNK % shrink
    for z0 in range(area.z0, area.z0 + area.cells, height):
        rows = min(height, area.z0 + area.cells - z0)
        # A rim all round lets lines, lamps and props agree across strips.
        window = world.window(area.x0 - _RIM, z0 - _RIM, area.cells + 2 * _RIM, rows + 2 * _RIM)
        strips.append(_shrunk(_drawn(window, max(1, round(area.scale))), shrink))
        parts.append(within(landmark_parts(window), area.x0, z0, area.cells, rows))
    return np.concatenate(strips), np.concatenate(parts)


def tones(window: Window) -> NDArray[np.uint8]:
    """Return the `Tone` of each cell of a window, uint8 (h, w), without lamps."""
    floor, ceiling = (np.rint(heights / CELL).astype(np.int16) for heights in (window.floor, window.ceiling))
    tone = np.full(floor.shape, Tone.FLOOR, np.uint8)
    tone[ceiling < _SOFFIT] = Tone.SOFFIT
    tone[ceiling > _USUAL] = Tone.HIGH
    tone[ceiling >= _TALL] = Tone.TALL
    tone[floor > 0] = Tone.RAISED
    tone[floor < 0] = Tone.SUNKEN
    tone[occupied(window)] = Tone.PROP
    tone[ceiling - floor <= 14] = Tone.LINTEL
    tone[floor > 3] = Tone.LOW_WALL
    tone[floor < -3] = Tone.PIT
    tone[~window.open] = Tone.SOLID
    return tone


def _drawn(window: Window, scale: int) -> Picture:
    """Draw a window, less its rim, at a whole number of pixels to a cell."""
    tone = tones(window)
    if scale < _FINE:
        _tint_lamps(tone, window)
    picture = PALETTE[np.repeat(np.repeat(tone[_INNER], scale, axis=0), scale, axis=1)]
    if scale >= _FINE:
        _draw_lines(picture, window, tone, scale)
        _draw_lamps(picture, window, scale)
        _draw_fixtures(picture, window, scale)
    return picture


def _shrunk(picture: Picture, times: int) -> Picture:
    """Merge squares of `times` x `times` pixels; incomplete ones at the far edges are dropped.

    The colour is halfway between a square's mean and its minimum, so that thin walls do not fade.
    """
    if times == 1:
        return picture
    rows, columns = (size // times * times for size in picture.shape[:2])
    squares = picture[:rows, :columns].reshape(rows // times, times, columns // times, times, 3)
    merged: Picture = ((squares.mean(axis=(1, 3)) + squares.min(axis=(1, 3))) / 2).round().astype(np.uint8)
    return merged


def _tint_lamps(tone: NDArray[np.uint8], window: Window) -> None:
    """Colour the inner cells of each lamp's tile."""
    height, width = tone.shape
    for dz in range(1, TILE_Z - 1):
        for dx in range(1, TILE_X - 1):
            z, x = window.lamps["cell_z"] - window.z0 + dz, window.lamps["cell_x"] - window.x0 + dx
            seen = (z >= 0) & (z < height) & (x >= 0) & (x < width) & (window.lamps["luminance"] > 0)
            tone[z[seen], x[seen]] = Tone.LAMP


def _draw_lines(picture: Picture, window: Window, tone: NDArray[np.uint8], scale: int) -> None:
    """Draw risers, edges of pits and, dashed, the edges of ceilings overhead; hatch half walls."""
    flat = (tone != Tone.SOLID) & (tone != Tone.LOW_WALL) & (tone != Tone.LINTEL)
    for axis in (0, 1):
        # Between each cell and the one before it along the axis.
        here, before = _INNER, (_BEFORE, _INNER[1]) if axis == 0 else (_INNER[0], _BEFORE)
        both = flat[here] & flat[before]
        pit = (tone[here] == Tone.PIT) != (tone[before] == Tone.PIT)
        rises = both & (window.floor[here] != window.floor[before])
        overhead = both & (window.ceiling[here] != window.ceiling[before])
        for mask, colour, length in (
            (overhead, _OVERHEAD, scale // 2),
            (rises & ~pit, _RISER, scale),
            (rises & pit, _PIT_EDGE, scale),
        ):
            _edge(picture, mask, colour, scale, axis, length)

    hatched = np.repeat(np.repeat(tone[_INNER] == Tone.LOW_WALL, scale, axis=0), scale, axis=1)
    rows, columns = np.ogrid[: picture.shape[0], : picture.shape[1]]
    phase = (window.x0 + window.z0) * scale  # the hatching goes on across strips
    picture[hatched & ((rows + columns + phase) % _FINE == 0)] = INK


def _edge(
    picture: Picture, mask: NDArray[np.bool_], colour: tuple[int, int, int], scale: int, axis: int, length: int
) -> None:
    """Draw the near edge of the masked cells, `length` pixels of it."""
    cells = picture.reshape(mask.shape[0], scale, mask.shape[1], scale, 3)
    line = cells[:, 0, :, :length] if axis == 0 else cells[:, :length, :, 0].swapaxes(1, 2)
    line[mask] = colour


def _draw_lamps(picture: Picture, window: Window, scale: int) -> None:
    """Draw each lamp as a pale rectangle a little smaller than its tile; a dead one is an outline."""
    inset = max(1, scale // 3)
    for lamp in window.lamps:
        left, top = _pixel(lamp["cell_x"] - window.x0, scale), _pixel(lamp["cell_z"] - window.z0, scale)
        box = top + inset, left + inset, top + TILE_Z * scale - inset, left + TILE_X * scale - inset
        lit = lamp["luminance"] > 0
        _fill(picture, *box, tuple(PALETTE[Tone.LAMP]) if lit else tuple(PALETTE[Tone.DEAD]))
        _fill(picture, box[0] + 1, box[1] + 1, box[2] - 1, box[3] - 1, LAMP_GLOW if lit else PAPER)


def _draw_fixtures(picture: Picture, window: Window, scale: int) -> None:
    """Draw an outlet as a dab on its wall, a vent as a small grille."""
    for fixture in window.fixtures:
        x, z = (_pixel(fixture[axis] / CELL - start, scale) for axis, start in (("x", window.x0), ("z", window.z0)))
        if fixture["kind"] == FixtureKind.OUTLET:
            half = max(1, scale // 4)
            _fill(picture, z - half, x - half, z + half, x + half, _OUTLET)
        else:
            for bar in range(-2, 3):
                _fill(picture, z + bar * scale // 2, x - scale, z + bar * scale // 2 + 1, x + scale, _VENT)


def _pixel(cells: float, scale: int) -> int:
    # The window has its rim before the picture's first cell.
    return int(np.floor((float(cells) - _RIM) * scale + 0.01))


def _fill(picture: Picture, top: int, left: int, bottom: int, right: int, colour: tuple[int, ...]) -> None:
    picture[max(0, top) : max(0, bottom), max(0, left) : max(0, right)] = colour
