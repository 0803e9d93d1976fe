"""Textures and targets without defaults: each states its filter, and its values past the edge (wrap).

Arrays come and go as (height, width, channels), row 0 at v = 0: the bottom, as GL has it. `read` does not flip.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from functools import cached_property
from typing import Any, Literal

import moderngl
import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.gl.scope import Scope

# "f1": 8 bits meaning 0..1; "f2", "f4": half and single float; the rest are integers, read with isampler or usampler.
Format = Literal["f1", "f2", "f4", "u1", "u2", "u4", "i1", "i2", "i4"]
# "mipmap" blends between levels; "level" takes the nearest one: on llvmpipe a third of the time.
Filter = Literal["nearest", "linear", "mipmap", "level"]
Wrap = Literal["clamp", "repeat"]
Size = tuple[int, int]  # width, height

_FILTERS = {
    "nearest": (moderngl.NEAREST, moderngl.NEAREST),
    "linear": (moderngl.LINEAR, moderngl.LINEAR),
    "mipmap": (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR),
    "level": (moderngl.LINEAR_MIPMAP_NEAREST, moderngl.LINEAR),
}
_NUMPY = {"f1": "u1"}  # numpy's name of a format, where it differs


class Texture:
    """A 2-D texture: `size` (width, height), `channels`, `format`. Made by `make_texture`, or part of a `Target`."""

    def __init__(
        self, scope: Scope, gl: moderngl.Texture | moderngl.TextureArray, shape: tuple[int, ...], format: Format
    ) -> None:
        """`gl`: the moderngl texture. `shape`: of the arrays that `read` returns and `write` takes."""
        self.gl: Any = gl
        self.shape, self.format = shape, format
        scope.own(self)

    @property
    def size(self) -> Size:
        """Width and height, texels."""
        return self.shape[-2], self.shape[-3]

    @property
    def channels(self) -> int:
        """Numbers in a texel, 1 to 4."""
        return self.shape[-1]

    def read(self) -> NDArray[Any]:
        """Read it back: `shape`, in the format's type (uint8 for "f1"); bottom row first."""
        stored = _NUMPY.get(self.format, self.format)
        return np.frombuffer(self.gl.read(alignment=1), stored).reshape(self.shape)

    def write(self, data: NDArray[Any]) -> None:
        """Replace its contents: an array of `shape`, converted to the format. Mip levels stay: see `build_levels`."""
        self.gl.write(_stored(data, self.format, self.shape), alignment=1)

    def build_levels(self) -> None:
        """Average the mip levels anew, if the filter uses any; the filter stays (moderngl would change it)."""
        filter = self.gl.filter
        if filter[0] not in (moderngl.NEAREST, moderngl.LINEAR):
            self.gl.build_mipmaps()
            self.gl.filter = filter

    def use(self, unit: int) -> None:
        """Bind it to a texture unit."""
        self.gl.use(unit)

    def release(self) -> None:
        """Free it."""
        self.gl.release()


class TextureArray(Texture):
    """An array of 2-D textures: `shape` is (layers, height, width, channels)."""

    @property
    def layers(self) -> int:
        """The number of its textures."""
        return self.shape[0]


def make_texture(
    scope: Scope,
    size: Size,
    channels: int = 4,
    format: Format = "f4",
    data: NDArray[Any] | None = None,
    *,
    filter: Filter = "nearest",
    wrap: Wrap = "clamp",
) -> Texture:
    """A 2-D texture. `data`: (height, width[, channels]), converted to the format ("f1" wants uint8)."""
    shape = (size[1], size[0], channels)
    stored = None if data is None else _stored(data, format, shape)
    gl = scope.gl.texture(size, channels, stored, dtype=format)
    _sample(gl, filter, wrap)
    texture = Texture(scope, gl, shape, format)
    if data is not None:
        texture.build_levels()
    return texture


def make_table(scope: Scope, data: NDArray[Any], format: Format = "f4") -> Texture:
    """A 2-D texture of `data`, (height, width, channels), for `texelFetch` alone: it may be higher and wider."""
    height, width, channels = data.shape
    rows = data
    if (table_extent(height), table_extent(width)) != (height, width):
        rows = np.zeros((table_extent(height), table_extent(width), channels), data.dtype)
        rows[:height, :width] = data
    return make_texture(scope, (rows.shape[1], rows.shape[0]), channels, format, rows)


def table_extent(extent: int) -> int:
    """The least width or height of a table from this one on, at least 3: no power of two.

    llvmpipe compiles a program anew (half a second for a long one) when an extent of one of its textures becomes a
    power of two, or no longer is one; lists grow and shrink from scene to scene.
    """
    return extent + 1 if extent & (extent - 1) == 0 and extent > 1 else max(extent, 3)


def make_texture_array(
    scope: Scope,
    size: Size,
    layers: int,
    channels: int = 4,
    format: Format = "f4",
    data: NDArray[Any] | None = None,
    *,
    filter: Filter = "nearest",
    wrap: Wrap = "clamp",
    anisotropy: float = 1.0,
) -> TextureArray:
    """An array of 2-D textures. `data`: (layers, height, width, channels). `anisotropy` is capped by the driver.

    With the filters "mipmap" and "level" the chain is built from `data`; after filling layers call `build_levels`.
    """
    shape = (layers, size[1], size[0], channels)
    stored = None if data is None else _stored(data, format, shape)
    gl = scope.gl.texture_array((*size, layers), channels, stored, dtype=format)
    _sample(gl, filter, wrap)
    if anisotropy > 1.0:
        gl.anisotropy = min(anisotropy, scope.context.info.max_anisotropy)
    array = TextureArray(scope, gl, shape, format)
    if data is not None:
        array.build_levels()
    return array


class Target:
    """A framebuffer with its own textures: `colours[i]` takes the fragment shader's output i, `depth` the depth.

    `formats`: one for each colour output. Textures are sampled as "linear" or "nearest" by `filter`.
    """

    def __init__(
        self,
        scope: Scope,
        size: Size,
        formats: Sequence[Format] = ("f2",),
        *,
        channels: int = 4,
        depth: bool = False,
        filter: Filter = "nearest",
    ) -> None:
        self.size = size
        self.formats = tuple(formats)
        self.colours = [make_texture(scope, size, channels, format, filter=filter) for format in formats]
        self.depth = _depth_texture(scope, size) if depth else None
        colours = [texture.gl for texture in self.colours]
        try:
            self.framebuffer = scope.gl.framebuffer(colours, self.depth.gl if self.depth else None)
        except moderngl.Error as error:
            raise LiminalError(
                f"the OpenGL driver ({scope.context.info.renderer}) cannot draw {size[0]} x {size[1]} pixels of format "
                f"{'/'.join(formats)}, which OpenGL 3.3 promises; update it, or let another device draw: "
                "liminal doctor lists them"
            ) from error
        scope.own(self)

    def clear(self, red: float = 0.0, green: float = 0.0, blue: float = 0.0, alpha: float = 0.0) -> None:
        """Fill every colour with one value and the depth with 1 (far)."""
        self.framebuffer.use()
        self.framebuffer.clear(red, green, blue, alpha, depth=1.0)

    def use(self, viewport: tuple[int, int, int, int] | None = None) -> None:
        """Draw here from now on, into the whole or into (x, y, width, height)."""
        self.framebuffer.viewport = viewport or (0, 0, *self.size)
        self.framebuffer.use()

    def take_over(self, other: "Target") -> None:
        """Become a copy of another target, of the same size and formats: its colours and its depth."""
        self.framebuffer.ctx.copy_framebuffer(self.framebuffer, other.framebuffer)

    @cached_property
    def layers(self) -> list["Target"]:
        """Each of its colours as a target with that colour alone and the depth of this one, which owns both."""
        return [self] if len(self.colours) == 1 else [self._layer(index) for index in range(len(self.colours))]

    def _layer(self, index: int) -> "Target":
        layer = copy(self)
        layer.colours, layer.formats = [self.colours[index]], (self.formats[index],)
        depth = self.depth.gl if self.depth else None
        layer.framebuffer = self.framebuffer.ctx.framebuffer([self.colours[index].gl], depth)
        layer.layers = [layer]
        return layer

    @contextmanager
    def without_depth(self) -> Iterator[None]:
        """Draw into the colours alone meanwhile, so that shaders may read the depth."""
        whole = self.framebuffer
        self.framebuffer = whole.ctx.framebuffer([texture.gl for texture in self.colours])
        try:
            yield
        finally:
            self.framebuffer.release()
            self.framebuffer = whole

    @contextmanager
    def keeping_depth(self) -> Iterator[None]:
        """Draw without writing depth meanwhile: transparent surfaces lie over those that are drawn already."""
        self.framebuffer.depth_mask = False
        try:
            yield
        finally:
            self.framebuffer.depth_mask = True

    def read(self, index: int = 0) -> NDArray[Any]:
        """Colour `index` as (height, width, channels) in the format's type (uint8 for "f1"); bottom row first."""
        shape, kind = self.shape(index)
        format = self.formats[index]
        data = self.framebuffer.read(components=shape[-1], attachment=index, dtype=format, alignment=1)
        return np.frombuffer(data, kind).reshape(shape)

    def read_into(self, buffer: moderngl.Buffer, index: int, offset: int) -> None:
        """Copy colour `index` to a place (bytes) in a buffer of the GPU, without waiting for it."""
        components, format = self.colours[index].channels, self.formats[index]
        self.framebuffer.read_into(
            buffer, components=components, attachment=index, dtype=format, alignment=1, write_offset=offset
        )

    def shape(self, index: int) -> tuple[tuple[int, int, int], str]:
        """The shape of the array that colour `index` is read as, and numpy's name of its type."""
        format = self.formats[index]
        return (self.size[1], self.size[0], self.colours[index].channels), _NUMPY.get(format, format)

    def release(self) -> None:
        """Free the framebuffer and its textures."""
        for layer in self.__dict__.get("layers", ()):
            layer.framebuffer.release()
        self.framebuffer.release()
        for texture in [*self.colours, *([self.depth] if self.depth else [])]:
            texture.release()


def _depth_texture(scope: Scope, size: Size) -> Texture:
    gl = scope.gl.depth_texture(size)
    # Read as numbers, not compared with one.
    gl.compare_func, gl.filter = "", _FILTERS["nearest"]
    return Texture(scope, gl, (size[1], size[0], 1), "f4")


def copy_to_layer(target: Target, array: TextureArray, layer: int, index: int = 0) -> None:
    """Copy a target's colour into one layer of an array of the same size and format, without leaving the GPU."""
    format = target.formats[index]
    width, height = target.size
    pixel = array.channels * np.dtype(_NUMPY.get(format, format)).itemsize
    buffer = array.gl.ctx.buffer(reserve=width * height * pixel)
    target.framebuffer.read_into(buffer, components=array.channels, attachment=index, dtype=format, alignment=1)
    array.gl.write(buffer, viewport=(0, 0, layer, width, height, 1))
    buffer.release()


def _sample(gl: moderngl.Texture | moderngl.TextureArray, filter: Filter, wrap: Wrap) -> None:
    gl.filter = _FILTERS[filter]
    gl.repeat_x = gl.repeat_y = wrap == "repeat"


def _stored(data: NDArray[Any], format: Format, shape: tuple[int, ...]) -> NDArray[Any]:
    """The data in the format's own type, contiguous, checked for shape. Raises ValueError."""
    if format == "f1" and data.dtype != np.uint8:
        raise ValueError(f'format "f1" takes uint8 (0..255), not {data.dtype}')
    if data.size != int(np.prod(shape)) or data.shape[:-1] not in (shape[:-1], shape[:-2]):
        raise ValueError(f"data of shape {data.shape} does not fill a texture of shape {shape}")
    return np.ascontiguousarray(data, dtype=_NUMPY.get(format, format))
