"""Light against physics: answers that are known without this program."""

from dataclasses import replace
from typing import Any

import numpy as np
import places
import pytest
from scipy.ndimage import binary_dilation

from liminal.gl import Context
from liminal.light import occluder_textures, surfel_textures
from liminal.light.bake import bake
from liminal.light.direct import DirectLight
from liminal.light.lampset import RIM_GAIN
from liminal.light.light_transport import Transport
from liminal.piece.chart import WALL_NORMALS, Charts, lay_out
from liminal.piece.patch import DOWN, UP
from liminal.piece.piece import make_piece
from liminal.piece.place_map import STRIDE_SHIFT
from liminal.piece.surfel import Surfels, list_surfels
from liminal.piece.visibility import Viewpoint, strides, visible_cells
from liminal.settings.light import LightSettings
from liminal.world.grid import CELL
from liminal.world.material import Material
from liminal.world.window import FIXTURE, LAMP, Window

SETTINGS = LightSettings(lamp_colour=(1.0, 1.0, 1.0))
CEILING = 18  # cells


def room(rows: int = 26, columns: int = 34, lamps: list[tuple[Any, ...]] | None = None) -> Window:
    """A closed box of air, one cell of wall around it; lamps as rows of LAMP."""
    air = np.zeros((rows, columns), bool)
    air[1:-1, 1:-1] = True
    ceiling = np.where(air, np.float32(CEILING * CELL), np.float32(0))
    materials = [np.full(air.shape, material, np.uint8) for material in (1, 0, 2)]
    hung = np.array(lamps or [], LAMP) if lamps else np.zeros(0, LAMP)
    return Window(0, 0, np.zeros_like(ceiling), ceiling, *materials, lamps=hung, fixtures=np.zeros(0, FIXTURE))


def lamp(
    x: float, z: float, size_x: float = 0.6096, size_z: float = 1.2192, luminance: float = 1000.0
) -> tuple[Any, ...]:
    """One row of LAMP, placed by its centre in cells; the light solver leaves out a rim of 25 mm on each side."""
    rim = 0.05
    place = x * CELL, CEILING * CELL, z * CELL
    return (*place, size_x + rim, size_z + rim, luminance, round(x - 2), round(z - 4), 0, (0.0, 0.0, 0.0))


def direct(context: Context, window: Window, settings: LightSettings = SETTINGS) -> tuple[Surfels, np.ndarray]:
    """Surfels and what the lamps give them, lux (n,)."""
    piece = places.piece_of(window)
    textures = occluder_textures.upload(context, piece.occluder)
    work = DirectLight(context, piece.occluder, textures, (0, 0))
    rows = surfel_textures.packed(piece.surfels)
    light = work.irradiance(rows, piece.lights, settings.near_radius, settings.far_samples).sum(1)
    return piece.surfels, light


def transport_of(context: Context, window: Window) -> tuple[Surfels, Transport]:
    """Surfels, and how light goes between them, by 16 rays each."""
    piece = places.piece_of(window)
    textures = occluder_textures.upload(context, piece.occluder), surfel_textures.upload(context, piece.surfels)
    return piece.surfels, Transport(context, piece, *textures, rays=16)


def spread(transport: Transport, sent: np.ndarray) -> np.ndarray:
    """What each surfel receives, (n, c), when each sends out `sent` (n, c) and nothing is thrown back."""
    return transport.bounced(sent, np.zeros_like(sent), 1)


def looking(surfels: Surfels, normal: np.ndarray) -> np.ndarray:
    """Which surfels have a normal, bool (n,)."""
    return (surfels.normal == normal).all(1)


@pytest.mark.parametrize("albedo", [0.3, 0.8])
def test_furnace(context: Context, albedo: float) -> None:
    """In a closed room whose surfaces all glow with Le and reflect a, radiance everywhere is Le / (1 - a)."""
    window = room()
    surfels, transport = transport_of(context, window)
    glow = np.full((len(surfels), 3), np.pi, np.float32)  # lux, of Le = 1 cd/m2
    received = transport.bounced(glow, np.full_like(glow, albedo), bounces=64)
    radiance = (glow + albedo * received) / np.pi
    np.testing.assert_allclose(radiance, 1 / (1 - albedo), rtol=0.02)


def test_every_ray_in_a_closed_room_meets_a_listed_surface(context: Context) -> None:
    """The furnace would not notice rays that escape: surfaces of one kind glow, and the parts must add up."""
    window = room()
    surfels, transport = transport_of(context, window)
    parts = [looking(surfels, normal) for normal in (DOWN, UP, *WALL_NORMALS)]
    received = [spread(transport, part[:, None] * np.ones(3, np.float32))[:, 0] for part in parts]
    np.testing.assert_allclose(sum(received), 1.0, atol=1e-5)

    # Surfaces that look the same way, on one plane, cannot see each other.
    for part, light in zip(parts, received, strict=True):
        assert not light[part].any()

    # Reciprocity: what the floor gets from the ceiling, the ceiling gets from the floor (equal areas).
    (down, up), (from_ceiling, from_floor) = parts[:2], received[:2]
    assert from_ceiling[up].mean() == pytest.approx(from_floor[down].mean(), rel=0.01)


def test_light_among_groups_is_the_light_of_all_texels(context: Context) -> None:
    """Bounces by way of groups come to what bouncing from texel to texel does."""
    window = partitioned(gap=2.1)
    surfels, transport = transport_of(context, window)
    sent = np.where(looking(surfels, UP), direct(context, window)[1], 0)[:, None]
    grouped = transport.bounced(sent, np.full_like(sent, 0.6), bounces=12)
    one_by_one, leaving = np.zeros_like(sent), sent
    for _ in range(12):
        received = spread(transport, leaving)
        one_by_one, leaving = one_by_one + received, 0.6 * received
    assert len(surfels.representative) < len(surfels) / 8
    assert grouped.mean() == pytest.approx(one_by_one.mean(), rel=0.02)
    assert np.median(abs(grouped / one_by_one - 1)) < 0.03


def test_low_pictures_are_lit_by_fewer_texels() -> None:
    """As finely as they show: 6 m off in a picture of 540 lines is lit like 12 m off in one of 1080."""
    window = room(40, 300)
    sight = visible_cells(window, [Viewpoint(1.0, 3.0, np.pi / 2, 1.0)])
    full, low = (strides(window, replace(sight, lines=lines))[20] for lines in (1080, 540))
    metres = np.arange(300) * CELL - 1.0
    assert full[np.searchsorted(metres, 11.5)] == low[np.searchsorted(metres, 5.5)] == 1
    assert full[np.searchsorted(metres, 12.5)] == low[np.searchsorted(metres, 6.5)] == 2


def test_every_surface_is_lit_by_a_texel_of_its_own_kind() -> None:
    """Whatever the spacings: what stands for a place of the atlas looks the same way and is less than a stride off."""
    window = partitioned(gap=2.1)
    shuffled = np.random.default_rng(3).choice([1, 2, 4, 8, -8, -16], (8, 8)).repeat(6, 0).repeat(6, 1)
    spacing = np.where(window.open, shuffled[: window.open.shape[0], : window.open.shape[1]], 0).astype(np.int8)
    charts = lay_out(window, 2)
    surfels = list_surfels(charts, spacing, places.WHITE)
    place = surfels.places
    z, x = (at.repeat(4).reshape(-1, 2, 2) for at in np.nonzero(window.open))
    for normal, first in ((UP, 0), (DOWN, charts.plan_size[0])):
        at = np.stack([first + 2 * x + [0, 1], 2 * z + [[0], [1]]], -1).reshape(-1, 2)
        number = place.at(*at.T) & ((1 << STRIDE_SHIFT) - 1)
        assert looking(surfels, normal)[number].all()
        off = abs(at - np.stack([surfels.u, surfels.v], -1)[number]).max(1)
        assert (off < surfels.stride[number]).all()
        assert (surfels.seen[number] == (spacing > 0)[at[:, 1] // 2, (at[:, 0] - first) // 2]).all()


def test_blocks_that_are_seen_do_not_reach_round_walls() -> None:
    """All of a wide block is on one floor: beside a partition, light is found more finely. So it is on walls."""
    window = partitioned(gap=2.1)
    surfels = list_surfels(lay_out(window, 2), np.where(window.open, 8, 0).astype(np.int8), places.WHITE)
    level = looking(surfels, UP) & (surfels.stride == 8)
    assert level.sum() > 20
    for u, v in zip(surfels.u[level].tolist(), surfels.v[level].tolist(), strict=True):
        assert window.open[v // 2 : v // 2 + 4, u // 2 : u // 2 + 4].all()
    assert surfels.stride[surfels.normal[:, 1] == 0].max() == 4


def test_what_is_seen_is_what_lines_of_sight_reach() -> None:
    """Among pillars, against one fine line to the middle of each cell; but for cells at the edge of a shadow."""
    rng = np.random.default_rng(1)
    air = np.pad(rng.random((30, 46)) > 0.08, 1).repeat(2, 0).repeat(2, 1)
    window = replace(room(*air.shape), ceiling=np.where(air, np.float32(CEILING * CELL), np.float32(0)))
    stand = np.array([31.3, 47.6])  # z, x
    z, x = np.nonzero(air)
    step = np.linspace(0, 1, 1500)[:, None]
    free = air[tuple((stand[i] + step * (at + 0.5 - stand[i])).astype(int) for i, at in ((0, z), (1, x)))].all(0)
    reached = np.zeros_like(air)
    reached[z[free], x[free]] = True
    seen = visible_cells(window, [Viewpoint(stand[1] * CELL, stand[0] * CELL, 0.0, np.pi)]).cells
    assert reached.sum() > 300
    assert not (reached & ~binary_dilation(seen, np.ones((3, 3), bool))).any()
    beyond = seen & ~binary_dilation(reached, np.ones((3, 3), bool), iterations=2)
    assert beyond.sum() < 0.05 * reached.sum()


def test_form_factor_of_facing_squares(context: Context) -> None:
    """Two parallel unit squares a unit apart: F = 0.19982 (Howell, A Catalog of Radiation Heat Transfer, C-11)."""
    side = CEILING * CELL  # as wide as the room is high
    window = room(40, 40, [lamp(20, 20, side, side, luminance=1 / np.pi)])
    surfels, light = direct(context, window)
    below = looking(surfels, UP) & (abs(surfels.position[:, [0, 2]] - 20) < CEILING / 2).all(1)
    assert light[below].mean() == pytest.approx(0.19982 * RIM_GAIN, rel=0.01)


def test_far_lamps_agree_with_near_ones(context: Context) -> None:
    """The closed form and the drawn samples are two ways to the same number."""
    lamps = [lamp(x, z) for x in (8, 24, 40) for z in (10, 30)]
    window = room(44, 52, lamps)
    one_by_one = direct(context, window, SETTINGS.model_copy(update={"near_radius": 20.0}))[1]
    drawn = direct(context, window, SETTINGS.model_copy(update={"near_radius": 0.0, "far_samples": 128}))[1]
    lit = one_by_one > 1.0
    assert drawn[lit].mean() == pytest.approx(one_by_one[lit].mean(), rel=0.01)
    assert np.median(abs(drawn[lit] / one_by_one[lit] - 1)) < 0.05


def test_irradiance_below_a_small_lamp_follows_the_inverse_square(context: Context) -> None:
    """A lamp much smaller than its distance h gives L A / h^2 straight below (Lambert's and the inverse-square law)."""
    window = room(26, 34, [lamp(15.25, 11.25, 0.1, 0.1, luminance=5000.0)])
    surfels, light = direct(context, window)
    below = looking(surfels, UP) & (surfels.position[:, 0] == 15.25) & (surfels.position[:, 2] == 11.25)
    assert light[below] == pytest.approx(RIM_GAIN * 5000 * 0.01 / (CEILING * CELL) ** 2, rel=0.01)


def partitioned(gap: float = 0.0) -> Window:
    """Two rooms side by side, the left one lit; `gap`: height (m) of an opening between them, 0 for none."""
    window = room(26, 41, [lamp(10, 12), lamp(10, 12)])
    ceiling = window.ceiling.copy()
    ceiling[:, 20] = 0
    ceiling[8:16, 20] = gap
    return replace(window, ceiling=ceiling, lamps=window.lamps[:1])


def baked(context: Context, window: Window) -> tuple[Charts, np.ndarray]:
    """The atlas of a whole window (height, width, 4), found at every texel."""
    visible = visible_cells(window, [Viewpoint(x, 2.0, 0.0, float(np.pi)) for x in (2.0, 5.0)])
    reflectance = np.full((len(Material), 3), 0.7, np.float32)
    piece = make_piece(window, 2, visible, reflectance)
    lightmap = bake(context, piece, SETTINGS)
    atlas = places.atlas_of(lightmap)
    return piece.charts, atlas


def test_no_light_comes_through_a_closed_wall(context: Context) -> None:
    """Behind a wall without an opening it is as dark as it can be; through an opening light comes in."""
    _, atlas = baked(context, partitioned(gap=2.1))
    assert atlas[2:50, 42:80, 0].min() > 0.5

    window = partitioned()
    surfels, transport = transport_of(context, window)
    light = direct(context, window)[1][:, None]
    sent = np.repeat(light, 3, 1)
    total = light + transport.bounced(0.7 * sent, np.full_like(sent, 0.7), 12)
    beyond = surfels.position[:, 0] > 20.5
    assert beyond.sum() > 1000
    assert not total[beyond].any()
    assert (total[~beyond] > 0).all()


def test_a_wall_casts_a_shadow_that_softens_with_distance(context: Context) -> None:
    """Through a door into an unlit room: the light on its floor has a full part, a half shadow and a dark corner."""
    window = partitioned(gap=2.1)
    surfels, light = direct(context, window)
    floor = looking(surfels, UP) & (surfels.position[:, 0] > 21)
    middle = np.flatnonzero(floor & (abs(surfels.position[:, 2] - 12.25) < 0.1))
    row = light[middle[np.argsort(surfels.position[middle, 0])]]
    hidden = light[floor & (surfels.position[:, 2] < 4) & (surfels.position[:, 0] < 24)]
    assert row[0] > 40.0
    assert not hidden.any()
    assert (np.diff(row) < row[0] * 0.02).all()  # falls off, without stripes


def test_smoothing_keeps_to_its_surface(context: Context) -> None:
    """The floor on the dark side of a thin wall does not brighten towards it."""
    _, atlas = baked(context, partitioned(gap=2.1))
    middle = atlas[4:12, 42:60, 0]  # beside the opening, behind solid wall
    assert middle[:, 0].mean() < 1.3 * middle[:, 4].mean()
    lit = atlas[4:12, 30:38, 0]
    assert lit.mean() > 3 * middle.mean()


def test_the_same_window_gives_the_same_light(context: Context) -> None:
    """Baking twice gives the same bits."""
    first, second = (baked(context, partitioned(gap=2.1))[1] for _ in range(2))
    np.testing.assert_array_equal(first, second)
