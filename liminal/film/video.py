"""MP4 and Matroska through PyAV: H.264, or lossless FFV1."""

from fractions import Fraction
from pathlib import Path
from platform import machine

import av
import numpy as np
from av.container import OutputContainer
from av.video.reformatter import ColorRange
from av.video.stream import VideoStream
from numpy.typing import NDArray

from liminal.file_name import file_url
from liminal.film.movie import Sound
from liminal.film.reformat import FieldReformatter, Reformatter
from liminal.rate import FRAME_RATE

# A fixed number of threads: x264 writes it into the file, and the same film must have the same bytes on all machines.
# One for small pictures, as four take a sixth more of processors that have other work; and for fields, of which several
# make other bytes each time.
_THREADS = 4

# ITU-T H.273 code points. The matrix is the one that players assume for the size, as some never read the tag.
_PRIMARIES_BT709 = 1
_TRANSFER_SRGB = 13
_MATRIX_BT709 = 1
_MATRIX_BT601 = 6
_HD_LINES = 720  # from this height on, players assume BT.709

# Grain is half of a tape's look, and the first thing that encoders discard: its small coefficients are kept, edges are
# not smoothed away, and even areas, where grain shows, are coded more finely than busy ones (aq-mode). The smallest
# coefficients go all the same (deadzone): rounded up, they are noise of low frequency, which a tape lacks. So noise
# rises with frequency in the file as it does on the tape, and even walls keep four fifths of it. In return the motion
# search is short: 7 ms of processor time for two grainy pictures of 720 x 480, where the preset "veryfast" takes 18 and
# leaves walls bare; 5 to 8 Mbit/s.
_GRAIN: dict[str, int | str] = {
    "aq-mode": 1,
    "deadzone-inter": 9,
    "deadzone-intra": 9,
    "dct-decimate": 0,
    "deblock": "-2,-2",
}
_X264: dict[str, int | str] = {**_GRAIN, "subme": 1, "partitions": "i4x4"}
# With AVX-512 x264 gives other bytes for the same pictures once in some thousand times; with AVX2 it was not seen to.
if machine() in ("x86_64", "AMD64"):
    _X264["asm"] = "AVX2"
_X264_PARAMS = ":".join(f"{name}={value}" for name, value in _X264.items())
_H264 = {"crf": "22", "preset": "ultrafast", "x264-params": _X264_PARAMS}
_FFV1 = {"level": "3", "slices": "4", "slicecrc": "1", "g": "1"}
_INTERLACED = {"field_order": "tt"}  # the top field first, as the container says
_H264_INTERLACED = {"flags": "+ildct+ilme"}


class Video:
    """One film being encoded: `append` each frame, then `finish`; or `abandon` it."""

    def __init__(
        self,
        path: Path,
        width: int,
        height: int,
        codec: str,
        comment: str,
        *,
        rate: Fraction = FRAME_RATE,
        size: tuple[int, int] | None = None,
        pixel: Fraction | None = None,
        interlaced: bool = False,
        bobbed: bool = False,
        sound: Sound | None = None,
    ) -> None:
        """`rate`: pictures a second. `size`: width and height of the appended frames, if not those of the film.

        `pixel`: width to height of a pixel; None is unstated. `interlaced`: each is two fields, the top one first.
        `bobbed`: each is two fields, which become two pictures (of H.264 alone). `sound` is read as the pictures are
        written.
        """
        # Without "bitexact", Matroska draws random identifiers and both name the library's build.
        mp4 = path.suffix.lower() == ".mp4"
        options = {"fflags": "+bitexact"} | ({"movflags": "+faststart"} if mp4 else {})
        self._container: OutputContainer = av.open(
            file_url(path), "w", format="mp4" if mp4 else "matroska", options=options
        )
        if comment:
            self._container.metadata["comment"] = comment

        self._lossless = codec == "ffv1"
        self._matrix_is_709 = height >= _HD_LINES
        self._size, self._rate, self._interlaced = (width, height), rate, interlaced
        matrix = "bt709" if self._matrix_is_709 else "smpte170m"
        format, matrix_used = ("bgr0", None) if self._lossless else ("yuv420p", matrix)
        sizes = size or self._size, self._size
        self._reformatter = (
            FieldReformatter(*sizes, matrix, pixel)
            if bobbed
            else Reformatter(*sizes, format, matrix_used, pixel, interlaced)
        )
        self._frames = 0
        self._stream = self._open_stream(pixel)
        self._sound = sound
        if sound is not None:
            sound.join(self._container)

    def _open_stream(self, pixel: Fraction | None) -> VideoStream:
        options = dict(_FFV1 if self._lossless else _H264)
        if self._interlaced:
            options |= _INTERLACED | ({} if self._lossless else _H264_INTERLACED)
        codec = "ffv1" if self._lossless else "libx264"
        stream = self._container.add_stream(codec, rate=self._rate, options=options)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height = self._size
        stream.pix_fmt = "bgr0" if self._lossless else "yuv420p"
        context = stream.codec_context
        small = self._size[1] < _HD_LINES
        context.thread_count = 1 if not self._lossless and (small or self._interlaced) else _THREADS
        context.color_primaries = _PRIMARIES_BT709
        context.color_trc = _TRANSFER_SRGB
        if pixel is not None:
            context.sample_aspect_ratio = pixel
        if not self._lossless:
            context.color_range = ColorRange.MPEG
            context.colorspace = _MATRIX_BT709 if self._matrix_is_709 else _MATRIX_BT601
        return stream

    def append(self, frame: NDArray[np.uint8]) -> None:
        """Encode one frame, uint8 (H, W, 3), sRGB encoded, scaled to the film's size where it has another."""
        for coded in self._reformatter.take(frame):
            coded.pts = self._frames
            coded.time_base = 1 / self._rate
            self._frames += 1
            self._container.mux(self._stream.encode(coded))
        if self._sound is not None:
            self._sound.write_until(float(self._frames / self._rate))

    def finish(self) -> None:
        """Write the encoder's delayed pictures, the rest of the sound, and the index."""
        self._container.mux(self._stream.encode(None))
        if self._sound is not None:
            self._sound.finish()
        self._container.close()

    def abandon(self) -> None:
        """Close the incomplete file."""
        self._container.close()
