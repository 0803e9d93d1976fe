"""Patrols: ways on which a figure stops here and there and looks about, and what the camera sees of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np

from liminal.shot.acting.blocking import Blocking
from liminal.shot.acting.pacing import goes_in_legs
from liminal.shot.acting.scouting import look_rounds
from liminal.shot.elastic_band import SPACING
from liminal.shot.ground import Points

_PACE = 0.46  # m/s for each m of stature
_STANDS = 0.1  # m/s: slower than this it stands


class StagedPatrol(NamedTuple):
    """A patrol at a time: the camera sees it stand for `stands` s and go `goes` m. `cast`: lets it happen.

    `leaves`: s, when it goes on from its last stop.
    """

    stands: float
    goes: float
    leaves: float
    cast: Callable[[], None]


class Patrol:
    """A way of the performer of a blocking, from the time it sets out on. `seconds`: how long it takes."""

    def __init__(self, blocking: Blocking, points: Points, stops: Sequence[int], on: Points | None = None) -> None:
        """`points`: (k, 2), `SPACING` apart, m. `stops`: numbers of those at which it looks about, in order.

        `on`: how it goes on from the last of them where that is the end of them.
        """
        self._blocking, self._stops = blocking, stops
        self._pace = _PACE * blocking.performer.stature
        self._rounds = look_rounds(blocking, points, stops)
        ends = stops if on is not None else [*stops, len(points) - 1]
        legs = [points[a : b + 1] for a, b in zip([0, *ends[:-1]], ends, strict=True)]
        waits = [0.0, *(each.seconds for each in self._rounds)]
        self._way, self._comes = goes_in_legs(legs if on is None else [*legs, on], waits, 0.0, self._pace)
        self.seconds = self._comes[-1]

    def reaches(self, number: int) -> float:
        """Return when it comes to a point, by its number, s after it sets out."""
        stood = sum(each.seconds for each, stop in zip(self._rounds, self._stops, strict=True) if stop < number)
        return number * SPACING / self._pace + stood

    def staged(self, begin: float) -> "StagedPatrol | None":
        """Return it as it is if it sets out at a time, s; None if it may not: see `Blocking.stages`."""
        way, end = replace(self._way, begin=self._way.begin + begin), begin + self.seconds
        event = self._blocking.stages(way, begin, end)
        if event is None:
            return None
        look = self._blocking.vantage(begin, end)
        places, every = way.place_at(look.times), float(look.times[1] - look.times[0])
        went, shown = np.hypot(*np.gradient(places, axis=0).T), look.shows(places[:, None])[:, 0]
        stands, goes = shown & (went < _STANDS * every), float(went[shown].sum())
        leaves = begin + self._comes[len(self._rounds) - 1] + self._rounds[-1].seconds
        # One looks for it where it stands, not where it was first to be seen.
        x, z = places[np.argmax(stands if stands.any() else shown)].tolist()
        event = replace(event, x=x, z=z)
        rounds = zip(self._rounds, self._comes, strict=False)
        looks = tuple(gesture for each, comes in rounds for gesture in each.gestures(begin + comes))
        cast = partial(self._blocking.cast, way, begin, end, event, looks)
        return StagedPatrol(every * float(stands.sum()), goes, leaves, cast)
