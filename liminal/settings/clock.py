"""The clock of a camera: it shows its setting, even an impossible date, and goes on from there."""

import re
from calendar import monthrange
from typing import NamedTuple, Self

from liminal.settings.text_file import quoted

_DATE = r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
_TIME = r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(:(?P<second>[0-5]\d))?"
_SET = re.compile(rf"({_DATE})?[ T]?({_TIME}|(?P<unset>--:--(:--)?))?")
# Settings of a clock that was never set. It flashes.
_NEVER_SET = re.compile(r"[-:. ]*|(AM )?12:00( ?AM)?", re.IGNORECASE)

_DAY = 86_400  # s


class Date(NamedTuple):
    """Year of four digits, month and day of two: any digits, not only those of real dates."""

    year: int
    month: int
    day: int


class TimeOfDay(NamedTuple):
    """Hour (0 to 23), minute and second."""

    hour: int
    minute: int
    second: int


class Clock(NamedTuple):
    """The display of a camera's clock, without time zone: a date, a time of day, both, or a `text`.

    A `text` replaces the time of day beside a date, and both without one; then the clock stands still.
    """

    date: Date | None
    time: TimeOfDay | None
    text: str = ""

    @classmethod
    def of(cls, setting: str) -> Self:
        """Read a setting: "1996-09-23 19:42:07", either half of that, a time of day of "--:--", or any other text."""
        found = _SET.fullmatch(setting)
        if found is None or not found[0].strip() or (found["unset"] and not found["year"]):
            return cls(None, None, setting)
        date = Date(int(found["year"]), int(found["month"]), int(found["day"])) if found["year"] else None
        time = TimeOfDay(int(found["hour"]), int(found["minute"]), int(found["second"] or 0)) if found["hour"] else None
        return cls(date, time, found["unset"] or "")

    @property
    def flashes(self) -> bool:
        """Whether it flashes, as a clock that was never set."""
        return bool(self.text) and _NEVER_SET.fullmatch(self.text) is not None

    @property
    def is_real(self) -> bool:
        """Whether it shows a calendar date (year 1 to 9999) and a time of day."""
        if self.date is None or self.time is None:
            return False
        year, month, day = self.date
        return year > 0 and 1 <= month <= 12 and 1 <= day <= _days(year, month)

    def later(self, seconds: int) -> Self:
        """Return its display `seconds` later; a date without a time counts from midnight.

        An impossible day is followed by the first of the next month, and an impossible month by the next January. A
        text stands still.
        """
        if self.text:
            return self
        hour, minute, second = self.time or (0, 0, 0)
        days, rest = divmod((hour * 60 + minute) * 60 + second + seconds, _DAY)
        time = self.time and TimeOfDay(rest // 3600, rest // 60 % 60, rest % 60)
        date = self.date
        for _ in range(days if date else 0):
            assert date is not None
            date = _tomorrow(*date)
        return self._replace(date=date, time=time)


def check_clock(setting: str, letters: str, length: int) -> str:
    """Return a setting unchanged; raises ValueError for a text that is empty, too long, or not of these letters."""
    clock = Clock.of(setting)
    if clock.date or clock.time:
        return setting
    example = 'a date is written as "1996-09-23 19:42:07"'
    text = clock.text.upper()
    if not text.strip() or len(text) > length:
        raise ValueError(f"date is {quoted(setting)}; a text has 1 to {length} letters, and {example}")
    missing = "".join(dict.fromkeys(letter for letter in text if letter not in letters))
    if missing:
        there = f"there is no {quoted(missing)} among its letters, {quoted(letters)}"
        raise ValueError(f"date is {quoted(setting)}, but {there}; {example}")
    return setting


def _tomorrow(year: int, month: int, day: int) -> Date:
    if day < _days(year, month):
        return Date(year, month, day + 1)
    if month < 12:
        return Date(year, month + 1, 1)
    return Date((year + 1) % 10_000, 1, 1)


def _days(year: int, month: int) -> int:
    """Return the number of days of a month; 0 for an impossible month."""
    if not 1 <= month <= 12:
        return 0
    return monthrange(year or 400, month)[1]
