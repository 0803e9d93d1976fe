"""Materials of things as glTF 2.0 has them, and what makes any material shine."""

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.colour import decode_srgb, encode_srgb
from liminal.export.thing_nodes import MATTE, METALS, ROUGHNESS, paint_name
from liminal.film.picture import encode_jpeg
from liminal.thing.finish import SEEN_THROUGH, Finish, Paint
from liminal.thing.pane import BLOCK_DEPTH, BLOCK_WALL, GLASS_ABSORPTION, GLASS_INDEX, PANE_THICKNESS

if TYPE_CHECKING:
    import pygltflib

EMISSIVE_STRENGTH = "KHR_materials_emissive_strength"
SPECULAR = "KHR_materials_specular"
TRANSMISSION, IOR, VOLUME = "KHR_materials_transmission", "KHR_materials_ior", "KHR_materials_volume"


def paint_material(paint: Paint) -> "pygltflib.Material":
    """A material of one colour: that of the paint is its reflectance, but for panes, which are clear."""
    import pygltflib

    if paint.finish in SEEN_THROUGH:
        return _clear_material(paint)
    surface = pygltflib.PbrMetallicRoughness(
        metallicFactor=1.0 if paint.finish in METALS else 0.0,
        roughnessFactor=ROUGHNESS[paint.finish],
        baseColorFactor=[*paint.colour, 1.0],
    )
    material = pygltflib.Material(name=paint_name(paint), pbrMetallicRoughness=surface)
    if paint.finish in MATTE:
        material.extensions[SPECULAR] = {"specularFactor": 0.0}
    if any(paint.glow):
        shine(material, paint.glow)
    return material


def _clear_material(paint: Paint) -> "pygltflib.Material":
    """Glass, without dust and joints: a volume whose two faces refract, and whose inside takes light away."""
    import pygltflib

    surface = pygltflib.PbrMetallicRoughness(metallicFactor=0.0, roughnessFactor=ROUGHNESS[paint.finish])
    is_pane = paint.finish is Finish.PANE
    depth, glass = (PANE_THICKNESS, PANE_THICKNESS) if is_pane else (BLOCK_DEPTH, 2 * BLOCK_WALL)
    left = np.exp(-GLASS_ABSORPTION * glass).tolist()
    volume = {"thicknessFactor": depth, "attenuationDistance": depth, "attenuationColor": left}
    clear = {TRANSMISSION: {"transmissionFactor": 1.0}, IOR: {"ior": GLASS_INDEX}, VOLUME: volume}
    return pygltflib.Material(name=paint_name(paint), pbrMetallicRoughness=surface, extensions=clear)


def matte_picture(name: str, picture: "pygltflib.TextureInfo") -> "pygltflib.Material":
    """A material with the colours of a picture and without any gloss."""
    import pygltflib

    surface = pygltflib.PbrMetallicRoughness(metallicFactor=0.0, roughnessFactor=1.0, baseColorTexture=picture)
    return pygltflib.Material(name=name, pbrMetallicRoughness=surface, extensions={SPECULAR: {"specularFactor": 0.0}})


def shine(material: "pygltflib.Material", light: ArrayLike) -> None:
    """Let a material emit light, (3,) cd/m2 by channel: a factor of at most 1, and a strength.

    KHR_materials_emissive_strength says that the unit of their product is cd/m2.
    """
    channels: list[float] = np.asarray(light, np.float64).tolist()
    strongest = max(channels)
    material.emissiveFactor = [channel / strongest for channel in channels]
    material.extensions[EMISSIVE_STRENGTH] = {"emissiveStrength": strongest}


def stretched(picture: NDArray[np.uint8], mean: NDArray[np.float32]) -> tuple[bytes, tuple[float, float, float]]:
    """Encode colours, uint8 (h, w, 3), sRGB, as a JPEG of their whole range, with the factor that brings them back.

    8 bits round tones, and JPEG hues: without the factor, even surfaces were up to 1.2 % too bright or dark in red or
    blue, and a whole place, after many bounces, 0.7 % too bright. With it, a reader finds the `mean`, (3,), linear.
    """
    from PIL import Image

    light = decode_srgb(picture / 255)
    jpeg = encode_jpeg(np.rint(255 * encode_srgb(light / light.max((0, 1)))).astype(np.uint8))
    with Image.open(BytesIO(jpeg)) as file:
        decoded = decode_srgb(np.asarray(file) / 255)
    red, green, blue = np.minimum(mean / decoded.mean((0, 1)), 1.0).tolist()
    return jpeg, (red, green, blue)
