"""The uniforms that all programs of a scene share."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Scope, make_texture
from liminal.light.lamp_colour import lamp_colours
from liminal.light.lightmap import Lightmap
from liminal.light.packed_list import pack_list
from liminal.piece.piece import Piece
from liminal.view.surface import Surfaces
from liminal.world.grid import CELL
from liminal.world.material import Material
from liminal.world.wear import floor_wear


def scene_uniforms(
    scope: Scope,
    piece: Piece,
    lightmap: Lightmap,
    direct: Lightmap | None,
    surfaces: Surfaces,
    lamp_colour: NDArray[np.float32],
) -> dict[str, Any]:
    """Return them by name. `direct`: of the light, what came straight from what shines, if that is told apart."""
    worn = floor_wear(piece.window)
    colours = np.vstack([lamp_colours(piece.lights, lamp_colour), np.ones((1, 3))]).astype(np.float32)
    return {
        "cell": CELL,
        "lightmap": lightmap.texture,
        "pages": lightmap.pages,
        "page_scale": 1 / np.array(lightmap.pages.size),
        "lightmap_scale": 1 / np.array(lightmap.texture.size),
        "ambient": lightmap.ambient,
        **({} if direct is None else {"direct_lightmap": direct.texture, "direct_ambient": direct.ambient}),
        "lamp_colours": pack_list(scope, colours),
        "lens_reflectance": surfaces.reflectance[Material.DIFFUSER],
        "window_from_model": np.eye(4),
        **surfaces.uniforms,
        "floor_map": make_texture(scope, worn.shape[1::-1], 2, "f1", worn, filter="linear"),
    }
