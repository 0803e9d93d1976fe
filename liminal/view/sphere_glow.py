"""Glow all around: a picture of the whole sphere, blurred as if each way were the middle of a lens's picture."""

import math

import numpy as np
from numpy.typing import NDArray

from liminal.view.glow import CLOSE, VEIL, WIDE

Floats = NDArray[np.float64]

_TALL = 2 * math.tan(math.radians(56.0) / 2)  # of a lens's picture at a distance of 1: what shares of its height are of
_CLOSE, _WIDE, _VEIL = (_TALL * share for share in (CLOSE, WIDE, VEIL))
# rad: standard deviations of the three blurs, of which each blurs the last.
ANGLES = _CLOSE, math.hypot(_CLOSE, _WIDE), math.hypot(_CLOSE, _WIDE, _VEIL)


def blurred(around: Floats, angle: float) -> Floats:
    """Return a picture of longitude and latitude, (h, 2 h, 3), blurred by a Gaussian of a deviation `angle`, rad.

    First along meridians, over the poles, then along parallels, where the blur spans the more longitude the nearer the
    pole is: exact about the equator, and without an edge anywhere.
    """
    height, width = around.shape[:2]
    half = width // 2
    circles = np.concatenate([around[:, :half], around[::-1, half:]])  # (2 h, h, 3): down one side and up the other
    circles = _along(circles, 0, np.full((1, half, 1), angle * height / math.pi))
    around = np.concatenate([circles[:height], circles[: height - 1 - 2 * height : -1]], axis=1)
    latitude = math.pi * (0.5 - (np.arange(height) + 0.5) / height)
    return _along(around, 1, (angle / np.cos(latitude) * width / (2 * math.pi))[:, None, None])


def _along(picture: Floats, axis: int, deviation: Floats) -> Floats:
    """A picture blurred along an axis that is a circle; `deviation`: pixels."""
    count = picture.shape[axis]
    shape = [1, 1, 1]
    shape[axis] = count // 2 + 1
    wave = (2 * math.pi * np.arange(count // 2 + 1) / count).reshape(shape)
    kept = np.exp(-0.5 * (deviation * wave) ** 2)
    found: Floats = np.fft.irfft(kept * np.fft.rfft(picture, axis=axis), count, axis)
    return found
