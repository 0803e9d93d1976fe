"""Model parts: the meshes of a file as `trimesh` reads it, with their colours, in the file's own space and unit."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.colour import decode_srgb
from liminal.thing.finish import Finish

FULL = 100.0  # cd/m2: what an emission of 1 shines with
METALLIC = 0.5  # from here on a metal
GREY = (0.5, 0.5, 0.5)  # reflectance where a file says nothing
LINEAR = (".glb", ".gltf")  # whose factors and vertex colours are linear; those of others are sRGB's code

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class TextureMap:
    """A picture on a mesh. `texels`: (h, w, 4), linear Rec. 709 and alpha, top row first."""

    texels: NDArray[np.float32]

    def at(self, uv: Floats) -> Floats:
        """What it shows at some places (n, 2), repeated without end, between texels linear: (n, 4)."""
        height, width = self.texels.shape[:2]
        x, y = uv[:, 0] * width - 0.5, (1 - uv[:, 1]) * height - 0.5
        column, row = np.floor(x).astype(np.intp), np.floor(y).astype(np.intp)
        across, down = (x - column)[:, None], (y - row)[:, None]
        rows, columns = (row % height, (row + 1) % height), (column % width, (column + 1) % width)
        above = self.texels[rows[0], columns[0]] * (1 - across) + self.texels[rows[0], columns[1]] * across
        below = self.texels[rows[1], columns[0]] * (1 - across) + self.texels[rows[1], columns[1]] * across
        found: Floats = above * (1 - down) + below * down
        return found

    def coarser(self, factor: int) -> "TextureMap":
        """The mean over squares of so many texels, as far as there are whole ones."""
        height, width = (max(side // factor, 1) for side in self.texels.shape[:2])
        tall, wide = (min(factor, side) for side in self.texels.shape[:2])
        kept = self.texels[: height * tall, : width * wide]
        return TextureMap(kept.reshape(height, tall, width, wide, 4).mean((1, 3)))


@dataclass(frozen=True)
class ModelPart:
    """A mesh of one material, with v corners and t triangles.

    `position`: (v, 3), in the file's unit. `normal`: (v, 3), unit length, or None. `uv`: (v, 2), or None. `colour`:
    (v, 4), reflectance, linear Rec. 709, and alpha, before the texture. `glow`: cd/m2 by channel, before its texture.
    `both_sides`: whether the material shows from behind; None where the file does not say. `roughness`: of it, 0 to 1.
    `weights`: (v, n), of n joints that move it, of a skin.
    """

    position: Floats
    triangles: NDArray[np.intp]
    normal: Floats | None
    uv: Floats | None
    colour: Floats
    texture: TextureMap | None
    glow: Floats
    glow_texture: TextureMap | None
    finish: Finish
    cutoff: float
    both_sides: bool | None
    material: str
    roughness: float = 1.0
    weights: Floats | None = None


def part_of(mesh: Any, matrix: Floats, suffix: str, strength: float, maps: dict[int, TextureMap]) -> ModelPart:
    """The part of one mesh of `trimesh` under a node's matrix (4, 4). `strength`: factor of its emission.

    `maps`: those that other parts have, by the identity of their picture; new ones are added.
    """
    position = np.asarray(mesh.vertices, np.float64)
    triangles = np.asarray(mesh.faces, np.intp).reshape(-1, 3)
    if len(triangles) and not 0 <= triangles.min() <= triangles.max() < len(position):
        raise ValueError("a triangle has a corner that is not there")
    normal = np.asarray(mesh.vertex_normals, np.float64) if "vertex_normals" in mesh._cache else None
    linear = matrix[:3, :3]
    if normal is not None and normal.shape == position.shape and np.isfinite(normal).all():
        normal = normal @ np.linalg.pinv(linear)
        length = np.linalg.norm(normal, axis=1, keepdims=True)
        normal = normal / np.maximum(length, 1e-12) if (length > 1e-12).all() else None
    else:
        normal = None
    if np.linalg.det(linear) < 0:
        triangles = triangles[:, ::-1]
    material, uv = getattr(mesh.visual, "material", None), getattr(mesh.visual, "uv", None)
    uv = np.asarray(uv, np.float64) if uv is not None and len(uv) == len(position) else None
    metallic = getattr(material, "metallicFactor", None) if suffix in LINEAR else None
    emission = _emission(material) * FULL * strength
    with np.errstate(invalid="ignore"):  # corners at infinity are told by the caller
        position = position @ linear.T + matrix[:3, 3]
    return ModelPart(
        position,
        np.ascontiguousarray(triangles),
        normal,
        uv,
        _colours(mesh, material, suffix),
        _texture(getattr(material, "baseColorTexture", None) or getattr(material, "image", None), uv, maps),
        emission,
        _texture(getattr(material, "emissiveTexture", None), uv, maps) if emission.any() else None,
        Finish.CHROME if metallic is not None and metallic >= METALLIC else Finish.PLASTIC,
        _cutoff(material),
        bool(getattr(material, "doubleSided", False)) if suffix in LINEAR else None,
        str(getattr(material, "name", None) or id(material)) if material is not None else "",
        float(getattr(material, "roughnessFactor", None) or 1.0) if suffix in LINEAR else 1.0,
    )


def _colours(mesh: Any, material: Any, suffix: str) -> Floats:
    """The colour of each corner without a texture: (v, 4), the material's times its own."""
    count = len(mesh.vertices)
    colour = np.tile([*GREY, 1.0], (count, 1))
    if material is not None:
        factor = getattr(material, "baseColorFactor", None)
        if suffix not in LINEAR and "kd" in getattr(material, "kwargs", {}):
            factor = material.diffuse
        if factor is not None:
            colour[:] = _decoded(factor, suffix)
        elif suffix in LINEAR or getattr(material, "image", None) is not None:
            colour[:] = 1.0
    own = None
    if getattr(mesh.visual, "kind", None) in ("vertex", "face"):
        colour[:] = 1.0
        own = mesh.visual.vertex_colors
    elif "color" in getattr(mesh.visual, "vertex_attributes", {}):
        own = mesh.visual.vertex_attributes["color"]
    if own is not None and len(own) == count:
        colour *= _decoded(own, suffix)
    return colour


def _decoded(colours: Any, suffix: str) -> Floats:
    """Colours (..., 3 or 4), of 8 bits or from 0 to 1, as linear ones with alpha."""
    given = np.asarray(colours)
    coded = given / (255.0 if given.dtype.kind in "ui" else 1.0)
    found: Floats = np.ones((*coded.shape[:-1], 4))
    rgb = coded[..., :3].clip(0, 1)
    found[..., :3] = rgb if suffix in LINEAR else decode_srgb(rgb)
    if coded.shape[-1] == 4:
        found[..., 3] = coded[..., 3]
    return found


def _emission(material: Any) -> Floats:
    """The emission of a material by channel, linear."""
    factor = getattr(material, "emissiveFactor", None)
    if factor is None:
        factor = getattr(material, "kwargs", {}).get("ke")
    if factor is None:
        return np.zeros(3)
    try:
        found = np.asarray(factor, np.float64).ravel()[:3]
    except ValueError:
        return np.zeros(3)
    return found if found.shape == (3,) and np.isfinite(found).all() else np.zeros(3)


def _cutoff(material: Any) -> float:
    """The alpha below which a surface is not there: that of a mask, and for glass that it is all but clear."""
    mode = getattr(material, "alphaMode", None)
    if mode == "MASK":
        return float(getattr(material, "alphaCutoff", None) or 0.5)
    return 0.1 if mode == "BLEND" else 0.0


LARGEST = 2048  # texels along the edge of a picture, at most: more do not show at corners


def _texture(image: Any, uv: Floats | None, maps: dict[int, TextureMap]) -> TextureMap | None:
    if image is None or uv is None:
        return None
    if id(image) not in maps:
        shrink = -(-max(image.size) // LARGEST)
        picture = image.convert("RGBA")
        coded = np.asarray(picture.reduce(shrink) if shrink > 1 else picture)
        table = np.asarray(decode_srgb(np.arange(256) / 255), np.float32)
        maps[id(image)] = TextureMap(np.dstack([table[coded[..., :3]], coded[..., 3:] / np.float32(255)]))
    return maps[id(image)]
