"""The diary of a shoot: what the camera's automatics read in each scene, so that nobody has to light it for that again.

The automatics follow a walk from its start. Whoever begins in the middle reads on from what was written down.
"""

from collections.abc import Sequence
from typing import Protocol

from liminal.camera.reading import Reading


class Diary(Protocol):
    """Readings of scenes, each known by its first frame."""

    def read(self, first: int) -> tuple[Reading, ...] | None:
        """Return the readings of a scene in the order of their times; None where nothing is written."""
        ...

    def write(self, first: int, readings: Sequence[Reading]) -> None:
        """Keep the readings of a scene."""
        ...


class Notebook:
    """A diary that is forgotten with the process."""

    def __init__(self) -> None:
        self._readings: dict[int, tuple[Reading, ...]] = {}

    def read(self, first: int) -> tuple[Reading, ...] | None:
        """Return the readings of a scene, or None."""
        return self._readings.get(first)

    def write(self, first: int, readings: Sequence[Reading]) -> None:
        """Keep the readings of a scene."""
        self._readings[first] = tuple(readings)
