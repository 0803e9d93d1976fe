"""Recordings: a film that PyAV reads, as pictures with their times, damage skipped."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from pathlib import Path

import av

from liminal.closing import Closing
from liminal.errors import LiminalError
from liminal.footage.deinterlacer import Deinterlacer
from liminal.footage.demuxer import Demuxer, SoundInput
from liminal.footage.field_clock import TimedPicture
from liminal.footage.key_frame import from_key_frame
from liminal.footage.media_input import MediaInput, reason_of
from liminal.footage.packet_reader import Packet, usual_rate
from liminal.footage.picture_decoder import decoder_of
from liminal.footage.pixel_shape import PixelShape
from liminal.footage.stream_choice import pictures_in, sound_beside
from liminal.footage.stream_length import seconds_of
from liminal.rate import FRAME_RATE

Warn = Callable[[str], None]

_END_SLACK = 0.5  # s that the pictures may end before the recording says, as they do where sound goes on
_RUN_UP = 0.5  # s of pictures that are decoded before those wanted, for the deinterlacer
_QUIET = 1.0  # s between two warnings of damage
_STILL_MOST = 600.0  # s that a picture without sound may last, unless `slow`
_STILL_MEAN = 60.0  # s that the pictures of a recording may last on average, unless `slow`

# Warnings about a recording's clock.
_CLOCK_EVENTS = {
    "join": "its clock jumps, as where recordings are joined: what follows is played at once",
    "damage": "a picture or a sound has the wrong time: it is played between its neighbours",
}


@dataclass(frozen=True)
class Picture:
    """A decoded picture. `pixel`: width to height of a pixel; None if unstated."""

    frame: av.VideoFrame
    pixel: Fraction | None


class Recording(Closing):
    """A recording open for reading.

    `name`: for messages. `paths`: its file, none for a pipe. `seconds`: its stated length; None if unstated.
    """

    moving = True

    def __init__(
        self,
        path: Path | None,
        warn: Warn,
        *,
        raw: tuple[int, int, Fraction] | None = None,
        partial: bool = False,
        slow: bool = False,
    ) -> None:
        """Open a file; None is standard input.

        `raw`: width, height and rate of rgb24 pictures without a header. `partial`: accept a recording that ends early.
        `slow`: accept pictures that last for minutes. Raises LiminalError for a recording that cannot be read, has no
        pictures, or, unless `slow`, has pictures that last for minutes.
        """
        self._source = MediaInput(path, raw)
        self.name = self._source.name
        self.paths = [] if self._source.once else [self._source.path] if self._source.path else []
        self._warn, self._partial, self._slow = warn, partial, slow
        self._container = self._source.container
        try:
            self._stream = pictures_in(self._container, self.name)
            self._decoder = decoder_of(self._stream, warn, self.name)
            self._sound = sound_beside(self._container)
            self.seconds = self._length()
            self._clock_events: set[str] = set()
            self._demuxer = Demuxer(self._source, self._stream, self._sound, slow, self._tell_clock)
            self._check_rate()
        except LiminalError:
            self._source.close()
            raise
        self._told = -_QUIET

    def _length(self) -> float | None:
        """Return the stated length of the pictures, s; None if unstated."""
        seconds = seconds_of(self._stream)
        if seconds is not None:
            return seconds
        # The container's length may be that of its sound.
        whole = self._container.duration
        return whole / av.time_base if whole and self._sound is None else None

    def _check_rate(self) -> None:
        rate = self._stream.base_rate
        sound = (seconds_of(self._sound) if self._sound is not None else None) or 0.0
        if rate and 1 / rate > _STILL_MEAN and self.seconds and self.seconds > max(_STILL_MOST, 2 * sound):
            self._refuse_still(float(1 / rate), self.seconds)

    def _refuse_still(self, seconds: float, whole: float) -> None:
        if not self._slow:
            raise LiminalError(
                f"cannot play {self.name}: its pictures stay for {_spell(seconds)}, and it would become "
                f"{_spell(whole)} long, or its rate is damaged; give --slow if it is meant to be so"
            )

    def sound(self) -> SoundInput | None:
        """Open its sound, to be read beside the pictures; called before these. Return None if it has none."""
        return self._demuxer.sound()

    def pictures(self, start: float = 0.0) -> Iterator[TimedPicture[Picture]]:
        """Yield its pictures in the order of their times; damaged ones are left out with a warning.

        What ends long before `start`, s, is not decoded, where key frames allow it.

        Raises LiminalError if none can be decoded, it ends early, or a picture lasts for minutes.
        """
        usual = 1 / usual_rate(self._stream)
        before: tuple[Picture, float] | None = None
        end = 0.0
        for picture in self._pictures(start):
            frame = picture.frame
            begun = (
                end
                if frame.pts is None or frame.time_base is None
                else float(frame.pts * frame.time_base) - self._demuxer.origin
            )
            if before is not None:
                if begun <= before[1]:
                    continue  # time does not run backwards
                self._check_still(before[1], begun)
                yield TimedPicture(before[0], begun)
            before = picture, begun
            end = begun + (
                float(frame.duration * frame.time_base) if frame.duration and frame.time_base else float(usual)
            )
        if before is None:
            raise LiminalError(f"cannot play {self.name}: it holds no picture that can be decoded; is it damaged?")
        self._check_still(before[1], end)
        yield TimedPicture(before[0], end)
        # With a damaged clock the stated length means nothing.
        check_end(self.name, end, None if self._clock_events else self.seconds, self._partial, self._warn)

    def _check_still(self, start: float, end: float) -> None:
        # A picture may last as long as there is sound beside it.
        if end - start > _STILL_MOST and self._demuxer.sound_reach() < (start + end) / 2:
            self._refuse_still(end - start, max(end, self.seconds or 0.0))

    def _pictures(self, start: float) -> Iterator[Picture]:
        """Yield decodable pictures, one for each field of interlaced frames."""
        deinterlacer = Deinterlacer()
        pixel: Fraction | None = None
        for picture in self._decoded(start):
            if picture.pixel != pixel:
                yield from (Picture(frame, pixel) for frame in deinterlacer.rest())
                pixel = picture.pixel
            frame = picture.frame
            time_base = frame.time_base or self._stream.time_base or 1 / FRAME_RATE
            yield from (Picture(each, pixel) for each in deinterlacer.pictures(frame, time_base))
        yield from (Picture(frame, pixel) for frame in deinterlacer.rest())

    def _decoded(self, start: float) -> Iterator[Picture]:
        shape = PixelShape(self._stream.sample_aspect_ratio or None, self._decoder)
        packets, from_time = self._packets(), None
        if start > _RUN_UP:
            packets, from_time = self._late(packets, start - _RUN_UP, shape)
        for packet in packets:
            shape.take(packet)
            try:
                for frame in self._decoder.decode(packet):
                    if from_time is not None and frame.pts is not None and frame.pts < from_time:
                        continue
                    if frame.is_corrupt:
                        self._damage(frame.pts)
                    else:
                        yield Picture(frame, shape.of(frame))
            except av.FFmpegError:
                self._damage(packet.pts)

    def _packets(self) -> Iterator[Packet]:
        packets = self._demuxer.pictures()
        while True:
            try:
                packet = next(packets, None)
            except (av.FFmpegError, OSError) as error:
                self._warn(f"{self.name} cannot be read any further: {reason_of(error)}")
                return
            if packet is None:
                return
            yield packet

    def _late(self, packets: Iterator[Packet], start: float, shape: PixelShape) -> tuple[Iterator[Packet], int | None]:
        """Return the packets from a key frame before `start`, s, on, and its time; None for that of the beginning."""
        opening: list[Packet] = []
        for packet in packets:
            opening.append(packet)
            # The first picture is decoded for the shape of its pixels alone: a later one is told against that.
            with suppress(av.FFmpegError):
                first = next(iter(self._decoder.decode(packet)), None)
                if first is not None:
                    shape.of(first)
                    break
        self._decoder.flush_buffers()
        unit = self._stream.time_base or 1 / FRAME_RATE
        held, from_time = from_key_frame(chain(opening, packets), round((start + self._demuxer.origin) / unit))
        return chain(held, packets), from_time

    def _tell_clock(self, event: str, time: float) -> None:
        """Warn of a clock that jumps or is damaged, once for each kind of event."""
        if event not in self._clock_events:
            self._clock_events.add(event)
            self._warn(f"{self.name}: near {time:.2f} s {_CLOCK_EVENTS[event]}")

    def _damage(self, pts: int | None) -> None:
        """Warn of damage, at most once a second of the recording."""
        if pts is None or self._stream.time_base is None:
            return
        time = float(pts * self._stream.time_base) - self._demuxer.origin
        if abs(time - self._told) >= _QUIET:
            self._told = time
            self._warn(f"{self.name} is damaged near {time:.2f} s: the picture before stays until the next whole one")

    def stop(self) -> None:
        """End all reading, in any thread."""
        self._source.stop()

    def close(self) -> None:
        """Close the file."""
        self._demuxer.close()


def check_end(name: str, end: float, stated: float | None, partial: bool, warn: Warn) -> None:
    """Raise LiminalError if a recording ends at `end`, over 0.5 s before its stated length (s); if `partial`, warn."""
    if stated is None or end >= stated - _END_SLACK:
        return
    fault = f"{name} ends after {end:.2f} of {stated:.2f} s: it is cut off or damaged"
    if not partial:
        raise LiminalError(f"{fault}; give --partial to play what there is")
    warn(f"{fault}; playing what there is")


def _spell(seconds: float) -> str:
    """Return a length of time as text, e.g. "27 min" or "9 h 3 min"."""
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
