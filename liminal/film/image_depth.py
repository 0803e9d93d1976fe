"""Image depth: pictures whose pixels have 16 or 32 bits, and which level is white in them."""

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image


class White(NamedTuple):
    """A level that is white, and whether that is guessed, for the file does not say."""

    level: float
    guessed: bool = False


_FULL = White(65535.0)  # what pillow makes white in everything of more than 8 bits but TIFF

# Tags of TIFF 6.0: the greatest value that occurs, or may occur, and of what kind values are.
_GREATEST, _GREATEST_OF_KIND, _SAMPLE_FORMAT = 281, 341, 339
_UNSIGNED = 1

# Levels that programs make white, the usual one last. Cameras of 12 bits leave the upper four of 16 empty.
_WHITES_16 = (4095.0, 65535.0)
_WHITES_32 = (255.0, 4095.0, 32767.0, 65535.0, 4294967295.0)
_WHITES_FLOAT = (255.0, 4095.0, 65535.0)  # where most of a picture is brighter than 1


def is_deep(image: "Image") -> bool:
    """Tell whether a picture has more than eight bits a pixel in pillow's hands, which are then grey."""
    return image.mode.startswith("I") or image.mode == "F"


def white_of(image: "Image") -> White:
    """Return the level that is white in a deep picture that is decoded.

    Only TIFF leaves it open: it is what the file says, else the least of the levels in use that no pixel exceeds.
    Floats are code values, as in other TIFFs, and white is 1 (so GIMP, ImageMagick and FFmpeg); what is brighter clips,
    unless most of the picture is.
    """
    if image.format != "TIFF":
        return _FULL
    values = _values(image)
    tags: Any = getattr(image, "tag_v2", {})
    for tag in (_GREATEST, _GREATEST_OF_KIND):
        said = tags.get(tag)
        said = float(said[0] if isinstance(said, tuple) else said or 0)
        # Writers that mean the depth give all its bits; others give the greatest level that happens to occur.
        if said >= 1 and np.log2(said + 1).is_integer():
            return White(said)
    if values.dtype.kind == "f":
        finite = values[np.isfinite(values)]
        if np.count_nonzero(finite > 1) * 2 <= finite.size:
            return White(1.0)
        peak = float(finite.max())
        return White(next((white for white in _WHITES_FLOAT if peak <= white), peak), guessed=True)
    whites = _WHITES_32 if image.mode == "I" else _WHITES_16
    least = next(white for white in whites if values.max() <= white)
    return White(least, guessed=least != whites[-1])


def to_eight_bits(image: "Image", white: float) -> "Image":
    """Scale a deep picture so that `white` becomes 255; what is brighter clips, and what is no number is black."""
    from PIL import Image

    values = _values(image)
    if values.dtype.itemsize == 2:
        return Image.fromarray(_scaled(np.arange(65536), white)[values])
    return Image.fromarray(_scaled(np.nan_to_num(values, nan=0.0), white))


def _values(image: "Image") -> NDArray[Any]:
    values = np.asarray(image)
    tags: Any = getattr(image, "tag_v2", {})
    # TIFF's numbers of 32 bits are unsigned unless it says so, and pillow's are not.
    if image.mode == "I" and image.format == "TIFF" and tags.get(_SAMPLE_FORMAT, (_UNSIGNED,))[0] == _UNSIGNED:
        return values.view(np.uint32)
    return values


def _scaled(values: NDArray[Any], white: float) -> NDArray[np.uint8]:
    return (np.clip(values * np.float32(255.0 / white), 0.0, 255.0) + np.float32(0.5)).astype(np.uint8)
