"""The packet reader: a container's packets in the order of the file, with stamps that run on."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from math import inf
from typing import Any

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.format import Flags
from av.video.stream import VideoStream

from liminal.footage.packet_clock import HELD_BACK, PacketClock, Stamp
from liminal.rate import FRAME_RATE

Packet = Any  # av.Packet of a picture or of sound; PyAV's own type asks which at every step
Stream = VideoStream | AudioStream

_AHEAD_PACKETS, _AHEAD_BYTES = 1000, 1 << 26  # read ahead at most, to find out what has become of the clock
_RATE_MOST = 1000  # Hz: what is beyond was not meant as a rate of pictures
_BEGINNING = 2.0  # s of the pictures within which sound that begins before them turns up

# By how many s the clock of all streams jumps ahead where recordings were joined. A broadcast says its time every 0.7 s
# (ISO/IEC 13818-1), and FFmpeg takes 10 s for the formats whose clock may start anew; others may well pause.
_JOIN_AHEAD_BROADCAST = 10.0
_JOIN_AHEAD = 300.0

_REORDERED_MOST = 1.0  # s from when a picture is decoded to when it is shown, beyond what decoders hold back


class PacketReader(Iterator[Packet]):
    """Yields the packets of some streams, the empty ones at the end included. Raises av.FFmpegError as PyAV does."""

    def __init__(
        self, container: InputContainer, streams: Sequence[Stream], patient: bool, tell: Callable[[str, float], None]
    ) -> None:
        """`patient`: what jumps ahead is a pause, however long. `tell`: see `PacketClock`."""
        self._packets = container.demux(*streams)
        self._unread: deque[Packet] = deque()  # read ahead as they are
        self._placed: deque[Packet] = deque()  # and with their new stamps
        self._tell = tell
        joined = _JOIN_AHEAD_BROADCAST if Flags.ts_discont in Flags(container.format.flags) else _JOIN_AHEAD
        self._clock = PacketClock(inf if patient else joined, tell)
        self._units = {each.index: float(each.time_base or 1) for each in streams}  # s
        self._usual = {each.index: _usual_seconds(each) for each in streams}
        self._reordered: dict[int, int] = {}  # units from decoding to showing

    def __next__(self) -> Packet:
        return self._placed.popleft() if self._placed else self._read()[0]

    def beginnings(self, leading: Stream) -> dict[int, float]:
        """Return when each stream begins, in s: all that begin no later than `leading`, if it has pictures at all."""
        begun: dict[int, float] = {}
        first, held = None, 0
        while len(self._placed) < _AHEAD_PACKETS and held < _AHEAD_BYTES and len(begun) < len(self._units):
            try:
                packet, time = self._read()
            except StopIteration:
                break
            self._placed.append(packet)
            held += packet.size
            if time is None or packet.is_discard:
                continue
            begun.setdefault(packet.stream.index, time)
            first = begun.get(leading.index)
            if first is not None and packet.stream is leading and time > first + _BEGINNING:
                break
        return begun

    def reach(self, but: Stream) -> float:
        """Return how far, in s, the streams other than `but` have come."""
        return self._clock.reach(but.index)

    def _read(self) -> tuple[Packet, float | None]:
        """Return the next packet, and when it is shown or heard, in s; None for the empty ones at the end."""
        packet = self._unread.popleft() if self._unread else next(self._packets)
        stamp = self._stamp(packet)
        if stamp is None:
            return packet, None
        if stamp.time is None and packet.pts is not None:
            stamp = self._inferred(stamp)
        placed, unit = self._clock.place(stamp, self._coming), self._units[stamp.stream]
        if stamp.time is not None:
            shift = round((placed - stamp.time) / unit)
            reordered = self._reordering(packet, stamp.seconds, placed)
            if packet.dts is not None:
                packet.dts += shift
            if packet.pts is not None:
                packet.pts = packet.dts + reordered if packet.dts is not None else packet.pts + shift
        elif isinstance(packet.stream, AudioStream):
            packet.pts = packet.dts = round(placed / unit)
        shown = placed if packet.pts is None else packet.pts * unit
        self._clock.show(stamp.stream, shown + stamp.seconds)
        return packet, shown

    def _stamp(self, packet: Packet) -> Stamp | None:
        if packet.dts is None and packet.pts is None and not packet.size:
            return None
        index = packet.stream.index
        unit = self._units[index]
        seconds = packet.duration * unit if packet.duration else self._usual[index]
        time, shown = (None if each is None else each * unit for each in (packet.dts, packet.pts))
        return Stamp(index, time, shown, seconds)

    def _inferred(self, stamp: Stamp) -> Stamp:
        """Complete the stamp of a packet that says only when it is shown: just before that of one that says more."""
        before = stamp.seconds
        for each in islice((each for each in self._coming() if each.stream == stamp.stream), HELD_BACK):
            if each.time is not None:
                return replace(stamp, time=each.time - before)
            before += each.seconds
        return replace(stamp, time=stamp.shown)

    def _coming(self) -> Iterator[Stamp]:
        """Yield the stamps of what follows, reading on where it has not been read."""
        held = 0
        for number in range(_AHEAD_PACKETS):
            if number == len(self._unread):
                packet = next(self._packets, None) if held < _AHEAD_BYTES else None
                if packet is None:
                    return
                self._unread.append(packet)
            packet = self._unread[number]
            held += packet.size
            stamp = self._stamp(packet)
            if stamp is not None:
                yield stamp

    def _reordering(self, packet: Packet, seconds: float, placed: float) -> int:
        """Return from when a picture is decoded to when it is shown, in units; as before where that is not credible."""
        if packet.dts is None or packet.pts is None:
            return 0
        index, unit = packet.stream.index, self._units[packet.stream.index]
        reordered: int = packet.pts - packet.dts
        before = self._reordered.get(index, 0)
        most = HELD_BACK * seconds + _REORDERED_MOST
        if abs(reordered - before) * unit > most:
            # What is shown after a pause may have been decoded before it.
            after = islice((each for each in self._coming() if each.stream == index), HELD_BACK)
            reached = max((each.time for each in after if each.time is not None), default=packet.dts * unit)
            if not packet.dts * unit - most < packet.pts * unit < reached + most:
                self._tell("damage", placed)
                return before
        self._reordered[index] = reordered
        return reordered


def usual_rate(stream: VideoStream) -> Fraction:
    """Return how many pictures a second there are where they do not say themselves how long they last."""
    known = (stream.average_rate, stream.guessed_rate)
    return next((rate for rate in known if rate and rate <= _RATE_MOST), FRAME_RATE)


def _usual_seconds(stream: Stream) -> float:
    """Return how long a packet lasts, in s, where it does not say; 0 for sound, whose packets are short."""
    return float(1 / usual_rate(stream)) if isinstance(stream, VideoStream) else 0.0
