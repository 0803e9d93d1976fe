"""Captions: which words stand where in the picture, at a time."""

from dataclasses import dataclass

from liminal.settings.clock import Clock, Date, TimeOfDay
from liminal.settings.display import DisplaySettings, MakerName
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
    settings: DisplaySettings, speed: TapeSpeed, time: float, now: Clock | None = None
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
        lines = _clock_lines(settings, now or settings.clock.later(int(time)), on)
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


def _clock_lines(settings: DisplaySettings, now: Clock, on: bool) -> list[str]:
    """Time and date as the maker writes them, one above the other; `on`: whether what flashes is on."""
    if not (settings.show_date or settings.show_time):
        return []
    time = _time_line(settings.maker, now.time) if now.time else now.text.upper()
    if now.flashes and not on:
        time = " " * len(time)
    if now.date is None:
        return [time]
    date = _date_line(settings.maker, now.date)
    return [time] * (settings.show_time and time != "") + [date] * (settings.show_date or time == "")


def _time_line(maker: MakerName, time: TimeOfDay) -> str:
    hour, half = (time.hour + 11) % 12 + 1, "AM" if time.hour < 12 else "PM"
    if maker == "osaka":
        return f"{hour:2d}:{time.minute:02d}{half}"
    if maker == "tokyo":
        return f"{hour}:{time.minute:02d}:{time.second:02d} {half}"
    return f"{half} {hour:2d}:{time.minute:02d}"


def _date_line(maker: MakerName, date: Date) -> str:
    """A month that has no name is a figure."""
    year, month, day = date
    name = _MONTHS[month - 1] if 1 <= month <= len(_MONTHS) else f"{month:2d}"
    if maker == "osaka":
        return f"{name}.{day:2d}.{year:04d}"
    if maker == "tokyo":
        return f"{month} {day} {year:04d}"
    return f"{name}.{day:02d}.'{year % 100:02d}"


def _counter(time: float) -> str:
    seconds = int(time)
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
