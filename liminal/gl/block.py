"""Uniform blocks: described once as a frozen dataclass; layout, GLSL text and upload follow from it.

    @dataclass(frozen=True)
    class View:
        clip_from_world: Floats = member("mat4", "column vectors; depth -1..1")
        eye: Floats = member("vec3", "m, window space")
        exposure: float = member("float", "1 / (cd/m2)")
        offsets: Floats = member("vec4", "one a material", count=8)

`#include "View.block"` puts the block into a shader that is built with `blocks=[View]`; `UniformBuffer(scope, View)` is
the buffer behind it. Layout: std140 (OpenGL 3.3 core, section 2.11.4). Matrices are numpy's: `M @ column`.
"""

from dataclasses import Field, dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl.scope import Scope

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]


@dataclass(frozen=True)
class _Std140:
    """A GLSL type in std140: scalar type, numpy shape as stored, bytes to align to."""

    scalar: str
    shape: tuple[int, ...]
    align: int


# A vec3 aligns like a vec4; the columns of a matrix are padded to vec4.
_KINDS = {
    f"{prefix}{name}": _Std140(scalar, shape, align)
    for prefix, scalar in (("", "<f4"), ("i", "<i4"), ("u", "<u4"))
    for name, shape, align in (("vec2", (2,), 8), ("vec3", (3,), 16), ("vec4", (4,), 16))
} | {
    "float": _Std140("<f4", (), 4),
    "int": _Std140("<i4", (), 4),
    "uint": _Std140("<u4", (), 4),
    "mat3": _Std140("<f4", (3, 4), 16),
    "mat4": _Std140("<f4", (4, 4), 16),
}
_VEC4 = 16  # bytes: stride of array elements; the size of the whole block is a multiple of it


def member(kind: str, help: str = "", *, count: int = 0) -> Any:
    """Declare a member: its GLSL type, its meaning and unit (a comment in the shader), a count if it is an array."""
    if kind not in _KINDS:
        raise TypeError(f"no std140 type {kind!r}: one of {', '.join(_KINDS)}")
    return field(metadata={"kind": kind, "help": help, "count": count})


def block_dtype(block: type[Any]) -> np.dtype[np.void]:
    """The std140 layout as a structured dtype; matrices are stored column after column."""
    names, formats, offsets, end = [], [], [], 0
    for item in fields(block):
        kind, count = _KINDS[item.metadata["kind"]], item.metadata["count"]
        base = np.dtype((kind.scalar, kind.shape))
        align, dtype = kind.align, base
        if count:
            # Every element of an array starts on a vec4.
            align, stride = _VEC4, -(-base.itemsize // _VEC4) * _VEC4
            dtype = np.dtype((np.dtype({"names": ["v"], "formats": [base], "itemsize": stride}), (count,)))
        offset = -(-end // align) * align
        names.append(item.name)
        formats.append(dtype)
        offsets.append(offset)
        end = offset + dtype.itemsize
    size = -(-end // _VEC4) * _VEC4
    return np.dtype({"names": names, "formats": formats, "offsets": offsets, "itemsize": size})


def block_text(block: type[Any]) -> str:
    """The GLSL text of the block; its members are global names in the shader."""
    lines = [_member_text(item) for item in fields(block)]
    return "\n".join([f"layout(std140) uniform {block.__name__} {{", *lines, "};", ""])


def _member_text(item: Field[Any]) -> str:
    count = f"[{item.metadata['count']}]" if item.metadata["count"] else ""
    comment = f"  // {item.metadata['help']}" if item.metadata["help"] else ""
    return f"    {item.metadata['kind']} {item.name}{count};{comment}"


def pack_block(value: Any) -> bytes:
    """The bytes of a dataclass instance in its std140 layout. Raises ValueError for a member of the wrong shape."""
    dtype = block_dtype(type(value))
    record = np.zeros((), dtype)
    for item in fields(value):
        kind, count = _KINDS[item.metadata["kind"]], item.metadata["count"]
        matrix = item.metadata["kind"].startswith("mat")
        shape = (kind.shape[0],) * 2 if matrix else kind.shape
        array = np.asarray(getattr(value, item.name))
        if array.shape != ((count, *shape) if count else shape):
            raise ValueError(
                f"{type(value).__name__}.{item.name}: shape {array.shape} does not fit {_member_text(item).strip()}"
            )
        stored = np.swapaxes(array, -1, -2) if matrix else array
        place = record[item.name]["v"] if count else record[item.name]
        if kind.shape:
            place[..., : stored.shape[-1]] = stored
        elif count:
            place[:] = stored
        else:
            record[item.name] = stored
    return record.tobytes()


class UniformBuffer:
    """The buffer behind a uniform block. Give it to `Program.set` under the block's name: `set(View=view)`."""

    def __init__(self, scope: Scope, block: type[Any]) -> None:
        self.block = block
        self.buffer = scope.gl.buffer(reserve=block_dtype(block).itemsize, dynamic=True)
        scope.own(self)

    def write(self, value: Any) -> None:
        """Upload an instance of the dataclass."""
        if type(value) is not self.block:
            raise TypeError(f"this is the buffer of {self.block.__name__}, not of {type(value).__name__}")
        self.buffer.write(pack_block(value))

    def release(self) -> None:
        """Free the buffer."""
        self.buffer.release()
