"""Means of light over surfels nearby that look about the same way, where the texels of the atlas have no such order."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.spatial import cKDTree

from liminal.world.grid import CELL
from liminal.world.window import Window

TURN = 0.35  # standard deviation of the weights of surfels around, of the distance between unit normals
FARTHEST = 2.2  # standard deviations

Light = NDArray[np.float32]  # (n, c), lux


@dataclass(frozen=True)
class Smoothing:
    """Takes means over neighbouring surfels.

    `weights`: (s, s), their rows sum up to 1. `listed`: int32 (s, k), where each is in the list of surfels: once for
    every texel that it has there.
    """

    weights: csr_array
    listed: NDArray[np.int32]

    def smooth(self, light: Light) -> None:
        """Smooth the light of these in that of all surfels, (n, c)."""
        mean = self.weights @ light[self.listed].mean(1)
        light[self.listed] = mean[:, None].astype(np.float32)


def smoothing_weights(
    window: Window, position: NDArray[np.float32], normal: NDArray[np.float32], distance: float
) -> csr_array:
    """Return the `weights` of a `Smoothing`; light in air and in water is kept apart.

    `position`: (s, 3), m, window-local. `distance`: standard deviation of the weights of surfels around, m.
    """
    apart = 2 * FARTHEST * _under_water(window, position)[:, None]
    place = np.hstack([position / distance, normal / TURN, apart]).astype(np.float64)
    tree = cKDTree(place)
    pairs = tree.query_pairs(FARTHEST, output_type="ndarray")
    square = ((place[pairs[:, 0]] - place[pairs[:, 1]]) ** 2).sum(1)
    weight, alone = np.exp(-square / 2), np.arange(len(place))
    rows, columns = (np.concatenate([pairs[:, a], pairs[:, b], alone]) for a, b in ((0, 1), (1, 0)))
    whole = coo_array((np.concatenate([weight, weight, np.ones(len(place))]), (rows, columns))).tocsr()
    return csr_array(whole.multiply(1 / whole.sum(1)[:, None]))


def _under_water(window: Window, position: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which places (s, 3), m, lie under the surface of water: (s,)."""
    last = np.array(window.floor.shape) - 1
    row, column = np.floor(position[:, [2, 0]] / CELL).astype(np.intp).clip(0, last).T
    wet: NDArray[np.bool_] = window.wet[row, column] & (position[:, 1] < window.water[row, column])
    return wet
