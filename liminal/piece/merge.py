"""Merging: cells that look alike become rectangles, and wall faces in a row become one. Vectorised throughout."""

import numpy as np
from numpy.typing import NDArray

from liminal.piece.patch import BLOCK_CELLS

Cells = NDArray[np.intp]
Index = slice | tuple[slice, slice] | tuple[Cells, Cells]


def merge_rectangles(present: NDArray[np.bool_], *keys: NDArray[np.generic]) -> NDArray[np.intp]:
    """Cover the `present` cells (h, w) by rectangles of equal `keys`, none across the border of a block.

    Returns (n, 4): z0, x0, z1, x1, upper bounds exclusive. Each present cell lies in exactly one. Runs along rows come
    first, then equal runs in neighbouring rows join: not the fewest rectangles, but long ones along long walls.
    """
    # A run begins at a present cell that differs from the one before it, and ends before the next that differs.
    columns = present.shape[1]
    begins = present.copy()
    begins[:, 1:] &= ~(present[:, :-1] & _equal(keys, np.s_[:, 1:], np.s_[:, :-1]))
    begins[:, ::BLOCK_CELLS] = present[:, ::BLOCK_CELLS]
    ends = present.copy()
    ends[:, :-1] &= begins[:, 1:] | ~present[:, 1:]
    z, x0 = np.nonzero(begins)
    x1 = np.nonzero(ends)[1] + 1

    # Sort the runs so that those which could join, one row after another, stand side by side.
    order = np.argsort((x0 * (columns + 1) + x1) * present.shape[0] + z)
    z, x0, x1 = z[order], x0[order], x1[order]
    joins = (z[1:] == z[:-1] + 1) & (x0[1:] == x0[:-1]) & (x1[1:] == x1[:-1]) & (z[1:] % BLOCK_CELLS != 0)
    joins &= _equal(keys, (z[1:], x0[1:]), (z[:-1], x0[:-1]))

    first, last = _groups(joins, len(z))
    return np.column_stack([z[first], x0[first], z[last] + 1, x1[first]])


def merge_lines(line: Cells, position: Cells, *keys: NDArray[np.generic]) -> tuple[Cells, Cells]:
    """Join elements that follow each other on a line, have equal `keys` and lie in one block.

    `line`, `position`: (n,), sorted by line, then position. Returns the indices of each group's first and last element.
    """
    joins = (line[1:] == line[:-1]) & (position[1:] == position[:-1] + 1) & (position[1:] % BLOCK_CELLS != 0)
    joins &= _equal(keys, np.s_[1:], np.s_[:-1])
    return _groups(joins, len(line))


def _equal(keys: tuple[NDArray[np.generic], ...], here: Index, there: Index) -> NDArray[np.bool_]:
    """Whether all `keys` agree between the places `here` and `there` (two indices of equal shape)."""
    equal: NDArray[np.bool_] = np.array(True)
    for key in keys:
        equal = equal & (key[here] == key[there])
    return equal


def _groups(joins: NDArray[np.bool_], count: int) -> tuple[Cells, Cells]:
    """Indices of the first and last of each group, where `joins` (count - 1) says whether an element joins the last."""
    apart = np.flatnonzero(~joins) + 1
    bounds = np.concatenate([[0], apart, [count]]) if count else np.zeros(1, np.intp)
    return bounds[:-1].astype(np.intp), bounds[1:].astype(np.intp) - 1
