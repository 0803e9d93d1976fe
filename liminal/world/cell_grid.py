"""The endless world: chunks on demand, and any window cut out of them."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from liminal.errors import located
from liminal.settings.preset import Preset
from liminal.world.grid import CHUNK
from liminal.world.inscription import NO_INSCRIPTIONS, inscriptions_within
from liminal.world.lamp_tint import LampTint
from liminal.world.landmark_part import landmark_parts
from liminal.world.material import Material
from liminal.world.model_instance import ModelInstance
from liminal.world.overlap import fixtures_within, in_order, lamps_within, overlap
from liminal.world.place_generator import generator_of
from liminal.world.prop import NO_PROPS, within
from liminal.world.refinish import Refinish
from liminal.world.window import DRY, FIXTURE, LAMP, Chunk, Window

WORLD_VERSION = 2  # raised by every change of the place of a seed

FARTHEST_RING = 10  # parts of the world: over 1 km, where each has one landmark
_CHUNKS = 96  # kept: 13 MB


class CellGrid:
    """The place of a seed and a preset. All results are pure functions of these two and the coordinates.

    `models`: models of people's own that stand in it, and `displaced`: the props, (n,) PROP, that are left out where
    these stand; set before any window is asked for.
    """

    def __init__(self, seed: int, preset: Preset) -> None:
        """`seed`: any whole number, of which 64 bits count."""
        self.seed = seed
        self.preset = preset
        self.models: tuple[ModelInstance, ...] = ()
        self.displaced = NO_PROPS
        self._generator = generator_of(seed, preset)
        self._refinish, self._tint = Refinish(preset.surface), LampTint(seed, preset.light)
        self.chunk = lru_cache(maxsize=_CHUNKS)(self._make_chunk)

    def _make_chunk(self, cx: int, cz: int) -> Chunk:
        with located(f"chunk {cx},{cz} of seed {self.seed}"):
            return self._tint.applied(self._refinish.applied(self._generator.chunk(cx, cz)))

    @property
    def materials(self) -> frozenset[Material]:
        """The materials that its surfaces can have."""
        return self._refinish.among(self._generator.materials)

    @property
    def landmarks(self) -> tuple[str, ...]:
        """The names of the landmarks that there can be."""
        return self._generator.landmarks

    def nearest_landmark(self, name: str) -> NDArray[np.void] | None:
        """Return the parts of the landmark of this name that is nearest to the origin: (n,) LANDMARK_PART.

        None where there is no such one within FARTHEST_RING rings of parts of the world.
        """
        for ring in range(FARTHEST_RING + 1):
            found = [landmark_parts(self.chunk(*place)) for place in self._generator.landmark_chunks(ring)]
            found = [parts[parts["landmark"] == name] for parts in found]
            near = [parts for parts in found if len(parts)]
            if near:
                return min(near, key=lambda parts: float(np.hypot(parts["x"].mean(), parts["z"].mean())))
        return None

    def window(self, x0: int, z0: int, width: int, height: int) -> Window:
        """Return the cells [x0, x0 + width) x [z0, z0 + height), with all that has its middle there."""
        window = self.without_models(x0, z0, width, height)
        if not self.models:
            return window
        models = tuple(each for each in self.models if each.reaches(x0, z0, width, height))
        return replace(window, models=models, props=window.props[~np.isin(window.props, self.displaced)])

    def without_models(self, x0: int, z0: int, width: int, height: int) -> Window:
        """Return the same cells without any models, and with all props."""
        layers = {
            name: np.zeros((height, width), np.float32 if name in ("floor", "ceiling") else np.uint8)
            for name in ("floor", "ceiling", "floor_material", "wall_material", "ceiling_material")
        }
        rows = range(z0 // CHUNK, -(-(z0 + height) // CHUNK))
        chunks = [self.chunk(cx, cz) for cz in rows for cx in range(x0 // CHUNK, -(-(x0 + width) // CHUNK))]
        for name in ("water", "tide"):
            if any((getattr(chunk, name) > DRY).any() for chunk in chunks):
                layers[name] = np.full((height, width), DRY)
        lamps, fixtures = [np.zeros(0, LAMP)], [np.zeros(0, FIXTURE)]
        props, inscriptions = [NO_PROPS], [NO_INSCRIPTIONS]
        for chunk in chunks:
            target, source = overlap(x0, z0, width, height, chunk.x0, chunk.z0, CHUNK, CHUNK)
            for name, layer in layers.items():
                layer[target] = getattr(chunk, name)[source]
            lamps.append(lamps_within(chunk.lamps, x0, z0, width, height))
            fixtures.append(fixtures_within(chunk.fixtures, x0, z0, width, height))
            props.append(within(chunk.props, x0, z0, width, height))
            inscriptions.append(inscriptions_within(chunk.inscriptions, x0, z0, width, height))
        hung, installed, placed, written = (
            in_order(np.concatenate(parts)) for parts in (lamps, fixtures, props, inscriptions)
        )
        return Window(x0, z0, **layers, lamps=hung, fixtures=installed, props=placed, inscriptions=written, models=())
