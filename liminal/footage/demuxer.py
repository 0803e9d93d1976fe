"""The demuxer: a recording's packets of pictures and of sound, read independently and kept in step."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from threading import Lock

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.stream import VideoStream

from liminal.closing import Closing
from liminal.errors import LiminalError
from liminal.footage.media_input import MediaInput
from liminal.footage.packet_reader import Packet, PacketReader

QUEUE_MOST = 1 << 28  # bytes of a pipe that are queued for one stream while another is read
_LEAD_MOST = 0.1  # s: sound that begins less before the pictures is priming and dropped


@dataclass
class SoundInput(Closing):
    """A recording's sound. `origin`: the time of its packets, in s, that is the recording's 0."""

    name: str  # of the recording, for messages
    container: InputContainer
    stream: AudioStream
    packets: Iterator[Packet]
    origin: Fraction
    shared: bool = False  # whether the container belongs to the pictures, too

    def close(self) -> None:
        """Close the container if it was opened for the sound alone."""
        if not self.shared:
            self.container.close()


class Demuxer(Closing):
    """Reads a file twice, for its pictures and for its sound, and a pipe once for both.

    `origin`: the time of the packets, in s, that is the recording's 0: where its pictures begin, or sound well before.
    """

    def __init__(
        self,
        source: MediaInput,
        pictures: VideoStream,
        sound: AudioStream | None,
        patient: bool,
        tell: Callable[[str, float], None],
    ) -> None:
        """`pictures`, `sound`: streams of `source`, which is closed with it. `patient`: see `PacketReader`.

        `tell` receives the reader's events and their times, in s of the recording.
        """
        self._source, self._pictures, self._sound, self._patient = source, pictures, sound, patient
        self._begun, self._tell = False, tell
        streams: list[VideoStream | AudioStream] = [pictures, sound] if sound else [pictures]
        self._reader = PacketReader(source.container, streams, patient, self._tell_event)
        begun = self._reader.beginnings(pictures)
        start = begun.get(pictures.index, 0.0)
        lead = begun.get(sound.index, start) if sound else start
        self.origin = lead if lead < start - _LEAD_MOST else start
        self._begun = True
        self._lock = Lock()
        self._waiting: dict[int, deque[Packet]] = {pictures.index: deque()}
        self._held = 0  # bytes queued
        self._ended = False
        self._failure: Exception | None = None  # still to be raised in the pictures

    def pictures(self) -> Iterator[Packet]:
        """Yield the packets of pictures. Raises av.FFmpegError, OSError where the recording cannot be read further."""
        return self._taken(self._pictures.index)

    def sound(self) -> SoundInput | None:
        """Open the sound, to be read beside the pictures; called before these. Return None if there is none."""
        if self._sound is None:
            return None
        origin = Fraction(self.origin).limit_denominator(1_000_000)
        if self._source.once:
            self._waiting[self._sound.index] = deque()
            packets = self._taken(self._sound.index)
            return SoundInput(self._source.name, self._source.container, self._sound, packets, origin, shared=True)
        again = MediaInput(self._source.path)
        streams = again.container.streams
        pictures, sound = streams[self._pictures.index], streams[self._sound.index]
        assert isinstance(pictures, VideoStream)
        assert isinstance(sound, AudioStream)
        reader = PacketReader(again.container, [pictures, sound], self._patient, lambda kind, time: None)
        packets = (packet for packet in reader if packet.stream is sound)
        return SoundInput(again.name, again.container, sound, packets, origin)

    def sound_reach(self) -> float:
        """Return the end of the sound that has been read, in s of the recording."""
        return self._reader.reach(self._pictures) - self.origin

    def _tell_event(self, event: str, time: float) -> None:
        self._tell(event, time - self.origin if self._begun else 0.0)

    def _taken(self, index: int) -> Iterator[Packet]:
        while (packet := self._take(index)) is not None:
            yield packet

    def _take(self, index: int) -> Packet | None:
        """Return the next packet of a stream; packets of the other one on the way are queued."""
        with self._lock:
            mine = self._waiting[index]
            while not mine:
                packet = None if self._ended else self._read()
                if packet is None:
                    self._ended = True
                    if index == self._pictures.index and self._failure is not None:
                        failure, self._failure = self._failure, None
                        raise failure
                    return None
                if packet.stream.index in self._waiting:
                    self._waiting[packet.stream.index].append(packet)
                    self._held += packet.size
                    if self._held > QUEUE_MOST:
                        self._ended = True
                        raise LiminalError(
                            f"cannot play {self._source.name} as it comes: its sound is more than {QUEUE_MOST >> 20} "
                            "MB away from its pictures; write it to a file first, or give --silent"
                        )
            packet = mine.popleft()
            self._held -= packet.size
            return packet

    def _read(self) -> Packet | None:
        try:
            return next(self._reader, None)
        except (av.FFmpegError, OSError) as error:
            self._failure = error
            return None

    def close(self) -> None:
        """Close the recording; a thread that still reads finds its end."""
        self._source.stop()
        with self._lock:
            self._ended = True
            self._source.close()
