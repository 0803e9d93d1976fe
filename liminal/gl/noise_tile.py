"""The noise tile: normal deviates in a packed texture, which shaders read from another place for each field."""

import numpy as np
from numpy.typing import NDArray

from liminal.gl.packing import TEXEL, pack
from liminal.gl.scope import Scope
from liminal.gl.texture import Texture, make_texture
from liminal.random import normals

TILE = 128, 1024  # texels, rows: powers of two, so that shaders wrap by a mask; larger than a frame
LIMIT = 4.0  # standard deviations at which deviates are clipped


def tile_deviates(*key: int) -> NDArray[np.float64]:
    """The tile's deviates of standard deviation 1, clipped at LIMIT: (1024, 1024)."""
    width, height = TILE
    number = np.arange(width * height * TEXEL, dtype=np.int64).reshape(height, -1)
    return normals(number, *key).clip(-LIMIT, LIMIT)


def make_noise_tile(scope: Scope, deviates: NDArray[np.float64]) -> Texture:
    """Upload a tile of deviates (1024, 1024)."""
    return make_texture(scope, TILE, 4, "i4", pack(deviates))


def tile_place(word: int) -> tuple[int, int]:
    """The place in the tile, texel and row, that a hash of 32 bits stands for."""
    return word % TILE[0], (word >> 8) % TILE[1]
