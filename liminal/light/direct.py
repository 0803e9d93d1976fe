"""Light straight from the lamps."""

import numpy as np
from numpy.typing import NDArray

from liminal.gl import FullScreen, Scope, Target, make_table
from liminal.light import lampset
from liminal.light.occluder_textures import OccluderTextures
from liminal.light.packed_list import packed_size, unpack_list
from liminal.light.shader import bake_shader
from liminal.light.still_water import StillWater, switches_of
from liminal.light.surfel_textures import upload_rows
from liminal.piece.occluder import Occluder
from liminal.piece.surfel import RAY_START, fold_squares

WORLD = 1 << 20  # cells: the period in the world after which samples repeat
DEEPEST = 4096  # cells: all surfaces are higher than this below the world's zero
PAIRS_AT_ONCE = 1 << 20  # clusters and lamps that are sorted at a time: some 25 MB


class DirectLight:
    """Finds the direct irradiance of surfels, lux."""

    def __init__(
        self,
        scope: Scope,
        occluder: Occluder,
        textures: OccluderTextures,
        corner: tuple[int, int],
        water: StillWater | None = None,
    ) -> None:
        """`textures`: those of the occluder. `corner`: cells (x, z), where its window begins in the world."""
        self._scope = scope
        self._shape, self._unit = occluder.floor.shape, occluder.unit
        self._occluder = occluder
        changes = _changes(occluder)
        self._changes = make_table(scope, changes[..., None], "i4")
        x, z = (each % WORLD for each in corner)
        self._shaders = {}
        for beside, some in textures.by_nearness.items():
            self._shaders[beside] = shader = bake_shader(scope, "direct", {**some.switches, **switches_of(water)})
            shader.program.set(**some.uniforms, changes=self._changes, corner=(x, DEEPEST, z))
            if water is not None:
                shader.program.set(**water.uniforms)

    def irradiance(
        self, packed: NDArray[np.float32], lamps: NDArray[np.void], near_radius: float, far_samples: int
    ) -> NDArray[np.float32]:
        """Find the irradiance from near lamps and from far ones: float32 (n, 2), lux.

        `packed`: (n, 8), rows as `surfel_textures.packed` makes them. `lamps`: (m,) AREA_LIGHT. `near_radius`: metres,
        up to which lamps are taken one by one; `far_samples`: shadow rays to all others together.
        """
        found = np.zeros((len(packed), 2), np.float32)
        beside = self._occluder.beside_boxes(packed[:, :3] + np.float32(RAY_START) * packed[:, 4:7])
        for those, shader in self._shaders.items():
            some = np.flatnonzero(beside == those)
            for band in self._bands(packed[some], len(lamps)) if len(some) else ():
                here = some[band]
                found[here] = self._irradiance(shader, packed[here], lamps, near_radius / self._unit, far_samples)
        return found

    def _bands(self, packed: NDArray[np.float32], lamps: int) -> list[NDArray[np.intp]]:
        """Split surfels into bands along z, in case of many lamps: lists of which lamps are near stay short.

        In each they keep their order, in which those that cast rays together are neighbours.
        """
        clusters = int(np.prod(self._shape)) // lampset.FAR_CLUSTER**2
        bands = 1 + clusters * lamps // PAIRS_AT_ONCE
        if bands == 1:
            return [np.arange(len(packed))]
        rank = fold_squares(np.arange(len(packed)))
        along = np.array_split(np.argsort(packed[:, 2], kind="stable"), bands)
        return [fold_squares(band[np.argsort(rank[band])]) for band in along]

    def _irradiance(
        self,
        shader: FullScreen,
        packed: NDArray[np.float32],
        lamps: NDArray[np.void],
        near_radius: float,
        far_samples: int,
    ) -> NDArray[np.float32]:
        used = np.zeros(self._shape, bool)
        # A wall's surfels stand on the border of two cells, and in the one that they look into.
        above = packed[:, [2, 0]] + np.float32(RAY_START) * packed[:, [6, 4]]
        inside = np.clip(above.astype(np.intp), 0, np.array(used.shape) - 1)
        used[inside[:, 0], inside[:, 1]] = True
        sorted_lamps = lampset.upload(self._scope, lamps, used, near_radius)
        surfels, normals = upload_rows(self._scope, packed)
        target = Target(self._scope, packed_size(len(packed)), ["f4"], channels=2)
        shader.program.set(surfels=surfels, normals=normals, **vars(sorted_lamps))
        shader.draw(target, near_radius=near_radius, far_samples=far_samples)
        irradiance: NDArray[np.float32] = unpack_list(target.read(), len(packed))
        return irradiance


def _changes(occluder: Occluder) -> NDArray[np.int32]:
    """Count the corners of cells at which a ray may meet something, from the window's lowest corner up to each.

    int32 (h + 1, w + 1), each corner counted with all that lie before it along both axes. Rays between two cells meet
    nothing where there is none inside the rectangle of cells that both lie in: heights are the same all over it.
    """
    occupied = occluder.free < 0
    differs = np.ones(np.add(occluder.floor.shape, 1), bool)
    inner = differs[1:-1, 1:-1]
    inner[:] = False
    for values in (occluder.floor, occluder.ceiling):
        first = values[1:, 1:]
        for other in (values[1:, :-1], values[:-1, 1:], values[:-1, :-1]):
            inner |= first != other
    for each in (occupied[1:, 1:], occupied[1:, :-1], occupied[:-1, 1:], occupied[:-1, :-1]):
        inner |= each
    return differs.cumsum(0, np.int32).cumsum(1, np.int32)
