"""A picture that pillow has decoded, as a frame of video."""

from typing import TYPE_CHECKING

import av
import numpy as np

from liminal.film.image_colour import to_srgb

if TYPE_CHECKING:
    from PIL.Image import Image, Transpose


def image_frame(image: "Image", profile: bytes | None, turn: "Transpose | None") -> av.VideoFrame:
    """Return a decoded picture of eight bits as sRGB, `turn`ed: rgb24, or rgba where some of it may be transparent."""
    upright = to_srgb(image, profile)
    if turn is not None:
        upright = upright.transpose(turn)
    return av.VideoFrame.from_ndarray(np.array(upright), format="rgba" if upright.mode == "RGBA" else "rgb24")
