"""Lamps on walls and in water: their flux, and where it goes by Snell, Fresnel and Beer-Lambert."""

import numpy as np
import pool
import pytest
import reference

from liminal.gl import Context
from liminal.light import surfel_textures
from liminal.light.direct_illumination import DirectIllumination
from liminal.light.still_water import still_water
from liminal.piece.piece import make_piece
from liminal.piece.visibility import Viewpoint, visible_cells
from liminal.thing.catalogue import make
from liminal.thing.wall_lamps import GLOBE, GLOBE_LUMINANCE, GUARDED, LENS, NICHE_LUMINANCE
from liminal.view.furniture import placement_of
from liminal.world.grid import CELL
from liminal.world.material import mean_reflectance
from liminal.world.prop import prop

LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
ABSORPTION = (0.35, 0.06, 0.02)  # 1/m
DEPTH = 0.45  # m, of the lamp
INDEX = 1.333
PHOTONS = 2_000_000


def test_rectangles_send_what_the_dome_of_a_bulkhead_does() -> None:
    """Half a sphere that shines alike everywhere sends pi L from each square metre, all of it into the room."""
    emitters = make("bulkhead").emitters
    across, up = np.meshgrid(*[(np.arange(400) + 0.5) / 200 - 1] * 2)
    inside = across**2 + up**2 < 1
    way = np.column_stack([across[inside], up[inside], np.sqrt(1 - across[inside] ** 2 - up[inside] ** 2)])
    area = 4 * emitters["half"].prod(1) * (emitters["glow"] @ LUMINANCE)
    sent = (np.maximum(way @ emitters["axes"][:, 2].T, 0.0) * area).sum(1)
    flux = (sent / way[:, 2]).sum() / 200**2
    assert flux == pytest.approx(2 * np.pi * GLOBE**2 * np.pi * GLOBE_LUMINANCE * GUARDED, rel=0.02)


@pytest.fixture(scope="module")
def direct(context: Context) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Places and normals of the surfels of the pool, m, and the light straight from one lamp in its wall, lux."""
    window, preset = pool.room(), reference.plain()
    at = prop("niche-lamp", 12 * CELL, pool.WATER - DEPTH - 0.152, 22 * CELL, 90.0)[0]
    lamp = placement_of(at, window)
    visible = visible_cells(window, [Viewpoint(0.9, 5.9, 0.0, np.pi)])
    piece = make_piece(window, 2, visible, mean_reflectance(preset.surface), placements=(lamp,))
    assert piece.standing is not None
    with context.scope() as scope:
        textures = surfel_textures.upload(scope, piece.surfels)
        water = still_water(scope, piece.window, piece.occluder, ABSORPTION)
        assert water is not None
        work = DirectIllumination(scope, piece, textures, preset.light, water)
        found = water.whole(piece.surfels) * work.of_thing(piece.standing.emitters)
    on_walls = piece.surfels.surface < piece.surfels.surface.max() + 1
    position = piece.surfels.position.astype(float) * CELL
    return position[on_walls], piece.surfels.normal[on_walls].astype(float), found[on_walls].astype(float)


LAMP = np.array([12 * CELL + 0.026, pool.WATER - DEPTH, 22 * CELL])


def test_light_in_water_fades_by_its_way(direct: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    """On the far wall of the basin: the inverse square, and exp(-a d) in each channel."""
    position, normal, light = direct
    there = (normal[:, 0] == -1) & (position[:, 1] < pool.WATER - 0.1) & (position[:, 0] > 39 * CELL)
    assert there.sum() > 100
    away = position[there] - LAMP
    distance = np.linalg.norm(away, axis=1)
    cosine = away[:, 0] / distance
    glow = make("niche-lamp").emitters["glow"][0].astype(float)
    expected = (np.pi * LENS**2 * cosine**2 / distance**2)[:, None] * glow * np.exp(-np.outer(distance, ABSORPTION))
    assert light[there] == pytest.approx(expected, rel=0.03)
    assert glow @ LUMINANCE == pytest.approx(NICHE_LUMINANCE, rel=0.01)


def test_light_leaves_the_water_as_photons_do(direct: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    """On the ceiling: rays drawn at random from the lamp, bent by Snell and thinned by Fresnel and Beer-Lambert."""
    position, normal, light = direct
    dice = np.random.default_rng(3)
    around, away = 2 * np.pi * dice.random(PHOTONS), np.sqrt(dice.random(PHOTONS))
    way = np.column_stack([np.sqrt(1 - away**2), away * np.cos(around), away * np.sin(around)])
    way = way[way[:, 1] > 0]
    sine = INDEX * np.hypot(way[:, 0], way[:, 2])
    way, sine = way[sine < 1], sine[sine < 1]
    in_water, in_air = way[:, 1], np.sqrt(1 - sine**2)
    travelled = DEPTH / in_water
    x = LAMP[0] + way[:, 0] * travelled + way[:, 0] * INDEX * (pool.HEIGHT - pool.WATER) / in_air
    z = LAMP[2] + way[:, 2] * travelled + way[:, 2] * INDEX * (pool.HEIGHT - pool.WATER) / in_air
    across = ((INDEX * in_water - in_air) / (INDEX * in_water + in_air)) ** 2
    along = ((INDEX * in_air - in_water) / (INDEX * in_air + in_water)) ** 2
    glow = make("niche-lamp").emitters["glow"][0][1]
    power = np.pi * np.pi * LENS**2 * glow / PHOTONS * (1 - (across + along) / 2) * np.exp(-ABSORPTION[1] * travelled)

    # Squares of 0.6 m over the basin, whose edges hide nothing of it.
    edges = [np.arange(first, last, 0.6) for first, last in ((2.2, 6.0), (2.2, 4.6))]
    arrived, *_ = np.histogram2d(x, z, edges, weights=power)
    on = (normal[:, 1] == -1) & (position[:, 1] > pool.HEIGHT - 0.05)
    places = position[on][:, [0, 2]].T
    count, *_ = np.histogram2d(*places, edges)
    found, *_ = np.histogram2d(*places, edges, weights=light[on, 1])
    assert (count > 3).all()
    assert found / count == pytest.approx(arrived / 0.36, rel=0.08)
