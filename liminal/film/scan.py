"""Scan: the two fields of a television frame, and their display on progressive screens."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

# "interlaced": frames of two fields, and the file says so. "bob": each field by itself, twice as many pictures, the
# lines between its own interpolated. "weave": frames of two fields as if they were one picture, with their combs.
Scan = Literal["interlaced", "bob", "weave"]

Picture = NDArray[np.uint8]  # (H, W, 3), H even; rows 0, 2, ... are field 1


def weave(first: Picture, second: Picture) -> Picture:
    """Make a frame of field 1 of one picture and field 2 of another, a sixtieth of a second later."""
    if first is second:
        return first
    frame = first.copy()
    frame[1::2] = second[1::2]
    return frame


def bob(frame: Picture) -> tuple[Picture, Picture]:
    """Make a picture of each field of a frame: its own lines stay, those between are the mean of their neighbours."""
    first, second = np.empty_like(frame), np.empty_like(frame)
    shown_field(frame, 0, first)
    shown_field(frame, 1, second)
    return first, second


def shown_field(frame: NDArray[np.uint8], field: int, picture: NDArray[np.uint8]) -> None:
    """Fill `picture` (H, ...) with a field (0, 1) of a frame (H, ...), or of one of its planes.

    Past the picture's edge its outermost line goes on.
    """
    lines = frame[field::2]
    between = mean(lines[:-1], lines[1:])
    picture[field::2] = lines
    if field == 0:
        picture[1:-1:2], picture[-1] = between, lines[-1]
    else:
        picture[2::2], picture[0] = between, lines[0]


def mean(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the mean of two arrays of bytes, halves rounded up, without a sum that needs nine bits (Dietz 2013)."""
    return (a | b) - ((a ^ b) >> 1)


def lower_mean(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the mean of two arrays of bytes, halves rounded down."""
    return (a & b) + ((a ^ b) >> 1)
