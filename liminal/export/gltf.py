"""Models on disk as binary glTF 2.0 (.glb): one file with geometry, materials, pictures, camera and recipe."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from liminal.export.figure_nodes import GROUP as FIGURES
from liminal.export.figure_nodes import FigureNode
from liminal.export.filmed_part import MoverNode, relative
from liminal.export.gltf_animator import FOREVER, STILL, GltfAnimator
from liminal.export.gltf_buffer import GltfBuffer
from liminal.export.gltf_material import EMISSIVE_STRENGTH, SPECULAR, matte_picture, paint_material, shine, stretched
from liminal.export.gltf_skeleton import GltfSkeletons, skin_attributes
from liminal.export.model import Colour, Model, Node, Surfacing
from liminal.export.part import GROUPS
from liminal.export.skin import Skin
from liminal.export.thing_nodes import GROUP as THINGS
from liminal.export.thing_nodes import Coat, ThingNode
from liminal.export.writing_nodes import GROUP as WRITING
from liminal.export.writing_nodes import PICTURE_PLACES, TRIANGLES, WritingNode
from liminal.film.picture import encode_jpeg
from liminal.film.recipe import KEY, Recipe
from liminal.motion import quaternion
from liminal.thing.finish import SEEN_THROUGH, Paint
from liminal.version import __version__
from liminal.view.pose import Pose
from liminal.view.projection import view_from_world
from liminal.world.material import DESCRIPTIONS, Material

if TYPE_CHECKING:
    import pygltflib

NEAREST, FURTHEST = 0.05, 1000.0  # m: the near and far planes of the camera
UNLIT = "KHR_materials_unlit"
VARIANTS = "KHR_materials_variants"
MOVERS = "moving things"
FILM = "film"  # the name of its animation


def gltf_bytes(model: Model, recipe: Recipe | None = None) -> bytes:
    """Return a model as binary glTF. The same model and recipe give the same bytes."""
    return _Document(model, recipe).whole()


class _Document:
    """A glTF document as it grows: each method that adds an object returns its index."""

    def __init__(self, model: Model, recipe: Recipe | None) -> None:
        import pygltflib

        self._g = pygltflib
        self._model = model
        self._colours: dict[Material, tuple[int, Colour]] = {}
        self._materials: dict[tuple[Material, float | None, Colour, str], int] = {}
        self._paints: dict[Paint, int] = {}
        self._kinds: dict[str, int] = {}  # meshes of things
        self._gltf = pygltflib.GLTF2(
            asset=pygltflib.Asset(generator=f"liminal {__version__}"),
            scene=0,
            samplers=[pygltflib.Sampler(magFilter=pygltflib.LINEAR, minFilter=pygltflib.LINEAR_MIPMAP_LINEAR)],
        )
        self._buffer = GltfBuffer(self._gltf)
        self._animator = GltfAnimator(self._gltf, self._buffer, FIGURES if model.film is None else FILM)
        self._skeletons = GltfSkeletons(self._gltf, self._buffer, self._animator)
        self._skinned: list[int] = []  # nodes with the meshes of figures
        if model.skin is not None:
            self._baked = self._make_baked(model.skin)
            if model.things or model.figures:
                self._baked_corners = self._unlit("baked corners")
            self._gltf.extensions[VARIANTS] = {"variants": [{"name": "baked"}, {"name": "lit"}]}
        groups = [self._group(name, [node for node in model.nodes if node.group == name]) for name in GROUPS]
        children = [group for group in groups if group is not None]
        if model.things:
            children.append(self._node(name=THINGS, children=[self._thing(node) for node in model.things]))
        if model.movers:
            children.append(self._node(name=MOVERS, children=[self._mover(node) for node in model.movers]))
        if model.figures:
            children.append(self._node(name=FIGURES, children=[self._figure(node) for node in model.figures]))
        if model.writing:
            children.append(self._node(name=WRITING, children=[self._written(node) for node in model.writing]))
        if model.pose is not None:
            children.append(self._camera(model.pose))
        root = self._node(name=model.title, children=children)
        extras: dict[str, Any] = {"origin": list(model.origin), "radius": model.radius}
        if recipe is not None:
            extras[KEY] = recipe.model_dump(mode="json", exclude_none=True)
        self._gltf.scenes.append(pygltflib.Scene(name=model.title, nodes=[root, *self._skinned], extras=extras))

    def whole(self) -> bytes:
        """The file: the buffer, and the document that describes it."""
        whole = self._buffer.close()
        targets = [channel.target for animation in self._gltf.animations for channel in animation.channels]
        used = {name for each in [self._gltf, *self._gltf.materials, *targets] for name in each.extensions}
        self._gltf.extensionsUsed = sorted(used)
        self._gltf.set_binary_blob(whole)
        return b"".join(self._gltf.save_to_bytes())

    def _node(self, **fields: Any) -> int:
        self._gltf.nodes.append(self._g.Node(**fields))
        return len(self._gltf.nodes) - 1

    def _group(self, name: str, nodes: list[Node]) -> int | None:
        """Add a node that holds others, unless there are none."""
        return self._node(name=name, children=[self._object(node) for node in nodes]) if nodes else None

    def _object(self, node: Node) -> int:
        """Add a named part of the place with its mesh."""
        mesh = self._mesh(node.name, [self._primitive(surfacing, node.name) for surfacing in node.surfacings])
        return self._node(name=node.name, mesh=mesh, translation=list(node.at))

    def _mesh(self, name: str, primitives: list["pygltflib.Primitive"]) -> int:
        self._gltf.meshes.append(self._g.Mesh(name=name, primitives=primitives))
        return len(self._gltf.meshes) - 1

    def _thing(self, node: ThingNode) -> int:
        """Add a thing; those of one kind share their mesh, unless our light is on it."""
        kind = node.kind if node.shown is None else node.name
        if kind not in self._kinds:
            self._kinds[kind] = self._mesh(kind, [self._coat(node, coat) for coat in node.coats])
        turn = _quaternion(node.rotation)
        return self._node(name=node.name, mesh=self._kinds[kind], translation=list(node.at), rotation=turn)

    def _figure(self, node: FigureNode) -> int:
        """Add a figure with its joints; its mesh hangs on no node, as joints alone move it (glTF 2.0, 3.7.3)."""
        made, figure = node.made, node.figure
        joints = self._skeletons.add_joints(figure)
        roots = [joint for joint, parent in zip(joints, figure.body.skeleton.parents, strict=True) if parent < 0]
        turn = _quaternion(made.rotation)
        root = self._node(name=made.name, children=roots, translation=list(made.at), rotation=turn)
        kind = made.kind if made.shown is None else made.name
        if kind not in self._kinds:
            coats = [
                self._coat(made, coat, **skin_attributes(node.skin, coat.corners, self._buffer)) for coat in made.coats
            ]
            self._kinds[kind] = self._mesh(kind, coats)
        skin = self._skeletons.add_skin(made.name, figure, joints, root)
        self._skinned.append(self._node(name=f"{made.name} skin", mesh=self._kinds[kind], skin=skin))
        if figure.motion is not None:
            self._skeletons.add_motion(figure, joints)
        elif self._model.film is not None:
            self._skeletons.add_sway(figure, joints, self._model.film.seconds)
        self._animator.show(root, figure.begin, figure.end)
        return root

    def _mover(self, node: MoverNode) -> int:
        """Add a thing that a film moves."""
        index, trajectory = self._thing(node.made), node.mover.trajectory
        later = trajectory.times > STILL
        at, turn = trajectory.pose_at(0.0)
        times = np.concatenate([[0.0], trajectory.times[later]])
        places = np.concatenate([at[None], trajectory.positions[later]])
        self._animator.move(index, "translation", times, relative(places, self._model.origin))
        turns = Rotation.from_matrix(np.concatenate([turn[None], trajectory.rotations[later]])).as_quat()
        self._animator.move(index, "rotation", times, quaternion.continuous(turns))
        self._animator.show(index, node.mover.begin, FOREVER)
        return index

    def _coat(self, node: ThingNode, coat: Coat, **skinning: int) -> "pygltflib.Primitive":
        """Add the triangles of one paint; corners have colours where it has none, or if our light is baked in."""
        corners = node.thing.corners[coat.corners]
        attributes = self._g.Attributes(**self._placed(corners["position"], corners["normal"]), **skinning)
        # What is behind a pane shows through it; our light is on that already.
        if node.shown is None or coat.paint.finish in SEEN_THROUGH:
            material, colours = self._paint(coat.paint), coat.colours
        else:
            material, colours = self._baked_corners, node.shown[coat.corners]
        if colours is not None:
            attributes.COLOR_0 = self._buffer.attribute("COLOR_0", colours)
        indices = self._buffer.indices(coat.triangles.ravel())
        return self._g.Primitive(attributes=attributes, indices=indices, material=material)

    def _written(self, node: WritingNode) -> int:
        """Add an inscription: a rectangle that is blended with the wall behind it, without any gloss."""
        normals = np.tile(np.array(node.normal, np.float32), (len(node.corners), 1))
        places = self._buffer.attribute("TEXCOORD_0", PICTURE_PLACES)
        attributes = self._g.Attributes(**self._placed(node.corners, normals), TEXCOORD_0=places)
        picture = self._g.TextureInfo(index=self._texture(node.name, node.png, "image/png"))
        if self._model.skin is not None:
            material = self._unlit(node.name, baseColorTexture=picture)
        else:
            self._gltf.materials.append(matte_picture(node.name, picture))
            material = len(self._gltf.materials) - 1
        self._gltf.materials[material].alphaMode = self._g.BLEND
        indices = self._buffer.indices(TRIANGLES.ravel())
        primitive = self._g.Primitive(attributes=attributes, indices=indices, material=material)
        return self._node(name=node.name, mesh=self._mesh(node.name, [primitive]), translation=list(node.at))

    def _placed(self, position: NDArray[np.float32], normal: NDArray[np.float32]) -> dict[str, int]:
        """The accessors of where corners are and how their surface lies, (v, 3) each."""
        place = self._buffer.attribute("POSITION", position, min=position.min(0).tolist(), max=position.max(0).tolist())
        return {"POSITION": place, "NORMAL": self._buffer.attribute("NORMAL", normal)}

    def _primitive(self, surfacing: Surfacing, owner: str) -> "pygltflib.Primitive":
        """Add the triangles of one material."""
        corners = surfacing.corners
        placed = self._placed(corners["position"], corners["normal"])
        attributes = self._g.Attributes(**placed, TEXCOORD_0=self._buffer.attribute("TEXCOORD_0", corners["uv"]))
        if self._model.swatches[surfacing.material].normal is not None:
            attributes.TANGENT = self._buffer.attribute("TANGENT", corners["tangent"])
        indices = self._buffer.indices(surfacing.triangles.ravel())
        material = self._material(surfacing, owner)
        if self._model.skin is None:
            return self._g.Primitive(attributes=attributes, indices=indices, material=material)

        # With our light baked in, that is how it looks at first; to be lit by others is the variant.
        attributes.TEXCOORD_1 = self._buffer.attribute("TEXCOORD_1", corners["skin"])
        mappings = [{"material": each, "variants": [number]} for number, each in enumerate((self._baked, material))]
        return self._g.Primitive(
            attributes=attributes,
            indices=indices,
            material=self._baked,
            extensions={VARIANTS: {"mappings": mappings}},
        )

    def _material(self, surfacing: Surfacing, owner: str) -> int:
        """Add the material of some triangles, or find it: one for each kind, luminance of lamps and restless lamp."""
        key = surfacing.material, surfacing.luminance, surfacing.colour, owner if surfacing.changes else ""
        if key not in self._materials:
            self._gltf.materials.append(self._make_material(surfacing, owner))
            self._materials[key] = len(self._gltf.materials) - 1
            if surfacing.changes:
                self._flicker(self._materials[key], np.array(surfacing.changes))
        return self._materials[key]

    def _flicker(self, material: int, shares: NDArray[np.float64]) -> None:
        """Add how a lamp shines during the film, (k,), shares of its usual light, at the samples of the camera."""
        assert self._model.film is not None
        usual = self._gltf.materials[material].extensions[EMISSIVE_STRENGTH]["emissiveStrength"]
        self._animator.dim(material, self._model.film.move.times, usual * shares, usual)

    def _make_material(self, surfacing: Surfacing, owner: str) -> "pygltflib.Material":
        """Describe a material: a picture for its colour, one for its relief, and for a lamp's lens its luminance."""
        kind, swatch = surfacing.material, self._model.swatches[surfacing.material]
        name = kind.name.lower().replace("_", " ")
        if kind not in self._colours:
            jpeg, tone = stretched(swatch.colour, swatch.mean)
            self._colours[kind] = self._texture(name, jpeg), tone
        index, tone = self._colours[kind]
        colour = self._g.TextureInfo(index=index)
        surface = self._g.PbrMetallicRoughness(
            metallicFactor=0.0,
            roughnessFactor=DESCRIPTIONS[kind].roughness,
            baseColorFactor=[*tone, 1.0],
            baseColorTexture=colour,
        )
        result = self._g.Material(name=name, pbrMetallicRoughness=surface)
        if DESCRIPTIONS[kind].f0 == 0:
            result.extensions[SPECULAR] = {"specularFactor": 0.0}
        if swatch.normal is not None:
            picture = self._texture(f"{name} normal", encode_jpeg(swatch.normal))
            result.normalTexture = self._g.NormalMaterialTexture(index=picture)
        if surfacing.luminance is None:
            return result

        # A lens is white plastic; lit, its colour times its picture times its strength is the light, in cd/m2.
        surface.baseColorFactor = [*(min(channel * swatch.peak, 1.0) for channel in self._model.lens), 1.0]
        if surfacing.luminance > 0:
            result.name = f"{name} of {owner}"
            shine(result, surfacing.luminance * swatch.peak * np.array(surfacing.colour))
            result.emissiveTexture = colour
        return result

    def _paint(self, paint: Paint) -> int:
        """Add the material of a paint, or find it."""
        if paint not in self._paints:
            self._gltf.materials.append(paint_material(paint))
            self._paints[paint] = len(self._gltf.materials) - 1
        return self._paints[paint]

    def _make_baked(self, skin: Skin) -> int:
        """Add the material that shows our light: nothing but a picture, on the second set of coordinates."""
        picture = self._g.TextureInfo(index=self._texture("baked", encode_jpeg(skin.picture)), texCoord=1)
        return self._unlit("baked", baseColorTexture=picture)

    def _unlit(self, name: str, **surface: Any) -> int:
        """Add a material that takes no light."""
        plain = self._g.PbrMetallicRoughness(metallicFactor=0.0, **surface)
        self._gltf.materials.append(self._g.Material(name=name, pbrMetallicRoughness=plain, extensions={UNLIT: {}}))
        return len(self._gltf.materials) - 1

    def _texture(self, name: str, data: bytes, mime: str = "image/jpeg") -> int:
        """Add a picture."""
        self._gltf.images.append(self._g.Image(name=name, mimeType=mime, bufferView=self._buffer.file(data)))
        self._gltf.textures.append(self._g.Texture(name=name, sampler=0, source=len(self._gltf.images) - 1))
        return len(self._gltf.textures) - 1

    def _camera(self, pose: Pose) -> int:
        """Add the camera; it looks along its own -z, y up, as ours does."""
        lens = self._g.Perspective(
            yfov=float(np.radians(pose.fov)), aspectRatio=self._model.aspect, znear=NEAREST, zfar=FURTHEST
        )
        self._gltf.cameras.append(self._g.Camera(name="camera", type="perspective", perspective=lens))
        model_from_view = np.linalg.inv(view_from_world(pose, self._model.origin))
        turn = _quaternion(model_from_view[:3, :3])
        node = self._node(name="camera", camera=0, translation=model_from_view[:3, 3].tolist(), rotation=turn)
        if self._model.film is not None:
            move = self._model.film.move.around(self._model.origin)
            self._animator.move(node, "translation", move.times, move.positions, every_key=True)
            self._animator.move(node, "rotation", move.times, move.rotations, every_key=True)
            self._animator.zoom(0, move.times, move.fov)
        return node


def _quaternion(rotation: NDArray[np.floating]) -> list[float]:
    """A rotation (3, 3) as glTF has it: x, y, z, w."""
    turn: list[float] = Rotation.from_matrix(rotation).as_quat(canonical=True).tolist()
    return turn
