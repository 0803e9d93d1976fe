"""Model import: a thing read from .glb, .gltf, .obj, .stl or .ply, and what was understood of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.settings.file_stamp import FileStamp, file_stamp
from liminal.settings.thing import ThingSettings
from liminal.thing.model_part import LINEAR, ModelPart, TextureMap, part_of
from liminal.thing.model_source import MOST_BYTES, ModelSource, check_suffix, read_source
from liminal.thing.model_surface import corners_of, shown_triangles, surfaces_of
from liminal.thing.thing import Thing
from liminal.thing.voxel_boxes import voxel_boxes

MOST_TRIANGLES = 1_000_000
MOST_SURFELS = 1500
SPACING = 0.03  # m: corners closer than this share their light, in any model

# Of a largest extent above these, in the file's unit, the unit is taken to be centimetres, or millimetres.
CENTIMETRES, MILLIMETRES = 50.0, 400.0
PRINTED = ".stl"  # in millimetres unless in metres: files for machines
UPRIGHT_Z = (".stl", ".ply")

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ImportedModel:
    """A model as a thing, the middle of its footprint at the origin. `spacing`: see `Placement`, m.

    `content`: SHA-256 of its files. `triangles`: of the file. `unit`: of the file, in words. `notes`: one line for each
    kind of content that was left out or guessed.
    """

    thing: Thing
    spacing: float
    content: str
    triangles: int
    unit: str
    materials: int
    textures: int
    notes: tuple[str, ...]

    @property
    def size(self) -> tuple[float, float, float]:
        """Width, depth and height, m."""
        low, high = self.thing.bounds
        width, height, depth = (high - low).tolist()
        return width, depth, height


def model_of(thing: ThingSettings) -> ImportedModel:
    """Read the model of a `[[thing]]`. Raises LiminalError for a file that is no such model."""
    return read_model(thing.file, thing.up, thing.scale, thing.content)


def read_model(
    file: str | Path, up: str | None = None, scale: float = 1.0, content: str | None = None
) -> ImportedModel:
    """Read a model; one that was read before and has not been touched since is at hand.

    `up`: the axis of the file that is up, "y" or "z"; None is the usual one of its kind. `scale`: factor of its size.
    `content`: what `ImportedModel.content` must be. Raises LiminalError for a file that is no such model.
    """
    path = Path(file)
    check_suffix(path)
    model = _read(str(path), file_stamp(path, "model", MOST_BYTES), up, scale)
    if content is not None and model.content != content:
        raise LiminalError(
            f"{path} is not the model that the recipe was made with: it has changed since; bring the old one back, or "
            "leave it out with --set thing=[] and give the new one with --thing"
        )
    return model


@lru_cache(maxsize=16)
def _read(path: str, stamp: FileStamp, up: str | None, scale: float) -> ImportedModel:
    """The model in a file that has such a `stamp`."""
    source = read_source(Path(path))
    scene = source.scene()
    parts = _parts(source, scene)
    count = sum(len(part.triangles) for part in parts)
    if not count:
        raise LiminalError(f"{path} has no triangles; give a model with surfaces")
    if count > MOST_TRIANGLES:
        raise LiminalError(
            f"{path} has {count:,} triangles, and a model may have {MOST_TRIANGLES:,}; simplify it, as by Blender's "
            "modifier Decimate"
        )
    for part in parts:
        if not (np.isfinite(part.position).all() and (part.uv is None or np.isfinite(part.uv).all())):
            raise LiminalError(f"{path} has corners at no place (NaN or infinity); export it anew")
    parts, unit = _in_metres(parts, source.suffix, up, scale)
    thing = _thing(parts, path)
    return ImportedModel(
        thing,
        _spacing(thing),
        source.content,
        count,
        unit,
        len({part.material for part in parts} - {""}),
        len({id(each) for part in parts for each in (part.texture, part.glow_texture) if each is not None}),
        _left_out(source, scene),
    )


def _parts(source: ModelSource, scene: Any) -> list[ModelPart]:
    """The meshes of a scene, each as often as a node shows it."""
    import trimesh

    parts: list[ModelPart] = []
    part = _reader(source)
    try:
        for node in sorted(scene.graph.nodes_geometry):
            matrix, name = scene.graph[node]
            mesh = scene.geometry[name]
            if isinstance(mesh, trimesh.Trimesh) and len(mesh.faces):
                parts.append(part(mesh, np.asarray(matrix, np.float64)))
    except (ValueError, TypeError, IndexError, KeyError, OSError) as error:
        raise LiminalError(f"{source.path}: its meshes cannot be read: {error}; export it anew") from None
    return parts


def parts_at(source: ModelSource, places: Sequence[Floats]) -> list[ModelPart]:
    """Return the parts of those meshes of a file whose corners are at such places, (v, 3) each, before any matrix.

    Raises LiminalError where there are none, or they are damaged.
    """
    meshes, part, parts = source.scene().geometry.values(), _reader(source), []
    try:
        for place in places:
            same = (mesh for mesh in meshes if len(getattr(mesh, "faces", ())) and _is_at(mesh, place))
            mesh = next(same, None)
            if mesh is None:
                raise ValueError("a mesh with joints has none of the known layouts")
            parts.append(part(mesh, np.eye(4)))
    except (ValueError, TypeError, IndexError, KeyError, OSError) as error:
        raise LiminalError(f"{source.path}: its meshes cannot be read: {error}; export it anew") from None
    return parts


def _is_at(mesh: Any, place: Floats) -> bool:
    return len(mesh.vertices) == len(place) and bool(np.allclose(mesh.vertices, place, rtol=1e-5))


def _reader(source: ModelSource) -> Callable[[Any, Floats], ModelPart]:
    """Return what makes a part of a mesh of `trimesh` under a node's matrix (4, 4)."""
    strengths, pictured = _emission_strengths(source.tree), _pictured(source.tree)
    maps: dict[int, TextureMap] = {}

    def read(mesh: Any, matrix: Floats) -> ModelPart:
        material = getattr(mesh.visual, "material", None)
        name = str(getattr(material, "name", None))
        if name in pictured and getattr(material, "baseColorTexture", None) is None:
            raise ValueError(f"the picture of material {name} is damaged, or of an unknown kind")
        return part_of(mesh, matrix, source.suffix, strengths.get(name, 1.0), maps)

    return read


def _pictured(tree: dict[str, Any]) -> set[str]:
    """The names of a glTF file's materials that have a picture."""
    return {
        str(row["name"])
        for row in tree.get("materials") or ()
        if row.get("name") and "baseColorTexture" in (row.get("pbrMetallicRoughness") or {})
    }


def _emission_strengths(tree: dict[str, Any]) -> dict[str, float]:
    """The factor of the emission of a glTF file's materials, by name (KHR_materials_emissive_strength)."""
    found = {}
    for material in tree.get("materials") or ():
        row = (material.get("extensions") or {}).get("KHR_materials_emissive_strength") or {}
        if isinstance(row.get("emissiveStrength"), int | float):
            found[str(material.get("name"))] = float(row["emissiveStrength"])
    return found


def _in_metres(parts: list[ModelPart], suffix: str, up: str | None, scale: float) -> tuple[list[ModelPart], str]:
    """The parts in metres, +Y up, on y = 0, the middle of their footprint at the origin; and the file's unit."""
    if (up or ("z" if suffix in UPRIGHT_Z else "y")) == "z":
        turn = np.array([(1, 0, 0), (0, 0, 1), (0, -1, 0)], float)
    else:
        turn = np.eye(3)
    corners = np.concatenate([part.position[part.triangles.ravel()] for part in parts]) @ turn.T
    low, high = corners.min(0), corners.max(0)
    extent = float((high - low).max())
    unit, metres = "metres", 1.0
    if suffix not in LINEAR and extent > CENTIMETRES:
        unit, metres = "centimetres", 0.01
        if suffix == PRINTED or extent > MILLIMETRES:
            unit, metres = "millimetres", 0.001
    factor = metres * scale
    shift = np.array([(low[0] + high[0]) / 2, low[1], (low[2] + high[2]) / 2])
    moved = [
        replace(
            part,
            position=(part.position @ turn.T - shift) * factor,
            normal=None if part.normal is None else part.normal @ turn.T,
        )
        for part in parts
    ]
    return moved, unit


def _thing(parts: list[ModelPart], path: str) -> Thing:
    """The thing of some parts in metres."""
    position = np.concatenate([part.position for part in parts])
    first = np.cumsum([0, *(len(part.position) for part in parts)])
    triangles = np.concatenate([part.triangles + begin for part, begin in zip(parts, first, strict=False)])
    area = np.linalg.norm(np.cross(*(position[triangles[:, k]] - position[triangles[:, 0]] for k in (1, 2))), axis=1)
    extent = float(np.ptp(position[triangles.ravel()], axis=0).max())
    if not float(area.max()) > 1e-9 * extent**2:
        raise LiminalError(f"{path} has no surface: all its triangles are points or lines; export it anew")
    boxes = voxel_boxes(position, triangles[area > 0])
    meshes = surfaces_of(parts, extent)
    corners = np.concatenate([corners_of(part) for part in meshes])
    first = np.cumsum([0, *(len(part.position) for part in meshes)])
    shown = [shown_triangles(part) + begin for part, begin in zip(meshes, first, strict=False)]
    if not sum(len(each) for each in shown):
        raise LiminalError(f"{path} is transparent all over: nothing of it would show; export it with opaque materials")
    return Thing(corners, np.concatenate(shown).astype(np.intp), boxes)


def _spacing(thing: Thing) -> float:
    """How close corners may be that have light of their own, m, for at most MOST_SURFELS of them."""
    corners, spacing = thing.corners, SPACING
    facing = np.rint(2 * corners["normal"]).astype(np.int64)
    while True:
        place = np.rint(corners["position"].astype(np.float64) / spacing).astype(np.int64)
        key = np.hstack([place, facing]) @ np.array([1, 1 << 14, 1 << 28, 1 << 42, 1 << 45, 1 << 48])
        if len(np.unique(key)) <= MOST_SURFELS:
            return spacing
        spacing *= 1.2


def _left_out(source: ModelSource, scene: Any) -> tuple[str, ...]:
    """What of a file does not show, a line for each kind."""
    tree, notes = source.tree, []
    for key, said in (
        ("animations", "animations, as it stands still: {}"),
        ("skins", "skins, as it stands as it was modelled: {}"),
        ("cameras", "cameras: {}"),
    ):
        if tree.get(key):
            notes.append(said.format(len(tree[key])))
    if "KHR_lights_punctual" in tree.get("extensions", {}):
        notes.append("lights: only what has an emission shines")
    rows = [row for row in tree.get("materials") or () if isinstance(row, dict)]
    if any("normalTexture" in row or "occlusionTexture" in row for row in rows):
        notes.append("normal and occlusion maps")
    if any("metallicRoughnessTexture" in (row.get("pbrMetallicRoughness") or {}) for row in rows):
        notes.append("maps of roughness and metal: the factors alone count")
    if any(row.get("alphaMode") == "BLEND" for row in rows):
        notes.append("transparency: what is not all but clear is opaque")
    others = len(scene.geometry) - sum(hasattr(mesh, "faces") for mesh in scene.geometry.values())
    if others:
        notes.append(f"sets of lines or points: {others}")
    return tuple(notes)
