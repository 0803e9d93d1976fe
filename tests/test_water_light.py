"""Light under water: against a path tracer's smooth dielectric over matt surfaces, and what water absorbs by depth.

The references are those of `tests/oracle/make_pool.py`: a pool under four lamps, its water flat and clear.
"""

import numpy as np
import pool
import pytest
import reference

from liminal.gl import Context
from liminal.light.bake import bake
from liminal.light.lamp_colour import lamp_colour
from liminal.piece.mesh import build
from liminal.piece.piece import make_piece
from liminal.piece.visibility import Viewpoint, visible_cells
from liminal.settings.water import WaterSettings
from liminal.view.furniture import placement_of
from liminal.view.pose import Pose
from liminal.view.scene import Scene
from liminal.view.surface import Surfaces
from liminal.world.material import mean_reflectance
from liminal.world.prop import prop

MEAN, BIAS = 0.03, 0.025  # relative errors of luminance
CLEAR = WaterSettings(absorption=(0.0, 0.0, 0.0), waves=0.0)


def draw(context: Context, pose: Pose, water: WaterSettings) -> np.ndarray:
    """The luminance of the pool, cd/m2, (120, 160), with surfaces of one colour each."""
    preset, window = reference.plain(), pool.room()
    with context.scope() as scope:
        surfaces = Surfaces(scope, preset.surface)
        visible = visible_cells(window, [Viewpoint(pose.x, pose.z, 0.0, np.pi)])
        piece = make_piece(window, preset.light.density, visible, surfaces.reflectance)
        lightmap = bake(scope, piece, preset.light, water=water)
        lightmap.dim(np.zeros(0, np.float32), time=0.0)
        mesh, colour = build(window, piece.charts), lamp_colour(preset.light)
        scene = Scene(scope, piece, mesh, lightmap, surfaces, colour, water=water)
        return reference.picture(context, scene, pose, (0.0, 0.0))


def squares(picture: np.ndarray) -> np.ndarray:
    """The means of squares of 4 x 4 pixels: paths that light finds through water are noisy."""
    return picture.reshape(30, 4, 40, 4).mean((1, 3))


@pytest.mark.parametrize("number", range(len(pool.POSES)))
def test_a_pool_is_lit_and_seen_as_by_a_path_tracer(context: Context, number: int) -> None:
    """Mean error of the whole view, and the error of all of it together."""
    truth = reference.stored(f"pool-{number}")
    whole = squares((truth > 0).astype(float)) == 1
    error = (squares(draw(context, pool.POSES[number], CLEAR)) / squares(truth) - 1)[whole]
    print(f"\npool-{number}: mean {abs(error).mean():.1%}, {error.mean():+.1%}")
    assert abs(error).mean() < MEAN
    assert abs(error.mean()) < BIAS


def test_light_is_absorbed_on_its_way_down_and_up(context: Context) -> None:
    """Seen from above, light has been down and up: at most what one way straight there and back lets through."""
    water = WaterSettings(absorption=(0.5, 0.5, 0.5), waves=0.0)
    clear, dim = (draw(context, pool.POSES[0], each)[62:72, 70:90].mean() for each in (CLEAR, water))
    depth = pool.BOTTOM + pool.WATER
    assert np.exp(-0.5 * 3.0 * depth) < dim / clear < np.exp(-0.5 * 2.0 * depth)


def test_what_looks_away_from_lamps_under_water_gets_the_light_that_bends_to_it(context: Context) -> None:
    """Straight lines from the lamps may all come from behind a surface that bent ones reach: its light is finite."""
    preset, window = reference.plain(), pool.room()
    chair = placement_of(prop("garden-chair", 3.9, -pool.BOTTOM, 3.4, 30.0)[0], window)
    visible = visible_cells(window, [Viewpoint(0.9, 5.9, 0.0, np.pi)])
    reflectance = mean_reflectance(preset.surface)
    piece = make_piece(window, preset.light.density, visible, reflectance, placements=(chair,))
    with context.scope() as scope:
        lightmap = bake(scope, piece, preset.light, water=CLEAR)
        lightmap.dim(np.zeros(0, np.float32), time=0.0)
        light = lightmap.atlas.read().astype(np.float32)
    assert np.isfinite(light).all()
    assert 10.0 < lightmap.ambient.mean() < 2000.0
