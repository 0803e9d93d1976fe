"""Subdivision: triangles split until no edge is longer than a limit, without gaps between neighbours."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Triangles = NDArray[np.intp]  # (t, 3)

# The triangles that one is split into, by which of its edges (0-1, 1-2, 2-0) have a point in the middle: 0 to 2 are
# its corners, 3 to 5 the middles of these edges.
_SPLITS: dict[tuple[bool, bool, bool], tuple[tuple[int, int, int], ...]] = {
    (False, False, False): ((0, 1, 2),),
    (True, False, False): ((0, 3, 2), (3, 1, 2)),
    (False, True, False): ((0, 1, 4), (0, 4, 2)),
    (False, False, True): ((0, 1, 5), (5, 1, 2)),
    (True, True, False): ((3, 1, 4), (0, 3, 4), (0, 4, 2)),
    (False, True, True): ((4, 2, 5), (0, 1, 4), (0, 4, 5)),
    (True, False, True): ((0, 3, 5), (3, 1, 2), (3, 2, 5)),
    (True, True, True): ((0, 3, 5), (3, 1, 4), (5, 4, 2), (3, 4, 5)),
}


def refined(values: Floats, triangles: Triangles, limit: float, most: int) -> tuple[Floats, Triangles] | None:
    """Split every edge longer than `limit`, in metres, in the middle, again and again: values and triangles.

    `values`: (v, n), of each corner its position in the first three columns, and more that is linear between corners.
    None where that takes more than `most` corners. Edges that two triangles share are split alike, even where each has
    corners of its own there, so no gaps open.
    """
    while len(values) <= most:
        ends = triangles[:, [[0, 1], [1, 2], [2, 0]]]  # (t, 3 edges, 2)
        length = np.linalg.norm(values[ends[..., 0], :3] - values[ends[..., 1], :3], axis=-1)
        long = length > limit
        if not long.any():
            return values, triangles
        low, high = np.sort(ends[long], axis=1).T
        edge, number = np.unique(low * len(values) + high, return_inverse=True)
        first, second = np.divmod(edge, len(values))
        middle = np.full(long.shape, -1, np.intp)
        middle[long] = len(values) + number
        values = np.concatenate([values, (values[first] + values[second]) / 2])
        points = np.hstack([triangles, middle])
        parts = []
        for marks, split in _SPLITS.items():
            chosen = points[(long == marks).all(1)]
            parts += [chosen[:, list(part)] for part in split]
        triangles = np.concatenate(parts)
    return None
