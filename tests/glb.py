"""A .glb file as a stranger reads it, and the part of the place that the tests export."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pygltflib
from PIL import Image
from scipy.spatial.transform import Rotation

RADIUS = 7.0
AT = (-2.972, -12.725)
WORDS = ("--seed", 7, "--at", "-2.972,-12.725", "--yaw", 30, "--pitch", -10, "--roll", 5, "--radius", RADIUS)
SKETCH = ("--set", "surface.texture_size=128", "--set", "light.flicker=0", "--size", "640x480")
TYPES = {pygltflib.FLOAT: np.float32, pygltflib.UNSIGNED_INT: np.uint32}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}


@dataclass
class Primitive:
    """Triangles of one material, in model space. `colour`: of corners, if they have one."""

    owner: str
    material: pygltflib.Material
    position: np.ndarray
    normal: np.ndarray
    uv: np.ndarray | None
    tangent: np.ndarray | None
    triangles: np.ndarray
    colour: np.ndarray | None


class Scene:
    """A .glb as a stranger reads it."""

    def __init__(self, path: Path) -> None:
        self.gltf = pygltflib.GLTF2().load_binary(str(path))
        self.nodes = self.gltf.nodes
        self.root = self.nodes[self.gltf.scenes[0].nodes[0]]
        self.groups = {self.nodes[index].name: self.nodes[index] for index in self.root.children}

    def read(self, index: int) -> np.ndarray:
        """The numbers of an accessor: (count, width)."""
        accessor = self.gltf.accessors[index]
        view = self.gltf.bufferViews[accessor.bufferView]
        dtype, width = np.dtype(TYPES[accessor.componentType]), WIDTHS[accessor.type]
        start = view.byteOffset + accessor.byteOffset
        assert view.byteStride in (None, dtype.itemsize * width)
        assert accessor.byteOffset + accessor.count * dtype.itemsize * width <= view.byteLength
        return np.frombuffer(self.gltf.binary_blob(), dtype, accessor.count * width, start).reshape(-1, width)

    def things(self, group: str) -> list[pygltflib.Node]:
        return [self.nodes[index] for index in self.groups[group].children]

    def primitives(self, *groups: str) -> Iterator[Primitive]:
        for group in groups or [name for name in self.groups if name != "camera"]:
            for thing in self.things(group):
                turn = Rotation.from_quat(thing.rotation or (0, 0, 0, 1))
                for each in self.gltf.meshes[thing.mesh].primitives:
                    has = each.attributes
                    yield Primitive(
                        thing.name,
                        self.gltf.materials[each.material],
                        turn.apply(self.read(has.POSITION).astype(float)) + thing.translation,
                        turn.apply(self.read(has.NORMAL)),
                        *(None if index is None else self.read(index) for index in (has.TEXCOORD_0, has.TANGENT)),
                        self.read(each.indices).reshape(-1, 3),
                        None if has.COLOR_0 is None else self.read(has.COLOR_0),
                    )

    def picture(self, texture: int, mode: str = "RGB") -> np.ndarray:
        """A texture's picture, 0..1, still encoded."""
        view = self.gltf.bufferViews[self.gltf.images[self.gltf.textures[texture].source].bufferView]
        data = self.gltf.binary_blob()[view.byteOffset : view.byteOffset + view.byteLength]
        return np.asarray(Image.open(io.BytesIO(data)).convert(mode)) / 255
