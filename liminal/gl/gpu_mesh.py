"""Geometry to draw: meshes from structured arrays, and the one triangle that covers the whole target."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from typing import Any

import moderngl
import numpy as np
from numpy.typing import NDArray

from liminal.assets import shader_text
from liminal.gl.program import Program
from liminal.gl.scope import Scope
from liminal.gl.source import ShaderError, Switch
from liminal.gl.texture import Target

# How moderngl writes the format of one attribute: numpy kind and size -> letter.
_LETTERS = {"f4": "f", "f2": "f2", "i4": "i", "u4": "u", "i2": "i2", "u2": "u2", "i1": "i1", "u1": "u1"}


class GpuMesh:
    """Triangles on the GPU, bound to a program.

    `vertices`: a structured array, one field for each attribute of the same name: `("position", "<f4", 3)`. Fields that
    the shader does not use are skipped, even all of them; an attribute without a field raises ShaderError. Integer
    fields feed integer attributes (`in int material`). `triangles`: (n, 3) indices, or None for vertices in order.
    Front faces are counter-clockwise. Several meshes may share a program; `again` lets several programs share its
    buffers.
    """

    def __init__(
        self,
        scope: Scope,
        program: Program,
        vertices: NDArray[np.void],
        triangles: NDArray[np.integer[Any]] | None = None,
    ) -> None:
        self._program = program
        self._vertices = scope.gl.buffer(np.ascontiguousarray(vertices).tobytes())
        self._triangles = None
        if triangles is not None:
            self._triangles = scope.gl.buffer(np.ascontiguousarray(triangles, dtype=np.uint32).tobytes())
        self.count = len(vertices) if triangles is None else triangles.size
        self._dtype = vertices.dtype
        self._array = self._bound(scope)
        scope.own(self)

    def again(self, scope: Scope, program: Program) -> "GpuMesh":
        """The same mesh for another program; releasing either releases the buffers that they share."""
        other = copy(self)
        other._program = program
        other._array = other._bound(scope)
        scope.own(other)
        return other

    def _bound(self, scope: Scope) -> moderngl.VertexArray:
        layout, triangles = _layout(self._program, self._dtype), self._triangles
        # A shader may know its corners by their number alone.
        content = [(self._vertices, *layout)] if self._program.attributes else []
        return scope.gl.vertex_array(self._program.gl, content, index_buffer=triangles, index_element_size=4)

    def draw(
        self,
        target: Target,
        ranges: Iterable[tuple[int, int]] | None = None,
        viewport: tuple[int, int, int, int] | None = None,
    ) -> None:
        """Draw all, or ranges of vertices (indices), first and count. State: `context.state`.

        Into the whole target, or into (x, y, width, height) of it.
        """
        self._program.bind()
        target.use(viewport)
        for first, count in [(0, self.count)] if ranges is None else ranges:
            if count:
                self._array.render(first=first, vertices=count)

    def release(self) -> None:
        """Free the buffers (not the program)."""
        self._array.release()
        self._vertices.release()
        if self._triangles is not None:
            self._triangles.release()


class FullScreen:
    """A fragment shader run once for every texel of a target.

    glow = FullScreen(scope, "view_glow.frag", {"TAPS": 7})
    glow.draw(target, source=scene.colours[0], radius=12.0)

    The shader may read `in vec2 uv` (0..1 over the whole target) and `gl_FragCoord`. Another `vertex` shader must make
    the same triangle out of `gl_VertexID`.
    """

    def __init__(
        self,
        scope: Scope,
        fragment: str,
        switches: Mapping[str, Switch] | None = None,
        blocks: Sequence[type[Any]] = (),
        read: Callable[[str], str] = shader_text,
        vertex: str = "common_fullscreen.vert",
        made: Mapping[str, str] | None = None,
    ) -> None:
        self.program = Program(scope, vertex, fragment, switches, blocks, read, made)
        self._array = scope.gl.vertex_array(self.program.gl, [])
        self._context = scope.context
        scope.own(self)

    def draw(self, target: Target, viewport: tuple[int, int, int, int] | None = None, **uniforms: Any) -> None:
        """Set these uniforms and draw, into the whole target or into (x, y, width, height).

        With a viewport, `uv` still runs over 0..1 inside it. Uses the state of an enclosing `context.state`.
        """
        self.program.set(**uniforms)
        self.program.bind()
        target.use(viewport)
        self._array.render(vertices=3)
        self._context.let_others_work()

    def release(self) -> None:
        """Free the program and the vertex array."""
        self._array.release()
        self.program.release()


def _layout(program: Program, dtype: np.dtype[np.void]) -> list[str]:
    """The format string of moderngl and the attribute names, in the order of the fields; the unused become padding."""
    wanted = program.attributes
    fields: Mapping[str, Any] = dtype.fields or {}
    if missing := sorted(set(wanted) - set(dtype.names or ())):
        raise ShaderError(f"{program.name}: the vertices have no field {', '.join(missing)}")
    parts: list[str] = []
    names: list[str] = []
    end = 0
    for name in dtype.names or ():
        field, offset = fields[name][:2]
        base = field.base
        if offset > end:
            parts.append(f"{offset - end}x")
        if name in wanted:
            letter = _LETTERS[f"{base.kind}{base.itemsize}"]
            parts.append(f"{field.itemsize // base.itemsize}{letter}")
            names.append(name)
        else:
            parts.append(f"{field.itemsize}x")
        end = offset + field.itemsize
    if dtype.itemsize > end:
        parts.append(f"{dtype.itemsize - end}x")
    return [" ".join(parts), *names]
