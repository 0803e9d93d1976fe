"""Boxes against the view of a camera, and over the cells of a plan."""

import numpy as np
from numpy.typing import NDArray

from liminal.world.grid import CELL


def in_view(
    low: NDArray[np.floating], high: NDArray[np.floating], clip: NDArray[np.floating], slack: float = 1.0
) -> NDArray[np.bool_]:
    """Which boxes a picture may show: bool (n,). One is out of view when it is all beyond the same side.

    `low`, `high`: (n, 3), the boxes' corners. `clip`: (4, 4), from the boxes' space to clip space. `slack`: how much
    wider than the picture to look, 1 = not at all.
    """
    # A side is where the clip coordinates meet w; of a box, the corner furthest to the inside decides.
    sides = np.concatenate([slack * clip[3] - clip[:3], slack * clip[3] + clip[:3]])  # (6, 4)
    middle, half = (low + high) / 2, (high - low) / 2
    furthest = middle @ sides[:, :3].T + half @ abs(sides[:, :3].T) + sides[:, 3]
    seen: NDArray[np.bool_] = (furthest >= 0).all(1)
    return seen


def over_cells(low: NDArray[np.floating], high: NDArray[np.floating], cells: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which boxes lie over any of the `cells` of a plan, bool (h, w), or less than half a cell beside one: bool (n,).

    `low`, `high`: (n, 3), the boxes' corners, m from the plan's.
    """
    first = np.floor(low[:, [2, 0]] / CELL - 0.5).astype(int).clip(0)
    last = np.ceil(high[:, [2, 0]] / CELL + 0.5).astype(int)
    return np.array(
        [cells[z0:z1, x0:x1].any() for (z0, x0), (z1, x1) in zip(first.tolist(), last.tolist(), strict=True)], bool
    )
