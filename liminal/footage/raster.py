"""The raster of television: pictures of any size, pixel shape and coding become 720 x 480 pixels of R'G'B'."""

from fractions import Fraction
from typing import Any, Literal

import av
import numpy as np
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, Interpolation, VideoReformatter
from numpy.typing import NDArray

from liminal.footage.display_matrix import orientation_of

# "whole": black bars fill the rest of the screen. "crop": the picture fills the screen and loses its edges.
Fit = Literal["whole", "crop"]

WIDTH, HEIGHT = 720, 480  # pixels (ITU-R BT.601, 525 lines)
SCREEN = Fraction(4, 3)  # width to height of the display
PIXEL = SCREEN * HEIGHT / WIDTH  # width to height of a pixel

# Sizes of television. A file of such a size without a stated pixel shape fills a screen of 4:3. A stated shape may
# count on a screen as wide as the 704 samples in the middle (10:11, 12:11) or as all 720 (8:9, 16:15): the samples are
# the same, 13.5 million a second (ITU-R BT.601).
_TELEVISION = {(720, 480), (720, 486), (704, 480), (720, 576), (704, 576)}
_SCREENS = SCREEN, Fraction(16, 9)
_ALIKE = 0.03  # relative difference of pixel shapes of the two countings, at most

# ITU-R BT.2100.
HIGH_DYNAMIC_RANGE = {ColorTrc.SMPTE2084, ColorTrc.ARIB_STD_B67}

# From a picture's matrix coefficients (ITU-T H.273) to swscale's constants.
_MATRICES = {
    1: Colorspace.ITU709,
    4: Colorspace.FCC,
    5: Colorspace.ITU601,
    6: Colorspace.ITU601,
    7: Colorspace.SMPTE240M,
    9: Colorspace.BT2020,
    10: Colorspace.BT2020,
}
_HD_LINES = 720  # from this height on, an unnamed matrix is that of BT.709

_SMOOTH = Interpolation.BICUBIC | Interpolation.ACCURATE_RND | Interpolation.BITEXACT | Interpolation.FULL_CHR_H_INT
_EDGE_MOST = 8192  # pixels: a strip that is cropped is not enlarged beyond this
_LEAST_BICUBIC = 8  # pixels: swscale's bicubic filter fails on smaller pictures

Picture = NDArray[np.uint8]  # (480, 720, 3)


class Raster:
    """Scales and orients pictures to the raster, one after another."""

    def __init__(self, fit: Fit = "whole", pixel: Fraction | None = None) -> None:
        """`pixel`: width to height of the pictures' pixels; None if unstated."""
        self._fit, self._pixel = fit, pixel
        self._reformatter = VideoReformatter()

    def draw(self, frame: av.VideoFrame) -> Picture:
        """Return a picture on the raster: uint8 (480, 720, 3), R'G'B', top row first.

        It is oriented by its display matrix and laid over black; light beyond 203 cd/m2 (ITU-R BT.2408: white) clips.
        """
        orientation = orientation_of(frame)
        stored = Fraction(frame.width, frame.height) * _pixel_of(frame, self._pixel)
        width, height = self._extent(1 / stored if orientation.transposed else stored)
        picture = orientation.turn(self._scaled(frame, (height, width) if orientation.transposed else (width, height)))
        left, top = (WIDTH - width) // 2, (HEIGHT - height) // 2
        if left <= 0 and top <= 0:
            return np.ascontiguousarray(picture[-top : HEIGHT - top, -left : WIDTH - left])
        screen = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
        screen[top : top + height, left : left + width] = picture
        return screen

    def _extent(self, shape: Fraction) -> tuple[int, int]:
        """Return width and height, pixels, of a picture of aspect `shape`; if cropped, beyond the raster."""
        wide = shape > SCREEN
        if wide == (self._fit == "whole"):
            return WIDTH, min(_EDGE_MOST, max(1, round(WIDTH * PIXEL / shape)))
        return min(_EDGE_MOST, max(1, round(HEIGHT * shape / PIXEL))), HEIGHT

    def _scaled(self, frame: av.VideoFrame, size: tuple[int, int]) -> Picture:
        frame = over_black(frame)
        tiny = min(frame.width, frame.height) < _LEAST_BICUBIC
        scaled = self._reformatter.reformat(
            frame,
            width=size[0],
            height=size[1],
            format="gbrp",  # swscale is four times as fast to planes as to pixels of three bytes
            interpolation=Interpolation.POINT if tiny else _SMOOTH,
            threads=1,
            **colours_of(frame),
        )
        return np.asarray(scaled.to_ndarray(), np.uint8)


def has_alpha(frame: av.VideoFrame) -> bool:
    """Tell whether a picture has opacity, as palettes may."""
    return frame.format.name == "pal8" or any(component.is_alpha for component in frame.format.components)


def over_black(frame: av.VideoFrame) -> av.VideoFrame:
    """Lay a picture with opacity over black: its R'G'B' times its opacity. Return any other as it is."""
    if not has_alpha(frame):
        return frame
    rgba = frame.reformat(format="rgba", **colours_of(frame)).to_ndarray()
    laid = rgba[..., :3].astype(np.uint16) * rgba[..., 3:]
    return av.VideoFrame.from_ndarray(((laid + 127) // 255).astype(np.uint8), format="rgb24")


def colours_of(frame: av.VideoFrame) -> dict[str, Any]:
    """Return swscale's options for a picture's colours, to those of television in full range."""
    bright = frame.color_trc in HIGH_DYNAMIC_RANGE or frame.color_primaries == ColorPrimaries.BT2020
    usual = Colorspace.ITU709 if frame.height >= _HD_LINES else Colorspace.ITU601
    return {
        "src_colorspace": _MATRICES.get(frame.colorspace, usual),
        "dst_color_range": ColorRange.JPEG,
        "src_color_range": frame.color_range or None,
        # swscale maps colours only with a destination, and then clips levels above white.
        "dst_color_trc": ColorTrc.BT709 if bright else None,
        "dst_color_primaries": ColorPrimaries.BT709 if bright else None,
    }


def _pixel_of(frame: av.VideoFrame, named: Fraction | None) -> Fraction:
    """Return a picture's pixel shape: as its file states, else that of television by its size, else square.

    A picture of a television size fills the screen from side to side with either counting.
    """
    size = frame.width, frame.height
    if size not in _TELEVISION:
        return named or Fraction(1)
    filling = [screen / Fraction(*size) for screen in _SCREENS]
    if named is None:
        return filling[0]
    return next((pixel for pixel in filling if abs(named / pixel - 1) < _ALIKE), named)
