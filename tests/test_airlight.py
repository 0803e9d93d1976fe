"""The light that haze scatters into the picture: against a path tracer with a medium, and around a lamp that fails.

The reference is that of `tests/oracle/make_haze.py`: a room of 9 m with haze of 0.02/m, after any number of
scatterings; ours is scattered once. Its own noise is 1 % of each square.
"""

from collections.abc import Sequence
from dataclasses import replace

import hazy_room
import numpy as np
import pytest
import reference
from numpy.typing import NDArray

from liminal.gl import Context
from liminal.light.bake import bake
from liminal.light.lamp_colour import lamp_colour
from liminal.piece.mesh import build
from liminal.piece.piece import make_piece
from liminal.piece.visibility import Viewpoint, visible_cells
from liminal.view.projection import clip_from_view, view_from_world
from liminal.view.scene import Scene
from liminal.view.surface import Surfaces
from liminal.world.window import Window

MEAN, PERCENTILE_95, BIAS = 0.04, 0.10, 0.025  # relative errors of luminance
LAMP = 1  # the one that fails: beside the wall that parts the room
ASIDE = replace(hazy_room.POSE, yaw=270.0)  # away from the room

Light = NDArray[np.float64]  # (30, 40), cd/m2


def airlight(context: Context, window: Window, dimmers: Sequence[float]) -> list[Light]:
    """The airlight of squares of 4 x 4 pixels, once for each brightness of a lamp."""
    pose, preset = hazy_room.POSE, reference.plain()
    found = []
    with context.scope() as scope:
        surfaces = Surfaces(scope, preset.surface)
        visible = visible_cells(window, [Viewpoint(pose.x, pose.z, 0.0, np.pi)])
        piece = make_piece(window, preset.light.density, visible, surfaces.reflectance, hazy=True)
        lightmap = bake(scope, piece, preset.light, np.array([LAMP]))
        mesh, colour = build(window, piece.charts), lamp_colour(preset.light)
        black = hazy_room.HAZE.model_copy(update={"albedo": 0.0})
        scenes = [Scene(scope, piece, mesh, lightmap, surfaces, colour, air=air) for air in (hazy_room.HAZE, black)]
        # Light that falls beside the picture counts, too: the air in the picture may be lit by it.
        aside = clip_from_view(pose.fov, 4 / 3) @ view_from_world(ASIDE, (0.0, 0.0))
        for dimmer in dimmers:
            lightmap.dim(np.array([dimmer], np.float32), aside)
            scattered, rest = (reference.picture(context, scene, pose, (0.0, 0.0)) for scene in scenes)
            found.append((scattered - rest).reshape(30, 4, 40, 4).mean((1, 3)))
    return found


@pytest.fixture(scope="module")
def failing(context: Context) -> list[Light]:
    """The airlight with a lamp as bright as it is, half as bright, and dark."""
    return airlight(context, hazy_room.room(), (1.0, 0.5, 0.0))


def test_airlight_agrees_with_a_path_tracer(failing: list[Light]) -> None:
    error = failing[0] / reference.stored("haze") - 1
    worst = np.quantile(abs(error), 0.95)
    print(f"\nhaze: mean {abs(error).mean():.1%}, 95th percentile {worst:.1%}, bias {error.mean():+.1%}")
    assert abs(error).mean() < MEAN
    assert worst < PERCENTILE_95
    assert abs(error.mean()) < BIAS


def test_haze_around_a_lamp_that_fails_goes_dark_with_it(context: Context, failing: list[Light]) -> None:
    whole, half, dark = failing
    np.testing.assert_allclose(half, (whole + dark) / 2, rtol=0.01)

    # As dark as in a room in which the lamp was never lit.
    window = hazy_room.room()
    lamps = window.lamps.copy()
    lamps["luminance"][LAMP] = 0.0
    unlit = airlight(context, replace(window, lamps=lamps), (1.0,))[0]
    np.testing.assert_allclose(dark, unlit, rtol=0.03)

    # Its own glow goes; that of the other lamp, at the left edge of the picture, stays.
    left = dark / whole
    assert left[7:9, 14:20].max() < 0.3
    assert left[2:4, 0].min() > 0.7
