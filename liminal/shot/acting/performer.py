"""A performer: a body with a stature, who goes a way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from liminal.body.figure import Figure
from liminal.body.wardrobe import DRESSES
from liminal.motion.creature import FOREARM, STATURE, UPPER_ARM
from liminal.motion.gesture import Gesture
from liminal.motion.holding import holding
from liminal.motion.way import Way
from liminal.random import mix, unit_of
from liminal.settings.carried_name import CarriedName
from liminal.shot.acting.free_space import Heights

USUAL_BODY = "man"
_ARM = 0.44  # of the stature, shoulder to fingertips (Drillis and Contini, 1966, "Body segment parameters")
_CREATURE_ARM = (UPPER_ARM + FOREARM) / STATURE
TALL = (0.97, 1.05)  # of the usual stature


@dataclass(frozen=True)
class Performer:
    """A body, by its name in DRESSES, of a stature, m. `key`: all that is drawn for it is drawn from it.

    `carries`: what is in its hands.
    """

    dress: str
    stature: float
    key: int
    carries: CarriedName | None = None

    @classmethod
    def of(cls, dress: str | None, key: int, carries: CarriedName | None = None) -> "Performer":
        """Return one with a body, None is the usual one, of about the body's usual stature."""
        dress = dress or USUAL_BODY
        share = TALL[0] + (TALL[1] - TALL[0]) * unit_of(mix(key, 1))
        return cls(dress, DRESSES[dress].stature * share, key, carries)

    @property
    def reach(self) -> float:
        """How far its hand is from its shoulder at the most, m."""
        return (_CREATURE_ARM if self.dress == "creature" else _ARM) * self.stature

    def acts(self, way: Way, heights: Heights, begin: float, end: float, gestures: Sequence[Gesture] = ()) -> Figure:
        """Return the figure that is there from `begin` to `end`, s, goes a way of these times and makes gestures."""
        motion = DRESSES[self.dress].acts(way, gestures, *heights, self.stature, self.key, begin, end)
        if self.carries is not None:
            motion = holding(motion, self.carries, self.key)
        look = unit_of(mix(self.key, 3))
        shown = Figure(self.dress, self.stature, 0.0, 0.0, 0.0, 180.0, begin, end, look, motion)
        return replace(shown, carries=self.carries)
