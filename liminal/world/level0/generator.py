"""The generator of Level 0: any chunk, assembled from the blocks that it overlaps."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from liminal.settings.world import WorldSettings
from liminal.world.grid import CELL, CHUNK
from liminal.world.lattice import blocks_over
from liminal.world.level0.block_builder import BuiltBlock, build
from liminal.world.level0.border import Borders
from liminal.world.level0.fixture_layout import MARGIN, place_fixtures
from liminal.world.level0.furnishing import furnish
from liminal.world.level0.landmark import edge_of, home_of, landmark_of, modules_of
from liminal.world.level0.room_number import number_rooms
from liminal.world.level0.writing import write
from liminal.world.material import Material
from liminal.world.overlap import in_order, lamps_within, overlap
from liminal.world.site import Site
from liminal.world.window import LAMP, Chunk, Heights

MATERIALS = frozenset(
    {
        Material.WALLPAPER,
        Material.CARPET,
        Material.CEILING_TILE,
        Material.SKIRTING,
        Material.DIFFUSER,
        Material.LAMP_FRAME,
        Material.PLASTIC,
        Material.GRILLE,
    }
)
_BLOCKS = 128  # blocks kept: 17 MB


class BlockGenerator:
    """Makes chunks: a pure function of the seed, the settings and the chunk's coordinates."""

    materials = MATERIALS

    def __init__(self, seed: int, settings: WorldSettings, lamp_luminance: float) -> None:
        """`lamp_luminance`: of a healthy lamp, cd/m2."""
        self._seed, self._settings, self._lamp_luminance = seed, settings, lamp_luminance
        self._borders = Borders(seed, settings)
        self._block = lru_cache(maxsize=_BLOCKS)(self._build_block)

    def chunk(self, cx: int, cz: int) -> Chunk:
        """Return the chunk at (cx, cz), chunks from the origin."""
        # Gather the blocks under the chunk, and a margin on which the fixtures depend.
        edge = MARGIN
        x0, z0, size = cx * CHUNK - edge, cz * CHUNK - edge, CHUNK + 2 * edge
        solid = np.zeros((size, size), bool)
        floor, ceiling = np.zeros((size, size), np.int16), np.zeros((size, size), np.int16)
        lamps = [np.zeros(0, LAMP)]
        for square in blocks_over(self._seed, x0, z0, x0 + size, z0 + size):
            built = self._block(square)
            rows, columns = built.solid.shape
            target, source = overlap(x0, z0, size, size, built.x0, built.z0, columns, rows)
            solid[target], floor[target], ceiling[target] = (
                built.solid[source],
                built.floor[source],
                built.ceiling[source],
            )
            lamps.append(lamps_within(built.lamps, cx * CHUNK, cz * CHUNK, CHUNK, CHUNK))
        hung = in_order(np.concatenate(lamps))
        hung["luminance"] *= np.float32(self._lamp_luminance)
        fixtures = place_fixtures(self._seed, x0, z0, solid, floor, ceiling, hung)

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
        if self._settings.things > 0 or self._settings.landmarks > 0:
            chunk = self._furnished(chunk, cx, cz)
        for array in vars(chunk).values():
            if isinstance(array, np.ndarray):
                array.flags.writeable = False  # the cached chunk is shared
        return chunk

    def _furnished(self, chunk: Chunk, cx: int, cz: int) -> Chunk:
        """The chunk with its landmark, or else with what was left there and written on its walls."""
        site, place = Site(chunk, self._settings.pit_depth), (self._seed, self._settings, cx, cz)
        props, inscriptions = landmark_of(*place, site)
        if not len(props) and not len(inscriptions):
            props, inscriptions = furnish(*place, site), write(*place, site)
        plates = number_rooms(*place, site)
        written = in_order(np.concatenate([inscriptions, plates]))
        return replace(site.chunk, props=in_order(props), inscriptions=written)

    @property
    def landmarks(self) -> tuple[str, ...]:
        """The names of its landmarks."""
        return tuple(modules_of(self._settings))

    def landmark_chunks(self, ring: int) -> Iterator[tuple[int, int]]:
        """Yield the chunks that may hold landmarks, ring by ring of parts of the world around the origin."""
        if edge_of(self._settings):
            for x in range(-ring, ring + 1):
                for z in range(-ring, ring + 1) if abs(x) == ring else {-ring, ring}:
                    yield home_of(self._seed, self._settings, (x, z))

    def _build_block(self, square: tuple[int, int]) -> BuiltBlock:
        return build(self._seed, self._settings, self._borders, square)


def _metres(cells: NDArray[np.int16], air: NDArray[np.bool_]) -> Heights:
    return np.where(air, cells * np.float32(CELL), np.float32(0)).astype(np.float32)
