"""The meter log of a film: the readings of the camera's automatics in each scene.

The automatics follow a take from its start. A frame in the middle needs the log of its own take up to there, and no
scene before its own needs to be lit.
"""

from collections.abc import Sequence
from typing import Protocol

from liminal.camera.reading import Reading


class MeterLog(Protocol):
    """Readings of scenes, by the first frame of each."""

    def read(self, first: int) -> tuple[Reading, ...] | None:
        """Return the readings of a scene in the order of their times; None if it is not logged."""
        ...

    def write(self, first: int, readings: Sequence[Reading]) -> None:
        """Keep the readings of a scene."""
        ...


class InMemoryMeterLog:
    """A log that is kept for the life of the process."""

    def __init__(self) -> None:
        self._readings: dict[int, tuple[Reading, ...]] = {}

    def read(self, first: int) -> tuple[Reading, ...] | None:
        """Return the readings of a scene, or None."""
        return self._readings.get(first)

    def write(self, first: int, readings: Sequence[Reading]) -> None:
        """Keep the readings of a scene."""
        self._readings[first] = tuple(readings)
