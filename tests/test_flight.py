"""Light on flights of steps far off: as even from step to step as rays would find it, and nothing else changed."""

from dataclasses import replace

import numpy as np
import pytest
import reference
from places import hall

from liminal.piece.flight import flight_smoothing, treads
from liminal.piece.piece import Piece, make_piece
from liminal.piece.visibility import Viewpoint, visible_cells
from liminal.world.grid import CELL
from liminal.world.material import Material, mean_reflectance
from liminal.world.window import Window, enclosed

FIRST, STEPS, DEEP = 100, 8, 2  # cells: where the flight begins; steps, and how deep each is
LAST = FIRST + STEPS * DEEP


def flight(material: Material = Material.POOL_TILE) -> Window:
    """A hall with a flight of steps a cell high up to its end, from 15 m off on."""
    window = enclosed(hall(24, 140))
    rise = np.clip((np.arange(140) - FIRST) // DEEP + 1, 0, STEPS).astype(np.float32) * np.float32(CELL)
    floor = np.where(window.open, rise, window.floor).astype(np.float32)
    floors = np.full(floor.shape, material, np.uint8)
    return replace(window, floor=floor, ceiling=window.ceiling + np.float32(2) * window.open, floor_material=floors)


def piece_of(window: Window) -> Piece:
    preset = reference.plain()
    visible = visible_cells(window, [Viewpoint(0.6, 12 * CELL, np.pi / 2, 0.6)])
    return make_piece(window, preset.light.density, visible, mean_reflectance(preset.surface))


def test_treads_are_what_one_steps_up_from_and_to() -> None:
    window = flight()
    found = treads(window)
    inside = window.open[12]
    columns = np.arange(140)
    assert (found[12] == ((columns >= FIRST) & (columns < LAST - DEEP) & inside)).all()
    turned = enclosed(hall(140, 24))
    turned = replace(turned, floor=window.floor.T, ceiling=window.ceiling.T, floor_material=window.floor_material.T)
    assert (treads(turned) == found.T).all()
    pit = np.where((columns > 40) & (columns < 43), window.floor - np.float32(0.15), window.floor)
    assert (treads(replace(window, floor=pit.astype(np.float32))) == found).all()
    assert not treads(flight(Material.CARPET)).any()


def test_noise_on_steps_is_smoothed_and_all_else_stays() -> None:
    piece = piece_of(flight())
    smoothing, random = flight_smoothing(piece), np.random.default_rng(3)
    assert smoothing is not None
    own = smoothing.listed.ravel()
    normal, place = piece.surfels.normal[own], piece.surfels.position[own]
    assert (normal[:, 1] > 0.5).sum() > 100 < (normal[:, 0] < -0.5).sum()
    assert place[:, 0].min() > FIRST - 0.1
    assert place[:, 0].max() < LAST - DEEP + 0.1

    light = random.gamma(4.0, 25.0, (len(piece.surfels), 3)).astype(np.float32)
    before = light.copy()
    smoothing.smooth(light)
    assert light[own].std() < 0.4 * before[own].std()
    assert light[own].mean() == pytest.approx(before[own].mean(), rel=0.03)
    others = np.setdiff1d(np.arange(len(light)), own)
    assert (light[others] == before[others]).all()


def test_treads_keep_no_light_of_risers() -> None:
    piece = piece_of(flight())
    smoothing = flight_smoothing(piece)
    assert smoothing is not None
    level = piece.surfels.normal[:, 1:2] > 0.5
    light = np.where(level, np.float32(100), np.float32(20)).repeat(3, 1)
    before = light.copy()
    smoothing.smooth(light)
    np.testing.assert_allclose(light, before, rtol=1e-3)
