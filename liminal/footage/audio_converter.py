"""The audio converter: sound of any format, also of one that changes on the way, becomes sound of one format."""

from collections.abc import Iterator

import av
from av.audio.resampler import AudioResampler


class AudioConverter:
    """Takes frames as they are decoded; the times of what it gives are in the time base of each frame."""

    def __init__(self, format: str, layout: str, rate: int) -> None:
        """`format`, `layout`: in FFmpeg's words. `rate`: Hz."""
        self._wanted = format, layout, rate
        self._kind: tuple[str, str, int] | None = None

    def convert(self, frame: av.AudioFrame) -> Iterator[av.AudioFrame]:
        """Take a frame and yield what is ready; before a new format, also what was left of the one before."""
        kind = frame.format.name, frame.layout.name, frame.sample_rate
        if kind != self._kind:
            yield from self.rest()
            self._resampler, self._kind = AudioResampler(*self._wanted), kind
        yield from self._resampler.resample(frame)

    def rest(self) -> Iterator[av.AudioFrame]:
        """Yield what is still inside."""
        if self._kind is not None:
            yield from (frame for frame in self._resampler.resample(None) if frame is not None)
            self._kind = None
