"""Masonry that stands: columns, arches and vaults, whose indirect light is as even as that of walls around them.

Walls are smoothed in the atlas, along their texels. The corners of a round column have no such order.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.spatial import cKDTree

from liminal.piece.piece import Piece
from liminal.piece.standing import SLOT
from liminal.thing.finish import Finish
from liminal.world.grid import CELL
from liminal.world.window import Window

FINISHES = (Finish.POOL_TILE, Finish.CONCRETE)
DISTANCE = 0.22  # m: standard deviation of the weights of surfels around
TURN = 0.35  # the same, of the distance between unit normals
FARTHEST = 2.2  # standard deviations

Light = NDArray[np.float32]  # (n, c), lux


@dataclass(frozen=True)
class MasonrySmoothing:
    """Takes means over neighbouring surfels of masonry that look about the same way.

    `weights`: (s, s), their rows sum up to 1. `listed`: int32 (s, SLOT * SLOT), where each is in the list of surfels:
    once for every texel of its slot.
    """

    weights: csr_array
    listed: NDArray[np.int32]

    def smooth(self, light: Light) -> None:
        """Smooth the light of masonry in that of all surfels, (n, c)."""
        mean = self.weights @ light[self.listed].mean(1)
        light[self.listed] = mean[:, None].astype(np.float32)


def masonry_smoothing(piece: Piece) -> MasonrySmoothing | None:
    """How the light of a piece's masonry is smoothed; None where none stands in it."""
    standing = piece.standing
    if standing is None or not standing.placements:
        return None
    which = [
        surfel[np.isin(placement.thing.corners["finish"], FINISHES)]
        for placement, surfel in zip(standing.placements, standing.surfel, strict=True)
    ]
    own = np.unique(np.concatenate(which))
    own = own[own < standing.own]  # one that lies in a wall may have the light of a point of the air
    if not len(own):
        return None
    position, normal = standing.position[own] * np.float32(CELL), standing.normal[own]
    weights = _weights(position, normal, _under_water(piece.window, position))
    v, u = np.divmod(np.arange(SLOT * SLOT, dtype=np.int32), SLOT)
    texel = standing.slot[own][:, None] + np.stack([u, v], -1)
    listed = piece.surfels.number_at(texel[..., 0].ravel(), texel[..., 1].ravel())
    return MasonrySmoothing(weights, listed.reshape(-1, SLOT * SLOT))


def _under_water(window: Window, position: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which places (s, 3), m, lie under the surface of water: (s,)."""
    last = np.array(window.floor.shape) - 1
    row, column = np.floor(position[:, [2, 0]] / CELL).astype(np.intp).clip(0, last).T
    wet: NDArray[np.bool_] = window.wet[row, column] & (position[:, 1] < window.water[row, column])
    return wet


def _weights(position: NDArray[np.float32], normal: NDArray[np.float32], wet: NDArray[np.bool_]) -> csr_array:
    """See `MasonrySmoothing`. `position`: (s, 3), m. `wet`: (s,); light in air and in water is kept apart."""
    apart = 2 * FARTHEST * wet[:, None]
    place = np.hstack([position / DISTANCE, normal / TURN, apart]).astype(np.float64)
    tree = cKDTree(place)
    pairs = tree.query_pairs(FARTHEST, output_type="ndarray")
    square = ((place[pairs[:, 0]] - place[pairs[:, 1]]) ** 2).sum(1)
    weight, alone = np.exp(-square / 2), np.arange(len(place))
    rows, columns = (np.concatenate([pairs[:, a], pairs[:, b], alone]) for a, b in ((0, 1), (1, 0)))
    whole = coo_array((np.concatenate([weight, weight, np.ones(len(place))]), (rows, columns))).tocsr()
    return csr_array(whole.multiply(1 / whole.sum(1)[:, None]))
