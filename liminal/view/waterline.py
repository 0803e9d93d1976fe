"""The waterline: the wet band of walls above water, and the meniscus, drawn over the walls as a thin film."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_dilation

from liminal.gl import GpuMesh, Program, Scope, Target, Texture, make_table
from liminal.piece.chart import WALL_NORMALS
from liminal.piece.merge import merge_lines
from liminal.piece.patch import lattice, rectangles
from liminal.piece.piece import Piece
from liminal.world.window import Window

HIGHEST = 0.16  # m: the band ends below; `common_wet.glsl` has its edge
NO_WATER = -1e4  # m: the level where there is none

VERTEX = np.dtype([("position", np.float32, 3), ("level", np.float32), ("reflectance", np.float32, 3)])


def water_levels(scope: Scope, window: Window) -> Texture:
    """The height of the water over each cell, m; far below all floors where there is none."""
    return make_table(scope, np.where(window.wet, window.water, np.float32(NO_WATER))[..., None])


class Waterline:
    """Draws the waterline of a piece that has water."""

    def __init__(
        self, scope: Scope, piece: Piece, reflectance: NDArray[np.float32], camera: type, uniforms: dict[str, Any]
    ) -> None:
        """`reflectance`: (materials, 3), of walls. `camera`: the uniform block. `uniforms`: those of the scene."""
        self.program = Program(scope, "view_waterline.vert", "view_waterline.frag", {}, [camera])
        self.program.set(**{name: value for name, value in uniforms.items() if name in self.program.names})
        corner, level, material = strips(piece.window, binary_dilation(piece.shown, np.ones((3, 3))))
        vertices = np.zeros((len(corner), 4), VERTEX)
        vertices["position"], vertices["level"] = corner, level[:, None]
        vertices["reflectance"] = reflectance[material][:, None]
        triangles = 4 * np.arange(len(corner))[:, None, None] + np.array([(0, 1, 2), (0, 2, 3)])
        self._mesh = GpuMesh(scope, self.program, vertices.reshape(-1), triangles.reshape(-1, 3))

    def draw(self, target: Target, footprint: float) -> None:
        """Draw it over a picture of the walls, with a state that blends "through". `footprint`: see `Scene.draw`."""
        self.program.set(surface_footprint=footprint)
        self._mesh.draw(target)


def strips(
    window: Window, shown: NDArray[np.bool_]
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.uint8]]:
    """The strips of walls above water over cells that are `shown`: corners (n, 4, 3), levels (n,), m, materials (n,).

    Where what stands there ends lower than the band, so does the strip.
    """
    found: list[tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.uint8]]] = []
    for side, normal in enumerate(WALL_NORMALS):
        # The wall towards a side looks back from there.
        step_x, step_z = (int(-normal[0]), int(-normal[2]))
        back = -step_z, -step_x
        top = np.roll(np.where(window.open, window.floor, np.float32(np.inf)), back, (0, 1))
        wall = np.roll(window.wall_material, back, (0, 1))
        z, x = np.nonzero(window.wet & shown & (top > window.water))
        along_z = bool(step_x)
        line, position = (x, z) if along_z else (z, x)
        order = np.lexsort((position, line))
        z, x, line, position = z[order], x[order], line[order], position[order]
        level, material = window.water[z, x], wall[z, x]
        high = np.minimum(top[z, x], level + np.float32(HIGHEST))
        first, last = merge_lines(line, position, level, high, material)
        at = line[first] + (step_x + step_z > 0)
        begin, end = lattice(position[first]), lattice(position[last] + 1)
        fixed = lattice(at)
        low_corner = (fixed, level[first], begin) if along_z else (begin, level[first], fixed)
        high_corner = (fixed, high[first], end) if along_z else (end, high[first], fixed)
        corner = rectangles(np.column_stack(low_corner), np.column_stack(high_corner), WALL_NORMALS[side])
        found.append((corner, level[first], material[first]))
    corners, levels, materials = (np.concatenate(each) for each in zip(*found, strict=True))
    return corners, levels, materials
