"""The performance: the operator's movements and the events around, as the sound needs them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Protocol


class Listener(Protocol):
    """Where the microphone is: a camera's pose. Metres, degrees; yaw 0 looks along -z, 90 along +x."""

    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...
    @property
    def z(self) -> float: ...
    @property
    def yaw(self) -> float: ...
    @property
    def fov(self) -> float: ...


class Footfall(Protocol):
    """A foot that meets the floor. `time`: s. `weight`: 0 to 1. `surface`: a Material, or the name of a floor.

    `depth`: of the water there, m. `wet`: 1 for a shoe full of water, 0 for a dry one.
    """

    @property
    def time(self) -> float: ...
    @property
    def x(self) -> float: ...
    @property
    def z(self) -> float: ...
    @property
    def weight(self) -> float: ...
    @property
    def surface(self) -> object: ...
    @property
    def depth(self) -> float: ...
    @property
    def wet(self) -> float: ...


class BreathEvent(Protocol):
    """A breath that begins at `time`, s. `depth`: 1 at rest."""

    @property
    def time(self) -> float: ...
    @property
    def depth(self) -> float: ...


class PlaceEvent(Protocol):
    """An event at (x, z), m: `kind` is its name, `time` and `seconds` its start and length, s, `strength` 0 to 1.

    `file`: of a voice, else empty. `channel`: through which that is heard. `carried`: whether by the operator.
    """

    @property
    def time(self) -> float: ...
    @property
    def seconds(self) -> float: ...
    @property
    def kind(self) -> str: ...
    @property
    def x(self) -> float: ...
    @property
    def z(self) -> float: ...
    @property
    def strength(self) -> float: ...
    @property
    def file(self) -> str: ...
    @property
    def channel(self) -> str: ...
    @property
    def carried(self) -> bool: ...


class CutEvent(Protocol):
    """An interruption of the recording at `time` (s). `kind`: "record", "edit", or "stop" for good."""

    @property
    def time(self) -> float: ...
    @property
    def kind(self) -> str: ...


class Performance(Protocol):
    """The whole performance, as functions of time (s)."""

    @property
    def duration(self) -> float:
        """Its length, s."""

    @property
    def steps(self) -> Sequence[Footfall]:
        """Footfalls in the order of time."""

    @property
    def breaths(self) -> Sequence[BreathEvent]:
        """Breaths of the person who holds the camera, in the order of time."""

    @property
    def events(self) -> Sequence[PlaceEvent]:
        """Events, in the order of time."""

    @property
    def cuts(self) -> Sequence[CutEvent]:
        """Interruptions, in the order of time."""

    def pose(self, time: float) -> Listener:
        """The microphone's pose."""

    def motion(self, time: float) -> float:
        """The speed of the hands against the body, m/s."""


def steps_between(performance: Performance, first: float, last: float) -> Iterator[tuple[int, Footfall]]:
    """Return the footfalls from `first` to `last` (s), both included, each with its index among all."""
    steps = performance.steps
    low = bisect_left(steps, first, key=lambda step: step.time)
    high = bisect_right(steps, last, key=lambda step: step.time)
    return ((number, steps[number]) for number in range(low, high))
