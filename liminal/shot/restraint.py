"""Restraint: how many sightings of figures a film has, and how late the first of them is."""

from collections.abc import Sequence
from dataclasses import dataclass

from liminal.settings.life import USUAL_PRESENCE, LifeSettings
from liminal.shot.event import Event
from liminal.shot.event_kind import EVENTS

_MOST = 6  # sightings in a film at the greatest presence
_EARLIEST = 2 / 3  # of a film, before which there are none at the least presence


@dataclass(frozen=True)
class Restraint:
    """The restraint of a film's figures. `seconds`: of the whole film; None where the first sighting may be any time,
    as in a film of one shot, whose frames do not depend on how long it is.
    """

    life: LifeSettings
    seconds: float | None

    @property
    def eagerness(self) -> float:
        """By how much the chance of each sighting is multiplied."""
        return self.life.presence / USUAL_PRESENCE

    def objection(self, time: float, before: Sequence[Event]) -> str | None:
        """Return why there is no sighting at a time, s, after all events `before`; None: there may be one."""
        most = round(_MOST * self.life.presence)
        if sum(EVENTS[event.kind].sighting for event in before) >= most:
            return f"no more than {most} sightings in a film; life.presence allows more"
        first = _EARLIEST * (1.0 - self.life.presence)
        if self.seconds is not None and time < first * self.seconds:
            return f"no sighting before {first * self.seconds:.0f} s of the film; life.presence allows earlier ones"
        return None
