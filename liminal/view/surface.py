"""Surfaces: the textures of all materials, painted once by shaders, and how a scene shader reads them.

    surfaces = Surfaces(scope, preset.surface)
    scene = Program(scope, "view_scene.vert", "view_scene.frag", blocks=[Surface], made=surfaces.made)
    surfaces.place(window.x0, window.z0)
    scene.set(**surfaces.uniforms)

The vertex shader includes `surface_place.glsl` and calls `place_surface(material, normal, surface, slope)`; the
fragment shader includes `surface_texel.glsl` and calls `surface_texel()`: linear reflectance, or for the diffuser the
share of the lamp's luminance (mean 1). The figures of each material stand in the shader as constants (`surfaces.made`):
a program for one material, with the switch MATERIAL, keeps only the operations that this one needs.

Textures hold relative reflectance, linear, in half floats: mip levels are true averages, the colour of a material can
change without painting, and on llvmpipe a tap costs as much as in 8 bits (1.7 ms at 720 x 480, two cores).
On hardware the filter is trilinear and anisotropic. Software takes the nearest level for the longer axis (trilinear
costs 1.3 ms more, anisotropic 9 ms); `footprints` spreads the samples of a still over an octave, which blends levels.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import (
    FullScreen,
    Scope,
    Target,
    Texture,
    TextureArray,
    UniformBuffer,
    constants,
    copy_to_layer,
    make_texture,
    make_texture_array,
    member,
)
from liminal.piece.patch import UPRIGHT
from liminal.settings.surface import SurfaceSettings
from liminal.world.grid import CELL, TILE_X, TILE_Z
from liminal.world.material import DESCRIPTIONS, Description, Material, mean_reflectance

MATERIALS = len(Material)
WANDER_CELLS = 256  # cells after which the ageing map repeats; it has a texel for each
ANISOTROPY = 8.0  # on hardware
CARPET_WARP = 0.5  # repeats: how far the pile is bent across the ageing map, so that its repeat is not seen
TILE_TONE = 0.03  # spread in tone between ceiling tiles: batches differ this much

# Flags of a material's repeats, as `surface_texel.glsl` reads them.
COUNTS_X, COUNTS_Y, SHUFFLED, GRIDDED, TRODDEN = 1, 2, 4, 8, 16


@dataclass(frozen=True)
class Surface:
    """The uniform block: the window's place in the world."""

    surface_origin: NDArray[np.int32] = member("ivec2", "world cell of the window's corner")


@dataclass(frozen=True)
class Layer:
    """One painting: its shader, how often it repeats (half-cells along x and y of the texture), its uniforms."""

    painter: str
    period: tuple[int, int]
    uniforms: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Pattern:
    """How a material uses its layers: the flags of its repeats, and its answer to wear, damp, soil and mottle."""

    flags: int = 0
    ageing: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


TILE = (2 * TILE_X, 2 * TILE_Z)
DROP = 7  # half-cells: 21 in, the width of a drop of wallpaper
FORMWORK = (16, 32)  # half-cells: a panel of plywood that concrete was cast against, 4 x 8 ft
SLAB = (32, 32)  # half-cells: 2.44 m of a floor
SHEETS = (16, 32)  # half-cells: a sheet of cladding, 4 x 8 ft
VINYL_TILES = (32, 32)  # half-cells: eight by eight tiles of 12 in
BAY = (16, 16)  # half-cells: of terrazzo, 4 ft between strips of brass
BOARDS = (16, 32)  # half-cells: 24 rows of boards
POOL_TILES = (16, 16)  # half-cells: eight by eight cells
BLOCKS = (16, 64)  # half-cells: 3 by 24 blocks of 16 x 8 in


def _tiles(count: int, *, joint: float, cushion: float, spread: float) -> Layer:
    """Glazed tiles, so many along the edge of the repeat.

    `joint`: half its width, m. `cushion`: how far in from its edge a tile is rounded, m. `spread`: in tone.
    """
    sizes = {"count": count, "joint": joint, "cushion": cushion, "spread": spread}
    return Layer("surface_pool_tile.frag", POOL_TILES, sizes)


def layers(settings: SurfaceSettings) -> dict[Material, list[Layer]]:
    """The paintings of every material. `surface_texel.glsl` tells those of one material apart."""
    enamel = Layer("surface_enamel.frag", (16, 16))
    return {
        Material.WALLPAPER: [Layer("surface_paper.frag", (DROP, DROP), {"print_strength": settings.print_strength})],
        Material.CARPET: [Layer("surface_carpet.frag", (12, 12))],
        Material.CEILING_TILE: [
            Layer("surface_tile.frag", TILE, {"variant": 0, "density": 1.0, "stained": 0.0, "slipped": 0.0}),
            Layer("surface_tile.frag", TILE, {"variant": 1, "density": 0.72, "stained": 0.0, "slipped": 0.0}),
            Layer("surface_tile.frag", TILE, {"variant": 2, "density": 0.85, "stained": 1.0, "slipped": 0.0}),
            Layer("surface_tile.frag", TILE, {"variant": 3, "density": 0.9, "stained": 0.0, "slipped": 1.0}),
        ],
        Material.SKIRTING: [enamel],
        Material.DIFFUSER: [Layer("surface_diffuser.frag", TILE, {"tubes": settings.tubes})],
        Material.LAMP_FRAME: [Layer("surface_frame.frag", TILE)],
        Material.PLASTIC: [enamel],
        Material.OPAL: [enamel],
        Material.GRILLE: [Layer("surface_grille.frag", (2, 2))],
        Material.POOL_TILE: [_tiles(8, joint=0.0015, cushion=0.004, spread=0.035)],
        Material.MOSAIC: [_tiles(24, joint=0.0012, cushion=0.0025, spread=0.11)],
        Material.CREAM_TILE: [_tiles(16, joint=0.0012, cushion=0.003, spread=0.04)],
        Material.BLOCKWORK: [Layer("surface_blockwork.frag", BLOCKS)],
        Material.CONCRETE: [Layer("surface_concrete.frag", FORMWORK, {"variant": each}) for each in (0, 1)],
        Material.CONCRETE_FLOOR: [Layer("surface_screed.frag", SLAB, {"variant": each}) for each in (0, 1)],
        Material.PAINTED_STEEL: [Layer("surface_cladding.frag", SHEETS)],
        Material.VCT: [Layer("surface_vct.frag", VINYL_TILES)],
        Material.TERRAZZO: [Layer("surface_terrazzo.frag", BAY, {"variant": each}) for each in (0, 1)],
        Material.PLASTER: [Layer("surface_plaster.frag", SLAB, {"variant": each}) for each in (0, 1)],
        Material.WOOD: [Layer("surface_wood.frag", BOARDS, {"variant": each}) for each in (0, 1)],
    }


def periods(settings: SurfaceSettings) -> NDArray[np.int64]:
    """How often each material's pattern repeats: (materials, 2), half-cells along x and y of its texture."""
    paintings = layers(settings)
    return np.array([paintings[material][0].period for material in Material])


# By material: how it repeats and how it ages.
PATTERNS = {
    Material.WALLPAPER: Pattern(COUNTS_X, (0.0, 0.0, 0.045, 0.02)),
    Material.CARPET: Pattern(TRODDEN, (0.24, 0.20, 0.16, 0.07)),
    Material.CEILING_TILE: Pattern(COUNTS_X | COUNTS_Y | SHUFFLED | GRIDDED, (0.0, 0.0, 0.05, 0.0)),
    Material.SKIRTING: Pattern(0, (0.0, 0.0, 0.14, 0.06)),
    Material.DIFFUSER: Pattern(),
    Material.LAMP_FRAME: Pattern(),
    Material.PLASTIC: Pattern(),
    Material.GRILLE: Pattern(0, (0.0, 0.0, 0.06, 0.0)),
    Material.OPAL: Pattern(),
    Material.POOL_TILE: Pattern(COUNTS_X | COUNTS_Y, (0.0, 0.0, 0.05, 0.03)),
    Material.MOSAIC: Pattern(COUNTS_X | COUNTS_Y, (0.0, 0.0, 0.05, 0.03)),
    Material.CREAM_TILE: Pattern(COUNTS_X | COUNTS_Y, (0.0, 0.0, 0.05, 0.03)),
    Material.BLOCKWORK: Pattern(COUNTS_X, (0.0, 0.0, 0.12, 0.06)),
    Material.CONCRETE: Pattern(COUNTS_X | COUNTS_Y | SHUFFLED, (0.06, 0.0, 0.20, 0.12)),
    Material.CONCRETE_FLOOR: Pattern(COUNTS_X | COUNTS_Y | SHUFFLED, (0.16, 0.0, 0.16, 0.14)),
    Material.PAINTED_STEEL: Pattern(COUNTS_X | COUNTS_Y, (0.0, 0.0, 0.10, 0.03)),
    Material.VCT: Pattern(COUNTS_X | COUNTS_Y, (0.08, 0.0, 0.10, 0.05)),
    Material.TERRAZZO: Pattern(COUNTS_X | COUNTS_Y | SHUFFLED, (0.06, 0.0, 0.08, 0.04)),
    Material.PLASTER: Pattern(COUNTS_X | COUNTS_Y | SHUFFLED, (0.0, 0.0, 0.09, 0.03)),
    Material.WOOD: Pattern(COUNTS_X | COUNTS_Y | SHUFFLED, (0.10, 0.0, 0.12, 0.04)),
}


def footprints(samples: int) -> NDArray[np.float64]:
    """Values of `surface_footprint` for each of the samples that are averaged to one picture, pixels (samples,).

    A sample stands for its share of the pixel. The values cover an octave evenly, so that where one sample switches
    from a mip level to the next, another already has and a third will later: no line shows.
    """
    octave = (np.arange(samples) + 0.5) / samples - 0.5
    return np.asarray(samples**-0.5 * 2.0**octave)


class Surfaces:
    """The materials' textures on the GPU. Painted by the constructor; the same settings give the same texels.

    `settings`: what they were made of. `materials`: those that are painted. `albedo`: array texture, one layer for each
    painting; `first`: by material, the number of its first one. `ageing`: the map of wear. `reflectance`:
    (materials, 3) mean linear reflectance, float32, by `Material` (the diffuser's is that of its plastic when unlit).
    `scale`: (materials, 2), metres of one repeat. `made`: the constants that shaders include as "surface.constants".
    """

    def __init__(
        self,
        scope: Scope,
        settings: SurfaceSettings | None = None,
        size: int | None = None,
        materials: Iterable[Material] = Material,
    ) -> None:
        """`materials`: of which surfaces will be. `size`: of a texture, texels."""
        settings = settings or SurfaceSettings()
        self.materials = tuple(sorted(materials))
        self._scope = scope
        self.settings = settings
        self._block = UniformBuffer(scope, Surface)
        size = size or settings.texture_size
        known, paintings = layers(settings), list[Layer]()
        self.first: dict[Material, int] = {}
        for material in self.materials:
            shared = known[material][0] in paintings
            self.first[material] = paintings.index(known[material][0]) if shared else len(paintings)
            paintings += [] if shared else known[material]
        self.scale = periods(settings).astype(np.float32) * np.float32(CELL / 2)
        self.albedo, means = _paint(scope, paintings, size)
        self.ageing = _paint_ageing(scope)
        self._untrodden = make_texture(scope, (1, 1), 2, "f1", np.zeros((1, 1, 2), np.uint8), filter="linear")
        self.reflectance = mean_reflectance(settings)
        self.made = constants("surface", UPRIGHT=UPRIGHT, **_rows(settings, self.reflectance, means, self.first))
        self.place(0, 0)

    def place(self, x0: int, z0: int) -> None:
        """Fix the patterns in the world for a window whose cell [0, 0] is the world's cell (x0, z0)."""
        self._block.write(Surface(np.array([x0, z0], np.int32)))

    @property
    def uniforms(self) -> dict[str, Any]:
        """Uniforms of `surface_texel.glsl` and `surface_place.glsl`: samples of a pixel each, an untrodden floor."""
        return {
            "Surface": self._block,
            "surface_layers": self.albedo,
            "surface_map": self.ageing,
            "floor_map": self._untrodden,
            "surface_footprint": 1.0,
        }


def _paint(scope: Scope, paintings: list[Layer], size: int) -> tuple[TextureArray, NDArray[np.float64]]:
    """Paint every layer and build the mip chain. Returns the array and the mean texel (layers, 3)."""
    software = scope.context.info.software
    array = make_texture_array(
        scope,
        (size, size),
        len(paintings),
        format="f2",
        filter="level" if software else "mipmap",
        wrap="repeat",
        anisotropy=1.0 if software else ANISOTROPY,
    )
    target = Target(scope, (size, size), ["f2"])
    painters: dict[str, FullScreen] = {}
    for index, layer in enumerate(paintings):
        painter = painters.get(layer.painter) or FullScreen(scope, layer.painter)
        painters[layer.painter] = painter
        repeat = np.array(layer.period) * CELL / 2
        painter.program.set_used({"repeat": repeat, "texel": repeat.max() / size, **layer.uniforms})
        painter.draw(target)
        copy_to_layer(target, array, index)
    array.build_levels()
    return array, _means(scope, array, len(paintings))


def _means(scope: Scope, array: TextureArray, count: int) -> NDArray[np.float64]:
    """The mean texel of each layer (layers, 3)."""
    reader = FullScreen(scope, "surface_mean.frag")
    target = Target(scope, (count, 1), ["f4"])
    reader.draw(target, layers=array)
    means = target.read()[0, :, :3].astype(np.float64)
    return means


def _paint_ageing(scope: Scope) -> Texture:
    """Paint the ageing map; it has no detail finer than a cell, so it needs no mip levels."""
    texture = make_texture(scope, (WANDER_CELLS, WANDER_CELLS), 4, "f1", filter="linear", wrap="repeat")
    target = Target(scope, (WANDER_CELLS, WANDER_CELLS), ["f1"])
    painter = FullScreen(scope, "surface_wander.frag")
    painter.draw(target)
    texture.write(target.read())
    return texture


def _coating(description: Description, relief: float) -> tuple[float, float, float, float]:
    """What a coating mirrors at normal incidence, alpha of its microfacets' distribution, how deep it reaches, m; and
    the height that a painter's millimetre stands for, m. `relief`: strength, against the usual.
    """
    return description.f0, description.roughness**2, description.coat_depth, 0.001 * relief * description.relief


def _rows(
    settings: SurfaceSettings,
    reflectance: NDArray[np.float32],
    means: NDArray[np.float64],
    first: dict[Material, int],
) -> dict[str, NDArray[Any]]:
    """Constants of the materials for shaders: a row for each (materials, 4), by the name of the constant.

    Layouts: repeat (half-cells) xy, layer, flags. Tones: reflectance of texel value 1; spread in tone. Ageings: answer
    to each channel of the ageing map. Chances: mismatch (repeats), share slipped, slipped or stained, warp (repeats).
    """
    patterns = [PATTERNS[material] for material in Material]
    layer = np.array([first.get(material, 0) for material in Material])  # of what is not painted none is read
    layout = np.column_stack([periods(settings), layer, [pattern.flags for pattern in patterns]])
    ageings = settings.wear * np.array([pattern.ageing for pattern in patterns])

    # A texel of the mean value gives the mean reflectance; the diffuser's gives 1.
    tones = np.zeros((MATERIALS, 4))
    tones[:, :3] = reflectance
    tones[Material.DIFFUSER, :3] = 1.0
    tones[:, :3] /= means[layer]
    tones[Material.WALLPAPER, 3] = settings.drop_tone
    tones[Material.CEILING_TILE, 3] = TILE_TONE

    chances = np.zeros((MATERIALS, 4))
    chances[Material.WALLPAPER, 0] = 2 * settings.seam_mismatch / (DROP * CELL / 2)
    chances[Material.CARPET, 3] = CARPET_WARP
    chances[Material.CEILING_TILE, 1:3] = np.cumsum([settings.slipped_tiles, settings.stained_tiles])
    return {
        "SURFACE_LAYOUTS": layout,
        "SURFACE_TONES": tones,
        "SURFACE_AGEINGS": ageings,
        "SURFACE_CHANCES": chances,
        "SURFACE_COATINGS": np.array([_coating(DESCRIPTIONS[material], settings.relief) for material in Material]),
    }
