"""Wear of floors: it follows the ways that feet take, it is the same from every window, and dirt keeps to walls."""

import numpy as np
import places
import pytest

from liminal.settings.preset import Preset
from liminal.world.cell_grid import CellGrid
from liminal.world.wear import ROUNDS, STEP, floor_wear
from liminal.world.window import Window

TRODDEN, DIRTY = 0, 1


def two_halls() -> Window:
    """Two halls of 29 x 14 m that a wall parts, with one doorway of 1.2 m in its middle; and a closet in a corner."""
    window = places.hall(192, 192)
    window.ceiling[[0, -1]] = window.ceiling[:, [0, -1]] = 0
    window.ceiling[96] = 0
    window.ceiling[96, 92:100] = 2.1336
    window.ceiling[160, 160:] = window.ceiling[160:, 160] = 0
    window.ceiling[170:176, 160] = 2.1336
    return window


def test_a_doorway_is_trodden_and_a_closet_is_not() -> None:
    worn = floor_wear(two_halls())[..., TRODDEN].astype(float)
    assert worn[95:98, 94:98].mean() > 200
    assert worn[20:80, 20:80].mean() < 0.5 * worn[95:98, 94:98].mean()
    assert worn[165:188, 165:188].mean() < 5


def test_dirt_gathers_at_walls() -> None:
    dirt = floor_wear(two_halls())[..., DIRTY].astype(float)
    assert dirt[95, 40:60].min() > 80
    assert dirt[90, 40:60].max() == 0


@pytest.mark.parametrize("seed", [3, 7, 11])
@pytest.mark.parametrize("shift", [(128, 0), (-37, 58)])
def test_wear_does_not_depend_on_the_window(seed: int, shift: tuple[int, int]) -> None:
    """A chunk's floor is as worn from whatever window it is seen, if there is enough of the place around it."""
    world, reach = CellGrid(seed, Preset()), (ROUNDS + 2) * STEP
    corner, size = np.array([-200, 72]), 128 + 2 * reach
    here = floor_wear(world.window(*(corner - reach), size, size))[reach:-reach, reach:-reach]
    large = size + 2 * np.abs(shift).max()
    origin = corner - reach - np.abs(shift).max() + shift
    dx, dz = corner - origin
    there = floor_wear(world.window(*origin, large, large))[dz : dz + 128, dx : dx + 128]
    assert here.std() > 5
    assert np.abs(here.astype(int) - there).max() <= 1


def test_edges_of_a_window_are_untouched() -> None:
    """What is no floor reads the map at its corner."""
    worn = floor_wear(two_halls())
    assert not worn[[0, -1]].any()
    assert not worn[:, [0, -1]].any()
