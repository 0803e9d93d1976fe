"""The ranges of a view and its picture, which presets, requests and the command line share.

Plain numbers: the command line, whose help is to be there at once, reads them without loading pydantic.
"""

from typing import NamedTuple


class Range(NamedTuple):
    """What a number may be, both ends included."""

    low: float
    high: float

    @property
    def bounds(self) -> dict[str, float]:
        """As keywords of pydantic's `Field`, and of `dial`."""
        return {"ge": self.low, "le": self.high}


# m: x and z, a day's walk each way from the origin; single precision has a lamp's place to 4 mm there.
PLACE = Range(-100_000, 100_000)
FOV = Range(5, 150)  # degrees, from bottom to top
EYE = Range(0, 50)  # m above the floor
YAW = Range(-360, 360)  # degrees
PITCH = Range(-89, 89)  # degrees
ROLL = Range(-180, 180)  # degrees
EXPOSURE = Range(-10, 10)  # EV against what was metered
EDGE = Range(1, 8192)  # pixels of a width or a height, up to "8K"
