"""Programs: built from our shader files, fed by name, and loud about anything misspelt or forgotten."""

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import moderngl
import numpy as np

from liminal.assets import shader_text
from liminal.deferral import signals_deferred
from liminal.gl.block import UniformBuffer, block_text
from liminal.gl.scope import Scope
from liminal.gl.source import ShaderError, ShaderSource, Switch, check_switches, preprocess
from liminal.gl.texture import Texture

# Uniform types by their GL enums (OpenGL 3.3 core, table 2.10): samplers, and scalars by numpy type.
_SAMPLERS = {*range(0x8B5D, 0x8B65), *range(0x8DC0, 0x8DC6), *range(0x8DC9, 0x8DD9), 0x8B5F}
_INTS = {0x1404, 0x8B53, 0x8B54, 0x8B55, 0x8B56, 0x8B57, 0x8B58, 0x8B59}  # int, ivec*, bool, bvec*
_UINTS = {0x1405, 0x8DC6, 0x8DC7, 0x8DC8}
_MATRICES = {0x8B5A: 2, 0x8B5B: 3, 0x8B5C: 4}


class Program:
    """A vertex and a fragment shader, linked.

    `vertex`, `fragment`: file names in `shaders/`. `switches` go to both stages; each must be asked for by at least one
    of them. `blocks`: the dataclasses whose `Name.block` the shaders include; `made`: texts of `constants` by the names
    that the shaders include them by. `read` finds a file's text.

    `set` takes numbers, sequences, arrays (matrices as numpy has them, `M @ column`), textures for samplers and
    `UniformBuffer`s for uniform blocks. Drawing checks that every uniform the driver knows has been set once.
    """

    def __init__(
        self,
        scope: Scope,
        vertex: str,
        fragment: str,
        switches: Mapping[str, Switch] | None = None,
        blocks: Sequence[type[Any]] = (),
        read: Callable[[str], str] = shader_text,
        made: Mapping[str, str] | None = None,
    ) -> None:
        self.name = fragment
        generated = {f"{block.__name__}.block": block_text(block) for block in blocks} | dict(made or {})
        stages = preprocess(vertex, generated, read), preprocess(fragment, generated, read)
        self.gl = _link(scope, *stages, switches or {})
        self._uniforms: dict[str, moderngl.Uniform] = {}
        self._blocks: dict[str, int] = {}
        self._units: dict[str, int] = {}
        self._unset: set[str] = set()
        self._textures: dict[str, Texture] = {}
        self._buffers: dict[str, UniformBuffer] = {}
        self._survey()
        scope.own(self)

    def _survey(self) -> None:
        """Number the samplers and the blocks, and list the names that have to be set."""
        for name in self.gl:
            item = self.gl[name]
            if isinstance(item, moderngl.UniformBlock):
                item.binding = self._blocks[name] = len(self._blocks)
            elif isinstance(item, moderngl.Uniform) and _gl_type(item) in _SAMPLERS:
                item.value = self._units[name] = len(self._units)
            elif isinstance(item, moderngl.Uniform):
                self._uniforms[name] = item
        self._unset = {*self._blocks, *self._units, *self._uniforms}

    @property
    def names(self) -> list[str]:
        """The names that can be set: the uniforms, samplers and blocks that the driver kept, sorted."""
        return sorted([*self._blocks, *self._units, *self._uniforms])

    @property
    def attributes(self) -> list[str]:
        """The vertex attributes the driver kept, without GL's own."""
        return [n for n in self.gl if isinstance(self.gl[n], moderngl.Attribute) and not n.startswith("gl_")]

    def set(self, **values: Any) -> None:
        """Set uniforms, samplers and blocks by name. Raises ShaderError for an unknown name or a misshapen value."""
        for name, value in values.items():
            if name in self._uniforms:
                self._write(name, value)
            elif name in self._units and isinstance(value, Texture):
                self._textures[name] = value
            elif name in self._blocks and isinstance(value, UniformBuffer):
                self._buffers[name] = value
            else:
                self._refuse(name, value)
            self._unset.discard(name)

    def set_used(self, values: Mapping[str, Any]) -> None:
        """Set those of some values, by name, that the driver kept: programs of one drawing use different ones."""
        used = self._uniforms.keys() | self._units.keys() | self._blocks.keys()
        self.set(**{name: value for name, value in values.items() if name in used})

    def _refuse(self, name: str, value: Any) -> None:
        if name in self._units or name in self._blocks:
            wanted = "texture" if name in self._units else "UniformBuffer"
            raise ShaderError(f"{self.name}: {name} takes a {wanted}, not {type(value).__name__}")
        near = get_close_matches(name, self.names, n=1)
        hint = f'did you mean "{near[0]}"?' if near else f"in use: {', '.join(self.names) or 'none'}"
        raise ShaderError(f"{self.name}: no uniform {name!r} in use; {hint}")

    def _write(self, name: str, value: Any) -> None:
        """Upload a plain uniform; matrices are transposed, as GL stores columns."""
        uniform = self._uniforms[name]
        enum = _gl_type(uniform)
        kind = np.int32 if enum in _INTS else np.uint32 if enum in _UINTS else np.float32
        data = np.asarray(value, dtype=kind)
        if data.size != uniform.dimension * uniform.array_length:
            wanted = f"{uniform.array_length} x {uniform.dimension}"
            raise ShaderError(f"{self.name}: {name} takes {wanted} numbers, not an array of shape {data.shape}")
        if size := _MATRICES.get(enum, 0):
            data = np.swapaxes(data.reshape(-1, size, size), 1, 2)
        uniform.write(np.ascontiguousarray(data).tobytes())

    def bind(self) -> None:
        """Bind textures to their units, blocks to their bindings. Raises ShaderError if anything was never set."""
        if self._unset:
            raise ShaderError(f"{self.name}: never set: {', '.join(sorted(self._unset))}")
        for name, texture in self._textures.items():
            texture.use(self._units[name])
        for name, block in self._buffers.items():
            block.buffer.bind_to_uniform_block(self._blocks[name])

    def release(self) -> None:
        """Free the program, and drop its references to textures and buffers."""
        self._textures.clear()
        self._buffers.clear()
        self.gl.release()


def _gl_type(uniform: moderngl.Uniform) -> int:
    """The uniform's type as a GL enum (an attribute that the stubs of moderngl lack)."""
    return int(uniform.gl_type)  # type: ignore[attr-defined]


def stage_texts(vertex: ShaderSource, fragment: ShaderSource, switches: Mapping[str, Switch]) -> tuple[str, str]:
    """Return the text of each stage for the driver. Raises ShaderError for a switch that neither asks for."""
    check_switches(fragment.files[0], switches, vertex.switches | fragment.switches)
    first, second = (
        stage.text({key: value for key, value in switches.items() if key in stage.switches})
        for stage in (vertex, fragment)
    )
    return first, second


def _link(
    scope: Scope, vertex: ShaderSource, fragment: ShaderSource, switches: Mapping[str, Switch]
) -> moderngl.Program:
    """Compile and link; the driver's complaints come back with our file names. A switch may concern one stage only."""
    texts = stage_texts(vertex, fragment, switches)
    try:
        with signals_deferred():
            return scope.gl.program(vertex_shader=texts[0], fragment_shader=texts[1])
    except moderngl.Error as error:
        log = str(error)
        source = vertex if "vertex_shader" in log else fragment
        raise ShaderError(f"{source.files[0]} does not compile:\n{source.explain(log)}") from error
