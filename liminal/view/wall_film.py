"""Films on walls: strips that multiply the light of what is drawn behind them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import GpuMesh, Program, Scope, Target
from liminal.piece.chart import WALL_NORMALS
from liminal.piece.merge import merge_lines
from liminal.piece.patch import lattice, rectangles
from liminal.world.window import Window

VERTEX = np.dtype([("position", np.float32, 3), ("level", np.float32), ("reflectance", np.float32, 3)])


@dataclass(frozen=True)
class Strips:
    """n strips of walls: corners (n, 4, 3), window-local metres, level of the water of each, m, and material."""

    corner: NDArray[np.float32]
    level: NDArray[np.float32]
    material: NDArray[np.uint8]


class WallFilm:
    """Draws a film."""

    def __init__(
        self,
        scope: Scope,
        fragment: str,
        strips: Strips,
        reflectance: NDArray[np.float32],
        camera: type,
        uniforms: dict[str, Any],
    ) -> None:
        """`reflectance`: of materials, (m, 3). `camera`: the uniform block. `uniforms`: those of the scene."""
        self._program = Program(scope, "view_wall_film.vert", fragment, {}, [camera])
        self._program.set_used(uniforms)
        vertices = np.zeros((len(strips.corner), 4), VERTEX)
        vertices["position"], vertices["level"] = strips.corner, strips.level[:, None]
        vertices["reflectance"] = reflectance[strips.material][:, None]
        triangles = 4 * np.arange(len(vertices))[:, None, None] + np.array([(0, 1, 2), (0, 2, 3)])
        self._mesh = GpuMesh(scope, self._program, vertices.reshape(-1), triangles.reshape(-1, 3))

    def draw(self, target: Target, footprint: float) -> None:
        """Draw it over a picture of the walls, with a state that blends "through". `footprint`: see `Scene.draw`."""
        self._program.set(surface_footprint=footprint)
        self._mesh.draw(target)


def strips(
    window: Window,
    cells: NDArray[np.bool_],
    level: NDArray[np.float32],
    foot: NDArray[np.float32],
    head: NDArray[np.float32],
) -> Strips:
    """The strips of walls over some `cells` from `foot` up to `head`, or up to where what stands there ends.

    All (h, w), heights in m. `level`: of the water.
    """
    found: list[Strips] = []
    if not cells.any():
        return Strips(np.zeros((0, 4, 3), np.float32), np.zeros(0, np.float32), np.zeros(0, np.uint8))
    for side, normal in enumerate(WALL_NORMALS):
        # The wall towards a side looks back from there.
        step_x, step_z = -int(normal[0]), -int(normal[2])
        back = (-step_z, -step_x), (0, 1)
        top = np.minimum(np.roll(np.where(window.open, window.floor, np.float32(np.inf)), *back), head)
        wall = np.roll(window.wall_material, *back)
        z, x = np.nonzero(cells & (top > foot))
        line, position = (x, z) if step_x else (z, x)
        order = np.lexsort((position, line))
        z, x, line, position = z[order], x[order], line[order], position[order]
        first, last = merge_lines(line, position, level[z, x], foot[z, x], top[z, x], wall[z, x])
        z, x, fixed = z[first], x[first], lattice(line[first] + (step_x + step_z > 0))
        begin, end = lattice(position[first]), lattice(position[last] + 1)
        low = (fixed, foot[z, x], begin) if step_x else (begin, foot[z, x], fixed)
        high = (fixed, top[z, x], end) if step_x else (end, top[z, x], fixed)
        corner = rectangles(np.column_stack(low), np.column_stack(high), WALL_NORMALS[side])
        found.append(Strips(corner, level[z, x], wall[z, x]))
    return Strips(
        np.concatenate([each.corner for each in found]),
        np.concatenate([each.level for each in found]),
        np.concatenate([each.material for each in found]),
    )
