"""Lens maps: for each pixel the place in another picture that it is taken from, as compositors' ST maps have it."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from liminal.camera.distortion import HALF, distorted, undistorted
from liminal.errors import LiminalError
from liminal.film.exr import exr_bytes

_SIDES = {"undistort": distorted, "redistort": undistorted}


def lens_maps(path: Path, size: tuple[int, int], amount: float) -> dict[Path, bytes]:
    """Return two OpenEXR files beside `path`: `.undistort.exr` makes a tape's picture straight, `.redistort.exr` bends.

    Red and green are the place from which a pixel is taken, 0 to 1 from the left and from the bottom, 32 bits;
    `undistort` reaches a little beyond that at the sides. `amount`: see `distortion_of`. Raises LiminalError for none.
    """
    if amount <= 0:
        raise LiminalError("this camera's lens bends nothing; name a --tape with a camcorder, or leave --lens-maps out")
    return {
        path.with_suffix(f".{name}.exr"): exr_bytes(_map(size, amount, source), light=False)
        for name, source in _SIDES.items()
    }


def _map(
    size: tuple[int, int], amount: float, source: Callable[[NDArray[np.float64], float], NDArray[np.float64]]
) -> dict[str, NDArray[np.float32]]:
    """Return the places of all pixels' sources as channels, (height, width), top row first."""
    width, height = size
    across, up = (np.arange(width) + 0.5) / width, 1 - (np.arange(height) + 0.5) / height
    place = np.stack(np.meshgrid(2 * across - 1, 2 * up - 1), axis=-1)
    found = ((source(place * HALF, amount) / HALF + 1) / 2).astype(np.float32)
    return {"R": found[..., 0], "G": found[..., 1], "B": np.zeros_like(found[..., 0])}
