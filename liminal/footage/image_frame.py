"""A decoded picture as a frame of video."""

from typing import TYPE_CHECKING

import av
import numpy as np

from liminal.footage.image_coding import Coding
from liminal.footage.image_colour import to_srgb

if TYPE_CHECKING:
    from PIL.Image import Image, Transpose


def image_frame(
    image: "Image", profile: bytes | None, turn: "Transpose | None", coding: Coding | None = None
) -> av.VideoFrame:
    """Return a decoded picture of eight bits as a frame, `turn`ed upright: sRGB, rgb24, or rgba if it has opacity.

    `profile`, `coding`: see `to_srgb`.
    """
    upright = to_srgb(image, profile, coding)
    if turn is not None:
        upright = upright.transpose(turn)
    return av.VideoFrame.from_ndarray(np.array(upright), format="rgba" if upright.mode == "RGBA" else "rgb24")
