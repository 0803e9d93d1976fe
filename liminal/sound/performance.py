"""What the sound has to know of whoever carries the camcorder, and of what happens around them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Protocol


class Ear(Protocol):
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
    """A foot that meets the floor. `time`: s. `weight`: 0 to 1. `surface`: a Material, or the name of a floor."""

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


class Breathing(Protocol):
    """A breath that begins at `time`, s. `depth`: 1 at rest."""

    @property
    def time(self) -> float: ...
    @property
    def depth(self) -> float: ...


class Happening(Protocol):
    """Something that happens somewhere: `kind` is its name, `time` and `seconds` when, `strength` 0 to 1 how much."""

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


class Cutting(Protocol):
    """Where the recording was interrupted, at `time` (s). `kind`: "record", "edit", or "stop" for good."""

    @property
    def time(self) -> float: ...
    @property
    def kind(self) -> str: ...


class Performance(Protocol):
    """All of it, as functions of the time in seconds."""

    @property
    def duration(self) -> float:
        """Seconds that it lasts."""

    @property
    def steps(self) -> Sequence[Footfall]:
        """Footfalls in the order of time."""

    @property
    def breaths(self) -> Sequence[Breathing]:
        """Breaths of the person who holds the camera, in the order of time."""

    @property
    def events(self) -> Sequence[Happening]:
        """What happens, in the order of time."""

    @property
    def cuts(self) -> Sequence[Cutting]:
        """Interruptions, in the order of time."""

    def pose(self, time: float) -> Ear:
        """Where the microphone is."""

    def motion(self, time: float) -> float:
        """How fast the hands move against the body, m/s."""


def steps_between(performance: Performance, first: float, last: float) -> Iterator[tuple[int, Footfall]]:
    """Return the footfalls from one time to another (s), both included, and which number each has among all."""
    steps = performance.steps
    low = bisect_left(steps, first, key=lambda step: step.time)
    high = bisect_right(steps, last, key=lambda step: step.time)
    return ((number, steps[number]) for number in range(low, high))
