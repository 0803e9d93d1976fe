"""The camera's own lamp against numbers: candela to lux, the cosine, shadows by an independent eye, and off is off."""

from dataclasses import replace

import numpy as np
import places
import pytest
from numpy.typing import NDArray
from raycast import cast, pixel_rays
from sketch import SKETCH

from liminal.colour import luminance, white_of
from liminal.gl import Context, Target
from liminal.light import surfel_textures
from liminal.light.bake import bake
from liminal.light.direct_illumination import DirectIllumination
from liminal.light.indirect_illumination import IndirectIllumination
from liminal.piece.mesh import build
from liminal.piece.piece import make_piece
from liminal.piece.visibility import Viewpoint, visible_cells
from liminal.settings.camera_lamp import CameraLampSettings
from liminal.settings.light import LightSettings
from liminal.settings.load import load_preset
from liminal.settings.surface import SurfaceSettings
from liminal.view.camera_lamp import CameraLamp, candela_seconds
from liminal.view.pose import Pose
from liminal.view.projection import clip_from_view, view_from_world
from liminal.view.renderer import Renderer
from liminal.view.scene import Scene
from liminal.view.spot_lamp import SpotLamp, spot_uniforms
from liminal.view.stage import StageKey
from liminal.view.surface import Surfaces
from liminal.view.viewpoint import find_viewpoint
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL
from liminal.world.material import Material
from liminal.world.window import FIXTURE, LAMP, Window

SIZE = (96, 72)
SHUTTER = 1 / 60
WALL = 8 * CELL  # m along z: the wall that the tests look at
POSE = Pose(30 * CELL, 1.5, 38 * CELL, fov=56.0)  # 30 cells before it, squarely
PAPER = 0.5
FLAT = SurfaceSettings(paper=(PAPER,) * 3, wear=0.0, drop_tone=0.0, print_strength=0.0, seam_mismatch=0.0)

Floats = NDArray[np.float64]


def window_with(pillar: tuple[slice, slice] | None = None) -> Window:
    """A closed room without lamps; `pillar`: its cells, z and x."""
    air = np.zeros((60, 60), bool)
    air[8:-1, 1:-1] = True
    if pillar is not None:
        air[pillar] = False
    ceiling = np.where(air, np.float32(18 * CELL), np.float32(0))
    kinds = (Material.CARPET, Material.WALLPAPER, Material.CEILING_TILE)
    materials = [np.full(air.shape, kind, np.uint8) for kind in kinds]
    lamps, fixtures = np.zeros(0, LAMP), np.zeros(0, FIXTURE)
    return Window(0, 0, np.zeros_like(ceiling), ceiling, *materials, lamps=lamps, fixtures=fixtures)


@pytest.fixture(scope="module")
def surfaces(context: Context) -> Surfaces:
    return Surfaces(context, FLAT, 128)


def drawn(context: Context, surfaces: Surfaces, window: Window, *beams: SpotLamp) -> list[Floats]:
    """The luminance that each beam gives the picture, (H, W), bottom row first; there is no other light."""
    piece = make_piece(window, 2, visible_cells(window, [Viewpoint(POSE.x, POSE.z, 0.0, 1.0)]), surfaces.reflectance)
    lightmap = bake(context, piece, LightSettings(rays=4))
    mesh = build(window, piece.charts)
    scene = Scene(context, piece, mesh, lightmap, surfaces, np.ones(3, np.float32), camera_lamp=True)
    target = Target(context, SIZE, ["f4"], depth=True)
    clip = clip_from_view(POSE.fov, SIZE[0] / SIZE[1]) @ view_from_world(POSE)
    pictures = []
    for beam in beams:
        scene.draw(target, clip, 1.0, beam)
        pictures.append(luminance(target.read()[..., :3].astype(np.float64)))
    return pictures


def beam_of(**settings: object) -> SpotLamp:
    given = {"kind": "flash", "right": 0.0, "above": 0.0} | settings
    return CameraLamp(CameraLampSettings(**given), SHUTTER).at(POSE, (0.0, 0.0))  # type: ignore[arg-type]


def on_wall() -> tuple[Floats, NDArray[np.bool_]]:
    """Where each pixel's ray meets the plane of the wall (H, W, 3), and whether that is on the paper, off its edges."""
    rays = pixel_rays(POSE, *SIZE).reshape(SIZE[1], SIZE[0], 3)
    with np.errstate(divide="ignore"):
        place = np.array([POSE.x, POSE.y, POSE.z]) + rays * ((WALL - POSE.z) / rays[..., 2:])
    inside = (abs(place[..., 1] - 1.4) < 1.1) & (abs(place[..., 0] - POSE.x) < 25 * CELL) & (rays[..., 2] < 0)
    return place, inside


def test_a_guide_number_is_an_exposure() -> None:
    """At GN / N metres a flash gives what a meter calls right for f/N: C N^2 / S lux seconds (ISO 2720:1974)."""
    guide_number, f_number = 12.0, 4.0
    distance = guide_number / f_number
    assert candela_seconds(guide_number) / distance**2 == pytest.approx(250 * f_number**2 / 100)
    assert luminance(beam_of(guide_number=guide_number).intensity) * SHUTTER == pytest.approx(360.0)


def test_colour_is_the_lamps_own() -> None:
    for kind, kelvin in (("flash", 5600), ("torch", 2700), ("camcorder", 3000)):
        colour = beam_of(kind=kind).intensity
        np.testing.assert_allclose(colour / luminance(colour), white_of(kelvin))


def test_the_wall_gets_inverse_square_and_cosine(context: Context, surfaces: Surfaces) -> None:
    """Straight ahead a wall of reflectance a shows a I / (pi d^2)."""
    (picture,) = drawn(context, surfaces, window_with(), beam_of(kind="camcorder", intensity=900.0))
    middle = picture[SIZE[1] // 2 - 2 : SIZE[1] // 2 + 2, SIZE[0] // 2 - 2 : SIZE[0] // 2 + 2].mean()
    assert middle == pytest.approx(PAPER * 900.0 / np.pi / (POSE.z - WALL) ** 2, rel=0.02)


def test_every_point_gets_its_share(context: Context, surfaces: Surfaces) -> None:
    """From another place the same lamp gives each point another share: whatever is printed there cancels out."""
    place, inside = on_wall()
    centre = beam_of()
    lamps = [np.array([POSE.x + dx, POSE.y + dy, POSE.z + dz]) for dx, dy, dz in ((0, 0, 0), (1.2, -0.4, -1.5))]
    first, second = drawn(context, surfaces, window_with(), *(replace(centre, place=lamp) for lamp in lamps))

    def share(lamp: Floats) -> Floats:
        towards = lamp - place
        distance = np.linalg.norm(towards, axis=-1)
        cosine = towards[..., 2] / distance
        # It points straight at the wall, so the angle off its axis is the angle on the wall; half at 31.7 degrees.
        return np.asarray(0.5 ** ((1 / cosine**2 - 1) / np.tan(np.radians(31.7)) ** 2) * cosine / distance**2)

    np.testing.assert_allclose((second / first)[inside], (share(lamps[1]) / share(lamps[0]))[inside], rtol=2e-3)


def test_a_flash_halves_at_the_corner_of_its_view(context: Context, surfaces: Surfaces) -> None:
    """31.7 degrees off the axis it gives half, besides the cosine to the fourth that every wall loses."""
    place, inside = on_wall()
    flash, even = drawn(
        context, surfaces, window_with(), beam_of(), replace(beam_of(), beam=np.array([1e9, 0.0, 1.0, 0.0]))
    )
    off_axis = np.hypot(place[..., 0] - POSE.x, place[..., 1] - POSE.y) / (POSE.z - WALL)
    ring = inside & (abs(off_axis - np.tan(np.radians(31.7))) < 0.01)
    assert ring.sum() > 10
    np.testing.assert_allclose((flash / even)[ring], 0.5, rtol=0.04)


@pytest.mark.parametrize("lamp", [(0.6, 0.3, 0.0), (-0.8, -1.0, 0.3), (0.1, 0.9, -1.0)])
def test_shadows_fall_where_rays_do_not_pass(
    context: Context, surfaces: Surfaces, lamp: tuple[float, float, float]
) -> None:
    """A pixel is lit just where an independent ray from the lamp comes as far as what the pixel shows."""
    window = window_with((slice(18, 22), slice(26, 31)))
    source = np.array([POSE.x, POSE.y, POSE.z]) + lamp
    even = replace(beam_of(), place=source, beam=np.array([1e9, 0.0, 1.0, 0.0]))
    (picture,) = drawn(context, surfaces, window, even)

    rays = pixel_rays(POSE, *SIZE)
    eye = POSE.x, POSE.y, POSE.z
    place = np.array(eye) + rays * cast(window, eye, rays).distance[:, None]
    towards = place - source
    distance = np.linalg.norm(towards, axis=1)
    source_at = float(source[0]), float(source[1]), float(source[2])
    reached = cast(window, source_at, towards / distance[:, None]).distance > distance - 0.01
    ahead = towards[:, 2] < 0
    lit = (picture > 0).ravel()
    assert 0.02 < (~reached & ahead).mean() < 0.6
    assert (lit == (reached & ahead)).mean() > 0.985  # but for pixels that edges pass through


def test_what_surfaces_throw_back_adds_up(context: Context, surfaces: Surfaces) -> None:
    """In a closed room of one reflectance a, bounces bring a / (1 - a) of what the lamp itself brings."""
    albedo = 0.6
    piece = places.piece_of(window_with(), reflectance=np.full((len(Material), 3), albedo, np.float32))
    surfels = piece.surfels
    textures = surfel_textures.upload(context, piece.surfels)
    direct = DirectIllumination(context, piece, textures, LightSettings(rays=16), None)
    indirect = IndirectIllumination(context, piece, direct.occluder, textures, LightSettings(rays=16), None)
    even = replace(beam_of(), beam=np.array([1e9, 0.0, 1.0, 0.0]))
    bounced = indirect.of(direct.of_spot_lamps(spot_uniforms([even])))

    towards = np.array([POSE.x, POSE.y, POSE.z]) - surfels.position * CELL
    distance = np.linalg.norm(towards, axis=1)
    before = towards[:, 2] > 0  # an even beam fills all that lies ahead
    cosine = np.maximum((surfels.normal * towards).sum(1) / distance, 0)
    expected = before * luminance(even.intensity) * cosine / distance**2
    assert luminance(bounced).sum() == pytest.approx(expected.sum() * albedo / (1 - albedo), rel=0.02)


def test_without_a_lamp_nothing_changes(context: Context) -> None:
    """The other settings of a lamp that is off do nothing, to the byte; turned on, it shows."""
    preset = load_preset("level-0", SKETCH)
    pose = find_viewpoint(CellGrid(3, preset))

    def picture(**settings: object) -> NDArray[np.uint8]:
        lamp = CameraLampSettings(**settings)  # type: ignore[arg-type]
        with Renderer(context, CellGrid(3, preset.model_copy(update={"camera_lamp": lamp}))) as renderer:
            return renderer.picture([(renderer.stage(StageKey((pose,))), 1.0)], pose, (64, 48), -8.0, 1)

    off = picture()
    np.testing.assert_array_equal(off, picture(guide_number=40.0, right=0.01, temperature=2000.0))
    assert (picture(kind="flash").astype(int) - off).mean() > 3
