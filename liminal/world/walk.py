"""The graph of steps between neighbouring cells, for the paths of people and of sound."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

_NEIGHBOURS = ((0, 1), (1, -1), (1, 0), (1, 1))  # (dz, dx), in order of node number; the other four are the reverse


def steps(
    free: NDArray[np.bool_],
    length: float,
    toil: NDArray[np.float64] | None = None,
    halfway: NDArray[np.bool_] | None = None,
) -> csr_array:
    """Return the graph of steps between neighbours that are `free` (h, w), one way each; its nodes are z * w + x.

    `length`: of a straight step. `toil`: factor on the length of steps at a node (h, w). `halfway`: passable points on
    the grid of half a cell, corners first, (2 h + 1, 2 w + 1); None: a step needs only its ends to be free.
    """
    height, width = free.shape
    taken, weight = np.zeros((height, width, 4), bool), np.zeros((height, width, 4))
    for order, (down, right) in enumerate(_NEIGHBOURS):
        a = np.s_[: height - down, max(0, -right) : width - max(0, right)]
        b = np.s_[down:, max(0, right) : width + min(0, right)]
        both = free[a] & free[b]
        if halfway is not None:
            across = np.s_[1 + abs(right) : 2 * width - abs(right) : 2]
            both &= halfway[1 + down : 2 * height - down : 2, across]
        taken[(*a, order)] = both
        weight[(*a, order)] = 0.5 * length * np.hypot(down, right) * (2.0 if toil is None else toil[a] + toil[b])

    # The rows of a sparse matrix, without the detour of sorting them.
    number = np.arange(free.size, dtype=np.int32).reshape(height, width, 1)
    end = number + np.array([down * width + right for down, right in _NEIGHBOURS], np.int32)
    rows = np.concatenate([[0], np.cumsum(taken.sum(axis=2).ravel())]).astype(np.int32)
    return csr_array((weight[taken], end[taken], rows), shape=(free.size, free.size))


def trace(previous: NDArray[np.int32], goal: int) -> NDArray[np.intp]:
    """Return the nodes from a search's start to `goal`; `previous`: predecessors of `scipy.sparse.csgraph.dijkstra`."""
    nodes = [goal]
    while previous[nodes[-1]] >= 0:
        nodes.append(int(previous[nodes[-1]]))
    return np.array(nodes[::-1], np.intp)
