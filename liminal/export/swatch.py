"""Swatches: pictures of the materials for other programs, one repeat each: colour, relief, and how a lens glows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.colour import encode_srgb
from liminal.view.cell_surfaces import LUMINOUS
from liminal.view.surface import Surfaces
from liminal.world.material import Material

Picture = NDArray[np.uint8]  # (h, w, 3), top row first

MILLIMETRES = 1000.0  # in a metre: painters give relief in the one, everything else is in the other
FLAT = 0.002  # slope: a relief that is nowhere steeper makes no normal map


@dataclass(frozen=True)
class Swatch:
    """One repeat of a material. The pictures repeat without a seam along both axes.

    `size`: metres (width, height). `colour`: reflectance, sRGB encoded; of a diffuser its glow, 255 being `peak`.
    `mean`: the linear value that the mean of `colour` stands for, before rounding.
    `normal`: tangent space, x right, y up, z out, 0..255 meaning -1..1; None where flat. `peak`: of a diffuser, the
    brightest texel's share of the lamp's luminance; the mean is 1.
    """

    size: tuple[float, float]
    colour: Picture
    mean: NDArray[np.float32]  # (3,)
    normal: Picture | None
    peak: float = 1.0


def swatches(surfaces: Surfaces) -> dict[Material, Swatch]:
    """Take a picture of every material from its painted texture: the mean look, without wear and without chance."""
    stored = surfaces.albedo.read()
    result = {}
    for material, first in surfaces.first.items():
        layer = stored[first, ::-1].astype(np.float32)  # top row first
        relative = layer[..., :3] / layer[..., :3].mean((0, 1))
        size = (float(surfaces.scale[material, 0]), float(surfaces.scale[material, 1]))
        glows = material in LUMINOUS
        peak = float(relative.max()) if glows else 1.0
        tone = np.full(3, 1.0 / peak, np.float32) if glows else surfaces.reflectance[material]
        colour = np.rint(255 * encode_srgb(relative * tone)).astype(np.uint8)
        result[material] = Swatch(size, colour, tone, normals(layer[..., 3] / MILLIMETRES, size), peak)
    return result


def normals(height: NDArray[np.float32], size: tuple[float, float]) -> Picture | None:
    """The normal map of a relief that repeats, `height` (h, w) in metres, top row first, over `size` metres."""
    rows, columns = height.shape
    right = (np.roll(height, -1, 1) - np.roll(height, 1, 1)) * (columns / (2 * size[0]))
    up = (np.roll(height, 1, 0) - np.roll(height, -1, 0)) * (rows / (2 * size[1]))
    if max(abs(right).max(), abs(up).max()) < FLAT:
        return None
    normal = np.stack([-right, -up, np.ones_like(height)], -1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    result: Picture = np.rint((normal + 1) * 127.5).astype(np.uint8)
    return result
