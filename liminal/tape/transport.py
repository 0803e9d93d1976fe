"""The transport: the position of the heads on the tape at each frame, and the event that lasts then."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, count, islice
from typing import TypeVar

import numpy as np

from liminal.ntsc import FIELD_RATE
from liminal.settings.tape import TapeSettings, TapeSpeed
from liminal.settings.transport import TransportEvent

T = TypeVar("T")

FRAME_RATE = FIELD_RATE / 2  # Hz

# A track is 97 mm long; the tape, which moves along it at 33.35 mm/s (SP, SMPTE 32M), passes the drum in this time.
DRUM_PASSAGE: dict[TapeSpeed, float] = {"sp": 2.9, "lp": 5.8, "ep": 8.7}  # s


@dataclass(frozen=True)
class TransportState:
    """The state of the transport at one frame: the event that lasts, and the seconds since it began."""

    event: TransportEvent
    elapsed: float

    @property
    def progress(self) -> float:
        """From 0 at the beginning of the event to 1 at its end."""
        return self.elapsed / self.event.seconds


def source_frame(settings: TapeSettings, frame: int) -> int:
    """Return the number of the recorded frame that is shown at frame number `frame` of the playback.

    A pause holds it, a search or a rewind moves it; afterwards the tape plays on from its new position. It is never
    negative, and may be past the end of the recording. Without a tape it is the number itself.
    """
    delay = 0.0  # frames
    if settings.format is None:
        return frame
    for event in settings.transport:
        first, last = _span(event)
        delay += (1 - speed_of(event)) * min(max(frame - first, 0), last - first)
    return max(0, int(np.floor(frame - delay)))


def first_source(settings: TapeSettings, first: int) -> int:
    """Return the number of the first recorded frame that a playback needs from its frame `first` on."""
    last = _span(settings.transport[-1])[1] if settings.transport else 0
    # A search past the end shows the last one, which may be that of the playback's own number.
    return min(first, *(source_frame(settings, number) for number in range(first, max(first, last) + 1)))


def played_frames(frames: Iterable[T], settings: TapeSettings, first: int = 0) -> Iterator[T]:
    """Yield the frames of a recording in the order in which its playback shows them: as many as there are.

    `first`: the playback begins with its frame of this number, and `frames` with that of `first_source`. A search past
    the end shows the last one; as many frames as a pause lasts are not reached.
    """
    begun = first_source(settings, first)
    last = _span(settings.transport[-1])[1] if settings.transport else 0
    sources = [source_frame(settings, number) for number in range(last + 1)]
    # From each number on, the earliest frame that is still to be shown: earlier ones are dropped.
    earliest = list(accumulate(reversed(sources), min))[::-1]
    kept: dict[int, T] = {}
    arriving = enumerate(frames, begun)
    arrived = begun
    for number in count(first):
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
    """The speed of the tape in an event, relative to normal playback; negative backwards."""
    return {"pause": 0.0, "search": event.speed, "rewind": -event.speed}.get(event.kind, 1.0)


def transport_state(events: Sequence[TransportEvent], frame: int) -> TransportState | None:
    """Find the state of the transport at a frame of the playback; None while the tape just plays."""
    for event in events:
        first, last = _span(event)
        if first <= frame < last:
            return TransportState(event, (frame - first) / FRAME_RATE)
    return None


def seconds_recorded(events: Sequence[TransportEvent], frame: int) -> float | None:
    """Seconds since the last recording began; None before any."""
    starts = [_span(event)[0] for event in events if event.kind == "record"]
    begun = [start for start in starts if start <= frame]
    return (frame - begun[-1]) / FRAME_RATE if begun else None


def _span(event: TransportEvent) -> tuple[int, int]:
    """The first frame of an event, and the first one after it."""
    first = round(event.at * FRAME_RATE)
    return first, max(first + 1, round((event.at + event.seconds) * FRAME_RATE))
