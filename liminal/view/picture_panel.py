"""Panels: the parts of a picture in another projection than the flat one, and the way that each of their pixels looks.

Ways are told from the camera: to the right, up, ahead.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.settings.projection_name import ProjectionName

Floats = NDArray[np.float64]
Ways = Callable[[Floats, Floats], Floats]  # of places across and down, 0 to 1, (h, w) each, to (h, w, 3); NaN: nowhere

ASPECTS: dict[ProjectionName, float] = {"equirect": 2.0, "fisheye": 1.0, "cube": 1.5}  # width / height

# Of the faces of a cube: to the right, up and ahead.
FACES = np.array(
    [
        [(0, 0, -1), (0, 1, 0), (1, 0, 0)],  # right
        [(0, 0, 1), (0, 1, 0), (-1, 0, 0)],  # left
        [(1, 0, 0), (0, 0, -1), (0, 1, 0)],  # up
        [(1, 0, 0), (0, 0, 1), (0, -1, 0)],  # down
        [(1, 0, 0), (0, 1, 0), (0, 0, 1)],  # ahead
        [(-1, 0, 0), (0, 1, 0), (0, 0, -1)],  # behind
    ],
    float,
)
_ACROSS = 3  # faces of a cube in a row


class PicturePanel(NamedTuple):
    """A rectangle of a picture, pixels from its top left corner, and where its pixels look."""

    x: int
    y: int
    width: int
    height: int
    ways: Ways

    def ways_of(self, first: int, last: int, scale: int = 1) -> Floats:
        """Return the ways of rows from `first` up to `last`: (h, w, 3), unit length.

        `scale`: so many pixels each way are one.
        """
        across = (np.arange(self.width // scale) + 0.5) / (self.width // scale)
        down = (np.arange(first, last) + 0.5) / (self.height // scale)
        return self.ways(*np.meshgrid(across, down))


def panels(projection: ProjectionName, size: tuple[int, int]) -> list[PicturePanel]:
    """Return the panels of a picture of a size, pixels, of the aspect in ASPECTS."""
    width, height = size
    if projection == "equirect":
        return [PicturePanel(0, 0, width, height, _around)]
    if projection == "fisheye":
        return [PicturePanel(0, 0, width, height, _bulged)]
    edge = height // 2
    places = ((number % _ACROSS * edge, number // _ACROSS * edge) for number in range(len(FACES)))
    return [PicturePanel(x, y, edge, edge, _through(face)) for (x, y), face in zip(places, FACES, strict=True)]


def _around(across: Floats, down: Floats) -> Floats:
    """Longitude across, latitude down: the middle looks ahead."""
    longitude, latitude = 2 * np.pi * (across - 0.5), np.pi * (0.5 - down)
    level = np.cos(latitude)
    return np.stack([level * np.sin(longitude), np.sin(latitude), level * np.cos(longitude)], -1)


def _bulged(across: Floats, down: Floats) -> Floats:
    """A half sphere in a circle: the angle off the axis goes with the distance from the middle."""
    x, y = 2 * across - 1, 1 - 2 * down
    radius = np.hypot(x, y)
    off = np.where(radius <= 1.0, radius, np.nan) * np.pi / 2
    share = np.sin(off) / np.maximum(radius, 1e-12)
    return np.stack([share * x, share * y, np.cos(off)], -1)


def _through(face: Floats) -> Ways:
    """Straight lines through a face of a cube."""

    def ways(across: Floats, down: Floats) -> Floats:
        flat = (2 * across - 1)[..., None] * face[0] + (1 - 2 * down)[..., None] * face[1] + face[2]
        unit: Floats = flat / np.linalg.norm(flat, axis=-1, keepdims=True)
        return unit

    return ways
