"""The deinterlacer: of an interlaced frame, a whole picture for the instant of each of its fields."""

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction

import av
from av.filter import Graph
from av.filter.context import FilterContext

# Fields keep their own lines, bit for bit; the others are interpolated in space and time.
_FILTER, _MODE = "bwdif", "mode=send_field:parity=auto:deint=interlaced"


class Deinterlacer:
    """Deinterlaces decoded frames; progressive ones before the first interlaced one pass unchanged."""

    def __init__(self) -> None:
        self._ends: tuple[FilterContext, FilterContext] | None = None  # None: nothing interlaced yet
        self._kind: tuple[int, int, str] | None = None

    def pictures(self, frame: av.VideoFrame, time_base: Fraction) -> Iterator[av.VideoFrame]:
        """Take a frame and yield the pictures that are ready: those of a frame need the next one."""
        kind = frame.width, frame.height, frame.format.name
        if self._ends is not None and kind != self._kind:
            yield from self.rest()
        if self._ends is None:
            if not frame.interlaced_frame:
                yield frame
                return
            self._open(frame, time_base)
            self._kind = kind
        yield from self._through(frame)

    def rest(self) -> Iterator[av.VideoFrame]:
        """Yield the buffered rest."""
        if self._ends is not None:
            yield from self._through(None)
            self._ends = None

    def _open(self, frame: av.VideoFrame, time_base: Fraction) -> None:
        graph = Graph()
        graph.threads = 1
        shape = f"video_size={frame.width}x{frame.height}:pix_fmt={frame.format.name}"
        source = graph.add("buffer", f"{shape}:time_base={time_base}")
        filter_, sink = graph.add(_FILTER, _MODE), graph.add("buffersink")
        source.link_to(filter_)
        filter_.link_to(sink)
        graph.configure()
        self._graph = graph  # its filters do not keep it alive
        self._ends = source, sink

    def _through(self, frame: av.VideoFrame | None) -> Iterator[av.VideoFrame]:
        assert self._ends is not None
        source, sink = self._ends
        source.push(frame)
        with suppress(av.BlockingIOError, av.EOFError):
            while True:
                picture = sink.pull()
                assert isinstance(picture, av.VideoFrame)
                yield picture
