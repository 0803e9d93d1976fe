"""Noticing: figures in sight are noticed late, once they have been in the picture for long enough to be seen."""

import math
from collections.abc import Sequence

import numpy as np

from liminal.random import Dice, Stream
from liminal.shot.event import Event
from liminal.shot.event_kind import EVENTS
from liminal.shot.outlook import Outlook
from liminal.shot.track import shortest_turn

_CHECKED = 0.1  # s from one such look to the next
_ASIDE = math.radians(24.0)  # off the middle of the picture, at most
_HIDDEN = 0.4  # m: a wall so far before it hides it
_DELAY = (0.5, 2.0)  # s in the picture until it is noticed: never sooner, nor later than
_PER_METRE, _CHANCE = 0.045, 0.5  # s more for each m that it is off, and by chance
_FARTHEST = 40.0  # m: a person of 1.75 m is 4 % of a picture's height


class Noticing:
    """The sightings of an operator, to be asked for in order of time."""

    def __init__(self, events: Sequence[Event], seed: int) -> None:
        """`events`: all that happen, of which only sightings count."""
        dice = Dice(seed, Stream.OPERATOR, 6)
        self._due = {event: _CHANCE * dice.unit() for event in events if EVENTS[event.kind].sighting}
        self._seen = dict.fromkeys(self._due, 0.0)  # s that each has been in the picture
        self._check = 0.0

    def noticed(self, time: float, here: tuple[float, float], heading: float, outlook: Outlook) -> Event | None:
        """Return the event of a figure that is noticed now, from `here` (x, z), m, by a look along `heading`, rad."""
        if not self._due or time < self._check:
            return None
        self._check = time + _CHECKED
        for event in list(self._due):
            if not event.time <= time < event.time + event.seconds:
                continue
            away = math.hypot(event.x - here[0], event.z - here[1])
            bearing = math.atan2(event.x - here[0], here[1] - event.z)
            if abs(shortest_turn(bearing - heading, 2 * math.pi)) < _ASIDE and away < _FARTHEST:
                self._seen[event] += _CHECKED * (not _walled(outlook, here, bearing, away))
            if self._seen[event] >= min(_DELAY[0] + _PER_METRE * away + self._due[event], _DELAY[1]):
                del self._due[event]
                return event
        return None


def _walled(outlook: Outlook, here: tuple[float, float], bearing: float, away: float) -> bool:
    return float(outlook.depth(np.array([here]), np.array([bearing]))[0, 0]) < away - _HIDDEN
