"""Haze takes away what the law of Beer and Lambert says, and scatters light of its own; clear air is left out."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from liminal.gl import Context
from liminal.settings.load import load_preset
from liminal.settings.preset import Preset
from liminal.view.renderer import Renderer
from liminal.view.stage import StageKey
from liminal.view.viewpoint import find_viewpoint
from liminal.world.cell_grid import CellGrid

SEED, SIZE = 7, (64, 48)
SKETCH = ("light.rays=32", "light.bounces=1", "light.density=1", "view.reach=10", "surface.texture_size=128")


def scene(context: Context, *air: str, pitch: float = -60.0) -> tuple[NDArray[np.float32], float]:
    """A picture of the floor, cd/m2, and how far away the middle of it is, m."""
    world = CellGrid(SEED, load_preset(overrides=(*SKETCH, *air)))
    pose = replace(find_viewpoint(world), pitch=pitch)
    with Renderer(context, world) as renderer:
        key = StageKey((pose,), moment=0.0)
        return renderer.scene(renderer.stage(key), pose, SIZE, samples=1), pose.y / -np.sin(np.radians(pitch))


def test_haze_and_fog_take_light_away_by_beer_and_lambert(context: Context) -> None:
    clear, distance = scene(context)
    black, _ = scene(context, "air.haze=0.3", "air.albedo=0")
    middle = np.s_[SIZE[1] // 2 - 1 : SIZE[1] // 2 + 1, SIZE[0] // 2 - 1 : SIZE[0] // 2 + 1]
    kept = black[middle].mean() / clear[middle].mean()
    assert kept == pytest.approx(np.exp(-0.3 * distance), rel=0.01)

    # Twice as much haze takes away the same share twice, everywhere.
    denser, _ = scene(context, "air.haze=0.6", "air.albedo=0")
    np.testing.assert_allclose(denser * clear, black**2, rtol=0.01)


def test_haze_scatters_light_in_proportion_to_its_albedo(context: Context) -> None:
    black, half, white = (scene(context, "air.haze=0.1", f"air.albedo={albedo}")[0] for albedo in (0, 0.5, 1))
    assert (white > black).all()
    np.testing.assert_allclose(half, (black + white) / 2, rtol=0.01)


def test_clear_air_is_left_out_of_recipes() -> None:
    assert "air" not in Preset().model_dump()
    assert load_preset(overrides=("air.fog=0.1",)).model_dump()["air"]["fog"] == 0.1
