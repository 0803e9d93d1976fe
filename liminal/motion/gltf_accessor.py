"""The numbers of a glTF file: its accessors (Khronos, "glTF 2.0 Specification", 3.6)."""

import base64
import struct
from typing import Any
from urllib.parse import unquote

import numpy as np
from numpy.typing import NDArray

from liminal.thing.model_source import ModelSource, named

_COMPONENTS = {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
_WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}
_BINARY = b"BIN\0"  # the chunk of a .glb that holds its first buffer


class GltfAccessors:
    """Reads accessors of a file. Damaged ones raise LookupError, TypeError or ValueError."""

    def __init__(self, source: ModelSource) -> None:
        self._source, self._tree = source, source.tree
        self._buffers: dict[int, bytes] = {}

    def read(self, index: int) -> NDArray[Any]:
        """Return the numbers of an accessor, (count, width); integers that stand for shares (`normalized`) as such."""
        accessor = self._tree["accessors"][index]
        dtype, width = np.dtype(_COMPONENTS[accessor["componentType"]]), _WIDTHS[accessor["type"]]
        count = int(accessor["count"])
        if "bufferView" in accessor:
            values = self._view(accessor, dtype, width, count).copy()
        else:
            values = np.zeros((count, width), dtype)
        sparse = accessor.get("sparse")
        if sparse:
            changed = int(sparse["count"])
            places = self._view(
                sparse["indices"], np.dtype(_COMPONENTS[sparse["indices"]["componentType"]]), 1, changed
            )
            values[places[:, 0]] = self._view(sparse["values"], dtype, width, changed)
        if accessor.get("normalized"):
            return np.maximum(values.astype(np.float64) / np.iinfo(dtype).max, -1.0)
        return values

    def _view(self, place: dict[str, Any], dtype: np.dtype[Any], width: int, count: int) -> NDArray[Any]:
        """Return so many rows of a buffer view: (count, width)."""
        view = self._tree["bufferViews"][place["bufferView"]]
        data = self._buffer(view["buffer"])
        begin = view.get("byteOffset", 0) + place.get("byteOffset", 0)
        row = dtype.itemsize * width
        stride = view.get("byteStride") or row
        if count < 0 or begin < 0 or begin + stride * (count - 1) + row > len(data):
            raise ValueError("numbers lie beyond the end of a buffer")
        rows: NDArray[Any] = np.ndarray((count, width), dtype, data, begin, (stride, dtype.itemsize))
        return rows

    def _buffer(self, index: int) -> bytes:
        if index not in self._buffers:
            uri = self._tree["buffers"][index].get("uri")
            if uri is None:
                self._buffers[index] = self._binary()
            elif uri.startswith("data:"):
                self._buffers[index] = base64.b64decode(uri.partition(",")[2])
            else:
                self._buffers[index] = (self._source.path.parent / named(unquote(uri))).read_bytes()
        return self._buffers[index]

    def _binary(self) -> bytes:
        """Return the chunk of a .glb behind its JSON."""
        data, at = self._source.data, 12
        while at + 8 <= len(data):
            length, kind = struct.unpack("<I4s", data[at : at + 8])
            if kind == _BINARY:
                return data[at + 8 : at + 8 + length]
            at += 8 + length
        raise ValueError("it has no binary chunk")
