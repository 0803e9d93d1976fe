"""Distances and ways over the cells: against scipy's full distance transform, and against steps taken one by one."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.ndimage import distance_transform_edt
from scipy.sparse.csgraph import dijkstra

from liminal.shot.nearness import nearness
from liminal.world.walk import steps, trace

MASKS = arrays(bool, st.tuples(st.integers(1, 40), st.integers(1, 40)), elements=st.booleans())


@given(MASKS, st.integers(1, 127))
def test_nearness_is_the_distance_transform_as_far_as_it_looks(marked: np.ndarray, reach: int) -> None:
    # Where nothing is marked the full transform has no answer; ours is that nothing is near.
    full = distance_transform_edt(~marked) if marked.any() else np.full(marked.shape, np.inf)
    assert np.array_equal(nearness(marked, reach), np.minimum(full, reach))


@given(MASKS)
def test_every_step_leads_to_a_free_neighbour_and_none_is_missing(free: np.ndarray) -> None:
    graph = steps(free, 2.0).tocoo()
    there = {(int(a), int(b)): float(length) for a, b, length in zip(*graph.coords, graph.data, strict=True)}
    width = free.shape[1]
    wanted = {}
    for z, x in np.argwhere(free).tolist():
        for down, right in ((0, 1), (1, -1), (1, 0), (1, 1)):
            if z + down < free.shape[0] and 0 <= x + right < width and free[z + down, x + right]:
                wanted[z * width + x, (z + down) * width + x + right] = 2.0 * np.hypot(down, right)
    assert there == pytest.approx(wanted)


def test_a_way_goes_round_what_is_toilsome_and_not_through_what_is_closed_halfway() -> None:
    free = np.ones((3, 5), bool)
    toil = np.ones((3, 5))
    toil[1, 2] = 9.0
    _, previous = dijkstra(steps(free, 1.0, toil), directed=False, indices=5, return_predecessors=True)
    nodes = trace(previous, 9).tolist()
    assert (nodes[0], nodes[-1], len(nodes)) == (5, 9, 5)
    assert 7 not in nodes

    # A ledge between the second and the third column, but for the last row.
    halfway = np.ones((7, 11), bool)
    halfway[:5, 4] = False
    _, previous = dijkstra(steps(free, 1.0, halfway=halfway), directed=False, indices=0, return_predecessors=True)
    nodes = trace(previous, 4)
    assert [(a, b) for a, b in pairwise(nodes) if a % 5 == 1 and b % 5 == 2] == [(11, 12)]
