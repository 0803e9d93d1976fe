"""On-screen display: the camera's date and marks, which are recorded, and the deck's own, which are not."""

from typing import Literal, Self

from pydantic import field_validator, model_validator

from liminal.settings.clock import Clock, check_clock
from liminal.settings.section import Section, dial

MakerName = Literal["osaka", "tokyo", "yokohama"]
Battery = Literal["full", "half", "empty"]

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:.-/'+ "  # of character generators, besides marks of their own
LONGEST = 28  # letters of a line, within the safe area of televisions


class DisplaySettings(Section):
    """The `display` table of a preset. All of it is off by default."""

    maker: MakerName = dial("osaka", "whose manner: heavy and outlined, slim with a shadow, or tall and outlined")
    date: str | None = dial(
        None, 'what the camera\'s clock shows at the start, "1996-09-23 19:42:07"; be it a day or not, or any text'
    )
    show_date: bool = dial(False, "whether the camera writes the date")
    show_time: bool = dial(False, "whether the camera writes the time of day")
    rec: bool = dial(False, "REC with its dot")
    battery: Battery | None = dial(None, "the battery's mark; an empty one blinks")
    speed: bool = dial(False, "the tape's speed: SP, LP or EP")
    counter: bool = dial(False, "the camera's counter: hours, minutes and seconds of tape")
    manual: bool = dial(False, "marks of manual focus and of the backlight button")
    deck: bool = dial(False, "the deck's own PLAY and counter, over what comes from the tape")
    title: str | None = dial(None, "a line of capitals from the camera's titler", max_length=24)

    @field_validator("date")
    @classmethod
    def _fit_the_letters(cls, date: str | None) -> str | None:
        return None if date is None else check_display_date(date)

    @model_validator(mode="after")
    def _show_a_date(self) -> Self:
        if (self.show_date or self.show_time) and self.date is None:
            raise ValueError('show_date and show_time want a date; give one, as "1996-09-23 19:42:07"')
        return self

    @property
    def clock(self) -> Clock | None:
        """The camera's clock at the start; None without a date."""
        return None if self.date is None else Clock.of(self.date)


def check_display_date(date: str) -> str:
    """Return a setting of the display's clock unchanged; raises ValueError for one that its letters cannot show."""
    return check_clock(date, LETTERS, LONGEST)
