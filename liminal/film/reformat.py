"""Reformatting for an encoder: R'G'B' frames become its size, pixel format, field order and pixel shape."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

import av
import numpy as np
from av.filter import Graph
from numpy.typing import NDArray

from liminal.film.scan import lower_mean, mean, shown_field

# The same bits on every machine.
_FLAGS = "flags=bicubic+accurate_rnd+bitexact"


class Reformatter:
    """Reformats frames of one size, one after another."""

    def __init__(
        self,
        size: tuple[int, int],
        coded_size: tuple[int, int],
        format: str,
        matrix: str | None,
        pixel: Fraction | None,
        interlaced: bool,
        source: str = "rgb24",
    ) -> None:
        """`size`, `coded_size`: width and height before and after. `format`, `source`: FFmpeg's names of pixel formats.

        `matrix`: FFmpeg's name of the matrix from R'G'B' to Y'CbCr; None for an RGB format. `pixel`: width to height of
        a pixel; None is unstated. `interlaced`: two fields, the top one first, each scaled and subsampled by itself, so
        that colours of two instants do not mix.
        """
        graph = Graph()
        graph.threads = 1
        scale = f"{coded_size[0]}:{coded_size[1]}:interl={int(interlaced)}:{_FLAGS}"
        steps = [
            graph.add("buffer", f"video_size={size[0]}x{size[1]}:pix_fmt={source}:time_base=1/1"),
            graph.add("setfield", "tff" if interlaced else "prog"),
            graph.add("scale", scale + (f":out_color_matrix={matrix}:out_range=tv" if matrix else "")),
            graph.add("setsar", str(pixel or 0)),
            graph.add("format", format),
            graph.add("buffersink"),
        ]
        for step, following in pairwise(steps):
            step.link_to(following)
        graph.configure()
        self._graph = graph  # its filters do not keep it alive
        self._source, self._sink = steps[0], steps[-1]

    def take(self, frame: NDArray[np.uint8]) -> Iterator[av.VideoFrame]:
        """Yield a frame, uint8 (H, W, 3), reformatted for the encoder."""
        yield self.pass_on(av.VideoFrame.from_ndarray(frame, format="rgb24"))

    def pass_on(self, frame: av.VideoFrame) -> av.VideoFrame:
        """Return a frame of the source's format, reformatted."""
        self._source.push(frame)
        taken = self._sink.pull()
        assert isinstance(taken, av.VideoFrame)
        return taken


class FieldReformatter:
    """Shows each field of frames by itself, as `scan.bob` does, in Y'CbCr 4:2:0.

    Frames change their colour space first, once for both fields: half the work, and half the bytes to fill in.
    """

    def __init__(self, size: tuple[int, int], coded_size: tuple[int, int], matrix: str, pixel: Fraction | None) -> None:
        """See `Reformatter`."""
        self._colours = Reformatter(size, size, "yuv422p", matrix, pixel, interlaced=False)
        self._scaler: Reformatter | None = None
        if size != coded_size:
            self._scaler = Reformatter(size, coded_size, "yuv420p", None, pixel, interlaced=False, source="yuv420p")

    def take(self, frame: NDArray[np.uint8]) -> Iterator[av.VideoFrame]:
        """Yield both fields of a frame, uint8 (H, W, 3), reformatted for the encoder."""
        (whole,) = self._colours.take(frame)
        luma, *colours = (_plane(whole, index) for index in range(3))
        for field in range(2):
            shown = av.VideoFrame(whole.width, whole.height, "yuv420p")
            shown_field(luma, field, _plane(shown, 0))
            for index, colour in enumerate(colours, 1):
                _plane(shown, index)[:] = _halved(colour[field::2], field)
            yield shown if self._scaler is None else self._scaler.pass_on(shown)


def _plane(frame: av.VideoFrame, index: int) -> NDArray[np.uint8]:
    """Return a plane of a frame, (h, w), to be read and written."""
    plane = frame.planes[index]
    rows: NDArray[np.uint8] = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
    return rows[:, : plane.width]


def _halved(lines: NDArray[np.uint8], field: int) -> NDArray[np.uint8]:
    """Return the lines of a field (n, w) after those between are interpolated and all are averaged in pairs.

    Each pair is a line and the mean of it and the next (field 0) or the one before (1): three quarters and one. Means
    are rounded up and then down, so that none grow brighter.
    """
    beside = np.concatenate([lines[1:], lines[-1:]] if field == 0 else [lines[:1], lines[:-1]])
    return lower_mean(lines, mean(lines, beside))
