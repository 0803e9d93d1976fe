"""How operators behave who flee: they see something, freeze, turn, run, and look behind."""

import math
from collections.abc import Sequence
from functools import partial

import numpy as np

from liminal.random import Dice, Stream
from liminal.settings.operator import OperatorSettings
from liminal.shot.action import Action
from liminal.shot.behaviour import Behaviour
from liminal.shot.elastic_band import path_length
from liminal.shot.emergence import find_emergence
from liminal.shot.errand import Errand
from liminal.shot.escape import IN_SIGHT, Escape, closed
from liminal.shot.event import Event
from liminal.shot.outlook import PointOfInterest
from liminal.shot.track import Track, shortest_turn
from liminal.shot.walk_path import WalkPath
from liminal.view.pose import Pose
from liminal.world.cell_grid import CellGrid

_UNAWARE = (0.5, 1.1)  # s until something in the corner of the eye is noticed
_TURNING = 140.0  # deg/s: about how fast the view gets there
_FROZEN = (0.8, 1.5)  # s of looking at it
_SEEN_AT = 0.6  # m after its cover
_RUN = 2.6  # times the walking speed
_LOOKS = (1.2, 2.8)  # s from one look behind to the next
_BEHIND = (0.9, 1.5)  # s that it takes, with the turning
_IN_VIEW = 0.6  # m: a wall as far before a pursuer hides it
_ONWARD, _NEXT = 0.8, 4.0  # rad that the path ahead turns by, at most, where one looks back; m of it
_SEEN = (0.5, 1.0)  # s after one begins to turn that it must be in sight
_LONGER = 1.3  # times as long one looks at what is in sight
_OVERDUE, _DEEP = 5.0, 4.0  # s after which one looks back even if it cannot be seen, and m that are then in sight
_EYE = 1.5  # m


def flee_from(world: CellGrid, start: Pose, seed: int) -> Errand | None:
    """Return the errand of an operator who sees something step out of cover, and runs; None where it has no cover."""
    life = world.preset.life
    curiosity = world.preset.operator.curiosity
    threat = find_emergence(world, start, life.nearest_in_chase, life.distance, curiosity, seed)
    if threat is None:
        return None
    nearest = life.nearest_in_chase
    behave = partial(EscapeBehaviour, yaw=start.yaw, shown=threat.shown, nearest=nearest)
    return Errand(threat.way, path_length(threat.way), behave)


class EscapeBehaviour(Behaviour):
    """The decisions of an operator who flees from something that comes along the path so far."""

    def __init__(
        self,
        path: WalkPath,
        settings: OperatorSettings,
        seed: int,
        events: Sequence[Event],
        yaw: float,
        shown: float,
        nearest: float,
    ) -> None:
        """`yaw`: where the operator looks at first, deg. `shown`: m along the path, where the thing is seen.

        `nearest`: how near it will be, m. Other `events` are not heeded.
        """
        super().__init__(path, settings, seed, ())
        self._fleeing, self._shown, self._nearest = Dice(seed, Stream.ESCAPE, 2), shown, nearest
        self._first = path.begin - shown - IN_SIGHT
        path.reach(path.begin)
        x, z = path.at(shown + _SEEN_AT)
        here_x, here_z = path.at(path.begin)
        threat = PointOfInterest(x, _EYE, z, 1.0, math.hypot(x - here_x, z - here_z))
        aside = abs(shortest_turn(math.degrees(math.atan2(x - here_x, here_z - z)) - yaw))
        unaware, look = self._draw(*_UNAWARE), aside / _TURNING + self._draw(*_FROZEN)
        self._runs = unaware + look
        self._do([Action(unaware, pace=0.0), Action(look, pace=0.0, look=threat, brisk=0.55, hushed=True)], 0.0)
        self._due = self._runs + self._draw(*_LOOKS)

    def escape(self, along: Track) -> Escape:
        """Return the escape, of which a pursuer takes account."""
        return Escape(self._path, self._path.begin, along, self._runs, self._shown, self._first)

    def _look_for_something_to_do(self, time: float, along: float, speed: float) -> None:
        if time >= self._due and self._need_not_look_ahead(along):
            sights = [self._astern(time + later, along + later * speed) for later in _SEEN]
            there, depth = sights[0]
            # One hears how far behind it is, and looks where it must be, once that is in sight for long enough.
            in_view = all(each_depth > each.depth - _IN_VIEW for each, each_depth in sights)
            if in_view or (time > self._due + _OVERDUE and depth > _DEEP):
                self._due = time + self._draw(*_LOOKS)
                seconds = self._draw(*_BEHIND) * (_LONGER if in_view else 1.0)
                self._do([Action(seconds, pace=0.85 * _RUN, look=there, brisk=0.95)], time)
                return
        self._do([Action(0.1, pace=_RUN, brisk=0.8)], time)

    def _astern(self, time: float, along: float) -> tuple[PointOfInterest, float]:
        """Return where the pursuer must be at a time, from `along` m of the path, and how far one sees that way, m."""
        x, z = self._path.at(along - closed(self._first, self._nearest, time - self._runs))
        here_x, here_z = self._path.at(along)
        away, bearing = math.hypot(x - here_x, z - here_z), math.atan2(x - here_x, here_z - z)
        depth = self._path.outlook(along).depth(np.array([[here_x, here_z]]), np.array([bearing]))[0, 0]
        return PointOfInterest(x, _EYE, z, 1.0, away), float(depth)

    def _need_not_look_ahead(self, along: float) -> bool:
        ahead = self._path.heading[self._path.index(along) : self._path.index(along + _NEXT) + 1]
        return bool(np.ptp(ahead) < _ONWARD)

    def _draw(self, low: float, high: float) -> float:
        return low + (high - low) * self._fleeing.unit()
