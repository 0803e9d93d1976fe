"""Escapes: the run of an operator from something that follows on the same path."""

from dataclasses import dataclass

from liminal.shot.track import Real, Track, smoothstep
from liminal.shot.walk_path import SampledPath

IN_SIGHT = 1.0  # m that it steps out of its cover
_CLOSES = 9.0  # s of running after which a pursuer is as near as it comes


@dataclass(frozen=True)
class Escape:
    """An escape as a pursuer sees it: the `path`, and how far `along` it the operator is at each tick, m.

    The first `begin` metres of the path are the pursuer's own way, and its `first` gap, m, the rest of them
    when the operator begins to run, at `runs`, s. `shown`: m along the path, from which on it is seen.
    """

    path: SampledPath
    begin: float
    along: Track
    runs: float
    shown: float
    first: float


def closed(first: float, nearest: float, running: Real) -> Real:
    """Return the gap, m, to a pursuer that closes in from a `first` one to the `nearest`, s after the run began."""
    gap: Real = first * (nearest / first) ** smoothstep(running / _CLOSES)
    return gap
