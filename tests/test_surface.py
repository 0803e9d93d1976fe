"""The surfaces: what they are on average, that they repeat without a seam, and that they stay put in the world."""

import re
from itertools import pairwise

import numpy as np
import pytest
from scipy import ndimage

from liminal.assets import shader_text
from liminal.colour import encode_srgb
from liminal.gl import Context, FullScreen, Target
from liminal.gl.block import block_text
from liminal.piece.patch import DOWN, UP
from liminal.random import mix
from liminal.settings.surface import SurfaceSettings
from liminal.view.surface import WANDER_CELLS, Surface, Surfaces, footprints, layers
from liminal.world.grid import CELL, TILE_X, TILE_Z
from liminal.world.material import Material

SIZE = 256  # texels: enough for everything here, and painted in no time
VERSION = "#version 330 core\n"
SOUTH = (0.0, 0.0, 1.0)  # a normal, as DOWN and UP are


@pytest.fixture(scope="module")
def context():
    with Context() as context:
        yield context


@pytest.fixture(scope="module")
def surfaces(context):
    return Surfaces(context, SurfaceSettings(), SIZE)


def texels(surfaces: Surfaces) -> np.ndarray:
    """All layers, (layers, height, width, 3) float64."""
    return surfaces.albedo.read()[..., :3].astype(np.float64)


def sheet(context, surfaces, material, normal, low, high, size=(256, 256), slope=(0.0, 0.0)) -> np.ndarray:
    """A rectangle of a material seen flat, or as from a `slope`: (height, width, 3), bottom row first."""
    screen = FullScreen(
        context, "surface_sheet.frag", blocks=[Surface], vertex="surface_sheet.vert", made=surfaces.made
    )
    target = Target(context, size, ["f4"])
    screen.draw(target, **surfaces.uniforms, material=int(material), normal=normal, low=low, high=high, slope=slope)
    picture = target.read()[..., :3].astype(np.float64)
    screen.release()
    target.release()
    return picture


def test_hash_is_that_of_python(context):
    values = [(0, 0, 0), (1, 2, 3), (2**32 - 1, 7, 2**31), (123456789, -5, -1)]
    rows = "".join(
        f"if (int(gl_FragCoord.x) == {i}) h = hash({', '.join(f'{v % 2**32}u' for v in value)});\n"
        for i, value in enumerate(values)
    )
    text = VERSION + f'#include "common_hash.glsl"\nout uvec4 c;\nvoid main() {{ uint h = 0u;\n{rows}c = uvec4(h); }}\n'
    screen = FullScreen(context, "a.frag", read=lambda name: text if name == "a.frag" else shader_text(name))
    target = Target(context, (len(values), 1), ["u4"])
    screen.draw(target)
    assert target.read()[0, :, 0].tolist() == [mix(*value) for value in values]


def test_every_shader_compiles(context, surfaces):
    """Each painter with the full-screen triangle, the sheet with its own vertex shader."""
    painters = {layer.painter for paintings in layers(SurfaceSettings()).values() for layer in paintings} | {
        "surface_wander.frag",
        "surface_mean.frag",
    }
    for painter in painters:
        FullScreen(context, painter).release()
    FullScreen(
        context, "surface_sheet.frag", blocks=[Surface], vertex="surface_sheet.vert", made=surfaces.made
    ).release()


def test_block_and_shaders_name_the_same_things():
    assert "surface_origin" in shader_text("surface_place.glsl")
    assert re.findall(r"surface_\w+", block_text(Surface)) == ["surface_origin"]


def test_constants_are_those_that_shaders_name(surfaces):
    used = set()
    for name in ("surface_place.glsl", "surface_texel.glsl", "common_gloss.glsl"):
        used |= set(re.findall(r"\bSURFACE_[A-Z]+S\b", shader_text(name)))
    assert used == set(re.findall(r"\bSURFACE_\w+(?=\[\d+\] =)", surfaces.made["surface.constants"]))


@pytest.mark.parametrize("material", [Material.WALLPAPER, Material.CARPET, Material.CEILING_TILE])
def test_a_program_for_one_material_draws_the_same(context, surfaces, material):
    area = {"normal": DOWN, "low": (0.0, 0.0), "high": (5.0, 5.0), "slope": (2.0, 3.0)}
    pictures = []
    for switches in ({}, {"MATERIAL": int(material)}):
        files = {"fragment": "surface_sheet.frag", "vertex": "surface_sheet.vert"}
        screen = FullScreen(context, switches=switches, blocks=[Surface], made=surfaces.made, **files)
        values = {**surfaces.uniforms, **area, "material": int(material)}
        screen.program.set(**{name: value for name, value in values.items() if name in screen.program.names})
        target = Target(context, (256, 256), ["f4"])
        screen.draw(target)
        pictures.append(target.read())
        screen.release()
        target.release()
    np.testing.assert_allclose(*pictures, rtol=1e-5)
    assert pictures[0][..., :3].std() > 0.001


def test_texels_are_finite_and_plausible(surfaces):
    layers_ = texels(surfaces)
    assert np.isfinite(layers_).all()
    assert layers_.min() > 0
    assert layers_.max() < 2.2


def test_reflectance_is_what_is_seen(context, surfaces):
    """Averaged over many square metres, a material gives back what the light solver was told."""
    for material in set(Material) - {Material.DIFFUSER}:
        seen = sheet(context, surfaces, material, DOWN, (0, 0), (39.0144, 39.0144), (512, 512)).mean((0, 1))
        assert seen == pytest.approx(surfaces.reflectance[material], rel=0.02), material.name


def test_colours_are_those_of_the_place(surfaces):
    paper, carpet = surfaces.reflectance[Material.WALLPAPER], surfaces.reflectance[Material.CARPET]
    assert 0.60 < paper.mean() < 0.75
    assert paper[0] > paper[1] > paper[2]
    screen = encode_srgb(paper)
    assert 1 - screen[2] / screen[0] < 0.25  # cream in daylight, not yellow paint
    assert 0.15 < carpet.mean() < 0.30
    assert (surfaces.reflectance < 0.92).all()


def test_diffuser_modulates_with_mean_one(context, surfaces):
    tile = (TILE_X * CELL, TILE_Z * CELL)
    glow = sheet(context, surfaces, Material.DIFFUSER, DOWN, (0, 0), tile)
    assert glow.mean() == pytest.approx(1.0, abs=0.01)

    # Four tubes along z: the profile across them has four crests.
    profile = glow[64:192, :, 0].mean(0).reshape(-1, 4).mean(1)  # (64,): prisms averaged away
    crests = (profile[1:-1] > profile[:-2]) & (profile[1:-1] >= profile[2:]) & (profile[1:-1] > 1.0)
    assert crests.sum() == 4


def test_textures_tile(surfaces):
    """The step over the edge is no larger than steps inside."""
    paper = surfaces.first[Material.WALLPAPER]
    for index, layer in enumerate(texels(surfaces)):
        tone = layer.mean(-1)
        for axis in (0, 1):
            if index == paper and axis == 1:
                continue  # the edge of a drop is the seam between drops, and shows
            steps = np.abs(np.diff(tone, axis=axis)).mean(1 - axis)
            over = np.abs(np.take(tone, 0, axis) - np.take(tone, -1, axis)).mean()
            assert over <= steps.max() * 1.05 + 1e-6, (index, axis)


def test_mip_levels_keep_the_mean(context, surfaces):
    text = VERSION + (
        "uniform sampler2DArray a; uniform int level; out vec4 c;\nvoid main() { vec4 s = vec4(0.0);\n"
        "int n = textureSize(a, level).x; for (int y = 0; y < n; ++y) for (int x = 0; x < n; ++x)\n"
        "s += texelFetch(a, ivec3(x, y, int(gl_FragCoord.x)), level); c = s / float(n * n); }\n"
    )
    screen = FullScreen(context, "a.frag", read=lambda name: text if name == "a.frag" else shader_text(name))
    base = texels(surfaces).mean((1, 2))
    target = Target(context, (len(base), 1), ["f4"])
    for level in range(1, 9):
        screen.draw(target, a=surfaces.albedo, level=level)
        assert target.read()[0, :, :3] == pytest.approx(base, rel=0.006), level


def test_painting_is_deterministic(context, surfaces):
    again = Surfaces(context, SurfaceSettings(), SIZE)
    assert np.array_equal(again.albedo.read(), surfaces.albedo.read())
    assert np.array_equal(again.ageing.read(), surfaces.ageing.read())


@pytest.mark.parametrize(
    ("material", "normal", "shift", "along"),
    [
        (Material.WALLPAPER, SOUTH, (5, 0), (5, 0)),
        (Material.WALLPAPER, (1, 0, 0), (0, 3), (-3, 0)),
        (Material.WALLPAPER, (-1, 0, 0), (0, 3), (3, 0)),
        (Material.WALLPAPER, (0, 0, -1), (9, 0), (-9, 0)),
        (Material.CARPET, UP, (7, -11), (7, -11)),
        (Material.CEILING_TILE, DOWN, (13, -21), (13, -21)),
        (Material.GRILLE, (1, 0, 0), (0, 1), (-1, 0)),
    ],
)
@pytest.mark.parametrize("corner", [(0, 0), (-1000, 333), (4_000_000, -7_000_000)])
def test_patterns_stay_put_when_the_window_moves(context, surfaces, material, normal, shift, along, corner):
    """The same spot of the world looks the same from two windows, far from the origin too.

    `along`: the shift (x, z) as the surface counts, cells.
    """
    low, high = np.array([1.0, 0.5]), np.array([2.2, 1.7])
    surfaces.place(*corner)
    before = sheet(context, surfaces, material, normal, low, high)

    # The window's corner moves by (x, z) cells, so window coordinates move the other way.
    surfaces.place(corner[0] + shift[0], corner[1] + shift[1])
    moved = np.array(along) * CELL
    after = sheet(context, surfaces, material, normal, low - moved, high - moved)
    surfaces.place(0, 0)

    # Rounding may carry a pixel over the edge of a repeat, so a few may differ.
    assert np.quantile(np.abs(after - before), 0.99) < 0.01
    assert np.abs(after.mean((0, 1)) - before.mean((0, 1))).max() < 1e-3


def test_nothing_repeats(context):
    """Neighbouring drops differ, and so do neighbouring tiles; carpet differs one repeat on; even without wear."""
    surfaces = Surfaces(context, SurfaceSettings(wear=0.0), SIZE)
    spans = {
        Material.WALLPAPER: (SOUTH, (3.5 * CELL, 1.0), (3.5 * CELL, 0.0)),
        Material.CEILING_TILE: (DOWN, (TILE_X * CELL, TILE_Z * CELL), (TILE_X * CELL, 0.0)),
        Material.CARPET: (UP, (6 * CELL, 6 * CELL), (6 * CELL, 0.0)),
    }
    for material, (normal, size, step) in spans.items():
        cuts = []
        for index in range(8):
            low = np.array(step) * index
            cuts.append(sheet(context, surfaces, material, normal, low, low + size, (128, 128)))
        distances = [np.abs(a - b).mean() for a, b in pairwise(cuts)]
        assert np.median(distances) > 1e-3, material.name
        assert len({cut.tobytes() for cut in cuts}) == len(cuts)


def test_share_of_stained_tiles(context):
    """Half the tiles stained: about half of them are browner on the whole than ceilings are."""
    surfaces = Surfaces(context, SurfaceSettings(stained_tiles=0.5, slipped_tiles=0.0, wear=0.0), SIZE)
    tiles = sheet(
        context, surfaces, Material.CEILING_TILE, DOWN, (0, 0), (64 * TILE_X * CELL, 64 * TILE_Z * CELL), (64, 64)
    )
    brown = tiles[..., 0] / tiles[..., 2]
    plain = surfaces.reflectance[Material.CEILING_TILE]
    assert (brown > 1.02 * plain[0] / plain[2]).mean() == pytest.approx(0.5, abs=0.04)


def test_print_is_tone_on_tone(surfaces):
    """The print of the paper is there, and faint: 4 to 12 % between ground and ink."""
    paper = texels(surfaces)[surfaces.first[Material.WALLPAPER]][..., 1]
    dark, light = np.quantile(paper, [0.02, 0.90])
    assert 0.04 < 1 - dark / light < 0.14


def test_coarser_pixels_see_less_detail(context, surfaces):
    """No shimmer: seen from afar a surface is calm. Without mip levels this would be the noise of single texels."""
    for material, normal in ((Material.CARPET, UP), (Material.CEILING_TILE, DOWN)):
        near = sheet(context, surfaces, material, normal, (0, 0), (0.25, 0.25)).std((0, 1)).mean()
        far = sheet(context, surfaces, material, normal, (0, 0), (WANDER_CELLS * CELL,) * 2).std((0, 1)).mean()
        assert far < 0.5 * near, material.name


@pytest.mark.parametrize("samples", [1, 4, 16])
def test_footprints_of_samples_fill_the_pixel_and_one_octave(samples):
    widths = footprints(samples)
    assert np.exp(np.log(widths).mean()) == pytest.approx(samples**-0.5)
    assert np.log2(widths.max() / widths.min()) == pytest.approx(1 - 1 / samples)


def test_averaging_samples_hides_the_switch_between_levels(context):
    """Over a range of distances the contrast falls smoothly, though software takes only the nearest level."""
    surfaces = Surfaces(context, SurfaceSettings(wear=0.0), SIZE)
    spans = 2.0 ** np.arange(1.0, 4.0, 0.25)
    screen = FullScreen(
        context, "surface_sheet.frag", blocks=[Surface], vertex="surface_sheet.vert", made=surfaces.made
    )
    target = Target(context, (64, 64), ["f4"])
    screen.program.set(**surfaces.uniforms, material=int(Material.CARPET), normal=UP, low=(0.0, 0.0), slope=(0.0, 0.0))
    contrasts = []
    for span in spans:
        total = np.zeros((64, 64, 3))
        for width in footprints(16):
            screen.draw(target, high=(span, span), surface_footprint=4 * width)  # 4: as if it were one sample
            total += target.read()[..., :3] / 16
        contrasts.append(total.std((0, 1)).mean())
    falls = np.diff(np.log(contrasts))
    assert np.abs(falls - falls.mean()).max() < 0.35  # taking the same level in all samples jumps by 0.6 and more


@pytest.mark.parametrize("extent", [0.04, 0.08, 0.2])
@pytest.mark.parametrize("slope", [2.0, 7.5])
def test_grid_of_a_ceiling_is_seen_from_a_low_angle(context, extent, slope):
    """Slots of 27 mm across the line of sight show the shaded edges, 4.8 mm high, of tiles; and the mean stays."""
    surfaces = Surfaces(context, SurfaceSettings(wear=0.0, stained_tiles=0.0, slipped_tiles=0.0), SIZE)
    tile, rows = TILE_Z * CELL, 480
    area = {"low": (0.0, 0.0), "high": (64 * 0.01, rows * extent), "size": (64, rows), "slope": (0.0, slope)}
    picture = sheet(context, surfaces, Material.CEILING_TILE, DOWN, **area)  # a pixel is 1 cm by `extent`
    line = picture[:, 10:50].mean((1, 2))  # away from the grid's other lines
    middle = (np.arange(rows) + 0.5) * extent
    from_line = np.abs((middle + tile / 2) % tile - tile / 2)
    dark, bright = line[from_line < 0.2 * extent], line[from_line > 0.5 * extent + 0.03]
    shade = min(0.0048 * slope / 0.027, 1.0) * 0.48
    assert dark.mean() / bright.mean() == pytest.approx(1 - shade * min(0.027 / extent, 1.0), abs=0.05)
    assert line.mean() == pytest.approx(surfaces.reflectance[Material.CEILING_TILE].mean(), rel=0.03)


def test_damp_has_left_tide_lines_and_is_rare(context):
    """A hundredth of the carpet at most was damp: darkest along its edge, which is a few tufts wide."""
    span, pixels = WANDER_CELLS * CELL, 2048
    area = {
        "material": Material.CARPET,
        "normal": UP,
        "low": (0.0, 0.0),
        "high": (span, span),
        "size": (pixels, pixels),
    }
    worn, new = Surfaces(context, SurfaceSettings(), SIZE), Surfaces(context, SurfaceSettings(wear=0.0), SIZE)
    aged = sheet(context, worn, **area)[..., 1] / sheet(context, new, **area)[..., 1]
    blots = ndimage.binary_opening(aged < 0.975, np.ones((3, 3)))  # 6 cm and wider
    assert 0.001 < blots.mean() < 0.01
    depth = ndimage.distance_transform_edt(blots) * span / pixels
    number, count = ndimage.label(blots)
    wide = np.isin(number, 1 + np.flatnonzero(ndimage.maximum(depth, number, 1 + np.arange(count)) > 0.2))
    line, within = aged[wide & (depth < 0.05)], aged[wide & (depth > 0.12)]
    assert line.mean() < within.mean() - 0.01
    assert within.mean() < 0.97
