"""The endless place: chunks on demand, and any window cut out of them."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from liminal.settings.world import LAMP_LUMINANCE, WorldSettings
from liminal.world import fixture
from liminal.world.block import Built, build
from liminal.world.border import Borders
from liminal.world.grid import CELL, CHUNK
from liminal.world.lattice import blocks_over
from liminal.world.material import Material
from liminal.world.window import FIXTURE, LAMP, Heights, Window

WORLD_VERSION = 1  # goes up whenever a seed no longer gives the same place

_CHUNKS = 96  # kept: 13 MB
_BLOCKS = 128  # kept: 17 MB

Things = NDArray[np.void]  # (n,) LAMP or FIXTURE
Chunk = Window  # a window of CHUNK x CHUNK cells whose corner lies on a multiple of CHUNK


class World:
    """The place that a seed and its settings name. Every answer is a pure function of those two and the coordinates."""

    def __init__(self, seed: int, settings: WorldSettings, lamp_luminance: float = LAMP_LUMINANCE) -> None:
        """Bind a seed (any whole number; 64 bits count), settings, and the luminance of a healthy lamp (cd/m2)."""
        self.seed = seed
        self.lamp_luminance = lamp_luminance
        self.settings = settings
        self._borders = Borders(seed, settings)
        self._block = lru_cache(maxsize=_BLOCKS)(self._build_block)
        self.chunk = lru_cache(maxsize=_CHUNKS)(self._make_chunk)

    def window(self, x0: int, z0: int, width: int, height: int) -> Window:
        """Return the cells [x0, x0 + width) x [z0, z0 + height), with the lamps and fixtures whose middle is there."""
        layers = {
            name: np.zeros((height, width), np.float32 if name in ("floor", "ceiling") else np.uint8)
            for name in ("floor", "ceiling", "floor_material", "wall_material", "ceiling_material")
        }
        lamps, fixtures = [np.zeros(0, LAMP)], [np.zeros(0, FIXTURE)]
        for cz in range(z0 // CHUNK, -(-(z0 + height) // CHUNK)):
            for cx in range(x0 // CHUNK, -(-(x0 + width) // CHUNK)):
                chunk = self.chunk(cx, cz)
                target, source = _overlap(x0, z0, width, height, chunk.x0, chunk.z0, CHUNK, CHUNK)
                for name, layer in layers.items():
                    layer[target] = getattr(chunk, name)[source]
                lamps.append(_lamps_within(chunk.lamps, x0, z0, width, height))
                fixtures.append(_fixtures_within(chunk.fixtures, x0, z0, width, height))
        return Window(
            x0, z0, **layers, lamps=_sorted(np.concatenate(lamps)), fixtures=_sorted(np.concatenate(fixtures))
        )

    def _build_block(self, square: tuple[int, int]) -> Built:
        return build(self.seed, self.settings, self._borders, square)

    def _make_chunk(self, cx: int, cz: int) -> Chunk:
        # Gather the blocks under the chunk, and a margin that the fixtures look at.
        edge = fixture.MARGIN
        x0, z0, size = cx * CHUNK - edge, cz * CHUNK - edge, CHUNK + 2 * edge
        solid = np.zeros((size, size), bool)
        floor, ceiling = np.zeros((size, size), np.int16), np.zeros((size, size), np.int16)
        lamps = [np.zeros(0, LAMP)]
        for square in blocks_over(self.seed, x0, z0, x0 + size, z0 + size):
            built = self._block(square)
            rows, columns = built.solid.shape
            target, source = _overlap(x0, z0, size, size, built.x0, built.z0, columns, rows)
            solid[target], floor[target], ceiling[target] = (
                built.solid[source],
                built.floor[source],
                built.ceiling[source],
            )
            lamps.append(_lamps_within(built.lamps, cx * CHUNK, cz * CHUNK, CHUNK, CHUNK))
        hung = _sorted(np.concatenate(lamps))
        hung["luminance"] *= np.float32(self.lamp_luminance)
        fixtures = fixture.place_fixtures(self.seed, x0, z0, solid, floor, ceiling, hung)

        # A solid cell has its floor and its ceiling at zero.
        inner = np.s_[edge:-edge, edge:-edge]
        air = ~solid[inner]
        half_wall = floor[inner] > 3
        chunk = Chunk(
            cx * CHUNK,
            cz * CHUNK,
            _metres(floor[inner], air),
            _metres(ceiling[inner], air),
            floor_material=np.where(half_wall, Material.SKIRTING, Material.CARPET).astype(np.uint8),
            wall_material=np.full((CHUNK, CHUNK), Material.WALLPAPER, np.uint8),
            ceiling_material=np.full((CHUNK, CHUNK), Material.CEILING_TILE, np.uint8),
            lamps=hung,
            fixtures=fixtures,
        )
        for array in vars(chunk).values():
            if isinstance(array, np.ndarray):
                array.flags.writeable = False  # the cache hands the same chunk to everyone
        return chunk


def _metres(cells: NDArray[np.int16], air: NDArray[np.bool_]) -> Heights:
    return np.where(air, cells * np.float32(CELL), np.float32(0)).astype(np.float32)


def _overlap(
    x0: int, z0: int, width: int, height: int, other_x0: int, other_z0: int, other_width: int, other_height: int
) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Return the common cells of two rectangles, as slices [z, x] of the one and of the other."""
    left, right = max(x0, other_x0), min(x0 + width, other_x0 + other_width)
    top, bottom = max(z0, other_z0), min(z0 + height, other_z0 + other_height)
    return (
        (slice(top - z0, bottom - z0), slice(left - x0, right - x0)),
        (slice(top - other_z0, bottom - other_z0), slice(left - other_x0, right - other_x0)),
    )


def _lamps_within(lamps: Things, x0: int, z0: int, width: int, height: int) -> Things:
    x, z = lamps["cell_x"] + 2, lamps["cell_z"] + 4
    return lamps[(x >= x0) & (x < x0 + width) & (z >= z0) & (z < z0 + height)]


def _fixtures_within(fixtures: Things, x0: int, z0: int, width: int, height: int) -> Things:
    # A fixture on a wall belongs to the free cell before it.
    step = np.array([0.5, -0.5, 0, 0, 0]), np.array([0, 0, 0.5, -0.5, 0])
    x = np.floor(fixtures["x"] / CELL + step[0][fixtures["facing"]])
    z = np.floor(fixtures["z"] / CELL + step[1][fixtures["facing"]])
    inside: Things = fixtures[(x >= x0) & (x < x0 + width) & (z >= z0) & (z < z0 + height)]
    return inside


def _sorted(things: Things) -> Things:
    ordered: Things = things[np.lexsort((things["x"], things["z"]))]
    return ordered
