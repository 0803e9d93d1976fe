"""Songs: sound without pictures of its own, beside which a picture can be held."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av

from liminal.closing import Closing
from liminal.errors import LiminalError
from liminal.footage.demuxer import SoundInput
from liminal.footage.field_clock import TimedPicture
from liminal.footage.image_sequence import ImageSequence
from liminal.footage.mp3_tag import without_tags
from liminal.footage.packet_reader import Packet, PacketReader
from liminal.footage.recording import Picture, Warn, check_end
from liminal.footage.sound_remuxer import open_sound, stated_seconds
from liminal.footage.stream_choice import only_sound
from liminal.footage.stream_length import seconds_of


class Song(Closing):
    """A recording of sound. Its own pictures, such as a cover, are not shown."""

    moving = True

    def __init__(self, path: Path, warn: Warn, *, picture: Path | None = None, partial: bool = False) -> None:
        """`picture`: held as long as the sound lasts. `partial`: accept sound shorter than stated.

        Raises LiminalError for a file that cannot be read, or holds a film.
        """
        self.name = str(path)
        self.paths = [path] if picture is None else [path, picture]
        self._warn, self._partial = warn, partial
        recording, stream = open_sound(path)
        with recording:
            if not only_sound(recording):
                raise LiminalError(f"{path} holds pictures of its own: leave --picture out")
            self.seconds = seconds_of(stream)
            start = stream.start_time or 0
            self._origin = start * stream.time_base if stream.time_base else Fraction(0)
        self._picture: Picture | None = None
        if picture is not None:
            held = ImageSequence([picture], str(picture), Fraction(1), warn).pictures()
            self._picture = next(iter(held)).picture

    def sound(self) -> SoundInput:
        """Open the sound."""
        recording, stream = open_sound(self.paths[0])
        packets: Iterator[Packet] = PacketReader(recording, [stream], False, lambda event, time: None)
        if recording.format.name == "mp3":
            packets = without_tags(packets)
        return SoundInput(self.name, recording, stream, packets, self._origin)

    def pictures(self, start: float = 0.0) -> Iterator[TimedPicture[Picture]]:
        """Yield the held picture, at any `start`. Raises LiminalError if there is none, or the sound ends early."""
        if self._picture is None:
            raise LiminalError(f"cannot show {self.name}: it holds only sound")
        with self.sound() as sound:
            end = self._end(sound.packets)
            stated = stated_seconds(sound)
        check_end(self.name, end, stated, self._partial, self._warn)
        yield TimedPicture(self._picture, end)

    def _end(self, packets: Iterator[Packet]) -> float:
        """Return the end of the last packet of sound, s: the stated length may be a guess."""
        end = 0.0
        while True:
            try:
                packet = next(packets, None)
            except (av.FFmpegError, OSError):
                packet = None  # cut off: the rest has been read
            if packet is None:
                return end
            if packet.pts is not None and packet.time_base is not None:
                end = max(end, float((packet.pts + (packet.duration or 0)) * packet.time_base) - float(self._origin))

    def stop(self) -> None:
        """Do nothing: reading never waits."""

    def close(self) -> None:
        """Do nothing: no file is held open."""
