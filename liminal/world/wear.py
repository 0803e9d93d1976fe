"""Wear of the floor: traffic and gathered dirt of each cell, derived from the plan alone.

Traffic is modelled as a current. A potential that grows evenly along x, and one along z, would drive the same current
everywhere in the open; walls, which insulate, bend it, so that it concentrates in doorways and corridors, spreads in
halls, and is nil in dead ends.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.world.walkable import standing
from liminal.world.window import Window

STEP = 4  # cells between the nodes of the current: 0.61 m
PERIOD = 48  # steps, 29 m: wavelength of the potentials, fixed in the world
ROUNDS = 28  # of relaxation: cells farther than as many steps, 17 m, have no influence
MOMENTUM = 0.72  # of the relaxation (Golub and Varga, 1961, second-order Richardson), against plain averaging
LEAST, MOST = 0.75, 1.9  # times the current in the open, at which wear begins and is complete
SPREAD = 5  # cells: width over which traffic is spread, and twice the width of dirt along walls

Real = NDArray[np.float32]


def floor_wear(window: Window) -> NDArray[np.uint8]:
    """Return traffic and dirt of each cell's floor: uint8 (h, w, 2), 0 none to 255.

    Both are 0 in the outermost cells; traffic is driven through standing cells alone.
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
    """Return the sum of the `SPREAD` x `SPREAD` cells around each, with zeros beyond the edges."""
    for axis in (0, 1):
        along = np.moveaxis(values, axis, 0)
        total = along.copy()
        for shift in range(1, SPREAD // 2 + 1):
            total[shift:] += along[:-shift]
            total[:-shift] += along[shift:]
        values = np.moveaxis(total, 0, axis)
    return values


def _current(free: NDArray[np.bool_], z0: int, x0: int) -> Real:
    """Return the current through nodes `STEP` cells apart, the first at (z0, x0) steps, against that in the open."""
    rows, columns = free.shape[0] // STEP, free.shape[1] // STEP
    cells = free[: rows * STEP, : columns * STEP].reshape(rows, STEP, columns, STEP)

    # The conductance between two nodes is the open share of the cells between their middles.
    half = STEP // 2
    east = (cells[:, :, :-1, half:].all(3) & cells[:, :, 1:, :half].all(3)).mean(1, dtype=np.float32)
    south = (cells[:-1, half:].all(1) & cells[1:, :half].all(1)).mean(2, dtype=np.float32)
    share = 1 / np.maximum(_around(east, south), 1e-6)  # of each way, among those that meet
    from_west, from_east = east * share[:, 1:], east * share[:, :-1]
    from_north, from_south = south * share[1:], south * share[:-1]

    # Waves along x and along z, two of each: without walls, together they drive the same current everywhere.
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
    """Return the sum at each node over the links to its neighbours: (..., h, w - 1) and (..., h - 1, w)."""
    total = np.zeros((*east.shape[:-1], east.shape[-1] + 1), np.float32)
    total[..., :-1] += east
    total[..., 1:] += east
    total[..., :-1, :] += south
    total[..., 1:, :] += south
    return total
