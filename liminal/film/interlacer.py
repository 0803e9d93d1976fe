"""The interlacer: frames of two fields for an encoder that is told so."""

from itertools import pairwise

import av
import numpy as np
from av.filter import Graph
from numpy.typing import NDArray

from liminal.film.rate import FRAME_RATE

# Each field is scaled and loses its colour lines by itself: across fields, colours of two instants would mix.
_SCALE = "interl=1:flags=bicubic+accurate_rnd+bitexact"


class Interlacer:
    """Turns frames R'G'B' of one size into an encoder's format, each field by itself, the top one first."""

    def __init__(self, size: tuple[int, int], coded_size: tuple[int, int], format: str, matrix: str) -> None:
        """`size`, `coded_size`: width and height before and after. `format`, `matrix`: in FFmpeg's words."""
        graph = Graph()
        graph.threads = 1
        shape = f"video_size={size[0]}x{size[1]}:pix_fmt=rgb24:time_base={1 / FRAME_RATE}"
        colour = "" if format == "bgr0" else f":out_color_matrix={matrix}:out_range=tv"
        steps = [
            graph.add("buffer", shape),
            graph.add("setfield", "tff"),
            graph.add("scale", f"{coded_size[0]}:{coded_size[1]}:{_SCALE}{colour}"),
            graph.add("format", format),
            graph.add("buffersink"),
        ]
        for step, following in pairwise(steps):
            step.link_to(following)
        graph.configure()
        self._graph = graph  # its filters do not keep it alive
        self._source, self._sink = steps[0], steps[-1]

    def coded(self, frame: NDArray[np.uint8]) -> av.VideoFrame:
        """Return a frame, uint8 (H, W, 3), ready to be encoded."""
        self._source.push(av.VideoFrame.from_ndarray(frame, format="rgb24"))
        coded = self._sink.pull()
        assert isinstance(coded, av.VideoFrame)
        return coded
