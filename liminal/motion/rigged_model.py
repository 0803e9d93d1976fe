"""Rigged models: characters from .glb and .gltf, their skeleton, skins and animations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from liminal.errors import LiminalError
from liminal.motion import quaternion
from liminal.motion.body_motion import BodyMotion
from liminal.motion.gltf_accessor import GltfAccessors
from liminal.motion.gltf_animation import motion_of
from liminal.motion.gltf_nodes import GltfNodes, nodes_of
from liminal.motion.skeleton import JointFrames, Skeleton
from liminal.thing.model_source import ModelSource, read_source

Floats = NDArray[np.float64]

MOST_JOINTS = 256  # of one skin
INFLUENCES = 4  # joints that move one corner

_APART = 1e-3  # m, rad, and a share of a size: what differs by less is the same


@dataclass(frozen=True, eq=False)
class SkinnedMesh:
    """Triangles whose corners follow joints.

    `position`: (m, 3), where corners are modelled. `triangles`: (t, 3). `joints`, `weights`: (m, 4), of the skeleton, a
    corner's weights add up to 1. `bind`: (n, 3, 4), takes a corner into the frame of each joint, m.
    """

    position: Floats
    triangles: NDArray[np.intp]
    joints: NDArray[np.intp]
    weights: Floats
    bind: Floats

    def matrices(self, frames: JointFrames) -> Floats:
        """Return what moves each corner (m, 3, 4), m, when the joints have such frames: linear blend skinning."""
        matrix = Rotation.from_quat(frames.rotations).as_matrix() @ self.bind
        matrix[:, :, 3] += frames.positions
        blended: Floats = np.einsum("mk,mkij->mij", self.weights, matrix[self.joints])
        return blended

    def posed(self, frames: JointFrames) -> Floats:
        """Return where the corners are (m, 3), m, when the joints have such frames."""
        corner = np.concatenate([self.position, np.ones((len(self.position), 1))], axis=1)
        posed: Floats = np.einsum("mij,mj->mi", self.matrices(frames), corner)
        return posed


@dataclass(frozen=True, eq=False)
class RiggedModel:
    """A character. `motions`: its animations by name. `notes`: what of its file does not show, a line for each kind.

    `skeleton`: at rest it is as its skins were bound. `stands`: the frames of its joints as the file's nodes have them.
    `content`: SHA-256 of its files.
    """

    skeleton: Skeleton
    stands: JointFrames
    meshes: tuple[SkinnedMesh, ...]
    motions: Mapping[str, BodyMotion]
    notes: tuple[str, ...]
    content: str

    def corners(self, frames: JointFrames) -> Floats:
        """Return where the corners of all meshes are (m, 3), m, when the joints have such frames."""
        return np.concatenate([mesh.posed(frames) for mesh in self.meshes])


def read_rigged_model(path: Path) -> RiggedModel:
    """Read a character. Raises LiminalError for a file that is damaged, or has no skin."""
    if path.suffix.lower() not in (".glb", ".gltf"):
        raise LiminalError(f"{path}: only .glb and .gltf have skins; export it as one of them")
    source = read_source(path)
    if not source.tree.get("skins"):
        raise LiminalError(f"{path} has no skin: none of its surfaces follow joints; export it with its armature")
    try:
        return _model(source)
    except LiminalError as error:
        raise LiminalError(f"{path}: {error}; export it anew") from None
    except (LookupError, TypeError, ValueError, AttributeError, OSError) as error:
        raise LiminalError(
            f"{path}: its skin cannot be read: {error or type(error).__name__}; export it anew"
        ) from None


def _model(source: ModelSource) -> RiggedModel:
    tree, accessors = source.tree, GltfAccessors(source)
    for skin in tree["skins"]:
        if len(skin["joints"]) > MOST_JOINTS:
            raise LiminalError(f"a skin has {len(skin['joints'])} joints, and may have {MOST_JOINTS}")
    nodes = nodes_of(tree, {node for skin in tree["skins"] for node in skin["joints"]})
    notes = ["scales that differ along axes: their mean counts"] if nodes.is_uneven else []
    meshes = []
    for node in tree["nodes"]:
        if "skin" in node and "mesh" in node:
            skin = tree["skins"][node["skin"]]
            for primitive in tree["meshes"][node["mesh"]]["primitives"]:
                if primitive.get("mode", 4) == 4 and "JOINTS_0" in primitive["attributes"]:
                    meshes.append(_mesh(primitive, skin, nodes, accessors))
    if not meshes:
        raise LiminalError("no triangles of it follow the joints of a skin")
    motions: dict[str, BodyMotion] = {}
    for number, animation in enumerate(tree.get("animations", ()), 1):
        name = str(animation.get("name", f"animation {number}"))
        try:
            motions[name] = motion_of(animation, nodes, accessors)
        except LiminalError as error:
            raise LiminalError(f'animation "{name}": {error}') from None
        paths = {channel["target"]["path"] for channel in animation["channels"]}
        notes += [f'"{name}" changes {what}: left out' for path, what in _LEFT_OUT.items() if path in paths]
    skeleton = bound_skeleton(nodes.skeleton, meshes)
    motions = {name: motion.with_rest(skeleton) for name, motion in motions.items()}
    stands = nodes.skeleton.rest_frames
    return RiggedModel(skeleton, stands, tuple(meshes), motions, tuple(dict.fromkeys(notes)), source.content)


def bound_skeleton(skeleton: Skeleton, meshes: Sequence[SkinnedMesh]) -> Skeleton:
    """Return a skeleton whose rest pose is the one that skins were bound in, where all of them tell the same.

    Elsewhere, as where one joint scales corners otherwise than another, or skins tell none, it is the one given.
    """
    bound: dict[int, tuple[Floats, Floats]] = {}  # by joint: rotation (4,), and place (3,), m
    sizes: list[float] = []
    for mesh in meshes:
        for joint in np.unique(mesh.joints).tolist():
            linear, shift = mesh.bind[joint, :, :3], mesh.bind[joint, :, 3]
            size = float(np.cbrt(np.linalg.det(linear)))
            if not size > 0:
                return skeleton
            sizes.append(size)
            frame = Rotation.from_matrix(linear.T / size).as_quat(), -linear.T @ shift / size
            known = bound.setdefault(joint, frame)
            if np.linalg.norm(known[1] - frame[1]) > _APART or quaternion.angle_between(known[0], frame[0]) > _APART:
                return skeleton
    # Skins that tell no pose are bound with all joints at one place.
    if np.ptp(sizes) > _APART * max(sizes) or np.ptp([place for _, place in bound.values()], axis=0).max() < _APART:
        return skeleton
    rest, offsets = skeleton.rest_frames, skeleton.offsets.copy()
    positions, rotations = rest.positions.copy(), rest.rotations.copy()
    for joint, parent in enumerate(skeleton.parents):
        if joint in bound:
            rotations[joint], positions[joint] = bound[joint]
        elif parent >= 0:
            positions[joint] = positions[parent] + quaternion.rotated(rotations[parent], offsets[joint])
            rotations[joint] = quaternion.product(rotations[parent], skeleton.rotations[joint])
        if parent >= 0:
            back = quaternion.inverse(rotations[parent])
            offsets[joint] = quaternion.rotated(back, positions[joint] - positions[parent])
        else:
            offsets[joint] = positions[joint]
    return replace(skeleton, offsets=offsets, rotations=skeleton.local_rotations(rotations))


_LEFT_OUT = {"scale": "the scale of joints", "weights": "shapes of faces"}


def _mesh(primitive: dict[str, Any], skin: dict[str, Any], nodes: GltfNodes, accessors: GltfAccessors) -> SkinnedMesh:
    """Return one primitive of a mesh with its skin."""
    attributes = primitive["attributes"]
    position = accessors.read(attributes["POSITION"]).astype(np.float64)
    joints = np.array([nodes.joints[node] for node in skin["joints"]], np.intp)
    sets = range(sum(name.startswith("JOINTS_") for name in attributes))
    numbers = np.concatenate([accessors.read(attributes[f"JOINTS_{each}"]) for each in sets], axis=1).astype(np.intp)
    weights = np.concatenate([accessors.read(attributes[f"WEIGHTS_{each}"]) for each in sets], axis=1).astype(float)
    if len(numbers) != len(position) or len(weights) != len(position):
        raise ValueError("corners have no weights")
    order = np.argsort(-weights, axis=1, kind="stable")[:, :INFLUENCES]
    numbers, weights = (np.take_along_axis(each, order, axis=1) for each in (numbers, weights))
    total = weights.sum(axis=1, keepdims=True)
    weights = np.where(total > 0, weights / np.where(total > 0, total, 1.0), np.eye(INFLUENCES)[0])
    bind = np.tile(np.eye(4)[:3], (len(nodes.skeleton), 1, 1))
    if "inverseBindMatrices" in skin:
        # By columns; what a joint and all above it scale is scaled here, since frames have no scale.
        inverse = accessors.read(skin["inverseBindMatrices"]).astype(np.float64).reshape(-1, 4, 4).transpose(0, 2, 1)
        bind[joints] = inverse[: len(joints), :3]
    bind *= nodes.scales[:, None, None]
    if "indices" in primitive:
        triangles = accessors.read(primitive["indices"]).reshape(-1, 3).astype(np.intp)
    else:
        triangles = np.arange(len(position) // 3 * 3, dtype=np.intp).reshape(-1, 3)
    if not np.isfinite(position).all() or triangles.max(initial=0) >= len(position):
        raise ValueError("corners of it are at no place")
    return SkinnedMesh(position, triangles, joints[numbers], weights, bind)
