"""The choice of what lays out a world: the one module that knows which places there are."""

from collections.abc import Callable, Iterator
from typing import Protocol

from liminal.settings.place import PlaceName
from liminal.settings.preset import Preset
from liminal.world.hall.hall_generator import HallGenerator
from liminal.world.level0.generator import BlockGenerator
from liminal.world.level1.warehouse import Warehouse
from liminal.world.material import Material
from liminal.world.poolrooms.pool_hall import PoolHalls
from liminal.world.window import Chunk


class PlaceGenerator(Protocol):
    """What lays out a place. All of it is a pure function of the seed and the preset that it was made with."""

    @property
    def materials(self) -> frozenset[Material]:
        """The materials that surfaces can have: only these are painted."""

    @property
    def landmarks(self) -> tuple[str, ...]:
        """The names of the landmarks that there can be."""

    def chunk(self, cx: int, cz: int) -> Chunk:
        """Return the chunk at (cx, cz), chunks from the origin; its arrays are read-only."""

    def landmark_chunks(self, ring: int) -> Iterator[tuple[int, int]]:
        """Yield the chunks that may hold landmarks, of one ring of parts of the world around the origin."""


def _level0(seed: int, preset: Preset) -> PlaceGenerator:
    return BlockGenerator(seed, preset.world, preset.light.lamp_luminance)


def _poolrooms(seed: int, preset: Preset) -> PlaceGenerator:
    return HallGenerator(seed, PoolHalls(seed, preset.poolrooms))


def _level1(seed: int, preset: Preset) -> PlaceGenerator:
    return HallGenerator(seed, Warehouse(seed, preset.level_1))


PLACES: dict[PlaceName, Callable[[int, Preset], PlaceGenerator]] = {
    "level-0": _level0,
    "poolrooms": _poolrooms,
    "level-1": _level1,
}


def generator_of(seed: int, preset: Preset) -> PlaceGenerator:
    """Return what lays out the chunks of the place of a preset."""
    return PLACES[preset.place](seed, preset)
