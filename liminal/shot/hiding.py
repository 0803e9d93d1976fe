"""Hiding: an operator hurries behind a corner, crouches there, and peeks."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from liminal.random import Dice, Stream, keys_of, units
from liminal.settings.operator import OperatorSettings
from liminal.shot.action import Action
from liminal.shot.behaviour import Behaviour
from liminal.shot.cover import Cover
from liminal.shot.elastic_band import SPACING, path_length
from liminal.shot.errand import Errand
from liminal.shot.event import Event
from liminal.shot.outlook import PointOfInterest
from liminal.shot.route import Surroundings
from liminal.shot.walk_path import WalkPath
from liminal.view.pose import Pose

_REACH, _FARTHEST = 10.0, 10.0  # m that are searched to each side, and of walking
_COVER = (0.7, 1.2)  # m behind the corner
_WANTED = 4.0  # m of walking to there
_TRIED = 400  # places that are looked at
_FAN = np.linspace(0.0, 2 * np.pi, 16, endpoint=False)  # the ways one looks from each, rad
_OPEN, _HALL = 0.9, 12.0  # m further one goes for each m less that one sees on average; views count up to so many m
_HURRY = 2.2  # times the walking speed
_THERE = 0.2  # m before it one is there
_TIRED = 0.75  # how tired one is who hides, 0..1
_EYE, _LOW = 1.3, 0.9  # m: height of the point looked at in a peek, and while listening
_LISTENS, _PEEKS = (2.0, 4.0), (1.2, 2.4)  # s
_FREEZES = (0.8, 1.5)  # s that what comes is looked at once it is noticed
_PACE, _ROUND = 0.35, 0.05  # times the walking speed to the corner, and m beyond it


def hide_near(world: Surroundings, start: Pose, seed: int) -> Errand | None:
    """Return the errand of an operator who hides from what sees `start`; None where there is no corner to hide behind.

    `seed` chooses among those near by.
    """
    cover = Cover(world, start, _REACH, _FARTHEST)
    covered, _ = cover.depths
    hidden = np.flatnonzero((covered >= _COVER[0]) & (covered <= _COVER[1]))
    if not len(hidden):
        return None
    lots = units(keys_of(seed, Stream.ESCAPE, 3, hidden))
    # A nook rather than a hall: the less one sees from there, the fewer see one.
    hidden, lots = hidden[np.argsort(lots)[:_TRIED]], np.sort(lots)[:_TRIED]
    open_ = cover.outlook.depth(cover.places[hidden], _FAN).clip(None, _HALL).mean(axis=1)
    cell = int(hidden[np.argmin(abs(cover.walk[hidden] - _WANTED) + _OPEN * open_ + lots)])
    way = cover.way(cell)[::-1]
    corner = path_length(way[np.argmin(cover.sees(way)) - 1 :]) if not cover.sees(way).all() else 0.0
    if len(way) < 2.0 / SPACING:
        return None

    def behave(path: WalkPath, settings: OperatorSettings, seed: int, events: Sequence[Event]) -> Behaviour:
        return HidingBehaviour(path, settings, seed, events, path_length(way), corner)

    return Errand(way, 0.0, behave)


class HidingBehaviour(Behaviour):
    """The decisions of an operator who hides at the end of a way."""

    def __init__(
        self,
        path: WalkPath,
        settings: OperatorSettings,
        seed: int,
        events: Sequence[Event],
        end: float,
        corner: float,
    ) -> None:
        """`end`: m along the path, where one crouches; `corner`: m before that is what one hides behind."""
        super().__init__(path, settings, seed, events)
        self._hiding, self._there, self._peeks = Dice(seed, Stream.ESCAPE, 4), False, False
        self._round = max(end - corner - _ROUND, 0.0)  # m along the path: from there on one sees round the corner
        path.reach(end)
        self.stop, self._stop_due, self.tired = end, math.inf, _TIRED
        self._do([Action(0.3, pace=0.0)], 0.0)
        x, z = path.at(end - corner - 0.4)
        self._corner = PointOfInterest(x, _LOW, z, 1.0, corner)
        x, z = path.at(0.0)
        self._whence = PointOfInterest(x, _EYE, z, 1.0, end)

    def _look_for_something_to_do(self, time: float, along: float, speed: float) -> None:
        if along < self.stop - _THERE and not self._there:
            self._do([Action(0.1, pace=_HURRY, brisk=0.6)], time)
            return
        self._there = True
        low = Action(0.1, pace=0.0, look=self._corner, carry="crouched", brisk=0.3)
        if self._peeks and along > self._round:
            self._do([replace(low, pace=-_PACE, look=self._whence, hushed=True)], time)
        elif self._peeks:
            self._peeks = False
            self._do([replace(low, seconds=self._draw(*_PEEKS), look=self._whence, hushed=True)], time)
        elif along < self.stop - 2 * _THERE:
            self._do([replace(low, pace=1.5 * _PACE)], time)
        else:
            self._peeks = True
            self._do([replace(low, seconds=self._draw(*_LISTENS))], time)

    def _behold(self, event: Event, time: float, along: float) -> None:
        """Freeze, and draw back into cover."""
        self._peeks = False
        there = PointOfInterest(event.x, _EYE, event.z, 1.0, self._whence.depth)
        self._do([Action(self._draw(*_FREEZES), 0.0, there, 0.2, carry="crouched", hushed=True)], time)

    def _draw(self, low: float, high: float) -> float:
        return low + (high - low) * self._hiding.unit()
