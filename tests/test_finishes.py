"""Finishes of halls: one hall has one on all its walls, and on a floor none changes without a step."""

import numpy as np
import pytest
from numpy.typing import NDArray

from liminal.settings.load import load_preset
from liminal.settings.preset import Preset
from liminal.world.cell_grid import CellGrid
from liminal.world.hall.hall_block import Finishes
from liminal.world.hall.wall import Square
from liminal.world.lattice import block, blocks_over
from liminal.world.level1.warehouse import WALL as THIN
from liminal.world.level1.warehouse import Warehouse
from liminal.world.poolrooms.pool_hall import WALL as THICK
from liminal.world.poolrooms.pool_hall import PoolHalls
from liminal.world.window import Window

SIZE = 640  # cells (98 m)
SEEDS = 7, 21, 2004, 2**40 + 3


def finishes_of(place: str, seed: int, preset: Preset, square: Square) -> Finishes:
    """What the design of a place says of the hall of a square."""
    design = PoolHalls(seed, preset.poolrooms) if place == "poolrooms" else Warehouse(seed, preset.level_1)
    return design.finishes(square)


def owned(window: Window, seed: int, wall: int) -> tuple[NDArray[np.intp], list[Square]]:
    """The number of the hall inside whose walls each cell lies, or -1, (h, w); and the squares of those numbers."""
    rows, columns = window.floor.shape
    squares = blocks_over(seed, window.x0, window.z0, window.x0 + columns, window.z0 + rows)
    number = np.full(window.floor.shape, -1)
    for each, square in enumerate(squares):
        rect = block(seed, *square)
        top, left = (max(begin + wall, 0) for begin in (rect.z0 - window.z0, rect.x0 - window.x0))
        number[top : max(rect.z1 - window.z0, 0), left : max(rect.x1 - window.x0, 0)] = each
    return number, squares


@pytest.mark.parametrize(("place", "wall"), [("poolrooms", THICK), ("level-1", THIN)])
def test_all_walls_of_a_hall_are_finished_alike(place: str, wall: int) -> None:
    preset, seen = load_preset(place), set()
    for seed in SEEDS:
        window = CellGrid(seed, preset).window(-SIZE // 2, -SIZE // 2, SIZE, SIZE)
        number, squares = owned(window, seed, wall)
        finish = np.array([finishes_of(place, seed, preset, square)[1] for square in squares])
        for axis in (0, 1):
            for here, there in ((np.s_[:-1], np.s_[1:]), (np.s_[1:], np.s_[:-1])):
                at = [(each, slice(None)) if axis == 0 else (slice(None), each) for each in (here, there)]
                faces = window.open[at[0]] & ~window.open[at[1]] & (number[at[0]] >= 0)
                assert (window.wall_material[at[1]][faces] == finish[number[at[0]][faces]]).all(), seed
        seen |= set(finish.tolist())
    assert len(seen) > 1


def test_tiles_of_a_floor_change_only_at_a_step_or_a_way() -> None:
    preset, kinds = load_preset("poolrooms"), set()
    for seed in SEEDS:
        window = CellGrid(seed, preset).window(-SIZE // 2, -SIZE // 2, SIZE, SIZE)
        number, _ = owned(window, seed, THICK)
        kinds |= set(np.unique(window.floor_material[window.open]).tolist())
        for axis in (0, 1):
            change, step = (
                np.diff(layer.astype(np.float32), axis=axis) for layer in (window.floor_material, window.floor)
            )
            both = [np.take(window.open & (number >= 0), range(b, SIZE - 1 + b), axis) for b in (0, 1)]
            inside = both[0] & both[1] & (np.diff(number, axis=axis) == 0)
            assert not ((change != 0) & (step == 0) & inside).any(), seed
    assert len(kinds) > 1
