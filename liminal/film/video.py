"""MP4, QuickTime and Matroska through PyAV."""

import os
from fractions import Fraction
from pathlib import Path

import numpy as np
from av import VideoFrame
from av.video.codeccontext import VideoCodecContext
from av.video.reformatter import ColorRange
from av.video.stream import VideoStream
from numpy.typing import NDArray

from liminal.film.container import create
from liminal.film.encoding import ENCODINGS, MATRIX_BT601, MATRIX_BT709
from liminal.film.movie import Sound
from liminal.film.reformat import FieldReformatter, Reformatter
from liminal.footage.sound_remuxer import BOXED
from liminal.rate import FRAME_RATE

# A fixed number of threads: x264 writes it into the file, and the same film must have the same bytes on all machines.
# One for small pictures, as four take a sixth more of processors that have other work; and for fields, of which several
# make other bytes each time.
_THREADS = 4

# ITU-T H.273 code points of primaries and transfer characteristics: those of a tape are of SMPTE 170M, whose primaries
# are SMPTE C; a clean picture has those of BT.709 and sRGB. The matrix is the one that players assume for the size, as
# some never read the tag.
_TELEVISION = 6, 6
_COMPUTER = 1, 13
_MATRICES = {MATRIX_BT709: "bt709", MATRIX_BT601: "smpte170m"}  # FFmpeg's names
_HD_LINES = 720  # from this height on, players assume BT.709

# SVT-AV1 writes what it does to standard error, unless this variable says that only errors count.
_SVT_AV1_LOG = "SVT_LOG", "1"


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
        television: bool = False,
        sound: Sound | None = None,
    ) -> None:
        """`rate`: pictures a second. `size`: width and height of the appended frames, if not those of the film.

        `pixel`: width to height of a pixel; None is unstated. `interlaced`: each is two fields, the top one first.
        `bobbed`: each is two fields, which become two pictures (of codecs of 4:2:0 alone). `television`: whether its
        colours are those of a tape. `sound` is read as the pictures are written.
        """
        self._container = create(path, comment)
        self._encoding = ENCODINGS[codec]
        self._matrix = self._encoding.matrix or (MATRIX_BT709 if height >= _HD_LINES else MATRIX_BT601)
        self._size, self._rate, self._interlaced = (width, height), rate, interlaced
        self._primaries, curve = _TELEVISION if television else _COMPUTER
        self._curve = self._encoding.curve or curve
        matrix = None if self._encoding.lossless else _MATRICES[self._matrix]
        sizes = size or self._size, self._size
        self._reformatter = (
            FieldReformatter(*sizes, matrix, pixel)
            if bobbed and matrix is not None
            else Reformatter(*sizes, self._encoding.pixels, matrix, pixel, interlaced)
        )
        self._frames = 0
        self._stream = self._open_stream(pixel)
        self._sound = sound
        if sound is not None:
            sound.join(self._container)

    def _open_stream(self, pixel: Fraction | None) -> VideoStream:
        encoding = self._encoding
        os.environ.setdefault(*_SVT_AV1_LOG)
        options = {**encoding.options, **((encoding.interlaced or {}) if self._interlaced else {})}
        stream = self._container.add_stream(encoding.encoder, rate=self._rate, options=options)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height = self._size
        stream.pix_fmt = encoding.pixels
        context = stream.codec_context
        if encoding.tag is not None and self._container.format.name in BOXED:
            context.codec_tag = encoding.tag
        small = self._size[1] < _HD_LINES
        context.thread_count = 1 if not encoding.lossless and (small or self._interlaced) else _THREADS
        self._tag(context)
        if pixel is not None:
            context.sample_aspect_ratio = pixel
        if not encoding.lossless:
            context.color_range = ColorRange.MPEG
        return stream

    def _tag(self, coded: VideoCodecContext | VideoFrame) -> None:
        """Say what the colours of a film or of one of its pictures mean."""
        coded.color_primaries, coded.color_trc = self._primaries, self._curve
        if not self._encoding.lossless:
            coded.colorspace = self._matrix

    def append(self, frame: NDArray[np.uint8]) -> None:
        """Encode one frame, uint8 (H, W, 3), sRGB encoded, scaled to the film's size where it has another."""
        for coded in self._reformatter.take(frame):
            coded.pts = self._frames
            coded.time_base = 1 / self._rate
            # ProRes has the tags of each picture.
            self._tag(coded)
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
