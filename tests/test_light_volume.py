"""The light in the air against closed forms, the lightmap, and itself with lamps dimmed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from test_light import CEILING, SETTINGS, lamp, partitioned, room, texels_of

from liminal.assets import shader_text
from liminal.geometry.chart import FACING_DOWN, FACING_UP
from liminal.gl import Context, FullScreen, Target, make_texture
from liminal.light import lattice
from liminal.light.air import Air
from liminal.light.bake import Bake
from liminal.light.shadow import light_left
from liminal.light.sight import Sight, Viewpoint, look
from liminal.light.volume import Volume, find_volume, place_probes
from liminal.world.grid import CELL
from liminal.world.material import Material
from liminal.world.window import Window

ALBEDO = 0.6
UP = np.array([[0.0, 1.0, 0.0]], np.float32)


@contextmanager
def working(context: Context, window: Window) -> Iterator[tuple[Bake, Sight]]:
    charts, texels = texels_of(window)
    work = Bake(context, charts, np.full((len(Material), 3), ALBEDO, np.float32), SETTINGS, texels)
    sight = look(window, [Viewpoint(x, 2.0, 0.0, float(np.pi)) for x in (1.0, 5.0)])
    yield work, sight
    work.release()


def lit(work: Bake, sight: Sight) -> tuple[Volume, NDArray[np.float32]]:
    """The volume of all lamps of a window, and what its texels get, (n, 3)."""
    lamps = work.window.lamps
    light = sum(work.light_of(lamps))
    return find_volume(work, place_probes(work.window, sight), (lamps, light)), light


def somewhere(count: int, window: Window) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Points in the air of a room and directions, both (count, 3)."""
    random = np.random.default_rng(5)
    rows, columns = window.floor.shape
    size = np.array([columns - 3, CEILING - 1, rows - 3])
    points = (random.random((count, 3)) * size + (1.5, 0.5, 1.5)) * CELL
    normals = random.normal(size=(count, 3))
    return points.astype(np.float32), (normals / np.linalg.norm(normals, axis=1, keepdims=True)).astype(np.float32)


def test_even_light_is_even_in_every_direction(context: Context) -> None:
    """Where all surfaces send out the same, every small face in the air receives just that."""
    window = room()
    with working(context, window) as (work, sight):
        light = np.full((len(work.texels), 3), 100.0, np.float32)
        volume = find_volume(work, place_probes(window, sight), (window.lamps, light))
    points, normals = somewhere(200, window)
    np.testing.assert_allclose(volume.irradiance(points, normals), ALBEDO * 100.0, rtol=1e-4)
    np.testing.assert_allclose(volume.flow(points), 0.0, atol=1e-2)


def test_a_glowing_ceiling_gives_its_form_factor(context: Context) -> None:
    """Below the middle of a ceiling 2a by 2b a level face sees 4 F of it (Howell, B-3); its back nothing."""
    window = room(34, 34)
    with working(context, window) as (work, sight):
        light = np.where((work.texels.facing == FACING_DOWN)[:, None], 100.0, 0.0) * np.ones((1, 3))
        volume = find_volume(work, place_probes(window, sight), (window.lamps, light.astype(np.float32)))
    height = 0.02
    middle = np.array([[17 * CELL, height, 17 * CELL]], np.float32)
    a = b = 16 * CELL / (CEILING * CELL - height)
    corner = a / np.hypot(1, a) * np.arctan(b / np.hypot(1, a)) + b / np.hypot(1, b) * np.arctan(a / np.hypot(1, b))
    expected = ALBEDO * 100.0 * 4 * corner / (2 * np.pi)
    assert volume.irradiance(middle, UP)[0] == pytest.approx([expected] * 3, rel=0.03)
    assert volume.irradiance(middle, -UP)[0] == pytest.approx([0.0] * 3, abs=1e-3)
    assert volume.flow(middle)[0] == pytest.approx([0.0, expected, 0.0], abs=0.04 * expected)


def test_it_agrees_with_the_lightmap_at_surfaces(context: Context) -> None:
    """A little before a floor or wall, facing as it does, one gets what it gets."""
    window = room(44, 52, [lamp(x, z) for x in (8, 24, 40) for z in (10, 30)])
    with working(context, window) as (work, sight):
        volume, light = lit(work, sight)
        texels = work.texels
    facing = np.array([(1, 0, 0), (-1, 0, 0), (0, 0, 1), (0, 0, -1), (0, -1, 0), (0, 1, 0)], np.float32)
    points = texels.position * np.float32(CELL) + facing[texels.facing] * np.float32(0.03)
    got = volume.irradiance(points, facing[texels.facing])[:, 1]

    def error(chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Against the mean: texels are not smoothed here, and dark ones are noisy."""
        return np.asarray((got[chosen] - light[chosen, 1]) / light[chosen, 1].mean(), np.float64)

    low_wall = (texels.facing < FACING_DOWN) & (texels.position[:, 1] < 12)  # above, lamps are too close for probes
    floor, ceiling = error(texels.facing == FACING_UP), error(texels.facing == FACING_DOWN)
    for each, spread in ((floor, 0.03), (error(low_wall), 0.04), (ceiling, 0.06)):
        assert abs(each.mean()) < 0.04
        assert abs(each).mean() < spread


def test_it_is_linear_in_the_lamps(context: Context) -> None:
    """Dimming the part of a lamp is the same as finding the light anew with that lamp dimmed."""
    window = room(30, 50, [lamp(12, 14), lamp(36, 14)])
    dimmed = window.lamps.copy()
    dimmed["luminance"][1] *= 0.25
    with working(context, window) as (work, sight):
        probes = place_probes(window, sight)
        each = [(window.lamps[i : i + 1], sum(work.light_of(window.lamps[i : i + 1]))) for i in range(2)]
        volume = find_volume(work, probes, each[0], each[1:])
        anew = find_volume(work, probes, (dimmed, sum(work.light_of(dimmed))))
    points, normals = somewhere(300, window)
    full = volume.irradiance(points, normals)
    volume.dim(np.array([0.25], np.float32))
    np.testing.assert_allclose(
        volume.irradiance(points, normals), anew.irradiance(points, normals), rtol=0.01, atol=0.1
    )
    assert (full > volume.irradiance(points, normals)).all()


def test_no_light_comes_through_a_closed_wall(context: Context) -> None:
    window = partitioned()
    with working(context, window) as (work, sight):
        volume, _ = lit(work, replace(sight, cells=window.open))
    _, normals = somewhere(400, window)
    points, _ = somewhere(400, window)
    beyond, before = points[:, 0] > 21.1 * CELL, points[:, 0] < 19.9 * CELL
    light = volume.irradiance(points, normals)
    assert not light[beyond].any()
    assert light[before].min() > 0.5


def test_a_ball_in_even_light_takes_its_form_factor(context: Context) -> None:
    """On the floor, at distance d from a ball of radius r whose middle is at height h: 1 - h r^2 / d^3 is left."""
    window = room(30, 30)
    with working(context, window) as (work, sight):
        light = np.full((len(work.texels), 3), 100.0, np.float32)
        volume = find_volume(work, place_probes(window, sight), (window.lamps, light))
    centre = np.array([15 * CELL, 0.4, 15 * CELL], np.float32)
    points = centre + np.array([[x, -0.4, 0.1] for x in (0.0, 0.2, 0.5, 1.2)], np.float32)
    away = np.linalg.norm(points - centre, axis=1)
    np.testing.assert_allclose(light_left(volume, points, centre, 0.25), 1 - 0.4 * 0.25**2 / away**3, rtol=2e-3)


def test_a_shadow_falls_away_from_the_lamp_as_rays_say(context: Context) -> None:
    """Beside a lamp: rays from the floor to points of the lamp, the ball in their way, walls and all, against ours."""
    window = room(40, 60, [lamp(14, 20)])
    radius = 0.3
    centre = np.array([30 * CELL, radius, 20 * CELL], np.float32)
    x = np.linspace(-1.4, 1.4, 15)
    points = np.stack([centre[0] + x, np.full(15, 0.02), np.full(15, centre[2])], 1).astype(np.float32)
    with working(context, window) as (work, sight):
        volume, _ = lit(work, sight)
        direct = share_of_lamps(work, volume, points)
    left = light_left(volume, points, centre, radius)
    assert left[x > 0.5].min() < left[x < -0.5].min() - 0.3

    # The direct light by rays, the bounced as even light.
    random = np.random.default_rng(1)
    spots = np.array([14 * CELL, CEILING * CELL, 20 * CELL]) + (random.random((2000, 3)) - 0.5) * (0.61, 0, 1.22)
    errors = []
    for point, ours, share in zip(points, left, direct, strict=True):
        towards = spots - point
        along = np.clip(((centre - point) * towards).sum(1) / (towards**2).sum(1), 0, 1)
        free = np.linalg.norm(point + along[:, None] * towards - centre, axis=1) > radius
        weight = towards[:, 1] ** 2 / (towards**2).sum(1) ** 2
        away = max(float(np.linalg.norm(point - centre)), radius)
        even = 1 - radius**3 / away**3
        errors.append(abs(ours - share * (free * weight).sum() / weight.sum() - (1 - share) * even))
    assert np.mean(errors) < 0.06
    assert np.max(errors) < 0.26


def share_of_lamps(work: Bake, volume: Volume, points: NDArray[np.float32]) -> NDArray[np.float64]:
    """The share of the light on points of the floor that comes straight from the lamps."""
    packed = np.column_stack([points / CELL, np.full(len(points), FACING_UP)]).astype(np.float32)
    dark = np.zeros((len(work.texels), 3), np.float32)
    straight = work.light_in_air(packed, work.window.lamps, dark, 4)[:, 1]
    whole = volume.irradiance(points, np.repeat(UP, len(points), 0))[:, 1]
    return np.asarray(np.minimum(straight / whole, 1.0), np.float64)


QUERY = """#version 330 core
#include "common_volume.glsl"

uniform sampler2D points;   // one column each: place, cells
uniform sampler2D normals;

layout(location = 0) out vec4 light;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    light = vec4(volume_irradiance(texelFetch(points, here, 0).xyz, texelFetch(normals, here, 0).xyz, vec3(-1.0)), 1.0);
}
"""


def test_shaders_read_the_same_light(context: Context) -> None:
    """On both sides of a wall with an opening, dimmed or not, the GPU says what numpy says, within half floats."""
    window = partitioned(gap=2.1)
    points, normals = somewhere(500, window)
    free = abs(points[:, 0] - 20.5 * CELL) > 0.2
    points, normals = points[free], normals[free]
    with working(context, window) as (work, sight):
        light = sum(work.light_of(window.lamps))
        probes = place_probes(window, replace(sight, cells=window.open))
        volume = find_volume(work, probes, (window.lamps, light), [(window.lamps[0], light)])

    query = FullScreen(context, "query.frag", read=lambda name: QUERY if name == "query.frag" else shader_text(name))
    cells, air = lattice.upload(context, window), Air(context, volume)
    target = Target(context, (len(points), 1), ["f4"])
    given = {
        name: make_texture(context, (len(points), 1), 3, "f4", values[None])
        for name, values in (("points", points / np.float32(CELL)), ("normals", normals))
    }
    for dimmer in (1.0, 0.25):
        volume.dim(np.array([dimmer], np.float32))
        air.update(volume)
        query.draw(target, cells=cells, **given, **air.uniforms)
        ours, expected = target.read()[0, :, :3], volume.irradiance(points, normals)
        # Beside the opening the two may judge the sight of a probe differently.
        close = np.isclose(ours, expected, rtol=3e-3, atol=0.05).all(1)
        assert close.mean() > 0.95
    for used in (query, cells, air, target, *given.values()):
        used.release()
