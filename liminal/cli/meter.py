"""The meter: a bar that says how far a film is, and how fast against its own length."""

import signal
import sys
from types import FrameType

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

_ENDINGS = ("SIGTERM", "SIGHUP", "SIGBREAK")  # as far as the system has them; the last is that of Windows' consoles


class Pace(ProgressColumn):
    """How many seconds of film are made in a second, e.g. "1.4 x real time"."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self._rate = rate  # frames a second

    def render(self, task: Task) -> Text:
        """Write the pace of the last moments, or of the whole once it is done."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed / self._rate:.1f} x real time" if speed else "", style="progress.data.speed")


def meter(rate: float, unit: str = "frames") -> Progress:
    """Make a bar on the terminal that counts frames or other units, `rate` a second, on a terminal alone."""
    return Progress(
        TextColumn(f"{{task.completed:.0f}} {unit}"),
        BarColumn(),
        Pace(rate),
        TimeRemainingColumn(elapsed_when_finished=True),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
    )


def heed_termination() -> None:
    """Leave as on Ctrl-C when the process or its terminal is ended, so that no part of a file is left behind."""
    for name in _ENDINGS:
        number = getattr(signal, name, None)
        # What starts us may have asked for deafness, as nohup does.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _leave)


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)
