"""Skirting: the boards along the feet of papered walls, mitred where walls meet."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.piece.chart import SIDES, WALL_NORMALS, Charts, faces
from liminal.piece.cut import Cut
from liminal.piece.merge import merge_lines
from liminal.piece.patch import axes_of, lattice, leaning_share, patches
from liminal.piece.shell import STEP, cells_in_lines, face_material
from liminal.world.material import Material
from liminal.world.window import Window

HEIGHT = 0.095  # m: a common board, 3 3/4 in
THICKNESS = 0.012  # m: half an inch
PILE = 0.008  # m: height of a board's part in the carpet's pile, which PILE_SHARE of the light reaches
PILE_SHARE = 0.5

OPPOSITE = (1, 0, 3, 2)  # of each side

Cells = NDArray[np.intp]
Metres = NDArray[np.float32]


@dataclass(frozen=True)
class _Plan:
    """The cells that decide about boards, with a margin of one so that each has its neighbours.

    `carries`: bool (4, h + 2, w + 2), whether a cell has a board at the foot of its wall towards each side.
    `ground`: float32 (h + 2, w + 2), the floor of open cells, and nan, which equals nothing, elsewhere.
    """

    carries: NDArray[np.bool_]
    ground: NDArray[np.float32]


def boards(cut: Cut, charts: Charts) -> NDArray[np.void]:
    """The boards of walls: a face, shaded by the carpet at its foot, a bevel above it back to the wall, and caps."""
    window = cut.window
    carries = np.stack([wanted & _carries(window, side) for side, wanted in enumerate(cut.walls)])
    ground = np.where(window.open, window.floor, np.float32(np.nan))
    plan = _Plan(np.pad(carries, ((0, 0), (1, 1), (1, 1))), np.pad(ground, 1, constant_values=np.nan))
    return np.concatenate([_boards_towards(side, plan, window, charts) for side in range(4)])


def _carries(window: Window, side: int) -> NDArray[np.bool_]:
    """Where the wall towards `side` is papered, more than a step, and on a floor (not on a half wall's top)."""
    face = faces(window, side)
    papered: NDArray[np.bool_] = face_material(window, side)[0] == Material.WALLPAPER
    on_floor = window.floor_material != Material.SKIRTING
    carries: NDArray[np.bool_] = papered & on_floor & (face.riser_high - face.riser_low >= STEP)
    return carries


def _boards_towards(side: int, plan: _Plan, window: Window, charts: Charts) -> NDArray[np.void]:
    """The boards on all walls towards one side."""
    cell_z, cell_x, line, position = cells_in_lines(plan.carries[side, 1:-1, 1:-1], side)
    run = charts.column(cell_z, cell_x, side) - position * charts.density
    first, last = merge_lines(line, position, window.floor[cell_z, cell_x], run)

    # See how each board ends, and order its ends left to right as seen from its front.
    backwards, onwards = (3, 2) if side < 2 else (1, 0)
    start = _ends(side, backwards, cell_z[first], cell_x[first], plan)
    end = _ends(side, onwards, cell_z[last], cell_x[last], plan)
    base = np.stack([lattice(position[first]), lattice(position[last] + 1)])
    tip = base + np.float32(THICKNESS) * np.stack([-start.reach, end.reach])
    cut = np.stack([start.cut, end.cut])
    normal = WALL_NORMALS[side]
    right, _ = axes_of(normal)
    if right.sum() < 0:
        base, tip, cut = base[::-1], tip[::-1], cut[::-1]

    # The profile at both ends: from the heel at the wall to the foot, up to the shoulder, and back to the wall.
    towards_wall = sum(SIDES[side])
    wall = lattice(line[first] + (towards_wall > 0))
    front = wall - np.float32(towards_wall * THICKNESS)
    low = window.floor[cell_z[first], cell_x[first]]
    high, highest = low + np.float32(HEIGHT - THICKNESS), low + np.float32(HEIGHT)
    heel = [_place(side, base[k], low, wall) for k in (0, 1)]
    foot = [_place(side, tip[k], low, front) for k in (0, 1)]
    ankle = [_place(side, tip[k], low + np.float32(PILE), front) for k in (0, 1)]
    shoulder = [_place(side, tip[k], high, front) for k in (0, 1)]
    top = [_place(side, base[k], highest, wall) for k in (0, 1)]

    def pieces(
        normal: NDArray[np.float32], share: float, there: NDArray[np.bool_], *corner: Metres
    ) -> NDArray[np.void]:
        return patches(
            np.stack(corner, axis=1)[there],
            normal=normal,
            lit=side,
            material=Material.SKIRTING,
            cell_z=cell_z[first][there],
            cell_x=cell_x[first][there],
            share=share,
        )

    everywhere = np.ones(len(first), bool)
    return np.concatenate(
        [
            pieces(normal, PILE_SHARE, everywhere, foot[0], foot[1], ankle[1], ankle[0]),
            pieces(normal, 1.0, everywhere, ankle[0], ankle[1], shoulder[1], shoulder[0]),
            pieces(normal, leaning_share(np.sqrt(0.5)), everywhere, shoulder[0], shoulder[1], top[1], top[0]),
            pieces(-right, 1.0, cut[0], heel[0], foot[0], shoulder[0], top[0]),
            pieces(right, 1.0, cut[1], foot[1], heel[1], top[1], shoulder[1]),
        ]
    )


@dataclass(frozen=True)
class _Ends:
    """One end of each board. `reach`: thicknesses beyond the end of its wall, -1, 0 or 1. `cut`: ends in the open."""

    reach: NDArray[np.float32]
    cut: NDArray[np.bool_]


def _ends(side: int, step: int, cell_z: Cells, cell_x: Cells, plan: _Plan) -> _Ends:
    """How boards towards `side` end in their last cells, going towards the side `step` along the wall."""
    here = cell_z + 1, cell_x + 1
    ahead = here[0] + SIDES[step][0], here[1] + SIDES[step][1]
    beyond = ahead[0] + SIDES[side][0], ahead[1] + SIDES[side][1]
    level = plan.ground[ahead] == plan.ground[here]

    # The board may go on, meet another in an inner corner, or turn round an outer one, onto the end of its own wall.
    on = level & plan.carries[side][ahead]
    inner = plan.carries[step][here]
    outer = level & (plan.ground[beyond] == plan.ground[here]) & plan.carries[OPPOSITE[step]][beyond]
    reach = np.where(on, 0, np.where(inner, -1, np.where(outer, 1, 0))).astype(np.float32)
    return _Ends(reach, ~(on | inner | outer) & np.isfinite(plan.ground[ahead]))


def _place(side: int, along: Metres, y: Metres, across: Metres) -> Metres:
    """Positions (n, 3) from places along a wall towards `side`, up, and across it."""
    return np.column_stack([across, y, along] if side < 2 else [along, y, across])
