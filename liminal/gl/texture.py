"""Textures and targets with nothing left to default: every one says how it is filtered and what lies past its edge.

Arrays come and go as (height, width, channels), row 0 at v = 0: the bottom, as GL has it. `read` does not flip.
"""

from collections.abc import Sequence
from typing import Any, Literal

import moderngl
import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.gl.context import Context

# "f1": 8 bits meaning 0..1; "f2", "f4": half and single float; the rest are integers, read with isampler or usampler.
Format = Literal["f1", "f2", "f4", "u1", "u2", "u4", "i1", "i2", "i4"]
# "mipmap" blends between levels; "level" takes the nearest one: on llvmpipe a third of the time.
Filter = Literal["nearest", "linear", "mipmap", "level"]
Wrap = Literal["clamp", "repeat"]
Size = tuple[int, int]  # width, height

Texture = moderngl.Texture
TextureArray = moderngl.TextureArray

_FILTERS = {
    "nearest": (moderngl.NEAREST, moderngl.NEAREST),
    "linear": (moderngl.LINEAR, moderngl.LINEAR),
    "mipmap": (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR),
    "level": (moderngl.LINEAR_MIPMAP_NEAREST, moderngl.LINEAR),
}
_NUMPY = {"f1": "u1"}  # what is stored, where numpy's name differs


def make_texture(
    context: Context,
    size: Size,
    channels: int = 4,
    format: Format = "f4",
    data: NDArray[Any] | None = None,
    *,
    filter: Filter = "nearest",
    wrap: Wrap = "clamp",
) -> Texture:
    """A 2-D texture. `data`: (height, width[, channels]), converted to the format ("f1" wants uint8)."""
    texture = context.gl.texture(size, channels, _bytes(data, format, (size[1], size[0], channels)), dtype=format)
    _sample(texture, filter, wrap)
    if data is not None:
        build_levels(texture)
    return texture


def make_texture_array(
    context: Context,
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
    array = context.gl.texture_array((*size, layers), channels, _bytes(data, format, shape), dtype=format)
    _sample(array, filter, wrap)
    if anisotropy > 1.0:
        array.anisotropy = min(anisotropy, context.info.max_anisotropy)
    if data is not None:
        build_levels(array)
    return array


class Target:
    """A framebuffer with its own textures: `colours[i]` takes the fragment shader's output i, `depth` the depth.

    `formats`: one for each colour output. Textures are sampled as "linear" or "nearest" by `filter`.
    """

    def __init__(
        self,
        context: Context,
        size: Size,
        formats: Sequence[Format] = ("f2",),
        *,
        channels: int = 4,
        depth: bool = False,
        filter: Filter = "nearest",
    ) -> None:
        self.size = size
        self.formats = tuple(formats)
        self.colours = [make_texture(context, size, channels, format, filter=filter) for format in formats]
        self.depth = context.gl.depth_texture(size) if depth else None
        if self.depth is not None:
            # Read as numbers, not compared with one.
            self.depth.compare_func, self.depth.filter = "", _FILTERS["nearest"]
        try:
            self.framebuffer = context.gl.framebuffer(self.colours, self.depth)
        except moderngl.Error as error:
            raise LiminalError(
                f"the OpenGL driver ({context.info.renderer}) cannot draw {size[0]} x {size[1]} pixels of format "
                f"{'/'.join(formats)}, which OpenGL 3.3 promises; update it, or let another device draw: "
                "liminal doctor lists them"
            ) from error

    def clear(self, red: float = 0.0, green: float = 0.0, blue: float = 0.0, alpha: float = 0.0) -> None:
        """Fill every colour with one value and the depth with 1 (far)."""
        self.framebuffer.use()
        self.framebuffer.clear(red, green, blue, alpha, depth=1.0)

    def use(self, viewport: tuple[int, int, int, int] | None = None) -> None:
        """Draw here from now on, into the whole or into (x, y, width, height)."""
        self.framebuffer.viewport = viewport or (0, 0, *self.size)
        self.framebuffer.use()

    def read(self, index: int = 0) -> NDArray[Any]:
        """Colour `index` as (height, width, channels) in the format's type (uint8 for "f1"); bottom row first."""
        texture = self.colours[index]
        format = self.formats[index]
        data = self.framebuffer.read(components=texture.components, attachment=index, dtype=format, alignment=1)
        return np.frombuffer(data, _NUMPY.get(format, format)).reshape(self.size[1], self.size[0], -1)

    def release(self) -> None:
        """Free the framebuffer and its textures."""
        self.framebuffer.release()
        for texture in [*self.colours, *([self.depth] if self.depth else [])]:
            texture.release()


def copy_to_layer(context: Context, target: Target, array: TextureArray, layer: int, index: int = 0) -> None:
    """Copy a target's colour into one layer of an array of the same size and format, without leaving the GPU."""
    format = target.formats[index]
    width, height = target.size
    pixel = array.components * np.dtype(_NUMPY.get(format, format)).itemsize
    buffer = context.gl.buffer(reserve=width * height * pixel)
    target.framebuffer.read_into(buffer, components=array.components, attachment=index, dtype=format, alignment=1)
    array.write(buffer, viewport=(0, 0, layer, width, height, 1))
    buffer.release()


def build_levels(texture: Texture | TextureArray) -> None:
    """Average the mip levels anew, if the texture's filter uses any; the filter stays (moderngl would change it)."""
    filter = texture.filter
    if filter[0] not in (moderngl.NEAREST, moderngl.LINEAR):
        texture.build_mipmaps()
        texture.filter = filter


def _sample(texture: Texture | TextureArray, filter: Filter, wrap: Wrap) -> None:
    texture.filter = _FILTERS[filter]
    texture.repeat_x = texture.repeat_y = wrap == "repeat"


def _bytes(data: NDArray[Any] | None, format: Format, shape: tuple[int, ...]) -> NDArray[Any] | None:
    """The data in the format's own type, one after the other, checked for shape. Raises ValueError."""
    if data is None:
        return None
    if format == "f1" and data.dtype != np.uint8:
        raise ValueError(f'format "f1" takes uint8 (0..255), not {data.dtype}')
    if data.size != int(np.prod(shape)) or data.shape[:-1] not in (shape[:-1], shape[:-2]):
        raise ValueError(f"data of shape {data.shape} does not fill a texture of shape {shape}")
    return np.ascontiguousarray(data, dtype=_NUMPY.get(format, format))
