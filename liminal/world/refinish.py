"""Other finishes: a place laid with another floor, or with other walls and ceilings, than it is built with."""

from dataclasses import replace
from typing import Any

import numpy as np

from liminal.settings.surface import SurfaceSettings
from liminal.world.material import Material
from liminal.world.window import Chunk

# What is covered over; sills, frames and the like stay as they are.
_TILES = Material.POOL_TILE, Material.MOSAIC, Material.CREAM_TILE
FLOORS = (Material.CARPET, *_TILES, Material.CONCRETE_FLOOR)
WALLS = (Material.WALLPAPER, *_TILES, Material.CONCRETE, Material.BLOCKWORK)
CEILINGS = (Material.CEILING_TILE, *_TILES, Material.CONCRETE)


class Refinish:
    """The finishes of `[surface]` instead of a place's own."""

    def __init__(self, settings: SurfaceSettings) -> None:
        wanted = {
            "floor_material": (settings.floors, FLOORS),
            "wall_material": (settings.walls, WALLS),
            "ceiling_material": (settings.ceilings, CEILINGS),
        }
        self._layers = {
            layer: (Material[name.replace("-", "_").upper()], covered)
            for layer, (name, covered) in wanted.items()
            if name != "as-built"
        }

    def among(self, materials: frozenset[Material]) -> frozenset[Material]:
        """The materials that surfaces can have, from those that the place is built of."""
        return materials.union(material for material, _ in self._layers.values())

    def applied(self, chunk: Chunk) -> Chunk:
        """The chunk in other finishes; its arrays are read-only."""
        layers: dict[str, Any] = {}
        for layer, (material, covered) in self._layers.items():
            built = getattr(chunk, layer)
            layers[layer] = np.where(np.isin(built, covered), np.uint8(material), built)
            layers[layer].flags.writeable = False
        return replace(chunk, **layers) if layers else chunk
