"""Light on round columns: as even as on walls, and on average what the rays found."""

from dataclasses import replace

import numpy as np
import pytest
import reference
from places import hall

from liminal.piece.masonry import masonry_smoothing
from liminal.piece.piece import Piece, make_piece
from liminal.piece.smoothing import Smoothing
from liminal.piece.visibility import Viewpoint, visible_cells
from liminal.view.furniture import placement_of
from liminal.world.grid import CELL
from liminal.world.material import mean_reflectance
from liminal.world.prop import structure
from liminal.world.window import enclosed

DEPTH = np.float32(0.6)  # m, of water around the column


def column(wet: bool = False) -> Piece:
    """A round column in the middle of a closed room, in water or not."""
    window = enclosed(hall(44, 44))
    if wet:
        window = replace(window, water=np.where(window.open, DEPTH, np.float32(-np.inf)))
    x, z = window.origin[0] + 22 * CELL, window.origin[1] + 22 * CELL
    standing = placement_of(structure("round-column", x, 0.0, z, 0.0)[0], window)
    preset = reference.plain()
    visible = visible_cells(window, [Viewpoint(1.0, 1.0, 0.0, np.pi)])
    return make_piece(window, preset.light.density, visible, mean_reflectance(preset.surface), placements=(standing,))


def smoothing_of(piece: Piece) -> Smoothing:
    found = masonry_smoothing(piece)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def dry() -> Piece:
    return column()


def test_noise_is_smoothed_and_what_is_even_stays(dry: Piece) -> None:
    smoothing, random = smoothing_of(dry), np.random.default_rng(3)
    light = random.gamma(4.0, 25.0, (len(dry.surfels), 3)).astype(np.float32)
    before = light.copy()
    smoothing.smooth(light)
    own = smoothing.listed.ravel()
    texels = before[smoothing.listed].mean(1)
    assert light[own].std() < 0.5 * texels.std()
    assert light[own].mean() == pytest.approx(before[own].mean(), rel=0.03)
    others = np.setdiff1d(np.arange(len(light)), own)
    assert (light[others] == before[others]).all()
    even = np.full_like(light, 7.0)
    smoothing.smooth(even)
    assert even == pytest.approx(7.0, rel=1e-5)


def test_light_does_not_go_round_a_column(dry: Piece) -> None:
    """Lit from +x alone, it stays dark on the other side, and half way up or down keeps its light."""
    smoothing, surfels = smoothing_of(dry), dry.surfels
    lit = np.clip(surfels.normal[:, :1], 0, None).repeat(3, 1).astype(np.float32)
    expected = lit.copy()
    smoothing.smooth(lit)
    own = smoothing.listed.ravel()
    assert abs(lit[own] - expected[own]).max() < 0.13
    assert lit[own][surfels.normal[own, 0] < -0.6].max() < 0.01


def test_light_in_water_stays_there() -> None:
    piece = column(wet=True)
    smoothing, height = smoothing_of(piece), piece.surfels.position[:, 1] * CELL
    light = (height < DEPTH)[:, None].repeat(3, 1).astype(np.float32)
    before = light.copy()
    smoothing.smooth(light)
    assert light == pytest.approx(before, abs=1e-5)
    assert {0.0, 1.0} == set(before[smoothing.listed].ravel().tolist())
