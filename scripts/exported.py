"""A scene that `liminal export` has written, by the rules of glTF 2.0 alone: triangles by material, and the camera.

Nothing of `liminal` is used here, so that it reads the file as any other program would.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pygltflib
from numpy.typing import NDArray
from PIL import Image
from scipy.spatial.transform import Rotation

NUMBERS = {pygltflib.FLOAT: np.float32, pygltflib.UNSIGNED_INT: np.uint32}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}

Matrix = NDArray[np.float64]  # (4, 4)
Colour = NDArray[np.float64]  # (3,), linear Rec. 709


@dataclass(frozen=True)
class Surface:
    """The triangles of one primitive: `corners` (t, 3, 3), metres, in the scene's space.

    `material`: its name. `reflectance`: mean base colour. `glow`: the mean of what it emits, cd/m2 by channel.
    """

    material: str
    corners: NDArray[np.float64]
    reflectance: Colour
    glow: Colour


@dataclass(frozen=True)
class Camera:
    """`to_world`: (4, 4), from one that looks along -z, y up. `fov`: vertical, degrees. `aspect`: width / height."""

    to_world: Matrix
    fov: float
    aspect: float


class Exported:
    """A .glb file with one camera."""

    def __init__(self, path: Path) -> None:
        self._gltf = pygltflib.GLTF2().load_binary(str(path))
        self._data = self._gltf.binary_blob()
        self._placed = [place for root in self._gltf.scenes[self._gltf.scene].nodes for place in self._walk(root)]
        self._colours = cache(self._mean)

    def surfaces(self) -> Iterator[Surface]:
        """All that can be seen."""
        for node, to_world in self._placed:
            for primitive in self._gltf.meshes[node.mesh].primitives if node.mesh is not None else ():
                position = self._numbers(primitive.attributes.POSITION) @ to_world[:3, :3].T + to_world[:3, 3]
                triangles = self._numbers(primitive.indices).reshape(-1, 3)
                material = self._gltf.materials[primitive.material]
                surface = material.pbrMetallicRoughness
                strength = material.extensions.get("KHR_materials_emissive_strength", {}).get("emissiveStrength", 1.0)
                yield Surface(
                    material.name,
                    position[triangles],
                    self._coloured(surface.baseColorFactor[:3], surface.baseColorTexture),
                    strength * self._coloured(material.emissiveFactor, material.emissiveTexture),
                )

    @property
    def camera(self) -> Camera:
        """The first camera."""
        node, to_world = next(each for each in self._placed if each[0].camera is not None)
        lens = self._gltf.cameras[node.camera].perspective
        return Camera(to_world, float(np.degrees(lens.yfov)), lens.aspectRatio)

    def _walk(self, index: int, above: Matrix | None = None) -> Iterator[tuple[pygltflib.Node, Matrix]]:
        """A node and all below it, each with the matrix from its space to the scene's."""
        node = self._gltf.nodes[index]
        own = np.eye(4)
        own[:3, :3] = Rotation.from_quat(node.rotation or (0, 0, 0, 1)).as_matrix() * (node.scale or (1, 1, 1))
        own[:3, 3] = node.translation or (0, 0, 0)
        to_world = own if above is None else above @ own
        yield node, to_world
        for child in node.children:
            yield from self._walk(child, to_world)

    def _numbers(self, index: int) -> NDArray[Any]:
        """The numbers of an accessor, packed one after the other: (count, width)."""
        accessor = self._gltf.accessors[index]
        view = self._gltf.bufferViews[accessor.bufferView]
        kind, width = np.dtype(NUMBERS[accessor.componentType]), WIDTHS[accessor.type]
        start = (view.byteOffset or 0) + (accessor.byteOffset or 0)
        return np.frombuffer(self._data, kind, accessor.count * width, start).reshape(-1, width)

    def _coloured(self, factor: list[float], picture: pygltflib.TextureInfo | None) -> Colour:
        return np.array(factor) * (self._colours(picture.index) if picture is not None else 1.0)

    def _mean(self, texture: int) -> Colour:
        """The mean colour of a picture, whose texels are sRGB encoded (IEC 61966-2-1)."""
        view = self._gltf.bufferViews[self._gltf.images[self._gltf.textures[texture].source].bufferView]
        start = view.byteOffset or 0
        encoded = np.asarray(Image.open(io.BytesIO(self._data[start : start + view.byteLength])).convert("RGB")) / 255
        linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
        mean: Colour = linear.mean((0, 1))
        return mean
