"""The occluder as the shaders read it (`shaders/common_ray.glsl`)."""

import numpy as np

from liminal.gl import Context, Texture, make_texture
from liminal.piece.occluder import Occluder


def upload(context: Context, occluder: Occluder) -> Texture:
    """Make the `cells` texture: floor, ceiling (in cells), reach, 0."""
    rows, columns = occluder.floor.shape
    cells = np.zeros((rows, columns, 4), np.float32)
    cells[..., 0] = occluder.floor
    cells[..., 1] = occluder.ceiling
    cells[..., 2] = occluder.reach
    return make_texture(context, (columns, rows), 4, "f4", cells)
