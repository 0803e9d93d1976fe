"""The meter log of a film: what the camera's automatics read in each scene.

The automatics follow a take from its start. A frame in the middle needs the log of its own take up to there, and no
light of what came before.
"""

from collections.abc import Sequence
from typing import Protocol

from liminal.camera.reading import Reading


class MeterLog(Protocol):
    """Readings of scenes, each known by its first frame."""

    def read(self, first: int) -> tuple[Reading, ...] | None:
        """Return the readings of a scene in the order of their times; None where nothing is written."""
        ...

    def write(self, first: int, readings: Sequence[Reading]) -> None:
        """Keep the readings of a scene."""
        ...


class Memory:
    """A log that ends with the process."""

    def __init__(self) -> None:
        self._readings: dict[int, tuple[Reading, ...]] = {}

    def read(self, first: int) -> tuple[Reading, ...] | None:
        """Return the readings of a scene, or None."""
        return self._readings.get(first)

    def write(self, first: int, readings: Sequence[Reading]) -> None:
        """Keep the readings of a scene."""
        self._readings[first] = tuple(readings)
