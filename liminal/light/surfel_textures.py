"""Surfels as the baking shaders hold them (`shaders/bake_surfel.glsl`)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.gl import Scope, Texture, make_texture
from liminal.light.packed_list import pack_list
from liminal.piece.place_map import PlaceMap
from liminal.piece.surfel import Surfels

PHASE_BITS = 4  # of a surfel's code; log2 of its stride stands above them


@dataclass(frozen=True)
class SurfelTextures:
    """`surfels`, `normals`: the list."""

    surfels: Texture
    normals: Texture


def packed(surfels: Surfels) -> NDArray[np.float32]:
    """The rows that `upload_rows` takes: float32 (n, 8); position and code, normal and number of the surface."""
    rows = np.empty((len(surfels), 8), np.float32)
    rows[:, :3] = surfels.position
    stride = np.log2(surfels.stride).astype(np.int16)
    rows[:, 3] = surfels.phase + (stride << PHASE_BITS)
    rows[:, 4:7] = surfels.normal
    rows[:, 7] = surfels.surface
    return rows


def upload_rows(scope: Scope, rows: NDArray[np.float32]) -> tuple[Texture, Texture]:
    """Make the textures `surfels` and `normals` of rows (n, 8) as `packed` makes them."""
    return pack_list(scope, rows[:, :4]), pack_list(scope, rows[:, 4:], "f2")


def upload(scope: Scope, surfels: Surfels) -> SurfelTextures:
    """Upload surfels. Raises LiminalError when their light is too high for the driver."""
    check_size(scope, surfels.pages.size)
    return SurfelTextures(*upload_rows(scope, packed(surfels)))


def upload_places(scope: Scope, places: PlaceMap) -> Texture:
    """Make the texture `places`: per kept texel of the place map, which surfel stands there.

    Raises LiminalError when that is too high for the driver.
    """
    check_size(scope, places.pages.size)
    return make_texture(scope, places.pages.size, 1, "i4", places.code[..., None])


def check_size(scope: Scope, size: tuple[int, int]) -> None:
    """Make sure that the driver holds textures of a width and a height, texels. Raises LiminalError."""
    width, height = size
    if height > scope.context.info.max_texture_size:
        raise LiminalError(
            f"what is in view needs light of {width * height:,} texels, and this OpenGL driver holds "
            f"{width * scope.context.info.max_texture_size:,}; choose a smaller view.reach or light.density"
        )
