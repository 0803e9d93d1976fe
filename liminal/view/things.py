"""Standing things, drawn each with a model matrix and lit at its corners."""

import numpy as np
from numpy.typing import NDArray

from liminal.gl import GpuMesh, Program, Scope, Target
from liminal.piece.mesh import VERTEX
from liminal.piece.standing import Standing


class Things:
    """Draws the things of a piece with a program of the switch THING, whose owner is another."""

    def __init__(self, scope: Scope, program: Program, standing: Standing) -> None:
        self._program = program
        self._drawings = [
            (GpuMesh(scope, program, _vertices(standing, number), placement.thing.triangles), placement.matrix)
            for number, placement in enumerate(standing.placements)
        ]

    def draw(self, target: Target) -> None:
        """Draw all of them."""
        for drawing, matrix in self._drawings:
            self._program.set(window_from_model=matrix)
            drawing.draw(target)


def _vertices(standing: Standing, number: int) -> NDArray[np.void]:
    """The corners of a thing as `shaders/view_scene.vert` takes them: (v,) VERTEX."""
    corners = standing.placements[number].thing.corners
    vertices = np.zeros(len(corners), VERTEX)
    for name in ("position", "normal", "surface", "material"):
        vertices[name] = corners[name]
    vertices["light"] = standing.light_place(number)
    vertices["chart"] = standing.surface[standing.surfel[number]]
    vertices["share"] = 1.0
    return vertices
