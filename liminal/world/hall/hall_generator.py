"""The generator of places made of halls: any chunk, assembled from the halls that it overlaps."""

from collections.abc import Callable, Iterator
from functools import lru_cache

import numpy as np

from liminal.world.grid import CELL, CHUNK
from liminal.world.hall.hall_block import Hall
from liminal.world.hall.wall import Square
from liminal.world.inscription import NO_INSCRIPTIONS, inscriptions_within
from liminal.world.lattice import blocks_over
from liminal.world.material import Material
from liminal.world.overlap import in_order, lamps_within, overlap
from liminal.world.prop import NO_PROPS, within
from liminal.world.window import DRY, FIXTURE, LAMP, Chunk

_HALLS = 128  # kept: 25 MB


class HallGenerator:
    """Makes chunks: a pure function of the seed, of how halls are built, and the chunk's coordinates."""

    landmarks: tuple[str, ...] = ()

    def __init__(
        self, seed: int, build: Callable[[Square], Hall], finishes: tuple[Material, Material, Material]
    ) -> None:
        """`build`: the hall of a square of the lattice. `finishes`: of floors, walls and ceilings."""
        self._seed, self._finishes = seed, finishes
        self._hall = lru_cache(maxsize=_HALLS)(build)
        self.materials = frozenset({*finishes, Material.OPAL, Material.LAMP_FRAME})

    def chunk(self, cx: int, cz: int) -> Chunk:
        """Return the chunk at (cx, cz), chunks from the origin."""
        x0, z0, shape = cx * CHUNK, cz * CHUNK, (CHUNK, CHUNK)
        solid, water = np.zeros(shape, bool), np.full(shape, DRY)
        floor, ceiling = np.zeros(shape, np.int16), np.zeros(shape, np.int16)
        lamps, props, inscriptions = [np.zeros(0, LAMP)], [NO_PROPS], [NO_INSCRIPTIONS]
        for square in blocks_over(self._seed, x0, z0, x0 + CHUNK, z0 + CHUNK):
            hall = self._hall(square)
            rows, columns = hall.shape
            target, source = overlap(x0, z0, CHUNK, CHUNK, hall.x0, hall.z0, columns, rows)
            for whole, part in ((solid, hall.solid), (floor, hall.floor), (ceiling, hall.ceiling), (water, hall.water)):
                whole[target] = part[source]
            lamps += [lamps_within(lamp, x0, z0, CHUNK, CHUNK) for lamp in hall.lamps]
            props += [within(each, x0, z0, CHUNK, CHUNK) for each in hall.props]
            inscriptions += [inscriptions_within(each, x0, z0, CHUNK, CHUNK) for each in hall.inscriptions]

        # A solid cell has its floor and its ceiling at zero.
        floors, walls, ceilings = (np.full(shape, material, np.uint8) for material in self._finishes)
        chunk = Chunk(
            x0,
            z0,
            np.where(solid, 0, floor * np.float32(CELL)).astype(np.float32),
            np.where(solid, 0, ceiling * np.float32(CELL)).astype(np.float32),
            floor_material=floors,
            wall_material=walls,
            ceiling_material=ceilings,
            lamps=in_order(np.concatenate(lamps)),
            fixtures=np.zeros(0, FIXTURE),
            props=in_order(np.concatenate(props)),
            inscriptions=in_order(np.concatenate(inscriptions)),
            water=np.where(solid, DRY, water),
        )
        for array in vars(chunk).values():
            if isinstance(array, np.ndarray):
                array.flags.writeable = False  # the cached chunk is shared
        return chunk

    def landmark_chunks(self, ring: int) -> Iterator[tuple[int, int]]:
        """Yield the chunks that may hold landmarks: there are none."""
        yield from ()
