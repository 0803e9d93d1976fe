"""Masonry that stands: columns, arches and vaults, whose indirect light is as even as that of walls around them.

Walls are smoothed in the atlas, along their texels. The corners of a round column have no such order.
"""

import numpy as np

from liminal.piece.piece import Piece
from liminal.piece.smoothing import Smoothing, smoothing_weights
from liminal.piece.standing import SLOT
from liminal.thing.finish import Finish
from liminal.world.grid import CELL

FINISHES = (Finish.POOL_TILE, Finish.CONCRETE)
DISTANCE = 0.22  # m: standard deviation of the weights of surfels around


def masonry_smoothing(piece: Piece) -> Smoothing | None:
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
    v, u = np.divmod(np.arange(SLOT * SLOT, dtype=np.int32), SLOT)
    texel = standing.slot[own][:, None] + np.stack([u, v], -1)
    listed = piece.surfels.number_at(texel[..., 0].ravel(), texel[..., 1].ravel())
    weights = smoothing_weights(piece.window, position, normal, DISTANCE)
    return Smoothing(weights, listed.reshape(-1, SLOT * SLOT))
