"""The parts of a picture that is too large to be drawn at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.view.projection import Matrix

TILE = 2048  # pixels: larger pictures are drawn in parts of at most this size


@dataclass(frozen=True)
class PicturePart:
    """A rectangle of a picture, in pixels from the lower left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, pixels."""
        return self.width, self.height

    def of_whole(self, size: tuple[int, int]) -> Matrix:
        """Return the matrix that spreads this part of the clip space of a picture of `size` over the whole of it."""
        matrix = np.eye(4)
        for axis, (first, extent, whole) in enumerate(((self.x, self.width, size[0]), (self.y, self.height, size[1]))):
            matrix[axis, axis] = whole / extent
            matrix[axis, 3] = (whole - 2 * first - extent) / extent
        return matrix

    def of(self, picture: NDArray[Any]) -> NDArray[Any]:
        """Return this part of a whole picture, (height, width, ...), the bottom row first, to be written to."""
        return picture[self.y : self.y + self.height, self.x : self.x + self.width]

    def put(self, drawn: NDArray[np.generic], picture: NDArray[np.generic]) -> None:
        """Put a part that was drawn, (height, width, ...), into the whole picture; both have the bottom row first."""
        self.of(picture)[...] = drawn


def parts_of(size: tuple[int, int]) -> Iterator[PicturePart]:
    """Yield the parts of a picture of `size`, pixels."""
    for y in range(0, size[1], TILE):
        for x in range(0, size[0], TILE):
            yield PicturePart(x, y, min(TILE, size[0] - x), min(TILE, size[1] - y))
