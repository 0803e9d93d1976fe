"""Captions: the texts on screen at a time, and their places in the picture."""

from dataclasses import dataclass

from liminal.settings.clock import Clock, Date, TimeOfDay
from liminal.settings.display import DisplaySettings, MakerName
from liminal.settings.tape import TapeSpeed

COLUMNS, ROWS = 32, 13  # letters across and down the whole picture
EDGE = 2, 1  # letters left free at its sides, rows at top and bottom: the overscan of televisions of the time
BLINK = 1.0  # s: period of flashing captions
PLAY_SHOWN = 5.0  # s: duration of the caption PLAY

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
    """The camera's captions at a time, seconds of tape. `now`: the time of its clock, if it has been set anew."""
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
    """The deck's captions over the tape's picture at a time, seconds from the beginning of playback."""
    if not settings.deck:
        return []
    written = [Caption(f"{speed.upper()} {_counter(time)}", COLUMNS - EDGE[0] - 10, EDGE[1])]
    if time < PLAY_SHOWN:
        written.append(Caption("PLAY ▶", EDGE[0], EDGE[1]))
    return written


def _clock_lines(settings: DisplaySettings, now: Clock, on: bool) -> list[str]:
    """Time and date in the maker's format, one above the other; `on`: the state of flashing captions."""
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
    """The date in the maker's format; a month number without a name is written as a figure."""
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
