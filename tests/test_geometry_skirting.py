"""Skirting boards, measured with a folding rule."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from places import hall, rubble

from liminal.piece.chart import WALL_NORMALS, lay_out
from liminal.piece.cut import whole
from liminal.piece.skirting import HEIGHT, PILE, THICKNESS, boards
from liminal.world.grid import CELL
from liminal.world.material import Material
from liminal.world.window import Window

SLOPE = THICKNESS * np.sqrt(2)  # m: width of the bevel


def area(patches: NDArray[np.void]) -> float:
    """Area of flat quadrilaterals, m2."""
    corner = patches["corner"].astype(np.float64)
    return float(np.linalg.norm(np.cross(corner[:, 2] - corner[:, 0], corner[:, 3] - corner[:, 1]), axis=1).sum() / 2)


def parts(window: Window) -> tuple[NDArray[np.void], NDArray[np.void], NDArray[np.void]]:
    """The boards' faces (above the pile), bevels and caps."""
    board = boards(whole(window), lay_out(window, 2))
    corner = board["corner"]
    cap = np.isclose(np.linalg.norm(np.ptp(corner[:, :, (0, 2)], axis=1), axis=1), THICKNESS, atol=1e-4)
    bevel = ~cap & (np.abs(corner[:, 0] - corner[:, 3])[:, (0, 2)].max(1) > THICKNESS / 2)
    pile = ~cap & (np.ptp(corner[..., 1], axis=1) < HEIGHT / 9)
    return board[~cap & ~bevel & ~pile], board[bevel], board[cap]


def with_box(window: Window, z: slice, x: slice, low: float, high: float) -> Window:
    """The window with the heights of some cells changed."""
    floor, ceiling = window.floor.copy(), window.ceiling.copy()
    floor[z, x], ceiling[z, x] = low, high
    return replace(window, floor=floor, ceiling=ceiling)


def test_in_a_room_the_boards_stop_short_of_each_other() -> None:
    face, bevel, cap = parts(hall(20, 30))
    around = 2 * (20 + 30) * CELL
    assert area(face) == pytest.approx((around - 8 * THICKNESS) * (HEIGHT - THICKNESS - PILE), rel=1e-5)
    assert area(bevel) == pytest.approx((around - 4 * THICKNESS) * SLOPE, rel=1e-5)
    assert not len(cap)


def test_round_a_pillar_the_boards_meet_outside_its_corners() -> None:
    room = hall(20, 30)
    plain, bevelled, _ = parts(room)
    face, bevel, cap = parts(with_box(room, np.s_[6:10], np.s_[12:16], 0, 0))
    assert area(face) - area(plain) == pytest.approx(
        (16 * CELL + 8 * THICKNESS) * (HEIGHT - THICKNESS - PILE), rel=1e-4
    )
    assert area(bevel) - area(bevelled) == pytest.approx((16 * CELL + 4 * THICKNESS) * SLOPE, rel=1e-4)
    assert not len(cap)


def test_boards_turn_into_a_doorway_and_leave_it_free() -> None:
    wall = with_box(hall(20, 30), np.s_[10:11], np.s_[:], 0, 0)
    door = with_box(wall, np.s_[10:11], np.s_[12:18], 0, 2.1336)
    face, _, cap = parts(door)
    assert not len(cap)
    corner = face["corner"]
    centre = corner.mean(1) / CELL
    jamb = (centre[:, 2] > 10) & (centre[:, 2] < 11)
    assert sorted(face["normal"][jamb].tolist()) == [[-1, 0, 0], [1, 0, 0]]  # one on each jamb
    in_the_way = (corner[..., 0].min(1) < 17 * CELL) & (corner[..., 0].max(1) > 13 * CELL)
    in_the_way &= (centre[:, 2] > 9) & (centre[:, 2] < 12)
    assert not in_the_way.any()


@pytest.mark.parametrize(("height", "count"), [(0.1524, 0), (0.3048, 0), (0.4572, 4), (1.0, 4)])
def test_steps_have_no_boards_but_half_walls_do(height: float, count: int) -> None:
    window = with_box(hall(20, 30), np.s_[6:10], np.s_[12:16], height, 2.7432)
    face, _, _ = parts(window)
    assert len(face) == 4 + count


def test_a_board_that_meets_a_step_ends_in_a_cap() -> None:
    # The floor of the far half is one step up, so each long wall has a lower and a higher board, and the lower ends.
    window = with_box(hall(20, 30), np.s_[:], np.s_[15:], 0.05, 2.7432)
    face, _, cap = parts(window)
    assert len(face) == 6
    assert sorted(cap["normal"].tolist()) == [[-1, 0, 0], [-1, 0, 0], [1, 0, 0], [1, 0, 0]]
    assert np.abs(cap["corner"][..., 0] - np.float32(15 * CELL)).max() < 1e-6
    assert sorted(cap["corner"][..., 1].min(1).tolist()) == pytest.approx([0, 0, 0.05, 0.05])


def test_only_paper_has_boards() -> None:
    window = hall(20, 30)
    window = replace(window, wall_material=np.full_like(window.wall_material, Material.PLASTIC))
    assert not len(boards(whole(window), lay_out(window, 2)))


@pytest.mark.parametrize("seed", range(3))
def test_boards_stand_on_the_floor_before_the_wall_that_lights_them(seed: int) -> None:
    window = rubble(seed)
    window = replace(window, wall_material=np.zeros_like(window.wall_material))
    board = boards(whole(window), lay_out(window, 2))
    assert len(board) > 100
    floor = window.floor[board["cell_z"], board["cell_x"]]
    low, high = board["corner"][..., 1].min(1), board["corner"][..., 1].max(1)
    assert (low >= floor).all()
    assert (high <= floor + HEIGHT + 1e-6).all()

    # Along the wall's normal a board lies between the wall and its own thickness.
    normal = WALL_NORMALS[board["lit"]]
    middle = np.column_stack([board["cell_x"], floor, board["cell_z"]]) * (CELL, 1, CELL) + (CELL / 2, 0, CELL / 2)
    out = ((board["corner"] - middle[:, None]) * normal[:, None]).sum(2) + CELL / 2
    assert out.min() > -1e-5
    assert out.max() < THICKNESS + 1e-5
