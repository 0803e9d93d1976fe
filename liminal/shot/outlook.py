"""The outlook from a stretch of a path: lengths of the lines of sight, light, and points of interest."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.piece import sightline
from liminal.shot.ground import Points
from liminal.shot.track import shortest_turn
from liminal.world.grid import CELL, CHUNK
from liminal.world.prop import bounds
from liminal.world.structure import FORMS
from liminal.world.walkable import hidden
from liminal.world.window import Window

DIRECTIONS = 72  # lines of sight from a place: every 5 degrees
_EYE = 1.5  # m above the floor at zero
_LAMP_NEAREST, _LAMP_FARTHEST = 3.5, 14.0  # m: nearer lamps are overhead
_THING_NEAREST = 1.2  # m: nearer than this a thing is passed by
_LANDMARK, _THING = 4.0, 2.0  # how much a landmark and any other thing are worth a look; a dead lamp is worth 1.5
_ODD_EVERY = 8  # cells between the places where heights are looked at
_TALL, _DEEP = 3.3, 0.4  # m: a ceiling above this, a floor as far from zero as this is worth a look
_OPEN, _ASIDE = 2.5, 1.6  # m: nearer than this a wall ends the view; rad: the greatest angle to look past it
_NOTICED = 11.0  # m: what stands about is noticed no farther off
_BEHIND = 0.4  # m: the middle of a thing lies so far behind the face that ends a line of sight
_WALLED = 1.5  # m: a wall as near as this is all that one sees
_RIM = 0.35  # log2 of the ratio of two neighbouring lines of sight that makes an edge to look round

Floats = NDArray[np.float64]

_FAN = np.arange(DIRECTIONS, dtype=np.float64) * float(2 * np.pi / DIRECTIONS)  # rad


@dataclass(frozen=True)
class PointOfInterest:
    """Something to look at: a point in the world (m), how much it is worth, and how far one can see there (m).

    `striking`: a landmark, or a model of one's own.
    """

    x: float
    y: float
    z: float
    worth: float
    depth: float
    striking: bool = False


class Outlook:
    """The cells around a stretch of a path, as eyes read them."""

    def __init__(self, window: Window) -> None:
        self._window = window
        seen_through = window.open & (window.floor < _EYE) & (window.ceiling > _EYE) & ~hidden(window, _EYE)
        self._air = sightline.air_width(seen_through)
        self._things = _middles_of_things(window)
        self._odd = np.concatenate([_odd_places(window), self._things])

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
        return np.asarray(light_of(lamps, points).sum(axis=1))

    def sights(self, x: float, z: float) -> list[PointOfInterest]:
        """Return the points of interest from a place: edges to look round, depth, dead lamps, odd heights."""
        depth = self.depth(np.array([[x, z]]), _FAN)[0]
        return [*_views(x, z, depth), *self._odd_sights(x, z, depth)]

    def walled_off(self, x: float, z: float, to_x: float, to_z: float) -> bool:
        """Tell whether a wall right before the camera fills the picture of one who looks from a place towards another.

        Not where the other place is as near as that.
        """
        bearing = np.arctan2(to_x - x, z - to_z)
        depth = float(np.median(self.depth(np.array([[x, z]]), bearing + _FAN[:9] - _FAN[4])))
        return depth < min(_WALLED, float(np.hypot(to_x - x, to_z - z)))

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

    def things(self, x: float, z: float) -> list[PointOfInterest]:
        """Return the things in sight of a place that one would notice, landmarks as a whole."""
        away = np.hypot(self._things[:, 0] - x, self._things[:, 2] - z)
        near = self._things[(away > _THING_NEAREST) & (away < _NOTICED)]
        if not len(near):
            return []
        bearing = np.arctan2(near[:, 0] - x, z - near[:, 2])
        return _in_sight(near, x, z, self.depth(np.array([[x, z]]), bearing)[0], _THING_NEAREST, _NOTICED)

    def _odd_sights(self, x: float, z: float, depth: Floats) -> list[PointOfInterest]:
        bearing = np.arctan2(self._odd[:, 0] - x, z - self._odd[:, 2])
        ray = np.rint(bearing / (2 * np.pi / DIRECTIONS)).astype(int) % DIRECTIONS
        return _in_sight(self._odd, x, z, depth[ray], _LAMP_NEAREST, _LAMP_FARTHEST)


def light_of(lamps: NDArray[np.void], points: Points) -> Floats:
    """Return the light that lamps, LAMP (m,), send to points (n, 2) past no walls, lux on the floor: (n, m)."""
    away = (points[:, :1] - lamps["x"]) ** 2 + (points[:, 1:] - lamps["z"]) ** 2
    # A small rectangle's illuminance goes with the fourth power of the cosine, over the squared height.
    height = np.maximum(lamps["y"].astype(np.float64), 1.0) ** 2
    strength = lamps["luminance"] * lamps["size_x"] * lamps["size_z"]
    return np.asarray(strength * height / (away + height) ** 2, np.float64)


def _in_sight(
    places: Floats, x: float, z: float, depth: Floats, nearest: float, farthest: float
) -> list[PointOfInterest]:
    """Return those places (n, 5), as `_odd_places` has them, that are in sight from x, z: `depth` (n,) m that way."""
    away = np.hypot(places[:, 0] - x, places[:, 2] - z)
    shown = (away > nearest) & (away < farthest) & (depth > away - _BEHIND - places[:, 4])
    return [
        PointOfInterest(px, py, pz, worth * 4.0 / (2.0 + far), far, worth >= _LANDMARK)
        for (px, py, pz, worth, _), far in zip(places[shown].tolist(), away[shown].tolist(), strict=True)
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
    """Return dead lamps, and places of unusual height: (n, 5), x, y, z, worth and how far the place extends (m)."""
    dead = window.lamps[window.lamps["luminance"] == 0]
    lamps = np.stack([dead["x"], dead["y"], dead["z"], np.full(len(dead), 1.5), np.zeros(len(dead))], axis=1).astype(
        np.float64
    )
    z, x = np.mgrid[: window.floor.shape[0] : _ODD_EVERY, : window.floor.shape[1] : _ODD_EVERY].reshape(2, -1)
    floor, ceiling = window.floor[z, x], window.ceiling[z, x]
    odd = window.open[z, x] & ((abs(floor) > _DEEP) | (ceiling > _TALL))
    place = np.stack([x + 0.5, z + 0.5], axis=1) * CELL + np.array(window.origin)
    height = np.where(abs(floor) > _DEEP, floor, ceiling)
    heights = np.stack([place[:, 0], height, place[:, 1], np.full(len(x), 2.0), np.zeros(len(x))], axis=1)[odd]
    return np.concatenate([lamps, heights.astype(np.float64)])


def _middles_of_things(window: Window) -> Floats:
    """Return what stands in a window, as `_odd_places` does: each landmark and each model as one, and other props."""
    groups: dict[tuple[str, int, int], list[np.void]] = {}
    for number, prop in enumerate(window.props):
        form = FORMS.get(str(prop["name"]))
        if form and not form.notable:
            continue
        name = str(prop["landmark"])
        chunk = (int(prop["x"] // (CHUNK * CELL)), int(prop["z"] // (CHUNK * CELL))) if name else (number, 0)
        groups.setdefault((name, *chunk), []).append(prop)
    rows = []
    for (name, _, _), props in groups.items():
        low, high = (np.array(corners) for corners in zip(*map(bounds, props), strict=True))
        rows.append(_around(low.min(axis=0), high.max(axis=0), _LANDMARK if name else _THING))
    for model in window.models:
        x, z, across, along = (CELL * each for each in model.area)
        top = model.y + float(model.parts["high"][:, 1].max())
        rows.append(_around(np.array([x, model.y, z]), np.array([x + across, top, z + along]), _LANDMARK))
    return np.array(rows, np.float64).reshape(-1, 5)


def _around(low: Floats, high: Floats, worth: float) -> Floats:
    """Return the middle of a box from its corner `low` to `high` (m), its worth and its half-width."""
    return np.array([*((low + high) / 2), worth, float(np.hypot(*(high - low)[[0, 2]])) / 2])
