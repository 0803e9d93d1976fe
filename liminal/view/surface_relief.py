"""Where the light comes from that shades the relief of surfaces: the uniforms of `shaders/surface_relief.glsl`."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Scope, make_texture
from liminal.light.light_vector import LightVectors, light_vectors
from liminal.piece.piece import Piece

MOST = 6.0e4  # lux: half floats end at 65,504, and beside a lamp there is more


def light_vector_table(field: LightVectors) -> NDArray[np.float16]:
    """Return the vectors of a grid, lux, of at most `MOST` and the same direction, and whether each is known.

    Points in walls have no vector: a value read between them and others is divided by the known share. (levels, rows,
    columns, 4).
    """
    strength = np.linalg.norm(field.vector, axis=-1, keepdims=True)
    vector = field.vector * (MOST / np.maximum(strength, MOST))
    return np.concatenate([np.where(field.known[..., None], vector, 0.0), field.known[..., None]], -1).astype(
        np.float16
    )


class SurfaceRelief:
    """The light vector over a piece, uploaded. `uniforms`: of programs with the switch RELIEF."""

    def __init__(self, scope: Scope, piece: Piece) -> None:
        field = light_vectors(piece)
        levels, rows, columns = field.known.shape
        table = light_vector_table(field)
        stacked = table.reshape(levels * rows, columns, 4)
        self.uniforms: dict[str, Any] = {
            "light_vectors": make_texture(scope, (columns, levels * rows), 4, "f2", stacked, filter="linear"),
            "light_vector_corner": tuple(map(float, field.corner)),
            "light_vector_count": (float(columns), float(levels), float(rows)),
        }
