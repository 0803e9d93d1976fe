"""Time-lapse recorders: one field of each `lapse` is recorded, and is repeated for the others in playback."""

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]


def recorded_field(number: int, lapse: int) -> int:
    """The number of the recorded field that is shown as field `number`, both counted from the beginning."""
    return number - number % lapse


class TimeLapse:
    """Repeats fields in successive frames as a time-lapse recorder does: each until the next recorded one."""

    def __init__(self, lapse: int) -> None:
        self._lapse = lapse
        self._held: Picture | None = None  # (240, 720, 3), lines of one field

    def show(self, picture: Picture, frame: int) -> Picture:
        """Return frame number `frame`, (480, 720, 3), as the recorder plays it; the first shown is held from the start.

        A field of even lines repeated as one of odd lines is shown half a line lower, as on any television.
        """
        if self._lapse == 1:
            return picture
        shown = np.empty_like(picture)
        for field in range(2):
            number = 2 * frame + field
            if self._held is None or recorded_field(number, self._lapse) == number:
                self._held = picture[field::2].copy()
            shown[field::2] = self._held
        return shown
