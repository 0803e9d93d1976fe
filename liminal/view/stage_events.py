"""The events that a film adds to a place: lamps that go out, and figures."""

from dataclasses import dataclass

from liminal.light.flicker import Outage


@dataclass(frozen=True)
class Figure:
    """A figure that stands far off, at (`x`, `z`) with the feet at `floor` (m), from `begin` to `end` (s).

    `lot`: 0 to 1, how tall, how broad, and the posture.
    """

    x: float
    z: float
    floor: float
    begin: float
    end: float
    lot: float = 0.5


@dataclass(frozen=True)
class StageEvents:
    """Lamps that go out, and figures. `loop`: s after which lamps are as they were at the start."""

    outages: tuple[Outage, ...] = ()
    figures: tuple[Figure, ...] = ()
    loop: float | None = None


NO_EVENTS = StageEvents()
