"""The lamps as the baking shaders read them: those near each cluster of cells, and those further off, by importance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from liminal.gl import Scope, Texture, make_table
from liminal.light.packed_list import pack_list

# Cells along a cluster's edge, for lamps near to it and far off; the same numbers stand in bake_direct.frag.
CLUSTER, FAR_CLUSTER = 8, 16
FAR_BINS = 64  # shares of all importance, of equal size, by which the entries of a far list are looked up
HALF_TROFFER = 5.0  # cells: half the diagonal of a ceiling tile, and a little
FAR_LIMIT = 330.0  # cells (50 m): in a wide hall, lamps beyond still give walls 0.5 %; lists grow by its square

# The rim's white inner sides catch 2 % of the light of a lens (bake_direct.frag takes that away); this gain returns the
# part that they reflect out of the housing: sides 8 mm high and 0.86 white around 0.56 x 1.17 m; half goes out, half
# meets the lens, 0.62 white.
RIM_GAIN = 1.015


@dataclass(frozen=True)
class LampSet:
    """Textures of `shaders/bake_direct.frag`, one field for each uniform of the same name."""

    lamps: Texture
    near_range: Texture
    near_list: Texture
    far_range: Texture
    far_list: Texture
    far_guide: Texture


def upload(scope: Scope, lamps: NDArray[np.void], used: NDArray[np.bool_], near_radius: float) -> LampSet:
    """Sort lamps, (n,) AREA_LIGHT, for all clusters in which a cell is `used` (bool (h, w)). `near_radius`: cells."""
    lamps = lamps[lamps["luminance"] > 0]
    table = np.zeros((2, max(len(lamps), 1), 4), np.float32)
    centre, half = lamps["centre"], lamps["half"]
    table[0, : len(lamps), :2] = centre - half
    table[0, : len(lamps), 2:] = centre + half
    table[1, : len(lamps), 0] = lamps["y"]
    table[1, : len(lamps), 1] = lamps["luminance"] * RIM_GAIN

    # What a lamp gives, against one as large as the first.
    area = half[:, 0] * half[:, 1]
    power = lamps["luminance"] * (area / area[:1])
    extent = float(np.hypot(*half.T).max(initial=0.0))
    near_range, near_list = _near(used, centre, near_radius, extent)
    far_range, far_list, far_guide = _far(used, centre, power, near_radius, extent)
    return LampSet(
        lamps=make_table(scope, table),
        near_range=make_table(scope, near_range, "i4"),
        near_list=pack_list(scope, near_list, "i4"),
        far_range=make_table(scope, far_range, "i4"),
        far_list=pack_list(scope, far_list),
        far_guide=pack_list(scope, far_guide, "i4"),
    )


def _slack(cluster: int, extent: float) -> float:
    """Half a cluster and half a lamp, diagonally, cells: lists hold all lamps that may count for a surfel there."""
    return cluster * 0.71 + max(extent, HALF_TROFFER)


def _active(used: NDArray[np.bool_], cluster: int) -> tuple[NDArray[np.intp], tuple[int, int]]:
    """The clusters in which a cell is used, (n, 2; z, x), and how many there are in all, along z and x."""
    edges = [np.arange(0, extent, cluster) for extent in used.shape]
    any_used = np.logical_or.reduceat(np.logical_or.reduceat(used, edges[0], axis=0), edges[1], axis=1)
    return np.argwhere(any_used), (len(edges[0]), len(edges[1]))


def _near(
    used: NDArray[np.bool_], centre: NDArray[np.floating], radius: float, extent: float
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The lamps, at `centre` (n, 2; x, z), that are near each cluster: ranges, and a list of their numbers (m, 1).

    `extent`: half the diagonal of the largest lamp, cells.
    """
    active, clusters = _active(used, CLUSTER)
    middle = (active[:, ::-1] + 0.5) * CLUSTER
    if not len(centre) or not len(active):
        return _ranges(active, np.zeros(len(active), np.intp), clusters), np.zeros((0, 1), np.int32)
    pairs = cKDTree(middle).sparse_distance_matrix(
        cKDTree(centre), radius + _slack(CLUSTER, extent), output_type="ndarray"
    )
    order = np.lexsort((pairs["j"], pairs["i"]))
    counts = np.bincount(pairs["i"], minlength=len(active))
    return _ranges(active, counts, clusters), pairs["j"][order, None].astype(np.int32)


def _far(
    used: NDArray[np.bool_], centre: NDArray[np.floating], power: NDArray[np.float32], radius: float, extent: float
) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.int32]]:
    """The lamps further off: ranges, a list (m, 2) of their numbers and importance, summed up to end at 1, and a guide.

    The guide, (g, 1), has FAR_BINS + 1 numbers for each cluster that counts: how many of its entries end at or below
    each share of all importance. The third number of a cluster's range is where its own begin.
    """
    active, clusters = _active(used, FAR_CLUSTER)
    middle, stand = ((active[:, ::-1] + 0.5) * FAR_CLUSTER).astype(np.float32), centre.astype(np.float32)
    square = (middle[:, :1] - stand[:, 0]) ** 2
    square += (middle[:, 1:] - stand[:, 1]) ** 2

    # Lamps that are in the near list of every texel here would only waste draws.
    listed = square < np.float32(FAR_LIMIT**2)
    listed &= square > np.float32(max(radius - _slack(FAR_CLUSTER, extent), 0.0) ** 2)
    importance = _importance(square, power)
    importance *= listed
    summed = np.cumsum(importance, axis=1, out=importance)
    summed /= np.maximum(summed[:, -1:], np.float32(1e-30))
    entries = np.empty((np.count_nonzero(listed), 2), np.float32)
    entries[:, 0] = np.broadcast_to(np.arange(len(stand), dtype=np.float32), listed.shape)[listed]
    entries[:, 1] = summed[listed]
    ranges = np.zeros((*clusters, 3), np.int32)
    ranges[..., :2] = _ranges(active, listed.sum(1), clusters)

    # An entry that ends within a bin is counted from that bin's end on.
    own = np.arange(len(active), dtype=np.int32) * np.int32(FAR_BINS + 1)
    place = np.repeat(own, listed.sum(1)) + np.ceil(entries[:, 1] * FAR_BINS).astype(np.int32)
    ended = np.bincount(place, minlength=len(active) * (FAR_BINS + 1))
    ranges[active[:, 0], active[:, 1], 2] = own
    guide = np.cumsum(ended.reshape(len(active), FAR_BINS + 1), axis=1).astype(np.int32)
    return ranges, entries, guide.reshape(-1, 1)


def _importance(square: NDArray[np.float32], power: NDArray[np.float32]) -> NDArray[np.float32]:
    """Estimate the irradiance of walls and floor from a lamp at a distance (cells, `square`d), up to a factor.

    Over a distance d and a height h, a floor gets h^2 / (d^2 + h^2)^2 and a wall at most h d / (d^2 + h^2)^2.
    """
    height = np.float32(18.0)  # cells: the usual ceiling
    importance = np.sqrt(square)
    importance *= np.float32(0.3)
    importance += height
    importance *= power * height
    below = square + height * height
    importance /= below
    importance /= below
    return importance


def _ranges(active: NDArray[np.intp], counts: NDArray[np.intp], clusters: tuple[int, int]) -> NDArray[np.int32]:
    """First entry and number of entries of every cluster: int32 (clusters z, clusters x, 2)."""
    ranges = np.zeros((*clusters, 2), np.int32)
    ranges[active[:, 0], active[:, 1], 0] = np.cumsum(counts) - counts
    ranges[active[:, 0], active[:, 1], 1] = counts
    return ranges
