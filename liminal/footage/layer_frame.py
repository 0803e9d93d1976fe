"""Layers of pictures that FFmpeg decodes: PNG, and frames of videos."""

from functools import cache
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import ColorTrc
from numpy.typing import NDArray

from liminal.colour import decode_srgb
from liminal.errors import LiminalError
from liminal.file_name import file_url
from liminal.footage.layer_image import LayerImage
from liminal.footage.raster import HIGH_DYNAMIC_RANGE, colours_of, has_alpha


def read_frame_layer(path: Path) -> LayerImage:
    """Read a picture. Raises LiminalError where it cannot be read."""
    try:
        # The name is no pattern.
        with av.open(file_url(path), options={"pattern_type": "none"}) as container:
            return layer_of_frame(next(container.decode(video=0)), str(path))
    except (av.FFmpegError, OSError, IndexError, StopIteration):
        raise LiminalError(
            f"cannot read the layer {path}: it is no picture, or it is cut off or damaged; check its name"
        ) from None


def layer_of_frame(frame: av.VideoFrame, name: str) -> LayerImage:
    """Return a decoded picture, which is sRGB unless it is tagged as linear. Raises LiminalError for HDR.

    Rec. 709 is taken for sRGB as well: what programs write with that tag is made for screens, not by its camera curve.
    """
    if frame.color_trc in HIGH_DYNAMIC_RANGE:
        raise LiminalError(f"the layer {name} is HDR video; export it as sRGB, or as OpenEXR")
    deep = max(component.bits for component in frame.format.components) > 8
    # Of 8 bits swscale makes no exact 16.
    pixels = frame.reformat(format="rgba64le" if deep else "rgba", **colours_of(frame)).to_ndarray()
    curve = _curve(65536 if deep else 256, frame.color_trc == ColorTrc.LINEAR)
    red, green, blue, alpha = (pixels[..., channel] for channel in range(4))
    known = alpha if has_alpha(frame) else None
    return LayerImage((frame.width, frame.height), (0, 0), [red, green, blue], known, curve=curve)


@cache
def _curve(levels: int, linear: bool) -> NDArray[np.float32]:
    """Linear values, 0 to 1, of so many levels."""
    shares = np.arange(levels) / (levels - 1)
    return np.asarray(shares if linear else decode_srgb(shares), np.float32)
