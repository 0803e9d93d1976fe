"""The photograph as a thing: its size, its grain, the date in its corner, and how its file was compressed."""

import re
from calendar import monthrange
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, field_validator, model_validator

from liminal.settings.section import Section, dial

Edge = Annotated[int, Field(ge=1, le=8192)]
Chroma = Literal["4:4:4", "4:2:2", "4:2:0"]

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)")


class Taken(NamedTuple):
    """A date and a time of day, as a camera's clock shows them: in no time zone."""

    year: int
    month: int
    day: int
    hour: int
    minute: int
    second: int


class PhotoSettings(Section):
    """The `photo` table of a preset. What is unset or 0 leaves the picture as it is."""

    size: tuple[Edge, Edge] | None = dial(None, "width and height of a still, unless asked otherwise", unit="pixels")
    softness: float = dial(
        0.0, "blur of the lens, as a standard deviation", unit="thousandths of the height", ge=0, le=10
    )
    fringe: float = dial(0.0, "violet light that the lens spreads around bright things", ge=0, le=1)
    grain: float = dial(0.0, "noise of film or sensor in middle tones, as a standard deviation of 1", ge=0, le=0.3)
    grain_size: float = dial(1.2, "how coarse the grain is", unit="thousandths of the height", ge=0.3, le=10)

    date: str | None = dial(None, 'when it was taken, "1998-09-23 19:42:07"; kept in a JPEG, and never the clock\'s')
    stamp: bool = dial(False, "whether the date is burnt into the lower right corner")

    quality: int = dial(95, "quality of a JPEG, in the scale of the IJG", ge=1, le=100)
    chroma: Chroma = dial("4:4:4", "how finely a JPEG keeps colour")

    @field_validator("date")
    @classmethod
    def _be_a_date(cls, date: str | None) -> str | None:
        if date is not None and read_date(date) is None:
            raise ValueError(f'date is "{date}"; write it as "1998-09-23 19:42:07"')
        return date

    @model_validator(mode="after")
    def _stamp_a_date(self) -> Self:
        if self.stamp and self.date is None:
            raise ValueError('stamp wants a date; give one, as "1998-09-23 19:42:07"')
        return self

    @property
    def taken(self) -> Taken | None:
        """When it was taken."""
        return None if self.date is None else read_date(self.date)


def read_date(text: str) -> Taken | None:
    """Read a date as `PhotoSettings.date` holds it; None for what is none."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    date = Taken(*map(int, match.groups()))
    valid = date.year > 0 and 1 <= date.month <= 12 and 1 <= date.day <= monthrange(date.year, date.month)[1]
    return date if valid and date.hour < 24 and date.minute < 60 and date.second < 60 else None
