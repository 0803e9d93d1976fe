"""Encodings: how each video codec is asked for, and what it can hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from platform import machine

Options = Mapping[str, str]


@dataclass(frozen=True)
class Encoding:
    """One codec as we use it.

    `title`: its name for people. `encoder`, `pixels`: FFmpeg's names of the encoder and of the format of its pixels.
    `interlaced`: options for frames of two fields; None: it has none such. `delay`: pictures by which those that are
    encoded out of order come late. `even`: whether width and height are even. `least`: the smallest width and height.
    `tag`: the four letters by which MP4 and QuickTime name it, where players expect others than FFmpeg's usual ones.
    `curve`, `matrix`: the only code points of transfer characteristics and matrix that it can state (ITU-T H.273).
    """

    title: str
    encoder: str
    pixels: str
    options: Options
    interlaced: Options | None = None
    delay: int = 0
    even: bool = True
    least: tuple[int, int] = (1, 1)
    tag: str | None = None
    curve: int | None = None
    matrix: int | None = None

    @property
    def lossless(self) -> bool:
        """Whether it keeps R'G'B' as it is."""
        return self.pixels == "bgr0"


def _joined(values: Mapping[str, int | str]) -> str:
    """Write an encoder's own options as FFmpeg passes them on."""
    return ":".join(f"{name}={value}" for name, value in values.items())


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

# Of a tape's noise four fifths stay, as in H.264, in half as many bits and three times the processor time. One thread,
# so that the bytes are the same on all machines; closed groups, so that segments can be spliced.
_X265: dict[str, int | str] = {
    "info": 0,
    "log-level": "none",
    "pools": "none",
    "frame-threads": 1,
    "open-gop": 0,
    "aq-mode": 1,
    "deblock": "-2,-2",
    "psy-rd": 4,
    "psy-rdoq": 10,
    "rdoq-level": 0,
    "cutree": 0,
    "rskip": 0,
}

# Frames are not averaged before they are coded (enable-tf), and nothing smooths them afterwards: both take grain away.
_SVT_AV1: dict[str, int | str] = {
    "lp": 1,
    "enable-tf": 0,
    "ac-bias": 4,
    "enable-cdef": 0,
    "enable-restoration": 0,
}

# ITU-T H.273 code points of matrices.
MATRIX_BT709 = 1
MATRIX_BT601 = 6

_INTERLACED = {"field_order": "tt"}  # the top field first, as the container says
_CODED_BY_FIELDS = {**_INTERLACED, "flags": "+ildct+ilme"}

ENCODINGS = {
    "h264": Encoding(
        "H.264",
        "libx264",
        "yuv420p",
        {"crf": "22", "preset": "ultrafast", "x264-params": _joined(_X264)},
        _CODED_BY_FIELDS,
        delay=2,  # with b-pyramid
    ),
    "hevc": Encoding(
        "HEVC",
        "libx265",
        "yuv420p",
        {"crf": "18", "preset": "ultrafast", "x265-params": _joined(_X265)},
        delay=2,
        least=(16, 16),
        tag="hvc1",
    ),
    "av1": Encoding(
        "AV1",
        "libsvtav1",
        "yuv420p",
        {"crf": "20", "preset": "9", "svtav1-params": _joined(_SVT_AV1)},
        least=(4, 4),
    ),
    # 422 HQ. Of FFmpeg's two encoders the quick one: 10 ms a picture of 720 x 480, the other 42, for as many bits.
    "prores": Encoding(
        "ProRes",
        "prores_aw",
        "yuv422p10le",
        {"profile": "3", "vendor": "apl0"},
        _CODED_BY_FIELDS,
        curve=1,  # BT.709, which is also that of SMPTE 170M (SMPTE RDD 36, 6.1.1)
    ),
    # HQX: 10 bits. FFmpeg has it for whole pictures alone, which say that they are of BT.709.
    "dnxhr": Encoding("DNxHR", "dnxhd", "yuv422p10le", {"profile": "dnxhr_hqx"}, least=(256, 120), matrix=MATRIX_BT709),
    "ffv1": Encoding(
        "FFV1", "ffv1", "bgr0", {"level": "3", "slices": "4", "slicecrc": "1", "g": "1"}, _INTERLACED, even=False
    ),
}
