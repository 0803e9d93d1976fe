"""The outlook from a stretch of a path: lengths of the lines of sight, light, and points of interest."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.piece import sightline
from liminal.shot.ground import Points
from liminal.shot.track import shortest_turn
from liminal.world.grid import CELL
from liminal.world.window import Window

DIRECTIONS = 72  # lines of sight from a place: every 5 degrees
_EYE = 1.5  # m above the floor at zero
_LAMP_NEAREST, _LAMP_FARTHEST = 3.5, 14.0  # m: nearer lamps are overhead
_ODD_EVERY = 8  # cells between the places where heights are looked at
_TALL, _DEEP = 3.3, 0.4  # m: a ceiling above this, a floor as far from zero as this is worth a look
_OPEN, _ASIDE = 2.5, 1.6  # m: nearer than this a wall ends the view; rad: the greatest angle to look past it
_RIM = 0.35  # log2 of the ratio of two neighbouring lines of sight that makes an edge to look round

Floats = NDArray[np.float64]

_FAN = np.arange(DIRECTIONS, dtype=np.float64) * float(2 * np.pi / DIRECTIONS)  # rad


@dataclass(frozen=True)
class PointOfInterest:
    """Something to look at: a point in the world (m), how much it is worth, and how far one can see there (m)."""

    x: float
    y: float
    z: float
    worth: float
    depth: float


class Outlook:
    """The cells around a stretch of a path, as eyes read them."""

    def __init__(self, window: Window) -> None:
        self._window = window
        seen_through = window.open & (window.floor < _EYE) & (window.ceiling > _EYE)
        self._air = sightline.air_width(seen_through)
        self._odd = _odd_places(window)

    def depth(self, points: Points, angles: Floats) -> Floats:
        """Return how far one sees from each point (n, 2) along compass angles (m,) in radians: metres (n, m)."""
        x, z = (points - np.array(self._window.origin)).T / CELL
        return sightline.depth(self._air, x, z, angles)

    def news(self, points: Points) -> Floats:
        """Return how much each of a row of points (n, 2) shows that the one before did not: larger is more (n,)."""
        seen = np.log2(np.maximum(self.depth(points, _FAN), 1.0))
        return np.asarray(np.maximum(np.diff(seen, axis=0, prepend=seen[:1]), 0.0).sum(axis=1))

    def light(self, points: Points) -> Floats:
        """Return how much light the lamps would send to each point (n, 2) if there were no walls, lux on the floor."""
        lamps = self._window.lamps[self._window.lamps["luminance"] > 0]
        away = (points[:, :1] - lamps["x"]) ** 2 + (points[:, 1:] - lamps["z"]) ** 2
        # A small rectangle's illuminance goes with the fourth power of the cosine, over the squared height.
        height = np.maximum(lamps["y"].astype(np.float64), 1.0) ** 2
        strength = lamps["luminance"] * lamps["size_x"] * lamps["size_z"]
        return np.asarray((strength * height / (away + height) ** 2).sum(axis=1), np.float64)

    def sights(self, x: float, z: float) -> list[PointOfInterest]:
        """Return the points of interest from a place: edges to look round, depth, dead lamps, odd heights."""
        depth = self.depth(np.array([[x, z]]), _FAN)[0]
        return [*_views(x, z, depth), *self._odd_sights(x, z, depth)]

    def open_towards(self, x: float, z: float, to_x: float, to_z: float) -> tuple[float, float]:
        """Return where to look from a place for something at `to_x`, `to_z`: there, or at an opening next to it.

        A wall right before the camera is not looked at for long for a thing behind it.
        """
        off = _FAN - np.arctan2(to_x - x, z - to_z)
        off = abs(shortest_turn(off, 2 * np.pi))
        depth = self.depth(np.array([[x, z]]), _FAN)[0]
        # The depth that fills the picture counts, not a gap in it.
        filled = np.median([np.roll(depth, shift) for shift in range(-4, 5)], axis=0)
        if filled[np.argmin(off)] > _OPEN:
            return to_x, to_z
        best = int(np.argmax(np.where(off < _ASIDE, np.minimum(filled, 3 * _OPEN) / _OPEN - off, -np.inf)))
        away = float(depth[best])
        return x + away * float(np.sin(_FAN[best])), z - away * float(np.cos(_FAN[best]))

    def _odd_sights(self, x: float, z: float, depth: Floats) -> list[PointOfInterest]:
        dx, dz = self._odd[:, 0] - x, self._odd[:, 2] - z
        away = np.hypot(dx, dz)
        ray = np.rint(np.arctan2(dx, -dz) / (2 * np.pi / DIRECTIONS)).astype(int) % DIRECTIONS
        shown = (away > _LAMP_NEAREST) & (away < _LAMP_FARTHEST) & (depth[ray] > away - 0.5)
        return [
            PointOfInterest(float(px), float(py), float(pz), float(worth) * 4.0 / (2.0 + far), float(far))
            for (px, py, pz, worth), far in zip(self._odd[shown], away[shown], strict=True)
        ]


def _views(x: float, z: float, depth: Floats) -> list[PointOfInterest]:
    """Return the ends of the lines of sight that are deeper than those around them."""
    log = np.log2(np.maximum(depth, 0.5))
    around = np.minimum.reduce([np.roll(log, 2), np.roll(log, -2)])
    best = np.maximum.reduce([np.roll(log, shift) for shift in range(-3, 4)])
    sights = []
    for ray in np.flatnonzero((log >= best) & (log - around > _RIM) & (depth > 2.5)):
        away = float(depth[ray])
        # Depth is looked at where it ends, at the height of a far eye.
        sights.append(
            PointOfInterest(
                x + away * float(np.sin(_FAN[ray])),
                _EYE - 0.02 * away,
                z - away * float(np.cos(_FAN[ray])),
                worth=float(np.log2(away)),
                depth=away,
            )
        )
    return sights


def _odd_places(window: Window) -> Floats:
    """Return dead lamps, and places of unusual height: (n, 4), x, y, z and worth."""
    dead = window.lamps[window.lamps["luminance"] == 0]
    lamps = np.stack([dead["x"], dead["y"], dead["z"], np.full(len(dead), 1.5)], axis=1).astype(np.float64)
    z, x = np.mgrid[: window.floor.shape[0] : _ODD_EVERY, : window.floor.shape[1] : _ODD_EVERY].reshape(2, -1)
    floor, ceiling = window.floor[z, x], window.ceiling[z, x]
    odd = window.open[z, x] & ((abs(floor) > _DEEP) | (ceiling > _TALL))
    place = np.stack([x + 0.5, z + 0.5], axis=1) * CELL + np.array(window.origin)
    height = np.where(abs(floor) > _DEEP, floor, ceiling)
    heights = np.stack([place[:, 0], height, place[:, 1], np.full(len(x), 2.0)], axis=1)[odd]
    return np.concatenate([lamps, heights.astype(np.float64)])
