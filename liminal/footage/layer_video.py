"""Layers of videos: their pictures by number."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av

from liminal.closing import Closing
from liminal.errors import LiminalError
from liminal.footage.layer_frame import layer_of_frame
from liminal.footage.layer_image import LayerImage
from liminal.footage.media_input import MediaInput, reason_of
from liminal.footage.packet_reader import usual_rate
from liminal.footage.picture_decoder import decoder_of
from liminal.footage.stream_choice import pictures_in

FORWARD = 16  # pictures that are decoded on the way to another, rather than sought


class LayerVideo(Closing):
    """A video, open for reading. `count`: of its pictures. `rate`: of these, Hz."""

    linear = False

    def __init__(self, path: Path) -> None:
        """Open a file. Raises LiminalError where it cannot be read, holds no pictures, or has lost their alpha."""
        self.paths = [path]
        self._source = MediaInput(path)
        try:
            self._stream = pictures_in(self._source.container, str(path))
            self._decoder = decoder_of(self._stream, _refuse, str(path))
            self.rate: Fraction = usual_rate(self._stream)
            self._start, self._unit = self._stream.start_time or 0, self._stream.time_base or Fraction(1, av.time_base)
            self.count = self._stream.frames or self._counted()
        except BaseException:
            self._source.close()
            raise
        self._frames = self._decoded()
        self._next = 0

    def _counted(self) -> int:
        """How many pictures there are, where the file does not say so."""
        count = sum(packet.size > 0 for packet in self._source.container.demux(self._stream))
        self._source.container.seek(0)
        return count

    def read(self, number: int) -> LayerImage:
        """Return a picture, from 0. Raises LiminalError where it cannot be decoded."""
        name = str(self.paths[0])
        try:
            if not self._next <= number < self._next + FORWARD:
                self._seek(number)
            for at, frame in self._frames:
                self._next = at + 1
                if at >= number:
                    return layer_of_frame(frame, name)
        except (av.FFmpegError, OSError) as error:
            raise LiminalError(f"cannot read the layer {name} at picture {number + 1}: {reason_of(error)}") from None
        raise LiminalError(f"the layer {name} ends before its picture {number + 1} of {self.count}; export it anew")

    def _seek(self, number: int) -> None:
        """Go to the key frame at or before a picture."""
        self._source.container.seek(round(number / self.rate / self._unit) + self._start, stream=self._stream)
        self._decoder.flush_buffers()
        self._frames = self._decoded()

    def _decoded(self) -> Iterator[tuple[int, av.VideoFrame]]:
        """Yield the pictures from here on, each with its number."""
        for packet in self._source.container.demux(self._stream):
            for frame in self._decoder.decode(packet):
                yield round(((frame.pts or 0) - self._start) * self._unit * self.rate), frame

    def close(self) -> None:
        """Close the file."""
        self._source.close()


def _refuse(loss: str) -> None:
    """Raise LiminalError where alpha is lost; `loss`: how."""
    raise LiminalError(f"{loss}; export it as ProRes 4444, or as numbered pictures")
