"""MP4 and Matroska through PyAV: H.264 for people, FFV1 where not a bit may be lost."""

from pathlib import Path

import av
import numpy as np
from av.container import OutputContainer
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

from liminal.film.rate import FRAME_RATE

# A fixed number of threads: x264 writes it into the file, and the same film must have the same bytes everywhere.
_THREADS = 4

# ITU-T H.273 code points. The matrix is the one that players assume for the size, as some never read the tag.
_PRIMARIES_BT709 = 1
_TRANSFER_SRGB = 13
_MATRIX_BT709 = 1
_MATRIX_BT601 = 6
_HD_LINES = 720  # from this height on, players assume BT.709

# Visually lossless where it matters, and fast: 15 ms for a grainy frame of 720 x 480 on two cores.
_H264 = {"crf": "18", "preset": "veryfast"}
_FFV1 = {"level": "3", "slices": "4", "slicecrc": "1", "g": "1"}


class Video:
    """One film being encoded: `append` each frame, then `finish`; or `abandon` it."""

    def __init__(self, path: Path, width: int, height: int, codec: str, comment: str) -> None:
        # Without "bitexact", Matroska draws random identifiers and both name the library's build.
        mp4 = path.suffix.lower() == ".mp4"
        options = {"fflags": "+bitexact"} | ({"movflags": "+faststart"} if mp4 else {})
        self._container: OutputContainer = av.open(str(path), "w", format="mp4" if mp4 else "matroska", options=options)
        if comment:
            self._container.metadata["comment"] = comment

        self._lossless = codec == "ffv1"
        self._matrix_is_709 = height >= _HD_LINES
        self._reformatter = VideoReformatter()
        self._frames = 0
        self._stream = self._open_stream(width, height)

    def _open_stream(self, width: int, height: int) -> VideoStream:
        stream: VideoStream = self._container.add_stream(
            "ffv1" if self._lossless else "libx264",
            rate=FRAME_RATE,
            options=dict(_FFV1 if self._lossless else _H264),
        )
        stream.width, stream.height = width, height
        stream.pix_fmt = "bgr0" if self._lossless else "yuv420p"
        context = stream.codec_context
        context.thread_count = _THREADS
        context.color_primaries = _PRIMARIES_BT709
        context.color_trc = _TRANSFER_SRGB
        if not self._lossless:
            context.color_range = ColorRange.MPEG
            context.colorspace = _MATRIX_BT709 if self._matrix_is_709 else _MATRIX_BT601
        return stream

    def append(self, frame: NDArray[np.uint8]) -> None:
        """Encode one frame, uint8 (H, W, 3), sRGB encoded."""
        rgb = av.VideoFrame.from_ndarray(frame, format="rgb24")
        if self._lossless:
            coded = self._reformatter.reformat(rgb, format="bgr0")
        else:
            coded = self._reformatter.reformat(
                rgb,
                format="yuv420p",
                dst_colorspace=Colorspace.ITU709 if self._matrix_is_709 else Colorspace.SMPTE170M,
                dst_color_range=ColorRange.MPEG,
                interpolation=Interpolation.BICUBIC | Interpolation.ACCURATE_RND | Interpolation.BITEXACT,
            )
        coded.pts = self._frames
        coded.time_base = 1 / FRAME_RATE
        self._frames += 1
        self._container.mux(self._stream.encode(coded))

    def finish(self) -> None:
        """Write what the encoder still holds, and the index."""
        self._container.mux(self._stream.encode(None))
        self._container.close()

    def abandon(self) -> None:
        """Let go of the file, which is of no use."""
        self._container.close()
