"""Where the light comes from that shades the relief of surfaces: the uniforms of `shaders/surface_relief.glsl`."""

from typing import Any

import numpy as np

from liminal.gl import Scope, make_texture
from liminal.light.light_vector import light_vectors
from liminal.piece.piece import Piece


class SurfaceRelief:
    """The light vector over a piece, uploaded. `uniforms`: of programs with the switch RELIEF."""

    def __init__(self, scope: Scope, piece: Piece) -> None:
        field = light_vectors(piece)
        levels, rows, columns = field.known.shape
        # Points in walls know nothing: what is read between them and others is divided by the share that is known.
        table = np.zeros((levels, rows, columns, 4), np.float16)
        table[..., :3], table[..., 3] = np.where(field.known[..., None], field.vector, 0.0), field.known
        stacked = table.reshape(levels * rows, columns, 4)
        self.uniforms: dict[str, Any] = {
            "light_vectors": make_texture(scope, (columns, levels * rows), 4, "f2", stacked, filter="linear"),
            "light_vector_corner": tuple(map(float, field.corner)),
            "light_vector_count": (float(columns), float(levels), float(rows)),
        }
