"""Time-lapse recorders: of so many fields one is recorded, and stands in for the others when it is played."""

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]


def recorded_field(number: int, lapse: int) -> int:
    """The number of the field that is shown in the place of field `number`, both counted from the beginning."""
    return number - number % lapse


class Lapse:
    """Puts into frames, one after the other, the fields that a recorder shows: each stays until the next is due."""

    def __init__(self, lapse: int) -> None:
        self._lapse = lapse
        self._held: Picture | None = None  # (240, 720, 3), lines of one field

    def show(self, picture: Picture, frame: int) -> Picture:
        """Return frame number `frame`, (480, 720, 3), as it is shown; the first to be given is held from its beginning.

        A field of even lines that stands in for one of odd lines is shown half a line lower, as on any television.
        """
        shown = np.empty_like(picture)
        for field in range(2):
            number = 2 * frame + field
            if self._held is None or recorded_field(number, self._lapse) == number:
                self._held = picture[field::2].copy()
            shown[field::2] = self._held
        return shown
