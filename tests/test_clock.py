"""The camera's clock: it keeps time as a calendar does, and goes on where no calendar could."""

import datetime

import pytest

from liminal.settings.clock import Clock
from liminal.settings.load import load_preset, revive_preset


@pytest.mark.parametrize("start", [(1991, 7, 4, 23, 59, 58), (1996, 2, 28, 12, 0, 0), (1999, 12, 31, 23, 0, 0)])
def test_a_clock_that_is_set_keeps_time(start: tuple[int, int, int, int, int, int]) -> None:
    """As Python's own calendar does, over midnight, leap days and new year."""
    for seconds in (0, 1, 2, 59, 3600, 86_399, 86_400, 200_000):
        expected = datetime.datetime(*start) + datetime.timedelta(seconds=seconds)
        clock = Clock.of(datetime.datetime(*start).isoformat(" "))
        assert clock.is_real
        assert clock.later(seconds) == Clock.of(expected.isoformat(" "))


@pytest.mark.parametrize(
    ("shown", "next_"),
    [
        ("1990-02-29 23:59:59", "1990-03-01 00:00:00"),
        ("1992-02-29 23:59:59", "1992-03-01 00:00:00"),
        ("1990-02-30 23:59:59", "1990-03-01 00:00:00"),
        ("1998-06-31 23:59:59", "1998-07-01 00:00:00"),
        ("1998-12-99 23:59:59", "1999-01-01 00:00:00"),
        ("1998-13-05 23:59:59", "1999-01-01 00:00:00"),
        ("0000-00-00 23:59:59", "0000-01-01 00:00:00"),
        ("1998-05-00 23:59:59", "1998-05-01 00:00:00"),
        ("9999-12-31 23:59:59", "0000-01-01 00:00:00"),
        ("1990-02-29 23:59:58", "1990-02-29 23:59:59"),
        ("23:59:59", "00:00:00"),
    ],
)
def test_a_day_that_no_calendar_has_is_followed_by_one_that_it_has(shown: str, next_: str) -> None:
    assert Clock.of(shown).later(1) == Clock.of(next_)
    assert Clock.of(shown).later(0) == Clock.of(shown)


def test_a_date_by_itself_goes_on_at_midnight() -> None:
    assert Clock.of("1990-02-29").later(86_399) == Clock.of("1990-02-29")
    assert Clock.of("1990-02-29").later(86_400) == Clock.of("1990-03-01")
    assert Clock.of("1990-02-28").later(86_400) == Clock.of("1990-03-01")


@pytest.mark.parametrize(
    "text", ["--:--", "-- --", "12:00 AM", "1990-02-29 --:--", "tape 4", "1990-02-29 25:00", "---"]
)
def test_what_is_no_time_stands_still(text: str) -> None:
    clock = Clock.of(text)
    assert clock.later(1_000_000) == clock
    assert not clock.is_real
    assert clock.text in text


def test_ways_to_write_the_same() -> None:
    assert Clock.of("1996-09-23T19:42") == Clock.of("1996-9-23 19:42:00")
    for written in ("1996-09-23 19:42:07", '"1996-09-23 19:42:07"', "1996-09-23T19:42:07"):
        assert load_preset(overrides=[f"display.date={written}"]).display.clock == Clock.of("1996-09-23 19:42:07")
    for written in ("1990-02-29", "1996-09-23", "19:42", "19:42:07", "--:--"):
        assert load_preset(overrides=[f"display.date={written}"]).display.clock == Clock.of(written)


def test_a_recipe_keeps_what_the_clock_was_set_to() -> None:
    for date in ("1990-02-29 23:59:59", "--:--", "SURVEY 4"):
        tables = load_preset(overrides=[f'display.date="{date}"']).model_dump(mode="json", exclude_none=True)
        assert revive_preset(tables, (), "tape.mp4").display.date == date
