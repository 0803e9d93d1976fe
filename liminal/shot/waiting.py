"""Waiting: an operator stands and films, with room behind to back away into."""

import math
from collections.abc import Sequence

import numpy as np

from liminal.settings.operator import OperatorSettings
from liminal.shot.action import Action
from liminal.shot.behaviour import Behaviour
from liminal.shot.cover import Cover
from liminal.shot.elastic_band import path_length
from liminal.shot.errand import Errand
from liminal.shot.event import Event
from liminal.shot.outlook import PointOfInterest
from liminal.shot.route import Surroundings
from liminal.shot.track import shortest_turn
from liminal.shot.walk_path import WalkPath
from liminal.view.pose import Pose

_REACH, _BACK = 8.0, (1.2, 4.0)  # m that are searched behind, and how far one may back away: least and most
_BEHIND = 50.0  # deg off straight behind, at most
_FILMED = 8.0  # m ahead: the point filmed
_EYE = 1.4  # m
_STEADY = (2.0, 5.0)  # s that the camera keeps to that
_ASIDE = math.radians(32.0)  # how far off that a glance goes
_GLANCE = (1.0, 2.2)  # s


def wait_at(world: Surroundings, start: Pose) -> Errand:
    """Return the errand of an operator who stands and films the view ahead of `start`."""
    cover = Cover(world, start, _REACH, _BACK[1] + 1.0)
    bearing = np.degrees(np.arctan2(cover.places[:, 0] - start.x, start.z - cover.places[:, 1]))
    aside = abs(shortest_turn(bearing - start.yaw - 180.0))
    behind = np.isfinite(cover.walk) & (aside < _BEHIND) & (cover.away > _BACK[0]) & (cover.away < _BACK[1])

    def behave(path: WalkPath, settings: OperatorSettings, seed: int, events: Sequence[Event]) -> Behaviour:
        return WaitingBehaviour(path, settings, seed, events, start.yaw)

    if not behind.any():
        return Errand(behave=behave)
    way = cover.way(int(np.argmax(np.where(behind, cover.away - aside / _BEHIND, -np.inf))))
    return Errand(way, path_length(way), behave)


class WaitingBehaviour(Behaviour):
    """The decisions of an operator who stands: the camera keeps to a direction, but for glances and events."""

    def __init__(
        self, path: WalkPath, settings: OperatorSettings, seed: int, events: Sequence[Event], yaw: float
    ) -> None:
        """`yaw`: the direction, deg."""
        super().__init__(path, settings, seed, events)
        path.reach(path.begin)
        self._x, self._z = path.at(path.begin)
        heading = math.radians(yaw)
        x, z = self._x + _FILMED * math.sin(heading), self._z - _FILMED * math.cos(heading)
        self._filmed = PointOfInterest(x, _EYE, z, 1.0, _FILMED)

    def _look_for_something_to_do(self, time: float, along: float, speed: float) -> None:
        steady = Action(self._linger(*_STEADY), pace=0.0, look=self._filmed, brisk=0.1)
        sight = self._choose(along, 0.0, _ASIDE)
        glance = [] if sight is None else [Action(self._linger(*_GLANCE), pace=0.0, look=sight, brisk=0.15)]
        self._do([steady, *glance], time)
