"""A hall: the cells of one block of the plan as they are being shaped."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from liminal.world.grid import CELL, TILE_X, TILE_Z
from liminal.world.hall.wall import HallWalls, Square, WallOpening
from liminal.world.inscription import INSCRIPTION
from liminal.world.lamp_kind import LampKind
from liminal.world.lattice import BlockOutline, block, blocks_over
from liminal.world.material import Material
from liminal.world.prop import PROP
from liminal.world.window import DRY, LAMP

Finishes = tuple[Material, Material, Material]  # of a hall's floor, walls and ceiling


@dataclass
class Hall:
    """Cells [z, x] of a block: its own walls along its first rows and columns, then air up to the walls of the next.

    `square`: of the lattice, whose block it fills. `floor`, `ceiling`: cells above the floor of the ways through walls.
    `water`: metres above that; `tide`: where it once stood. `taken`: cells that something stands on. `floor_material`,
    `wall_material`, `ceiling_material`: uint8, values of `Material`; a wall's face is of the cell behind it. `lamps`,
    `props`, `inscriptions`: rows of LAMP, PROP and INSCRIPTION.
    """

    square: Square
    outline: BlockOutline
    solid: NDArray[np.bool_]
    floor: NDArray[np.int16]
    ceiling: NDArray[np.int16]
    water: NDArray[np.float32]
    tide: NDArray[np.float32]
    taken: NDArray[np.bool_]
    floor_material: NDArray[np.uint8]
    wall_material: NDArray[np.uint8]
    ceiling_material: NDArray[np.uint8]
    lamps: list[NDArray[np.void]] = field(default_factory=list)
    props: list[NDArray[np.void]] = field(default_factory=list)
    inscriptions: list[NDArray[np.void]] = field(default_factory=list)

    @staticmethod
    def blank(seed: int, square: Square, ceiling: int, finishes: Finishes) -> "Hall":
        """The block of a square, all air, with a level floor. `ceiling`: its height, cells."""
        outline = block(seed, *square)
        shape = outline.z1 - outline.z0, outline.x1 - outline.x0
        return Hall(
            square,
            outline,
            np.zeros(shape, bool),
            np.zeros(shape, np.int16),
            np.full(shape, ceiling, np.int16),
            np.full(shape, DRY),
            np.full(shape, DRY),
            np.zeros(shape, bool),
            floor_material=np.full(shape, finishes[0], np.uint8),
            wall_material=np.full(shape, finishes[1], np.uint8),
            ceiling_material=np.full(shape, finishes[2], np.uint8),
        )

    @property
    def x0(self) -> int:
        """World cell of its first column."""
        return self.outline.x0

    @property
    def z0(self) -> int:
        """World cell of its first row."""
        return self.outline.z0

    @property
    def wet(self) -> NDArray[np.bool_]:
        """The cells with water on their floor."""
        under: NDArray[np.bool_] = self.water > self.floor * CELL
        return under

    @property
    def deck(self) -> NDArray[np.bool_]:
        """The cells of dry floor at height 0."""
        dry: NDArray[np.bool_] = ~self.solid & (self.floor == 0) & ~self.wet
        return dry

    def at(self, row: float, column: float) -> tuple[float, float]:
        """World x and z of a place, rows and columns from its corner, m."""
        return (self.x0 + column) * CELL, (self.z0 + row) * CELL

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        rows, columns = self.floor.shape
        return rows, columns

    def enclose(self, walls: HallWalls) -> None:
        """Build its own walls, with the ways through them. The others belong to the halls beyond."""
        thickness, outline = walls.style.thickness, self.outline
        self.solid[:, :thickness] = self.solid[:thickness] = True
        for opening in walls.at(outline.left).openings:
            self._pierce(np.s_[_within(opening, outline.z0), :thickness], opening)
        for opening in walls.at(outline.top).openings:
            self._pierce(np.s_[:thickness, _within(opening, outline.x0)], opening)

    def face_neighbours(self, finish_of: Callable[[Square], Finishes], seed: int, wall: int) -> None:
        """Finish the outer faces of its own walls, `wall` cells thick, as the walls of the halls that they face."""
        x0, z0 = self.x0, self.z0
        for square in blocks_over(seed, x0 - 1, z0, x0, z0 + self.shape[0]):
            beyond = block(seed, *square)
            facing = slice(max(beyond.z0 + wall - z0, 0), max(beyond.z1 - z0, 0))
            self.wall_material[facing, 0] = finish_of(square)[1]
        for square in blocks_over(seed, x0, z0 - 1, x0 + self.shape[1], z0):
            beyond = block(seed, *square)
            facing = slice(max(beyond.x0 + wall - x0, 0), max(beyond.x1 - x0, 0))
            self.wall_material[0, facing] = finish_of(square)[1]

    def own_ways(self, walls: HallWalls) -> Iterator[tuple[WallOpening, bool]]:
        """Yield the openings in its own walls, and whether they are in the left one: else they are in the upper."""
        for vertex, left in ((self.outline.left, True), (self.outline.top, False)):
            for opening in walls.at(vertex).openings:
                yield opening, left

    def clear_ways(self, walls: HallWalls, depth: int) -> None:
        """Take away what is built before the ways through the walls around it, `depth` cells into the hall."""
        (rows, columns), outline = self.shape, self.outline
        near, far = walls.style.thickness + depth, depth
        for vertex, begin, zone in (
            (outline.left, outline.z0, lambda way: (way, slice(0, near))),
            (outline.right, outline.z0, lambda way: (way, slice(columns - far, columns))),
            (outline.top, outline.x0, lambda way: (slice(0, near), way)),
            (outline.bottom, outline.x0, lambda way: (slice(rows - far, rows), way)),
        ):
            for opening in walls.at(vertex).openings:
                way = _within(opening, begin)
                self.solid[zone(slice(max(way.start - 1, 0), way.stop + 1 if way.stop else 0))] = False

    def rows(self) -> tuple[NDArray[np.void], NDArray[np.void], NDArray[np.void]]:
        """All its lamps, props and inscriptions, each in one array."""
        return _joined(self.lamps, LAMP), _joined(self.props, PROP), _joined(self.inscriptions, INSCRIPTION)

    def _pierce(self, hole: tuple[slice, slice], opening: WallOpening) -> None:
        self.solid[hole] = False
        self.floor[hole], self.ceiling[hole], self.water[hole] = opening.sill, opening.head, DRY

    def hang(
        self,
        area: tuple[slice, slice],
        height: float,
        kind: LampKind,
        luminance: float,
        colour: NDArray[np.floating] | tuple[float, ...] = (0.0, 0.0, 0.0),
        size: tuple[float, float] | None = None,
    ) -> None:
        """Hang a lamp over the middle of an area, its face at a height, m above the floor of the ways.

        `luminance`: cd/m2. `colour`: see LAMP. `size`: of its face along x and z, m; else a cell less than the area.
        """
        (top, bottom), (left, right) = ((each.start, each.stop) for each in area)
        row, column = self.z0 + (top + bottom) / 2, self.x0 + (left + right) / 2
        lamp = np.zeros(1, LAMP)
        lamp["x"], lamp["z"], lamp["y"] = column * CELL, row * CELL, height
        lamp["size_x"], lamp["size_z"] = size or ((right - left - 1) * CELL, (bottom - top - 1) * CELL)
        lamp["cell_x"], lamp["cell_z"] = int(np.floor(column)) - TILE_X // 2, int(np.floor(row)) - TILE_Z // 2
        lamp["luminance"], lamp["kind"], lamp["colour"] = luminance, kind, colour
        self.lamps.append(lamp)

    def fill(self, area: tuple[slice, slice], floor: int, water: float) -> None:
        """Sink an area to a floor (cells), with water up to a height (m; DRY for none), but for what is solid there."""
        air = ~self.solid[area]
        self.floor[area][air] = floor
        self.water[area][air] = water


def _joined(rows: Sequence[NDArray[np.void]], dtype: np.dtype[np.void]) -> NDArray[np.void]:
    """Several rows (1,) as one array; numpy's own way compares all fields of all of them."""
    whole = np.zeros(len(rows), dtype)
    for number, row in enumerate(rows):
        whole[number] = row[0]
    return whole


def _within(opening: WallOpening, begin: int) -> slice:
    """The cells of an opening along a wall that begins at a cell of the world."""
    return slice(max(opening.start - begin, 0), max(opening.stop - begin, 0))
