"""The packet reader: a container's packets in the order of the file, with continuous stamps."""

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

Packet = Any  # av.Packet of a picture or of sound; PyAV's own type would need a check for which at every use
Stream = VideoStream | AudioStream

_AHEAD_PACKETS, _AHEAD_BYTES = 1000, 1 << 26  # read ahead at most, to judge the clock
_RATE_MOST = 1000  # Hz: the highest credible rate of pictures
_BEGINNING = 2.0  # s of pictures within which earlier sound is interleaved

# Jump ahead of the clock of all streams at a join of recordings, s. A broadcast states its time every 0.7 s
# (ISO/IEC 13818-1), and FFmpeg takes 10 s for formats whose clock may start anew; others may have long pauses.
_JOIN_AHEAD_BROADCAST = 10.0
_JOIN_AHEAD = 300.0

_REORDERED_MOST = 1.0  # s from decoding to presentation of a picture, beyond the decoder's reordering delay


class PacketReader(Iterator[Packet]):
    """Yields the packets of some streams, the empty ones at the end included. Raises av.FFmpegError as PyAV does."""

    def __init__(
        self, container: InputContainer, streams: Sequence[Stream], patient: bool, tell: Callable[[str, float], None]
    ) -> None:
        """`patient`: any jump ahead is a pause. `tell`: see `PacketClock`."""
        self._packets = container.demux(*streams)
        self._unread: deque[Packet] = deque()  # read ahead as they are
        self._placed: deque[Packet] = deque()  # and with their new stamps
        self._tell = tell
        joined = _JOIN_AHEAD_BROADCAST if Flags.ts_discont in Flags(container.format.flags) else _JOIN_AHEAD
        self._clock = PacketClock(inf if patient else joined, tell)
        self._units = {each.index: float(each.time_base or 1) for each in streams}  # s
        self._usual = {each.index: _usual_seconds(each) for each in streams}
        self._reordered: dict[int, int] = {}  # from decoding to presentation, in units of the stream

    def __next__(self) -> Packet:
        return self._placed.popleft() if self._placed else self._read()[0]

    def beginnings(self, leading: Stream) -> dict[int, float]:
        """Return the beginning of each stream, s: of all that begin no later than `leading`."""
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
        """Return the farthest end of the streams other than `but`, s."""
        return self._clock.reach(but.index)

    def _read(self) -> tuple[Packet, float | None]:
        """Return the next packet, and its presentation time, s; None for the empty ones at the end."""
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
        presented = placed if packet.pts is None else packet.pts * unit
        self._clock.present(stamp.stream, presented + stamp.seconds)
        return packet, presented

    def _stamp(self, packet: Packet) -> Stamp | None:
        if packet.dts is None and packet.pts is None and not packet.size:
            return None
        index = packet.stream.index
        unit = self._units[index]
        seconds = packet.duration * unit if packet.duration else self._usual[index]
        time, presented = (None if each is None else each * unit for each in (packet.dts, packet.pts))
        return Stamp(index, time, presented, seconds)

    def _inferred(self, stamp: Stamp) -> Stamp:
        """Infer a missing decoding time from the next one stated in the stream."""
        before = stamp.seconds
        for each in islice((each for each in self._coming() if each.stream == stamp.stream), HELD_BACK):
            if each.time is not None:
                return replace(stamp, time=each.time - before)
            before += each.seconds
        return replace(stamp, time=stamp.presented)

    def _coming(self) -> Iterator[Stamp]:
        """Yield the stamps of the packets that follow, reading ahead within limits."""
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
        """Return the delay from decoding to presentation, in units of the stream; the last one if not credible."""
        if packet.dts is None or packet.pts is None:
            return 0
        index, unit = packet.stream.index, self._units[packet.stream.index]
        reordered: int = packet.pts - packet.dts
        before = self._reordered.get(index, 0)
        most = HELD_BACK * seconds + _REORDERED_MOST
        if abs(reordered - before) * unit > most:
            # Pictures presented after a pause may be decoded before it.
            after = islice((each for each in self._coming() if each.stream == index), HELD_BACK)
            reached = max((each.time for each in after if each.time is not None), default=packet.dts * unit)
            if not packet.dts * unit - most < packet.pts * unit < reached + most:
                self._tell("damage", placed)
                return before
        self._reordered[index] = reordered
        return reordered


def usual_rate(stream: VideoStream) -> Fraction:
    """Return the rate of pictures without a duration of their own, Hz."""
    rates = (stream.average_rate, stream.guessed_rate)
    return next((rate for rate in rates if rate and rate <= _RATE_MOST), FRAME_RATE)


def _usual_seconds(stream: Stream) -> float:
    """Return the duration of a packet without one of its own, s; 0 for sound, whose packets are short."""
    return float(1 / usual_rate(stream)) if isinstance(stream, VideoStream) else 0.0
