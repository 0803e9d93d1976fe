"""Takes: sound of the place that is heard from elsewhere after each cut of a film."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from liminal.sound.pages import PAGE, RATE, Signal
from liminal.sound.performance import Listener, Performance

CUT = 0.02  # s from the end of a take's last field to the cut

Listening = Callable[[float], Listener]  # the listener at a time, s


@dataclass(frozen=True)
class PlaceSound:
    """A page of sound of the place: direct sound (2, PAGE), Pa, and the room's excitation (PAGE,), Pa at 1 m."""

    straight: Signal
    sent: Signal


def page_of_takes(performance: Performance, number: int, heard: Callable[[Listening], PlaceSound]) -> PlaceSound:
    """Return a page of the sound `heard`: made for each take whole, the listener held at the take's ends, then cut."""
    cuts = [cut.time for cut in performance.cuts if number < cut.time < number + 1 and cut.kind != "stop"]
    edges = [number - 1.0, *cuts, number + 2.0]
    takes = [heard(_held(performance, first, last - CUT)) for first, last in pairwise(edges)]
    if not cuts:
        return takes[0]
    at = number + np.arange(PAGE) / RATE
    within = [(at >= first) & (at < last) for first, last in pairwise(edges)]
    straight = np.select(within, [take.straight for take in takes])
    return PlaceSound(np.asarray(straight), np.asarray(np.select(within, [take.sent for take in takes])))


def _held(performance: Performance, first: float, last: float) -> Listening:
    """Return the listener at a time, s, or at the nearest from `first` to `last`."""
    return lambda time: performance.pose(min(max(time, first), last))
