"""Models on disk as binary glTF 2.0 (.glb): one file with geometry, materials, pictures, camera and recipe."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from liminal.film.picture import encode_jpeg
from liminal.film.recipe import KEY, Recipe
from liminal.geometry.piece import GROUPS
from liminal.version import __version__
from liminal.view.model import Model, Node, Surfacing
from liminal.view.projection import view_from_world
from liminal.world.material import Material

if TYPE_CHECKING:
    import pygltflib

NEAREST = 0.05  # m: what is closer to the camera is not drawn
ATTRIBUTES = {"POSITION": ("position", 3), "NORMAL": ("normal", 3), "TANGENT": ("tangent", 4), "TEXCOORD_0": ("uv", 2)}
ALIGNMENT = 4  # bytes: glTF 2.0, 3.6.2.4
EMISSIVE_STRENGTH = "KHR_materials_emissive_strength"

# Perceptual roughness of what is matte, painted or moulded, as artists set it.
ROUGHNESS = {
    Material.WALLPAPER: 0.9,
    Material.CARPET: 1.0,
    Material.CEILING_TILE: 1.0,
    Material.SKIRTING: 0.5,
    Material.DIFFUSER: 0.35,
    Material.LAMP_FRAME: 0.4,
    Material.PLASTIC: 0.4,
    Material.GRILLE: 0.45,
}


def gltf_bytes(model: Model, recipe: Recipe | None = None) -> bytes:
    """Return a model as binary glTF. The same model and recipe give the same bytes."""
    return _Document(model, recipe).whole()


class _Document:
    """A glTF document as it grows: what is added returns its index."""

    def __init__(self, model: Model, recipe: Recipe | None) -> None:
        import pygltflib

        self._g = pygltflib
        self._model = model
        self._data = bytearray()
        self._textures: dict[str, int] = {}
        self._materials: dict[tuple[Material, float | None], int] = {}
        self._gltf = pygltflib.GLTF2(
            asset=pygltflib.Asset(generator=f"liminal {__version__}"),
            scene=0,
            extensionsUsed=[EMISSIVE_STRENGTH],
            samplers=[pygltflib.Sampler(magFilter=pygltflib.LINEAR, minFilter=pygltflib.LINEAR_MIPMAP_LINEAR)],
        )

        # Corners lie side by side in one buffer view, indices in another, and every piece says where its own are.
        surfacings = [surfacing for node in model.nodes for surfacing in node.surfacings]
        corners = np.concatenate([each.corners for each in surfacings])
        self._attributes = {
            name: self._view(corners[field], target=pygltflib.ARRAY_BUFFER, stride=corners[field].itemsize * width)
            for name, (field, width) in ATTRIBUTES.items()
        }
        self._indices = self._view(
            np.concatenate([each.triangles.ravel() for each in surfacings]), target=pygltflib.ELEMENT_ARRAY_BUFFER
        )
        self._corners_used = self._indices_used = 0

        groups = [self._group(name, [node for node in model.nodes if node.group == name]) for name in GROUPS]
        children = [group for group in groups if group is not None]
        if model.pose is not None:
            children.append(self._camera())
        root = self._node(name=model.title, children=children)
        extras: dict[str, Any] = {"origin": list(model.origin), "radius": model.radius}
        if recipe is not None:
            extras[KEY] = recipe.model_dump(mode="json", exclude_none=True)
        self._gltf.scenes.append(pygltflib.Scene(name=model.title, nodes=[root], extras=extras))

    def whole(self) -> bytes:
        """The whole file."""
        self._gltf.buffers.append(self._g.Buffer(byteLength=len(self._data)))
        self._gltf.set_binary_blob(bytes(self._data))
        return b"".join(self._gltf.save_to_bytes())

    def _view(self, data: NDArray[Any] | bytes, target: int | None = None, stride: int | None = None) -> int:
        """Add bytes to the buffer."""
        stored = data if isinstance(data, bytes) else np.ascontiguousarray(data).tobytes()
        start = len(self._data)
        self._data += stored + bytes(-len(stored) % ALIGNMENT)
        self._gltf.bufferViews.append(
            self._g.BufferView(buffer=0, byteOffset=start, byteLength=len(stored), target=target, byteStride=stride)
        )
        return len(self._gltf.bufferViews) - 1

    def _accessor(self, **fields: Any) -> int:
        self._gltf.accessors.append(self._g.Accessor(**fields))
        return len(self._gltf.accessors) - 1

    def _node(self, **fields: Any) -> int:
        self._gltf.nodes.append(self._g.Node(**fields))
        return len(self._gltf.nodes) - 1

    def _group(self, name: str, nodes: Iterable[Node]) -> int | None:
        """Add a node that holds others, unless there are none."""
        children = [self._thing(node) for node in nodes]
        return self._node(name=name, children=children) if children else None

    def _thing(self, node: Node) -> int:
        """Add a named thing with its mesh."""
        primitives = [self._primitive(surfacing, node.name) for surfacing in node.surfacings]
        self._gltf.meshes.append(self._g.Mesh(name=node.name, primitives=primitives))
        return self._node(name=node.name, mesh=len(self._gltf.meshes) - 1, translation=list(node.at))

    def _primitive(self, surfacing: Surfacing, owner: str) -> "pygltflib.Primitive":
        """Add one material's triangles, the next in the common views."""
        corners, count = surfacing.corners, len(surfacing.corners)
        attributes = self._g.Attributes()
        for name, view in self._attributes.items():
            stride = self._gltf.bufferViews[view].byteStride
            fields: dict[str, Any] = {
                "bufferView": view,
                "byteOffset": self._corners_used * stride,
                "componentType": self._g.FLOAT,
                "count": count,
                "type": f"VEC{ATTRIBUTES[name][1]}",
            }
            if name == "POSITION":
                fields["min"], fields["max"] = (bound(corners["position"], 0).tolist() for bound in (np.min, np.max))
            setattr(attributes, name, self._accessor(**fields))
        indices = self._accessor(
            bufferView=self._indices,
            byteOffset=4 * self._indices_used,
            componentType=self._g.UNSIGNED_INT,
            count=surfacing.triangles.size,
            type=self._g.SCALAR,
        )
        self._corners_used += count
        self._indices_used += surfacing.triangles.size
        material = self._material(surfacing, owner)
        return self._g.Primitive(attributes=attributes, indices=indices, material=material)

    def _material(self, surfacing: Surfacing, owner: str) -> int:
        """Add the material of some triangles, or find it: one for each kind, and one for each lamp that shines."""
        key = surfacing.material, surfacing.luminance
        if key not in self._materials:
            self._gltf.materials.append(self._make_material(surfacing, owner))
            self._materials[key] = len(self._gltf.materials) - 1
        return self._materials[key]

    def _make_material(self, surfacing: Surfacing, owner: str) -> "pygltflib.Material":
        """Describe a material: a picture for its colour, one for its relief, and for a lamp's lens its luminance."""
        kind, swatch = surfacing.material, self._model.swatches[surfacing.material]
        name = kind.name.lower().replace("_", " ")
        result = self._g.Material(
            name=name,
            pbrMetallicRoughness=self._g.PbrMetallicRoughness(metallicFactor=0.0, roughnessFactor=ROUGHNESS[kind]),
        )
        if swatch.normal is not None:
            picture = self._texture(f"{name} normal", swatch.normal)
            result.normalTexture = self._g.NormalMaterialTexture(index=picture)
        colour = self._g.TextureInfo(index=self._texture(name, swatch.colour))
        if surfacing.luminance is None:
            result.pbrMetallicRoughness.baseColorTexture = colour
            return result

        # A lens is white plastic; lit, its colour times its picture times its strength is the light, in cd/m2.
        result.pbrMetallicRoughness.baseColorTexture = colour
        result.pbrMetallicRoughness.baseColorFactor = [
            min(channel * swatch.peak, 1.0) for channel in self._model.lens
        ] + [1.0]
        if surfacing.luminance > 0:
            result.name = f"{name} of {owner}"
            factor, strength = emission(self._model.lamp_colour, surfacing.luminance * swatch.peak)
            result.emissiveTexture, result.emissiveFactor = colour, factor
            result.extensions = {EMISSIVE_STRENGTH: {"emissiveStrength": strength}}
        return result

    def _texture(self, name: str, picture: NDArray[np.uint8]) -> int:
        """Add a picture (h, w, 3), or find it."""
        if name not in self._textures:
            view = self._view(encode_jpeg(picture))
            self._gltf.images.append(self._g.Image(name=name, mimeType="image/jpeg", bufferView=view))
            source = len(self._gltf.images) - 1
            self._gltf.textures.append(self._g.Texture(name=name, sampler=0, source=source))
            self._textures[name] = len(self._gltf.textures) - 1
        return self._textures[name]

    def _camera(self) -> int:
        """Add the camera, where the model has its pose."""
        from scipy.spatial.transform import Rotation

        pose = self._model.pose
        assert pose is not None
        perspective = self._g.Perspective(
            yfov=float(np.radians(pose.fov)), aspectRatio=self._model.aspect, znear=NEAREST
        )
        self._gltf.cameras.append(self._g.Camera(name="camera", type="perspective", perspective=perspective))
        model_from_view = np.linalg.inv(view_from_world(pose, self._model.origin))
        turn = Rotation.from_matrix(model_from_view[:3, :3]).as_quat(canonical=True)
        return self._node(name="camera", camera=0, translation=model_from_view[:3, 3].tolist(), rotation=turn.tolist())


def emission(colour: tuple[float, float, float], luminance: float) -> tuple[list[float], float]:
    """Split light into glTF's factor, at most 1, and strength: their product is `luminance` (cd/m2) in this `colour`.

    `colour`: linear Rec. 709 of luminance 1. The extension says that the product's unit is cd/m2.
    """
    strongest = max(colour)
    return [channel / strongest for channel in colour], luminance * strongest
