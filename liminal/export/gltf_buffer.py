"""The binary buffer of a glTF document, and the accessors that say where its numbers are."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pygltflib

ALIGNMENT = 4  # bytes: glTF 2.0, 3.6.2.4


class GltfBuffer:
    """The document under construction; each method that adds something returns its index in the document."""

    def __init__(self, gltf: "pygltflib.GLTF2") -> None:
        import pygltflib

        self._g, self._gltf = pygltflib, gltf
        self._views: list[tuple[bytearray, int | None, int | None]] = []  # bytes, target, stride
        self._streams: dict[str, int] = {}
        self._components = {
            np.dtype(np.float32): pygltflib.FLOAT,
            np.dtype(np.uint32): pygltflib.UNSIGNED_INT,
            np.dtype(np.uint8): pygltflib.UNSIGNED_BYTE,
        }

    def attribute(self, name: str, data: NDArray[Any], **fields: Any) -> int:
        """Add an accessor of numbers of corners, (n, width), behind those of the same `name`."""
        return self._accessor(name, data, self._g.ARRAY_BUFFER, data.itemsize * data.shape[1], **fields)

    def indices(self, data: NDArray[np.uint32]) -> int:
        """Add an accessor of numbers of corners, (n,)."""
        return self._accessor("indices", data, self._g.ELEMENT_ARRAY_BUFFER, None)

    def numbers(self, name: str, data: NDArray[np.float32], **fields: Any) -> int:
        """Add an accessor of values of no corner, behind those of the same `name`: (n,), (n, 3), (n, 4) or (n, 16)."""
        return self._accessor(name, data, None, None, **fields)

    def file(self, data: bytes) -> int:
        """Add a view of a whole file, as a picture's."""
        self._views.append((bytearray(data), None, None))
        return len(self._views) - 1

    def close(self) -> bytes:
        """Describe its views in the document, and return it: the views one after the other."""
        whole = bytearray()
        for data, target, stride in self._views:
            self._gltf.bufferViews.append(
                self._g.BufferView(
                    buffer=0, byteOffset=len(whole), byteLength=len(data), target=target, byteStride=stride
                )
            )
            whole += data + bytes(-len(data) % ALIGNMENT)
        self._gltf.buffers.append(self._g.Buffer(byteLength=len(whole)))
        return bytes(whole)

    def _accessor(self, name: str, data: NDArray[Any], target: int | None, stride: int | None, **fields: Any) -> int:
        if name not in self._streams:
            self._views.append((bytearray(), target, stride))
            self._streams[name] = len(self._views) - 1
        stored = self._views[self._streams[name]][0]
        widths = {1: self._g.SCALAR, 2: self._g.VEC2, 3: self._g.VEC3, 4: self._g.VEC4, 16: self._g.MAT4}
        accessor = self._g.Accessor(
            bufferView=self._streams[name],
            byteOffset=len(stored),
            componentType=self._components[data.dtype],
            count=len(data),
            type=widths[1 if data.ndim == 1 else data.shape[1]],
            **fields,
        )
        stored += np.ascontiguousarray(data).tobytes()
        self._gltf.accessors.append(accessor)
        return len(self._gltf.accessors) - 1
