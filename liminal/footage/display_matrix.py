"""The display matrix: the rotation and mirroring between the stored and the displayed picture."""

import struct
from typing import Any, NamedTuple

import av
import numpy as np
from numpy.typing import NDArray

# Nine numbers in the machine's order of bytes (FFmpeg, libavutil/display.h); of the point (x, y) of the stored picture,
# y downward, the first, second, fourth and fifth, here a b c d, make (a x + c y, b x + d y) of the shown one.
_MATRIX = struct.Struct("=9i")


class Orientation(NamedTuple):
    """One of the eight orientations of a rectangle: axes swapped or not, then each mirrored or not."""

    transposed: bool = False
    mirrored: bool = False  # left for right
    flipped: bool = False  # top for bottom

    def turn(self, picture: NDArray[Any]) -> NDArray[Any]:
        """Return a stored picture, (H, W, ...), in display orientation; a view."""
        swapped = picture.swapaxes(0, 1) if self.transposed else picture
        return swapped[:: -1 if self.flipped else 1, :: -1 if self.mirrored else 1]


def orientation_of(frame: av.VideoFrame) -> Orientation:
    """Return the display orientation of a frame: the nearest to its display matrix."""
    a, b, c, d = _linear_part(frame)
    if abs(b) + abs(c) > abs(a) + abs(d):
        return Orientation(True, mirrored=c < 0, flipped=b < 0)
    return Orientation(False, mirrored=a < 0, flipped=d < 0)


def _linear_part(frame: av.VideoFrame) -> tuple[float, float, float, float]:
    try:
        held: Any = frame.side_data  # PyAV's types name one kind of it
        matrix = memoryview(held["DISPLAYMATRIX"])
    except KeyError:
        return 1, 0, 0, 1
    except ValueError:
        # Beside it lies side data of a kind that PyAV cannot name (Exif, say); it still tells the angle.
        angle = np.radians(frame.rotation)  # counter-clockwise
        cosine, sine = float(np.cos(angle)), float(np.sin(angle))
        return cosine, -sine, sine, cosine
    a, b, _, c, d, *_ = _MATRIX.unpack(matrix)
    return a, b, c, d
