"""Scouting: where one stops who looks for something, and what one looks at there, without knowing where it is."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from liminal.motion.gesture import Gesture
from liminal.random import mix, mix_arrays, unit_of, units
from liminal.shot.acting.blocking import Blocking
from liminal.shot.acting.pacing import headings
from liminal.shot.elastic_band import SPACING
from liminal.shot.ground import Points
from liminal.shot.outlook import Outlook
from liminal.shot.track import shortest_turn

_EVERY = 3  # points of a way: every 0.3 m it is asked what comes into view
_APART, _ENDS = 2.5, 0.8  # m between two stops, and from either end of the way to one
_NEWS = 1.5  # log2 of depths, all around: less that comes into view is no reason to stop
_LOOK = (1.3, 2.2)  # s
_LOOKS = (1, 2)  # at a stop
_LISTENS = (0.3, 0.9)  # s before the first look, and after the last
_ASIDE = math.radians(105.0)  # off the way ahead, at most
_OTHER = math.radians(35.0)  # between two looks
_SPARED = math.radians(14.0)  # from the camera: what it has not found it does not look at
_USUAL = math.radians(60.0), 4.0, 1.4  # aside, m off and m high: where it looks where nothing is to be seen

Floats = NDArray[np.float64]


def stops_on(way: Points, outlook: Outlook, fixed: Sequence[int], more: int) -> list[int]:
    """Return at which points of a way, `elastic_band.SPACING` apart, one stops: where most comes into view.

    `fixed`: points at which it stops anyway, in order. `more`: stops at most, beside those.
    """
    looked = np.arange(0, len(way), _EVERY)
    news, along = outlook.news(way[looked]), looked * SPACING
    free = (along > _ENDS) & (along < (len(way) - 1) * SPACING - _ENDS)
    stops = list(fixed)
    for stop in fixed:
        free &= abs(along - stop * SPACING) > _APART
    while len(stops) < len(fixed) + more and (free & (news > _NEWS)).any():
        best = int(np.argmax(np.where(free, news, -np.inf)))
        stops.append(int(looked[best]))
        free &= abs(along - along[best]) > _APART
    return sorted(stops)


def look_rounds(blocking: Blocking, way: Points, stops: Sequence[int]) -> list["LookRound"]:
    """Return what one does at each of the stops on a way, by the numbers of their points."""
    # A compass heading is from -z, to the right; a body's is from +z, to the left.
    heading = np.pi - headings(way)
    return [
        LookRound(way[stop], float(heading[stop]), blocking, _LOOKS[mix(blocking.key, 12, number) & 1], number)
        for number, stop in enumerate(stops)
    ]


class LookRound:
    """What one does at a stop: it listens, looks one way, then another. `seconds`: how long that takes."""

    def __init__(self, place: Points, heading: float, blocking: Blocking, count: int, number: int) -> None:
        """`place`: (2,), m. `heading`: by which it came, rad. `count`: of looks. `number`: which stop it is."""
        x, z = place.tolist()
        key, floor = mix(blocking.key, 13, number), float(blocking.space.ground.floor(place[None])[0])
        sights = blocking.outlook.sights(x, z)
        bearings = np.array([math.atan2(sight.x - x, z - sight.z) for sight in sights])
        worth = np.array([sight.worth for sight in sights]) * (0.5 + units(mix_arrays(key, 1, np.arange(len(sights)))))
        to_camera = math.atan2(blocking.pose.x - x, z - blocking.pose.z)
        fits = abs(shortest_turn(bearings - heading, 2 * np.pi)) < _ASIDE
        fits &= abs(shortest_turn(bearings - to_camera, 2 * np.pi)) > _SPARED
        self._targets: list[tuple[float, float, float]] = []
        while len(self._targets) < count and fits.any():
            best = int(np.argmax(np.where(fits, worth, -np.inf)))
            self._targets.append((sights[best].x, floor + sights[best].y, sights[best].z))
            fits &= abs(shortest_turn(bearings - bearings[best], 2 * np.pi)) > _OTHER
        if not self._targets:
            aside, far, high = _USUAL
            angle = heading + (aside if mix(key, 2) & 1 else -aside)
            self._targets.append((x + far * math.sin(angle), floor + high, z - far * math.cos(angle)))
        self._lasts = [_drawn(_LOOK, key, 3 + number) for number in range(len(self._targets))]
        self._before, self._after = _drawn(_LISTENS, key, 20), _drawn(_LISTENS, key, 21)
        self.seconds = self._before + sum(self._lasts) + self._after

    def gestures(self, begin: float) -> list[Gesture]:
        """Return its looks, of one that stops at a time, s."""
        looks, now = [], begin + self._before
        for target, lasts in zip(self._targets, self._lasts, strict=True):
            looks.append(Gesture("look", now, lasts, target))
            now += lasts
        return looks


def _drawn(between: tuple[float, float], key: int, number: int) -> float:
    return between[0] + (between[1] - between[0]) * unit_of(mix(key, 50, number))
