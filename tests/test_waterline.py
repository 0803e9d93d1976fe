"""The waterline: where its strips lie, and how much light a film of water leaves."""

import numpy as np
import pool
import pytest
from numpy.typing import NDArray
from test_mirrored_light import mirrored_share

from liminal.assets import shader_text
from liminal.gl import Context, FullScreen, Target
from liminal.settings.load import load_preset
from liminal.settings.poolrooms import PoolroomsSettings
from liminal.view.wall_film import strips
from liminal.view.waterline import WET
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL

INDEX = 1.333
SPAN = 0.2  # m: of heights in the picture of a band

BAND = """#version 330 core
uniform ivec2 world_corner;
#include "common_wet.glsl"
uniform vec3 reflectance;
uniform float span;
in vec2 uv;
layout(location = 0) out vec3 left;
void main() {
    left = waterline(vec2(uv.x * 40.0, 3.5), (uv.y - 0.25) * 4.0 / 3.0 * span, reflectance, span / 800.0);
}
"""


def band(context: Context, reflectance: float) -> NDArray:
    """The factor of the light of a wall 40 cells long, (800, 800): rows from SPAN / 3 under water to SPAN above."""
    with context.scope() as scope:

        def text(name: str) -> str:
            return BAND if name == "band.frag" else shader_text(name)

        shader, target = FullScreen(scope, "band.frag", read=text), Target(scope, (800, 800), ["f4"], channels=3)
        shader.draw(target, reflectance=(reflectance,) * 3, span=SPAN, world_corner=(0, 0))
        return target.read()[..., 0].astype(float)


def test_strips_stand_on_the_water_all_around() -> None:
    """Around the basin, as high as its rim, which is lower than the band: every one looks at the water."""
    window = pool.room()
    found = strips(window, window.wet, window.water, window.water, window.water + WET)
    corner = found.corner
    assert (found.level == np.float32(pool.WATER)).all()
    assert (found.material == window.wall_material[0, 0]).all()
    low, high = corner.min(1), corner.max(1)
    assert low[:, 1] == pytest.approx(pool.WATER)
    assert high[:, 1] == pytest.approx(min(0.0, pool.WATER + float(WET)))
    rows, columns = (each.stop - each.start for each in pool.BASIN)
    assert np.ptp(corner[..., [0, 2]], axis=1).sum() == pytest.approx(2 * (rows + columns) * CELL, rel=1e-4)
    middle = np.array([pool.BASIN[1].start + columns / 2, 0.0, pool.BASIN[0].start + rows / 2]) * CELL
    outward = np.cross(corner[:, 1] - corner[:, 0], corner[:, 3] - corner[:, 0])
    assert (np.einsum("ij,ij->i", outward, middle - corner.mean(1)) > 0).all()


def test_water_has_stood_in_drained_basins_alone() -> None:
    """Below the deck, over their floor, where there is none now; and strips reach from the floor to there."""
    preset = load_preset("poolrooms")
    drained = preset.model_copy(update={"poolrooms": PoolroomsSettings(classic=0, tunnels=0, terraces=0, sunlit=0)})
    flooded = preset.model_copy(update={"poolrooms": PoolroomsSettings(drained=0)})
    window = CellGrid(3, drained).window(0, 0, 192, 192)
    stood = window.open & (window.tide > window.floor)
    assert stood.mean() > 0.1
    assert not window.wet.any()
    assert (window.tide[stood] < 0).all()
    found = strips(window, stood, window.tide, window.floor, window.tide)
    assert found.corner[..., 1].max() == window.tide[stood].max()
    assert found.corner[..., 1].min() == window.floor[stood].min()
    assert not np.isfinite(CellGrid(3, flooded).window(0, 0, 192, 192).tide).any()


@pytest.mark.parametrize("reflectance", [0.1, 0.5, 0.8])
def test_a_film_leaves_what_gets_out_of_it_again(context: Context, reflectance: float) -> None:
    """Passed in, thrown back by wall and face any number of times, and passed out: Fresnel's share over the cosine."""
    sine = (np.arange(20_000) + 0.5) / 20_000
    outside = float((mirrored_share(np.sqrt(1 - sine**2)) * 2 * sine).mean())
    inside = 1 - (1 - outside) / INDEX**2
    expected = (1 - outside) * (1 - inside) / (1 - inside * reflectance)
    left = band(context, reflectance)
    heights = (np.arange(800) + 0.5) / 600 * SPAN - SPAN / 3
    assert left[(heights > 0.006) & (heights < 0.019)] == pytest.approx(expected, rel=0.01)


def test_a_band_ends_raggedly(context: Context) -> None:
    """Between 5 and 15 cm above the water, not at one height, and never under it."""
    left, heights = band(context, 0.5), (np.arange(800) + 0.5) / 600 * SPAN - SPAN / 3
    assert (left[(heights < -0.001) | (heights > 0.151)] == 1.0).all()
    edge = np.array([heights[np.flatnonzero(column < 0.99).max()] for column in left.T])
    assert 0.04 < edge.min() < edge.max() < 0.151
    assert np.std(edge) > 0.01
