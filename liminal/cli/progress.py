"""Progress on the terminal: a bar that says how far a film is, and how fast against its own length."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from rich.console import Console
from rich.progress import BarColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.text import Text

from liminal.api.report import Progress, Report

_TELLING = 0.1  # of the work: with less of it done, the time left cannot be told
_ENDINGS = ("SIGTERM", "SIGHUP", "SIGBREAK")  # as far as the system has them; the last is that of Windows' consoles


class Pace(ProgressColumn):
    """How many seconds of film are made in a second, e.g. "1.4 x real time"; of what is no film, how many a second."""

    def render(self, task: Task) -> Text:
        """Write the pace of the last moments, or of the whole once it is done."""
        speed, rate = task.finished_speed or task.speed, task.fields["rate"]
        if speed and rate is None:
            return Text(f"{speed:.1f}/s", style="progress.data.speed")
        return Text(f"{speed / rate:.1f} x real time" if speed else "", style="progress.data.speed")


class TimeLeft(TimeRemainingColumn):
    """How long the rest will take; nothing before enough is done to tell."""

    def render(self, task: Task) -> Text:
        """Write hours, minutes and seconds; the time it took once it is done."""
        share = task.fields["share"]
        if task.finished or share is None:
            return super().render(task)
        if share < _TELLING or task.elapsed is None:
            return Text("-:--:--", style="progress.remaining")
        minutes, seconds = divmod(round(task.elapsed * (1 - share) / share), 60)
        return Text(f"{minutes // 60}:{minutes % 60:02}:{seconds:02}", style="progress.remaining")


@contextmanager
def reporting() -> Iterator[Report]:
    """Give a report whose lines go to standard error, and whose progress is shown as a bar on a terminal alone."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.completed:.0f} {task.fields[unit]}"),
        BarColumn(),
        Pace(),
        TimeLeft(elapsed_when_finished=True),
    )
    bar = Bar(*columns, console=console, disable=not sys.stderr.isatty())

    def show(progress: Progress) -> None:
        if not bar.task_ids:
            bar.add_task("", total=progress.total, unit=progress.unit, rate=progress.rate, share=progress.share)
            bar.start()
        bar.update(bar.task_ids[0], completed=progress.done, share=progress.share)

    def say(text: str) -> None:
        console.print(f"liminal: {text}", markup=False, highlight=False, soft_wrap=True)

    try:
        yield Report(show, lambda text: say(f"warning: {text}"), say)
    finally:
        bar.stop()


def heed_termination() -> None:
    """Leave as on Ctrl-C when the process or its terminal is ended, so that no part of a file is left behind."""
    for name in _ENDINGS:
        number = getattr(signal, name, None)
        # The parent process may have set the signal to be ignored, as nohup does.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _leave)


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)
