"""Lens maps: for each pixel the place in another picture that it is taken from, as compositors' ST maps have it."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from liminal.camera.distortion import HALF, distorted, undistorted
from liminal.errors import LiminalError

_SIDES = {"undistort": distorted, "redistort": undistorted}


def lens_maps(path: Path, size: tuple[int, int], amount: float) -> dict[Path, bytes]:
    """Return two OpenEXR files beside `path`: `.undistort.exr` makes a tape's picture straight, `.redistort.exr` bends.

    Red and green are the place from which a pixel is taken, 0 to 1 from the left and from the bottom, 32 bits;
    `undistort` reaches a little beyond that at the sides. `amount`: see `distortion_of`. Raises LiminalError for none.
    """
    if amount <= 0:
        raise LiminalError("this camera's lens bends nothing; name a --tape with a camcorder, or leave --lens-maps out")
    return {path.with_suffix(f".{name}.exr"): _exr(_map(size, amount, source)) for name, source in _SIDES.items()}


def _map(
    size: tuple[int, int], amount: float, source: Callable[[NDArray[np.float64], float], NDArray[np.float64]]
) -> NDArray[np.float32]:
    """Return the places of all pixels' sources, (height, width, 2), top row first."""
    width, height = size
    across, up = (np.arange(width) + 0.5) / width, 1 - (np.arange(height) + 0.5) / height
    place = np.stack(np.meshgrid(2 * across - 1, 2 * up - 1), axis=-1)
    return ((source(place * HALF, amount) / HALF + 1) / 2).astype(np.float32)


def _exr(places: NDArray[np.float32]) -> bytes:
    import OpenEXR

    header = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage}
    channels = {"R": places[..., 0], "G": places[..., 1], "B": np.zeros_like(places[..., 0])}
    file = BytesIO()
    OpenEXR.File(header, {name: np.ascontiguousarray(each) for name, each in channels.items()}).write(file)
    return file.getvalue()
