"""The way ahead: the path that an operator is about to walk, as figures that walk before the camera know it."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from liminal.motion.way import Way, way_through
from liminal.shot.acting.free_space import Heights, heights_of
from liminal.shot.acting.vantage import Vantage, instants
from liminal.shot.event_placement import EventSetting
from liminal.shot.ground import Points
from liminal.shot.outlook import Outlook
from liminal.shot.route import window_around
from liminal.shot.walk_path import SPACING, WalkPath

AHEAD = 26.0  # m beyond where the operator is that the way is looked along
AFTER = 6.0  # s after the shot that a figure still walks on
_EVERY = 5  # points of the path: every 0.25 m it is looked whether it is in sight
_BACK, _ON = 20, 80  # points of the path, behind and before the last place, that the operator may be at
_MARGIN = 60  # cells around
_TURN = 12  # points (0.6 m) ahead that one who walks faces

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


class WayAhead:
    """The path of the operator of a shot, over the time of it. `times`: instants, s, up to `AFTER` the shot's end.

    `along`: how far along the operator is at each, m.
    """

    def __init__(self, path: WalkPath, setting: EventSetting) -> None:
        self._path, self._setting = path, setting
        self.times = instants(setting.begin, setting.end + AFTER)
        self.along = self._followed()
        path.reach(float(self.along[-1]) + AHEAD)
        low, high = path.index(float(self.along[0])), path.index(float(self.along[-1]) + AHEAD)
        self._window = window_around(setting.world, path.points[low : high + 1], _MARGIN)
        path.release_surroundings()

    @property
    def heights(self) -> Heights:
        """The heights of floor and ceiling."""
        return heights_of(self._window)

    @cached_property
    def outlook(self) -> Outlook:
        """The lines of sight around it."""
        return Outlook(self._window)

    @cached_property
    def vantage(self) -> Vantage:
        """What the camera sees at each instant."""
        return Vantage(self.outlook, self._setting.pose, self.times)

    @cached_property
    def in_sight(self) -> Floats:
        """How far along the path is in sight from where the operator is, without a gap, m, at each instant."""
        gap = np.where(self._seen.all(axis=1), self._seen.shape[1], np.argmin(self._seen, axis=1))
        return np.asarray(self.along + gap * _EVERY * SPACING)

    def near(self, distance: float) -> Floats:
        """Return how far along the path, as it turns, is in sight and as near as that, m, at each instant."""
        near = self._seen & (self.vantage.away(self._ahead) < distance)
        last = near.shape[1] - 1 - np.argmax(near[:, ::-1], axis=1)
        return np.asarray(self.along + last * _EVERY * SPACING)

    @cached_property
    def _ahead(self) -> Floats:
        """Points of the path from where the operator is on, at each instant: (n, k, 2)."""
        first = np.array([self._path.index(along) for along in self.along.tolist()])
        numbers = first[:, None] + np.arange(0, round(AHEAD / SPACING), _EVERY)
        return self._path.points[np.minimum(numbers, len(self._path.points) - 1)]

    @cached_property
    def _seen(self) -> Mask:
        return self.vantage.sees(self._ahead)

    def way(self, along: Floats, aside: float = 0.0) -> Way:
        """Return the way of a figure that is so far along the path at each instant, m, `aside` to the right, m.

        Where there is no room it is less far aside.
        """
        place = np.clip(along / SPACING, 0.0, len(self._path.points) - 1.0)
        number = np.arange(len(self._path.points))
        heading = np.interp(place, number, self._path.heading)
        room = np.interp(place, number, np.clip(self._path.clear - 0.45, 0.0, abs(aside)))
        off = np.sign(aside) * room
        points = np.stack([np.interp(place, number, self._path.points[:, axis]) for axis in (0, 1)], axis=1)
        points += off[:, None] * np.stack([np.cos(heading), np.sin(heading)], axis=1)
        before = np.interp(place + _TURN, number, self._path.heading)
        # A compass heading is from -z, to the right; a body's is from +z, to the left.
        return way_through(self.times, points, np.pi - before)

    def places(self, along: Floats) -> Points:
        """Return the places so far along, m: (n, 2)."""
        return np.array([self._path.at(each) for each in along.tolist()])

    def _followed(self) -> Floats:
        """Return how far along its path the operator is at each instant, m: never back."""
        points, here = self._path.points, 0
        found = []
        for time in self.times.tolist():
            pose = self._setting.pose(min(time, self._setting.end))
            low = max(here - _BACK, 0)
            near = points[low : here + _ON] - (pose.x, pose.z)
            here = max(here, low + int(np.argmin((near**2).sum(axis=1))))
            found.append(here * SPACING)
        return np.array(found)
