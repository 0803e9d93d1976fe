"""What rays from pictures read where they land: the uniforms of `shaders/common_radiance.glsl`."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Scope, make_table
from liminal.light import occluder_textures
from liminal.light.packed_list import pack_list
from liminal.piece.piece import Piece
from liminal.world.grid import CELL
from liminal.world.lamp_kind import LampKind
from liminal.world.window import Window


class Mirror:
    """Tables of a piece by which a ray's hit is turned into light. `switches`: of programs that follow rays."""

    def __init__(self, scope: Scope, piece: Piece) -> None:
        occluder = occluder_textures.upload(scope, piece.occluder)
        window, charts = piece.window, piece.charts
        self.switches = occluder.switches
        self.uniforms: dict[str, Any] = {
            **occluder.uniforms,
            "columns": make_table(scope, charts.column, "i4"),
            "cell_materials": make_table(scope, _materials(window), "i4"),
            "world_corner": (window.x0, window.z0),
            "density": float(charts.density),
            "plan_size": tuple(float(extent) for extent in charts.plan_size),
        }
        if piece.standing is not None and self.switches:
            point = piece.standing.of_points(piece.occluder.face_points)
            surface = piece.standing.surface[point].astype(np.float32)
            places = np.column_stack([piece.standing.light_place(point), surface])
            self.uniforms["point_places"] = pack_list(scope, places.astype(np.float32))
            self.uniforms["point_colours"] = pack_list(scope, piece.standing.reflectance[point].astype(np.float32))


def _materials(window: Window) -> NDArray[np.int32]:
    """Of each cell the materials of floor, wall and ceiling, and the number + 1 of the lamp in its ceiling or 0."""
    layers = np.zeros((*window.floor.shape, 4), np.int32)
    for number, layer in enumerate((window.floor_material, window.wall_material, window.ceiling_material)):
        layers[..., number] = layer
    for number, lamp in enumerate(window.lamps):
        if lamp["kind"] == LampKind.STRIP:
            continue
        low, high = (
            np.rint((np.array([lamp["z"], lamp["x"]]) - window.origin[::-1] + side * half) / CELL).astype(int)
            for side in (-0.5, 0.5)
            for half in [np.array([lamp["size_z"], lamp["size_x"]])]
        )
        layers[max(low[0], 0) : max(high[0], 0), max(low[1], 0) : max(high[1], 0), 3] = number + 1
    return layers
