"""Time code: hours, minutes, seconds and frames of the day, drop-frame, from the clock in a tape's camera.

SMPTE ST 12-1:2014: at 29.97 frames a second the labels ;00 and ;01 are left out of each minute but every tenth, so that
an hour of labels is an hour of the day within 3.6 ms.
"""

from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from liminal.rate import FRAME_RATE
from liminal.settings.clock import Clock

_NOMINAL = 30  # labels a second
_DROPPED = 2  # labels a minute
_MINUTE = 60 * _NOMINAL - _DROPPED  # frames in each minute but every tenth
_TEN_MINUTES = 10 * _MINUTE + _DROPPED
_DAY = 6 * 24 * _TEN_MINUTES


class TimeCode(NamedTuple):
    """A frame of the day, from 0, 29.97 a second."""

    frame: int

    @classmethod
    def of(cls, clock: Clock | None) -> "TimeCode":
        """Return the frame at which a camera's clock shows its setting; midnight without a time of day."""
        if clock is None or clock.time is None:
            return cls(0)
        hour, minute, second = clock.time
        tens, minutes = divmod(60 * hour + minute, 10)
        frame = tens * _TEN_MINUTES + minutes * _MINUTE + _NOMINAL * second
        # A minute whose first labels are left out begins at ;02; only the first of ten is whole.
        return cls(frame + (_DROPPED if minutes and not second else 0))

    def later(self, frames: int) -> "TimeCode":
        """Return the frame so many frames later, on the next day past midnight."""
        return TimeCode((self.frame + frames) % _DAY)

    def label(self, rate: Fraction = FRAME_RATE) -> str:
        """Return hh:mm:ss;ff. `rate`: of the pictures that are counted, 29.97 or 59.94 a second."""
        pictures = int(rate / FRAME_RATE)
        tens, within = divmod(self.frame, _TEN_MINUTES)
        # After the first minute of ten, which is whole, each minute has lost its first two labels.
        lost = 0 if within < _MINUTE + _DROPPED else _DROPPED * (1 + (within - _MINUTE - _DROPPED) // _MINUTE)
        number = tens * 600 * _NOMINAL + within + lost
        seconds, frame = divmod(number, _NOMINAL)
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d};{pictures * frame:02d}"

    def samples(self, rate: int) -> int:
        """Return how many samples of sound the day has had until then, `rate` a second."""
        return round(self.frame * rate / FRAME_RATE)


def start_label(path: Path, clock: Clock | None, rate: Fraction, first: int = 0) -> str:
    """Return the label of the first picture of the film `path`; "" for files other than QuickTime's, which have none.

    `clock`: the camera's at the start. `rate`: of pictures, Hz. `first`: the frame with which the file begins.
    """
    return TimeCode.of(clock).later(first).label(rate) if path.suffix.lower() == ".mov" else ""
