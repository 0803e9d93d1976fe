"""Small models for tests, made with `trimesh`."""

from pathlib import Path

import numpy as np
import trimesh
from PIL import Image
from trimesh.visual import TextureVisuals
from trimesh.visual.material import PBRMaterial

QUARTERS = np.array([[[255, 0, 0], [0, 255, 0]], [[0, 0, 255], [255, 255, 255]]], np.uint8)  # top row first


def box(size: tuple[float, float, float] = (1.0, 1.0, 1.0), **material: object) -> trimesh.Trimesh:
    mesh = trimesh.creation.box(size)
    if material:
        mesh.visual = TextureVisuals(material=PBRMaterial(**material))
    return mesh


def quad(width: float, height: float, picture: np.ndarray) -> trimesh.Trimesh:
    """An upright sheet in the plane z = 0 that faces +z, with a picture all over it."""
    corners = [(0, 0, 0), (width, 0, 0), (width, height, 0), (0, height, 0)]
    mesh = trimesh.Trimesh(corners, [(0, 1, 2), (0, 2, 3)], process=False)
    material = PBRMaterial(baseColorTexture=Image.fromarray(picture))
    mesh.visual = TextureVisuals(uv=[(0, 0), (1, 0), (1, 1), (0, 1)], material=material)
    return mesh


def moved(scale: float, *shift: float) -> np.ndarray:
    matrix = np.diag([scale, scale, scale, 1.0])
    matrix[:3, 3] = shift
    return matrix


def written(path: Path, mesh: trimesh.Trimesh, matrix: np.ndarray | None = None) -> Path:
    """Write a scene of one mesh under a node's matrix, or for formats without scenes the mesh alone."""
    if path.suffix == ".glb":
        scene = trimesh.Scene()
        scene.add_geometry(mesh, transform=matrix)
        data = scene.export(file_type="glb")
    elif path.suffix == ".obj":
        data, beside = trimesh.exchange.obj.export_obj(mesh, return_texture=True, mtl_name="a.mtl")
        for name, content in beside.items():
            (path.parent / name).write_bytes(content)
    else:
        data = mesh.export(file_type=path.suffix[1:])
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path
