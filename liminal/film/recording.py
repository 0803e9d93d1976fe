"""Recordings: whatever PyAV reads, as pictures with their times, damage skipped."""

import os
import select
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av

from liminal.closing import Closing
from liminal.errors import LiminalError
from liminal.film.decoder import decoder_of
from liminal.film.deinterlacer import Deinterlacer
from liminal.film.field_clock import Shown
from liminal.film.stream_choice import pictures_in, sound_beside
from liminal.film.stream_length import seconds_of

Warn = Callable[[str], None]

_USUAL_RATE = Fraction(30000, 1001)  # Hz, for a recording that does not know its own
_LEAD_MOST = 0.1  # s by which sound may begin before the pictures without being a part of the recording (priming)
_END_SLACK = 0.5  # s that the pictures may end before the recording says, as they do where sound goes on
_QUIET = 1.0  # s between two warnings of damage


class Recording(Closing):
    """A recording that is open for reading.

    `name`: for people. `paths`: its file, none for a pipe. `pixel`: width to height of a pixel, None where it does not
    say. `seconds`: how long it says it is, None where it does not. `origin`: the recording's time, s, at which ours
    begins. `sounding`: whether it has sound.
    """

    moving = True

    def __init__(
        self, path: Path | None, warn: Warn, *, raw: tuple[int, int, Fraction] | None = None, partial: bool = False
    ) -> None:
        """Open a file; None is standard input.

        `raw`: width, height and rate of bare rgb24 pictures without a header. `partial`: play what there is of a
        recording that ends early. Raises LiminalError for what cannot be read or has no pictures.
        """
        self.name = name = str(path) if path else "standard input"
        self.paths = [path] if path else []
        self._warn, self._partial = warn, partial
        # Whatever is in its name, it is a file and no address.
        url = f"file:{path}" if path else "pipe:0"
        options = {}
        if raw is not None:
            options = {"video_size": f"{raw[0]}x{raw[1]}", "pixel_format": "rgb24", "framerate": str(raw[2])}
        if path is None and os.name == "posix":
            select.select([0], [], [])  # a wait for the other program that Ctrl-C ends, unlike FFmpeg's
        try:
            self._container = av.open(
                url, format="rawvideo" if raw else None, options=options, metadata_errors="replace"
            )
        except (av.FFmpegError, OSError) as error:
            raise LiminalError(f"cannot read {name}: {_reason(error)}") from error
        try:
            self._stream = pictures_in(self._container, name)
        except LiminalError:
            self._container.close()
            raise
        self._decoder = decoder_of(self._stream, warn, name)
        self._sound = sound_beside(self._container)
        self.pixel = self._stream.sample_aspect_ratio or None
        self.sounding = self._sound is not None
        self.seconds = self._length()
        self.origin = self._find_origin()
        self._told = -_QUIET

    def _length(self) -> float | None:
        """Return how long the pictures last, in s, as far as the recording says."""
        seconds = seconds_of(self._stream)
        if seconds is not None:
            return seconds
        # What the whole says may be the length of its sound.
        whole = self._container.duration
        return whole / av.time_base if whole and not self.sounding else None

    def _find_origin(self) -> float:
        """Return when the recording begins, in s of its own time: with its pictures, or with sound well before them."""
        starts = [
            float(each.start_time * each.time_base)
            for each in (self._stream, self._sound)
            if each is not None and each.start_time is not None and each.time_base is not None
        ]
        if not starts:
            return 0.0
        return min(starts) if min(starts) < starts[0] - _LEAD_MOST else starts[0]

    def shown(self) -> Iterator[Shown[av.VideoFrame]]:
        """Yield its pictures in the order of their times. What cannot be decoded is left out and warned of.

        Raises LiminalError when there is nothing, or it ends early.
        """
        rate = self._stream.average_rate or self._stream.guessed_rate or _USUAL_RATE
        before: tuple[av.VideoFrame, float] | None = None
        end = 0.0
        for frame in self._pictures():
            start = (
                end
                if frame.pts is None or frame.time_base is None
                else float(frame.pts * frame.time_base) - self.origin
            )
            if before is not None:
                if start <= before[1]:
                    continue  # time does not run backwards
                yield Shown(before[0], start)
            before = frame, start
            end = start + (
                float(frame.duration * frame.time_base) if frame.duration and frame.time_base else float(1 / rate)
            )
        if before is None:
            raise LiminalError(f"cannot play {self.name}: it holds no picture that can be decoded; is it damaged?")
        yield Shown(before[0], end)
        check_end(self.name, end, self.seconds, self._partial, self._warn)

    def _pictures(self) -> Iterator[av.VideoFrame]:
        """Yield what can be decoded, a picture for each field of what is interlaced."""
        deinterlacer = Deinterlacer()
        for frame in self._decoded():
            yield from deinterlacer.pictures(frame, frame.time_base or self._stream.time_base or 1 / _USUAL_RATE)
        yield from deinterlacer.rest()

    def _decoded(self) -> Iterator[av.VideoFrame]:
        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets, None)
            except (av.FFmpegError, OSError) as error:
                self._warn(f"{self.name} cannot be read any further: {_reason(error)}")
                return
            if packet is None:
                return
            try:
                for frame in self._decoder.decode(packet):
                    if frame.is_corrupt:
                        self._damage(frame.pts)
                    else:
                        yield frame
            except av.FFmpegError:
                self._damage(packet.pts)

    def _damage(self, pts: int | None) -> None:
        """Warn of damage, once for what belongs together."""
        if pts is None or self._stream.time_base is None:
            return
        time = float(pts * self._stream.time_base) - self.origin
        if abs(time - self._told) >= _QUIET:
            self._told = time
            self._warn(f"{self.name} is damaged near {time:.2f} s: the picture before stays until the next whole one")

    def close(self) -> None:
        """Let go of the file."""
        self._container.close()


def check_end(name: str, end: float, stated: float | None, partial: bool, warn: Warn) -> None:
    """Raise LiminalError where a recording ends at `end` (s), well before what it has stated; if `partial`, warn."""
    if stated is None or end >= stated - _END_SLACK:
        return
    told = f"{name} ends after {end:.2f} of {stated:.2f} s: it is cut off or damaged"
    if not partial:
        raise LiminalError(f"{told}; give --partial to play what there is")
    warn(f"{told}; playing what there is")


def _reason(error: Exception) -> str:
    """Say in words for people why FFmpeg refuses."""
    if isinstance(error, av.InvalidDataError):
        return "it is no video that PyAV knows, or it is cut off or damaged"
    reason = getattr(error, "strerror", None) or str(error)
    return reason[:1].lower() + reason[1:]
