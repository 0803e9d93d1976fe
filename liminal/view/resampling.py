"""Resampling: a developed picture in another size."""

import numpy as np
from numpy.typing import NDArray


def scaled(picture: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    """Scale a picture (H, W, 3), gamma-encoded, to a width and height in pixels."""
    from PIL import Image

    return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS))
