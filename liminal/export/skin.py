"""The skin: one picture of all surfaces of a part as they look in our light, for viewers that have none themselves."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from liminal.colour import decode_srgb
from liminal.export.unwrap import unwrap
from liminal.export.writing_nodes import whole_writing
from liminal.gl import Scope, Target, Texture, make_texture
from liminal.light.bake import bake
from liminal.light.lamp_colour import lamp_colour
from liminal.light.lightmap import Lightmap
from liminal.piece.chart import WALL
from liminal.piece.mesh import BLOCK, Mesh
from liminal.piece.piece import Piece
from liminal.piece.standing import SLOT
from liminal.piece.visibility import Viewpoint, Visibility
from liminal.settings.photo import PhotoSettings
from liminal.settings.preset import Preset
from liminal.view.development import Development
from liminal.view.inscription_place import corners_of, light_places
from liminal.view.scene import Scene
from liminal.view.surface import Surfaces
from liminal.world.grid import CELL
from liminal.world.material import Material, mean_reflectance
from liminal.world.window import Window

SIZE = 4096  # texels along an edge of the picture: the most that every viewer takes
FINEST = 100.0  # texels to a metre
ROW = 1024  # corners of things that are developed in a row
ACROSS = 8  # places along each edge of an inscription at which the light of its wall is read
STEP = 64  # cells (10 m) from one place that light is found around, texel by texel, to the next


@dataclass(frozen=True)
class Skin:
    """How all of a part looks.

    `picture`: uint8 (h, w, 3), sRGB, top row first. `place`: float32 (v, 2) of each vertex of the mesh, 0..1 from the
    upper left corner, as glTF counts. `texels`: to a metre. `things`: float32 (v, 3) of each thing of the piece, how
    its corners look, linear Rec. 709. `writing`: float32 (n, 3), how the bare wall behind each inscription looks, which
    `writing_nodes.whole_writing` tells.
    """

    picture: NDArray[np.uint8]
    place: NDArray[np.float32]
    texels: float
    things: tuple[NDArray[np.float32], ...]
    writing: NDArray[np.float32]


def bake_skin(mesh: Mesh, piece: Piece, *, scope: Scope, surfaces: Surfaces, preset: Preset, exposure: float) -> Skin:
    """Light a whole part and photograph its surfaces one by one. `exposure`: log2 of 1 / (cd/m2), as metered."""
    window = piece.window
    lightmap = bake(scope, piece, preset.light)
    wrapped = unwrap(mesh, SIZE, FINEST)

    # The rectangles are drawn like any mesh, in one block for each material, but to where they lie in the picture.
    corners = wrapped.rectangles.ravel()
    material = corners["material"][wrapped.triangles[:, 0]]
    order = np.argsort(material, kind="stable")
    kinds, first, count = np.unique(material[order], return_index=True, return_counts=True)
    blocks = np.zeros(len(kinds), BLOCK)
    rows, columns = window.floor.shape
    blocks["material"], blocks["first"], blocks["count"] = kinds, 3 * first, 3 * count
    blocks["high"] = columns * CELL, 0, rows * CELL
    spread = Mesh(corners, wrapped.triangles[order].astype(np.uint32).ravel(), blocks)
    bare = replace(piece, standing=None)
    scene = Scene(scope, bare, spread, lightmap, surfaces, lamp_colour(preset.light))
    light = Target(scope, (SIZE, SIZE), ["f2"], depth=True)
    scene.draw(light, np.eye(4))
    picture = _developed(scope, light.colours[0], preset, exposure)

    # Texels that nothing was drawn to get the average, so that small mip levels do not turn dark at seams. A part
    # without a lamp is black all over.
    drawn = light.read()[..., 3] > 0
    if drawn.any():
        picture[~drawn] = picture[drawn].mean(0)
    place = wrapped.place * (1, -1) + np.array([0, 1], np.float32)
    things = _things_shown(scope, piece, lightmap, preset, exposure)
    walls = _walls_shown(scope, piece, lightmap, preset, exposure)
    return Skin(picture[::-1], place, wrapped.texels, things, walls)


def _things_shown(
    scope: Scope, piece: Piece, lightmap: Lightmap, preset: Preset, exposure: float
) -> tuple[NDArray[np.float32], ...]:
    """How the corners of each thing of a piece look: (v, 3) each, developed, linear Rec. 709."""
    standing = piece.standing
    if standing is None:
        return ()
    texels = standing.slot[:, None] + np.array([(u, v) for v in range(SLOT) for u in range(SLOT)])
    kept = piece.surfels.pages.kept(texels)
    irradiance = lightmap.atlas.read()[kept[..., 1], kept[..., 0], :3].astype(np.float32).mean(1)
    light = []
    for placement, surfel in zip(standing.placements, standing.surfel, strict=True):
        corners = placement.thing.corners
        light.append(corners["colour"] * irradiance[surfel] / np.pi + corners["glow"])
    shown = _shown(scope, np.concatenate(light), preset, exposure)
    return tuple(shown[begin:end] for begin, end in pairwise(np.cumsum([0, *map(len, light)])))


def _walls_shown(
    scope: Scope, piece: Piece, lightmap: Lightmap, preset: Preset, exposure: float
) -> NDArray[np.float32]:
    """How the bare wall behind each inscription of a piece looks on the whole: (n, 3), developed, linear Rec. 709."""
    rows = whole_writing(piece.window)
    if not len(rows):
        return np.zeros((0, 3), np.float32)
    corners = corners_of(rows, piece.window)
    right, up = (np.linspace(0, 1, ACROSS)[:, None] * (corners[:, each] - corners[:, 0])[:, None] for each in (1, 3))
    places = (corners[:, :1, None] + right[:, :, None] + up[:, None]).reshape(len(rows), ACROSS**2, 3)
    kept = piece.surfels.pages.kept(np.floor(light_places(rows, places, piece.charts)).astype(np.intp))
    texels = lightmap.atlas.read()[kept[..., 1], kept[..., 0]].astype(np.float32)
    known = (texels[..., 3:] == WALL).astype(np.float32)
    irradiance = (texels[..., :3] * known).sum(1) / np.maximum(known.sum(1), 1)
    light = irradiance * mean_reflectance(preset.surface)[Material.WALLPAPER] / np.pi
    return _shown(scope, light, preset, exposure)


def _shown(scope: Scope, light: NDArray[np.float32], preset: Preset, exposure: float) -> NDArray[np.float32]:
    """How light looks, (n, 3), n > 0, cd/m2: developed, linear Rec. 709."""
    rows = np.zeros((-(-len(light) // ROW), ROW, 4), np.float32)
    rows.reshape(-1, 4)[: len(light), :3] = light
    sheet = make_texture(scope, (ROW, len(rows)), data=rows)
    developed = _developed(scope, sheet, preset, exposure).reshape(-1, 3)[: len(light)]
    return decode_srgb(developed / 255).astype(np.float32)


def everywhere(window: Window) -> Visibility:
    """See all open cells of a window, from places all over it."""
    rows, columns = window.floor.shape
    places = [
        Viewpoint(x * CELL, z * CELL, 0.0, np.pi)
        for z in range(STEP // 2, rows + STEP // 2, STEP)
        for x in range(STEP // 2, columns + STEP // 2, STEP)
    ]
    return Visibility(tuple(places), window.open)


def _developed(scope: Scope, light: Texture, preset: Preset, exposure: float) -> NDArray[np.uint8]:
    """The picture of light, developed like a still without effects of lens and film; bottom row first."""
    bare = preset.view.model_copy(update={"glow": 0.0, "vignette": 0.0})
    development = Development(scope, bare, PhotoSettings(), seed=0)
    developed = Target(scope, light.size, ["f1"])
    nothing = dict.fromkeys(("glow_close", "glow_wide", "glow_veil"), light)
    development.begin(nothing, 2.0 ** (exposure + bare.exposure), aspect=1.0, samples=1, time=0.0)
    development.draw(developed, light, (0.0, 0.0, 1.0, 1.0), (0, 0))
    picture: NDArray[np.uint8] = developed.read()[..., :3].copy()
    return picture
