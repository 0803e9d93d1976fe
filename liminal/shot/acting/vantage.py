"""The vantage of a camera over a time: which places its picture shows, and which walls hide from it."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from liminal.shot.ground import Points
from liminal.shot.outlook import Outlook
from liminal.shot.track import shortest_turn
from liminal.view.pose import Pose

EVERY = 0.2  # s between the instants that are looked at
SHOULDER = 0.3  # m from the middle of a body to what may still be seen of it
_RAYS = 1440
_WIDEST = 16 / 9  # of a picture: a place out of this one is out of any
_NARROWEST = 1.2  # a place in this one is well in a picture of 4:3
_CLOSE = 0.25  # m before the wall behind it, a body is in sight

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


class Vantage:
    """A camera's poses at instants `times` (n,), s, and the lines of sight from each."""

    def __init__(self, outlook: Outlook, pose: Callable[[float], Pose], times: Floats) -> None:
        self.times, self.poses = times, [pose(time) for time in times.tolist()]
        self._outlook = outlook
        self.eyes: Points = np.array([(each.x, each.z) for each in self.poses])
        self._yaw = np.radians([each.yaw for each in self.poses])
        self._half = np.tan(np.radians([each.fov / 2 for each in self.poses]))

    def away(self, places: Floats) -> Floats:
        """Return how far places (n, k, 2), of each instant, are from the camera, m: (n, k)."""
        return np.asarray(np.hypot(*np.moveaxis(places - self.eyes[:, None], 2, 0)))

    def shows(self, places: Floats) -> Mask:
        """Tell of places (n, k, 2), of each instant, whether the middle of a body there is well in the picture."""
        off = places - self.eyes[:, None]
        bearing: Floats = np.arctan2(off[..., 0], -off[..., 1])
        inside = abs(self._aside(bearing)) < np.arctan(_NARROWEST * self._half)[:, None]
        return np.asarray(inside & self.sees(places))

    def sees(self, places: Floats) -> Mask:
        """Tell of places (n, k, 2), of each instant, whether no wall is before them, wherever the camera looks."""
        off = places - self.eyes[:, None]
        away = np.hypot(off[..., 0], off[..., 1])
        return np.asarray(self._outlook.depth(self.eyes, np.arctan2(off[..., 0], -off[..., 1])) > away - _CLOSE)

    def hides(self, places: Floats) -> Mask:
        """Tell of places (n, k, 2) whether nothing of a body there can be in any picture: it is aside or behind walls.

        A place right behind the edge of a wall is not hidden, as the operator may yet move the camera.
        """
        off = places - self.eyes[:, None]
        bearing: Floats = np.arctan2(off[..., 0], -off[..., 1])
        away: Floats = np.hypot(off[..., 0], off[..., 1])
        outside = abs(self._aside(bearing)) > np.arctan(_WIDEST * self._half)[:, None] + SHOULDER / np.maximum(away, 1)
        spread: Floats = np.arctan(SHOULDER / np.maximum(away, SHOULDER))
        behind = np.ones(bearing.shape, bool)
        for side in (-1.0, -0.5, 0.0, 0.5, 1.0):
            behind &= self._outlook.depth(self.eyes, np.asarray(bearing + side * spread, np.float64)) < away - SHOULDER
        return np.asarray(outside | behind)

    def _aside(self, bearing: Floats) -> Floats:
        return np.asarray(shortest_turn(bearing - self._yaw[:, None], 2 * np.pi))


def seen_from(outlook: Outlook, pose: Pose, places: Points) -> Mask:
    """Tell which places (k, 2) no wall hides from a pose, wherever it looks."""
    fan: Floats = np.arange(_RAYS, dtype=np.float64) * (2 * np.pi / _RAYS)
    depth = outlook.depth(np.array([[pose.x, pose.z]]), fan)[0]
    off = places - (pose.x, pose.z)
    ray = np.rint(np.arctan2(off[:, 0], -off[:, 1]) * (_RAYS / (2 * np.pi))).astype(int) % _RAYS
    return np.asarray(depth[ray] > np.hypot(*off.T) - _CLOSE)


def instants(begin: float, end: float) -> Floats:
    """Return instants from a time to another, s, both included, about `EVERY` s apart."""
    return np.linspace(begin, end, max(2, math.ceil((end - begin) / EVERY) + 1))
