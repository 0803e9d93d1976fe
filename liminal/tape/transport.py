"""The transport: where on the tape the heads are, at each frame, and what is being done to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, count, islice
from typing import TypeVar

import numpy as np

from liminal.settings.tape import TapeSettings
from liminal.settings.transport import TransportEvent
from liminal.tape.standard import FIELD_RATE

T = TypeVar("T")

FRAME_RATE = FIELD_RATE / 2  # Hz


@dataclass(frozen=True)
class Motion:
    """What the transport does at one frame: the event that lasts, and for how many seconds it has lasted."""

    event: TransportEvent
    elapsed: float

    @property
    def progress(self) -> float:
        """From 0 at its beginning to 1 at its end."""
        return self.elapsed / self.event.seconds


def source_frame(settings: TapeSettings, frame: int) -> int:
    """Return the frame of the recording that is shown at frame number `frame` of its playback.

    A pause holds it, a search or a rewind runs through it; afterwards the tape goes on from where it was left. It is
    never negative, and may be past the end of what somebody has recorded. Without a tape it is the frame itself.
    """
    behind = 0.0
    if settings.format is None:
        return frame
    for event in settings.transport:
        first, last = _span(event)
        behind += (1 - speed_of(event)) * min(max(frame - first, 0), last - first)
    return max(0, int(np.floor(frame - behind)))


def shown(frames: Iterable[T], settings: TapeSettings) -> Iterator[T]:
    """Yield what a playback of frames shows of them, one after the other: as many as there are.

    A search that runs past the end shows the last one; what a pause puts off is never reached.
    """
    last = _span(settings.transport[-1])[1] if settings.transport else 0
    sources = [source_frame(settings, number) for number in range(last + 1)]
    # From each number on, the earliest frame that is still to be shown: what came before it can go.
    earliest = list(accumulate(reversed(sources), min))[::-1]
    kept: dict[int, T] = {}
    arriving = enumerate(frames)
    arrived = 0
    for number in count():
        source = source_frame(settings, number)
        for index, frame in islice(arriving, max(0, max(number, source) + 1 - arrived)):
            kept[index], arrived = frame, index + 1
        if number >= arrived:
            return
        yield kept[min(source, arrived - 1)]
        needed = min(earliest[number] if number <= last else source, arrived - 1)
        for index in range(min(kept), needed):
            del kept[index]


def speed_of(event: TransportEvent) -> float:
    """How fast the tape runs, against playing."""
    return {"pause": 0.0, "search": event.speed, "rewind": -event.speed}.get(event.kind, 1.0)


def motion(settings: TapeSettings, frame: int) -> Motion | None:
    """Find what is going on at a frame of the playback; None while the tape just plays."""
    for event in settings.transport:
        first, last = _span(event)
        if first <= frame < last:
            return Motion(event, (frame - first) / FRAME_RATE)
    return None


def since_record(settings: TapeSettings, frame: int) -> float | None:
    """Seconds since the newest recording began; None where none did."""
    starts = [_span(event)[0] for event in settings.transport if event.kind == "record"]
    begun = [start for start in starts if start <= frame]
    return (frame - begun[-1]) / FRAME_RATE if begun else None


def _span(event: TransportEvent) -> tuple[int, int]:
    """Its first frame, and the first one after it."""
    first = round(event.at * FRAME_RATE)
    return first, max(first + 1, round((event.at + event.seconds) * FRAME_RATE))
