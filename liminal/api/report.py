"""Reports: progress, warnings and notes of a long job while it lasts."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from liminal.rate import FRAME_RATE

Item = TypeVar("Item")


@dataclass(frozen=True)
class Progress:
    """How far a job is. `total`: None where it is not known. `rate`: how many `unit` make a second of the film, if any.

    `share`: of the work, 0 to 1, where some units take longer than others; None where all take about as long.
    """

    done: int
    total: int | None
    unit: str = "frames"
    rate: float | None = float(FRAME_RATE)
    share: float | None = None


def _ignore(word: object) -> None:
    """Say nothing."""


@dataclass(frozen=True)
class Report:
    """The callbacks of a long job, called in the thread that the job was called from.

    `progress`: first when the work begins, and whenever more is done. `warn`: with a line about a fault.
    `note`: with a line about anything made otherwise than asked for, or left for later.
    """

    progress: Callable[[Progress], None] = _ignore
    warn: Callable[[str], None] = _ignore
    note: Callable[[str], None] = _ignore

    def track(
        self, items: Iterable[Item], total: int | None, unit: str = "frames", rate: float = float(FRAME_RATE)
    ) -> Iterator[Item]:
        """Yield items, and report after each that it has been dealt with."""
        self.progress(Progress(0, total, unit, rate))
        for done, item in enumerate(items, 1):
            yield item
            self.progress(Progress(done, total, unit, rate))


QUIET = Report()
