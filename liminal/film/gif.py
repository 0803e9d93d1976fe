"""Animated GIF through imageio: half the frames, 256 colours each, and a fixed dither pattern."""

from pathlib import Path
from typing import Any

import imageio.v3 as imageio
import numpy as np
from numpy.typing import NDArray

from liminal.rate import FRAME_RATE

_EVERY = 2  # of 29.97 frames a second, 14.985 are kept: GIF counts in hundredths, and viewers slow down short delays
_DITHER = 4.0  # levels of 255 between the darkest and lightest dot: about one step of a palette for one yellow room

# Bayer (1973), "An optimum method for two-level rendition of continuous-tone pictures": the 4 x 4 matrix.
_BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32)


class Gif:
    """One animation being made. It keeps a byte for each pixel until `finish`."""

    def __init__(self, path: Path, width: int, height: int, comment: str) -> None:
        self._file = imageio.imopen(path, "w", plugin="pillow")
        self._header: dict[str, Any] = {"loop": 0} | ({"comment": comment.encode("ascii")} if comment else {})
        self._durations: list[int] = []  # ms
        self._frames = 0
        # One pattern for the whole film, so that still parts do not shimmer.
        tiled = np.tile(_BAYER, (-(-height // 4), -(-width // 4)))[:height, :width]
        self._dither = ((tiled + 0.5) / 16.0 - 0.5)[..., None] * _DITHER  # (H, W, 1)

    def append(self, frame: NDArray[np.uint8]) -> None:
        """Take one frame, uint8 (H, W, 3), sRGB encoded; every second one is kept."""
        if self._frames % _EVERY == 0:
            self._durations.append(10 * (self._hundredths(1) - self._hundredths(0)))
            dithered = np.clip(frame + self._dither + 0.5, 0, 255).astype(np.uint8)
            self._file.write(dithered, is_batch=False, bits=8, duration=self._durations, **self._header)
        self._frames += 1

    def _hundredths(self, ahead: int) -> int:
        """Return the time of the picture `ahead` of this one, 1/100 s, rounded from the start: no error adds up."""
        return round(100 * (self._frames + ahead * _EVERY) / FRAME_RATE)

    def finish(self) -> None:
        """Write the file."""
        self._file.close()

    def abandon(self) -> None:
        """Discard the frames."""
        self._file.images_to_write.clear()
        self._file.close()
