"""Wear of the floor: where feet have trodden it, and where dirt has gathered, read off the plan alone.

Traffic is taken for a current. A potential that grows evenly along x, and one along z, would drive the same current
everywhere in the open; walls that let nothing through bend it, so that doorways and corridors carry what halls spread
out, and dead ends carry nothing.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter

from liminal.world.ground import standing
from liminal.world.window import Window

STEP = 4  # cells between the places at which traffic is found: 0.61 m
PERIOD = 48  # steps, 29 m: the potentials are waves of this length, the same from whatever window one looks
ROUNDS = 28  # of relaxation: what is further away than as many steps, 17 m, has no influence
MOMENTUM = 0.72  # of the relaxation (Golub and Varga, 1961, second-order Richardson), against plain averaging
LEAST, MOST = 0.75, 1.9  # times the current in the open: where wear begins to show, and where it is complete
DUST = 5  # cells: dirt gathers within half of this from walls, out of the reach of machines

Real = NDArray[np.float32]


def floor_wear(window: Window) -> NDArray[np.uint8]:
    """Return how trodden and how dirty each cell's floor is: (h, w, 2), 0 untouched to 255.

    The outermost cells are untouched, and so are those where nobody can stand.
    """
    free = standing(window)
    top, left = -window.z0 % STEP, -window.x0 % STEP
    current = _current(free[top:, left:], (window.z0 + top) // STEP, (window.x0 + left) // STEP)
    trodden = np.clip((current - LEAST) / (MOST - LEAST), 0.0, 1.0).repeat(STEP, 0).repeat(STEP, 1)

    worn = np.zeros((*free.shape, 2), np.float32)
    worn[top : top + trodden.shape[0], left : left + trodden.shape[1], 0] = trodden
    worn[..., 0] = uniform_filter(worn[..., 0], STEP)
    worn[..., 1] = np.minimum(2.0 * uniform_filter((~free).astype(np.float32), DUST), 1.0)
    worn[[0, -1]] = worn[:, [0, -1]] = 0.0
    result: NDArray[np.uint8] = np.rint(255 * worn).astype(np.uint8)
    return result


def _current(free: NDArray[np.bool_], z0: int, x0: int) -> Real:
    """Return the current through places `STEP` cells apart, the first at (z0, x0) steps, against that in the open."""
    rows, columns = free.shape[0] // STEP, free.shape[1] // STEP
    cells = free[: rows * STEP, : columns * STEP].reshape(rows, STEP, columns, STEP)

    # From place to place leads the part of the way between their middles that is open.
    half = STEP // 2
    east = (cells[:, :, :-1, half:].all(3) & cells[:, :, 1:, :half].all(3)).mean(1, dtype=np.float32)
    south = (cells[:-1, half:].all(1) & cells[1:, :half].all(1)).mean(2, dtype=np.float32)
    ways = _around(east, south)
    ways[ways == 0] = np.inf  # walled in: the potential is 0 there, and nothing flows

    # Waves along x and along z, as complex numbers: their slope is the same everywhere until walls stand in the way.
    z, x = np.arange(rows)[:, None] + z0, np.arange(columns)[None] + x0
    turn = np.complex64(2j * np.pi / PERIOD)
    potential = np.stack([np.exp(turn * x) + 0 * z, np.exp(turn * z) + 0 * x]).astype(np.complex64)
    before, open_, open_before = potential, 1.0, 1.0
    fall = 0.5 + 0.5 * np.cos(2 * np.pi / PERIOD)  # of a wave in the open, with each round
    for _ in range(ROUNDS):
        mean = np.zeros_like(potential)
        mean[:, :, 1:] = east * potential[:, :, :-1]
        mean[:, :, :-1] += east * potential[:, :, 1:]
        mean[:, 1:] += south * potential[:, :-1]
        mean[:, :-1] += south * potential[:, 1:]
        mean /= ways
        potential, before = (1 + MOMENTUM) * mean - MOMENTUM * before, potential
        open_, open_before = (1 + MOMENTUM) * fall * open_ - MOMENTUM * open_before, open_

    squares = _around((east * abs(np.diff(potential, axis=2))) ** 2, (south * abs(np.diff(potential, axis=1))) ** 2)
    slope = 2 * abs(np.sin(np.pi / PERIOD)) * open_
    current: Real = np.sqrt(squares.sum(0) / 4) / np.float32(slope)
    return current


def _around(east: Real, south: Real) -> Real:
    """Sum up, at each place, what belongs to the ways to its four neighbours: (..., h, w - 1) and (..., h - 1, w)."""
    total = np.zeros((*east.shape[:-1], east.shape[-1] + 1), np.float32)
    total[..., :-1] += east
    total[..., 1:] += east
    total[..., :-1, :] += south
    total[..., 1:, :] += south
    return total
