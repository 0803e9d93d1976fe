"""The photograph: its size, its grain, the date in its corner, and the compression of its file."""

from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from liminal.settings.clock import Clock, check_clock
from liminal.settings.section import Section, dial
from liminal.settings.view_ranges import EDGE

Edge = Annotated[int, Field(**EDGE.bounds)]
Chroma = Literal["4:4:4", "4:2:2", "4:2:0"]

STAMP_LETTERS = "0123456789'-: "  # of a seven-segment display
_STAMP_LONGEST = 16


class PhotoSettings(Section):
    """The `photo` table of a preset. Settings that are unset or 0 do nothing."""

    size: tuple[Edge, Edge] | None = dial(None, "width and height of a still, unless asked otherwise", unit="pixels")
    softness: float = dial(
        0.0, "blur of the lens, as a standard deviation", unit="thousandths of the height", ge=0, le=10
    )
    fringe: float = dial(0.0, "violet light that the lens spreads around bright things", ge=0, le=1)
    grain: float = dial(0.0, "noise of film or sensor in middle tones, as a standard deviation of 1", ge=0, le=0.3)
    grain_size: float = dial(1.2, "how coarse the grain is", unit="thousandths of the height", ge=0.3, le=10)

    date: str | None = dial(
        None, 'what the camera\'s clock showed, "1998-09-23 19:42:07"; a JPEG keeps it, if it is a real one'
    )
    stamp: bool = dial(False, "whether the date is burnt into the lower right corner")

    quality: int = dial(95, "quality of a JPEG, in the scale of the IJG", ge=1, le=100)
    chroma: Chroma = dial("4:4:4", "how finely a JPEG keeps colour")

    @field_validator("date")
    @classmethod
    def _fit_the_strokes(cls, date: str | None) -> str | None:
        return None if date is None else check_clock(date, STAMP_LETTERS, _STAMP_LONGEST)

    @model_validator(mode="after")
    def _stamp_a_date(self) -> Self:
        if self.stamp and self.date is None:
            raise ValueError('stamp wants a date; give one, as "1998-09-23 19:42:07"')
        return self

    @property
    def clock(self) -> Clock | None:
        """The camera's clock at the time of the photograph; None without a date."""
        return None if self.date is None else Clock.of(self.date)
