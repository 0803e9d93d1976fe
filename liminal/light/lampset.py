"""The lamps as the baking shaders read them: who is near each cluster of cells, and who further off, by importance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Context, Texture, make_texture
from liminal.light.fold import fold
from liminal.world.grid import CELL
from liminal.world.window import Window

CLUSTER = 8  # cells along a cluster's edge; the same number stands in bake_direct.frag
DIFFUSER_MARGIN = 0.025  # m: the rim of a troffer that does not shine, on every side
FAR_LIMIT = 330.0  # cells (50 m): in a wide hall, lamps beyond still give walls 0.5 %; lists grow by its square

# The rim's white inner sides catch 2 % of what a lens sends out (bake_direct.frag takes that away); of it so much comes
# out after all. Sides 8 mm high and 0.86 white around 0.56 x 1.17 m; half goes out, half meets the lens, 0.62 white.
RIM_GAIN = 1.015


@dataclass(frozen=True)
class LampSet:
    """Textures of `shaders/bake_direct.frag`, one field for each uniform of the same name."""

    lamps: Texture
    near_range: Texture
    near_list: Texture
    far_range: Texture
    far_list: Texture

    def release(self) -> None:
        """Free the textures."""
        for texture in vars(self).values():
            texture.release()


def upload(
    context: Context, window: Window, lamps: NDArray[np.void], used: NDArray[np.bool_], near_radius: float
) -> LampSet:
    """Sort lamps (n,) of a window for all clusters in which a cell is `used` (bool (h, w)). `near_radius`: metres."""
    table = np.zeros((2, max(len(lamps), 1), 4), np.float32)
    centre = np.stack([lamps["x"] - window.origin[0], lamps["z"] - window.origin[1]], -1) / CELL
    half = (np.stack([lamps["size_x"], lamps["size_z"]], -1) / 2 - DIFFUSER_MARGIN) / CELL
    table[0, : len(lamps), :2] = centre - half
    table[0, : len(lamps), 2:] = centre + half
    table[1, : len(lamps), 0] = lamps["y"] / CELL
    table[1, : len(lamps), 1] = lamps["luminance"] * RIM_GAIN

    # Clusters in use, and how far every lamp is from each.
    clusters = tuple(-(-extent // CLUSTER) for extent in used.shape)
    padded = np.zeros((clusters[0] * CLUSTER, clusters[1] * CLUSTER), bool)
    padded[: used.shape[0], : used.shape[1]] = used
    active = np.argwhere(padded.reshape(clusters[0], CLUSTER, clusters[1], CLUSTER).any((1, 3)))
    middle, stand = ((active[:, ::-1] + 0.5) * CLUSTER).astype(np.float32), centre.astype(np.float32)
    away = np.hypot(middle[:, None, 0] - stand[:, 0], middle[:, None, 1] - stand[:, 1])

    # Half a cluster and half a lamp, diagonally: lists must hold whatever may count for any texel of the cluster.
    slack = CLUSTER * 0.71 + 5.0
    near = away < near_radius / CELL + slack
    far = (away > near_radius / CELL - slack) & (away < FAR_LIMIT)  # those near to every texel would only waste draws
    importance = _importance(away, lamps["luminance"]) * far
    near_entries = np.nonzero(near)[1].astype(np.int32)
    far_entries = _cumulative(importance)
    shape = (clusters[1], clusters[0])
    return LampSet(
        lamps=make_texture(context, (table.shape[1], 2), 4, "f4", table),
        near_range=make_texture(context, shape, 2, "i4", _ranges(active, near.sum(1), clusters)),
        near_list=fold(context, near_entries[:, None], "i4"),
        far_range=make_texture(context, shape, 2, "i4", _ranges(active, (importance > 0).sum(1), clusters)),
        far_list=fold(context, far_entries),
    )


def _importance(away: NDArray[np.float32], luminance: NDArray[np.float32]) -> NDArray[np.float32]:
    """Guess what a lamp gives to walls and floor at a distance (cells), leaving out constants.

    Over a distance d and a height h, a floor gets h^2 / (d^2 + h^2)^2 and a wall at most h d / (d^2 + h^2)^2.
    """
    height = 18.0  # cells: the usual ceiling
    square = away * away + height * height
    importance: NDArray[np.float32] = (luminance * height * (height + 0.3 * away) / (square * square)).astype(
        np.float32
    )
    return importance


def _cumulative(importance: NDArray[np.float32]) -> NDArray[np.float32]:
    """Entries (n, 2) of all clusters one after the other: lamp number, importance summed up and scaled to end at 1."""
    total = np.maximum(importance.sum(1, keepdims=True), 1e-30)
    summed: NDArray[np.float32] = np.cumsum(importance, axis=1, dtype=np.float32)
    summed /= total
    cluster, lamp = np.nonzero(importance)
    return np.column_stack([lamp.astype(np.float32), summed[cluster, lamp]])


def _ranges(active: NDArray[np.intp], counts: NDArray[np.intp], clusters: tuple[int, ...]) -> NDArray[np.int32]:
    """First entry and number of entries of every cluster: int32 (clusters z, clusters x, 2)."""
    ranges = np.zeros((*clusters, 2), np.int32)
    ranges[active[:, 0], active[:, 1], 0] = np.cumsum(counts) - counts
    ranges[active[:, 0], active[:, 1], 1] = counts
    return ranges
