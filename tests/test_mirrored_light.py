"""Light that water mirrors up: against an integral over rays in numpy, and its pattern against the energy it keeps."""

import numpy as np
import pool
import pytest
import raycast
import reference
from numpy.typing import NDArray

from liminal.assets import shader_text
from liminal.gl import Context, FullScreen, Target
from liminal.light import occluder_textures, surfel_textures
from liminal.light.bake import bake
from liminal.light.lightmap import Lightmap
from liminal.light.mirrored_light import Mirroring, lamps_over_water
from liminal.light.shader import SHARED
from liminal.light.still_water import still_water
from liminal.light.waves import WATER, contrast, waves
from liminal.piece.piece import Piece, make_piece
from liminal.piece.visibility import Viewpoint, visible_cells
from liminal.settings.water import WaterSettings
from liminal.view.surface import Surfaces
from liminal.world.grid import CELL
from liminal.world.window import Window

SIDE = 5  # points along each side of a lamp
INDEX = 1.333


@pytest.fixture(scope="module")
def piece(context: Context) -> Piece:
    """The pool of `pool.room`, as it is lit for its first view."""
    window, preset = pool.room(), reference.plain()
    with context.scope() as scope:
        reflectance = Surfaces(scope, preset.surface).reflectance
    pose = pool.POSES[0]
    return make_piece(window, 2, visible_cells(window, [Viewpoint(pose.x, pose.z, 0.0, np.pi)]), reflectance)


def mirrored_share(cosine: NDArray) -> NDArray:
    """Fresnel's equations for unpolarised light that meets water, written by angles."""
    angle = np.arccos(cosine)
    within = np.arcsin(np.sin(angle) / INDEX)
    across = np.sin(angle - within) / np.sin(angle + within)
    parallel = np.tan(angle - within) / np.tan(angle + within)
    return (across**2 + parallel**2) / 2


def seen(window: Window, eye: NDArray, points: NDArray) -> NDArray:
    """Which of some points in the air (n, 3) are seen from another: bool (n,)."""
    away = points - eye
    distance = np.linalg.norm(away, axis=1)
    return raycast.cast(window, tuple(eye), away / distance[:, None]).distance > distance - 1e-3


def integral(window: Window, place: NDArray, normal: NDArray, lamp: np.void) -> NDArray:
    """The irradiance (n,), lux, on places (n, 3), m, from a lamp by way of flat water, summed over its points."""
    steps = (2 * np.arange(SIDE) + 1) / SIDE - 1
    total = np.zeros(len(place))
    for right, ahead in np.stack(np.meshgrid(steps, steps), -1).reshape(-1, 2):
        centre, half = lamp["centre"].astype(float) * CELL, lamp["half"].astype(float) * CELL
        source = np.array([centre[0] + right * half[0], lamp["y"] * CELL - 0.01, centre[1] + ahead * half[1]])
        up, down = place[:, 1] - pool.WATER, source[1] - pool.WATER
        met = place + (source - place) * (up / (up + down))[:, None]
        met[:, 1] = pool.WATER
        row, column = np.floor(met[:, [2, 0]] / CELL).astype(int).T
        lit = (window.water[row, column] > window.floor[row, column]) & seen(window, source, met)
        lit &= np.array([seen(window, here, there[None])[0] for here, there in zip(place, met, strict=True)])
        towards = met - place
        towards /= np.linalg.norm(towards, axis=1)[:, None]
        way = np.linalg.norm(place - met, axis=1) + np.linalg.norm(source - met, axis=1)
        level = -towards[:, 1]
        facing = np.einsum("ij,ij->i", towards, normal).clip(0.0)
        total += lit * mirrored_share(level) * level * facing / way**2
    return total * float(lamp["luminance"]) * 4 * half.prod() / SIDE**2


def test_its_mean_is_that_of_rays(context: Context, piece: Piece) -> None:
    """On ceiling and walls alike, each as a whole, and place by place."""
    window, surfels = piece.window, piece.surfels
    numbers, level = lamps_over_water(window, piece.lights, piece.shown, CELL)
    assert len(numbers) == 4
    lamp, random = piece.lights[numbers[0]], np.random.default_rng(3)
    with context.scope() as scope:
        water = still_water(scope, window, piece.occluder, (0.0, 0.0, 0.0))
        assert water is not None
        textures = occluder_textures.upload(scope, piece.occluder)
        rows = surfel_textures.packed(surfels)
        found = Mirroring(scope, piece.occluder, textures, water).irradiance(surfels, rows, lamp, float(level[0]))
    for some in (surfels.normal[:, 1] < -0.9, abs(surfels.normal[:, 1]) < 0.1):
        chosen = random.choice(np.flatnonzero(some & (surfels.position[:, 1] > level[0])), 50, replace=False)
        place = (surfels.position[chosen] + 0.02 * surfels.normal[chosen]).astype(float) * CELL
        truth = integral(window, place, surfels.normal[chosen].astype(float), lamp)
        assert found[chosen].sum() == pytest.approx(truth.sum(), rel=0.05)
        assert np.corrcoef(found[chosen], truth)[0, 1] > 0.9


PATTERN = """#version 330 core
#include "common_water.glsl"
uniform vec2 extent;
uniform float reach;
uniform vec2 slant;
uniform float width;
in vec2 uv;
layout(location = 0) out vec2 gathered;
void main() {
    vec2 widths[4] = vec2[4](vec2(width, 0.0), vec2(0.0, width), vec2(0.0), vec2(0.0));
    gathered = vec2(mirrored_caustic(uv * extent, reach, slant, widths), caustic(uv * extent, reach));
}
"""


def patterns(context: Context, reach: float, slant: tuple[float, float], width: float) -> NDArray:
    """The shares by which waves gather light over 60 x 60 m: mirrored, and of what lies `reach` (m) below: (n, 2)."""
    with context.scope() as scope:

        def text(name: str) -> str:
            return PATTERN if name == "pattern.frag" else shader_text(name)

        shader = FullScreen(scope, "pattern.frag", read=text, made={**SHARED, **WATER})
        target = Target(scope, (900, 900), ["f4"], channels=2)
        known = {"extent": (60.0, 60.0), "reach": reach, "slant": slant, "width": width}
        shader.draw(target, waves=waves(1.0, (3.0, 5.0), 7.0), **known)
        return target.read().reshape(-1, 2)


@pytest.mark.parametrize(
    ("reach", "slant", "width"),
    [(0.4, (0.0, 0.0), 0.0), (1.5, (0.6, -0.4), 0.1), (4.0, (1.2, 0.0), 0.3), (6.0, (0.0, 0.0), 0.05)],
)
def test_waves_keep_the_energy_that_they_mirror(context: Context, reach: float, slant: tuple, width: float) -> None:
    """The mean factor is 1 within 1 %, however strongly they gather light; and they do, by as much as is foretold."""
    mirrored = patterns(context, reach, slant, width)[:, 0].astype(float)
    assert mirrored.mean() == pytest.approx(1.0, abs=0.01)
    foretold = contrast(np.array([reach]), np.array([slant]), np.array([[width, width]]))[0]
    assert mirrored.std() == pytest.approx(foretold, rel=0.25)


@pytest.mark.parametrize("depth", [0.3, 1.2, 2.0])
def test_waves_keep_the_energy_that_they_gather_below(context: Context, depth: float) -> None:
    assert patterns(context, depth, (0.0, 0.0), 0.0)[:, 1].astype(float).mean() == pytest.approx(1.0, abs=0.01)


def test_the_pattern_is_a_function_of_time(context: Context, piece: Piece) -> None:
    """It moves, comes back whatever was drawn in between, and leaves the light as a whole as it is."""
    preset = reference.plain()
    with context.scope() as scope:
        moving = bake(scope, piece, preset.light, water=WaterSettings(caustics=5.0))
        still = bake(scope, piece, preset.light, water=WaterSettings(caustics=0.0))
        aside = np.diag([0.3, 0.3, 1.0, 1.0])

        def light(lightmap: Lightmap, time: float, *before: float) -> NDArray:
            for each in before:
                lightmap.dim(np.zeros(0, np.float32), aside, each)
            lightmap.dim(np.zeros(0, np.float32), None, time)
            return lightmap.atlas.read()[..., :3].astype(float)

        first, later, again, flat = (
            light(moving, 1.0),
            light(moving, 2.0),
            light(moving, 1.0, 3.0, 4.0),
            light(still, 1.0),
        )
    assert (first == again).all()
    moved = abs(first - later).max(-1) > 0
    assert moved.sum() > 1000
    assert np.std(first[moved] / flat[moved]) > 0.01
    assert first[moved].sum() == pytest.approx(flat[moved].sum(), rel=0.01)
