"""What stands in the picture: the camera's date and marks, which go to tape, and the deck's own, which do not."""

from typing import Literal, Self

from pydantic import field_validator, model_validator

from liminal.settings.clock import Clock, check_clock
from liminal.settings.section import Section, dial

MakerName = Literal["osaka", "tokyo", "yokohama"]
Battery = Literal["full", "half", "empty"]

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:.-/'+ "  # that character generators have, besides marks of their own
LONGEST = 28  # letters of a line, between what televisions cut off


class DisplaySettings(Section):
    """The `display` table of a preset. All of it is off until asked for."""

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
    title: str | None = dial(None, "a line of capitals that somebody wrote with the camera's titler", max_length=24)

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
        """What the clock shows at the start."""
        return None if self.date is None else Clock.of(self.date)


def check_display_date(date: str) -> str:
    """Return what a display's clock is set to; raises ValueError where its letters cannot write that."""
    return check_clock(date, LETTERS, LONGEST)
