"""Characters: rigged models from .glb and .gltf as bodies, with the skin and the joints of their files."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from liminal.body.character_file import CharacterFile
from liminal.body.skin_part import SkinPart
from liminal.errors import LiminalError
from liminal.motion import quaternion
from liminal.motion.body_axes import in_metres, leg_length, rest_axes
from liminal.motion.body_motion import BodyMotion
from liminal.motion.bones import SIDES, Bones, bones_of
from liminal.motion.rigged_model import RiggedModel, SkinnedMesh, read_rigged_model
from liminal.motion.skeleton import Skeleton
from liminal.motion.sole import sole_of
from liminal.thing.finish import Finish
from liminal.thing.model_import import MOST_TRIANGLES, parts_at
from liminal.thing.model_part import ModelPart
from liminal.thing.model_source import read_source
from liminal.thing.model_surface import corners_of, shown_triangles, surfaces_of
from liminal.thing.surface_mesh import SurfaceMesh

MOST_JOINTS = 256  # as many as a byte tells apart
MATT = 0.5  # roughness from which on a surface mirrors no lamps

Floats = NDArray[np.float64]

_AXES = np.eye(3)  # of a body at rest: left, up and front


@dataclass(frozen=True, eq=False)
class RiggedCharacter:
    """A rigged model in metres, +Y up, as tall as in its file; at rest it stands on y = 0 and looks along +z.

    `skeleton`: joints that are bones of ours have their names. `stature`: m. `parts`: of its skin, where it is at rest.
    `motions`: its own, by name; each begins above x = z = 0 and looks along +z. `sole`: how high its soles are at rest
    by its joints, m. `content`: SHA-256 of its files.
    """

    skeleton: Skeleton
    bones: Bones
    stature: float
    parts: tuple[SkinPart, ...]
    motions: Mapping[str, BodyMotion]
    sole: float
    content: str


@lru_cache(maxsize=8)
def character_of(file: CharacterFile) -> RiggedCharacter:
    """Read a character. Raises LiminalError for a file that holds none, and for one whose joints are not known."""
    path = Path(file.path)
    model = read_rigged_model(path)
    if len(model.skeleton) > MOST_JOINTS:
        raise LiminalError(f"{path}: it has {len(model.skeleton)} joints, and a body may have {MOST_JOINTS}")
    bones = bones_of(model.skeleton, dict(file.bones), file.path)
    rest = BodyMotion(model.skeleton, 1.0, (), np.zeros((1, 0, 3)), model.skeleton.rotations[None])
    try:
        upright, motions = _upright(rest, bones), {name: _upright(each, bones) for name, each in model.motions.items()}
    except LiminalError as error:
        raise LiminalError(f"{path}: {error}") from None
    metres = leg_length(upright.skeleton, bones) / leg_length(model.skeleton, bones)
    parts = _parts(path, model, metres * rest_axes(model.skeleton, bones).T)
    corners = np.concatenate([part.position[part.triangles.ravel()] for part in parts])
    low, high = corners.min(0), corners.max(0)
    hips = upright.skeleton.rest_frames.positions[bones.joints["hips"]]
    shift = np.array([-hips[0], -low[1], -hips[2]])
    offsets = upright.skeleton.offsets.copy()
    offsets[list(upright.skeleton.roots)] += shift
    skeleton = _renamed(replace(upright.skeleton, offsets=offsets), bones)
    up = -metres * float(model.corners(model.stands)[:, 1].min())
    standing = [replace(part, position=part.position + shift) for part in parts]
    surfaces = surfaces_of(standing, float((high - low).max()))
    return RiggedCharacter(
        skeleton,
        bones,
        float(high[1] - low[1]),
        tuple(_skin_part(part) for part in surfaces),
        {name: _from_origin(each, bones, up) for name, each in motions.items()},
        _sole(skeleton, bones),
        model.content,
    )


def _upright(motion: BodyMotion, bones: Bones) -> BodyMotion:
    return in_metres(motion, bones, None, "y")[0]


def _parts(path: Path, model: RiggedModel, turn: Floats) -> list[ModelPart]:
    """The parts of a character's skin, its skeleton at rest, moved by a matrix (3, 3), with weights of all joints."""
    count = sum(len(mesh.triangles) for mesh in model.meshes)
    if count > MOST_TRIANGLES:
        raise LiminalError(
            f"{path} has {count:,} triangles, and a model may have {MOST_TRIANGLES:,}; simplify it, as by Blender's "
            "modifier Decimate"
        )
    found = parts_at(read_source(path), [mesh.position for mesh in model.meshes])
    return [_at_rest(part, mesh, model.skeleton, turn) for part, mesh in zip(found, model.meshes, strict=True)]


def _at_rest(part: ModelPart, mesh: SkinnedMesh, skeleton: Skeleton, turn: Floats) -> ModelPart:
    weights = np.zeros((len(mesh.position), len(skeleton)))
    np.add.at(weights, (np.arange(len(weights))[:, None], mesh.joints), mesh.weights)
    linear = turn @ mesh.matrices(skeleton.rest_frames)[:, :, :3]
    normal = None if part.normal is None else np.einsum("mij,mj->mi", linear, part.normal)
    return replace(
        part,
        position=mesh.posed(skeleton.rest_frames) @ turn.T,
        normal=None if normal is None else quaternion.normalised(normal),
        weights=weights,
    )


def _skin_part(part: ModelPart) -> SkinPart:
    """A part as one of a skin: rough materials are matt, and none is emissive."""
    assert part.normal is not None
    assert part.weights is not None
    corners = corners_of(part)
    mesh = SurfaceMesh(part.position, part.normal, corners["surface"].astype(float), shown_triangles(part))
    finish = Finish.CARDBOARD if part.finish is Finish.PLASTIC and part.roughness >= MATT else part.finish
    return SkinPart(mesh, finish, corners["colour"].astype(float), part.weights)


def _renamed(skeleton: Skeleton, bones: Bones) -> Skeleton:
    """The skeleton with our names of its bones; names of other joints that are taken get the joint's number behind."""
    ours = {joint: bone for bone, joint in bones.joints.items()}
    names: list[str] = []
    for joint, name in enumerate(skeleton.names):
        taken = name in bones.joints or name in names
        names.append(ours.get(joint, f"{name} {joint}" if taken else name))
    return replace(skeleton, names=tuple(names))


def _sole(skeleton: Skeleton, bones: Bones) -> float:
    """How high the soles of a skeleton at rest are by its joints, m."""
    rest, heights = skeleton.rest_frames, []
    for side in SIDES:
        ankle = bones.joints[f"{side}_foot"]
        heel = quaternion.rotated(rest.rotations[ankle], sole_of(skeleton, bones, _AXES, side).heel)
        heights.append(float(rest.positions[ankle, 1] + heel[1]))
    return sum(heights) / len(heights)


def _from_origin(motion: BodyMotion, bones: Bones, up: float) -> BodyMotion:
    """A motion turned and moved to begin above x = z = 0, looking along +z, and moved `up`, m."""
    hips, frames = bones.joints["hips"], motion.skeleton.frames(motion.pose_at(0.0))
    back = quaternion.inverse(motion.skeleton.rest_frames.rotations[hips])
    front = quaternion.rotated(frames.rotations[hips], quaternion.rotated(back, np.array([0.0, 0.0, 1.0])))
    turn = quaternion.about((0.0, 1.0, 0.0), -np.arctan2(front[0], front[2]))
    start = quaternion.rotated(turn, frames.positions[hips])
    return motion.placed(turn, np.array([-start[0], up, -start[2]]))
