"""Captions: which words stand where in the picture, at a time."""

from calendar import monthrange
from dataclasses import dataclass

from liminal.settings.display import DisplaySettings
from liminal.settings.photo import Taken
from liminal.settings.tape import TapeSpeed

COLUMNS, ROWS = 32, 13  # letters across and down the whole picture
EDGE = 2, 1  # letters kept free at its sides, rows at top and bottom: what televisions of the time cut off
BLINK = 1.0  # s, for being on and off once
PLAY_SHOWN = 5.0  # s that a deck writes PLAY when it starts

_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_BATTERIES = {"full": "█", "half": "▄", "empty": "□"}


@dataclass(frozen=True)
class Caption:
    """A text, and the column and row of its first letter."""

    text: str
    column: int
    row: int


def camera_captions(
    settings: DisplaySettings, speed: TapeSpeed, time: float, now: Taken | None = None
) -> list[Caption]:
    """What the camera writes into its picture at a time, seconds of tape. `now`: what its clock shows, if it jumped."""
    on = time % BLINK < BLINK / 2
    left, right, bottom = EDGE[0], COLUMNS - EDGE[0], ROWS - EDGE[1] - 1
    written: list[Caption] = []
    if settings.rec:
        written.append(Caption("● REC", left, EDGE[1]) if on else Caption("  REC", left, EDGE[1]))
    if settings.speed:
        written.append(Caption(speed.upper(), left + 7, EDGE[1]))
    if settings.battery and (on or settings.battery != "empty"):
        written.append(Caption(_BATTERIES[settings.battery], right - 1, EDGE[1]))
    if settings.counter:
        text = _counter(time)
        written.append(Caption(text, right - 2 - len(text), EDGE[1]))
    if settings.manual:
        written += [Caption("MF", left, EDGE[1] + 2), Caption("BL", left, EDGE[1] + 3)]
    if settings.title:
        written.append(Caption(settings.title.upper(), (COLUMNS - len(settings.title)) // 2, ROWS // 2 + 2))
    if settings.clock is not None:
        lines = _date_lines(settings, now or later(settings.clock, int(time)))
        for row, line in enumerate(lines):
            at_right = settings.maker == "tokyo"
            column = right - len(line) if at_right else left
            written.append(Caption(line, column, bottom - len(lines) + 1 + row))
    return written


def deck_captions(settings: DisplaySettings, speed: TapeSpeed, time: float) -> list[Caption]:
    """What the deck writes over the tape's picture at a time, seconds since it plays."""
    if not settings.deck:
        return []
    written = [Caption(f"{speed.upper()} {_counter(time)}", COLUMNS - EDGE[0] - 10, EDGE[1])]
    if time < PLAY_SHOWN:
        written.append(Caption("PLAY ▶", EDGE[0], EDGE[1]))
    return written


def _date_lines(settings: DisplaySettings, now: Taken) -> list[str]:
    """Time and date as the maker writes them, one above the other."""
    hour, half = (now.hour + 11) % 12 + 1, "AM" if now.hour < 12 else "PM"
    month = _MONTHS[now.month - 1]
    if settings.maker == "osaka":
        time, date = f"{hour:2d}:{now.minute:02d}{half}", f"{month}.{now.day:2d}.{now.year}"
    elif settings.maker == "tokyo":
        time, date = f"{hour}:{now.minute:02d}:{now.second:02d} {half}", f"{now.month} {now.day} {now.year}"
    else:
        time, date = f"{half} {hour:2d}:{now.minute:02d}", f"{month}.{now.day:02d}.'{now.year % 100:02d}"
    return [time] * settings.show_time + [date] * settings.show_date


def _counter(time: float) -> str:
    seconds = int(time)
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def later(start: Taken, seconds: int) -> Taken:
    """What a clock shows that many seconds (up to some days) after it showed `start`."""
    days, rest = divmod((start.hour * 60 + start.minute) * 60 + start.second + seconds, 86400)
    year, month, day = start.year, start.month, start.day
    for _ in range(days):
        day += 1
        if day > monthrange(year, month)[1]:
            year, month, day = (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)
    return Taken(year, month, day, rest // 3600, rest // 60 % 60, rest % 60)
