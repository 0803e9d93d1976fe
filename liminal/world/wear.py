"""Wear of the floor: where feet have trodden it, and where dirt has gathered, read off the plan alone.

Traffic is taken for a current. A potential that grows evenly along x, and one along z, would drive the same current
everywhere in the open; walls that let nothing through bend it, so that doorways and corridors carry what halls spread
out, and dead ends carry nothing.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.world.ground import standing
from liminal.world.window import Window

STEP = 4  # cells between the places at which traffic is found: 0.61 m
PERIOD = 48  # steps, 29 m: the potentials are waves of this length, fixed in the world
ROUNDS = 28  # of relaxation: what is further away than as many steps, 17 m, has no influence
MOMENTUM = 0.72  # of the relaxation (Golub and Varga, 1961, second-order Richardson), against plain averaging
LEAST, MOST = 0.75, 1.9  # times the current in the open: where wear begins to show, and where it is complete
SPREAD = 5  # cells: feet stray by half of this, and dirt gathers as near to walls, out of the reach of machines

Real = NDArray[np.float32]


def floor_wear(window: Window) -> NDArray[np.uint8]:
    """Return how trodden and how dirty each cell's floor is: (h, w, 2), 0 untouched to 255.

    The outermost cells are untouched, and so are those where nobody can stand.
    """
    free = standing(window)
    top, left = -window.z0 % STEP, -window.x0 % STEP
    current = _current(free[top:, left:], (window.z0 + top) // STEP, (window.x0 + left) // STEP)
    trodden = np.clip((current - LEAST) / (MOST - LEAST), 0.0, 1.0).repeat(STEP, 0).repeat(STEP, 1)

    traffic = np.zeros(free.shape, np.float32)
    traffic[top : top + trodden.shape[0], left : left + trodden.shape[1]] = trodden
    dust = _summed((~free).astype(np.uint8)).astype(np.float32)
    worn = np.empty((*free.shape, 2), np.uint8)
    worn[..., 0] = _summed(traffic) * np.float32(255 / SPREAD**2) + np.float32(0.5)
    worn[..., 1] = np.minimum(dust * np.float32(2 * 255 / SPREAD**2) + np.float32(0.5), 255)
    worn[[0, -1]] = worn[:, [0, -1]] = 0
    return worn


def _summed(values: NDArray[Any]) -> NDArray[Any]:
    """Sum up the `SPREAD` x `SPREAD` cells around each; beyond the edges is nothing."""
    for axis in (0, 1):
        along = np.moveaxis(values, axis, 0)
        total = along.copy()
        for shift in range(1, SPREAD // 2 + 1):
            total[shift:] += along[:-shift]
            total[:-shift] += along[shift:]
        values = np.moveaxis(total, 0, axis)
    return values


def _current(free: NDArray[np.bool_], z0: int, x0: int) -> Real:
    """Return the current through places `STEP` cells apart, the first at (z0, x0) steps, against that in the open."""
    rows, columns = free.shape[0] // STEP, free.shape[1] // STEP
    cells = free[: rows * STEP, : columns * STEP].reshape(rows, STEP, columns, STEP)

    # From place to place leads the part of the way between their middles that is open.
    half = STEP // 2
    east = (cells[:, :, :-1, half:].all(3) & cells[:, :, 1:, :half].all(3)).mean(1, dtype=np.float32)
    south = (cells[:-1, half:].all(1) & cells[1:, :half].all(1)).mean(2, dtype=np.float32)
    share = 1 / np.maximum(_around(east, south), 1e-6)  # of each way, among those that meet
    from_west, from_east = east * share[:, 1:], east * share[:, :-1]
    from_north, from_south = south * share[1:], south * share[:-1]

    # Waves along x and along z, two of each: together they drive the same current everywhere, until walls stand there.
    z, x = np.broadcast_arrays(np.arange(rows)[:, None] + z0, np.arange(columns)[None] + x0)
    turn = 2 * np.pi / PERIOD
    potential = np.stack([wave(turn * along) for along in (x, z) for wave in (np.cos, np.sin)]).astype(np.float32)
    before, open_, open_before = potential, 1.0, 1.0
    fall = 0.5 + 0.5 * np.cos(2 * np.pi / PERIOD)  # of a wave in the open, with each round
    for _ in range(ROUNDS):
        mean = np.zeros_like(potential)
        mean[:, :, 1:] = from_west * potential[:, :, :-1]
        mean[:, :, :-1] += from_east * potential[:, :, 1:]
        mean[:, 1:] += from_north * potential[:, :-1]
        mean[:, :-1] += from_south * potential[:, 1:]
        potential, before = (1 + MOMENTUM) * mean - MOMENTUM * before, potential
        open_, open_before = (1 + MOMENTUM) * fall * open_ - MOMENTUM * open_before, open_

    squares = _around((east * np.diff(potential, axis=2)) ** 2, (south * np.diff(potential, axis=1)) ** 2)
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
