"""Pipes: pictures for the next program, as YUV4MPEG2 or raw R'G'B'."""

from fractions import Fraction
from typing import BinaryIO

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

from liminal.errors import LiminalError


class Pipe:
    """Pictures being sent: "y4m" (YUV4MPEG2, 4:4:4 and BT.601, 16 to 235) or "raw" (rgb24 without a header)."""

    def __init__(
        self, stream: BinaryIO, form: str, size: tuple[int, int], rate: Fraction, pixel: Fraction, interlaced: bool
    ) -> None:
        self._stream, self._raw = stream, form == "raw"
        self._reformatter = VideoReformatter()
        if not self._raw:
            scan = "t" if interlaced else "p"
            shape = f"W{size[0]} H{size[1]} F{rate.numerator}:{rate.denominator} I{scan}"
            self._send(f"YUV4MPEG2 {shape} A{pixel.numerator}:{pixel.denominator} C444\n".encode())

    def append(self, picture: NDArray[np.uint8]) -> None:
        """Send one picture, uint8 (H, W, 3)."""
        if self._raw:
            self._send(np.ascontiguousarray(picture).data)
            return
        coded = self._reformatter.reformat(
            av.VideoFrame.from_ndarray(picture, format="rgb24"),
            format="yuv444p",
            dst_colorspace=Colorspace.SMPTE170M,
            dst_color_range=ColorRange.MPEG,
            interpolation=Interpolation.BICUBIC | Interpolation.ACCURATE_RND | Interpolation.BITEXACT,
        )
        self._send(b"FRAME\n")
        self._send(np.ascontiguousarray(coded.to_ndarray()).data)

    def _send(self, data: bytes | memoryview) -> None:
        try:
            self._stream.write(data)
        except OSError as error:
            raise LiminalError(
                f"cannot write to standard output: {error.strerror}; the next program has ended"
            ) from error

    def finish(self) -> None:
        """Flush the stream."""
        self._stream.flush()

    def abandon(self) -> None:
        """Do nothing: sent bytes cannot be recalled."""
