"""Point sprites: squares of texels, each drawn as one vertex."""

from typing import Any

import moderngl
import numpy as np
from numpy.typing import NDArray

from liminal.gl.gpu_mesh import _layout
from liminal.gl.program import Program
from liminal.gl.scope import Scope
from liminal.gl.texture import Target


class PointSprites:
    """Points bound to a program whose vertex shader sets `gl_PointSize`. `vertices`: as for `GpuMesh`.

    One vertex makes a square with neither a diagonal nor shared corners: on llvmpipe two thirds of the time that two
    triangles take. A point whose centre lies outside the viewport is not drawn.
    """

    def __init__(self, scope: Scope, program: Program, vertices: NDArray[np.void]) -> None:
        self._gl = scope.gl
        self._program = program
        self.count = len(vertices)
        self._vertices = scope.gl.buffer(np.ascontiguousarray(vertices).tobytes() or bytes(vertices.itemsize))
        self._chosen = scope.gl.buffer(reserve=max(1, self.count) * 4, dynamic=True)
        content = (self._vertices, *_layout(program, vertices.dtype))
        self._array = scope.gl.vertex_array(program.gl, [content], index_buffer=self._chosen, index_element_size=4)
        scope.own(self)

    def draw(self, target: Target, chosen: NDArray[np.integer[Any]], viewport: tuple[int, int, int, int]) -> None:
        """Draw the `chosen` points (k,), in that order, into (x, y, width, height) of the target."""
        if not len(chosen):
            return
        self._chosen.orphan()
        self._chosen.write(np.ascontiguousarray(chosen, np.uint32).tobytes())
        self._program.bind()
        target.use(viewport)
        self._gl.enable_only(moderngl.PROGRAM_POINT_SIZE)
        self._array.render(moderngl.POINTS, vertices=len(chosen))
        self._gl.enable_only(moderngl.NOTHING)

    def release(self) -> None:
        """Free the buffers (not the program)."""
        self._array.release()
        self._vertices.release()
        self._chosen.release()
