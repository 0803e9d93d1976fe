"""Light of a lamp on a round column, against an integral over the lamp's lens as seen through its rim."""

import numpy as np
import pytest
import reference
import solids
from numpy.typing import NDArray

from liminal.gl import Context
from liminal.light import occluder_textures, surfel_textures
from liminal.light.direct import DirectLight
from liminal.piece.lamp import LENS_RECESS
from liminal.piece.piece import Piece, make_piece
from liminal.piece.visibility import Viewpoint, visible_cells
from liminal.view.furniture import placement_of
from liminal.world.material import mean_reflectance
from liminal.world.prop import structure

STEPS = 40, 80  # points on a lens, along x and z
RADIUS = 0.3  # m


def piece_of_column() -> Piece:
    """A column so close to a lamp that the lamp's plane meets the horizon of many of its surfels."""
    window = solids.room()
    standing = placement_of(
        structure("round-column", 2.3, 0.0, 3.6, 0.0, radius=RADIUS, height=solids.HEIGHT)[0], window
    )
    preset = reference.plain()
    visible = visible_cells(window, [Viewpoint(4.0, 1.0, 0.0, np.pi)])
    return make_piece(window, preset.light.density, visible, mean_reflectance(preset.surface), placements=(standing,))


def irradiance(position: NDArray[np.float32], normal: NDArray[np.float32], light: np.void) -> NDArray[np.float64]:
    """From the points of a lens that show through its rim, lux (n,); nothing else stands in the way."""
    u = (np.arange(STEPS[0]) + 0.5) / STEPS[0] * 2 - 1, (np.arange(STEPS[1]) + 0.5) / STEPS[1] * 2 - 1
    x, z = (light["centre"][axis] + light["half"][axis] * each for axis, each in enumerate(np.meshgrid(*u)))
    points = np.stack([x, np.full_like(x, light["y"]), z], -1).reshape(-1, 3)
    away = points - position[:, None].astype(float)
    at_rim = position[:, None] + away * ((away[..., 1:2] - LENS_RECESS) / away[..., 1:2])
    shown = (abs(at_rim[..., [0, 2]] - light["centre"]) <= light["half"]).all(-1)
    square = (away**2).sum(-1)
    cosines = ((away * normal[:, None]).sum(-1)).clip(0) * away[..., 1].clip(0) / square
    return np.asarray((shown * cosines / square).mean(1) * light["luminance"] * 4 * light["half"].prod())


def test_a_lamp_at_the_horizon_of_a_surfel_lights_it(context: Context) -> None:
    """Of a lamp of which little lies above the horizon, a few points by lot may all lie below it: no light is lost."""
    piece = piece_of_column()
    assert piece.standing is not None
    work = DirectLight(context, piece.occluder, occluder_textures.upload(context, piece.occluder), (0, 0))
    packed = surfel_textures.packed(piece.surfels)
    normal = packed[:, 4:7]
    upright = (normal[:, 1] == 0) & (abs(normal).max(1) < 1) & (packed[:, 1] > 2) & (packed[:, 1] < 16)
    packed, normal = packed[upright], normal[upright]
    assert len(packed) > 1000
    found = work.irradiance(packed, piece.lights[:1], 100.0, 1)[:, 0]
    known = irradiance(packed[:, :3], normal, piece.lights[0])

    # In groups by direction; the darkest get too few of the lens' points for the integral.
    direction = np.rint(np.degrees(np.arctan2(normal[:, 0], normal[:, 2])) / 9).astype(int)
    groups = [direction == each for each in np.unique(direction)]
    sums = np.array([(found[group].sum(), known[group].sum()) for group in groups])
    bright = sums[:, 1] > 0.04 * sums[:, 1].max()
    assert 12 <= bright.sum() < len(groups)
    assert sums[bright, 0] == pytest.approx(sums[bright, 1], rel=0.05)
