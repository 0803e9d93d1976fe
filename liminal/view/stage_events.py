"""The events that a film adds to a place: lamps that go out, figures, and things that move."""

from dataclasses import dataclass, replace

from liminal.body.figure import Figure
from liminal.light.flicker import Outage
from liminal.thing.mover import Mover
from liminal.view.wake import LegSwing


@dataclass(frozen=True)
class StageEvents:
    """Lamps that go out, figures, and things that come or move.

    `loop`: s after which lamps are as they were at the start. `leg_swings`: of who wades.
    """

    outages: tuple[Outage, ...] = ()
    figures: tuple[Figure, ...] = ()
    loop: float | None = None
    movers: tuple[Mover, ...] = ()
    leg_swings: tuple[LegSwing, ...] = ()

    @property
    def moving(self) -> tuple[Mover, ...]:
        """Those things that move at some time."""
        return tuple(mover for mover in self.movers if not mover.stands)

    def until(self, time: float) -> "StageEvents":
        """Return those of them that begin before a time, s: a scene is lit for those that it can show."""
        figures = tuple(figure for figure in self.figures if figure.begin < time)
        return replace(self, figures=figures, movers=tuple(mover for mover in self.movers if mover.begin < time))


NO_EVENTS = StageEvents()
