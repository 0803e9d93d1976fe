"""Squares of the atlas near the way of a mover, or that water mirrors light to: where on surfaces each texel lies."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from liminal.light.block8 import SQUARE, boxes, corners, square_at
from liminal.piece.piece import Piece
from liminal.piece.place_map import STRIDE_SHIFT
from liminal.piece.sample import SPARSE
from liminal.piece.standing import SLOT
from liminal.piece.surfel import RAY_START

IN_ROW = 64  # squares in a row of the pictures that hold something of all of them


@dataclass(frozen=True)
class NearSquares:
    """k squares, held side by side in pictures of `size` texels.

    `corner`: int32 (k, 2), their lower corners where the atlas is kept, and `slot` (k, 2) in the pictures; texels.
    `low`, `high`: float32 (k, 3), the box around what lies in each, window-local metres.
    `position`: float32 (height, width, 4) of the pictures, window-local cells, just above the surface, and 1 where
    there is one. `normal`: float32 (height, width, 3). `surfel`: int32 (height, width), the surfel whose light each
    texel has, or -1.
    """

    corner: NDArray[np.int32]
    slot: NDArray[np.int32]
    low: NDArray[np.float32]
    high: NDArray[np.float32]
    position: NDArray[np.float32]
    normal: NDArray[np.float32]
    surfel: NDArray[np.int32]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the pictures, texels."""
        return self.surfel.shape[1], self.surfel.shape[0]


def near_squares(piece: Piece, way: NDArray[np.float64], reach: float) -> NearSquares:
    """Find what lies up to `reach` from a way, (p, 3) points; both window-local cells."""
    close = cKDTree(way).query(piece.surfels.position, distance_upper_bound=reach)[0] < reach
    return squares_of(piece, close)


def squares_of(piece: Piece, wanted: NDArray[np.bool_]) -> NearSquares:
    """Find the squares of `wanted` surfels, bool (n,), as far as they are to be seen, and of surfaces."""
    surfels, density = piece.surfels, piece.charts.density
    close = wanted & surfels.seen & (surfels.stride < SPARSE)
    close[_of_probes(piece)] = False

    # All texels of those surfels, and how far each lies from the middle of its surfel along the atlas.
    u, v, surfel = _covered(piece, close)
    step_u, step_v = (u - surfels.u[surfel]) / density, (v - surfels.v[surfel]) / density
    normal, position = surfels.normal[surfel], surfels.position[surfel].copy()
    level, along_x = abs(normal[:, 1]) == 1.0, abs(normal[:, 2]) == 1.0
    position[:, 0] += np.where(level | along_x, step_u, 0.0)
    position[:, 1] += np.where(level, 0.0, step_v)
    position[:, 2] += np.where(level, step_v, np.where(along_x, 0.0, step_u))
    position += np.float32(RAY_START) * normal

    squares, square = np.unique(square_at(u, v), return_inverse=True)
    number = np.arange(len(squares))
    slot = np.stack([number % IN_ROW, number // IN_ROW], -1).astype(np.int32) * SQUARE
    height = SQUARE * max(1, -(-len(squares) // IN_ROW))
    places, normals = np.zeros((height, IN_ROW * SQUARE, 4), np.float32), np.zeros((height, IN_ROW * SQUARE, 3))
    held = np.full(places.shape[:2], -1, np.int32)
    at = slot[square, 1] + v % SQUARE, slot[square, 0] + u % SQUARE
    places[at], normals[at], held[at] = np.column_stack([position, np.ones(len(u))]), normal, surfel

    return NearSquares(
        piece.surfels.pages.kept(corners(squares)),
        slot,
        *boxes(piece.surfels, squares, density, piece.occluder.unit),
        places,
        normals.astype(np.float32),
        held,
    )


def _of_probes(piece: Piece) -> NDArray[np.int32]:
    """The surfels of a piece's probes, which are no surface: (k,)."""
    if piece.standing is None:
        return np.zeros(0, np.int32)
    probe = np.concatenate([piece.standing.probe.ravel(), piece.standing.air.ravel()])
    u, v = (piece.standing.slot[probe] // SLOT).T
    width = np.int32(piece.charts.width)
    at = piece.surfels.v // SLOT * width + piece.surfels.u // SLOT
    return np.flatnonzero(np.isin(at, v * width + u)).astype(np.int32)


def _covered(piece: Piece, wanted: NDArray[np.bool_]) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """The atlas texels (u, v) that the `wanted` surfels, bool (n,), stand for, and the surfel of each: (t,).

    Of strides below SPARSE.
    """
    surfels, found = piece.surfels, []
    for stride in np.unique(surfels.stride[wanted]).tolist():
        own = np.flatnonzero(wanted & (surfels.stride == stride)).astype(np.int32)
        for row, column in np.ndindex(stride, stride):
            u, v = surfels.u[own] // stride * stride + column, surfels.v[own] // stride * stride + row
            here = surfels.places.at(u, v) & np.int32((1 << STRIDE_SHIFT) - 1) == own
            found.append((u[here], v[here], own[here]))
    if not found:
        return (np.zeros(0, np.int32),) * 3
    u, v, number = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return u, v, number
