"""A site: what the layout of props asks a chunk, where there is room, and which walls, corners and lamps it has."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import label

from liminal.random import Dice
from liminal.world.grid import CELL, CHUNK, TILE_X, TILE_Z
from liminal.world.material import Material
from liminal.world.walkable import standing
from liminal.world.window import Chunk

Mask = NDArray[np.bool_]
NOOK = 4  # cells: parts that are cut off and no larger are no rooms
LIT = 4.5  # m from a lamp: further off it is dusky
SLACK = 0.04  # m: a rectangle on the lines of the cells that is larger by no more covers none beside it
RIM = 4  # cells along a chunk's edges that stay empty, so that no prop depends on the next chunk

# The four ways along the plan, (dz, dx), and the compass bearing of each, degrees.
WAYS = ((-1, 0), (0, 1), (1, 0), (0, -1))
BEARINGS = (0.0, 90.0, 180.0, 270.0)
TURNS = (2, 3, 0, 1)  # quarters by which the plan is turned so that each of them leads down its rows


@dataclass(frozen=True)
class WallStretch:
    """A stretch of even wall: the middle of its foot (x, z), floor and ceiling before it (m), its bearing (degrees)."""

    x: float
    z: float
    floor: float
    ceiling: float
    bearing: float

    def at(self, along: float, ahead: float) -> tuple[float, float]:
        """The place (x, z; m) so far to the right of its middle, as seen from in front of it, and before it, m."""
        sine, cosine = np.sin(np.radians(self.bearing)), np.cos(np.radians(self.bearing))
        return float(self.x + ahead * sine - along * cosine), float(self.z - ahead * cosine - along * sine)


class Site:
    """The cells of one chunk, with questions; places are metres in the world."""

    def __init__(self, chunk: Chunk, pit_depth: float) -> None:
        """`pit_depth`: how far down a pit goes, m."""
        self.chunk = chunk  # as it will be: `reshape` changes it
        self.pit_depth = pit_depth
        self._found = chunk
        self._taken = np.zeros(chunk.floor.shape, bool)

    @cached_property
    def level(self) -> Mask:
        """The cells that can be stood on, whose neighbours have the same floor and ceiling, off the chunk's edges."""
        chunk = self._found
        level = standing(chunk)
        for heights in (chunk.floor, chunk.ceiling):
            for axis in (0, 1):
                for step in (1, -1):
                    level = level & ((np.roll(heights, step, axis) == heights) | ~np.roll(chunk.open, step, axis))
        level[:RIM] = level[-RIM:] = level[:, :RIM] = level[:, -RIM:] = False
        return level

    @property
    def free(self) -> Mask:
        """The level cells on which nothing stands yet."""
        return self.level & ~self._taken

    def rectangle(self, dice: Dice, width: float, depth: float) -> tuple[float, float] | None:
        """The middle of a rectangle (m) of free cells of one floor and one ceiling, any of those there are."""
        columns, rows = (int(np.ceil(extent / CELL)) for extent in (width, depth))
        chunk = self.chunk
        fits = _all_of(_all_of(self.free, rows, axis=0), columns, axis=1)
        for heights in (chunk.floor, chunk.ceiling):
            corner = heights[: fits.shape[0], : fits.shape[1]]
            for dz, dx in ((rows - 1, 0), (0, columns - 1), (rows - 1, columns - 1)):
                fits &= heights[dz : dz + fits.shape[0], dx : dx + fits.shape[1]] == corner
        places = np.argwhere(fits)
        if not len(places):
            return None
        z, x = places[dice.between(0, len(places) - 1)].tolist()
        return float((chunk.x0 + x + columns / 2) * CELL), float((chunk.z0 + z + rows / 2) * CELL)

    def wall(self, dice: Dice, length: float, depth: float, behind: float = 0.0) -> WallStretch | None:
        """A stretch of even wall so long (m) with so much free level floor before it, any of those there are.

        `behind`: m of free floor that the other side has, too, as high as this one; the wall is one cell thick then.
        """
        cells, ahead, back = (int(np.ceil(extent / CELL)) for extent in (length, depth, behind))
        starts, ways = [], []
        for way, turns in enumerate(TURNS):
            free, air = np.rot90(self.free, turns), np.rot90(self.chunk.open, turns)
            floor = np.rot90(self.chunk.floor, turns)
            deep = _all_of(free, ahead, axis=0)
            foot = np.zeros(deep.shape, bool)
            foot[1:] = deep[1:] & ~air[: len(deep) - 1]
            if back:
                beyond = _all_of(free, back, axis=0)
                ceiling = np.rot90(self.chunk.ceiling, turns)
                foot[: back + 1] = False
                foot[back + 1 :] &= beyond[: len(foot) - back - 1]
                for heights in (floor, ceiling):
                    foot[2:] &= heights[2 : len(foot)] == heights[: len(foot) - 2]
            run = _all_of(foot, cells, axis=1)
            if cells > 1:
                run &= _all_of(np.diff(floor[: len(deep)], axis=1) == 0, cells - 1, axis=1)
            starts.append(np.argwhere(run))
            ways.append(np.full(len(starts[-1]), way))
        places, which = np.concatenate(starts), np.concatenate(ways)
        if not len(places):
            return None
        chosen = dice.between(0, len(places) - 1)
        way, (row, column) = int(which[chosen]), places[chosen]
        z, x = unturned(float(row), column + cells / 2, TURNS[way], CHUNK)
        inner = unturned(row + 0.5, column + cells / 2, TURNS[way], CHUNK)
        at = int(inner[0]), int(inner[1])
        return WallStretch(
            (self.chunk.x0 + x) * CELL,
            (self.chunk.z0 + z) * CELL,
            float(self.chunk.floor[at]),
            float(self.chunk.ceiling[at]),
            BEARINGS[way],
        )

    def corner(self, dice: Dice, depth: float) -> tuple[float, float, float] | None:
        """Where two walls meet inwards before a square of free floor (m): its corner x, z, and the bearing into it."""
        cells = int(np.ceil(depth / CELL))
        solid, free = ~self.chunk.open, self.free
        whole = np.zeros(free.shape, bool)  # by its first row and column: a square of free cells
        squares = _all_of(_all_of(free, cells, axis=0), cells, axis=1)
        whole[: len(squares), : squares.shape[1]] = squares
        found = []
        for dz, dx, bearing in ((-1, -1, 315.0), (-1, 1, 45.0), (1, 1, 135.0), (1, -1, 225.0)):
            # The square reaches away from the walls; the free cells keep off the chunk's edges, so nothing comes round.
            fits = np.roll(whole, ((cells - 1) * max(dz, 0), (cells - 1) * max(dx, 0)), (0, 1))
            fits = fits & np.roll(solid, -dz, 0) & np.roll(solid, -dx, 1)
            found += [(z + (dz > 0), x + (dx > 0), bearing) for z, x in np.argwhere(fits).tolist()]
        if not found:
            return None
        z, x, bearing = dice.pick(found)
        return (self.chunk.x0 + x) * CELL, (self.chunk.z0 + z) * CELL, bearing

    def corridor(self, dice: Dice, width: int, length: float, before: float) -> WallStretch | None:
        """The mouth of a corridor so wide (cells) and so long (m) between walls, and with so much room before it, m.

        The middle of its first cells; its bearing is that of the way in.
        """
        long, ahead = int(np.ceil(length / CELL)), int(np.ceil(before / CELL))
        found = []
        for way, turns in enumerate(TURNS):
            free, air = np.rot90(self.free, turns), np.rot90(self.chunk.open, turns)
            lane = _all_of(free, width, axis=1)
            walled = lane[:, 1:-1] & ~air[:, : -width - 1] & ~air[:, width + 1 :]
            approach = _all_of(lane[:, 1:-1], ahead, axis=0)
            whole = _all_of(walled, long, axis=0)
            fits = approach[: len(whole) - ahead] & whole[ahead:]
            found += [(way, row + ahead, column + 1) for row, column in np.argwhere(fits).tolist()]
        if not found:
            return None
        way, row, column = dice.pick(found)
        z, x = unturned(float(row), column + width / 2, TURNS[way], CHUNK)
        at = tuple(int(each) for each in unturned(row + 0.5, column + width / 2, TURNS[way], CHUNK))
        return WallStretch(
            (self.chunk.x0 + x) * CELL,
            (self.chunk.z0 + z) * CELL,
            float(self.chunk.floor[at]),
            float(self.chunk.ceiling[at]),
            BEARINGS[way],
        )

    def tile(self, dice: Dice) -> tuple[float, float] | None:
        """The middle of a ceiling tile without lamp or vent, with free floor under it and under all those around it."""
        around = self.free.reshape(CHUNK // TILE_Z, TILE_Z, CHUNK // TILE_X, TILE_X).all(axis=(1, 3))
        for axis in (0, 1):
            around = around & np.roll(around, 1, axis) & np.roll(around, -1, axis)
        tiles = (np.argwhere(around) + 0.5) * (TILE_Z, TILE_X)
        places = [((self.chunk.x0 + x) * CELL, (self.chunk.z0 + z) * CELL) for z, x in tiles.tolist()]
        bare = [place for place in places if self.has_bare_ceiling(*place)]
        return dice.pick(bare) if bare else None

    def has_bare_ceiling(self, x: float, z: float) -> bool:
        """Whether neither a lamp nor a vent is in the ceiling tile over a place."""
        tile = np.floor(np.array([x, z]) / CELL / (TILE_X, TILE_Z))
        for installed in (self.chunk.lamps, self.chunk.fixtures):
            places = np.stack([installed["x"], installed["z"]], -1).astype(float)
            if (np.floor(places / CELL / (TILE_X, TILE_Z)) == tile).all(1).any():
                return False
        return True

    def reshape(
        self,
        x: float,
        z: float,
        width: float,
        depth: float,
        bearing: float = 0.0,
        floor: float | None = None,
        ceiling: float | None = None,
    ) -> None:
        """Give the cells under a rectangle about a place another floor and ceiling, m; None: what they have."""
        cells = self._covered(x, z, width - SLACK, depth - SLACK, bearing)
        chunk = self.chunk
        if floor is not None:
            sill = cells & ~self._found.open
            material = np.where(sill, np.uint8(Material.SKIRTING), chunk.floor_material)
            chunk = replace(chunk, floor=np.where(cells, np.float32(floor), chunk.floor), floor_material=material)
        if ceiling is not None:
            chunk = replace(chunk, ceiling=np.where(cells, np.float32(ceiling), chunk.ceiling))
        self.chunk = chunk

    def floor_at(self, x: float, z: float) -> float:
        """The floor's height at a place, m."""
        return float(self.chunk.floor[self._cell(x, z)])

    def ceiling_at(self, x: float, z: float) -> float:
        """The ceiling's height at a place, m."""
        return float(self.chunk.ceiling[self._cell(x, z)])

    def is_lit(self, x: float, z: float) -> bool:
        """Whether a lamp of the chunk shines on a place from near by, as far as walls let it."""
        lamps = self.chunk.lamps[self.chunk.lamps["luminance"] > 0]
        near = lamps[np.hypot(lamps["x"] - x, lamps["z"] - z) < LIT]
        share = np.linspace(0, 1, 48)[:, None]
        row = np.floor((z + share * (near["z"] - z)) / CELL).astype(int) - self.chunk.z0
        column = np.floor((x + share * (near["x"] - x)) / CELL).astype(int) - self.chunk.x0
        return bool(self.chunk.open[row.clip(0, CHUNK - 1), column.clip(0, CHUNK - 1)].all(0).any())

    def take(self, x: float, z: float, width: float, depth: float, bearing: float = 0.0, clear: float = 0.0) -> None:
        """Mark the cells under a rectangle about a place as taken; `clear`: m around it."""
        self._taken |= self._covered(x, z, width + 2 * clear, depth + 2 * clear, bearing)

    def fits(self, x: float, z: float, width: float, depth: float, bearing: float = 0.0) -> bool:
        """Whether all cells under a rectangle about a place are free, and of one floor."""
        covered = self._covered(x, z, width, depth, bearing)
        if not covered.any() or not self.free[covered].all():
            return False
        floor = self.chunk.floor[covered]
        return bool(floor.min() == floor.max())

    def clear(self) -> None:
        """Take and change nothing after all."""
        self._taken[:] = False
        self.chunk = self._found

    def leaves_ways(self) -> bool:
        """Whether what was taken cuts no free cells off from others that they were joined to."""
        (regions, count), after = self._regions, standing(self._found) & ~self._taken
        pieces, number = label(after)
        joined = np.bincount((regions * (number + 1) + pieces)[after], minlength=(count + 1) * (number + 1))
        parts = joined.reshape(count + 1, number + 1)[1:, 1:] > NOOK
        return bool((parts.sum(1) <= 1).all())

    @cached_property
    def _regions(self) -> tuple[NDArray[np.int32], int]:
        """The number of the part of the free cells that each belongs to, 0 for others, and how many parts there are."""
        regions, count = label(standing(self._found))
        return regions, int(count)

    def _covered(self, x: float, z: float, width: float, depth: float, bearing: float) -> Mask:
        """The cells that a turned rectangle touches."""
        rows, columns = self.chunk.floor.shape
        dz = (np.arange(rows) + 0.5 + self.chunk.z0) * CELL - z
        dx = (np.arange(columns) + 0.5 + self.chunk.x0) * CELL - x
        angle = np.radians(bearing)
        along = np.cos(angle) * dx[None] + np.sin(angle) * dz[:, None]
        ahead = np.sin(angle) * dx[None] - np.cos(angle) * dz[:, None]
        half = CELL / 2
        covered: Mask = (abs(along) < width / 2 + half) & (abs(ahead) < depth / 2 + half)
        return covered

    def _cell(self, x: float, z: float) -> tuple[int, int]:
        return int(np.floor(z / CELL)) - self.chunk.z0, int(np.floor(x / CELL)) - self.chunk.x0


def _all_of(mask: Mask, length: int, axis: int) -> Mask:
    """Whether each so many neighbours along an axis of a plan are all set, by their first: as many entries as fit."""
    run = mask.T if axis else mask
    done = 1
    # Two runs of equal length make one of twice that.
    while done < length:
        step = min(done, length - done)
        run = run[:-step] & run[step:]
        done += step
    return run.T if axis else run


def unturned(row: float, column: float, turns: int, size: int) -> tuple[float, float]:
    """Where a place (z, x) of an array turned by so many quarters lies in the array itself, `size` cells square."""
    for _ in range(turns):
        row, column = column, size - row
    return row, column
