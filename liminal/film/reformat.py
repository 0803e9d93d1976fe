"""Reformatting for an encoder: R'G'B' frames become its size, pixel format, field order and pixel shape."""

from fractions import Fraction
from itertools import pairwise

import av
import numpy as np
from av.filter import Graph
from numpy.typing import NDArray

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
    ) -> None:
        """`size`, `coded_size`: width and height before and after. `format`: FFmpeg's name of the pixel format.

        `matrix`: FFmpeg's name of the matrix from R'G'B' to Y'CbCr; None for an RGB format. `pixel`: width to height of
        a pixel; None is unstated. `interlaced`: two fields, the top one first, each scaled and subsampled by itself, so
        that colours of two instants do not mix.
        """
        graph = Graph()
        graph.threads = 1
        scale = f"{coded_size[0]}:{coded_size[1]}:interl={int(interlaced)}:{_FLAGS}"
        steps = [
            graph.add("buffer", f"video_size={size[0]}x{size[1]}:pix_fmt=rgb24:time_base=1/1"),
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

    def take(self, frame: NDArray[np.uint8]) -> av.VideoFrame:
        """Return a frame, uint8 (H, W, 3), reformatted for the encoder."""
        self._source.push(av.VideoFrame.from_ndarray(frame, format="rgb24"))
        taken = self._sink.pull()
        assert isinstance(taken, av.VideoFrame)
        return taken
