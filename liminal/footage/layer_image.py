"""Images of layers: what a file of another program holds, before it is light of ours."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST = float(np.finfo(np.float16).max)  # what layers can be at most

Numbers = NDArray[Any]  # floats, half or single, or whole numbers


@dataclass(frozen=True)
class LayerImage:
    """A picture as its file has it.

    `size`: width and height, pixels. `corner`: of the rectangle that is known of it, from the left and from the top; it
    may reach beyond. `colours`: red, green and blue, or one of all three. `alpha`: None where the file has none.
    `depth`: m along the camera's axis, or None. Each is (height, width), of the rectangle. `curve`: linear Rec. 709, 0
    to 1, by the whole numbers that colours are; None: they are linear themselves, and alpha is from 0 to 1.
    """

    size: tuple[int, int]
    corner: tuple[int, int]
    colours: Sequence[Numbers]
    alpha: Numbers | None
    depth: Numbers | None = None
    curve: NDArray[np.float32] | None = None

    def part(self, rows: slice, columns: slice) -> "LayerImage":
        """Return a rectangle of the one that is known, by rows and columns of that."""
        box = rows, columns
        corner = self.corner[0] + columns.start, self.corner[1] + rows.start
        alpha, depth = (None if each is None else each[box] for each in (self.alpha, self.depth))
        return replace(self, corner=corner, colours=[each[box] for each in self.colours], alpha=alpha, depth=depth)

    def within(self) -> "LayerImage":
        """Return it without what lies beyond its edges."""
        height, width = self.colours[0].shape
        columns, rows = (
            slice(max(-begin, 0), max(min(extent, whole - begin), 0))
            for begin, extent, whole in zip(self.corner, (width, height), self.size, strict=True)
        )
        return self.part(rows, columns)

    def around(self, shown: NDArray[np.bool_], margin: int, step: int) -> "LayerImage":
        """Return what is shown, a mask of the rectangle that is known, and a margin around it, pixels.

        It begins at multiples of `step` in the picture, as far as that goes; it is empty where nothing is shown.
        """
        found = []
        for axis in (1, 0):
            where = np.flatnonzero(shown.any(axis=axis))
            low, high = (int(where[0]) - margin, int(where[-1]) + 1 + margin) if where.size else (0, 0)
            low -= (low + self.corner[axis]) % step
            found.append(slice(max(low, 0), min(high, shown.shape[1 - axis])))
        return self.part(found[0], found[1])

    def linear(self) -> NDArray[np.float32]:
        """Return its colours and alpha as (height, width, 4), linear, without what is no number; no alpha is 1."""
        light = np.empty((*self.colours[0].shape, 4), np.float32)
        for number in range(3):
            colour = self.colours[number % len(self.colours)]
            light[..., number] = colour if self.curve is None else self.curve[colour]
        whole = 1.0 if self.curve is None else len(self.curve) - 1
        light[..., 3] = 1.0 if self.alpha is None else self.alpha / whole
        cleaned: NDArray[np.float32] = np.nan_to_num(light, copy=False, posinf=MOST, neginf=0.0)
        return cleaned
