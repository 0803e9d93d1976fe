"""The events that a film adds to a place: lamps that go out, figures, and things that move."""

from dataclasses import dataclass, replace

from liminal.body.figure import Figure
from liminal.light.flicker import Outage
from liminal.thing.mover import Mover
from liminal.view.wake import LegSwing

_MARGIN = 0.5  # s before and after a scene that its pictures may still ask for figures


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

    def between(self, begin: float, end: float) -> "StageEvents":
        """Return what a scene from a time to another, s, can show of them; it is lit for that."""
        begin, after = begin - _MARGIN, end + _MARGIN
        there = (figure for figure in self.figures if figure.begin < end and figure.end > begin)
        figures = tuple(figure.during(begin, after) for figure in there)
        return replace(self, figures=figures, movers=tuple(mover for mover in self.movers if mover.begin < end))


NO_EVENTS = StageEvents()
