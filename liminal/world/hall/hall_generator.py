"""The generator of places made of halls: any chunk, assembled from the halls that it overlaps."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from liminal.random import Stream
from liminal.world.grid import CELL, CHUNK
from liminal.world.hall.hall_block import Finishes, Hall
from liminal.world.hall.hall_landmark import Module, chunk_of, homes, set_landmark
from liminal.world.hall.wall import HallWalls, Square, WallStyle
from liminal.world.inscription import NO_INSCRIPTIONS, inscriptions_within
from liminal.world.lattice import blocks_over
from liminal.world.material import Material
from liminal.world.overlap import in_order, lamps_within, overlap
from liminal.world.prop import NO_PROPS, within
from liminal.world.window import DRY, FIXTURE, LAMP, Chunk

_HALLS = 128  # kept: 25 MB


class HallDesign(Protocol):
    """How the halls of a place are built. All of it is a pure function of a seed, its settings, and the square.

    `style`, `stream`: of the walls, and of the random numbers for them. `materials`: that its halls are
    finished in. `landmarks`: by name. `landmark_share`: of the parts of the world, those that have one, 0 to 1.
    """

    style: WallStyle
    stream: Stream
    materials: frozenset[Material]
    landmarks: Mapping[str, Module]
    landmark_share: float

    def ceiling(self, square: Square) -> int:
        """The height of the ceiling of a square's hall, cells."""

    def finishes(self, square: Square) -> Finishes:
        """The finishes of a square's hall."""

    def shape(self, hall: Hall, walls: HallWalls) -> None:
        """Build all but its walls, and hang its lamps."""

    def fit_out(self, hall: Hall, walls: HallWalls) -> None:
        """Set what stands in a hall that has its walls and its landmark."""


class HallGenerator:
    """Makes chunks: a pure function of the seed, of how halls are built, and the chunk's coordinates."""

    def __init__(self, seed: int, design: HallDesign) -> None:
        self._seed, self._design = seed, design
        self._walls = HallWalls(seed, design.stream, design.style, design.ceiling)
        self._hall = lru_cache(maxsize=_HALLS)(self._build)
        self.materials = design.materials | {Material.OPAL, Material.LAMP_FRAME}

    @property
    def landmarks(self) -> tuple[str, ...]:
        """The names of the landmarks that there can be."""
        return tuple(self._design.landmarks) if self._design.landmark_share > 0 else ()

    def _build(self, square: Square) -> tuple[Hall, NDArray[np.void], NDArray[np.void], NDArray[np.void]]:
        """Build the hall of a square: itself, its lamps, its props and its inscriptions."""
        hall = Hall.blank(self._seed, square, self._design.ceiling(square), self._design.finishes(square))
        self._design.shape(hall, self._walls)
        hall.enclose(self._walls)
        hall.face_neighbours(self._design.finishes, self._seed, self._design.style.thickness)
        set_landmark(hall, self._seed, self._design.landmarks, self._design.landmark_share)
        self._design.fit_out(hall, self._walls)
        return hall, *hall.rows()

    def chunk(self, cx: int, cz: int) -> Chunk:
        """Return the chunk at (cx, cz), chunks from the origin."""
        x0, z0, shape = cx * CHUNK, cz * CHUNK, (CHUNK, CHUNK)
        solid, (water, tide) = np.zeros(shape, bool), np.full((2, *shape), DRY)
        floor, ceiling = np.zeros(shape, np.int16), np.zeros(shape, np.int16)
        floors, walls, ceilings = np.zeros((3, *shape), np.uint8)
        lamps, props, inscriptions = [np.zeros(0, LAMP)], [NO_PROPS], [NO_INSCRIPTIONS]
        for square in blocks_over(self._seed, x0, z0, x0 + CHUNK, z0 + CHUNK):
            hall, *held = self._hall(square)
            rows, columns = hall.shape
            target, source = overlap(x0, z0, CHUNK, CHUNK, hall.x0, hall.z0, columns, rows)
            levels = (floor, hall.floor), (ceiling, hall.ceiling), (water, hall.water), (tide, hall.tide)
            finishes = (floors, hall.floor_material), (walls, hall.wall_material), (ceilings, hall.ceiling_material)
            for whole, part in ((solid, hall.solid), *levels, *finishes):
                whole[target] = part[source]
            area = x0, z0, CHUNK, CHUNK
            lamps.append(lamps_within(held[0], *area))
            props.append(within(held[1], *area))
            inscriptions.append(inscriptions_within(held[2], *area))

        # A solid cell has its floor and its ceiling at zero.
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
            tide=np.where(solid, DRY, tide),
        )
        for array in vars(chunk).values():
            if isinstance(array, np.ndarray):
                array.flags.writeable = False  # the cached chunk is shared
        return chunk

    def landmark_chunks(self, ring: int) -> Iterator[tuple[int, int]]:
        """Yield the chunks that have landmarks, of one ring of parts of the world around the origin."""
        for square in homes(self._seed, ring):
            _, _, props, _ = self._hall(square)
            marked = props[props["landmark"] != ""]
            if len(marked):
                yield chunk_of(marked)
