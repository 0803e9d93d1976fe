"""The audio converter: sound of any format, even one that changes on the way, becomes sound of one format."""

from collections.abc import Iterator

import av
from av.audio.resampler import AudioResampler


class AudioConverter:
    """Converts decoded frames; output times are in the time base of each output frame."""

    def __init__(self, format: str, layout: str, rate: int) -> None:
        """`format`, `layout`: FFmpeg's names. `rate`: Hz."""
        self._output = format, layout, rate
        self._kind: tuple[str, str, int] | None = None

    def convert(self, frame: av.AudioFrame) -> Iterator[av.AudioFrame]:
        """Take a frame and yield the output that is ready; before a new input format, also the rest of the last."""
        kind = frame.format.name, frame.layout.name, frame.sample_rate
        if kind != self._kind:
            yield from self.rest()
            self._resampler, self._kind = AudioResampler(*self._output), kind
        yield from self._resampler.resample(frame)

    def rest(self) -> Iterator[av.AudioFrame]:
        """Yield the buffered rest."""
        if self._kind is not None:
            yield from (frame for frame in self._resampler.resample(None) if frame is not None)
            self._kind = None
